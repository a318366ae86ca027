"""Terms: what stands, what is left out, and what each is grounded to; every sentence is ours."""

from __future__ import annotations

from functools import cache

import pytest

from spacekg.annotators import annotate
from spacekg.annotators.generic import GENERIC_SCORE
from spacekg.lexicon import Lexicon, read_lexicon
from spacekg.model import Annotation
from spacekg.readers import read_text


@cache
def lexicon() -> Lexicon:
    return read_lexicon()


def found(text: str, kind: str) -> dict[str, str]:
    return {each.text: each.entity.id for each in marks(text) if each.entity.type == kind}


def marks(text: str) -> tuple[Annotation, ...]:
    return annotate(read_text(text, id="own"), lexicon()).annotations


@pytest.mark.parametrize(
    ("text", "kind", "name", "curie"),
    [
        ("Mice flew and the liver grew heavier.", "tissue", "liver", "UBERON:0002107"),
        ("We weighed the quadriceps of mice.", "tissue", "quadriceps", "UBERON:0001377"),
        ("The lumbar vertebrae of rats lost bone.", "tissue", "lumbar vertebrae", "UBERON:0002414"),
        ("Astronauts swallowed it and the gut reacted.", "tissue", "gut", "UBERON:0001555"),
        ("We counted osteoclasts in mice.", "cell_type", "osteoclasts", "CL:0000092"),
        ("Each osteocyte of the rat was counted.", "cell_type", "osteocyte", "CL:0000137"),
        ("Bone mineral density fell in rats.", "phenotype", "Bone mineral density",
         "skgp:bone-mineral-density"),
        ("Samples of OSD-195 were read again.", "dataset", "OSD-195", "OSD:OSD-195"),
        ("Mice flew on STS-131 for two weeks.", "mission", "STS-131", "skgm:STS-131"),
        ("Mice of BION-M1 came home.", "mission", "BION-M1", "skgm:Bion-M1"),
        ("Autophagy rose in muscle of mice.", "process", "Autophagy", "GO:0006914"),
    ],
)  # fmt: skip
def test_a_name_is_grounded(text: str, kind: str, name: str, curie: str) -> None:
    assert found(text, kind).get(name) == curie


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Women with breast cancer took part.", "tissue", "breast"),
        ("Mus musculus was flown twice.", "tissue", "musculus"),
        ("The flight of the mice lasted a month.", "process", "flight"),
        ("The risk ratio was high (RR 2.5) in men.", "mission", "RR 2"),
        ("Under these conditions the mice slept.", "phenotype", "conditions"),
    ],
)
def test_an_everyday_meaning_is_left_out(text: str, kind: str, name: str) -> None:
    assert name not in found(text, kind)


def test_an_abbreviation_means_what_the_document_says() -> None:
    text = "The dorsal root ganglion (DRG) was cut. Mice without a DRG fell."
    ids = [m.entity.id for m in marks(text) if m.text == "DRG" and m.entity.type == "tissue"]
    assert ids == ["UBERON:0000044", "UBERON:0000044"]


def test_bare_cells_of_a_short_text_score_too_low_for_findings() -> None:
    text = "Osteoblasts and neurons of mice were grown. The cells of the liver died by apoptosis."
    generic = [m for m in marks(text) if m.text == "cells"]
    assert [m.entity.id for m in generic] == ["CL:0000000"]
    assert generic[0].score == GENERIC_SCORE


def test_bare_cells_of_a_table_are_not_cells() -> None:
    assert not found("Merge two cells and colour each cell of the table.", "cell_type")


def test_marks_of_one_type_do_not_overlap() -> None:
    text = "Lumbar vertebral trabecular bone, bone marrow stromal cells and tibial bone of mice."
    last: dict[str, int] = {}
    for each in marks(text):
        assert each.start >= last.get(each.entity.type, 0)
        last[each.entity.type] = each.end


def test_an_adjective_inside_the_name_of_a_cell_is_the_cell_s() -> None:
    text = "Endothelial cells of mice were grown."
    assert found(text, "cell_type") == {"Endothelial cells": "CL:0000115"}
    assert found(text, "tissue") == {}


def test_adults_among_people_are_no_anatomy() -> None:
    assert found("Healthy adults and patients took part.", "tissue") == {}


def test_disorders_within_the_name_of_a_process_are_none():
    told = "Genes of the response to hypoxia rose in roots of Arabidopsis thaliana in spaceflight."
    assert found(told, "process") == {"response to hypoxia": "GO:0001666"}
    assert not found(told, "phenotype")
    alone = "Hypoxia was seen in mice after spaceflight."
    assert found(alone, "phenotype") == {"Hypoxia": "HP:0012418"}


def test_the_verb_of_a_question_is_no_process():
    assert not found("To learn how fast mice climb, we flew them in spaceflight.", "process")
    assert found("Mice learn a maze after spaceflight.", "process") == {"learn": "GO:0007612"}


def test_disorders_are_not_read_from_what_was_done_or_given() -> None:
    text = (
        "Mice after spaceflight. Heat shock and tetanus toxoid were given; bone resorption "
        "increased. Mitochondrial genes were lower. One mouse was in septic shock."
    )
    told = {(a.text, a.entity.label) for a in marks(text) if a.entity.type == "phenotype"}
    words = {word for word, _ in told}
    assert "tetanus" not in words and "Mitochondrial genes" not in words
    assert not any("resorption disease" in label for _, label in told)
    assert [word for word in words if "shock" in word.lower()] == ["septic shock"]
