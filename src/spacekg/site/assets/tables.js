// Tables: rows to filter, and to take away as they are shown.
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
