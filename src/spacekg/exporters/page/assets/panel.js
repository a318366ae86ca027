// The panel: the lists of the start, and all that is said about one node.
const panel = document.getElementById("panel");
const panelBody = document.getElementById("panel-body");
const FIRST_CARDS = 8;
const FIRST_CHIPS = 10;

function tag(text, kind) {
  return make("span", { class: `tag ${kind || ""}` }, text);
}

function opener(node, most) {
  return make("button", { type: "button", class: "chip", onclick: () => openNode(node) }, mark(node.type), make("span", {}, shorten(node.label, most || 60)));
}

// A link that opens a node here, and that can be copied or opened beside.
function inlineOpener(node, text) {
  const open = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    openNode(node);
  };
  return make("a", { class: "inline", href: `#node=${encodeURIComponent(nameFor(node))}`, onclick: open }, text);
}

// Some of the elements, with a button for the next ones and "showing N of M".
function capped(all, first, build, kind) {
  const list = make(kind === "chips" ? "div" : kind === "choices" ? "ul" : "ol", { class: kind });
  let shown = 0;
  const more = make("button", { type: "button", class: "more" });
  const grow = (by) => {
    all.slice(shown, shown + by).forEach((one) => list.append(kind === "chips" ? build(one) : make("li", {}, build(one))));
    shown = Math.min(all.length, shown + by);
    more.textContent = `Show more (showing ${shown} of ${all.length})`;
    more.hidden = shown >= all.length;
  };
  more.addEventListener("click", () => grow(first * 3));
  grow(first);
  return [list, more];
}

function quoteBlock(at) {
  const quote = quotes[at];
  const block = make("blockquote", {}, make("p", {}, quote.reading || quote.text));
  if (quote.reading) {
    block.append(make("details", {}, make("summary", {}, "as printed in the source"), make("p", { class: "printed" }, quote.text)));
  }
  return block;
}

function citation(study) {
  const parts = [inlineOpener(study, shorten(study.label, 90))];
  if (study.short) parts.push(`, ${study.short}`);
  if (study.link) {
    const doi = study.ids.find((id) => id.startsWith("10."));
    parts.push(" ", webLink(study.link, doi ? `doi:${doi}` : "open the paper"));
  }
  return make("cite", {}, parts);
}

function contextWords(finding) {
  return finding.context.filter(([role]) => role !== "with").map(([, at]) => nodes[at].label).join(" · ");
}

function measureWords(finding) {
  return finding.measures.map(([word, value]) => {
    if (word === "effect" || word === "condition" || word === "sex" || word === "strain" || word === "time point") return value;
    if (word === "days") return `${value} days`;
    return /^[<>=≤≥]/.test(value) ? `${word} ${value}` : `${word} = ${value}`;
  }).map((words) => words.replace(/ /g, "\u00a0")).join(", ");
}

function findingCard(finding, from) {
  const [sign, kind] = signOf(finding.direction);
  const partner = finding.context.find(([role]) => role === "with");
  const head = make("p", { class: `verdict ${kind}` }, make("span", { class: "sign", "aria-hidden": "true" }, sign));
  if (finding.about !== from.at) head.append(inlineOpener(nodes[finding.about], nodes[finding.about].label), " ");
  head.append(make("strong", {}, wordsOf(finding.direction)));
  if (partner) head.append(` ${nodes[partner[1]].label}`);
  if (finding.certainty !== "asserted") head.append(" ", tag(finding.certainty === "negated" ? "not so, says the study" : "the study is cautious", "careful"));
  if (finding.tier && finding.tier !== "primary") head.append(" ", tag(`from a ${finding.tier === "estimated" ? "chart, estimated" : finding.tier}`));
  const context = contextWords(finding);
  const measures = measureWords(finding);
  return make("article", { class: "finding" },
    head,
    context || measures ? make("p", { class: "context" }, context, context && measures ? " — " : "", measures ? make("span", { class: "measures" }, measures) : "") : "",
    finding.quotes.map(quoteBlock),
    finding.cites ? make("p", { class: "context" }, `citing ${finding.cites}`) : "",
    isStudy(from) ? "" : make("p", { class: "by" }, citation(nodes[finding.study])),
  );
}

function section(title, ...children) {
  return make("section", {}, make("h3", {}, title), children);
}

function tally(list) {
  const kinds = { up: 0, down: 0 };
  for (const finding of list) {
    const kind = signOf(finding.direction)[1];
    if (finding.certainty !== "negated" && kind in kinds) kinds[kind] += 1;
  }
  const parts = [count(list.length, "finding")];
  if (kinds.up) parts.push(`${kinds.up} increased`);
  if (kinds.down) parts.push(`${kinds.down} decreased`);
  return parts.join(", ");
}

function neighbourSections(node) {
  const groups = new Map();
  for (const edge of node.edges) {
    const near = nodes[other(edge, node.at)];
    const title = near.type.many;
    if (!groups.has(title)) groups.set(title, new Map());
    groups.get(title).set(near.at, near);
  }
  const order = [...groups].sort((a, b) => types.findIndex((type) => type.many === a[0]) - types.findIndex((type) => type.many === b[0]));
  return order.map(([title, members]) => {
    const list = [...members.values()].sort((a, b) => b.edges.length - a.edges.length || a.at - b.at);
    return section(`${title[0].toUpperCase()}${title.slice(1)} (${list.length})`, capped(list, FIRST_CHIPS, (near) => opener(near, 70), "chips"));
  });
}

function identifiers(node) {
  const line = make("p", { class: "ids" });
  if (node.link) line.append(webLink(node.link, node.ids[0] || node.link.replace(/^https?:\/\//, "")));
  else if (node.ids[0]) line.append(node.ids[0]);
  if (node.ids.length > 1) line.append(` · ${node.ids.slice(1, 6).join(" · ")}`);
  return line.childNodes.length ? line : "";
}

function describe(node) {
  const own = node.findings.filter((finding) => finding.about === node.at || finding.study === node.at);
  const around = node.findings.filter((finding) => finding.about !== node.at && finding.study !== node.at);
  const facts = node.facts.map(([word, value]) => [make("dt", {}, word), make("dd", {}, value)]).flat();
  const near = neighboursOf(node).length;
  fill(
    panelBody,
    make("p", { class: "kind" }, mark(node.type), node.type.one),
    make("h2", {}, node.label),
    identifiers(node),
    node.names.length ? make("p", { class: "names" }, `also: ${shorten(node.names.slice(0, 8).join(", "), 160)}`) : "",
    facts.length ? make("dl", { class: "facts" }, facts) : "",
    node.summary ? make("p", { class: "summary" }, shorten(node.summary, 700)) : "",
    make("p", { class: "actions" },
      make("button", { type: "button", onclick: () => uncover(() => focusNeighbourhood(node)) }, near > MOST_NEIGHBOURS ? `Draw ${MOST_NEIGHBOURS} of ${near} around it` : "Draw what is around it"),
      make("button", { type: "button", onclick: () => uncover(() => expandAround(node)) }, "Add to the picture"),
      make("button", { type: "button", onclick: () => startPathFrom(node) }, "Why linked to…?"),
      content.addresses.length ? make("a", { class: "button", href: content.addresses[node.at] }, "Open its page") : "",
    ),
    node.quotes.length ? section("Said in", capped(node.quotes, 4, quoteBlock, "cards")) : "",
    own.length ? section(tally(own), capped(own, FIRST_CARDS, (finding) => findingCard(finding, node), "cards")) : "",
    around.length ? section(`${count(around.length, "finding")} seen here`, capped(around, own.length ? 3 : FIRST_CARDS, (finding) => findingCard(finding, node), "cards")) : "",
    neighbourSections(node),
  );
  panel.scrollTop = 0;
}

function ways(up, down) {
  return make("span", { class: "ways" },
    up ? make("span", { class: "up" }, `▲ ${up}`) : "",
    down ? make("span", { class: "down" }, `▼ ${down}`) : "");
}

function describeStart() {
  const genes = content.overview.genes.filter((row) => row[1] > 1);
  const list = genes.length ? genes : content.overview.genes;
  const questions = nodes.filter((node) => node.type.type === "KnowledgeGap").length;
  const geneRow = ([at, studies, up, down]) => make("button", { type: "button", onclick: () => openNode(nodes[at]) },
    mark(nodes[at].type), make("span", { class: "name" }, nodes[at].label, nodes[at].short ? make("small", {}, nodes[at].short) : ""), ways(up, down), make("span", { class: "number" }, count(studies, "study", "studies")));
  const questionRow = ([at, studies]) => make("button", { type: "button", onclick: () => openNode(nodes[at]) },
    mark(nodes[at].type), make("span", { class: "name" }, shorten(nodes[at].label, 130)), studies > 1 ? make("span", { class: "number" }, count(studies, "study", "studies")) : "");
  fill(
    panelBody,
    make("h2", {}, "Start here"),
    list.length ? section("Genes that most studies report", capped(list, 10, geneRow, "ranking")) : "",
    questions ? section(`Open questions (${questions.toLocaleString("en")})`, capped(content.overview.questions, 6, questionRow, "ranking")) : "",
  );
  panel.scrollTop = 0;
}
