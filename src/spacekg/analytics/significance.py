"""Significance: is what sets share more than chance, in exact numbers.

Two sets are a hypergeometric tail, summed from an exact first term. Three and more are the exact
distribution of a multi-set intersection as Wang, Zhao and Zhang formulate it (Scientific Reports
5:16923, 2015): the sets are drawn one after the other, each from the whole background. An entity
that recurs in k of n studies is a Poisson-binomial tail. Nothing here needs more than numpy.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from spacekg.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Concordance:
    """Of what two studies share: how many move together, how many against each other.

    ``p`` is the chance of so many together if the directions of the two had nothing to do with
    each other (Fisher's exact test, one side); nothing when none is shared.
    """

    same: int
    opposite: int
    p: float | None

    @property
    def share(self) -> float | None:
        """The part that moves together."""
        total = self.same + self.opposite
        return self.same / total if total else None


def hypergeometric_tail(overlap: int, first: int, second: int, background: int) -> float:
    """The chance that two random sets share ``overlap`` or more of a ``background``.

    >>> round(hypergeometric_tail(5, 100, 620, 20_000), 4)
    0.1989
    >>> hypergeometric_tail(0, 3, 4, 10)
    1.0
    """
    _check(overlap, (first, second), background)
    low = max(0, first + second - background)
    high = min(first, second)
    if overlap <= low:
        return 1.0
    if overlap > high:
        return 0.0
    mean = first * second / background
    if overlap <= mean:
        # the lower tail is the smaller one: the sum below would lose nothing, but take longer
        return 1.0 - _sum_terms(overlap - 1, low, first, second, background, step=-1)
    return min(1.0, _sum_terms(overlap, high, first, second, background, step=1))


def intersection_tail(overlap: int, sizes: Sequence[int], background: int) -> float:
    """The chance that random sets of these sizes all share ``overlap`` or more elements.

    >>> intersection_tail(1, (1, 1, 1), 2)
    0.25
    """
    _check(overlap, sizes, background)
    if len(sizes) == 2:
        return hypergeometric_tail(overlap, sizes[0], sizes[1], background)
    chances = intersection_chances(sizes, background)
    return min(1.0, float(chances[overlap:].sum()))


def intersection_chances(sizes: Sequence[int], background: int) -> Any:
    """The chance of each size of the intersection of random sets, from 0 to the smallest set."""
    import numpy

    _check(0, sizes, background)
    ordered = sorted(sizes)
    logs = numpy.zeros(background + 1, dtype=numpy.longdouble)
    logs[1:] = numpy.log(numpy.arange(1, background + 1, dtype=numpy.longdouble)).cumsum()

    def choose(n: Any, k: Any) -> Any:
        return logs[n] - logs[k] - logs[n - k]

    smallest = ordered[0]
    chances = numpy.zeros(smallest + 1, dtype=numpy.longdouble)
    chances[smallest] = 1.0
    for size in ordered[1:]:
        drawn = numpy.zeros_like(chances)
        ways = choose(background, size)
        for common in numpy.flatnonzero(chances):
            low, high = max(0, int(common) + size - background), min(int(common), size)
            kept = numpy.arange(low, high + 1)
            part = choose(common, kept) + choose(background - common, size - kept) - ways
            drawn[low : high + 1] += chances[common] * numpy.exp(part)
        chances = drawn
    return chances


def recurrence_tail(count: int, rates: Iterable[float]) -> float:
    """The chance to be found ``count`` times or more in studies that find at these rates.

    A study finds at the rate of its significant over its tested entities.

    >>> recurrence_tail(2, (0.5, 0.5)), recurrence_tail(0, ())
    (0.25, 1.0)
    """
    if count <= 0:
        return 1.0
    chances = [1.0] + [0.0] * count
    for rate in rates:
        # the last place keeps all that have reached the count
        chances[count] += chances[count - 1] * rate
        for place in range(count - 1, 0, -1):
            chances[place] = chances[place] * (1.0 - rate) + chances[place - 1] * rate
        chances[0] *= 1.0 - rate
    return min(1.0, chances[count])


def benjamini_hochberg(p_values: Sequence[float]) -> tuple[float, ...]:
    """The q-value of each p-value: the false discovery rate at which it would pass.

    >>> benjamini_hochberg((0.01, 0.04, 0.03))
    (0.03, 0.04, 0.04)
    """
    total = len(p_values)
    q_values = [1.0] * total
    least = 1.0
    order = sorted(range(total), key=lambda at: p_values[at], reverse=True)
    for rank, at in zip(range(total, 0, -1), order, strict=True):
        least = min(least, p_values[at] * total / rank)
        q_values[at] = least
    return tuple(q_values)


def permutation_p(
    overlap: int, sizes: Sequence[int], background: int, *, draws: int = 1000, seed: int = 0
) -> float:
    """The same chance by drawing at random: a check on the exact one, never its substitute.

    The observed counts as one draw, so that the answer is never 0.
    """
    import numpy

    _check(overlap, sizes, background)
    generator = numpy.random.default_rng(seed)
    first, *others = sorted(sizes)
    reached = 1
    for _ in range(draws):
        # by symmetry the smallest set may stay where it is
        common = first
        for size in others:
            common = int(generator.hypergeometric(common, background - common, size))
        reached += common >= overlap
    return reached / (draws + 1)


def direction_concordance(pairs: Iterable[tuple[str, str]]) -> Concordance:
    """How the directions of shared entities agree: pairs of ``increased`` and ``decreased``.

    >>> direction_concordance([("increased", "increased"), ("decreased", "increased")])
    Concordance(same=1, opposite=1, p=1.0)
    """
    signs = {"increased": 1, "decreased": -1}
    known = [(signs[one], signs[other]) for one, other in pairs if one in signs and other in signs]
    if not known:
        return Concordance(same=0, opposite=0, p=None)
    same = sum(one == other for one, other in known)
    up_first = sum(one > 0 for one, _ in known)
    up_second = sum(other > 0 for _, other in known)
    both = sum(one > 0 and other > 0 for one, other in known)
    p = hypergeometric_tail(both, up_first, up_second, len(known))
    return Concordance(same=same, opposite=len(known) - same, p=p)


def _sum_terms(
    start: int, stop: int, first: int, second: int, background: int, *, step: int
) -> float:
    """The chances from ``start`` to ``stop``: one exact, the others by their ratio to it."""
    ways = math.comb(second, start) * math.comb(background - second, first - start)
    term = ways / math.comb(background, first)
    terms = [term]
    for at in range(start, stop, step):
        up = (second - at) * (first - at), (at + 1) * (background - first - second + at + 1)
        down = at * (background - first - second + at), (second - at + 1) * (first - at + 1)
        over, under = up if step > 0 else down
        term *= over / under
        if term < terms[0] * 1e-25:
            break
        terms.append(term)
    return math.fsum(terms)


def _check(overlap: int, sizes: Sequence[int], background: int) -> None:
    if overlap < 0 or len(sizes) < 2 or min(sizes) < 0 or max(sizes) > background:
        raise UsageError(
            f"no such overlap: {overlap} of sets of {', '.join(map(str, sizes))} "
            f"in a background of {background}",
            advice="give two or more sets that the background holds",
        )
