"""Outcome: what became of one item of work, and how the work itself is named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Generic, TypeAlias, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
Work: TypeAlias = Callable[[Item], Result]

#: how much memory a worker may take for its own, and how long a document may take
MEMORY = 2 << 30
SECONDS = 120.0
#: how often an item is tried that stops its worker, and one whose worker was killed
TRIES = 2
KILLS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome(Generic[Item, Result]):
    """What became of one item: its ``result``, or the ``failure`` in one line."""

    item: Item
    result: Result | None = None
    failure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """A function that makes the work, by name: only who does the work imports it.

    >>> Start(module="operator", function="attrgetter", arguments=("real",))()(3)
    3
    """

    module: str
    function: str
    arguments: tuple[Any, ...] = ()

    def __call__(self) -> Any:
        """The work, made here."""
        return getattr(import_module(self.module), self.function)(*self.arguments)


def attempt(work: Work[Item, Result], item: Item) -> Outcome[Item, Result]:
    """The outcome of one item; a defect in the work becomes a failure in one line.

    One document that brings a defect to light must not stop the other thousands.
    """
    try:
        return Outcome(item=item, result=work(item))
    except MemoryError:
        return Outcome(item=item, failure="it needs more memory than a worker may take")
    except (Exception, RecursionError) as error:
        words = " ".join(str(error).split())[:200]
        return Outcome(
            item=item,
            failure=f"a defect of SpaceKG stopped it ({type(error).__name__}: {words}); report it",
        )
