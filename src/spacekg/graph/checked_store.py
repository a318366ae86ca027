"""Checked store: the engine's store, which tells of damage by a ``StoreError`` alone.

The engine reads blocks as they are needed, so damage shows while an answer is read: as a
``RuntimeError``, or an ``OSError``. Here both become the typed error, wherever they come up.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from pyoxigraph import QueryBoolean, Store

from spacekg.errors import QueryError, StoreError

#: how the engine's words begin when its files, not the question, are at fault
_DAMAGE = ("Corruption", "IO error", "Invalid argument")


def check_store(store: Store, folder: Path) -> Store:
    """The store of the generation ``folder``, with every way of reading it guarded."""
    return cast(Store, _CheckedStore(store, folder))


class _CheckedStore:
    def __init__(self, store: Store, folder: Path) -> None:
        self._store, self._folder = store, folder

    def query(self, *arguments: Any, **options: Any) -> Any:
        with _watching(self._folder, is_question=True):
            answer = self._store.query(*arguments, **options)
        return answer if isinstance(answer, QueryBoolean) else _Answer(answer, self._folder)

    def quads_for_pattern(self, *arguments: Any) -> Iterator[Any]:
        with _watching(self._folder):
            yield from self._store.quads_for_pattern(*arguments)

    def dump(self, *arguments: Any, **options: Any) -> Any:
        with _watching(self._folder):
            return self._store.dump(*arguments, **options)

    def named_graphs(self) -> Iterator[Any]:
        with _watching(self._folder):
            yield from self._store.named_graphs()

    def __iter__(self) -> Iterator[Any]:
        with _watching(self._folder):
            yield from self._store

    def __len__(self) -> int:
        with _watching(self._folder):
            return len(self._store)

    def __contains__(self, quad: Any) -> bool:
        with _watching(self._folder):
            return quad in self._store

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


class _Answer:
    """An answer as the engine gives it, to ``isinstance`` too: its classes cannot be extended."""

    def __init__(self, answer: Any, folder: Path) -> None:
        self._answer, self._folder = answer, folder

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        return type(self._answer)

    def __iter__(self) -> Iterator[Any]:
        with _watching(self._folder, is_question=True):
            yield from self._answer

    def __next__(self) -> Any:
        with _watching(self._folder, is_question=True):
            return next(self._answer)

    def serialize(self, output: Any = None, format: Any = None) -> bytes | None:
        if output is not None and not getattr(output, "is_memory", False):
            # an OSError may be of the file that is written
            return cast("bytes | None", self._answer.serialize(output, format))
        with _watching(self._folder, is_question=True):
            return cast("bytes | None", self._answer.serialize(output, format))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._answer, name)


@contextmanager
def _watching(folder: Path, *, is_question: bool = False) -> Iterator[None]:
    try:
        yield
    except (OSError, RuntimeError) as error:
        if is_question and isinstance(error, RuntimeError) and not tells_damage(error):
            raise QueryError(f"the query failed while it ran: {error}") from error
        raise StoreError(
            f"the store is damaged: {error}", file=str(folder), advice="build the graph again"
        ) from error


def tells_damage(error: Exception) -> bool:
    """Whether an error of the engine is about its files.

    >>> tells_damage(RuntimeError("Corruption: block checksum mismatch"))
    True
    """
    return isinstance(error, RuntimeError) and str(error).startswith(_DAMAGE)
