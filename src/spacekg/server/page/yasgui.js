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
  const menu = document.getElementById("named");
  const tell = (question) => { document.getElementById("about").textContent = question?.comment ?? ""; };
  for (const one of questions) {
    menu.append(Object.assign(document.createElement("option"), { value: one.name, textContent: one.label }));
  }
  const start = questions.find((one) => one.name === "studies-by-organism") ?? questions[0];
  editor.getTab().setQuery(start.sparql);
  editor.getTab().setName(start.label);
  menu.value = start.name;
  tell(start);
  menu.addEventListener("change", () => {
    const chosen = questions.find((one) => one.name === menu.value);
    tell(chosen);
    if (chosen) editor.addTab(true, { name: chosen.label, yasqe: { value: chosen.sparql } });
  });
  // An answer shows each thing by its address; what is said of it is here.
  document.getElementById("yasgui").addEventListener("click", (event) => {
    const link = event.target.closest(".yasr a.iri");
    if (link) link.href = `/resource?iri=${encodeURIComponent(link.dataset.iri ??= link.href)}`;
  }, true);
})();
