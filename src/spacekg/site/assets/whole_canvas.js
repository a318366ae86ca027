// The picture: edges and nodes are summed up pixel by pixel in one pass, which a browser without a
// graphics card does many times faster than stroking 100,000 lines; only words are drawn by the canvas.
const board = document.getElementById("whole");
const over = document.getElementById("whole-over");
const pen = board.getContext("2d");
const overPen = over.getContext("2d");
const eye = { scale: 1, x: 0, y: 0 };
const hiddenKinds = new Set();
const hiddenGroups = new Set();
const colourBy = { kind: false };
let wide = 1;
let high = 1;
let dots = 1;
let paint = null;
let still = null;

function readPaint() {
  const style = getComputedStyle(document.documentElement);
  const value = (name) => style.getPropertyValue(name).trim();
  // All probes stand in the page at once, so that the browser settles their colours once.
  const names = [...whole.types.map((type) => `t-${type.type}`), ...whole.communities.map((_, at) => `g-${Math.min(at, whole.coloured)}`)];
  const probes = new Map([...new Set(names)].map((name) => [name, make("i", { class: name })]));
  const box = make("span", { hidden: true }, [...probes.values()]);
  document.body.append(box);
  const colour = (name) => getComputedStyle(probes.get(name)).getPropertyValue("--c").trim();
  paint = {
    ink: value("--ink"), soft: value("--soft"), surface: value("--surface"), line: value("--line"),
    ways: ["", value("--up"), value("--down"), value("--mixed")],
    kinds: whole.types.map((type) => colour(`t-${type.type}`)),
    groups: whole.communities.map((_, at) => colour(`g-${Math.min(at, whole.coloured)}`)),
  };
  box.remove();
  paint.rgb = new Map([...paint.kinds, ...paint.groups, paint.line, paint.surface].map((text) => [text, rgbOf(text)]));
}

function rgbOf(text) {
  const hex = text.replace("#", "");
  const full = hex.length === 3 ? [...hex].map((one) => one + one).join("") : hex;
  return [0, 2, 4].map((at) => parseInt(full.slice(at, at + 2), 16) || 0);
}

function colourOf(at) {
  return colourBy.kind ? paint.kinds[kindOf[at]] : paint.groups[groupOf[at]];
}

function isHidden(at) {
  return hiddenKinds.has(kindOf[at]) || hiddenGroups.has(groupOf[at]);
}

function screenX(at) {
  return places[2 * at] * eye.scale + eye.x;
}

function screenY(at) {
  return places[2 * at + 1] * eye.scale + eye.y;
}

function radiusOf(at) {
  const zoom = Math.min(3, Math.max(0.75, Math.sqrt(eye.scale / eye.fitted)));
  const crowd = Math.min(1, 60 / Math.sqrt(size));
  return (1 + 0.62 * Math.sqrt(degree[at]) * (degree[at] > 60 ? Math.sqrt(60 / degree[at]) : 1)) * zoom * (0.45 + 0.55 * crowd);
}

function resize() {
  wide = board.clientWidth;
  high = board.clientHeight;
  dots = Math.min(2, window.devicePixelRatio || 1);
  for (const one of [board, over]) {
    one.width = Math.max(1, Math.round(wide * dots));
    one.height = Math.max(1, Math.round(high * dots));
  }
}

function fitAll() {
  let reach = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < size; at += 1) {
    if (isHidden(at)) continue;
    const x = places[2 * at];
    const y = places[2 * at + 1];
    reach = [Math.min(reach[0], x), Math.min(reach[1], y), Math.max(reach[2], x), Math.max(reach[3], y)];
  }
  if (reach[0] > reach[2]) reach = [-1, -1, 1, 1];
  const margin = 26;
  eye.scale = Math.min((wide - 2 * margin) / Math.max(1, reach[2] - reach[0]), (high - 2 * margin) / Math.max(1, reach[3] - reach[1]));
  eye.fitted = eye.scale;
  eye.x = wide / 2 - (eye.scale * (reach[0] + reach[2])) / 2;
  eye.y = high / 2 - (eye.scale * (reach[1] + reach[3])) / 2;
}

// The part of a line that lies on the board, from and to as shares of its length; one side at a time.
const cut = { from: 0, to: 1 };
function cutAt(p, q) {
  if (p === 0) {
    if (q < 0) cut.to = -1;
  } else if (p < 0) {
    if (q / p > cut.from) cut.from = q / p;
  } else if (q / p < cut.to) cut.to = q / p;
}

// One edge: every pixel on it gets a share of its colour.
function addLine(sums, w, h, x0, y0, x1, y1, r, g, b) {
  const dx = x1 - x0;
  const dy = y1 - y0;
  cut.from = 0;
  cut.to = 1;
  if (x0 < 0 || y0 < 0 || x1 < 0 || y1 < 0 || x0 > w - 1 || x1 > w - 1 || y0 > h - 1 || y1 > h - 1) {
    cutAt(-dx, x0);
    cutAt(dx, w - 1 - x0);
    cutAt(-dy, y0);
    cutAt(dy, h - 1 - y0);
    if (cut.from > cut.to) return;
  }
  const { from, to } = cut;
  const steps = Math.max(1, Math.ceil(Math.max(Math.abs(dx), Math.abs(dy)) * (to - from)));
  let x = x0 + from * dx;
  let y = y0 + from * dy;
  const stepX = ((to - from) * dx) / steps;
  const stepY = ((to - from) * dy) / steps;
  for (let step = 0; step <= steps; step += 1) {
    const at = 4 * ((y | 0) * w + (x | 0));
    sums[at] += r;
    sums[at + 1] += g;
    sums[at + 2] += b;
    sums[at + 3] += 1;
    x += stepX;
    y += stepY;
  }
}

// The nodes and edges of the present view as one picture.
function rasterise() {
  const w = board.width;
  const h = board.height;
  const picture = pen.createImageData(w, h);
  const data = picture.data;
  const sums = new Float32Array(4 * w * h);
  const hides = hiddenKinds.size || hiddenGroups.size;
  const line = paint.rgb.get(paint.line);
  const groupColours = paint.groups.map((text) => paint.rgb.get(text));
  let shownEdges = 0;
  for (let edge = 0; edge < edgeCount; edge += 1) {
    const one = sources[edge];
    const two = targets[edge];
    if (hides && (isHidden(one) || isHidden(two))) continue;
    const colour = groupOf[one] === groupOf[two] && !colourBy.kind ? groupColours[groupOf[one]] : line;
    addLine(sums, w, h, screenX(one) * dots, screenY(one) * dots, screenX(two) * dots, screenY(two) * dots, colour[0], colour[1], colour[2]);
    shownEdges += 1;
  }
  // Few lines are drawn strongly, many lightly, or the picture would be one stain.
  const zoomed = Math.min(4, Math.max(1, eye.scale / eye.fitted));
  const strength = Math.min(0.5, (26 * zoomed * zoomed) / Math.sqrt(Math.max(1, shownEdges)) / 3);
  for (let at = 0; at < sums.length; at += 4) {
    const many = sums[at + 3];
    if (!many) continue;
    data[at] = sums[at] / many;
    data[at + 1] = sums[at + 1] / many;
    data[at + 2] = sums[at + 2] / many;
    data[at + 3] = 235 * (1 - 1 / (1 + strength * many));
  }
  let shown = 0;
  for (let turn = size - 1; turn >= 0; turn -= 1) {
    const at = ranked[turn];
    if (hides && isHidden(at)) continue;
    shown += 1;
    addDisc(data, w, h, screenX(at) * dots, screenY(at) * dots, radiusOf(at) * dots, paint.rgb.get(colourOf(at)));
  }
  return { picture, shown, shownEdges };
}

// A filled circle with a soft rim and a thin edge of the ground's colour around it.
function addDisc(data, w, h, x, y, radius, [r, g, b]) {
  const far = radius + 1.2;
  if (x < -far || y < -far || x > w + far || y > h + far) return;
  const [sr, sg, sb] = paint.rgb.get(paint.surface);
  for (let py = Math.max(0, Math.floor(y - far)); py <= Math.min(h - 1, Math.ceil(y + far)); py += 1) {
    for (let px = Math.max(0, Math.floor(x - far)); px <= Math.min(w - 1, Math.ceil(x + far)); px += 1) {
      const gap = Math.sqrt((px - x) * (px - x) + (py - y) * (py - y));
      if (gap > far) continue;
      const at = 4 * (py * w + px);
      const inside = Math.min(1, Math.max(0, radius + 0.5 - gap));
      const cover = radius > 2.4 ? Math.min(1, Math.max(0, far - gap)) : inside;
      if (!cover) continue;
      const share = inside / cover;
      const under = (data[at + 3] / 255) * (1 - cover);
      const all = under + cover;
      data[at] = (data[at] * under + (r * share + sr * (1 - share)) * cover) / all;
      data[at + 1] = (data[at + 1] * under + (g * share + sg * (1 - share)) * cover) / all;
      data[at + 2] = (data[at + 2] * under + (b * share + sb * (1 - share)) * cover) / all;
      data[at + 3] = 255 * all;
    }
  }
}

function drawLabels(context, most) {
  const taken = [];
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineJoin = "round";
  let drawn = 0;
  for (const at of spoken) {
    if (drawn >= most) break;
    if (isHidden(at)) continue;
    const x = screenX(at);
    const y = screenY(at) + radiusOf(at) + 2;
    if (x < 0 || y < 0 || x > wide || y > high - 8) continue;
    const text = labelOf(at);
    if (!text) continue;
    const short = shorten(text, 28);
    const font = drawn < 12 ? 14 : 12;
    const half = short.length * font * 0.29;
    const box = [x - half, y, x + half, y + font + 3];
    if (taken.some((one) => one[0] < box[2] && box[0] < one[2] && one[1] < box[3] && box[1] < one[3])) continue;
    taken.push(box);
    drawn += 1;
    context.font = `${drawn < 13 ? 600 : 400} ${font}px system-ui, sans-serif`;
    context.lineWidth = 3.5;
    context.strokeStyle = paint.surface;
    context.strokeText(short, x, y);
    context.fillStyle = paint.ink;
    context.fillText(short, x, y);
  }
  return drawn;
}

function drawWhole() {
  const from = performance.now();
  const { picture, shown, shownEdges } = rasterise();
  still = still || document.createElement("canvas");
  still.width = board.width;
  still.height = board.height;
  still.getContext("2d").putImageData(picture, 0, 0);
  still.eye = { ...eye };
  show();
  still.took = performance.now() - from;
  const words = document.getElementById("whole-showing");
  words.textContent = `Showing ${shown.toLocaleString("en")} of ${count(size, "thing")} and ${shownEdges.toLocaleString("en")} of ${count(edgeCount, "link")}`;
}

// The last picture, shifted and stretched to the present view, with fresh words on it.
function show() {
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.clearRect(0, 0, board.width, board.height);
  const by = eye.scale / still.eye.scale;
  pen.drawImage(still, (eye.x - still.eye.x * by) * dots, (eye.y - still.eye.y * by) * dots, still.width * by, still.height * by);
  pen.setTransform(dots, 0, 0, dots, 0, 0);
  drawLabels(pen, Math.round((wide * high) / 9000));
  drawOver();
}
