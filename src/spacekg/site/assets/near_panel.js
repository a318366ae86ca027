// What is said about the line to one mark: which way, how sure, which sentence, which paper.
function rowCard(row) {
  const [sign, kind, words, about, sure, quote, study] = row;
  const [title, year, address, link, doi] = data.studies[study];
  return make("article", { class: "finding" },
    make("p", { class: `verdict ${kind}` }, make("span", { class: "sign", "aria-hidden": "true" }, sign), `${about} `, make("strong", {}, words)),
    quote < 0 ? "" : make("blockquote", {}, make("p", {}, data.quotes[quote])),
    make("p", { class: "context" }, sure),
    make("p", { class: "by" }, make("cite", {}, make("a", { href: `${root}${address}` }, title), year ? ` (${year}) ` : " ", link ? webLink(link, doi || "open the paper") : "")));
}

function describeStart() {
  const focus = nodes.get(data.focus);
  fill(panel, make("p", { class: "kind" }, mark(focus.type), focus.type.one), make("h3", {}, focus.label),
    make("p", { class: "context" }, "Choose a mark or a line to read the sentences behind it. With the keyboard: arrows go from mark to mark, Enter opens the page of one."));
}

function describe(node) {
  const rows = (data.said[node.at] || []).map((at) => data.rows[at]);
  const focus = nodes.get(data.focus);
  const all = data.tally[node.at];
  const ends = [focus, node].map((end) => encodeURIComponent(end.id)).join(",");
  fill(panel,
    make("p", { class: "kind" }, mark(node.type), node.type.one, node.short ? ` · ${node.short}` : ""),
    make("h3", {}, make("a", { href: node.address }, node.label)),
    make("p", { class: "actions" },
      make("a", { class: "button", href: node.address }, "Open its page"),
      make("a", { class: "button", href: `${root}explore.html#path=${ends}` }, "Why are they linked?"),
      make("a", { class: "button", href: `${root}explore.html#node=${encodeURIComponent(node.id)}` }, "Around it")),
    rows.length ? make("p", { class: "context" }, all > rows.length ? `showing ${rows.length} of ${count(all, "finding")} that name both` : `${count(all, "finding")} ${all === 1 ? "names" : "name"} both`) : make("p", { class: "context" }, "No finding names both: the link stands in the description of a study, or in a vocabulary."),
    rows.map(rowCard));
  panel.scrollTop = 0;
}
