// The live picture: its marks and lines, what can be chosen, filtered, added and taken away.
function draw() {
  const narrow = isNarrow();
  view.placed = new Map();
  for (const { row } of nodes.values()) {
    const focus = row.id === data.focus;
    if (!shown.has(row.id) || (!focus && hiddenTypes.has(row.group))) continue;
    view.placed.set(row.id, { x: narrow ? row.nx : row.x, y: narrow ? row.ny : row.y, size: row.size, font: focus ? (narrow ? 10.5 : 15) : narrow ? 9.5 : 14, focus });
  }
  drawnEdges.clear();
  drawnNodes.clear();
  drawnNodes.add([...view.placed].map(([id, placed]) => nodeLook(nodes.get(id), placed)));
  drawnEdges.add(lines.filter((line) => view.placed.has(line.other)).map(edgeLook));
  const number = view.placed.size - 1;
  const rest = shown.size < nodes.size || nodes.size - 1 === data.all ? "" : "; the table has the rest";
  figure.querySelector(".near-shown").textContent = `showing ${number} of ${data.all}${rest}`;
  const ys = [...view.placed.values()].map((place) => place.y);
  stage.style.height = `${Math.min(640, Math.max(narrow ? 380 : 300, (Math.max(...ys) - Math.min(...ys) + 130) * (narrow ? 0.8 : 1)))}px`;
}

function fit() {
  network.redraw();
  network.fit({ animation: false });
}

function showAll() {
  shown = new Set(nodes.keys());
  document.getElementById("near-more").remove();
  draw();
  fit();
}

function choose(node, quietly) {
  selected = node;
  network.selectNodes([node.at], false);
  network.selectEdges(lines.filter((line) => line.other === node.at && view.placed.has(line.other)).map((line) => line.id));
  describe(node);
  if (!quietly) history.replaceState(null, "", `#near=${encodeURIComponent(node.id)}`);
}

function clear() {
  selected = null;
  network.unselectAll();
  describeStart();
  if (location.hash.startsWith("#near=")) history.replaceState(null, "", location.pathname + location.search);
}

function step(by) {
  const there = order.filter((id) => view.placed.has(id));
  if (!there.length) return;
  const at = selected ? there.indexOf(selected.at) : by > 0 ? -1 : 0;
  choose(nodes.get(there[(at + by + there.length) % there.length]));
}

const KEYS = {
  ArrowRight: () => step(1),
  ArrowDown: () => step(1),
  ArrowLeft: () => step(-1),
  ArrowUp: () => step(-1),
  Enter: () => selected && location.assign(selected.address),
  Escape: clear,
  "+": () => zoom(1.25),
  "-": () => zoom(0.8),
  0: fit,
};

function zoom(by) {
  network.moveTo({ scale: network.getScale() * by });
}

function legendChip(type) {
  const number = data.nodes.filter((row) => row.group === type.type && row.id !== data.focus).length;
  const box = make("input", { type: "checkbox", id: `near-${type.type}` });
  box.checked = true;
  box.addEventListener("change", () => {
    if (box.checked) hiddenTypes.delete(type.type);
    else hiddenTypes.add(type.type);
    draw();
    if (selected && !view.placed.has(selected.at)) clear();
  });
  return number ? make("label", { class: "chip" }, box, mark(type), make("span", {}, type.one), make("span", { class: "number" }, String(number))) : "";
}

function tool(words, does, label) {
  return make("button", { type: "button", onclick: does, "aria-label": label }, words);
}

function startPicture() {
  const more = tool(`Show ${data.more} more`, showAll);
  more.id = "near-more";
  const tools = make("div", { class: "near-tools", role: "toolbar", "aria-label": "Picture" }, data.more ? more : "",
    tool("Fit", fit), tool("+", () => zoom(1.25), "Zoom in"), tool("−", () => zoom(0.8), "Zoom out"),
    tool("PNG", savePng), tool("SVG", () => save("spacekg.svg", "image/svg+xml", svgPicture())));
  const legend = make("fieldset", { class: "legend" }, make("legend", {}, "Show"), make("div", { class: "boxes" }, types.map(legendChip)));
  figure.querySelector(".pan").replaceWith(make("div", { class: "near-head" }, legend, tools), make("div", { class: "near-live" }, stage, panel));
  const still = figure.querySelector(".take");
  if (still) still.remove();
  draw();
  network = new vis.Network(stage, { nodes: drawnNodes, edges: drawnEdges }, OPTIONS);
  fit();
  network.on("click", (event) => {
    const line = lines.find((one) => one.id === event.edges[0]);
    const node = nodes.get(event.nodes.length ? event.nodes[0] : line && line.other);
    if (!node || node.at === data.focus) clear();
    else choose(node);
  });
  network.on("hoverNode", () => stage.classList.add("pointing"));
  network.on("blurNode", () => stage.classList.remove("pointing"));
  stage.addEventListener("keydown", (event) => {
    if (!KEYS[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    KEYS[event.key]();
  });
  for (const query of ["(prefers-color-scheme: dark)", "(max-width: 760px)"]) {
    window.matchMedia(query).addEventListener("change", () => {
      theme = readTheme();
      draw();
      fit();
    });
  }
  describeStart();
}

function followAddress() {
  if (!location.hash.startsWith("#near=")) return;
  let node = null;
  try {
    node = nodeNamed(decodeURIComponent(location.hash.slice(6)));
  } catch {
    // A name that cannot be read is nobody's.
  }
  if (!node || node.at === data.focus) return;
  if (!shown.has(node.at)) {
    showAll();
  }
  choose(node, true);
}

startPicture();
followAddress();
window.addEventListener("hashchange", followAddress);
figure.setAttribute("data-near", "live");
window.spacekgNear = Object.freeze({ network, drawnNodes, drawnEdges, svgPicture });
