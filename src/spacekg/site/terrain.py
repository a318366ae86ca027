"""Terrain: where each node of a whole graph stands, worked out beforehand and always the same.

Joined nodes attract, all nodes repel. Repulsion between 20,000 nodes is no sum over 400 million
pairs but one product of Fourier transforms over a grid of their weights, as one blurs a picture.
Each community starts as a spiral of its own, so that nothing depends on chance.
"""

from __future__ import annotations

from typing import Any

#: Cells along a side of the grid, up to so many nodes.
CELLS = ((4_000, 128), (10**9, 256))
TURNS = 140
#: What an edge between two communities pulls, of what it would pull within one.
ACROSS = 0.3
#: How strongly nodes spread, and how strongly all are drawn to the middle.
SPREAD, MIDDLE = 1.0, 0.04
GOLDEN = 2.399963229728653
#: Whole coordinates reach from minus this to this.
REACH = 16_000


def place_nodes(size: int, ends: Any, weights: Any, member: Any) -> Any:
    """An array of ``size`` whole coordinates; ``member`` is the community of each node."""
    import numpy

    if not size:
        return numpy.zeros((0, 2), dtype=int)
    places = _start(size, member)
    mass = 1.0 + numpy.bincount(ends.ravel(), minlength=size) if len(ends) else numpy.ones(size)
    mass = numpy.sqrt(mass)
    if len(ends):
        across = member[ends[:, 0]] != member[ends[:, 1]]
        weights = numpy.where(across, ACROSS * weights, weights)
    cells = next(side for most, side in CELLS if size <= most)
    kernels = _kernels(cells)
    for turn in range(TURNS):
        heat = (1.0 - turn / TURNS) ** 1.5
        push = _repulsion(places, mass, kernels, cells)
        pull = _attraction(places, ends, weights)
        step = SPREAD * push + pull - MIDDLE * places
        length = numpy.maximum(numpy.hypot(step[:, 0], step[:, 1]), 1e-9)
        most = numpy.sqrt(size) * 0.35 * heat + 0.02
        places += step * (numpy.minimum(length, most) / length)[:, None]
    return _whole(_apart(_gather(places)))


def _start(size: int, member: Any) -> Any:
    """Communities on a spiral, the members of each on a spiral of its own."""
    import numpy

    order = numpy.lexsort((numpy.arange(size), member))
    rank = numpy.empty(size, dtype=int)
    sizes = numpy.bincount(member)
    starts = numpy.concatenate([[0], numpy.cumsum(sizes)[:-1]])
    rank[order] = numpy.arange(size) - numpy.repeat(starts, sizes)
    before = numpy.sqrt(starts + sizes / 2)
    turn = numpy.arange(len(sizes)) * GOLDEN
    centre = numpy.stack([before * numpy.cos(turn), before * numpy.sin(turn)], axis=1) * 1.3
    reach, angle = numpy.sqrt(rank + 0.5) * 0.7, rank * GOLDEN
    own = numpy.stack([reach * numpy.cos(angle), reach * numpy.sin(angle)], axis=1)
    return centre[member] + own


def _kernels(cells: int) -> tuple[Any, Any]:
    """The push of a cell on every other, by axis, ready to be multiplied."""
    import numpy
    from scipy.fft import rfft2

    steps = numpy.fft.fftfreq(2 * cells, 1 / (2 * cells))
    across, along = numpy.meshgrid(steps, steps, indexing="ij")
    square = across**2 + along**2 + 0.5
    return rfft2(across / square), rfft2(along / square)


def _repulsion(places: Any, mass: Any, kernels: tuple[Any, Any], cells: int) -> Any:
    """The push on each node of all others, falling with the distance."""
    import numpy
    from scipy.fft import irfft2, rfft2

    low = places.min(axis=0)
    side = max(float((places.max(axis=0) - low).max()), 1e-9) / (cells - 2)
    spot = (places - low) / side
    cell = numpy.minimum(spot.astype(int), cells - 2)
    part = spot - cell
    grid = numpy.zeros((2 * cells, 2 * cells))
    corners = [
        (numpy.where(a, part[:, 0], 1 - part[:, 0]) * numpy.where(b, part[:, 1], 1 - part[:, 1]),
         (cell[:, 0] + a) * 2 * cells + cell[:, 1] + b)
        for a in (0, 1) for b in (0, 1)
    ]  # fmt: skip
    for share, at in corners:
        grid += numpy.bincount(at, weights=mass * share, minlength=grid.size).reshape(grid.shape)
    waves = rfft2(grid)
    push = numpy.zeros_like(places)
    for axis, kernel in enumerate(kernels):
        field = irfft2(waves * kernel, s=grid.shape).ravel()
        for share, at in corners:
            push[:, axis] += share * field[at]
    return push / side / numpy.maximum(1.0, mass)[:, None] ** 0.5


def _attraction(places: Any, ends: Any, weights: Any) -> Any:
    import numpy

    pull = numpy.zeros_like(places)
    if not len(ends):
        return pull
    gap = places[ends[:, 1]] - places[ends[:, 0]]
    force = gap * weights[:, None]
    for axis in (0, 1):
        pull[:, axis] += numpy.bincount(ends[:, 0], weights=force[:, axis], minlength=len(places))
        pull[:, axis] -= numpy.bincount(ends[:, 1], weights=force[:, axis], minlength=len(places))
    return pull


def _gather(places: Any) -> Any:
    """What lies far outside, joined to nothing or little, brought nearer to the rest."""
    import numpy

    places = places - numpy.median(places, axis=0)
    reach = numpy.maximum(numpy.hypot(places[:, 0], places[:, 1]), 1e-9)
    rim = max(float(numpy.quantile(reach, 0.985)), 1e-9)
    nearer = numpy.where(reach > rim, rim * (1 + 0.25 * numpy.log(reach / rim)), reach)
    return places * (nearer / reach)[:, None]


def _apart(places: Any) -> Any:
    """Nodes that lie on each other moved apart, a few rounds."""
    import numpy
    from scipy.spatial import cKDTree

    size = len(places)
    if size < 2:
        return places
    span = places.max(axis=0) - places.min(axis=0)
    wide = 0.55 * float(numpy.sqrt(max(span[0] * span[1], 1e-9) / size))
    for _ in range(12):
        pairs = cKDTree(places).query_pairs(wide, output_type="ndarray")
        if not len(pairs):
            break
        pairs = pairs[numpy.lexsort((pairs[:, 1], pairs[:, 0]))]
        gap = places[pairs[:, 1]] - places[pairs[:, 0]]
        length = numpy.hypot(gap[:, 0], gap[:, 1])
        same = length < 1e-9
        gap[same, 0], length[same] = 1e-3, 1e-3
        shift = gap * ((wide - length) / length * 0.25)[:, None]
        for axis in (0, 1):
            places[:, axis] += numpy.bincount(pairs[:, 1], shift[:, axis], minlength=size)
            places[:, axis] -= numpy.bincount(pairs[:, 0], shift[:, axis], minlength=size)
    return places


def _whole(places: Any) -> Any:
    import numpy

    middle = (places.max(axis=0) + places.min(axis=0)) / 2
    reach = max(float(numpy.abs(places - middle).max()), 1e-9)
    return numpy.rint((places - middle) * (REACH / reach)).astype(int)
