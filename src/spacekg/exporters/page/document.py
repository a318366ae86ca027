"""Document: the parts of a page put together under a policy that lets nothing else in."""

from __future__ import annotations

import html
import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files

from spacekg.exporters.page.content import PageGraph
from spacekg.exporters.page.drawing import draw_overview
from spacekg.exporters.page.island import write_island, write_safe_json
from spacekg.exporters.page.landscape import draw_gaps
from spacekg.exporters.page.orbits import place_overview
from spacekg.exporters.page.overview import Overview, choose_overview
from spacekg.exporters.page.palette import SHAPES, write_colours

#: What other pages than this one run too.
SHARED_SCRIPTS = ("elements", "matching", "combobox")
#: In the order they must run: each uses names of those before it.
SCRIPTS = (
    "model",
    "search",
    "look",
    "drawing",
    "panel",
    "paths",
    "twin",
    "pictures",
    "views",
    "page",
)
TILES = (
    ("Study", "studies"),
    ("Gene", "genes"),
    ("Organism", "organisms"),
    ("KnowledgeGap", "open questions"),
)
LEAD = (
    "People, mice, plants and microbes change when they leave the Earth. This page gathers what "
    "{studies} report: which way a gene, a muscle or a bone changed, in whom, and under what "
    "conditions. Each statement shows the sentence it was taken from and a link to the paper; "
    "what nobody knows yet is listed as an open question."
)
LIBRARY = "lib/vis-9.1.2/vis-network"
_PLACE = re.compile(r"\{\{([a-z_]+)\}\}")
_PICTURE_RULES = re.compile(r"[^{}]+\{[^{}]*url\([^{}]*\}")
_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)


def write_document(
    page: PageGraph,
    *,
    home: str = "",
    ways: Sequence[tuple[str, str]] = (),
    library: str = "",
    addresses: Sequence[str] = (),
    overview: Overview | None = None,
) -> str:
    """The whole HTML of one page, complete in itself.

    ``home`` is where its name leads, if anywhere, and ``ways`` are the pages beside it;
    ``library`` is the file of vis-network where the page does not hold it itself; ``addresses``
    a page of its own for each node; ``overview`` what is drawn first, where it is not to be
    chosen here.
    """
    overview = overview or choose_overview(page)
    picture = draw_overview(page, overview, place_overview(page, overview))
    held = "" if library else _library("min.js")
    script = write_script(*map(_asset, _own_scripts()))
    style = _library("css") + "\n" + read_style()
    example = page.nodes[overview.genes[0].node].label if overview.genes else "liver"
    studies = page.count("Study")
    return _fill(
        _asset("page.html"),
        {
            "content": write_island(page, overview, picture, draw_gaps(page), addresses),
            "drawing_library": _load(library) if library else f"<script>{held}</script>",
            "ways": _ways(ways),
            "brand": _brand(home),
            "example": html.escape(f"Try {example[:40]}"),
            "lead": html.escape(
                LEAD.format(studies="one study" if studies == 1 else f"{studies:,} studies")
            ),
            "policy": write_policy(scripts=(held, script), styles=(style,), own=bool(library)),
            "script": script,
            "style": style,
            "tiles": _tiles(page),
        },
    )


def write_script(*parts: str) -> str:
    """One script of the parts every page shares and its own, in a scope of its own."""
    shapes = f"const SHAPES = {write_safe_json(dict(SHAPES))};"
    texts = (shapes, *(_asset(f"{name}.js") for name in SHARED_SCRIPTS), *parts)
    return '(() => {\n"use strict";\n' + "\n".join(texts) + "\n})();"


def read_picture_script() -> str:
    """How any picture of vis-network looks and is taken away; it needs names of its page."""
    return "\n".join(_asset(f"{name}.js") for name in ("look", "pictures"))


def read_library() -> str:
    """vis-network as pyvis ships it, for a site that keeps it once."""
    return _library("min.js")


def read_style() -> str:
    """The style sheet of every page, with the colours of the classes."""
    return _asset("page.css") + write_colours()


def write_policy(*, scripts: tuple[str, ...], styles: tuple[str, ...], own: bool = False) -> str:
    """A content security policy under which only these very texts run or style.

    ``own`` lets files of the site run too; ``file:`` names them where a folder has no origin.

    >>> write_policy(scripts=("",), styles=()).split("; ")[1]
    "script-src 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    """
    rules = ["default-src 'none'"]
    for name, texts in (("script-src", scripts), ("style-src", styles)):
        files = ("'self'", "file:") if own and name == "script-src" else ()
        rules.append(" ".join((name, *files, *(_digest(text) for text in texts))))
    return "; ".join((*rules, "img-src data: blob:", "base-uri 'none'", "form-action 'none'"))


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


def _brand(home: str) -> str:
    return f'<a href="{html.escape(home)}">SpaceKG</a>' if home else "SpaceKG"


def _ways(ways: Sequence[tuple[str, str]]) -> str:
    links = "".join(
        f'<a href="{html.escape(target)}"{" aria-current=page" if here else ""}>'
        f"{html.escape(words)}</a>"
        for target, words in ways
        for here in (target == "explore.html",)
    )
    return f'<nav class="wide" aria-label="Pages">{links}</nav>' if links else ""


def _load(library: str) -> str:
    return f'<script src="{html.escape(library)}"></script>'


def _tiles(page: PageGraph) -> str:
    counts = [(page.count(type), words) for type, words in TILES]
    counts.insert(1, (len(page.findings), "findings"))
    return "".join(f"<li><b>{count:,}</b> <span>{words}</span></li>" for count, words in counts)


def _fill(template: str, parts: Mapping[str, str]) -> str:
    """One pass over the template, so that no part is ever searched for places to fill."""
    return _PLACE.sub(lambda place: parts[place[1]], template)


def _own_scripts() -> tuple[str, ...]:
    return tuple(f"{name}.js" for name in SCRIPTS)


@cache
def _asset(name: str) -> str:
    text = files("spacekg.exporters.page").joinpath("assets", name).read_text(encoding="utf-8")
    return text.replace("\r\n", "\n")


@cache
def _library(ending: str) -> str:
    """vis-network as pyvis ships it; rules for the picture buttons we do not show are left out."""
    templates = files("pyvis").joinpath("templates")
    text = templates.joinpath(f"{LIBRARY}.{ending}").read_text(encoding="utf-8")
    text = _SOURCE_MAP.sub("", text.replace("\r\n", "\n"))
    return _PICTURE_RULES.sub("", text) if ending == "css" else text
