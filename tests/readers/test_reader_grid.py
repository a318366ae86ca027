"""The grid of a table gives the cells that the reading line by line gives."""

import pytest

from spacekg.errors import ReadError
from spacekg.readers.cells import split_rows
from spacekg.readers.grid import read_grid

PLAIN = "a,b,c\n1,2,3\n4,5,6"
TEXTS = [
    PLAIN,
    PLAIN + "\n",
    PLAIN.replace("\n", "\r\n") + "\r\n",
    "\ufeffa,b,c\n1,2,3\n",
    'a,b,c\n"x, y",2,"z"\n"""q""",5,\n',
    "a,b,c\n# told\n1,2,3\n\n  \n4,5,6\n",
    "a,b,c\nµ,\U0001f600,3\n",
    'a,b,c\nx "in" y,2,3\n5" end,1,2\n',  # quotes in the middle of cells
    'a,b,c\n"open,2,3\n4,5,6\n' * 1,
    "a,b,c\n1,,\n,,3\n,,\n",
]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("chunk", [1, 7, 4_000_000])
def test_cells_and_lines_are_those_of_the_slow_way(text, chunk, monkeypatch):
    monkeypatch.setattr("spacekg.readers.grid._CHUNK", chunk)
    rows = list(split_rows(text, ","))[1:]
    if any(len(row.cells) != 3 for row in rows):
        with pytest.raises(ReadError, match=r"line \d"):
            read_grid(text, ",", width=3, file="t")
        return
    grid = read_grid(text, ",", width=3, file="t")
    assert grid.numbers.tolist() == [row.number for row in rows]
    assert [tuple(pair) for pair in grid.bounds.tolist()] == [(r.start, r.end) for r in rows]
    for at in range(3):
        assert grid.column(at) == [text[s:e].strip() for s, e in (r.cells[at] for r in rows)]


def test_tabs_alone_are_a_blank_line():
    grid = read_grid("a\tb\tc\n1\t2\t3\n\t\t\n4\t5\t6\n", "\t", width=3, file="t")
    assert (grid.column(0), grid.numbers.tolist()) == (["1", "4"], [2, 4])


def test_a_ragged_line_is_named():
    with pytest.raises(ReadError, match="line 4: has 2 cells, not 3"):
        read_grid("a,b,c\n1,2,3\n# c\n1,2\n", ",", width=3, file="t")


def test_a_column_of_row_names_may_have_no_name():
    grid = read_grid("b,c\nx,1,2\ny,3,4\n", ",", width=2, file="t")
    assert grid.column(0) == ["x", "y"]
    assert len(read_grid("b,c\n", ",", width=2, file="t")) == 0
