"""Everyday: what most people call an organism, and every other name a thing is searched by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from spacekg.exporters.page.content import PageNode
from spacekg.lexicon import find_names, read_lexicon

#: Synonyms a thing is found by; some strains and genes have over a hundred.
MOST_NAMES = 24
#: The lexicon knows these names among others (strains, plurals), but not which is the usual one.
EVERYDAY: tuple[tuple[str, str], ...] = (
    ("NCBITaxon:9606", "human"),
    ("NCBITaxon:10090", "mouse"),
    ("NCBITaxon:10116", "rat"),
    ("NCBITaxon:3702", "thale cress"),
    ("NCBITaxon:7227", "fruit fly"),
    ("NCBITaxon:6239", "roundworm"),
    ("NCBITaxon:7955", "zebrafish"),
    ("NCBITaxon:8090", "medaka"),
    ("NCBITaxon:4932", "baker's yeast"),
    ("NCBITaxon:562", "gut bacterium"),
    ("NCBITaxon:1423", "soil bacterium"),
    ("NCBITaxon:287", "bacterium"),
    ("NCBITaxon:1280", "skin bacterium"),
    ("NCBITaxon:28901", "gut bacterium"),
    ("NCBITaxon:90371", "gut bacterium"),
    ("NCBITaxon:1781", "bacterium of fish"),
    ("NCBITaxon:668", "bacterium of squid"),
    ("NCBITaxon:48296", "bacterium"),
    ("NCBITaxon:1622", "gut bacterium"),
    ("NCBITaxon:1239", "a phylum of bacteria"),
    ("NCBITaxon:976", "a phylum of bacteria"),
    ("NCBITaxon:5061", "mould"),
    ("NCBITaxon:746128", "mould"),
    ("NCBITaxon:9913", "cattle"),
    ("NCBITaxon:9031", "chicken"),
    ("NCBITaxon:9544", "rhesus monkey"),
    ("NCBITaxon:9823", "pig"),
    ("NCBITaxon:9615", "dog"),
    ("NCBITaxon:9986", "rabbit"),
    ("NCBITaxon:7957", "goldfish"),
    ("NCBITaxon:8355", "clawed frog"),
    ("NCBITaxon:6613", "bobtail squid"),
    ("NCBITaxon:6535", "garden snail"),
    ("NCBITaxon:31229", "land snail"),
    ("NCBITaxon:9526", "Old World monkeys and apes"),
    ("NCBITaxon:4565", "wheat"),
    ("NCBITaxon:4530", "rice"),
    ("NCBITaxon:4081", "tomato"),
    ("NCBITaxon:4577", "maize"),
    ("NCBITaxon:4236", "lettuce"),
    ("NCBITaxon:3218", "moss"),
)


def add_names(nodes: Iterable[PageNode]) -> list[PageNode]:
    """The nodes with the names the lexicon has for their identifiers besides their own."""
    listed = list(nodes)
    things = {
        node.ids[0] for node in listed if node.ids and node.type not in ("Study", "KnowledgeGap")
    }
    known = find_names(read_lexicon(), things) if things else {}
    usual = dict(EVERYDAY)
    return [_named(node, known, usual) for node in listed]


def _named(node: PageNode, known: dict[str, tuple[str, ...]], usual: dict[str, str]) -> PageNode:
    curie = node.ids[0] if node.ids else ""
    everyday = usual.get(curie, "")
    others = [name for name in known.get(curie, ()) if name != node.label]
    singular = {node.label, *others}
    # A search looks at the beginnings of names: the plural of one is found with it.
    kept = [name for name in others if not (name.endswith("s") and name[:-1] in singular)]
    names = dict.fromkeys((*filter(None, [everyday]), *node.names, *kept))
    return replace(node, names=tuple(names)[:MOST_NAMES], short=node.short or everyday)
