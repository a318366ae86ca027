// The search field with its list: ``search`` finds, ``subtitle`` says more, ``choose`` opens.
function startSearch(search, subtitle, choose) {
  const input = document.getElementById("search");
  const list = document.getElementById("results");
  let shown = [];
  let active = -1;

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    active = -1;
  }

  function point(to) {
    active = to;
    [...list.querySelectorAll("[role=option]")].forEach((option, at) => {
      option.setAttribute("aria-selected", String(at === active));
      if (at === active) {
        input.setAttribute("aria-activedescendant", option.id);
        option.scrollIntoView({ block: "nearest" });
      }
    });
  }

  function pick(node) {
    close();
    input.value = node.label;
    choose(node);
  }

  function look() {
    const { found, all, open } = search(input.value, 12);
    shown = found;
    if (!fold(input.value)) return close();
    const options = found.map((node, at) =>
      make(
        "li",
        { role: "option", id: `result-${at}`, "aria-selected": "false", onmousedown: (event) => event.preventDefault(), onclick: () => pick(node) },
        mark(node.type),
        make("span", { class: "name" }, shorten(node.label, 110)),
        make("span", { class: "sub" }, subtitle(node)),
      ),
    );
    if (!found.length) options.push(make("li", { class: "none", role: "presentation" }, "Nothing by that name. Try a gene symbol, an organ or a DOI."));
    else if (all > found.length || open) options.push(make("li", { class: "none", role: "presentation" }, `showing ${found.length} of ${open ? "at least " : ""}${all.toLocaleString("en")}`));
    fill(list, options);
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    point(found.length ? 0 : -1);
    return undefined;
  }

  input.addEventListener("input", look);
  input.addEventListener("focus", () => input.value && look());
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    if (list.hidden || !shown.length) return;
    if (event.key === "ArrowDown") point((active + 1) % shown.length);
    else if (event.key === "ArrowUp") point((active + shown.length - 1) % shown.length);
    else if (event.key === "Enter" && active >= 0) pick(shown[active]);
    else return;
    event.preventDefault();
  });
}
