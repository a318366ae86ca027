"""Gap words: what a question is about, without the words that any question has."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
#: Two words that say one thing.
_JOINED = re.compile(r"\b(long|short)[- ](?=term\b)")
#: Said in any question or call for research, or of any subject of this field: they tell nothing
#: of what is not known.
_EMPTY = frozenset(
    """
a about above across after again all also although among an and any are aren as assess assessed at
be because been before being better between beyond both but by can cannot case central challenge
challenges change changes clarified clarify clear clearly combination combined conclude confirm
confirmed considered could critical crucial current currently data deeper deserves determine
determined determining develop developed developing did directly do documented does done due e
each effect effects efforts either elucidate elucidated elucidating elucidation especially
essential establish established etc etcetera evidence exact exactly examine examined existing
experiment experiments explain exploration explore explored exploring extent factor factors few
field finding findings flight for from full fully further furthermore future g gap gaps given had
has have help here highlight highlights how however i identified identify identifying if impact
impacts importance important in include including induced influence insight insights into
investigate investigated investigating investigation investigations involved is issue it its
itself key knowledge known lack lacking leaves less like limited little made main major many may
mechanism mechanisms microgravity might mission missions more moreover most much must need needed
needs neither new no nor not now observation observations observed of on only open or other others
our outcome outcomes over paper poor poorly possible potential precise precisely present pressing
previous previously primary prioritizing process provide question questions raise raises reach
reason reasons relationship reliable remain remained remaining remains report reported require
required requires research result results role roles scarce several should show shown shows since
so some space spaceflight specific still strategies strategy stressor stressors studied studies
study studying such suggest than that the their them then there therefore these they this those
though through thus to together tool unclear under underlying underscore underscores understand
understanding understood unexplored unknown unresolved until upon urgent use used using validate
validated validating validation very via warranted warrants was way we well were what when where
whether which while who whose why will with within without work would yet
""".split()
)
_IRREGULAR = {"mice": "mouse", "women": "woman", "men": "man", "bacteria": "bacterium"}
#: Words of which a question has the one or the other, as stems.
_OPPOSITES = (
    ("man", "woman"), ("male", "femal"), ("cortic", "trabecular"), ("young", "older"),
    ("longterm", "shortterm"), ("acut", "chron"), ("actu", "simul"),
)  # fmt: skip
_OPPOSED = frozenset(word for pair in _OPPOSITES for word in pair)
_ENDINGS = (
    "izations", "isations", "ization", "isation", "ations", "ating", "ation", "ated", "ates",
    "ate", "ments", "ment", "ities",
    "ity", "ings", "ing", "ions", "ion", "ies", "ied", "ers", "ed", "es", "er", "al", "ic", "ly",
    "s", "e", "y",
)  # fmt: skip


def read_words(question: str) -> frozenset[str]:
    """The stems of the words that say what a question is about.

    >>> sorted(read_words("Translating mouse findings to astronauts"))
    ['astronaut', 'mous', 'transl']
    >>> read_words("How do findings in mice translate?") < read_words("Translation of mouse data")
    False
    """
    folded = _JOINED.sub(r"\1", unicodedata.normalize("NFKC", question).casefold())
    words = (word for word in _WORD.findall(folded) if word not in _EMPTY and len(word) > 1)
    return frozenset(stem(_IRREGULAR.get(word, word)) for word in words)


def are_opposed(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two questions ask about opposite things, as one about men and one about women.

    >>> are_opposed(read_words("Are men affected?"), read_words("Are women affected?"))
    True
    """
    if one.isdisjoint(_OPPOSED) or other.isdisjoint(_OPPOSED):
        return False
    return any(
        (first in one and second in other and not (second in one or first in other))
        or (second in one and first in other and not (first in one or second in other))
        for first, second in _OPPOSITES
    )


@lru_cache(maxsize=1 << 14)
def stem(word: str) -> str:
    """A word without its ending, so that its forms meet.

    >>> {stem(word) for word in ("translate", "translation", "translating")}
    {'transl'}
    """
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
