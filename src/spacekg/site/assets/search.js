// Names: search over a list made beforehand, fetched when somebody first wants to search.
const root = document.documentElement.dataset.root || "";

function subtitle(entry) {
  const parts = [entry.type.one];
  if (entry.short) parts.push(entry.short);
  if (entry.type.type !== "Study") parts.push(count(entry.weight, "study", "studies"));
  return parts.join(" · ");
}

let index = [];
let finder = null;

function readNames() {
  const { rows, types } = window.spacekgNames;
  const entries = rows.map(([type, label, names, ids, address, weight, short], at) => ({ type: types[type], label, names, ids, iri: "", address, weight, short, at }));
  index = entries.map((entry) => ({ entry, ids: entry.ids.map((id) => id.toLowerCase()) }));
  finder = makeIndex(entries);
}

function search(text, most) {
  return searchIn(finder, text, most);
}

// ``choose`` opens what was found; the answer fetches the names at once, once.
function startNames(choose, told) {
  const field = document.getElementById("search");
  let asked = false;
  const ask = () => {
    if (asked) return;
    asked = true;
    const script = document.createElement("script");
    script.src = `${root}assets/names.js`;
    script.addEventListener("load", () => {
      readNames();
      if (told) told();
      if (field.value) field.dispatchEvent(new Event("input"));
      document.documentElement.dataset.search = "ready";
    });
    document.head.append(script);
  };
  field.addEventListener("focus", ask);
  field.addEventListener("input", ask);
  startSearch((text, most) => (finder ? search(text, most) : { found: [], all: 0, open: false }), subtitle, choose);
  return ask;
}

// "/" leads to the search field from anywhere but another field.
function startShortcut() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) return;
    event.preventDefault();
    document.getElementById("search").focus();
  });
}
