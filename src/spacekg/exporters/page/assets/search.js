// Search over label, synonym, identifier and DOI: a plain scan, fast to 50,000 names.
function fold(text) {
  return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[\s_-]+/g, " ").trim();
}

const searchIndex = nodes.map((node) => ({
  node,
  label: fold(node.label),
  names: node.names.map(fold),
  ids: node.ids.map((id) => id.toLowerCase()),
  weight: node.edges.length,
}));

function scoreOf(entry, words, raw) {
  if (entry.label === words) return 0;
  if (entry.ids.includes(raw) || entry.node.iri.toLowerCase() === raw) return 1;
  if (entry.names.includes(words)) return 2;
  if (entry.label.startsWith(words)) return 3;
  if (entry.label.includes(` ${words}`)) return 4;
  if (entry.names.some((name) => name.startsWith(words))) return 5;
  if (entry.label.includes(words)) return 6;
  if (raw.length > 2 && entry.ids.some((id) => id.includes(raw))) return 7;
  if (words.length > 2 && entry.names.some((name) => name.includes(words))) return 8;
  return -1;
}

function search(text, most) {
  const words = fold(text);
  const raw = text.trim().toLowerCase().replace(/^https?:\/\/(dx\.)?doi\.org\//, "");
  if (!words) return { found: [], all: 0 };
  const scored = [];
  for (const entry of searchIndex) {
    const score = scoreOf(entry, words, raw);
    if (score >= 0) scored.push([score, -entry.weight, entry.node.at]);
  }
  scored.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
  return { found: scored.slice(0, most).map((row) => nodes[row[2]]), all: scored.length };
}

// The words beside a result: its class, species or year, and how often it is studied.
function subtitle(node) {
  const parts = [node.type.one];
  if (node.short) parts.push(node.short);
  if (!isStudy(node)) parts.push(count(studiesOf(node).length, "study", "studies"));
  return parts.join(" · ");
}

function startSearch(choose) {
  const input = document.getElementById("search");
  const list = document.getElementById("results");
  let shown = [];
  let active = -1;

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    active = -1;
  }

  function point(to) {
    active = to;
    [...list.querySelectorAll("[role=option]")].forEach((option, at) => {
      option.setAttribute("aria-selected", String(at === active));
      if (at === active) {
        input.setAttribute("aria-activedescendant", option.id);
        option.scrollIntoView({ block: "nearest" });
      }
    });
  }

  function pick(node) {
    close();
    input.value = node.label;
    choose(node);
  }

  function look() {
    const { found, all } = search(input.value, 12);
    shown = found;
    if (!fold(input.value)) return close();
    const options = found.map((node, at) =>
      make(
        "li",
        { role: "option", id: `result-${at}`, "aria-selected": "false", onmousedown: (event) => event.preventDefault(), onclick: () => pick(node) },
        mark(node.type),
        make("span", { class: "name" }, shorten(node.label, 110)),
        make("span", { class: "sub" }, subtitle(node)),
      ),
    );
    if (!found.length) options.push(make("li", { class: "none", role: "presentation" }, "Nothing by that name. Try a gene symbol, an organ or a DOI."));
    else if (all > found.length) options.push(make("li", { class: "none", role: "presentation" }, `showing ${found.length} of ${all}`));
    fill(list, options);
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    point(found.length ? 0 : -1);
    return undefined;
  }

  input.addEventListener("input", look);
  input.addEventListener("focus", () => input.value && look());
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    if (list.hidden || !shown.length) return;
    if (event.key === "ArrowDown") point((active + 1) % shown.length);
    else if (event.key === "ArrowUp") point((active + shown.length - 1) % shown.length);
    else if (event.key === "Enter" && active >= 0) pick(shown[active]);
    else return;
    event.preventDefault();
  });
}
