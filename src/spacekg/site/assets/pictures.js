// Pictures to take away: a drawing with its colours written into it, a heat map cell by cell.
const LOOKS = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "opacity", "font-size", "font-weight", "text-anchor", "paint-order"];
const SVG_SPACE = "http://www.w3.org/2000/svg";

function svgMade(name, attributes, text) {
  const element = document.createElementNS(SVG_SPACE, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text) element.textContent = text;
  return element;
}

function groundColour() {
  return getComputedStyle(document.documentElement).getPropertyValue("--surface").trim();
}

function newPicture(width, height, box) {
  const picture = svgMade("svg", { viewBox: box || `0 0 ${width} ${height}`, width, height, "font-family": "system-ui, sans-serif" });
  const [x, y, w, h] = (box || `0 0 ${width} ${height}`).split(" ");
  picture.append(svgMade("rect", { x, y, width: w, height: h, fill: groundColour() }));
  return picture;
}

// Links are left out: the picture is to stand in a paper.
function drawingSvg(svg) {
  const box = svg.getAttribute("viewBox");
  const [, , width, height] = box.split(" ");
  const picture = newPicture(width, height, box);
  svg.querySelectorAll("path, rect, circle, line, text").forEach((element) => {
    const copy = element.cloneNode(true);
    copy.removeAttribute("class");
    const style = getComputedStyle(element);
    for (const look of LOOKS) {
      const value = style.getPropertyValue(look);
      if (value && value !== "none" && value !== "normal") copy.setAttribute(look, value);
      else if (look === "fill") copy.setAttribute(look, "none");
    }
    const inner = element.ownerSVGElement;
    if (inner !== svg) {
      const [, , w] = (inner.getAttribute("viewBox") || "0 0 16 16").split(" ");
      const place = inner.parentElement.closest("svg") === svg ? inner : inner.parentElement;
      const scale = Number(place.getAttribute("width") || w) / Number(w);
      copy.setAttribute("transform", `translate(${place.getAttribute("x") || 0} ${place.getAttribute("y") || 0}) scale(${scale})`);
    }
    picture.append(copy);
  });
  return picture;
}

function tablePicture(table) {
  const frame = table.getBoundingClientRect();
  const picture = newPicture(Math.ceil(frame.width), Math.ceil(frame.height));
  for (const cell of table.querySelectorAll("th, td")) {
    const box = cell.getBoundingClientRect();
    const style = getComputedStyle(cell);
    const [x, y] = [box.left - frame.left, box.top - frame.top];
    const words = textOf(cell).trim();
    if (cell.tagName === "TD") picture.append(svgMade("rect", { x, y, width: box.width, height: box.height, rx: 4, fill: style.backgroundColor }));
    if (!words) continue;
    const looks = { fill: style.color, "font-size": style.fontSize };
    if (cell.classList.contains("tall")) picture.append(svgMade("text", { ...looks, transform: `translate(${x + box.width / 2 + 4} ${y + box.height - 6}) rotate(-90)` }, shorten(words, Math.floor(box.height / 7.4))));
    else if (cell.tagName === "TD" || cell.scope !== "row") picture.append(svgMade("text", { ...looks, x: x + box.width / 2, y: y + box.height / 2 + 5, "text-anchor": "middle" }, words));
    else picture.append(svgMade("text", { ...looks, x: x + 6, y: y + box.height / 2 + 5 }, words));
  }
  return picture;
}

function pictureText(owner) {
  const svg = owner.querySelector(".pan > svg");
  const picture = svg ? drawingSvg(svg) : tablePicture(owner.querySelector("table"));
  return new XMLSerializer().serializeToString(picture);
}

// The canvas is twice as wide as the drawing, so that it prints well.
function savePng(owner, name) {
  const image = new Image();
  image.addEventListener("load", () => {
    const canvas = make("canvas", { width: image.width * 2, height: image.height * 2 });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => save(`spacekg-${name}.png`, "image/png", blob));
  });
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(pictureText(owner))}`;
}

function startPicture(owner) {
  const name = owner.dataset.picture;
  const buttons = [
    make("button", { type: "button", onclick: () => savePng(owner, name) }, "PNG"),
    make("button", { type: "button", onclick: () => save(`spacekg-${name}.svg`, "image/svg+xml", pictureText(owner)) }, "SVG"),
  ];
  const caption = owner.querySelector("figcaption");
  if (caption) caption.append(make("span", { class: "take", role: "group", "aria-label": "Take the picture away" }, buttons));
  else owner.after(make("p", { class: "takes", role: "group", "aria-label": "Take the picture away" }, buttons));
}
