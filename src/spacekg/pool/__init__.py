"""Pool: query processes kept ready behind an event loop, so that many may ask at once."""

from spacekg.pool.line import Line
from spacekg.pool.query_pool import QueryPool
from spacekg.pool.warmer import InMemory, State, fits_memory

__all__ = ["InMemory", "Line", "QueryPool", "State", "fits_memory"]
