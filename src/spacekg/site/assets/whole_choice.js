// What is chosen or pointed at: its ties above the picture, and what is known of it beside.
let chosen = -1;
let pointed = -1;
const MOST_LISTED = 14;

function drawOver() {
  overPen.setTransform(dots, 0, 0, dots, 0, 0);
  overPen.clearRect(0, 0, wide, high);
  if (chosen >= 0) drawTies(chosen, true);
  if (pointed >= 0 && pointed !== chosen) drawTies(pointed, false);
}

function drawTies(at, loud) {
  const near = neighboursOf(at).filter(([far]) => !isHidden(far));
  overPen.save();
  if (loud) {
    overPen.globalAlpha = 0.72;
    overPen.fillStyle = paint.surface;
    overPen.fillRect(0, 0, wide, high);
    overPen.globalAlpha = 1;
  }
  for (const [far, edge] of near) {
    overPen.strokeStyle = paint.ways[wayAt[edge]] || paint.soft;
    overPen.lineWidth = wayAt[edge] ? 2.2 : 1;
    overPen.setLineDash(wayAt[edge] === 3 ? [6, 4] : []);
    overPen.beginPath();
    overPen.moveTo(screenX(at), screenY(at));
    overPen.lineTo(screenX(far), screenY(far));
    overPen.stroke();
  }
  overPen.setLineDash([]);
  const words = near.slice(0, loud ? 40 : 0).map(([far]) => far);
  for (const far of [...near.map(([one]) => one), at]) {
    overPen.fillStyle = colourOf(far);
    overPen.strokeStyle = far === at ? paint.ink : paint.surface;
    overPen.lineWidth = far === at ? 3 : 1.5;
    overPen.beginPath();
    overPen.arc(screenX(far), screenY(far), Math.max(far === at ? 7 : 4, radiusOf(far)), 0, 2 * Math.PI);
    overPen.fill();
    overPen.stroke();
  }
  overPen.textAlign = "center";
  overPen.lineJoin = "round";
  const taken = [];
  for (const far of [at, ...words]) {
    const text = shorten(labelOf(far), far === at ? 60 : 26);
    const x = Math.min(wide - 40, Math.max(40, screenX(far)));
    const y = screenY(far) - Math.max(6, radiusOf(far)) - 5;
    const half = text.length * 3.6;
    const box = [x - half, y - 13, x + half, y + 3];
    if (far !== at && taken.some((one) => one[0] < box[2] && box[0] < one[2] && one[1] < box[3] && box[1] < one[3])) continue;
    taken.push(box);
    overPen.font = far === at ? "650 15px system-ui, sans-serif" : "12px system-ui, sans-serif";
    overPen.lineWidth = 4;
    overPen.strokeStyle = paint.surface;
    overPen.strokeText(text, x, y);
    overPen.fillStyle = paint.ink;
    overPen.fillText(text, x, y);
  }
  overPen.restore();
}

function nearestAt(x, y) {
  let best = -1;
  let least = 7;
  for (let at = 0; at < size; at += 1) {
    const dx = screenX(at) - x;
    const dy = screenY(at) - y;
    if (Math.abs(dx) > 30 || Math.abs(dy) > 30) continue;
    const gap = Math.hypot(dx, dy) - radiusOf(at);
    if (gap < least && !isHidden(at)) {
      least = gap;
      best = at;
    }
  }
  return best;
}

function markOf(at) {
  return mark(whole.types[kindOf[at]]);
}

function tieButton([at, edge]) {
  const sign = ["", "▲", "▼", "◆"][wayAt[edge]];
  const words = ["", "increased", "decreased", "both ways"][wayAt[edge]];
  return make("li", {}, make("button", { type: "button", class: "chip", onclick: () => choose(at) }, markOf(at),
    make("span", {}, shorten(labelOf(at) || "…", 70)), sign ? make("span", { class: `sign ${["", "up", "down", "mixed"][wayAt[edge]]}`, title: words }, sign) : ""));
}

function tellChosen() {
  const box = document.getElementById("whole-panel");
  if (chosen < 0) return fill(box, make("h2", {}, "Choose something"), make("p", { class: "say-more" }, "Search above, or choose a mark in the picture: its links, its community and the way to its page are shown here."));
  const near = neighboursOf(chosen);
  const entry = index.length ? index[chosen].entry : null;
  const list = make("ol", { class: "ties" });
  let shown = 0;
  const more = make("button", { type: "button", class: "more" });
  const grow = () => {
    near.slice(shown, shown + MOST_LISTED).forEach((one) => list.append(tieButton(one)));
    shown = Math.min(near.length, shown + MOST_LISTED);
    more.textContent = `Show more (showing ${shown} of ${near.length})`;
    more.hidden = shown >= near.length;
  };
  more.addEventListener("click", grow);
  grow();
  const group = whole.communities[groupOf[chosen]];
  return fill(box,
    make("p", { class: "kind" }, markOf(chosen), whole.types[kindOf[chosen]].one),
    make("h2", {}, labelOf(chosen) || "…"),
    entry && entry.short ? make("p", { class: "names" }, entry.short) : "",
    make("p", { class: "summary" }, "In the community ", make("strong", {}, group[0]), ` of ${count(group[1], "thing")}.`),
    make("p", { class: "actions" },
      entry ? make("a", { class: "button", href: `${root}${entry.address}` }, "Open its page") : "",
      entry ? make("a", { class: "button", href: `${root}explore.html#node=${encodeURIComponent(entry.ids[0] || entry.label)}` }, "See its sentences on the map") : "",
      make("button", { type: "button", onclick: () => choose(-1) }, "Show all again")),
    make("h3", {}, `Linked to ${count(near.length, "thing")}`), list, more);
}

function nameFor(at) {
  const entry = index.length ? index[at].entry : null;
  return entry ? entry.ids[0] || entry.address : String(at);
}

function choose(at, quietly) {
  chosen = at;
  pointed = -1;
  if (at >= 0) {
    hiddenKinds.delete(kindOf[at]);
    hiddenGroups.delete(groupOf[at]);
    syncFilters();
    bringIn(at);
  }
  show();
  tellChosen();
  if (!quietly && (at < 0 || index.length)) history.replaceState(null, "", at < 0 ? location.pathname : `#node=${encodeURIComponent(nameFor(at))}`);
}

// A chosen thing and most of its neighbours come into view.
function bringIn(at) {
  const x = screenX(at);
  const y = screenY(at);
  if (x > 60 && y > 60 && x < wide - 60 && y < high - 60) return;
  eye.x += wide / 2 - x;
  eye.y += high / 2 - y;
  drawWhole();
}

function followAddress() {
  const match = /^#node=(.+)$/.exec(location.hash);
  if (!match || !index.length) return;
  let name = "";
  try {
    name = decodeURIComponent(match[1]).toLowerCase();
  } catch {
    name = "";
  }
  const found = index.findIndex(({ entry, ids }) => ids.includes(name) || entry.address === name || entry.label.toLowerCase() === name);
  if (found >= 0) choose(found, true);
}
