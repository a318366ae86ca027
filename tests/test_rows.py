"""Rows: answers are tuples that are tables too."""

from dataclasses import dataclass

import pytest

from spacekg.errors import UsageError
from spacekg.model import Rows


@dataclass(frozen=True, kw_only=True)
class One:
    name: str
    p: float | None = None
    studies: tuple[str, ...] = ()


ROWS = Rows([One(name="<b>A</b>", p=0.00012345, studies=tuple("abcdef")), One(name="B")])


def test_rows_are_a_tuple():
    assert tuple(ROWS) == (ROWS[0], ROWS[1])
    assert isinstance(ROWS, tuple)
    assert Rows() == ()
    assert len(Rows(one for one in ROWS)) == 2


def test_rows_become_data_frames():
    pytest.importorskip("pandas")
    frame = ROWS.to_pandas()
    assert list(frame.columns) == ["name", "p", "studies"]
    assert frame["studies"][0] == tuple("abcdef")
    assert Rows().to_pandas().empty


def test_rows_become_polars_frames():
    pytest.importorskip("polars")
    assert ROWS.to_polars()["name"].to_list() == ["<b>A</b>", "B"]


@pytest.mark.parametrize("name", ["pandas", "polars"])
def test_a_package_that_is_absent_is_one_clear_line(monkeypatch, name):
    monkeypatch.setitem(__import__("sys").modules, name, None)
    with pytest.raises(UsageError, match=f"pip install {name}"):
        getattr(ROWS, f"to_{name}")()


def test_a_notebook_shows_a_table_of_text():
    shown = ROWS._repr_html_()
    assert "<b>" not in shown
    assert "&lt;b&gt;A&lt;/b&gt;" in shown
    assert "0.000123" in shown
    assert "a; b; c; d; … (6)" in shown
    assert "50 of 60 rows" in Rows([One(name="x")] * 60)._repr_html_()
    assert Rows()._repr_html_() == "<p>no rows</p>"


def test_what_is_no_record_is_refused():
    with pytest.raises(UsageError):
        Rows([1]).to_pandas()


def test_every_counting_verb_answers_with_rows(tmp_path):
    import spacekg

    graph = spacekg.KnowledgeGraph.from_quads(b"")
    verbs = (
        "shared overlaps similar coverage summary central communities priorities recurring "
        "gaps conflicts"
    )
    for name in verbs.split():
        assert isinstance(getattr(spacekg, name)(graph), Rows), name
