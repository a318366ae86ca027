// The content of the page: nodes that know their edges and findings, and elements made of text.
const content = JSON.parse(document.getElementById("content").textContent);
const types = content.types;
const typeNamed = new Map(types.map((type, at) => [type.type, at]));

const nodes = content.nodes.map((row, at) => ({
  at,
  iri: row.r,
  type: types[row.t],
  label: row.l,
  names: row.n || [],
  ids: row.i || [],
  link: row.u || "",
  short: row.s || "",
  summary: row.d || "",
  facts: row.f || [],
  quotes: row.q || [],
  edges: [],
  findings: [],
}));

const edges = content.edges.map(([source, target, kind, up, down, other], at) => {
  const edge = { at, source, target, kind: content.kinds[kind], up, down, other };
  nodes[source].edges.push(edge);
  nodes[target].edges.push(edge);
  return edge;
});

const findings = content.findings.map((row, at) => {
  const finding = {
    at,
    about: row.a,
    study: row.s,
    direction: content.words[row.d],
    certainty: content.words[row.c],
    tier: content.words[row.t],
    context: row.x || [],
    measures: row.m || [],
    cites: row.w || "",
    quotes: row.q || [],
  };
  nodes[row.a].findings.push(finding);
  if (row.s !== row.a) nodes[row.s].findings.push(finding);
  for (const [, node] of finding.context) {
    if (node !== row.a) nodes[node].findings.push(finding);
  }
  return finding;
});

const quotes = content.quotes.map(([text, reading, section]) => ({ text, reading, section }));

const SIGNS = {
  increased: ["▲", "up"],
  decreased: ["▼", "down"],
  unchanged: ["=", "same"],
  changed: ["◆", "mixed"],
  "associated-positively": ["▲", "up"],
  "associated-negatively": ["▼", "down"],
};
const DIRECTION_WORDS = {
  "associated-positively": "rises together with",
  "associated-negatively": "falls as the other rises",
};

function signOf(direction) {
  return SIGNS[direction] || ["◆", "mixed"];
}

function wordsOf(direction) {
  return DIRECTION_WORDS[direction] || direction;
}

// Which way the findings behind an edge point: "up", "down", "mixed" or "".
function wayOf(edge) {
  if (edge.up && edge.down) return "mixed";
  return edge.up ? "up" : edge.down ? "down" : "";
}

function other(edge, at) {
  return edge.source === at ? edge.target : edge.source;
}

function isStudy(node) {
  return node.type.type === "Study";
}

// The studies that name a node (of a study: itself).
function studiesOf(node) {
  if (isStudy(node)) return [node.at];
  const found = new Set();
  for (const edge of node.edges) if (isStudy(nodes[edge.source])) found.add(edge.source);
  for (const finding of node.findings) found.add(finding.study);
  return [...found].sort((a, b) => a - b);
}
