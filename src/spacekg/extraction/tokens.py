"""Tokens: the words of a sentence with a rough part of speech."""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from spacekg.extraction.cues import CUES, Cue
from spacekg.extraction.words import (
    ADJECTIVE_ENDINGS,
    ADJECTIVES,
    ADVERBS,
    BE,
    COMPOUND_ENDINGS,
    CONJUNCTIONS,
    DETERMINERS,
    DO,
    HAVE,
    MODALS,
    NOUNS_WITH_ADJECTIVE_ENDINGS,
    PLAIN_VERBS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SUBORDINATORS,
)
from spacekg.patterns import compile_late

_WORD = compile_late(
    r"[~≈∼<>≤≥±+−–-]?\d+(?:[.,]\d+)*(?:[–-]\d+(?:[.,]\d+)*)?(?:-fold|-?%|×)?(?![\w-]*[A-Za-z])"
    r"|[A-Z]\.\s?[a-z]{4,}(?![a-z])"
    r"|[^\W_](?:[^\s,;:()\[\]{}\"“”?!—<>=≤≥]|:(?=\w)|,(?=\d))*"
    r"|[^\w\s]"
)
_TRIM = ".'’*/–-…"
#: words whose kind is kept, about 0.3 kB each
_MOST_WORDS = 30_000
_HEAD_MARKS = frozenset('*_`"“”')


class Token(NamedTuple):
    """One word: where it is in the sentence's text, and what kind of word it seems to be.

    ``tag`` is one letter: D determiner, P preposition, C conjunction, S subordinator, W relative,
    I pronoun, B form of *be*, H of *have*, O of *do*, M modal, V other verb, E word in -ed,
    G word in -ing, R adverb, J adjective, N noun, X number, or the punctuation mark itself.
    """

    text: str
    low: str
    start: int
    end: int
    tag: str
    cues: tuple[Cue, ...]


#: Later groups win: "to" is a preposition whatever else it might be.
_GROUPS: tuple[tuple[str, frozenset[str]], ...] = (
    ("J", ADJECTIVES), ("N", NOUNS_WITH_ADJECTIVE_ENDINGS), ("V", PLAIN_VERBS), ("R", ADVERBS),
    ("I", PRONOUNS), ("P", PREPOSITIONS), ("S", SUBORDINATORS), ("D", DETERMINERS),
    ("C", CONJUNCTIONS), ("W", RELATIVES), ("B", BE), ("H", HAVE), ("O", DO), ("M", MODALS),
)  # fmt: skip
_CLOSED: MappingProxyType[str, str] = MappingProxyType(
    {word: letter for letter, words in _GROUPS for word in words}
)


def tokenize(text: str) -> list[Token]:
    """The tokens of one sentence.

    >>> [(t.text, t.tag) for t in tokenize("Bone mass was 6.6-fold lower.")]
    [('Bone', 'N'), ('mass', 'N'), ('was', 'B'), ('6.6-fold', 'X'), ('lower', 'J'), ('.', '.')]
    """
    tokens: list[Token] = []
    for match in _WORD.finditer(text):
        whole = match.group()
        if whole in _HEAD_MARKS:
            continue
        word, low, tag, cues, stop = _read_word(whole)
        start = match.start()
        end = start + len(word)
        if word == "I" and tokens and tokens[-1].tag == "N":
            tag = "N"  # "collagen type I", "complex I"
        tokens.append(Token(word, low, start, end, tag, cues))
        if stop:
            tokens.append(Token(".", ".", end, end + 1, ".", ()))
    _settle(tokens)
    return tokens


@lru_cache(maxsize=_MOST_WORDS)
def _read_word(word: str) -> tuple[str, str, str, tuple[Cue, ...], bool]:
    """A word without the marks at its end, in small letters, its tag and cues; if it is closed."""
    stop = False
    if len(word) > 1 and word[-1] in _TRIM:
        trimmed = word.rstrip(_TRIM)
        if not trimmed:
            trimmed = word[0]
        elif word[-1] == "." and word.count(".") > 1 and len(word) < 7:
            trimmed = word  # an abbreviation: e.g., i.e., U.S.
        else:
            stop = word[len(trimmed)] == "."
        word = trimmed
    low = word.lower()
    # "DELAY OF GERMINATION 1" is the name of a gene
    cues = () if len(word) > 3 and word.isupper() else CUES.get(low, ())
    return word, low, _tag(word, low, cues), cues, stop


def _settle(tokens: list[Token]) -> None:
    """Decide by its neighbours whether a word such as "changes" is a noun or a verb."""
    for at, token in enumerate(tokens):
        if token.tag not in "VE" or not token.cues or not at:
            continue
        if token.cues[-1].frame != "noun" and len(token.cues) == 1:
            continue
        if not any(cue.frame == "noun" for cue in token.cues):
            continue
        before = tokens[at - 1]
        if before.tag in "DJX" or (before.tag in "PCE" and before.low not in ("to", "not")):
            tokens[at] = token._replace(tag="N")
        elif before.tag == "N" and at + 1 < len(tokens):
            after = tokens[at + 1]
            if after.tag in "BHMV" or after.low in ("of", "and", "or"):
                tokens[at] = token._replace(tag="N")


def _tag(word: str, low: str, cues: tuple[Cue, ...]) -> str:
    first = word[0]
    if not first.isalnum() and len(word) == 1:
        return first
    closed = _CLOSED.get(low)
    if closed is not None:
        return closed
    if first.isdigit() or (not first.isalnum() and len(word) > 1 and word[1].isdigit()):
        return "X" if not any(c.isalpha() for c in word.removesuffix("-fold")) else "N"
    if cues:
        frame = cues[0].frame
        if frame == "noun":
            return "N"
        if frame == "adjective":
            return "J"
        if low == "lower":
            return "J"
        return "E" if low.endswith("ed") else "G" if low.endswith("ing") else "V"
    if "-" in low and low.endswith(COMPOUND_ENDINGS):
        return "J"
    if len(low) > 4 and word[1:].islower() and (word[0].islower() or low.endswith("ed")):
        if low.endswith("ly"):
            return "R"
        if low.endswith("ed") and not low.endswith("eed"):
            return "E"
        if low.endswith("ing"):
            return "G"
        if low.endswith(ADJECTIVE_ENDINGS):
            return "J"
    elif low.endswith("ly") and len(low) > 5:
        return "R"
    return "N"
