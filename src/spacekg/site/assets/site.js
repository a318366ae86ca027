// A page of the site: search over a prebuilt list of names, tables to filter and take away.
const root = document.documentElement.dataset.root || "";

function subtitle(entry) {
  const parts = [entry.type.one];
  if (entry.short) parts.push(entry.short);
  if (entry.type.type !== "Study") parts.push(count(entry.weight, "study", "studies"));
  return parts.join(" · ");
}

let index = [];

function readNames() {
  const { rows, types } = window.spacekgNames;
  index = rows.map(([type, label, names, ids, address, weight, short]) =>
    indexed({ type: types[type], label, names, ids, iri: "", address, weight, short }));
}

function search(text, most) {
  return searchIn(index, text, most);
}

// The list of names is fetched when somebody first wants to search, not before.
function startNames() {
  const field = document.getElementById("search");
  let asked = false;
  const ask = () => {
    if (asked) return;
    asked = true;
    const script = document.createElement("script");
    script.src = `${root}assets/names.js`;
    script.addEventListener("load", () => {
      readNames();
      field.dispatchEvent(new Event("input"));
      document.documentElement.dataset.search = "ready";
    });
    document.head.append(script);
  };
  field.addEventListener("focus", ask);
  field.addEventListener("input", ask);
  startSearch((text, most) => (index.length ? search(text, most) : { found: [], all: 0 }), subtitle, (entry) => {
    location.href = `${root}${entry.address}`;
  });
}

function textOf(cell) {
  const copy = cell.cloneNode(true);
  copy.querySelectorAll("[aria-hidden=true]").forEach((element) => element.remove());
  return copy.textContent.replace(/\s+/g, " ").trim().replace(/;$/, "");
}

function tableCsv(table) {
  const rows = [...table.rows].filter((row) => !row.hidden).map((row) => [...row.cells].map(textOf));
  return csvText(rows);
}

// Rows stay when each word is in them; words between bars must stand together.
function filterTable(table, text, counter) {
  const wanted = text.includes("|") ? text.split("|").map(fold) : fold(text).split(" ");
  let shown = 0;
  for (const row of table.tBodies[0].rows) {
    row.words = row.words || fold(textOf(row));
    row.hidden = !wanted.every((word) => row.words.includes(word));
    shown += row.hidden ? 0 : 1;
  }
  counter.textContent = `showing ${shown} of ${table.tBodies[0].rows.length}`;
}

const filters = new Map();

function startTable(table, at) {
  const bar = make("form", { class: "tablebar" });
  bar.addEventListener("submit", (event) => event.preventDefault());
  if (table.hasAttribute("data-filter")) {
    const field = make("input", { type: "text", inputmode: "search", autocomplete: "off", spellcheck: "false", id: `filter-${at}` });
    const counter = make("span", { class: "number", role: "status" });
    field.addEventListener("input", () => filterTable(table, field.value, counter));
    bar.append(make("label", {}, "Containing ", field), counter);
    filterTable(table, "", counter);
    const owner = table.closest("section[id]");
    if (owner) filters.set(`#${owner.id}`, field);
  }
  bar.append(make("button", { type: "button", class: "csv", onclick: () => save(`spacekg-${table.dataset.csv}.csv`, "text/csv", tableCsv(table)) }, "Download CSV"));
  table.closest(".scroll").before(bar);
}

// A number of a heat map opens the rows it counts.
function startCounts() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-words]");
    const field = link && filters.get(link.getAttribute("href"));
    if (!field) return;
    field.value = link.dataset.words;
    field.dispatchEvent(new Event("input"));
  });
}

document.querySelectorAll("table[data-csv]").forEach(startTable);
startCounts();
startNames();
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) return;
  event.preventDefault();
  document.getElementById("search").focus();
});
window.spacekg = Object.freeze({ search, tableCsv });
