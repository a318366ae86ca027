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

function count(number, one, many) {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many || `${one}s`}`;
}

function shorten(text, most) {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1);
  const space = cut.lastIndexOf(" ");
  return `${(space > most * 0.6 ? cut.slice(0, space) : cut).trimEnd()}…`;
}

// An element whose words are always text: nothing of the graph is ever read as markup.
function make(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties || {})) {
    if (name === "class") element.className = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined) element.setAttribute(name, value);
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== "") element.append(child);
  }
  return element;
}

function fill(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
}

const SHAPES = {
  dot: "M8 2a6 6 0 1 0 .01 0z",
  square: "M2.5 2.5h11v11h-11z",
  diamond: "M8 1l6.5 7L8 15 1.5 8z",
  triangle: "M8 1.5l7 12.5H1z",
  triangleDown: "M8 14.5L1 2h14z",
  hexagon: "M4.5 2h7L15 8l-3.5 6h-7L1 8z",
  star: "M8 .8l2.1 4.9 5.3.5-4 3.5 1.2 5.2L8 12.1l-4.6 2.8 1.2-5.2-4-3.5 5.3-.5z",
};

// The mark of a class, the same shape and colour as in the picture.
function mark(type) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", `mark t-${type.type}${type.type === "KnowledgeGap" ? " open" : ""}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", SHAPES[type.shape] || SHAPES.dot);
  svg.append(path);
  return svg;
}

// A link to the world: only plain web addresses ever become one.
function webLink(address, text) {
  if (!/^https?:\/\//.test(address)) return document.createTextNode(text);
  return make("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, text);
}

function save(name, kind, bytes) {
  const address = URL.createObjectURL(bytes instanceof Blob ? bytes : new Blob([bytes], { type: kind }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
