"""Matter: the keys and values in front of a text, each value with its place in the source."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacekg.model import Notice, Value
from spacekg.readers.lines import line_number
from spacekg.readers.reading import Edit

#: so many keys with the same fault have a notice each; of more, so many are named in one
_EACH = 3
_NAMED = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One written value: ``source[start:end]``, read with ``edits``, stands at ``path``.

    List positions are no part of the path: every tag has the path ``("tags",)``.
    """

    path: tuple[str, ...]
    start: int
    end: int
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """Entries in the order written (of a key given twice the last stands) and their leaves."""

    entries: tuple[tuple[str, Value], ...] = ()
    leaves: tuple[Leaf, ...] = ()
    notices: tuple[Notice, ...] = ()

    def merged(self, other: Matter) -> Matter:
        """Both together; ``other`` wins where a key is in both."""
        keys = {key for key, _ in other.entries}
        entries = tuple(entry for entry in self.entries if entry[0] not in keys)
        leaves = tuple(leaf for leaf in self.leaves if leaf.path[0] not in keys)
        return Matter(
            entries=entries + other.entries,
            leaves=leaves + other.leaves,
            notices=self.notices + other.notices,
        )


def join_notices(notices: tuple[Notice, ...], ending: str) -> tuple[Notice, ...]:
    """The notices, those that say the same of many keys as one that names some of them.

    >>> said = [Notice(code="a", message=f"value of {n} is odd", place=f"line {n}") for n in "1234"]
    >>> [(one.message, one.place) for one in join_notices(tuple(said), "odd")]
    [('values of 1, 2, 3, 4 are odd', 'line 1')]
    """
    same = [one for one in notices if one.message.endswith(ending)]
    if len(same) <= _EACH:
        return notices
    keys = [one.message.removeprefix("value of ").removesuffix(f" is {ending}") for one in same]
    named = ", ".join(keys[:_NAMED]) + (f" and {len(keys) - _NAMED} more" * (len(keys) > _NAMED))
    joined = replace(same[0], message=f"values of {named} are {ending}")
    rest = set(map(id, same[1:]))
    return tuple(joined if one is same[0] else one for one in notices if id(one) not in rest)


def note_repeated(key: str, source: str, offset: int) -> Notice:
    """What is told of a key that stands twice."""
    place = f"line {line_number(source, offset)}"
    return Notice(
        code="duplicate-key",
        message=f"key {key!r} is given twice and the last counts; leave one out",
        place=place,
    )
