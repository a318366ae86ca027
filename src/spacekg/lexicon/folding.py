"""Folding: the one normal form in which names and texts are compared.

A text is cut into *chunks*: a run of letters, a run of digits, one Greek letter, one mark of
punctuation. White space, hyphens, slashes and underscores only separate, so ``IL6``, ``IL-6``
and ``IL 6`` are the same two chunks. Each chunk folds by itself to its normal form followed
by one space; the fold of a name is the chain of the folds of its chunks.

Folding forgets case, accents, plural, British spelling and how a Greek letter is written.
It forgets on purpose too much for short symbols: who needs the difference compares the text
with ``Sense.name``.
"""

from __future__ import annotations

import re
import unicodedata

from spacekg.lexicon.spelling import spell

_GREEK_NAMES = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho "
    "sigma sigma tau upsilon phi chi psi omega"
).split()
_GREEK = {chr(0x3B1 + place): name for place, name in enumerate(_GREEK_NAMES)}
_GREEK |= {"ϑ": "theta", "ϕ": "phi", "ϵ": "epsilon", "ϐ": "beta", "µ": "mu"}
_GREEK_CLASS = "Α-Ωα-ωϑϕϵϐµ"
_LETTER = rf"[^\W\d_{_GREEK_CLASS}²³¹⁰⁴-⁹₀-₉]"

#: Splits a text into separators (even places) and chunks (odd places).
CHUNK = re.compile(
    rf"({_LETTER}+(?:['’]s(?![^\W_]))?|\d+|[{_GREEK_CLASS}]|[²³¹⁰⁴-⁹]+|[₀-₉]+"
    r"|[^\w\s/‐-―−­\u200b-\u200d\ufeff-])"
)
_BEFORE_GREEK_NAME = re.compile(
    r"(?<=[A-Z])(?=(?:alpha|beta|gamma|delta|epsilon|zeta|theta|kappa|lambda|sigma|omega)"
    r"(?:[A-Z]|s?$))"
)
_AFTER_GREEK_NAME = re.compile(
    r"(?i:(?<=^alpha)|(?<=^beta)|(?<=^gamma)|(?<=^delta)|(?<=^epsilon)|(?<=^zeta)|(?<=^theta)"
    r"|(?<=^kappa)|(?<=^lambda)|(?<=^sigma)|(?<=^omega))(?=[A-Z])"
)
_PIECE = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")
_MARKS = {"’": "'", "‘": "'", "′": "'", "“": '"', "”": '"', "″": '"', "·": ".", "×": "x"}
_MOST_FOLDS = 200_000


def fold_chunk(chunk: str) -> str:
    """The normal form of one chunk, each of its pieces followed by a space.

    >>> fold_chunk("Tumours"), fold_chunk("mice"), fold_chunk("α"), fold_chunk("TNFalpha")
    ('tumor ', 'mouse ', 'alpha ', 'tnf alpha ')
    """
    if chunk.isdecimal() and chunk.isascii():
        return chunk + " "
    greek = _GREEK.get(chunk.lower())
    if greek is not None:
        return greek + " "
    if not chunk[0].isalnum():
        mark = _MARKS.get(chunk, chunk)
        return "".join(piece + " " for piece in unicodedata.normalize("NFKC", mark).split())
    if len(chunk) > 2 and chunk[-2] in "'’":
        chunk = chunk[:-2]
    if not chunk.isascii():
        chunk = "".join(
            letter
            for letter in unicodedata.normalize("NFKD", chunk)
            if not unicodedata.combining(letter)
        )
    if len(chunk) > 4 and not chunk.islower():
        chunk = _BEFORE_GREEK_NAME.sub(" ", chunk)
        chunk = " ".join(_AFTER_GREEK_NAME.sub(" ", word) for word in chunk.split())
    return "".join(spell(piece) + " " for piece in _PIECE.findall(chunk))


def fold(name: str) -> str:
    """The normal form of a name; equal for all the ways of writing it that do not differ.

    >>> fold("IL-6"), fold("Il6"), fold("oestrogen receptors")
    ('il 6 ', 'il 6 ', 'estrogen receptor ')
    """
    return "".join(map(fold_chunk, CHUNK.findall(name)))


class Folds(dict[str, str]):
    """Chunks already folded; folds what is missing and forgets all when it has grown large.

    >>> Folds()["Mice"]
    'mouse '
    """

    def __init__(self, *, most: int = _MOST_FOLDS) -> None:
        super().__init__()
        self._most = most

    def __missing__(self, chunk: str) -> str:
        """Fold the chunk and remember it."""
        if len(self) > self._most:
            self.clear()
        folded = fold_chunk(chunk)
        self[chunk] = folded
        return folded
