"""Community: which things of a graph belong together, found the same way each time.

The method of Louvain (raise the modularity by moving nodes, then melt each community into one node
and go on), with all moves of a round reckoned at once over sparse matrices: a round over 100,000
edges takes milliseconds. Half of the nodes, chosen by a hash of their position, may move in a
round, because neighbours that swap places at once would do so for ever.
"""

from __future__ import annotations

from typing import Any

ROUNDS = 24
LEVELS = 12
#: A gain smaller than this part of a node's ties is none.
LEAST_GAIN = 1e-9


def find_communities(size: int, ends: Any, weights: Any) -> Any:
    """The community of each of ``size`` nodes, the largest first; ``ends`` are pairs of positions.

    >>> import numpy
    >>> ends = numpy.array([(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5), (2, 3)])
    >>> find_communities(6, ends, numpy.ones(7)).tolist()
    [0, 0, 0, 1, 1, 1]
    """
    import numpy
    from scipy.sparse import coo_matrix

    member = numpy.arange(size)
    if not len(ends):
        return member
    both = numpy.concatenate([ends, ends[:, ::-1]])
    matrix = coo_matrix(
        (numpy.concatenate([weights, weights]), (both[:, 0], both[:, 1])), shape=(size, size)
    ).tocsr()
    for _ in range(LEVELS):
        moved = _move(matrix)
        names, moved = numpy.unique(moved, return_inverse=True)
        member = moved[member]
        if len(names) == matrix.shape[0]:
            break
        matrix = _melt(matrix, moved, len(names))
    return _by_size(member)


def _move(matrix: Any) -> Any:
    """One level: the community of each node after as many rounds as still raise the modularity."""
    import numpy

    size = matrix.shape[0]
    degree = numpy.asarray(matrix.sum(axis=1)).ravel()
    total = degree.sum()
    own = numpy.arange(size)
    rank = (own * 2654435761) % 4294967296
    best_own, best = own.copy(), _modularity(matrix, own, degree, total)
    for turn in range(ROUNDS):
        target, gain = _best_moves(matrix, own, degree, total)
        # Towards a lower number only, unless the gain is real: two that want each other settle.
        may = (rank >> (turn % 16)) % 2 == 0
        going = may & (gain > LEAST_GAIN * degree)
        if not going.any() and turn % 16 > 4:
            break
        own = numpy.where(going, target, own)
        now = _modularity(matrix, own, degree, total)
        if now > best:
            best, best_own = now, own.copy()
    return best_own


def _best_moves(matrix: Any, own: Any, degree: Any, total: float) -> tuple[Any, Any]:
    """For each node the neighbouring community that gains most, and what it gains."""
    import numpy
    from scipy.sparse import csr_matrix

    size = matrix.shape[0]
    weight = numpy.bincount(own, weights=degree, minlength=size)
    towards = (
        matrix @ csr_matrix((numpy.ones(size), (numpy.arange(size), own)), shape=(size, size))
    ).tocsr()
    towards.sort_indices()
    rows = numpy.repeat(numpy.arange(size), numpy.diff(towards.indptr))
    columns = towards.indices
    inside = own[rows] == columns
    loops = matrix.diagonal()
    ties = towards.data - numpy.where(inside, loops[rows], 0.0)
    crowd = weight[columns] - numpy.where(inside, degree[rows], 0.0)
    value = ties - degree[rows] * crowd / total
    stay = numpy.zeros(size)
    stay[rows[inside]] = value[inside]
    order = numpy.lexsort((columns, -value, rows))
    first = numpy.ones(len(order), dtype=bool)
    first[1:] = rows[order][1:] != rows[order][:-1]
    chosen = order[first]
    target, gain = own.copy(), numpy.zeros(size)
    target[rows[chosen]] = columns[chosen]
    gain[rows[chosen]] = value[chosen] - stay[rows[chosen]]
    return target, gain


def _modularity(matrix: Any, own: Any, degree: Any, total: float) -> float:
    import numpy

    table = matrix.tocoo()
    inside = table.data[own[table.row] == own[table.col]].sum()
    weight = numpy.bincount(own, weights=degree, minlength=len(own))
    return float(inside / total - (weight / total) @ (weight / total))


def _melt(matrix: Any, moved: Any, count: int) -> Any:
    from scipy.sparse import coo_matrix

    table = matrix.tocoo()
    return coo_matrix(
        (table.data, (moved[table.row], moved[table.col])), shape=(count, count)
    ).tocsr()


def _by_size(member: Any) -> Any:
    """Numbers by size, the largest 0; equal ones by their first node."""
    import numpy

    _, first, own, count = numpy.unique(
        member, return_index=True, return_inverse=True, return_counts=True
    )
    order = numpy.lexsort((first, -count))
    place = numpy.empty(len(order), dtype=int)
    place[order] = numpy.arange(len(order))
    return place[own]
