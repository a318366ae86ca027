"""Markup: HTML made of elements, where every word is text unless it was made here."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from typing import TypeAlias


class Markup(str):
    """Text that is HTML already; only :func:`tag` and :func:`join` make it."""

    __slots__ = ()


Content: TypeAlias = "str | Iterable[Content] | None"
_EMPTY = frozenset({"meta", "link", "input", "br"})


def tag(name: str, /, *children: Content, **attributes: str | bool) -> Markup:
    """One element; plain text in it and in its attributes is escaped.

    >>> tag("a", "<b>", href="x.html?a&b", class_="plain")
    '<a href="x.html?a&amp;b" class="plain">&lt;b&gt;</a>'
    """
    words = [name]
    for key, value in attributes.items():
        key = key.rstrip("_").replace("_", "-")
        if value is True:
            words.append(key)
        elif value is not False:
            words.append(f'{key}="{html.escape(value)}"')
    start = f"<{' '.join(words)}>"
    return Markup(start if name in _EMPTY else f"{start}{join(*children)}</{name}>")


def join(*children: Content) -> Markup:
    """The children one after another.

    >>> join("a < b", None, ["c", tag("br")])
    'a &lt; bc<br>'
    """
    return Markup("".join(_texts(children)))


def _texts(children: Iterable[Content]) -> Iterator[str]:
    for child in children:
        if isinstance(child, Markup):
            yield child
        elif isinstance(child, str):
            yield html.escape(child)
        elif child is not None:
            yield from _texts(child)


def shorten(text: str, most: int) -> str:
    """The text in at most ``most`` letters, cut between words where that loses little.

    >>> shorten("muscle atrophy of mice", 15)
    'muscle atrophy…'
    """
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    space = cut.rfind(" ")
    return f"{(cut[:space] if space > most * 0.6 else cut).rstrip()}…"


def number(count: int, one: str, many: str = "") -> str:
    """A count with its noun.

    >>> number(1, "study", "studies"), number(1200, "gene")
    ('1 study', '1,200 genes')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"
