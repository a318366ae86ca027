"""TOML front matter; values become strings, and strings are found again in the source."""

from __future__ import annotations

from collections.abc import Iterator

from spacekg.errors import UnsafeDocumentError
from spacekg.model import Notice, Value
from spacekg.patterns import compile_late
from spacekg.readers.lines import line_number
from spacekg.readers.matter import Leaf, Matter

#: so many faulty lines are left out before all is
_TRIALS = 12
_PLACE = compile_late(r"\s*\(at line (\d+), column \d+\)")


def load_toml(block: str, *, offset: int, source: str, file: str = "") -> Matter:
    """The matter of a TOML block that stands at ``offset`` of ``source``."""
    import tomllib

    notices: list[Notice] = []
    rest = block.replace("\r\n", " \n").replace("\r", "\n")
    for _ in range(_TRIALS):
        try:
            table = tomllib.loads(rest)
        except RecursionError as error:
            raise UnsafeDocumentError(
                "front matter is not valid TOML (nested too deep)", file=file,
                place=f"line {line_number(source, offset)}", advice="mend it or use YAML",
            ) from error  # fmt: skip
        except ValueError as error:
            found = _PLACE.search(str(error))
            lines = rest.split("\n")
            at = min(int(found.group(1)), len(lines)) - 1 if found else -1
            reason = _PLACE.sub("", str(error)).split(";")[0].split(":")[0][:100]
            if at < 0 or not lines[at].strip():
                # numbers of thousands of digits are a ValueError that names no line
                lines, at, what = [], 0, "it is left out"
            else:
                lines[at], what = " " * len(lines[at]), "the line is left out"
            rest = "\n".join(lines)
            notices.append(
                Notice(
                    code="toml", place=f"line {line_number(source, offset) + at}",
                    message=f"front matter is not valid TOML ({reason}), {what}; mend it",
                )
            )  # fmt: skip
        else:
            break
    else:
        table = {}
        message = "front matter is not valid TOML and is left out; mend it or use YAML"
        place = f"line {line_number(source, offset)}"
        notices = [Notice(code="toml", message=message, place=place)]
    entries = tuple((str(key), _as_value(value)) for key, value in table.items())
    leaves = tuple(_leaves(block, offset, entries))
    return Matter(entries=entries, leaves=leaves, notices=tuple(notices))


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
