// Elements made of text, marks, and what can be taken away; used by every page.
function count(number, one, many) {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many || `${one}s`}`;
}

function shorten(text, most) {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1);
  const space = cut.lastIndexOf(" ");
  return `${(space > most * 0.6 ? cut.slice(0, space) : cut).trimEnd()}…`;
}

// An element whose words are always text: nothing of the graph is ever read as markup.
function make(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties || {})) {
    if (name === "class") element.className = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined) element.setAttribute(name, value);
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== "") element.append(child);
  }
  return element;
}

function fill(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
}

// The mark of a class, the same shape and colour as in the picture.
function mark(type) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", `mark t-${type.type}${type.type === "KnowledgeGap" ? " open" : ""}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", SHAPES[type.shape] || SHAPES.dot);
  svg.append(path);
  return svg;
}

// A link to the world: only plain web addresses ever become one.
function webLink(address, text) {
  if (!/^https?:\/\//.test(address)) return document.createTextNode(text);
  return make("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, text);
}

function save(name, kind, bytes) {
  const address = URL.createObjectURL(bytes instanceof Blob ? bytes : new Blob([bytes], { type: kind }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

// A cell that a spreadsheet would take for a formula gets a quote in front.
function csvCell(value) {
  const text = /^[=+@\t\r-]/.test(value) ? `'${value}` : value;
  return `"${text.replace(/"/g, '""')}"`;
}

// What a spreadsheet opens: a byte order mark, then a line a row.
function csvText(rows) {
  return `\ufeff${rows.map((row) => row.map(csvCell).join(",")).join("\r\n")}`;
}
