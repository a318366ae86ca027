r"""Words broken at line ends: mended when the hyphen is the printer's, kept when the author's.

The rule, in order: a right part that starts with a capital or digit, or a left part with a
capital inside or a digit, keeps its hyphen (``COVID-\n19``, ``RANKL-\nstimulated``); then the
form that the document uses elsewhere decides; then known first parts (``long-\nduration``) and
last parts (``space-\nrelated``) keep it, as do two words of the document that end in a participle
(``osteoclast-\ncovered``); else the parts are one word (``osteo-\nnectin``).
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from spacekg.patterns import compile_late
from spacekg.readers.reading import Edit

_BREAK = compile_late(
    r"(?<![^\W_])([^\W_]++)([-‐\u00ad])[ \t]*"
    r"(?:\r\n|\n|\r)(?:[ \t]*(?:\r\n|\n|\r))?[ \t\x0c]*(?=([^\W_]+))"
)
_TIED = compile_late(r"(?<=[^\s/])(?:/|(?<=\d)[–‐−])[ \t]*(?:\r\n|\n|\r)[ \t]*(?=\w)")
_WORD = compile_late(r"[^\W_]+(?:[-‐][^\W_]+)*")
_FIRST_PARTS = frozenset({
    "long", "short", "well", "non", "self", "high", "low", "half", "cross", "whole", "age", "sex",
    "single", "double", "triple", "two", "three", "four", "five", "six", "one", "ten", "multi",
    "time", "dose", "follow", "wild", "full", "first", "second", "third", "mid", "early", "late",
    "large", "small", "head", "bed", "body", "in", "on", "so", "all", "near", "ground", "open",
    "weight", "load", "gene", "cell", "type", "post", "pre", "real", "stress", "bone", "muscle",
    "ex", "state", "year", "day", "week", "month", "evidence", "data", "co", "free", "loss",
    "gain", "life", "deep", "fast", "slow", "more", "less", "health", "risk", "side", "semi",
})  # fmt: skip
_LAST_PARTS = frozenset({
    "induced", "based", "related", "like", "dependent", "specific", "bearing", "derived", "term",
    "mediated", "associated", "free", "treated", "expressing", "type", "wide", "fold", "weight",
    "positive", "negative", "deficient", "regulated", "stimulated", "independent", "rich", "scale",
    "driven", "resistant", "sensitive", "binding", "up", "down", "duration", "density", "energy",
    "dose", "throughput", "resolution", "quality", "risk", "level", "linked", "controlled",
    "containing", "coated", "labeled", "labelled", "matched", "adjusted", "fed", "old", "mer",
})  # fmt: skip
#: Of the first parts these are as often glued on; the document's own usage decides before them.
_GLUED_PARTS = frozenset({"multi", "co", "semi", "in", "on", "ex", "mid", "cross", "so",
                          "up", "post", "pre", "one", "mer", "like", "fold", "wide", "down",
                           "old", "fed", "all", "bed", "ten"})  # fmt: skip


def hyphen_edits(text: str) -> list[Edit]:
    r"""The edits that mend the words broken at line ends in ``text``, sorted.

    >>> hyphen_edits("osteo-\nnectin"), hyphen_edits("long-\nduration")
    ([(5, 7, '')], [(5, 6, '')])
    """
    breaks = list(_BREAK.finditer(text))
    edits: list[Edit] = []
    if breaks:
        words = _words(text)
        for match in breaks:
            hyphen = match.start(2)
            keep = _keeps(match.group(1), match.group(3), match.group(2), words)
            edits.append((hyphen + 1 if keep else hyphen, match.end(), ""))
    edits += [(match.start() + 1, match.end(), "") for match in _TIED.finditer(text)]
    return sorted(edits)


def _words(text: str) -> Counter[str]:
    """How often each word and each hyphenated pair of parts stands inside a line."""
    words: Counter[str] = Counter()
    for word in _WORD.findall(text.lower()):
        parts = word.replace("‐", "-").split("-")
        if len(parts) == 1:
            words[word] += 1
        else:
            words.update(f"{one}-{other}" for one, other in pairwise(parts))
    return words


def _keeps(left: str, right: str, mark: str, words: Counter[str]) -> bool:
    if mark == "\u00ad":
        return False
    if not right[0].islower() or any(char.isdigit() for char in left):
        return True
    if any(char.isupper() for char in left[1:]) or (len(left) == 1 and left.isalpha()):
        return True
    if not left.isascii() and any("\u0370" <= char <= "\u03ff" or char == "µ" for char in left):
        return True
    one, other = left.lower(), right.lower()
    joined, tied = words[one + other], words[f"{one}-{other}"]
    if joined != tied:
        return tied > joined
    if one in _FIRST_PARTS and one not in _GLUED_PARTS:
        return True
    if len(one) < 4:
        return False
    if other in _LAST_PARTS and other not in _GLUED_PARTS:
        return True
    participle = len(other) > 4 and other.endswith(("ed", "ing"))
    return participle and words[one] > 0 and words[other] > 0
