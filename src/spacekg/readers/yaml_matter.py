"""YAML front matter: the keys and values of a block, read key by key where it is faulty."""

from __future__ import annotations

from dataclasses import replace

from spacekg.model import Notice, Value
from spacekg.patterns import compile_late
from spacekg.readers.lines import line_number, split_lines
from spacekg.readers.matter import Leaf, Matter, join_notices, note_repeated
from spacekg.readers.yaml_events import Composer, FaultError

_TRIALS = 12
_NO_YAML = "not valid YAML and kept as text; put it in quotes"

_TOP_KEY = compile_late(
    r"""(?:"[^"\n]{1,80}"|'[^'\n]{1,80}'|[^\s#"'{}\[\],&*!|>%@`:-][^:\n]{0,80})\s*:(?=\s|$)"""
)
_QUOTED_ITEM = compile_late(
    r"""\s*+(?:"((?:[^"\\]|\\.)*+)"|'((?:[^']|'')*+)'|([^,\[\]"']++))\s*+(?:,|\]|$)|[^,\[\]"']++"""
)
_BARE_LIST = compile_late(r"""(?:"[^"\n]*"|'[^'\n]*')(?:\s*,\s*(?:"[^"\n]*"|'[^'\n]*'))+\s*$""")


def load_yaml(block: str, *, offset: int, source: str, file: str = "") -> Matter | None:
    """The matter in ``block``, which stands at ``offset`` of ``source``.

    ``block`` may differ from the source in characters but not in length, so that a caller can
    blank what is no YAML. ``None`` when the block is no mapping. A faulty block is read key by
    key, so that one bad value loses only itself.
    """
    try:
        return Composer(block, offset, source, file).compose()
    except FaultError as fault:
        place = f"line {line_number(source, offset + fault.offset)}"
        message = f"front matter is not valid YAML ({fault}); read key by key, mend it"
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
            twice = note_repeated(sorted(repeated)[0], source, offset + start)
            part = Matter(notices=(twice,)).merged(part)
        matter = matter.merged(part)
    return replace(matter, notices=join_notices(matter.notices, _NO_YAML))


def _longest_part(chunk: str, offset: int, source: str, file: str) -> Matter:
    """A key with as much of its value as can be read: all, up to a bad line, or as text."""
    end = len(chunk)
    for _ in range(_TRIALS):
        try:
            part = Composer(chunk[:end], offset, source, file).compose()
        except FaultError as fault:
            end = chunk.rfind("\n", 0, min(fault.offset, end - 1)) + 1
            if "\n" not in chunk[:end].strip():
                break
            continue
        if part is None or not part.entries:
            break
        if end == len(chunk):
            return part
        place = f"line {line_number(source, offset + end)}"
        message = (
            f"value of {part.entries[0][0]!r} is not valid YAML from here and left out; mend it"
        )
        notice = Notice(code="yaml-value", message=message, place=place)
        return Matter(notices=(notice,)).merged(part)
    return _salvage(chunk, offset, source)


def _salvage(chunk: str, offset: int, source: str) -> Matter:
    """A key whose value is no YAML: the value as written, or its items when it is a list."""
    match = _TOP_KEY.match(chunk)
    assert match is not None
    key = match.group().rstrip()[:-1].strip().strip("\"'")
    place = f"line {line_number(source, offset)}"
    notice = Notice(code="yaml-value", message=f"value of {key!r} is {_NO_YAML}", place=place)
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
