// The picture to take away: PNG from the canvas, SVG written mark by mark.
function savePng() {
  const canvas = stage.querySelector("canvas");
  const copy = make("canvas", { width: canvas.width, height: canvas.height });
  const context = copy.getContext("2d");
  context.fillStyle = theme.surface;
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(canvas, 0, 0);
  copy.toBlob((blob) => save("spacekg.png", "image/png", blob));
}

function svgElement(name, attributes, text) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text) element.textContent = text;
  return element;
}

// Lines of a star bend as they do on the canvas; all others are straight.
function lineBetween(from, to) {
  if (view.kind !== "star") return `M${from.x} ${from.y}L${to.x} ${to.y}`;
  const bend = (from.x + to.x) / 2;
  return `M${from.x} ${from.y}C${bend} ${from.y} ${bend} ${to.y} ${to.x} ${to.y}`;
}

function svgPicture() {
  const places = network.getPositions();
  const drawn = drawnNodes.get();
  const xs = drawn.map((node) => places[node.id].x);
  const ys = drawn.map((node) => places[node.id].y);
  const left = Math.min(...xs) - 120;
  const top = Math.min(...ys) - 60;
  const width = Math.max(...xs) + 120 - left;
  const height = Math.max(...ys) + 80 - top;
  const svg = svgElement("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `${left} ${top} ${width} ${height}`, width, height, "font-family": "system-ui, sans-serif" });
  svg.append(svgElement("rect", { x: left, y: top, width, height, fill: theme.surface }));
  for (const edge of drawnEdges.get()) {
    const from = places[edge.from];
    const to = places[edge.to];
    svg.append(svgElement("path", { d: lineBetween(from, to), fill: "none", stroke: edge.color.color, "stroke-width": edge.width, "stroke-opacity": edge.color.opacity, ...(edge.dashes ? { "stroke-dasharray": edge.dashes.join(" ") } : {}) }));
    if (edge.label) {
      svg.append(svgElement("text", { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 + edge.font.size / 3, "text-anchor": "middle", "font-size": edge.font.size, fill: edge.color.color, stroke: theme.surface, "stroke-width": 4, "paint-order": "stroke" }, edge.label));
    }
  }
  for (const node of drawn) {
    const { x, y } = places[node.id];
    const scale = node.size / 7;
    svg.append(svgElement("path", { d: SHAPES[node.shape], transform: `translate(${x - 8 * scale} ${y - 8 * scale}) scale(${scale})`, fill: node.color.background, stroke: node.color.border, "stroke-width": node.borderWidth / scale }));
    if (node.label) {
      svg.append(svgElement("text", { x, y: y + node.size + node.font.size, "text-anchor": "middle", "font-size": node.font.size, fill: theme.ink, stroke: theme.surface, "stroke-width": 4, "paint-order": "stroke" }, node.label));
    }
  }
  return new XMLSerializer().serializeToString(svg);
}

function startPictures() {
  document.getElementById("save-png").addEventListener("click", savePng);
  document.getElementById("save-svg").addEventListener("click", () => save("spacekg.svg", "image/svg+xml", svgPicture()));
}
