// The wiring of the whole-graph page: hands, keys, filters, downloads.
let due = 0;

// While hands move the last picture is shifted; a fresh one follows when they rest.
function settle(soon) {
  clearTimeout(due);
  if (still && still.took < 24) drawWhole();
  else {
    show();
    due = setTimeout(drawWhole, soon ? 0 : 140);
  }
}

function zoomAt(x, y, by) {
  const scale = Math.min(eye.fitted * 60, Math.max(eye.fitted * 0.5, eye.scale * by));
  const real = scale / eye.scale;
  eye.x = x - (x - eye.x) * real;
  eye.y = y - (y - eye.y) * real;
  eye.scale = scale;
  settle();
}

function startHands() {
  const hands = new Map();
  let moved = 0;
  const spot = (event) => [event.offsetX, event.offsetY];
  over.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoomAt(...spot(event), Math.exp(-event.deltaY * 0.0016));
  }, { passive: false });
  over.addEventListener("pointerdown", (event) => {
    over.setPointerCapture(event.pointerId);
    hands.set(event.pointerId, spot(event));
    moved = 0;
  });
  over.addEventListener("pointermove", (event) => {
    const now = spot(event);
    if (!hands.has(event.pointerId)) {
      const at = nearestAt(...now);
      if (at !== pointed) {
        pointed = at;
        over.style.cursor = at >= 0 ? "pointer" : "grab";
        document.getElementById("whole-pointed").textContent = at >= 0 ? labelOf(at) : "";
        drawOver();
      }
      return;
    }
    const before = hands.get(event.pointerId);
    const others = [...hands].filter(([id]) => id !== event.pointerId).map(([, place]) => place);
    hands.set(event.pointerId, now);
    moved += Math.hypot(now[0] - before[0], now[1] - before[1]);
    if (others.length) {
      const reach = (one) => Math.hypot(one[0] - others[0][0], one[1] - others[0][1]) || 1;
      return zoomAt((now[0] + others[0][0]) / 2, (now[1] + others[0][1]) / 2, reach(now) / reach(before));
    }
    eye.x += now[0] - before[0];
    eye.y += now[1] - before[1];
    return settle();
  });
  const lift = (event) => {
    if (hands.delete(event.pointerId) && moved < 6 && event.type === "pointerup") choose(nearestAt(...spot(event)));
  };
  over.addEventListener("pointerup", lift);
  over.addEventListener("pointercancel", lift);
  over.addEventListener("pointerleave", () => {
    pointed = -1;
    drawOver();
  });
  const keys = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
  over.addEventListener("keydown", (event) => {
    if (keys[event.key]) {
      eye.x += keys[event.key][0];
      eye.y += keys[event.key][1];
      settle();
    } else if (event.key === "+" || event.key === "=") zoomAt(wide / 2, high / 2, 1.3);
    else if (event.key === "-") zoomAt(wide / 2, high / 2, 1 / 1.3);
    else if (event.key === "0") fitAndDraw();
    else if (event.key === "Escape") choose(-1);
    else return;
    event.preventDefault();
  });
}

function fitAndDraw() {
  fitAll();
  drawWhole();
}

function syncFilters() {
  document.querySelectorAll("[data-kind]").forEach((box) => {
    box.checked = !hiddenKinds.has(Number(box.dataset.kind));
  });
  document.querySelectorAll("[data-group]").forEach((box) => {
    box.checked = groupsOf(box).every((at) => !hiddenGroups.has(at));
  });
}

// The last box of the communities stands for all the small ones.
function groupsOf(box) {
  const first = Number(box.dataset.group);
  const all = whole.communities.map((_, at) => at);
  return first < whole.coloured ? [first] : all.slice(whole.coloured);
}

function startFilters() {
  document.querySelectorAll("[data-kind]").forEach((box) => box.addEventListener("change", () => {
    hiddenKinds[box.checked ? "delete" : "add"](Number(box.dataset.kind));
    drawWhole();
  }));
  document.querySelectorAll("[data-group]").forEach((box) => box.addEventListener("change", () => {
    groupsOf(box).forEach((at) => hiddenGroups[box.checked ? "delete" : "add"](at));
    drawWhole();
  }));
  document.getElementById("whole-colour").addEventListener("change", (event) => {
    colourBy.kind = event.target.value === "kind";
    drawWhole();
  });
}

function savePicture() {
  const copy = make("canvas", { width: board.width, height: board.height });
  const context = copy.getContext("2d");
  context.fillStyle = paint.surface;
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(board, 0, 0);
  context.drawImage(over, 0, 0);
  copy.toBlob((blob) => save("spacekg-graph.png", "image/png", blob));
}

const MOST_SVG_EDGES = 20000;
function wholeSvg() {
  const inView = (at) => screenX(at) > -20 && screenY(at) > -20 && screenX(at) < wide + 20 && screenY(at) < high + 20 && !isHidden(at);
  const one = (number) => Math.round(number * 10) / 10;
  const safe = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const lines = [];
  for (let edge = 0; edge < edgeCount && lines.length < MOST_SVG_EDGES; edge += 1) {
    const [from, to] = [sources[edge], targets[edge]];
    if (inView(from) && inView(to)) lines.push(`M${one(screenX(from))} ${one(screenY(from))}L${one(screenX(to))} ${one(screenY(to))}`);
  }
  const marks = ranked.filter(inView).reverse().map((at) => `<circle cx="${one(screenX(at))}" cy="${one(screenY(at))}" r="${one(radiusOf(at))}" fill="${colourOf(at)}"/>`);
  const words = ranked.filter(inView).slice(0, 60).map((at) => `<text x="${one(screenX(at))}" y="${one(screenY(at) + radiusOf(at) + 12)}">${safe(shorten(labelOf(at), 28))}</text>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${wide} ${high}" font-family="sans-serif" font-size="12" text-anchor="middle"><rect width="${wide}" height="${high}" fill="${paint.surface}"/><path d="${lines.join("")}" fill="none" stroke="${paint.line}" stroke-width=".5" stroke-opacity=".5"/>${marks.join("")}<g fill="${paint.ink}">${words.join("")}</g></svg>`;
}

function wholeCsv() {
  const rows = ranked.filter((at) => !isHidden(at)).map((at) => {
    const entry = index.length ? index[at].entry : { ids: [] };
    return [labelOf(at), whole.types[kindOf[at]].one, entry.ids[0] || "", String(degree[at]), whole.communities[groupOf[at]][0]];
  });
  return csvText([["Name", "What it is", "Identifier", "Links", "Community"], ...rows]);
}

function startTools() {
  const press = (id, act) => document.getElementById(id).addEventListener("click", act);
  press("whole-fit", fitAndDraw);
  press("whole-closer", () => zoomAt(wide / 2, high / 2, 1.5));
  press("whole-farther", () => zoomAt(wide / 2, high / 2, 1 / 1.5));
  press("whole-png", savePicture);
  press("whole-svg", () => save("spacekg-graph.svg", "image/svg+xml", wholeSvg()));
  press("whole-csv", () => save("spacekg-graph.csv", "text/csv", wholeCsv()));
}

readPaint();
resize();
fitAndDraw();
requestAnimationFrame(() => setTimeout(() => performance.mark("spacekg-painted")));
document.querySelectorAll("table[data-csv]").forEach(startTable);
const askNames = startNames((entry) => choose(entry.at), () => {
  if (!labels.size || labels.size < size) show();
  followAddress();
});
setTimeout(askNames, 30);
startShortcut();
startHands();
startFilters();
startTools();
tellChosen();
window.addEventListener("hashchange", followAddress);
window.addEventListener("resize", () => {
  resize();
  fitAndDraw();
});
window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  readPaint();
  drawWhole();
});
window.spacekg = Object.freeze({ search, tableCsv, choose, drawWhole, show, eye, zoomAt, wholeSvg, wholeCsv, hiddenKinds, size, edgeCount, chosen: () => chosen, screen: (at) => [screenX(at), screenY(at)] });
