"""YAML read event by event: everything a string, nothing constructed, little repeated.

``yaml.load`` would turn ``NO`` into false, keep no places, build objects from tags and expand
aliases without end; events give none of that. An alias is read where it adds no more than what
its anchor wrote out, or a little more; a tag that asks for an object, deep nesting, endless nodes
and aliases that multiply are refused with their line before anything is built of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

from spacekg.errors import UnsafeDocumentError
from spacekg.model import Notice, Value
from spacekg.patterns import compile_late
from spacekg.readers.lines import line_number
from spacekg.readers.matter import Leaf, Matter, note_repeated
from spacekg.readers.reading import Edit
from spacekg.readers.yaml_quotes import quoted_edits

_Read = TypeVar("_Read", bound=Value)

MAX_DEPTH = 64
MAX_NODES = 100_000
MAX_MULTIPLIED = 100

_BLOCK_HEAD = compile_late(r"[|>][0-9+-]*[^\S\n]*(?:#[^\n]*)?\r?\n")
_KNOWN_TAG = compile_late(
    r"!$|tag:yaml\.org,2002:(?:str|int|float|bool|null|seq|map|timestamp|set)$"
)
_OBJECT_TAG = compile_late(
    r"[!:](?:python|ruby|java|javax|perl|php|js|net)\b|^tag:yaml\.org,2002:.*/"
)


class FaultError(Exception):
    """A YAML fault at an offset of the block; the caller mends it line by line."""

    def __init__(self, reason: str, offset: int) -> None:
        super().__init__(reason)
        self.offset = offset


class Composer:
    """Builds one :class:`Matter` of the events of one block."""

    def __init__(self, block: str, offset: int, source: str, file: str) -> None:
        self.block = block
        self.offset = offset
        self.source = source
        self.file = file
        self.nodes = 0
        #: of each anchor its value, how many nodes that has, and whether aliases stand in it;
        #: nothing while it is being read
        self.anchors: dict[str, tuple[Value, int, bool] | None] = {}
        self.aliases = 0
        #: nodes that aliases of what has aliases in it have added
        self.multiplied = 0
        self.leaves: list[Leaf] = []
        self.notices: list[Notice] = []

    def compose(self) -> Matter | None:
        """The matter of the block; ``None`` for no mapping, ``FaultError`` for no YAML."""
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
                    raise FaultError("a second YAML document", following.start_mark.index)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            at = min(mark.index, len(self.block)) if mark else 0
            raise FaultError(error.problem or "unreadable", at) from error
        except (yaml.YAMLError, UnicodeEncodeError) as error:
            reason = str(getattr(error, "reason", "")) or "unreadable character"
            raise FaultError(reason, getattr(error, "position", 0) or 0) from error
        except StopIteration:
            return None
        return Matter(entries=tuple(value), leaves=tuple(self.leaves), notices=tuple(self.notices))

    def _mapping(
        self, events: Iterator[Any], path: tuple[str, ...], depth: int
    ) -> tuple[tuple[str, Value], ...]:
        pairs: dict[str, Value] = {}
        begin, spans, stale = len(self.leaves), dict[str, tuple[int, int]](), set[int]()
        while type(event := next(events)).__name__ != "MappingEndEvent":
            at = event.start_mark.index
            if type(event).__name__ == "ScalarEvent":
                self._check(event)
                key = self._keep(event, event.value, self.nodes, self.aliases)
            elif type(event).__name__ == "AliasEvent" and isinstance(self._told(event), str):
                key = str(self._told(event))
            else:
                before = len(self.leaves)
                end = self._value(event, events, path, depth)[1]
                del self.leaves[before:]
                key = " ".join(self.block[at:end].split())
                place = f"line {line_number(self.source, self.offset + at)}"
                self.notices.append(
                    Notice(
                        code="yaml-key", message="a key that is no text; write a word", place=place
                    )
                )
            if key in pairs:
                self.notices.append(note_repeated(key, self.source, self.offset + at))
                del pairs[key]
                stale.update(range(*spans[key]))
            first = len(self.leaves)
            pairs[key] = self._value(next(events), events, (*path, key), depth)[0]
            spans[key] = first, len(self.leaves)
        if stale:
            kept = [leaf for at, leaf in enumerate(self.leaves) if at not in stale]
            self.leaves[begin:] = kept[begin:]
        return tuple(pairs.items())

    def _value(
        self, event: Any, events: Iterator[Any], path: tuple[str, ...], depth: int
    ) -> tuple[Value, int]:
        kind = type(event).__name__
        if kind == "AliasEvent":
            return self._told(event), event.end_mark.index
        self._check(event)
        nodes, aliases = self.nodes, self.aliases
        if kind == "ScalarEvent":
            self._leaf(event, path)
            text = event.value.replace("\0", "")  # no format of ours can hold it
            return self._keep(event, text, nodes, aliases), event.end_mark.index
        if depth >= MAX_DEPTH:
            raise self._unsafe(f"is nested more than {MAX_DEPTH} deep", event)
        if kind == "MappingStartEvent":
            pairs = self._mapping(events, path, depth + 1)
            return self._keep(event, pairs, nodes, aliases), event.end_mark.index
        items: list[Value] = []
        while type(item := next(events)).__name__ != "SequenceEndEvent":
            items.append(self._value(item, events, path, depth + 1)[0])
        return self._keep(event, tuple(items), nodes, aliases), event.end_mark.index

    def _keep(self, event: Any, value: _Read, nodes: int, aliases: int) -> _Read:
        """Remember what an anchor stands for, and whether aliases stand in it."""
        if event.anchor is not None:
            size = self.nodes - nodes + 1 + len(value if isinstance(value, str) else "") // 100
            self.anchors[event.anchor] = (value, size, aliases != self.aliases)
        return value

    def _told(self, event: Any) -> Value:
        """What an alias stands for, written out once more."""
        if event.anchor not in self.anchors:
            raise FaultError(f"unknown alias {event.anchor!r}", event.start_mark.index)
        told = self.anchors[event.anchor]
        if told is None:
            raise self._unsafe("repeats by alias what the alias stands in", event)
        self.aliases += 1
        self.multiplied += told[1] if told[2] else 0
        if self.multiplied > MAX_MULTIPLIED:
            raise self._unsafe("repeats by alias what has aliases in it, again and again", event)
        self._count(event, told[1])
        return told[0]

    def _count(self, event: Any, nodes: int = 1) -> None:
        self.nodes += nodes
        if self.nodes > MAX_NODES:
            raise self._unsafe(f"has more than {MAX_NODES} values", event)

    def _check(self, event: Any) -> None:
        self._count(event)
        if event.anchor is not None:
            self.anchors[event.anchor] = None
        tag = event.tag
        if tag is None or (_KNOWN_TAG.match(tag) and not _OBJECT_TAG.search(tag)):
            return
        if _OBJECT_TAG.search(tag):
            raise self._unsafe(f"has the tag {tag[:40]!r}, which asks for an object", event)
        place = f"line {line_number(self.source, self.offset + event.start_mark.index)}"
        message = f"the tag {tag[:40]!r} is not read, its value is as it is written; leave it out"
        self.notices.append(Notice(code="yaml-tag", message=message, place=place))

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
            edits = quoted_edits(self.block, start, end, style, self.offset)
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
