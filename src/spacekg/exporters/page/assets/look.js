// How marks and lines look, by class and direction, in the colours of the page; ``view`` says what is drawn.
function cssColour(element, name) {
  return getComputedStyle(element).getPropertyValue(name).trim();
}

function readTheme() {
  const root = document.documentElement;
  const theme = { ways: {}, types: {} };
  for (const name of ["ink", "soft", "surface", "line", "up", "down", "mixed"]) {
    theme[name] = cssColour(root, `--${name}`);
  }
  const probe = make("i", {});
  document.body.append(probe);
  for (const type of types) {
    probe.className = `t-${type.type}`;
    theme.types[type.type] = cssColour(probe, "--c");
  }
  probe.remove();
  return theme;
}
let theme = readTheme();

function isNarrow() {
  return window.matchMedia("(max-width: 760px)").matches;
}

function labelOf(node, focus) {
  if (isNarrow() && !focus) return shorten(node.label, 22);
  const most = view.kind === "star" && !focus ? 30 : node.type.type === "Study" ? (focus ? 80 : view.kind === "overview" ? 30 : 52) : 34;
  return shorten(node.label, most);
}

// In the overview studies carry no words, and on a small screen only what many studies share.
function isQuiet(node, placed) {
  return isStudy(node) || (isNarrow() && !placed.loud);
}

function nodeLook(node, placed) {
  const colour = theme.types[node.type.type];
  const open = node.type.type === "KnowledgeGap";
  const quiet = (view.kind === "overview" && isQuiet(node, placed)) || (view.kind === "gaps" && open);
  // A star fills less of its square than other marks.
  const size = placed.size * (isNarrow() ? 1.3 : 1) * (node.type.shape === "star" && !open ? 1.25 : 1);
  return {
    id: node.at,
    x: placed.x,
    y: placed.y,
    label: quiet ? "" : labelOf(node, placed.focus),
    title: `${node.label}\n${subtitle(node)}`,
    shape: node.type.shape,
    size,
    borderWidth: placed.focus ? 4 : open ? 2.5 : 1.5,
    borderWidthSelected: 4,
    color: {
      background: open ? theme.surface : colour,
      border: placed.focus ? theme.ink : open ? colour : theme.surface,
      highlight: { background: open ? theme.surface : colour, border: theme.ink },
      hover: { background: open ? theme.surface : colour, border: theme.ink },
    },
    font: {
      size: placed.font * (isNarrow() ? 1.45 : 1),
      color: theme.ink,
      strokeWidth: 5,
      strokeColor: theme.surface,
      face: "system-ui, sans-serif",
    },
    widthConstraint: { maximum: view.kind === "star" ? (placed.focus ? 260 : isNarrow() ? 132 : 160) : isNarrow() ? 250 : isStudy(node) ? 190 : 170 },
  };
}

function edgeLook(link) {
  const way = link.way;
  const strong = view.kind !== "overview" && !link.far;
  const colour = way ? theme[way] : theme.line;
  return {
    id: link.id,
    from: link.from,
    to: link.to,
    width: way ? (strong ? 2.4 : 1.6) : 1,
    dashes: way === "mixed" ? [7, 4] : false,
    color: { color: colour, highlight: way ? colour : theme.soft, hover: way ? colour : theme.soft, opacity: way ? (strong ? 0.95 : 0.6) : strong ? 0.9 : 0.55 },
    arrows: way && strong ? { to: { enabled: true, scaleFactor: 0.55 } } : undefined,
    label: way && strong ? { up: "▲", down: "▼", mixed: "▲▼" }[way] : undefined,
    font: { size: view.kind === "star" ? 15 : 22, color: colour, strokeWidth: 6, strokeColor: theme.surface, align: "horizontal" },
    title: link.title,
  };
}

