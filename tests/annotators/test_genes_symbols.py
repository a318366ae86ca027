"""How names fit genes, and how ties are parted."""

from __future__ import annotations

from spacekg.annotators.symbols import choose_gene, fit_of, names_of
from spacekg.lexicon import Sense, Term

HUMAN, MOUSE = "NCBITaxon:9606", "NCBITaxon:10090"


def make_sense(
    number: int, label: str, name: str, scope: str = "alias", taxon: str = HUMAN
) -> Sense:
    term = Term(id=f"NCBIGene:{number}", label=label, type="gene", taxon=taxon)
    return Sense(term=term, name=name, scope=scope)


def test_case_is_part_of_a_symbol() -> None:
    sense = make_sense(1, "FBXO32", "FBXO32", "label")
    assert [fit_of(sense, name) for name in ("FBXO32", "FBXO-32", "Fbxo32")] == [3, 2, 1]
    assert fit_of(make_sense(1, "AB", "AB"), "ab") == 0


def test_a_plural_or_an_everyday_alias_is_a_kind_of_proteins() -> None:
    assert fit_of(make_sense(1, "G1", "GTP binding protein", "exact"), "GTP binding proteins") == 0
    assert fit_of(make_sense(1, "G1", "adapter protein"), "adapter protein") == 0
    assert fit_of(make_sense(1, "INSR", "insulin receptor", "exact"), "insulin receptor") == 3


def test_a_label_beats_an_alias() -> None:
    senses = [make_sense(11, "OTHER", "TNF"), make_sense(12, "TNF", "TNF", "label")]
    chosen = choose_gene(senses, "TNF", {HUMAN: 4.0})
    assert chosen is not None and chosen.term.label == "TNF"


def test_an_exact_symbol_of_the_second_species_beats_an_alias_of_the_first() -> None:
    senses = [
        make_sense(11, "Traf4", "tnf", taxon="NCBITaxon:7227"),
        make_sense(12, "TNF", "TNF", "label"),
    ]
    chosen = choose_gene(senses, "TNF", {"NCBITaxon:7227": 4.0, HUMAN: 3.6})
    assert chosen is not None and chosen.term.label == "TNF"


def test_what_the_document_says_parts_a_tie() -> None:
    senses = [make_sense(20001, "ONE", "XY1"), make_sense(20002, "TWO", "XY1")]
    assert choose_gene(senses, "XY1", {HUMAN: 4.0}) is None
    chosen = choose_gene(
        senses, "XY1", {HUMAN: 4.0}, support=lambda sense: float(sense.term.label == "TWO")
    )
    assert chosen is not None and chosen.term.label == "TWO"


def test_species_that_are_not_spoken_of_have_no_genes() -> None:
    assert choose_gene([make_sense(1, "Tnf", "Tnf", "label", MOUSE)], "Tnf", {HUMAN: 4.0}) is None


def test_names_without_affixes_and_with_the_greek_they_lost() -> None:
    assert "beta-catenin" in set(names_of("b-catenin", ""))
    assert "Sec12" in set(names_of("Sec12p", ""))
    assert "Myc" in set(names_of("mutant Myc proteins", ""))
    assert "osteoprotegerin" in set(names_of("OPG", "osteoprotegerin"))
