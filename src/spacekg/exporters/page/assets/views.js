// The other pictures: what chosen studies share, and the landscape of open questions.
const MOST_SHARED = 60;
const FIRST_STUDIES = 8;
let chosenStudies = [];

function genesOf(study) {
  const found = new Map();
  for (const edge of nodes[study].edges) {
    const far = nodes[other(edge, study)];
    if (far.type.type === "Gene" || far.type.type === "GeneFamily") found.set(far.at, edge);
  }
  return found;
}

// How many genes of each study at least one other study names too; worked out once.
let sharing = null;
function sharingStudies() {
  if (sharing) return sharing;
  sharing = nodes.filter(isStudy).map((study) => {
    const shared = [...genesOf(study.at).keys()].filter((at) => studiesOf(nodes[at]).length > 1);
    return { study, shared: shared.length };
  }).filter((row) => row.shared).sort((a, b) => b.shared - a.shared || a.study.at - b.study.at);
  return sharing;
}

// Studies stand left, the genes that two or more of them name right, each near the studies it
// belongs to, so that few lines cross.
function sharedView(studies) {
  const joined = new Map();
  for (const study of studies) {
    for (const at of genesOf(study).keys()) joined.set(at, [...(joined.get(at) || []), study]);
  }
  const several = [...joined].filter(([, list]) => list.length > 1).sort((a, b) => b[1].length - a[1].length || a[0] - b[0]);
  const genes = several.slice(0, MOST_SHARED);
  const rank = new Map(studies.map((at, turn) => [at, turn]));
  let order = [...studies];
  let rows = genes;
  for (let turn = 0; turn < 8; turn += 1) {
    order.forEach((at, place) => rank.set(at, place));
    const middle = ([, list]) => list.reduce((sum, at) => sum + rank.get(at), 0) / list.length;
    rows = [...genes].sort((a, b) => middle(a) - middle(b) || a[0] - b[0]);
    const place = new Map(rows.map(([at], spot) => [at, spot]));
    const mean = (study) => {
      const own = rows.filter(([, list]) => list.includes(study)).map(([at]) => place.get(at));
      return own.length ? own.reduce((sum, one) => sum + one, 0) / own.length : 1e9;
    };
    order = [...order].sort((a, b) => mean(a) - mean(b) || a - b);
  }
  const placed = new Map();
  const tall = Math.max(order.length * 130, Math.ceil(rows.length / 2) * 74, 300);
  const wide = isNarrow() ? 0.6 : 1;
  order.forEach((at, turn) => placed.set(at, { x: -430 * wide, y: ((turn + 0.5) / order.length - 0.5) * tall, size: 17, font: 19 }));
  rows.forEach(([at], turn) => placed.set(at, { x: (330 + (turn % 2) * 190) * wide, y: ((turn + 0.5) / rows.length - 0.5) * tall, size: 14, font: 20 }));
  const { links } = linksAmong(placed);
  return { kind: "shared", placed, links, all: several.length + studies.length };
}

function gapsView() {
  const placed = new Map();
  for (const node of content.gaps.nodes) {
    placed.set(node.id, { x: isNarrow() ? node.nx : node.x, y: isNarrow() ? node.ny : node.y, size: node.size, font: node.group === "KnowledgeGap" ? 15 : node.font.size });
  }
  const links = content.gaps.edges.map((edge) => ({ id: `e${edge.id}`, from: edge.from, to: edge.to, way: "", far: edge.way === "far", title: "asks about" }));
  return { kind: "gaps", placed, links, all: nodes.filter((node) => node.type.type === "KnowledgeGap").length };
}

function pressView(name) {
  for (const one of ["overview", "shared", "gaps"]) {
    document.getElementById(`view-${one}`).setAttribute("aria-pressed", String(one === name));
  }
}

function drawShared() {
  const next = sharedView(chosenStudies);
  const genes = next.placed.size - chosenStudies.length;
  draw(next, chosenStudies.length < 2 ? "Choose two or more studies" : `${genes} of ${count(next.all - chosenStudies.length, "shared gene")}`);
  fit();
}

function describeShared() {
  const all = sharingStudies();
  const row = ({ study, shared }) => {
    const box = make("input", { type: "checkbox" });
    box.checked = chosenStudies.includes(study.at);
    box.addEventListener("change", () => {
      chosenStudies = box.checked ? [...chosenStudies, study.at] : chosenStudies.filter((at) => at !== study.at);
      drawShared();
      setAddress(`#shared=${chosenStudies.map((at) => encodeURIComponent(nameFor(nodes[at]))).join(",")}`);
    });
    return make("label", {}, box, make("span", { class: "name" }, shorten(study.label, 110), study.short ? ` (${study.short})` : ""), make("span", { class: "number" }, count(shared, "gene")));
  };
  const first = [...all].sort((a, b) => chosenStudies.includes(b.study.at) - chosenStudies.includes(a.study.at));
  fill(panelBody, make("h2", {}, "Choose studies"), make("p", { class: "context" }, "The picture shows the genes that two or more of the chosen studies name, and which way each went."), capped(first, Math.max(12, chosenStudies.length), row, "choices"));
  panel.scrollTop = 0;
}

// The study that shares most, then each time the one that shares most with those chosen.
function closestStudies() {
  const rest = sharingStudies().map((row) => row.study.at);
  const chosen = rest.splice(0, 1);
  const held = new Set(chosen.flatMap((at) => [...genesOf(at).keys()]));
  while (chosen.length < FIRST_STUDIES && rest.length) {
    const shares = rest.map((at) => [...genesOf(at).keys()].filter((gene) => held.has(gene)).length);
    const best = shares.indexOf(Math.max(...shares));
    if (!shares[best]) break;
    const [next] = rest.splice(best, 1);
    chosen.push(next);
    for (const gene of genesOf(next).keys()) held.add(gene);
  }
  return chosen;
}

function openShared(studies, quietly) {
  selected = null;
  chosenStudies = studies.length ? studies : closestStudies();
  pressView("shared");
  drawShared();
  describeShared();
  if (!quietly) setAddress(`#shared=${chosenStudies.map((at) => encodeURIComponent(nameFor(nodes[at]))).join(",")}`);
}

// What most questions are about, each with its questions.
function describeGaps() {
  const questions = new Map();
  for (const edge of content.gaps.edges) questions.set(edge.to, [...(questions.get(edge.to) || []), edge.from]);
  const things = [...questions].sort((a, b) => b[1].length - a[1].length || a[0] - b[0]);
  const row = ([at, asked]) => make("button", { type: "button", onclick: () => openNode(nodes[at]) },
    mark(nodes[at].type), make("span", { class: "name" }, nodes[at].label), make("span", { class: "number" }, count(asked.length, "question")));
  fill(panelBody, make("h2", {}, "What is asked about most"),
    make("p", { class: "context" }, "Each star is an open question, beside the thing that most ask about; a thin line leads to what else it is about. Choose a mark to read."),
    capped(things, 16, row, "ranking"));
  panel.scrollTop = 0;
}

function openGaps(quietly) {
  selected = null;
  pressView("gaps");
  const next = gapsView();
  const shown = content.gaps.nodes.filter((node) => node.group === "KnowledgeGap").length;
  draw(next, `${shown} of ${count(next.all, "open question")}: the others name nothing that this graph knows`);
  fit();
  describeGaps();
  if (!quietly) setAddress("#gaps");
}

function startViews() {
  document.getElementById("view-overview").addEventListener("click", () => {
    closeNode();
    openOverview();
  });
  document.getElementById("view-shared").addEventListener("click", () => openShared([]));
  document.getElementById("view-gaps").addEventListener("click", () => openGaps());
}
