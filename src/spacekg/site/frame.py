"""Frame: the whole HTML of a page, with its policy, its search, its ways on and its licence."""

from __future__ import annotations

from spacekg.site.markup import Content, Markup, join, tag
from spacekg.site.parts import Sheet

#: Only files of the site run or style; ``file:`` names them where a folder has no origin.
POLICY = (
    "default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src data: blob:; "
    "base-uri 'none'; form-action 'none'"
)
WAYS = (
    ("study/index.html", "Studies"),
    ("gene/index.html", "Genes"),
    ("shared.html", "Shared genes"),
    ("conflicts.html", "Conflicts"),
    ("gaps.html", "Open questions"),
    ("coverage.html", "Coverage"),
    ("timeline.html", "Timeline"),
    ("explore.html", "Map"),
    ("graph.html", "Everything"),
)
SITE_NAME = "SpaceKG: what is known about life in space"
_LOGO = (
    ("circle", {"cx": "16", "cy": "16", "r": "5", "class_": "sun"}),
    ("ellipse", {"cx": "16", "cy": "16", "rx": "14", "ry": "6", "class_": "orbit",
                 "transform": "rotate(-24 16 16)"}),
    ("circle", {"cx": "28.4", "cy": "9.4", "r": "2.4", "class_": "moon"}),
)  # fmt: skip


def write_page(sheet: Sheet, *, address: str, version: str) -> str:
    """The HTML of one page that lies at ``address`` below the root of the site."""
    root = "../" * address.count("/")
    title = sheet.title if sheet.title == SITE_NAME else f"{sheet.title} · SpaceKG"
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=POLICY),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", title),
        tag("link", rel="stylesheet", href=f"{root}assets/site.css"),
        [tag("script", src=f"{root}assets/{name}", defer=True) for name in sheet.scripts],
    )
    body = tag(
        "body",
        tag("a", "Skip to the content", class_="skip", href="#content"),
        _header(sheet, root, address),
        tag("main", sheet.body, class_="wide", id="content"),
        _footer(sheet, root, version),
    )
    return f"<!doctype html>\n{tag('html', head, body, lang='en', data_root=root)}\n"


def _header(sheet: Sheet, root: str, address: str) -> Markup:
    marks = [tag(name, **attributes) for name, attributes in _LOGO]
    logo = tag("svg", marks, viewBox="0 0 32 32", width="28", height="28", aria_hidden="true")
    field = tag(
        "input",
        id="search", type="text", inputmode="search", autocomplete="off", spellcheck="false",
        role="combobox", aria_expanded="false", aria_controls="results", aria_autocomplete="list",
        placeholder="Gene, organ, organism, paper, DOI …",
    )  # fmt: skip
    results = tag("ul", id="results", role="listbox", aria_label="Search results", hidden=True)
    find = tag(
        "div",
        tag("label", "Find a gene, an organ, an organism, a paper", for_="search"),
        field,
        results,
        class_="find",
        role="search",
    )
    brand = tag("a", logo, "SpaceKG", href=f"{root}index.html", class_="brand")
    ways = tag("nav", [_way(root, address, *way) for way in WAYS], aria_label="Pages")
    top = tag("div", brand, find, class_="top")
    inner = tag("div", top, sheet.head, ways, class_="wide")
    return tag("header", inner, class_="band" if sheet.head else "band slim")


def _way(root: str, address: str, target: str, words: str) -> Markup:
    if target == address:
        return tag("a", words, href=f"{root}{target}", aria_current="page")
    return tag("a", words, href=f"{root}{target}")


def _footer(sheet: Sheet, root: str, version: str) -> Markup:
    cite: Content = None
    if sheet.about:
        cite = tag("p", tag("strong", "Cite this page: "), sheet.about, f" SpaceKG {version}.")
    return tag(
        "footer",
        tag(
            "div",
            cite,
            tag(
                "p",
                "Statements were taken from the papers by software and may be wrong: read the "
                "sentence, then the paper. These pages load nothing "
                "from elsewhere and send nothing.",
            ),
            tag(
                "p",
                tag("strong", "Licence: "),
                "code, ontology and study records of SpaceKG are free under Apache-2.0; "
                "quoted sentences belong to their authors and are shown to verify each statement. ",
                tag("a", "All findings on an interactive map", href=f"{root}explore.html"),
                ".",
            ),
            class_="wide",
        ),
    )


def heading(*children: Content) -> Markup:
    """The first lines of a page."""
    return tag("div", join(*children), class_="title")
