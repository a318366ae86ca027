"""Features: what the tagger looks at for one word and for what the lexicon says of it.

The same functions serve training (``scripts/train_tagger.py``) and tagging, so that the two can
never drift apart. A feature is looked up by ``offset|feature``: the word two places to the left
has offset -2.
"""

from __future__ import annotations

from functools import lru_cache

from spacekg.patterns import compile_late

WORD_OFFSETS = (-2, -1, 0, 1, 2)
STATE_OFFSETS = (-1, 0, 1)
EDGE = ""
_LOWER = compile_late(r"[a-zà-öø-ÿ]+")
_UPPER = compile_late(r"[A-ZÀ-ÖØ-Þ]")
_DIGIT = compile_late(r"\d")


def shape_of(word: str) -> str:
    """The word with capitals as ``A``, runs of small letters as ``a`` and digits as ``0``.

    >>> shape_of("Fbxo"), shape_of("TNF"), shape_of("32")
    ('Aa', 'AAA', '00')
    """
    if word.isascii() and word.islower() and word.isalpha():
        return "a"
    return _LOWER.sub("a", _UPPER.sub("A", _DIGIT.sub("0", word)))[:8]


def word_features(word: str, offset: int) -> tuple[str, ...]:
    """The features of ``word`` seen from ``offset`` places away; ``EDGE`` is no word at all.

    >>> word_features("gene", 1)
    ('1|w=gene', '1|s=a', '1|x3=ene')
    """
    prefix = f"{offset}|"
    return tuple([prefix + feature for feature in bare_word_features(word, offset)])


def bare_word_features(word: str, offset: int) -> tuple[str, ...]:
    """The features of ``word`` seen from ``offset``, without the offset before each."""
    if word == EDGE:
        return ("EDGE",)
    near, own = _describe(word)
    return near if offset else own


@lru_cache(maxsize=1024)
def _describe(word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The features of a word as a neighbour and as the word itself."""
    lower = word.lower()
    ending = f"x3={lower[-3:]}"
    near = (f"w={lower}", f"s={shape_of(word)}")
    own = [*near, f"n={min(len(word), 8)}"]
    if word != lower:
        own.append(f"W={word}")
    if len(word) > 2:
        own += [f"p2={lower[:2]}", f"p3={lower[:3]}", f"x2={lower[-2:]}", ending]
    if len(word) > 4:
        own += [f"p4={lower[:4]}", f"x4={lower[-4:]}"]
    return (*near, ending) if len(word) > 3 else near, tuple(own)


def state_features(state: str, offset: int) -> tuple[str, ...]:
    """The features of a lexicon state such as ``gene:B1 tissue:I0``, one a type and one of all.

    >>> state_features("gene:B1 glued", 0)
    ('0|L=gene:B1', '0|L=glued', '0|LL=gene:B1 glued')
    """
    return tuple(f"{offset}|{feature}" for feature in bare_state_features(state, offset))


def bare_state_features(state: str, offset: int) -> tuple[str, ...]:
    """The features of a state seen from ``offset``, without the offset before each."""
    parts = state.split()
    if not parts:
        return ()
    whole = (f"LL={state}",) if offset == 0 else ()
    return tuple([f"L={part}" for part in parts]) + whole
