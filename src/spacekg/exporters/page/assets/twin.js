// The table twin: every finding as a row, to filter, read and take away as CSV.
const ROWS_A_TIME = isNarrow() ? 12 : 50;
let twinRows = [];
let twinShown = 0;

function contextOf(finding, roles) {
  return finding.context.filter(([role]) => roles.includes(role)).map(([, at]) => nodes[at].label).join(", ");
}

function sentenceOf(finding) {
  return finding.quotes.map((at) => quotes[at].reading || quotes[at].text).join(" ").replace(/\s+/g, " ");
}

const twinIndex = findings.map((finding) => fold(
  [nodes[finding.about].label, finding.direction, contextWords(finding), measureWords(finding), sentenceOf(finding), nodes[finding.study].label].join(" ")));

function twinRow(finding) {
  const [sign, kind] = signOf(finding.direction);
  const study = nodes[finding.study];
  return make("tr", {},
    make("th", { scope: "row" }, opener(nodes[finding.about], 48)),
    make("td", { class: `verdict ${kind}`, "data-head": "Direction" }, make("span", { class: "sign", "aria-hidden": "true" }, sign), finding.direction.replace("-", " "),
      finding.certainty === "asserted" ? "" : make("small", {}, finding.certainty)),
    make("td", { "data-head": "Where" }, contextOf(finding, ["organism", "tissue", "cell type"])),
    make("td", { "data-head": "Under" }, contextOf(finding, ["exposure", "mission", "dataset"])),
    make("td", { class: "measures", "data-head": "Numbers" }, measureWords(finding)),
    make("td", { class: "sentence", "data-head": "Sentence" }, shorten(sentenceOf(finding), 420)),
    make("td", { "data-head": "Study" }, study.link ? webLink(study.link, shorten(study.label, 70)) : shorten(study.label, 70), finding.tier && finding.tier !== "primary" ? make("small", {}, finding.tier) : ""));
}

function growTwin() {
  const next = twinRows.slice(twinShown, twinShown + ROWS_A_TIME);
  document.getElementById("twin-rows").append(...next.map(twinRow));
  twinShown += next.length;
  document.getElementById("twin-more").hidden = twinShown >= twinRows.length;
  document.getElementById("twin-count").textContent = `showing ${twinShown} of ${count(twinRows.length, "finding")}`;
}

function filterTwin() {
  const words = fold(document.getElementById("twin-text").value).split(" ").filter(Boolean);
  const direction = document.getElementById("twin-direction").value;
  const tier = document.getElementById("twin-tier").value;
  twinRows = findings.filter((finding) =>
    (!direction || finding.direction === direction) && (!tier || finding.tier === tier) && words.every((word) => twinIndex[finding.at].includes(word)));
  twinShown = 0;
  fill(document.getElementById("twin-rows"));
  growTwin();
}

function twinCsv() {
  const head = ["entity", "identifier", "type", "direction", "certainty", "tier", "context", "numbers", "sentence", "study", "study link"];
  const lines = twinRows.map((finding) => {
    const about = nodes[finding.about];
    const study = nodes[finding.study];
    return [about.label, about.ids[0] || about.iri, about.type.one, finding.direction, finding.certainty, finding.tier,
      contextWords(finding), measureWords(finding), sentenceOf(finding), study.label, study.link || study.iri];
  });
  return csvText([head, ...lines]);
}

function startTwin() {
  const offer = (id, key) => {
    const select = document.getElementById(id);
    for (const value of [...new Set(findings.map((finding) => finding[key]))].filter(Boolean).sort()) {
      select.append(make("option", { value }, value.replace("-", " ")));
    }
    select.addEventListener("change", filterTwin);
  };
  offer("twin-direction", "direction");
  offer("twin-tier", "tier");
  document.getElementById("twin-text").addEventListener("input", filterTwin);
  document.getElementById("twin-form").addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("twin-more").addEventListener("click", growTwin);
  document.getElementById("twin-save").addEventListener("click", () => save("spacekg-findings.csv", "text/csv", twinCsv()));
  filterTwin();
}
