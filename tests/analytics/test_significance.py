"""The exact tests of overlap against scipy, brute force and random draws."""

import itertools
import random

import pytest

from spacekg.analytics.significance import (
    benjamini_hochberg,
    direction_concordance,
    hypergeometric_tail,
    intersection_chances,
    intersection_tail,
    permutation_p,
    recurrence_tail,
)
from spacekg.errors import UsageError


def test_two_sets_equal_scipy():
    stats = pytest.importorskip("scipy.stats")
    draw = random.Random(7)
    for _ in range(400):
        background = draw.randint(50, 24_000)
        first = draw.randint(1, min(background, 1500))
        second = draw.randint(1, min(background, 1500))
        mean = first * second / background
        overlap = min(first, second, int(mean + draw.random() * 6 * (mean + 1) ** 0.5))
        expected = stats.hypergeom.sf(overlap - 1, background, first, second)
        if expected > 0:
            found = hypergeometric_tail(overlap, first, second, background)
            assert found == pytest.approx(expected, rel=1e-12)


def test_tails_that_are_sure_or_impossible():
    assert hypergeometric_tail(0, 5, 5, 100) == 1.0
    assert hypergeometric_tail(5, 60, 45, 100) == 1.0
    assert hypergeometric_tail(6, 5, 9, 100) == 0.0
    assert 0 < hypergeometric_tail(200, 500, 600, 20_000) < 1e-150
    assert hypergeometric_tail(400, 500, 600, 20_000) == 0.0  # less than a float can hold
    with pytest.raises(UsageError):
        hypergeometric_tail(1, 200, 5, 100)


@pytest.mark.parametrize(
    ("sizes", "background"), [((2, 3, 4), 6), ((1, 2, 2, 3), 4), ((3, 3, 5), 5), ((2, 2, 3, 3), 5)]
)
def test_several_sets_equal_brute_force(sizes, background):
    everything = range(background)
    counts = [0] * (min(sizes) + 1)
    choices = [itertools.combinations(everything, size) for size in sizes]
    for drawn in itertools.product(*choices):
        counts[len(set.intersection(*map(set, drawn)))] += 1
    total = sum(counts)
    chances = intersection_chances(sizes, background)
    for size, count in enumerate(counts):
        assert float(chances[size]) == pytest.approx(count / total, abs=1e-15)
        tail = sum(counts[size:]) / total
        assert intersection_tail(size, sizes, background) == pytest.approx(tail, rel=1e-12)


def test_the_recursion_of_two_sets_is_the_hypergeometric():
    chances = intersection_chances((300, 450), 20_000)
    assert float(chances[15:].sum()) == pytest.approx(
        hypergeometric_tail(15, 300, 450, 20_000), rel=1e-11
    )


def test_p_values_of_random_draws_are_uniform():
    """Discrete p-values are uniform once the chance of the observed itself is spread evenly."""
    stats = pytest.importorskip("scipy.stats")
    numpy = pytest.importorskip("numpy")
    generator = numpy.random.default_rng(20)
    genes = numpy.arange(8000)
    for sizes in ((400, 600), (800, 900, 1000)):
        spread = []
        for _ in range(1000):
            drawn = [generator.choice(genes, size, replace=False) for size in sizes]
            common = drawn[0]
            for other in drawn[1:]:
                common = numpy.intersect1d(common, other, assume_unique=True)
            tail = _tail(len(common), sizes)
            beyond = _tail(len(common) + 1, sizes)
            spread.append(beyond + generator.random() * (tail - beyond))
        assert stats.kstest(spread, "uniform").pvalue > 0.01


_KNOWN: dict = {}


def _tail(overlap, sizes):
    if sizes not in _KNOWN:
        _KNOWN[sizes] = [float(one) for one in intersection_chances(sizes, 8000)[::-1].cumsum()]
    tails = _KNOWN[sizes]
    return tails[len(tails) - 1 - overlap] if overlap < len(tails) else 0.0


def test_chance_alone_seldom_passes():
    """Of pairs drawn at random at most one in twenty passes q < 0.05."""
    numpy = pytest.importorskip("numpy")
    generator = numpy.random.default_rng(3)
    studies = [
        frozenset(generator.choice(8000, size, replace=False).tolist())
        for size in generator.integers(50, 900, 60)
    ]
    p_values = [
        hypergeometric_tail(len(one & other), len(one), len(other), 8000)
        for one, other in itertools.combinations(studies, 2)
    ]
    passed = sum(q < 0.05 for q in benjamini_hochberg(p_values))
    assert passed <= 0.05 * len(p_values)


def test_q_values_equal_scipy():
    stats = pytest.importorskip("scipy.stats")
    draw = random.Random(1)
    p_values = [draw.random() ** 3 for _ in range(200)]
    assert benjamini_hochberg(p_values) == pytest.approx(
        stats.false_discovery_control(p_values).tolist(), rel=1e-12
    )
    assert benjamini_hochberg(()) == ()


def test_recurrence_equals_enumeration():
    rates = (0.1, 0.25, 0.4, 0.05)
    for count in range(6):
        expected = 0.0
        for found in itertools.product((0, 1), repeat=len(rates)):
            chance = 1.0
            for hit, rate in zip(found, rates, strict=True):
                chance *= rate if hit else 1 - rate
            expected += chance if sum(found) >= count else 0.0
        assert recurrence_tail(count, rates) == pytest.approx(expected, rel=1e-12)


def test_random_draws_agree_with_the_exact_chance():
    exact = intersection_tail(8, (100, 200, 300), 1000)
    drawn = permutation_p(8, (100, 200, 300), 1000, draws=4000, seed=5)
    assert drawn == pytest.approx(exact, abs=0.03)
    assert drawn == permutation_p(8, (100, 200, 300), 1000, draws=4000, seed=5)


def test_directions_that_agree():
    up, down = "increased", "decreased"
    found = direction_concordance([(up, up)] * 10 + [(down, down)] * 10 + [(up, "changed")])
    assert (found.same, found.opposite, found.share) == (20, 0, 1.0)
    assert found.p == pytest.approx(1 / 184756)
    assert direction_concordance([]).share is None
