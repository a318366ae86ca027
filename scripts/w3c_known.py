"""W3C known: the tests that fail, each with its cause, as ``w3c_known.tsv`` lists them."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

LIST = Path(__file__).with_name("w3c_known.tsv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A test that fails, and why."""

    test: str
    cause: str


def read_known(path: Path = LIST) -> tuple[Known, ...]:
    """The rows of the list; the first line names the columns."""
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Known(**row) for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        )


def sort_failures(
    outcomes: Iterable[tuple[str, tuple[str, str]]], known: Iterable[Known], failed: str
) -> tuple[dict[str, list[str]], list[str], list[str]]:
    """Failed tests by cause, those that have none, and those that were expected to fail.

    >>> outcomes = [("a/1", ("failed", "other rows")), ("a/2", ("passed", ""))]
    >>> sort_failures(outcomes, [Known(test="a/1", cause="RDF 1.1")], "failed")
    ({'RDF 1.1': ['a/1']}, [], [])
    >>> sort_failures(outcomes, [Known(test="a/2", cause="RDF 1.1")], "failed")[1:]
    (['`a/1`: other rows'], ['`a/2`'])
    """
    causes = {one.test: one.cause for one in known}
    by_cause: dict[str, list[str]] = {}
    unknown: list[str] = []
    for test, (outcome, why) in outcomes:
        if outcome != failed:
            continue
        if cause := causes.pop(test, ""):
            by_cause.setdefault(cause, []).append(test)
        else:
            unknown.append(f"`{test}`: {why}")
    return dict(sorted(by_cause.items())), unknown, [f"`{one}`" for one in causes]
