// The picture: the overview with its stored places, and the neighbourhood of one node.
const MOST_NEIGHBOURS = 60;
const hiddenTypes = new Set();
let view = null;
let network = null;
let selected = null;
const drawnNodes = new vis.DataSet();
const drawnEdges = new vis.DataSet();
const stage = document.getElementById("picture");

// The drawing of the start, with the places the export worked out; stretched to the canvas.
function overviewView() {
  const ratio = stage.clientWidth / Math.max(1, stage.clientHeight);
  const wide = Math.min(1.55, Math.max(0.7, ratio * 0.98));
  const placed = new Map();
  for (const node of content.picture.nodes) {
    placed.set(node.id, { x: node.x * wide, y: node.y, size: node.size, font: node.font.size });
  }
  const loudest = content.picture.nodes.filter((node) => node.group !== "Study").sort((a, b) => b.font.size - a.font.size || b.size - a.size || a.id - b.id);
  for (const node of loudest.slice(0, 16)) placed.get(node.id).loud = true;
  const links = content.picture.edges.map((edge) => ({
    id: `e${edge.id}`,
    from: edge.from,
    to: edge.to,
    way: edge.way,
    title: edge.title,
  }));
  return { kind: "overview", placed, links, all: nodes.length, wide };
}

// Neighbours of a node, the best connected first: by edges, then by what its findings name.
function neighboursOf(node) {
  const weight = new Map();
  const add = (at, by) => at !== node.at && weight.set(at, (weight.get(at) || 0) + by);
  for (const edge of node.edges) add(other(edge, node.at), 3 + edge.up + edge.down + edge.other);
  for (const finding of node.findings) {
    if (finding.about === node.at || finding.study === node.at) {
      for (const [, at] of finding.context) add(at, 1);
      add(finding.about, 1);
    }
  }
  return [...weight].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([at]) => at);
}

function ringPlaces(chosen, centre, into) {
  const ordered = [...chosen].sort((a, b) => typeNamed.get(nodes[a].type.type) - typeNamed.get(nodes[b].type.type) || a - b);
  const crowded = ordered.length > 12;
  const radius = Math.max(250, ordered.length * 17);
  ordered.forEach((at, turn) => {
    const angle = (2 * Math.PI * turn) / ordered.length - Math.PI / 2;
    const reach = radius + (crowded ? 85 * ((turn % 3) - 1) : 0);
    const wide = isNarrow() ? 1 : 1.4;
    into.set(at, {
      x: Math.round(centre.x + reach * wide * Math.cos(angle)),
      y: Math.round(centre.y + reach * (isNarrow() ? 1.5 : 1) * Math.sin(angle)),
      size: 13,
      font: 17,
    });
  });
}

function linksAmong(placed) {
  const links = [];
  const joined = new Set();
  for (const edge of edges) {
    if (!placed.has(edge.source) || !placed.has(edge.target)) continue;
    links.push({ id: `e${edge.at}`, from: edge.source, to: edge.target, way: wayOf(edge), title: kindWords(edge.kind) });
    joined.add(edge.source).add(edge.target);
  }
  return { links, joined };
}

function kindWords(kind) {
  return kind.replace(/([A-Z])/g, " $1").toLowerCase();
}

function neighbourhoodView(node, most) {
  const near = neighboursOf(node);
  const placed = new Map();
  ringPlaces(near.slice(0, most), { x: 0, y: 0 }, placed);
  placed.set(node.at, { x: 0, y: 0, size: 26, font: 22, focus: true });
  return withLinks({ kind: "neighbourhood", focus: node.at, placed, all: near.length + 1, most });
}

function withLinks(next) {
  const { links, joined } = linksAmong(next.placed);
  for (const at of next.placed.keys()) {
    if (!joined.has(at) && at !== next.focus && next.focus !== undefined) {
      links.push({ id: `c${at}`, from: next.focus, to: at, way: "", title: "named together in a finding" });
    }
  }
  return { ...next, links };
}

// The same picture with more round one node; nodes already drawn keep their places.
function expandView(node) {
  const fresh = neighboursOf(node).filter((at) => !view.placed.has(at));
  const chosen = fresh.slice(0, 24);
  const placed = new Map(view.placed);
  const at = placed.get(node.at) || { x: 0, y: 0 };
  const length = Math.hypot(at.x, at.y) || 1;
  const away = 420 + chosen.length * 10;
  const around = new Map();
  ringPlaces(chosen, { x: at.x + (at.x / length) * away, y: at.y + (at.y / length) * away }, around);
  for (const [key, place] of around) placed.set(key, place);
  const next = withLinks({ kind: "expanded", focus: view.focus, placed, all: nodes.length });
  return { next, added: chosen.length, left: fresh.length - chosen.length };
}

function pathView(hops) {
  const placed = new Map();
  hops.forEach((at, turn) => placed.set(at, { x: turn * 320, y: turn % 2 ? 60 : -60, size: 20, font: 19, focus: turn === 0 || turn === hops.length - 1 }));
  return withLinks({ kind: "path", placed, all: hops.length });
}

function draw(next, words) {
  view = next;
  const visible = [...view.placed].filter(([at]) => !hiddenTypes.has(nodes[at].type.type));
  const shown = new Set(visible.map(([at]) => at));
  drawnEdges.clear();
  drawnNodes.clear();
  drawnNodes.add(visible.map(([at, placed]) => nodeLook(nodes[at], placed)));
  drawnEdges.add(view.links.filter((link) => shown.has(link.from) && shown.has(link.to)).map(edgeLook));
  const linked = drawnEdges.length;
  stage.parentElement.classList.toggle("plain", view.kind === "gaps");
  document.getElementById("back-overview").hidden = ["overview", "shared", "gaps"].includes(view.kind);
  const what = { neighbourhood: `of ${view.all} around it`, path: "steps", shared: "things", gaps: "things" }[view.kind] || `of ${count(nodes.length, "thing")}`;
  document.getElementById("showing").textContent =
    `Showing ${shown.size} ${what}, ${count(linked, "link")}${words ? `. ${words}` : ""}`;
}

// The overview with one node chosen: what it is joined to stays, the rest steps back.
function emphasise(node) {
  if (view.kind !== "overview") return;
  const near = node && new Set([node.at, ...node.edges.map((edge) => other(edge, node.at))]);
  drawnNodes.update(drawnNodes.getIds().map((at) => {
    const clear = !near || near.has(at);
    const label = !near && isQuiet(nodes[at], view.placed.get(at)) ? "" : labelOf(nodes[at], false);
    return { id: at, opacity: clear ? 1 : 0.16, label: clear ? label : "" };
  }));
  drawnEdges.update(drawnEdges.get().map((edge) => ({ id: edge.id, hidden: Boolean(node) && edge.from !== node.at && edge.to !== node.at })));
}

function fit() {
  network.fit({ animation: false });
}

// Light rings behind the overview, so that its order can be seen.
function drawRings(context) {
  if (view.kind !== "overview") return;
  const rings = { Study: [], Organism: [] };
  for (const [at, place] of view.placed) {
    const type = nodes[at].type.type === "Exposure" ? "Organism" : nodes[at].type.type;
    if (rings[type]) rings[type].push(Math.hypot(place.x / view.wide, place.y));
  }
  context.save();
  context.strokeStyle = theme.line;
  context.lineWidth = 1.2;
  context.setLineDash([3, 7]);
  for (const reaches of Object.values(rings)) {
    const reach = reaches.reduce((sum, one) => sum + one, 0) / Math.max(1, reaches.length);
    if (reach < 1) continue;
    context.beginPath();
    context.ellipse(0, 0, reach * view.wide, reach, 0, 0, 2 * Math.PI);
    context.stroke();
  }
  context.restore();
}

function startDrawing(choose, clear) {
  network = new vis.Network(stage, { nodes: drawnNodes, edges: drawnEdges }, content.picture.options);
  network.on("beforeDrawing", drawRings);
  network.on("click", (event) => {
    if (event.nodes.length) return choose(nodes[event.nodes[0]]);
    const link = event.edges.length && view.links.find((one) => one.id === event.edges[0]);
    return link ? describeLink(link) : clear();
  });
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    theme = readTheme();
    draw(view);
  });
  document.getElementById("fit").addEventListener("click", fit);
  const zoom = (by) => network.moveTo({ scale: network.getScale() * by });
  document.getElementById("closer").addEventListener("click", () => zoom(1.3));
  document.getElementById("farther").addEventListener("click", () => zoom(1 / 1.3));
}

function startLegend() {
  const legend = document.getElementById("legend");
  for (const type of types) {
    const number = nodes.reduce((sum, node) => sum + (node.type === type ? 1 : 0), 0);
    if (!number) continue;
    const box = make("input", { type: "checkbox", id: `type-${type.type}` });
    box.checked = true;
    box.addEventListener("change", () => {
      if (box.checked) hiddenTypes.delete(type.type);
      else hiddenTypes.add(type.type);
      draw(view);
    });
    legend.append(make("label", { class: "chip" }, box, mark(type), make("span", {}, type.many), make("span", { class: "number" }, number.toLocaleString("en"))));
  }
}
