"""Two names of a gene side by side mean one gene; every sentence is ours."""

from functools import cache

import pytest

from spacekg.annotators import annotate
from spacekg.lexicon import Lexicon, read_lexicon
from spacekg.readers import read_text

PEOPLE = "Astronauts and astronauts, all astronauts, ask what spaceflight does to astronauts."


@cache
def lexicon() -> Lexicon:
    return read_lexicon()


def genes(text: str) -> dict[str, str]:
    found = annotate(read_text(text, id="own"), lexicon()).annotations
    return {each.text: each.entity.id for each in found if each.entity.type == "gene"}


@pytest.mark.parametrize(
    ("told", "names"),
    [
        ("Expression of Cdkn1a (p21) rose.", {"Cdkn1a": "12575", "p21": "12575"}),
        ("The gene **Ptgs2** (**COX-2**) rose.", {"Ptgs2": "19225", "COX-2": "19225"}),
        ("Nrf2 (Nfe2l2) fell, and Nrf2 protein too.", {"Nfe2l2": "18024", "Nrf2": "18024"}),
        ("Expression of CDKN1A (p21) rose.", {"CDKN1A": "1026", "p21": "1026"}),
    ],
)
def test_a_name_in_brackets_is_the_gene_of_the_symbol_beside_it(told, names):
    found = genes(f"{PEOPLE} We flew mice. {told}")
    assert found == {name: f"NCBIGene:{number}" for name, number in names.items()}


def test_a_symbol_keeps_its_species_when_its_long_form_is_given():
    told = f"{PEOPLE} We flew mice. Tnf (tumor necrosis factor) fell by half in the heart."
    assert set(genes(told).values()) == {"NCBIGene:21926"}


def test_names_apart_stay_as_they_are():
    told = f"{PEOPLE} We flew mice. Cdkn1a rose, and p21 was seen in the astronauts."
    assert genes(told) == {"Cdkn1a": "NCBIGene:12575", "p21": "NCBIGene:1026"}
