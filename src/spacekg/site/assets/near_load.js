// The picture of what is around: still until somebody looks at it, then drawn by vis-network, once for all pages.
function addScript(name) {
  return new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = `${root}assets/${name}`;
    script.addEventListener("load", done);
    script.addEventListener("error", failed);
    document.head.append(script);
  });
}

function startNear() {
  const figure = document.querySelector("figure[data-near]");
  if (!figure) return;
  let asked = false;
  const seer = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && wake());
  // Without the library the still picture stays as it is.
  function wake() {
    if (asked) return;
    asked = true;
    seer.disconnect();
    addScript("vis-network.js").then(() => addScript("near.js")).catch(() => figure.setAttribute("data-near", "still"));
  }
  seer.observe(figure);
  if (location.hash.startsWith("#near=")) {
    figure.scrollIntoView({ block: "center" });
    wake();
  }
}
