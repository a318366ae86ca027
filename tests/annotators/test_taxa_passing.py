"""Taxa that a document only speaks of, and everyday words used for another species."""

from __future__ import annotations

import pytest

from spacekg.annotators import annotate
from spacekg.annotators.taxon_people import took_part
from spacekg.annotators.taxon_settings import is_modifier
from spacekg.lexicon import Lexicon, read_lexicon
from spacekg.readers import read_text

#: sentences that name no organism, to make a text as long as an abstract
FILLER = " The pressure of the fluid was set by hand and read again after an hour of rest." * 8
PEOPLE, RAT = "NCBITaxon:9606", "NCBITaxon:10116"


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return read_lexicon()


def find(text: str, lexicon: Lexicon) -> set[str]:
    """The taxa of a text."""
    found = annotate(read_text(text, id="t"), lexicon).annotations
    return {each.entity.id for each in found if each.entity.type == "organism"}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Loss of bone is a risk." + FILLER + " Care of patients may change.", False),
        ("Loss of bone is a risk." + FILLER + " We scanned 14 patients.", True),
        ("Loss of bone is a risk." + FILLER + " More than 10 million people have it.", False),
        ("Loss of bone is a risk." + FILLER + " Serum from patients was frozen.", True),
        ("Loss of bone is a risk." + FILLER + " Astronauts lose it.", True),
        ("Care of patients may change.", True),
    ],
)
def test_people_are_named_where_somebody_took_part(
    text: str, named: bool, lexicon: Lexicon
) -> None:
    assert (PEOPLE in find(text, lexicon)) is named


def test_people_who_took_part() -> None:
    assert took_part("Three of the older women stood.")
    assert took_part("This was a cohort.")
    assert not took_part("It is hoped that women will profit.")


@pytest.mark.parametrize(
    ("text", "taxon", "named"),
    [
        ("Water moves in soil." + FILLER + " It is of use to plants.", "33090", False),
        ("# Plants move water\n\n" + FILLER, "33090", True),
        ("Growth of rats." + FILLER + " Bovine insulin was added.", "9913", False),
        ("Growth of rats." + FILLER + " A murine model gave the same.", "10090", True),
    ],
)
def test_groups_and_sources_in_passing(
    text: str, taxon: str, named: bool, lexicon: Lexicon
) -> None:
    assert (f"NCBITaxon:{taxon}" in find(text, lexicon)) is named


@pytest.mark.parametrize(
    ("text", "taxa"),
    [
        ("Striped mice (Rhabdomys pumilio) ran. The striped mice slept.", {"121573"}),
        ("Mice (Mus musculus) ran.", {"10090"}),
        ("Rice frogs were counted.", {"8342"}),
        ("The rice was grown.", {"4530"}),
        ("Sera against porcine circovirus type 2 were tested.", {"85708"}),
    ],
)
def test_everyday_words_follow_the_scientific_name(
    text: str, taxa: set[str], lexicon: Lexicon
) -> None:
    assert find(text, lexicon) == {f"NCBITaxon:{taxon}" for taxon in taxa}


def test_the_usual_species_keeps_its_word_where_it_is_named(lexicon: Lexicon) -> None:
    text = "Yeast (Saccharomyces cerevisiae) grew. The yeast Pichia pastoris did not. Yeast is old."
    assert {"NCBITaxon:4932", "NCBITaxon:4922"} <= find(text, lexicon)


def test_flies_beside_other_flies_are_no_fruit_flies(lexicon: Lexicon) -> None:
    flies = "NCBITaxon:7227"
    assert flies not in find("Pseudacteon tricuspis was freed. The flies spread.", lexicon)
    assert flies in find("The flies spread. Drosophila is small.", lexicon)


def test_the_name_of_a_cell_line_holds_no_virus(lexicon: Lexicon) -> None:
    text = "The sandfly fever Sicilian virus grew. MDCK-SFS cells grew. SFS grew."
    found = annotate(read_text(text, id="t"), lexicon).annotations
    assert all(text[each.start - 1] != "-" for each in found if each.entity.type == "organism")


def test_a_modifier_is_the_first_part_of_another_name() -> None:
    assert is_modifier("mouse cytomegalovirus", 0, 5)
    assert not is_modifier("mouse cells and virus", 0, 5)


def test_a_pathovar_is_its_species(lexicon: Lexicon) -> None:
    assert find("Pseudomonas syringae pv. tomato grew.", lexicon) >= {"NCBITaxon:317"}


def test_no_plural_before_the_last_word(lexicon: Lexicon) -> None:
    assert find("It is needed for virus growth in cells of a dish.", lexicon) <= {"NCBITaxon:10239"}
