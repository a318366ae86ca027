// YASGUI over our endpoint: no address but ours, nothing completed from elsewhere.
"use strict";
(async () => {
  const library = window.Yasgui.default ?? window.Yasgui;
  const endpoint = new URL("/sparql", location.href).href;
  const prefixes = await (await fetch("/prefixes")).json();
  const questions = await (await fetch("/queries")).json();
  // Its completions of classes, properties and prefixes ask services on the network.
  library.Yasqe.defaults.autocompleters = ["variables"];
  const editor = new library(document.getElementById("yasgui"), {
    requestConfig: { endpoint, method: "POST" },
    copyEndpointOnNewTab: true,
    endpointCatalogueOptions: { getData: () => [{ endpoint }] },
    persistenceId: null,
    autofocus: true,
    yasr: { prefixes },
  });
  window.spacekgEditor = editor;
  const start = questions.find((one) => one.name === "studies-by-organism") ?? questions[0];
  editor.getTab().setQuery(start.sparql);
  const menu = document.getElementById("named");
  for (const one of questions) {
    menu.append(Object.assign(document.createElement("option"), { value: one.name, textContent: one.label }));
  }
  menu.addEventListener("change", () => {
    const chosen = questions.find((one) => one.name === menu.value);
    document.getElementById("about").textContent = chosen ? chosen.comment : "";
    if (chosen) editor.addTab(true, { name: chosen.label, yasqe: { value: chosen.sparql } });
  });
})();
