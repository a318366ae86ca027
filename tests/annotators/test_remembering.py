"""What is remembered from text to text never changes an answer."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import _lru_cache_wrapper, cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spacekg.annotators import annotate, boundaries, genes, grounding, mentions, symbols, taxa
from spacekg.annotators.tagger import Tagger, read_tagger
from spacekg.lexicon import Lexicon, Senses, read_lexicon
from spacekg.readers import read_text
from spacekg.resources import find_resource

MEMORIES = [
    value
    for module in (boundaries, genes, grounding, mentions, symbols, taxa)
    for value in vars(module).values()
    if isinstance(value, _lru_cache_wrapper) and value.cache_parameters()["maxsize"]
]
_WORDS = (
    "Fbxo32 TP53 Trp53 p53 il6 IL-6 interleukin-6 TGF-b1 tumour necrosis factor alpha (TNF) mice "
    "rats human zebrafish soleus muscle muscles osteoclasts T cells cell line HeLa bone mineral "
    "density BMD (BMD) spaceflight RR-1 OSD-195 GSE1234 Wnt signalling apoptosis of and in the was "
    "rose fell . , Arabidopsis roots AT1G01010 E. coli Drosophila wing disc kinase receptor Y"
).split()


@cache
def kept_lexicon() -> Lexicon:
    return read_lexicon()


@pytest.fixture
def lexicon() -> Lexicon:
    return kept_lexicon()


def forget() -> None:
    for memory in MEMORIES:
        memory.cache_clear()


def test_there_are_memories_and_all_are_bounded() -> None:
    assert len(MEMORIES) >= 8
    assert all(memory.cache_parameters()["maxsize"] <= 60_000 for memory in MEMORIES)


@settings(max_examples=60, deadline=None)
@given(words=st.lists(st.sampled_from(_WORDS), min_size=1, max_size=40))
def test_a_text_means_the_same_with_and_without_a_past(words: list[str]) -> None:
    lexicon, tagger = kept_lexicon(), read_tagger()
    document = read_text(" ".join(words), id="1")
    remembered = annotate(document, lexicon, tagger)
    forget()
    assert annotate(document, Lexicon(lexicon.folder), tagger) == remembered


def test_real_texts_mean_the_same_in_any_order_and_alone(lexicon: Lexicon) -> None:
    folder = Path(__file__).resolve().parents[2] / "data" / "studies"
    paths = sorted(folder.glob("*.md"))[:6]
    documents = [read_text(path.read_text(encoding="utf-8"), id=path.name) for path in paths]
    first = {each.id: annotate(each, lexicon) for each in documents}
    random.Random(1).shuffle(documents)
    for each in documents:
        forget()
        fresh = Lexicon(lexicon.folder)
        assert annotate(each, fresh, Tagger(find_resource("data", "models"))) == first[each.id]


def test_each_memory_repeats_the_function_it_stands_for(lexicon: Lexicon) -> None:
    none: frozenset[str] = frozenset()
    names = [*_WORDS, "bone mineral density", "T cells", "tumour necrosis factor alpha"]
    for name in names:
        senses = lexicon.senses(name)
        asked: list[tuple[Callable[..., Any], tuple[Any, ...]]] = [
            (symbols.gene_senses, (senses,)),
            (symbols.trim_name, (name,)),
            *((symbols.fit_of, (sense, name)) for sense in senses),
            *((taxa.entity_of_term, (sense.term,)) for sense in senses),
            *(
                (grounding.choose_term, (senses.of_type(kind), name, kind, none))
                for kind in grounding.VOCABULARIES
            ),
        ]
        for function, arguments in asked:
            assert function(*arguments) == function.__wrapped__(*arguments), (function, name)


def test_senses_are_sorted_by_type_once(lexicon: Lexicon) -> None:
    for name in _WORDS:
        senses = lexicon.senses(name)
        for kind, own in senses.by_type:
            assert own == tuple(sense for sense in senses if sense.term.type == kind)
            assert own == senses.of_type(kind)
        assert sum(len(own) for _, own in senses.by_type) == len(senses)
        assert senses.of_type("nothing") == Senses() == ()
        assert hash(senses) == hash(Senses(senses))
