// The network of this page as pyvis holds it, and the findings behind its lines.
const figure = document.getElementById("near");
const data = JSON.parse(document.getElementById("near-data").textContent);
const root = document.documentElement.dataset.root || "";
const hiddenTypes = new Set();
const drawnNodes = new vis.DataSet();
const drawnEdges = new vis.DataSet();
const types = [];
let network = null;
let selected = null;
let shown = new Set(data.first);

const nodes = new Map(data.nodes.map((row) => {
  const [one, shape, address, short, id] = data.things[row.id];
  let type = types.find((known) => known.type === row.group);
  if (!type) types.push((type = { type: row.group, one, shape }));
  return [row.id, { at: row.id, label: row.label, type, address: `${root}${address}`, short, id, row }];
}));
const order = data.nodes.map((row) => row.id).filter((id) => id !== data.focus);
const lines = data.edges.map((edge) => ({ ...edge, other: edge.from === data.focus ? edge.to : edge.from }));
const view = { kind: "star", placed: new Map() };
const stage = make("div", { class: "near-stage", role: "group", "aria-label": "Picture of what is around; arrow keys go from mark to mark, Enter opens one, Escape lets go" });
const panel = make("div", { class: "near-panel", role: "status", tabindex: "0", "aria-label": "What is said" });

function isStudy(node) {
  return node.type.type === "Study";
}

function subtitle(node) {
  const tally = data.tally[node.at];
  return [node.type.one, node.short, tally ? count(tally, "finding") : ""].filter(Boolean).join(" · ");
}

function nodeNamed(name) {
  return [...nodes.values()].find((node) => node.id === name);
}
