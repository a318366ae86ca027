"""TOML front matter; values become strings, and strings are found again in the source."""

from __future__ import annotations

from collections.abc import Iterator

from spacekg.errors import ReadError
from spacekg.model import Value
from spacekg.patterns import compile_late
from spacekg.readers.lines import line_number
from spacekg.readers.matter import Leaf, Matter

_PLACE = compile_late(r"\s*\(at line (\d+), column \d+\)")


def load_toml(block: str, *, offset: int, source: str, file: str = "") -> Matter:
    """The matter of a TOML block that stands at ``offset`` of ``source``."""
    import tomllib

    try:
        table = tomllib.loads(block.replace("\r\n", "\n").replace("\r", "\n"))
    except (ValueError, RecursionError) as error:
        # numbers of thousands of digits are a ValueError of their own
        reason = "nested too deep" if isinstance(error, RecursionError) else str(error)
        found = _PLACE.search(reason)
        line = line_number(source, offset) + (int(found.group(1)) - 1 if found else 0)
        place = f"line {line}"
        reason = _PLACE.sub("", reason).split(";")[0][:100]
        message = f"front matter is not valid TOML ({reason})"
        raise ReadError(message, file=file, place=place, advice="mend it or use YAML") from error
    entries = tuple((str(key), _as_value(value)) for key, value in table.items())
    return Matter(entries=entries, leaves=tuple(_leaves(block, offset, entries)))


def _as_value(value: object) -> Value:
    if isinstance(value, dict):
        return tuple((str(key), _as_value(item)) for key, item in value.items())
    if isinstance(value, list):
        return tuple(_as_value(item) for item in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _leaves(block: str, offset: int, entries: tuple[tuple[str, Value], ...]) -> Iterator[Leaf]:
    at = 0
    for path, value in _strings((), entries):
        found = block.find(value, at)
        if found >= 0:
            at = found + len(value)
            yield Leaf(path=path, start=offset + found, end=offset + at)


def _strings(path: tuple[str, ...], value: Value) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, str):
        if value.strip():
            yield path, value
    elif isinstance(value, tuple):
        for item in value:
            if isinstance(item, tuple) and len(item) == 2 and isinstance(item[0], str) and not path:
                yield from _strings((*path, item[0]), item[1])
            else:
                yield from _strings(path, item)
