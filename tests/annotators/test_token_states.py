"""Tokens and their states, as training and tagging see them."""

from __future__ import annotations

from spacekg.annotators.matches import Matches
from spacekg.annotators.states import write_states
from spacekg.annotators.tokens import LONGEST_SENTENCE, split_tokens
from spacekg.lexicon import Sense, Senses, Term


def span(text: str, surface: str, *senses: tuple[str, str]) -> tuple[int, int, Senses]:
    start = text.index(surface)
    meant = Senses(
        Sense(term=Term(id=f"X:{kind}", label=name, type=kind), name=name, scope="label")
        for kind, name in senses
    )
    return start, start + len(surface), meant


def test_tokens_stand_where_they_say() -> None:
    text = "  TNF-α rose 2.5-fold! Il6 fell.\n\nnew paragraph"
    rows = list(split_tokens(text))
    for row in rows:
        assert [text[a:b] for a, b in zip(row.starts, row.ends, strict=True)] == list(row.words)
    assert [row.words[0] for row in rows] == ["TNF", "Il", "new"]


def test_a_full_stop_before_a_small_letter_or_without_space_parts_nothing() -> None:
    assert len(list(split_tokens("cf. mice at 2.5 g vs. rats"))) == 1
    assert list(split_tokens("")) == list(split_tokens(" \n ")) == []


def test_long_sentences_are_cut() -> None:
    rows = list(split_tokens("a " * (LONGEST_SENTENCE + 3)))
    assert [len(row.words) for row in rows] == [LONGEST_SENTENCE, 3]


def test_states_say_type_place_length_and_case() -> None:
    text = "the Soleus muscle and il6 was"
    found = [
        span(text, "Soleus muscle", ("tissue", "soleus muscle")),
        span(text, "Soleus", ("tissue", "Soleus"), ("gene", "SOLEUS")),
        span(text, "il6", ("gene", "il6")),
    ]
    states = write_states(list(split_tokens(text)), Matches(found), text, frozenset({"was", "the"}))
    assert states == [
        [
            "plain",
            "gene:B1x tissue:B2x",
            "tissue:I2x",
            "",
            "gene:B2X",
            "gene:I2X glued",
            "plain",
        ]
    ]


def test_matches_are_sorted_by_type_with_their_senses() -> None:
    text = "Soleus"
    matches = Matches([span(text, "Soleus", ("tissue", "Soleus"), ("gene", "SOLEUS"))])
    assert {
        kind: [(start, end, [sense.name for sense in senses]) for start, end, senses in found]
        for kind, found in matches.by_type.items()
    } == {"tissue": [(0, 6, ["Soleus"])], "gene": [(0, 6, ["SOLEUS"])]}
