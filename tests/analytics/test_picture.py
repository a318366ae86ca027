"""Pictures: drawn, the same twice, with their numbers beside them."""

import csv
import xml.etree.ElementTree as ElementTree

import pytest

from spacekg import KnowledgeGraph, build, draw
from spacekg.errors import UsageError

pytest.importorskip("matplotlib")


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pictures")
    for name, tissue, sign in (("a", "liver", 1), ("b", "kidney", -1)):
        (folder / f"{name}.csv").write_text(
            f"gene,log2fc,adj_p\nFbxo32,{sign * 2},0.001\nCdkn1a,2,0.01\nActb,0.1,0.9\n"
        )
        (folder / f"{name}.yaml").write_text(
            f"study: OSD-{ord(name)}\norganism: mouse\ntissue: {tissue}\nexposure: spaceflight\n"
        )
    build([folder], store=folder / ".store")
    return KnowledgeGraph.open(folder / ".store")


@pytest.mark.parametrize("name", ["upset", "directions", "volcano", "coverage", "clusters"])
def test_a_picture_and_its_numbers(graph, tmp_path, name):
    picture, numbers = draw(graph, name, tmp_path / f"{name}.svg")
    ElementTree.parse(picture)
    with numbers.open(newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) > 1
    assert len({len(row) for row in rows}) == 1
    again, _ = draw(graph, name, tmp_path / "again" / f"{name}.svg")
    assert again.read_bytes() == picture.read_bytes()
    drawn, _ = draw(graph, name, tmp_path / f"{name}.png")
    assert drawn.read_bytes().startswith(b"\x89PNG")


def test_the_volcano_shows_every_tested_gene(graph, tmp_path):
    _, numbers = draw(graph, "volcano", tmp_path / "v.svg", contrast="kidney")
    with numbers.open(newline="") as file:
        rows = {row["gene"]: row["direction"] for row in csv.DictReader(file)}
    assert sorted(rows.values()) == ["-1", "0", "1"]


def test_misuse_is_one_line(graph, tmp_path):
    for name, file, options in (
        ("pie", "a.svg", {}), ("upset", "a.gif", {}), ("volcano", "a.svg", {"contrast": "moon"}),
    ):  # fmt: skip
        with pytest.raises(UsageError):
            draw(graph, name, tmp_path / file, **options)
    assert not list(tmp_path.iterdir())
