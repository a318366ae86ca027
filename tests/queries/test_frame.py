"""Rows as data frames."""

import pytest

from spacekg import to_pandas, to_polars
from spacekg.analytics import Total
from spacekg.errors import UsageError

ROWS = (
    Total(heading="nodes", name="Gene", count=2),
    Total(heading="nodes", name="Study", count=1),
)


def test_rows_become_a_pandas_frame():
    pytest.importorskip("pandas")
    frame = to_pandas(ROWS)
    assert list(frame.columns) == ["heading", "name", "count"]
    assert frame["count"].sum() == 3
    assert to_pandas(()).empty


def test_rows_become_a_polars_frame():
    pytest.importorskip("polars")
    assert to_polars(ROWS)["count"].sum() == 3


def test_other_things_are_refused():
    pytest.importorskip("pandas")
    with pytest.raises(UsageError):
        to_pandas([1])
