// The whole graph as flat arrays: places, classes, communities, and edges in the order of their start.
function bytesOf(text) {
  const raw = atob(text);
  const bytes = new Uint8Array(raw.length);
  for (let at = 0; at < raw.length; at += 1) bytes[at] = raw.charCodeAt(at);
  return bytes.buffer;
}

const whole = window.spacekgWhole;
const size = whole.size;
const places = new Int16Array(bytesOf(whole.places));
const kindOf = new Uint8Array(bytesOf(whole.kinds));
const groupOf = new Uint16Array(bytesOf(whole.groups));
const Numbers = whole.bits === 16 ? Uint16Array : Uint32Array;
const counts = new Numbers(bytesOf(whole.counts));
const targets = new Numbers(bytesOf(whole.targets));
const wayAt = new Uint8Array(bytesOf(whole.ways));
const edgeCount = targets.length;
const sources = new Uint32Array(edgeCount);
const degree = new Uint32Array(size);
for (let at = 0, edge = 0; at < size; at += 1) {
  for (const end = edge + counts[at]; edge < end; edge += 1) {
    sources[edge] = at;
    degree[at] += 1;
    degree[targets[edge]] += 1;
  }
}
const labels = new Map(whole.labels);
// The nodes from the most to the least connected: who gets a label first.
const ranked = Array.from({ length: size }, (_, at) => at).sort((a, b) => degree[b] - degree[a] || a - b);

// Who gets words first: titles of studies and open questions are long, and come after the rest.
const wordy = new Set(["Study", "KnowledgeGap", "Topic"].map((name) => whole.types.findIndex((type) => type.type === name)));
const spoken = [...ranked.filter((at) => !wordy.has(kindOf[at])), ...ranked.filter((at) => wordy.has(kindOf[at]))];

// What each node is joined to; worked out when first asked for.
let joins = null;
function edgesOf(at) {
  if (!joins) {
    joins = { start: new Uint32Array(size + 1), list: new Uint32Array(edgeCount * 2) };
    for (let node = 0; node < size; node += 1) joins.start[node + 1] = joins.start[node] + degree[node];
    const next = joins.start.slice();
    for (let edge = 0; edge < edgeCount; edge += 1) {
      joins.list[next[sources[edge]]++] = edge;
      joins.list[next[targets[edge]]++] = edge;
    }
  }
  return joins.list.subarray(joins.start[at], joins.start[at + 1]);
}

function farEnd(edge, at) {
  return sources[edge] === at ? targets[edge] : sources[edge];
}

// The best connected neighbours first, each once, with the edge that leads there.
function neighboursOf(at) {
  const found = new Map();
  for (const edge of edgesOf(at)) {
    const far = farEnd(edge, at);
    if (!found.has(far) || wayAt[edge]) found.set(far, edge);
  }
  return [...found].sort((a, b) => Boolean(wayAt[b[1]]) - Boolean(wayAt[a[1]]) || degree[b[0]] - degree[a[0]] || a[0] - b[0]);
}

function labelOf(at) {
  return labels.get(at) || (index.length ? index[at].entry.label : "");
}
