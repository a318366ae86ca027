"""Values: front matter whose keys are known and whose values are not of their kind.

Nothing is refused for it: what can be read is read, and a person is told what cannot, with its
line and what is to be written instead.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import get_args

from spacekg.model import Direction, Notice, Value
from spacekg.patterns import compile_late
from spacekg.readers.characters import note_characters
from spacekg.readers.lines import line_number
from spacekg.readers.matter import Leaf, Matter

_TEXTS = frozenset(
    "title summary abstract description journal doi url pmcid publishdate date year "
    "consensuslevel priority featuredimage".split()
)
_LISTS = frozenset(
    "authors tags organisms experimenttype tissues pathways missions datasets knowledgegaps".split()
)
#: of each list of maps the key that says what it is about
_ABOUT = {"findings": "about", "genes": "symbol"}
_DIRECTIONS = frozenset(get_args(Direction))
_DOI = compile_late(
    r"(?:doi:\s*|https?://(?:dx\.)?doi\.org/)?10\.\d{4,9}/"
    r"(?:[^\s\"<>{}|\\^`,;%]|%[0-9a-f]{2}){1,200}", re.I
)  # fmt: skip
_STEPS = compile_late(r"(?:^|/)\.\.?(?:/|$)")
_LINK = compile_late(
    r"(?!.*%(?![0-9a-f]{2}))(?:https?|ftp)://(?=[^/])[^\s\"<>{}|\\^`\x00-\x20]+",
    re.I,
)
_PMC = compile_late(r"PMC\d{1,9}")
_DATE = compile_late(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ].*)?)?)?")
#: what YAML itself would take for a number, a date or a word of its own, and JSON never has as key
_NO_TEXT = compile_late(
    r"[-+]?(?:\d[\d_]*)?\.?\d+(?:e[-+]?\d+)?|0x[0-9a-f]+|~|null|true|false|[-+]?\.inf|\.nan"
    r"|\d{4}-\d\d?-\d\d?", re.I
)  # fmt: skip
_SHOWN = 40
#: of more faults in one front matter the rest is told in one line
_MOST = 12


def check_values(matter: Matter, source: str) -> tuple[Notice, ...]:
    """A notice for each value of a known key that is not what the key is for."""
    found = tuple(islice(_Check(matter=matter, source=source).run(), _MOST))
    if len(found) < _MOST:
        return found
    more = "more values are not what their keys are for; mend those told of first"
    return (*found[:-1], Notice(code="value", message=more, place=found[-1].place))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Check:
    matter: Matter
    source: str

    def run(self) -> Iterator[Notice]:
        odd = [key for key, _ in self.matter.entries if _NO_TEXT.fullmatch(key)]
        if odd:
            named = ", ".join(map(repr, odd[:3])) + ", …" * (len(odd) > 3)
            are = "are keys" if len(odd) > 1 else "is a key"
            message = f"{named} {are} of no words, read as text; write words"
            yield self._tell("key-type", message, odd[0])
        seen: dict[str, str] = {}
        for key, value in self.matter.entries:
            name = key.lower()
            if name in seen:
                message = f"keys {seen[name]!r} and {key!r} are given twice as one; leave one out"
                yield self._tell("duplicate-key", message, key)
            seen[name] = key
            if value is None or value in ("", "~", "null"):
                continue
            if name in _TEXTS:
                yield from self._text(key, name, value)
            elif name in _LISTS:
                yield from self._list(key, value)
            elif name in _ABOUT:
                yield from self._maps(key, _ABOUT[name], value)
            elif name == "chartdata":
                yield from self._chart(key, value)
            yield from self._hidden(key, value)

    def _text(self, key: str, name: str, value: Value) -> Iterator[Notice]:
        if isinstance(value, tuple):
            what = "keys and values" if _is_map(value) else "a list"
            message = f"{key!r} holds {what}, not a text; write it as one text in quotes"
            if value:
                yield self._tell("value-type", message, key)
            return
        text = " ".join(str(value).split())
        fits, what = _KINDS.get(name, (None, ""))
        if fits is not None and text and not fits(text):
            yield self._tell("value", f"{key!r} is {text[:_SHOWN]!r}, {what}", key, text)

    def _list(self, key: str, value: Value) -> Iterator[Notice]:
        if not isinstance(value, tuple):
            if _NO_TEXT.fullmatch(str(value)):
                yield self._tell(
                    "value-type",
                    f"{key!r} is {str(value)[:_SHOWN]!r}, not a list of texts; write [a, b]",
                    key,
                )
            return
        if any(isinstance(one, tuple) for one in value):
            message = f"{key!r} holds lists or maps, not texts alone; write one text an item"
            yield self._tell("value-type", message, key)

    def _maps(self, key: str, about: str, value: Value) -> Iterator[Notice]:
        items = value if isinstance(value, tuple) and not _is_map(value) else (value,)
        for item in items:
            if not isinstance(item, tuple) or not _is_map(item):
                if key.lower() == "genes" and isinstance(item, str):
                    continue
                message = f"an item of {key!r} is no map; write '- {about}: …' with its keys below"
                yield self._tell("value-type", message, key)
                return
            fields = dict(_pairs(item))
            told = fields.get("direction")
            if about not in fields:
                message = f"an item of {key!r} has no {about!r} and is left out; add it"
                yield self._tell("value", message, key, next(iter(fields.values()), None))
            elif told not in _DIRECTIONS:
                known = ", ".join(sorted(_DIRECTIONS))
                message = f"an item of {key!r} has {_quote(told)} for a direction and is left out"
                yield self._tell("value", f"{message}; write one of {known}", key, told)

    def _chart(self, key: str, value: Value) -> Iterator[Notice]:
        if not _is_map(value):
            yield self._tell("value-type", f"{key!r} is no map and is left out; see its keys", key)
            return
        for text in _numbers_of(value):
            if not _is_number(text):
                message = f"{key!r} has {_quote(text)} among its numbers, left out; write a number"
                yield self._tell("value", message, key, text)

    def _hidden(self, key: str, value: Value) -> Iterator[Notice]:
        """What escapes have hidden: it does not stand in the source, where others are told of."""
        for text in _texts_of(value):
            for notice in () if text.isascii() and text.isprintable() else note_characters(text):
                if notice.code != "control" or not text.isspace():
                    if text not in self.source:
                        yield self._tell(notice.code, f"{key!r}: {notice.message}", key)
                    return

    def _tell(self, code: str, message: str, key: str, value: Value = None) -> Notice:
        at = self._find(key, value)
        return Notice(code=code, message=message, place=f"line {line_number(self.source, at)}")

    def _find(self, key: str, value: Value) -> int:
        """Where a value stands: its leaf, else the first of its key, else the key itself."""
        leaves = [leaf for leaf in self.matter.leaves if leaf.path[0] == key]
        wanted = [one for one in leaves if self._reads(one, value)]
        if wanted or leaves:
            return (wanted or leaves)[0].start
        return max(self.source.find(f"\n{key}"), 0) + 1

    def _reads(self, leaf: Leaf, value: Value) -> bool:
        return isinstance(value, str) and self.source[leaf.start : leaf.end].strip() == value


def _is_map(value: Value) -> bool:
    return isinstance(value, tuple) and bool(value) and all(
        isinstance(one, tuple) and len(one) == 2 and isinstance(one[0], str) for one in value
    )  # fmt: skip


def _texts_of(value: Value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts_of(one)


def _numbers_of(chart: Value) -> Iterator[str]:
    """What stands where the numbers of a chart are to be."""
    for name in ("data", "datasets"):
        chart = dict(_pairs(chart)).get(name)
    for series in chart if isinstance(chart, tuple) else ():
        told = dict(_pairs(series)).get("data")
        for one in told if isinstance(told, tuple) else ():
            if isinstance(one, str):
                yield one


def _pairs(value: Value) -> Iterator[tuple[str, Value]]:
    for one in value if isinstance(value, tuple) and _is_map(value) else ():
        if isinstance(one, tuple):
            yield str(one[0]), one[1]


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text.replace("\u2212", "-").rstrip("%")))
    except ValueError:
        return text.strip().casefold() in ("", "null", "~", "na", "nan")


def _quote(value: object) -> str:
    return repr(value[:_SHOWN]) if isinstance(value, str) else "nothing that is a word"


def _is_doi(text: str) -> bool:
    # registered DOIs are plain ASCII: other letters are look-alikes or invisible
    return (
        text.isascii()
        and _DOI.fullmatch(text) is not None
        and not _STEPS.search(text.split("/", 1)[-1])
    )


def _is_date(text: str) -> bool:
    found = _DATE.fullmatch(text)
    if found is None:
        return False
    try:
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return False
    return int(found[1]) >= 1000


#: of each key what its text must be, and what is said where it is not
_KINDS: dict[str, tuple[Callable[[str], bool], str]] = {
    "doi": (_is_doi, "which is no DOI; write it as 10.1234/abc"),
    "url": (
        lambda text: _LINK.fullmatch(text) is not None,
        "which is no address of the web; write it as https://…",
    ),
    "pmcid": (lambda text: _PMC.fullmatch(text) is not None, "which is no PMC id; write PMC123456"),
    "publishdate": (_is_date, "which is no date; write it as 2020-12-31"),
    "date": (_is_date, "which is no date; write it as 2020-12-31"),
    "year": (_is_date, "which is no year; write it as 2020"),
}
