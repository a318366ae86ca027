"""Patterns: regular expressions that are compiled when they are first used.

Readers and annotators have some 250 of them, and a short run uses a few.
"""

from __future__ import annotations

import re
from typing import cast

_METHODS = (
    "findall", "finditer", "flags", "fullmatch", "groupindex", "groups", "match", "pattern",
    "scanner", "search", "split", "sub", "subn",
)  # fmt: skip


class _Late:
    """Stands for a pattern until something is asked of it; then takes over its methods."""

    __slots__ = ("_flags", "_regex", *_METHODS)

    def __init__(self, regex: str, flags: int) -> None:
        self._regex, self._flags = regex, flags

    def __getattr__(self, name: str) -> object:
        """Compile the pattern: called for a method that has not been taken over yet."""
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self._regex, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)

    def __repr__(self) -> str:
        """As the pattern shows itself."""
        return repr(re.compile(self._regex, self._flags))


def compile_late(regex: str, flags: int = 0) -> re.Pattern[str]:
    r"""A pattern that behaves as that of ``re.compile`` and is compiled when first used.

    >>> digits = compile_late(r"\d+")
    >>> digits.search("a 12").group(), digits.pattern
    ('12', '\\d+')
    """
    return cast("re.Pattern[str]", _Late(regex, flags))
