"""Site: a folder of pages that opens from disk and on any web host, without a server.

``read_atlas`` looks everything up once, one module writes each kind of page, and ``write_folder``
keeps the files whose content did not change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path

from spacekg.exporters.page import (
    STAR_OPTIONS,
    read_library,
    read_picture_script,
    read_style,
    write_document,
    write_safe_json,
    write_script,
)
from spacekg.graph import KnowledgeGraph
from spacekg.site.address import folder_of
from spacekg.site.atlas import Atlas, read_atlas
from spacekg.site.conflict_view import write_conflicts
from spacekg.site.coverage_view import write_coverage
from spacekg.site.entity_page import write_entity
from spacekg.site.folder import SiteReport, write_folder
from spacekg.site.frame import WAYS, write_page
from spacekg.site.gap_page import write_gap
from spacekg.site.gap_view import write_gaps
from spacekg.site.home_page import write_home
from spacekg.site.listing_page import write_listing
from spacekg.site.names import write_names
from spacekg.site.parts import STYLE_OF, Sheet
from spacekg.site.shared_view import write_shared
from spacekg.site.study_page import write_study
from spacekg.site.timeline_view import write_timeline
from spacekg.site.whole import place_whole, write_whole
from spacekg.site.whole_view import write_whole_page

#: The pages that stand at the root, with what writes each.
VIEWS: tuple[tuple[str, Callable[[Atlas], Sheet]], ...] = (
    ("index.html", write_home),
    ("shared.html", write_shared),
    ("conflicts.html", write_conflicts),
    ("gaps.html", write_gaps),
    ("coverage.html", write_coverage),
    ("timeline.html", write_timeline),
)
#: What a page runs, and what the page of the whole graph runs, in this order.
PAGE_SCRIPTS = ("search.js", "tables.js", "pictures.js", "near_load.js", "start.js")
WHOLE_SCRIPTS = (
    "search.js", "tables.js", "whole_data.js", "whole_canvas.js", "whole_choice.js",
    "whole_start.js",
)  # fmt: skip
#: What draws the surroundings of a page's subject; fetched when somebody looks at them.
NEAR_SCRIPTS = ("near_model.js", "near_panel.js", "near_start.js")
LIBRARY = "assets/vis-network.js"
#: The classes whose pages differ from those of an entity.
KINDS: tuple[tuple[str, Callable[[Atlas, int], Sheet]], ...] = (
    ("Study", write_study),
    ("KnowledgeGap", write_gap),
)

__all__ = ["SiteReport", "write_site"]


def write_site(graph: KnowledgeGraph, out: Path | str) -> SiteReport:
    """Write the pages of ``graph`` into the folder ``out``; only files that changed are touched."""
    return write_folder(Path(out), _files(read_atlas(graph)))


def _files(atlas: Atlas) -> Iterator[tuple[str, str]]:
    """Every file of the site: path below its root, and text."""
    own_version = _version()
    yield "assets/site.js", write_script(*map(_asset, PAGE_SCRIPTS)) + "\n"
    yield from write_whole_files(atlas, own_version)
    yield LIBRARY, read_library() + "\n"
    yield "assets/near.js", _near_script() + "\n"
    yield (
        "explore.html",
        write_document(
            atlas.page, home="index.html", ways=WAYS, library=LIBRARY, addresses=atlas.addresses
        ),
    )
    for address, view in VIEWS:
        yield address, write_page(view(atlas), address=address, version=own_version)
    # The header of every page leads to these two, whatever there is.
    listed = {"Study", "Gene", *(node.type for node in atlas.page.nodes)}
    for type_ in filter(listed.__contains__, STYLE_OF):
        address = f"{folder_of(type_)}/index.html"
        sheet = write_listing(atlas, type_)
        yield address, write_page(sheet, address=address, version=own_version)
    writers = dict(KINDS)
    for at, node in enumerate(atlas.page.nodes):
        sheet = writers.get(node.type, write_entity)(atlas, at)
        address = atlas.addresses[at]
        yield address, write_page(sheet, address=address, version=own_version)


def write_whole_files(atlas: Atlas, own_version: str) -> Iterator[tuple[str, str]]:
    """The page of the whole graph with all it loads: path below the root, and text."""
    whole = place_whole(atlas.page.nodes, atlas.page.edges)
    yield "assets/site.css", read_style() + _asset("site.css")
    yield "assets/graph.js", write_script(*map(_asset, WHOLE_SCRIPTS)) + "\n"
    yield "assets/whole.js", write_whole(whole)
    yield "assets/names.js", write_names(atlas)
    sheet = write_whole_page(atlas, whole)
    yield "graph.html", write_page(sheet, address="graph.html", version=own_version)


def _near_script() -> str:
    model, *rest = map(_asset, NEAR_SCRIPTS)
    options = f"const OPTIONS = {write_safe_json(dict(STAR_OPTIONS))};"
    return write_script(options, model, read_picture_script(), *rest)


@cache
def _asset(name: str) -> str:
    text = files("spacekg.site").joinpath("assets", name).read_text(encoding="utf-8")
    return text.replace("\r\n", "\n")


def _version() -> str:
    try:
        return version("spacekg")
    except PackageNotFoundError:
        return ""
