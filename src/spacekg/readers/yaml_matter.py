"""YAML front matter read event by event: everything a string, nothing expanded or constructed.

``yaml.load`` would turn ``NO`` into false, keep no places, build objects from tags and expand
aliases; events give none of that. An alias of an anchor, a tag that names a type, deep nesting
and endless nodes are refused with their line before anything is built of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from spacekg.errors import UnsafeDocumentError
from spacekg.model import Notice, Value
from spacekg.patterns import compile_late
from spacekg.readers.lines import line_number, split_lines
from spacekg.readers.matter import Leaf, Matter
from spacekg.readers.reading import Edit

MAX_DEPTH = 64
MAX_NODES = 100_000
_TRIALS = 12

_TOP_KEY = compile_late(
    r"""(?:"[^"\n]{1,80}"|'[^'\n]{1,80}'|[^\s#"'{}\[\],&*!|>%@`:-][^:\n]{0,80})\s*:(?=\s|$)"""
)
_QUOTED_ITEM = compile_late(
    r"""\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)'|([^,\[\]"']+))\s*(?:,|\]|$)"""
)
_BARE_LIST = compile_late(r"""(?:"[^"\n]*"|'[^'\n]*')(?:\s*,\s*(?:"[^"\n]*"|'[^'\n]*'))+\s*$""")
_DOUBLE_ESCAPE = compile_late(
    r"\\(?:(\r?\n[ \t]*)|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))"
)
_ESCAPED = {"n": " ", "t": " ", "r": " ", "N": " ", "_": " ", "L": " ", "P": " ", "0": "", "a": "",
            "b": "", "e": "", "f": " ", "v": " "}  # fmt: skip
_BLOCK_HEAD = compile_late(r"[|>][0-9+-]*[^\S\n]*(?:#[^\n]*)?\r?\n")
_SAFE_TAG = compile_late(r"!|tag:yaml\.org,2002:(?:str|int|float|bool|null|seq|map|timestamp|set)$")


class _FaultError(Exception):
    """A YAML fault at an offset of the block; the caller mends it line by line."""

    def __init__(self, reason: str, offset: int) -> None:
        super().__init__(reason)
        self.offset = offset


def load_yaml(block: str, *, offset: int, source: str, file: str = "") -> Matter | None:
    """The matter in ``block``, which stands at ``offset`` of ``source``.

    ``block`` may differ from the source in characters but not in length, so that a caller can
    blank what is no YAML. ``None`` when the block is no mapping. A faulty block is read key by
    key, so that one bad value loses only itself.
    """
    try:
        return _Composer(block, offset, source, file).compose()
    except _FaultError as fault:
        place = f"line {line_number(source, offset + fault.offset)}"
        message = f"front matter is not valid YAML ({fault}); read key by key"
        notice = Notice(code="yaml", message=message, place=place)
    matter = _load_by_key(block, offset, source, file)
    if matter is None:
        return None
    return Matter(notices=(notice,)).merged(matter)


def _load_by_key(block: str, offset: int, source: str, file: str) -> Matter | None:
    starts = [
        line.start
        for line in split_lines(block)
        if _TOP_KEY.match(line.text) and not line.text.startswith((" ", "\t"))
    ]
    if not starts:
        return None
    matter = Matter()
    for start, end in zip(starts, [*starts[1:], len(block)], strict=True):
        chunk = block[start:end]
        part = _longest_part(chunk, offset + start, source, file)
        repeated = {key for key, _ in matter.entries} & {key for key, _ in part.entries}
        if repeated:
            part = Matter(notices=(_repeated(sorted(repeated)[0], source, offset + start),)).merged(
                part
            )
        matter = matter.merged(part)
    return matter


def _longest_part(chunk: str, offset: int, source: str, file: str) -> Matter:
    """A key with as much of its value as can be read: all, up to a bad line, or as text."""
    end = len(chunk)
    for _ in range(_TRIALS):
        try:
            part = _Composer(chunk[:end], offset, source, file).compose()
        except _FaultError as fault:
            end = chunk.rfind("\n", 0, min(fault.offset, end - 1)) + 1
            if "\n" not in chunk[:end].strip():
                break
            continue
        if part is None or not part.entries:
            break
        if end == len(chunk):
            return part
        place = f"line {line_number(source, offset + end)}"
        message = f"value of {part.entries[0][0]!r} is not valid YAML from here; left out"
        notice = Notice(code="yaml-value", message=message, place=place)
        return Matter(notices=(notice,)).merged(part)
    return _salvage(chunk, offset, source)


def _salvage(chunk: str, offset: int, source: str) -> Matter:
    """A key whose value is no YAML: the value as written, or its items when it is a list."""
    match = _TOP_KEY.match(chunk)
    assert match is not None
    key = match.group().rstrip()[:-1].strip().strip("\"'")
    place = f"line {line_number(source, offset)}"
    notice = Notice(
        code="yaml-value", message=f"value of {key!r} is not valid YAML; kept as text", place=place
    )
    start, end = match.end(), len(chunk.rstrip())
    while start < end and chunk[start].isspace():
        start += 1
    if chunk[start:end].startswith("[") or _BARE_LIST.match(chunk, start, end):
        at = start + (chunk[start] == "[")
        items = [found for found in _QUOTED_ITEM.finditer(chunk, at, end) if found.lastindex]
        spans = [found.span(found.lastindex or 0) for found in items]
        spans = [(a, b) for a, b in spans if chunk[a:b].strip()]
        value: Value = tuple(" ".join(chunk[a:b].split()) for a, b in spans)
    else:
        if end - start > 1 and chunk[start] in "\"'":
            start += 1
            end -= chunk[end - 1] == chunk[start - 1]
        spans = [(start, end)] if start < end else []
        value = " ".join(chunk[start:end].split())
    leaves = tuple(Leaf(path=(key,), start=offset + a, end=offset + b) for a, b in spans)
    return Matter(entries=((key, value),), leaves=leaves, notices=(notice,))


def _repeated(key: str, source: str, offset: int) -> Notice:
    place = f"line {line_number(source, offset)}"
    return Notice(
        code="duplicate-key", message=f"key {key!r} is given twice; the last counts", place=place
    )


class _Composer:
    """Builds one :class:`Matter` of the events of one block."""

    def __init__(self, block: str, offset: int, source: str, file: str) -> None:
        self.block = block
        self.offset = offset
        self.source = source
        self.file = file
        self.nodes = 0
        self.anchors: set[str] = set()
        self.leaves: list[Leaf] = []
        self.notices: list[Notice] = []

    def compose(self) -> Matter | None:
        import yaml

        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        try:
            events: Iterator[Any] = iter(loader(self.block).get_event, None)
            next(events), next(events)
            root = next(events)
            if type(root).__name__ != "MappingStartEvent":
                return None
            self._check(root)
            value = self._mapping(events, (), 1)
            if type(next(events)).__name__ == "DocumentEndEvent":
                following = next(events)
                if type(following).__name__ != "StreamEndEvent":
                    raise _FaultError("a second YAML document", following.start_mark.index)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            at = min(mark.index, len(self.block)) if mark else 0
            raise _FaultError(error.problem or "unreadable", at) from error
        except (yaml.YAMLError, UnicodeEncodeError) as error:
            reason = str(getattr(error, "reason", "")) or "unreadable character"
            raise _FaultError(reason, getattr(error, "position", 0) or 0) from error
        except StopIteration:
            return None
        return Matter(entries=tuple(value), leaves=tuple(self.leaves), notices=tuple(self.notices))

    def _mapping(
        self, events: Iterator[Any], path: tuple[str, ...], depth: int
    ) -> tuple[tuple[str, Value], ...]:
        pairs: dict[str, Value] = {}
        while type(event := next(events)).__name__ != "MappingEndEvent":
            at = event.start_mark.index
            if type(event).__name__ == "ScalarEvent":
                self._check(event)
                key = event.value
            else:
                before = len(self.leaves)
                end = self._value(event, events, path, depth)[1]
                del self.leaves[before:]
                key = " ".join(self.block[at:end].split())
                place = f"line {line_number(self.source, self.offset + at)}"
                self.notices.append(
                    Notice(code="yaml-key", message="a key that is no text", place=place)
                )
            if key in pairs:
                self.notices.append(_repeated(key, self.source, self.offset + at))
                del pairs[key]
                self.leaves = [leaf for leaf in self.leaves if leaf.path[:depth] != (*path, key)]
            pairs[key] = self._value(next(events), events, (*path, key), depth)[0]
        return tuple(pairs.items())

    def _value(
        self, event: Any, events: Iterator[Any], path: tuple[str, ...], depth: int
    ) -> tuple[Value, int]:
        self._check(event)
        kind = type(event).__name__
        if kind == "ScalarEvent":
            self._leaf(event, path)
            return event.value, event.end_mark.index
        if depth >= MAX_DEPTH:
            raise self._unsafe(f"is nested more than {MAX_DEPTH} deep", event)
        if kind == "MappingStartEvent":
            return self._mapping(events, path, depth + 1), event.end_mark.index
        items: list[Value] = []
        while type(item := next(events)).__name__ != "SequenceEndEvent":
            items.append(self._value(item, events, path, depth + 1)[0])
        return tuple(items), event.end_mark.index

    def _check(self, event: Any) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise self._unsafe(f"has more than {MAX_NODES} values", event)
        anchor = getattr(event, "anchor", None)
        if type(event).__name__ == "AliasEvent":
            if anchor in self.anchors:
                raise self._unsafe("repeats an anchor by alias, which is not read", event)
            raise _FaultError(f"unknown alias {anchor!r}", event.start_mark.index)
        if anchor is not None:
            self.anchors.add(anchor)
        tag = getattr(event, "tag", None)
        if tag is not None and not _SAFE_TAG.match(tag):
            raise self._unsafe(f"has the tag {tag[:40]!r}, which is not read", event)

    def _unsafe(self, message: str, event: Any) -> UnsafeDocumentError:
        place = f"line {line_number(self.source, self.offset + event.start_mark.index)}"
        return UnsafeDocumentError(
            f"front matter {message}", file=self.file, place=place, advice="write the value out"
        )

    def _leaf(self, event: Any, path: tuple[str, ...]) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        style = event.style
        edits: list[Edit] = []
        if style in ("'", '"'):
            start, end = start + 1, end - 1
            edits = _quoted_edits(self.block, start, end, style, self.offset)
        elif style in ("|", ">"):
            head = _BLOCK_HEAD.match(self.block, start, end)
            start = head.end() if head else start
        if self.block[start:end].strip():
            self.leaves.append(
                Leaf(
                    path=path,
                    start=start + self.offset,
                    end=end + self.offset,
                    edits=tuple(edits),
                )
            )


def _quoted_edits(block: str, start: int, end: int, style: str, offset: int) -> list[Edit]:
    if style == "'":
        found = re.finditer("''", block[start:end])
        first = start + offset
        return [(first + match.start(), first + match.start() + 1, "") for match in found]
    if "\\" not in block[start:end]:
        return []
    edits: list[Edit] = []
    for match in _DOUBLE_ESCAPE.finditer(block, start, end):
        code = match.group(2) or match.group(3) or match.group(4)
        at = match.start() + offset
        if code:
            number = int(code, 16)
            char = chr(number) if number < 0xD800 or 0xDFFF < number < 0x110000 else ""
            edits.append((at, match.end() + offset, char if char.isprintable() else ""))
        elif match.group(1):
            edits.append((at, match.end() + offset, ""))
        elif match.group(5) in _ESCAPED:
            edits.append((at, match.end() + offset, _ESCAPED[match.group(5)]))
        else:
            edits.append((at, at + 1, ""))
    return edits
