"""Names from the lexicon, sentences without marks, and where pictures put things."""

from __future__ import annotations

from itertools import combinations
from math import hypot

from spacekg.exporters.page import PageNode
from spacekg.exporters.page.everyday import EVERYDAY, MOST_NAMES, add_names
from spacekg.exporters.page.landscape import place_flowers
from spacekg.exporters.page.quoting import make_quote
from spacekg.exporters.page.star import place_block, place_upright
from spacekg.lexicon import read_lexicon


def thing(curie: str, label: str, type_: str = "Gene", names: tuple[str, ...] = ()) -> PageNode:
    return PageNode(iri=f"https://x/{curie}", type=type_, label=label, ids=(curie,), names=names)


def test_synonyms_come_from_the_lexicon() -> None:
    gene, liver, nobody = add_names(
        [
            thing("NCBIGene:21943", "Tnfsf11", names=("mine",)),
            thing("UBERON:0002107", "liver", "Tissue"),
            PageNode(iri="https://x/gene/label/x", type="Gene", label="x"),
        ]
    )
    assert gene.names[0] == "mine" and "RANKL" in gene.names and "Tnfsf11" not in gene.names
    assert "hepatic" in liver.names and "livers" not in liver.names
    assert nobody.names == ()


def test_an_organism_has_its_everyday_name_and_not_too_many() -> None:
    (mouse,) = add_names([thing("NCBITaxon:10090", "Mus musculus", "Organism")])
    assert mouse.short == "mouse" and mouse.names[0] == "mouse"
    assert len(mouse.names) == MOST_NAMES


def test_every_everyday_name_is_of_an_organism_the_lexicon_knows() -> None:
    lexicon = read_lexicon()
    unknown = [curie for curie, _ in EVERYDAY if lexicon.term(curie) is None]
    assert unknown == []
    assert len({curie for curie, _ in EVERYDAY}) == len(EVERYDAY)


def test_marks_go_from_markdown_alone() -> None:
    row = {"quote": ("**Fbxo32** rose (p < 0.01**).",)}
    assert make_quote(row, {"format": ("markdown",)}).reading == "Fbxo32 rose (p < 0.01)."
    assert make_quote(row, {"format": ("text",)}).reading == ""
    assert make_quote(row, {"format": ("markdown",)}).text == row["quote"][0]


def test_flowers_do_not_meet() -> None:
    flowers = [(at, tuple(range(1000 + at * 50, 1000 + at * 50 + at % 17))) for at in range(40)]
    places = place_flowers(flowers, across=1.0)
    assert len(set(places.values())) == len(places)
    owner = {gap: at for at, gaps in flowers for gap in gaps}
    for gap, at in owner.items():
        x, y = places[gap]
        own = hypot(x - places[at][0], y - places[at][1])
        others = (other for other, _ in flowers if other != at)
        assert own < min(hypot(x - places[one][0], y - places[one][1]) for one in others)


def test_marks_round_a_node_keep_their_distance() -> None:
    for place, apart in ((place_block, 60), (place_upright, 60)):
        spots = [spot for side in (-1, 1) for spot in place(24, side)] + [(0, 0)]
        least = min(hypot(a - c, b - d) for (a, b), (c, d) in combinations(spots, 2))
        assert least >= apart
