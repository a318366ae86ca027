// "Why are these two linked?": the shortest ways through studies, up to three steps more.
const MOST_HOPS = 4;
const MOST_PATHS = 5;

// A step through a hub says little, so ways through rarely used nodes come first.
function costOf(at) {
  return 1 + Math.log2(1 + nodes[at].edges.length);
}

function findPaths(from, to) {
  const found = [];
  let frontier = [[from]];
  for (let hop = 1; hop <= MOST_HOPS && !found.length; hop += 1) {
    const next = [];
    for (const path of frontier) {
      const last = path[path.length - 1];
      for (const edge of nodes[last].edges) {
        const at = other(edge, last);
        if (path.includes(at)) continue;
        if (at === to) found.push([...path, at]);
        else if (hop < MOST_HOPS) next.push([...path, at]);
      }
    }
    next.sort((a, b) => pathCost(a) - pathCost(b) || a.join() .localeCompare(b.join()));
    frontier = next.slice(0, 4000);
  }
  const unique = new Map(found.map((path) => [path.join(), path]));
  return [...unique.values()].sort((a, b) => pathCost(a) - pathCost(b) || (a.join() < b.join() ? -1 : 1));
}

function pathCost(path) {
  return path.slice(1, -1).reduce((sum, at) => sum + costOf(at), 0);
}

// The sentence that joins two neighbours, when a finding holds one.
function sentenceFor(one, two) {
  const study = isStudy(nodes[one]) ? one : two;
  const thing = study === one ? two : one;
  const about = nodes[thing].findings.filter((finding) => finding.study === study && finding.quotes.length);
  about.sort((a, b) => (a.about === thing ? 0 : 1) - (b.about === thing ? 0 : 1) || a.at - b.at);
  if (about.length) return { quote: about[0].quotes[0], finding: about[0].about === thing ? about[0] : null };
  const gap = [one, two].map((at) => nodes[at]).find((node) => node.quotes.length);
  return gap ? { quote: gap.quotes[0], finding: null } : null;
}

function stepItem(one, two) {
  const edge = nodes[one].edges.find((candidate) => other(candidate, one) === two);
  const sentence = sentenceFor(one, two);
  const words = sentence && sentence.finding ? `${signOf(sentence.finding.direction)[0]} ${wordsOf(sentence.finding.direction)}` : edge ? kindWords(edge.kind) : "named together";
  return make("li", {}, make("p", { class: "step" }, opener(nodes[one]), make("span", { class: "joint" }, words), opener(nodes[two])),
    sentence ? quoteBlock(sentence.quote) : make("p", { class: "context" }, "stated in the study's description, without a sentence of its own"));
}

function byName(text) {
  const exact = nodes.find((node) => optionName(node) === text) || nodeFor(text);
  return exact || search(text, 1).found[0];
}

function optionName(node) {
  return node.short && !isStudy(node) ? `${node.label} (${node.short})` : node.label;
}

// A line of the picture: its two ends and every finding that names both.
function describeLink(link) {
  const [one, two] = [nodes[link.from], nodes[link.to]];
  const names = (finding, at) => finding.about === at || finding.study === at || finding.context.some(([, end]) => end === at);
  const told = one.findings.filter((finding) => names(finding, two.at));
  told.sort((a, b) => Number(b.about === one.at || b.about === two.at) - Number(a.about === one.at || a.about === two.at) || a.at - b.at);
  const edge = one.edges.find((candidate) => other(candidate, one.at) === two.at);
  const gap = [one, two].find((node) => node.quotes.length);
  fill(panelBody, make("h2", {}, "What this line says"),
    make("p", { class: "step" }, opener(one), make("span", { class: "joint" }, edge ? kindWords(edge.kind) : "named together"), opener(two)),
    told.length ? section(tally(told), capped(told, FIRST_CARDS, (finding) => findingCard(finding, { at: -1, type: one.type }), "cards")) : "",
    !told.length && gap ? section("Said in", gap.quotes.slice(0, 2).map(quoteBlock)) : "",
    !told.length && !gap ? make("p", { class: "context" }, "It stands in the description of a study or in a vocabulary, without a sentence of its own.") : "");
  panel.scrollTop = 0;
  openSheet();
}

function answerPath(quietly) {
  const answer = document.getElementById("path-answer");
  const ends = ["path-from", "path-to"].map((id) => byName(document.getElementById(id).value));
  if (!ends[0] || !ends[1]) return fill(answer, make("p", {}, "Name two things that are in this graph."));
  if (ends[0] === ends[1]) return fill(answer, make("p", {}, "These are one and the same."));
  const paths = findPaths(ends[0].at, ends[1].at);
  if (!paths.length) return fill(answer, make("p", {}, `No way of up to ${MOST_HOPS} steps joins ${ends[0].label} and ${ends[1].label}.`));
  draw(pathView(paths[0]));
  fit();
  if (!quietly) setAddress(`#path=${ends.map((node) => encodeURIComponent(nameFor(node))).join(",")}`);
  fill(answer,
    make("p", {}, `${ends[0].label} and ${ends[1].label}: ${count(paths[0].length - 1, "step")}, showing ${Math.min(MOST_PATHS, paths.length)} of ${count(paths.length, "way")}. The first is drawn in the map.`),
    paths.slice(0, MOST_PATHS).map((path, at) => make("details", { open: at === 0 }, make("summary", {}, path.map((stop) => shorten(nodes[stop].label, 44)).join(" → ")),
      make("ol", { class: "steps" }, path.slice(1).map((stop, turn) => stepItem(path[turn], stop))))));
  return undefined;
}

// An address that names two things opens the way between them.
function openPath(ends) {
  ["path-from", "path-to"].forEach((id, at) => {
    document.getElementById(id).value = !ends[at] ? "" : byName(optionName(ends[at])) === ends[at] ? optionName(ends[at]) : nameFor(ends[at]);
  });
  describeStart();
  answerPath(true);
  document.getElementById("path-title").scrollIntoView({ block: "start" });
}

function startPathFrom(node) {
  document.getElementById("path-from").value = optionName(node);
  closeSheet();
  document.getElementById("path-title").scrollIntoView({ block: "start" });
  document.getElementById("path-to").focus();
}

function startPaths() {
  const names = document.getElementById("path-names");
  for (const id of ["path-from", "path-to"]) {
    document.getElementById(id).addEventListener("input", (event) => {
      fill(names, search(event.target.value, 12).found.map((node) => make("option", { value: optionName(node) })));
    });
  }
  document.getElementById("path-form").addEventListener("submit", (event) => {
    event.preventDefault();
    answerPath();
  });
}
