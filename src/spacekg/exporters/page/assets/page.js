// The wiring: what is open is in the address, so that a link leads back to it.
function nameFor(node) {
  return node.ids[0] || node.iri;
}

function nodeFor(name) {
  const wanted = name.toLowerCase();
  return nodes.find((node) => node.iri.toLowerCase() === wanted || node.ids.some((id) => id.toLowerCase() === wanted));
}

function openSheet() {
  panel.classList.add("open");
}

function closeSheet() {
  panel.classList.remove("open");
}

// On a small screen the sheet steps aside for the picture that was asked for.
function uncover(drawing) {
  if (isNarrow()) {
    closeSheet();
    document.getElementById("map-title").scrollIntoView({ block: "start" });
  }
  drawing();
}

function setAddress(text) {
  const address = text || location.pathname + location.search;
  if (location.hash !== text) history.pushState(null, "", address);
}

// Opens a node: its panel, and in the picture its place or its neighbourhood.
function openNode(node, quietly) {
  selected = node;
  describe(node);
  openSheet();
  if (view && view.placed.has(node.at) && !hiddenTypes.has(node.type.type)) {
    network.selectNodes([node.at], true);
    emphasise(node);
  } else {
    focusNeighbourhood(node);
  }
  if (!quietly) {
    setAddress(`#node=${encodeURIComponent(nameFor(node))}`);
    panelBody.focus({ preventScroll: true });
  }
}

function focusNeighbourhood(node) {
  draw(neighbourhoodView(node, MOST_NEIGHBOURS));
  if (!hiddenTypes.has(node.type.type)) network.selectNodes([node.at], true);
  fit();
}

function expandAround(node) {
  const { next, added, left } = expandView(node);
  draw(next, added ? `Added ${added}${left ? `, ${left} more not drawn` : ""}` : "Everything around it is drawn");
  fit();
}

function openOverview() {
  pressView("overview");
  draw(overviewView());
  fit();
}

function closeNode() {
  selected = null;
  closeSheet();
  network.unselectAll();
  emphasise(null);
  describeStart();
  setAddress("");
}

function followAddress() {
  if (location.hash === "#gaps") return openGaps(true);
  if (location.hash.startsWith("#shared=")) return openShared(namesIn(location.hash.slice(8)).map(nodeFor).filter((node) => node && isStudy(node)).map((node) => node.at), true);
  if (location.hash.startsWith("#path=")) return openPath(namesIn(location.hash.slice(6)).slice(0, 2).map(nodeFor));
  const match = /^#node=(.+)$/.exec(location.hash);
  let name = "";
  try {
    name = match ? decodeURIComponent(match[1]) : "";
  } catch {
    name = "";
  }
  const node = name && nodeFor(name);
  if (node) openNode(node, true);
  else describeStart();
  return undefined;
}

// The names of an address, between commas; what is no name is passed over.
function namesIn(text) {
  return text.split(",").map((part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return "";
    }
  }).filter(Boolean);
}

startDrawing(openNode, () => {
  if (selected) closeNode();
});
startLegend();
openOverview();
startSearch(search, subtitle, openNode);
startPaths();
startTwin();
startPictures();
startViews();
followAddress();
window.addEventListener("popstate", followAddress);
document.getElementById("panel-close").addEventListener("click", closeNode);
document.getElementById("back-overview").addEventListener("click", openOverview);
document.addEventListener("keydown", (event) => {
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
  if (event.key === "Escape" && !typing && selected) closeNode();
  if (event.key === "/" && !typing) {
    event.preventDefault();
    document.getElementById("search").focus();
  }
});
performance.mark("spacekg-ready");
window.spacekg = Object.freeze({ network, drawnNodes, drawnEdges, search, nodes, findPaths, openNode, openShared, openGaps, svgPicture });
