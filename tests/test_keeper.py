from __future__ import annotations

from pathlib import Path

import pytest

import spacekg

STUDIES = Path(__file__).resolve().parents[1] / "data" / "studies"
FILES = sorted(STUDIES.glob("20*.md"))[:3]


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("keeper")
    spacekg.build(FILES[:2], store=folder / "a")
    spacekg.build(FILES, store=folder / "b")
    return folder / "a", folder / "b"


def test_a_sound_store_is_called_sound(stores: tuple[Path, Path]) -> None:
    report = spacekg.doctor(stores[0])
    assert report.sound and report.documents == 2 and report.text().startswith("sound")


@pytest.mark.parametrize("name", ["graph.nq", "manifest.json"])
def test_damage_is_found(tmp_path: Path, name: str) -> None:
    spacekg.build(FILES[:1], store=tmp_path / "s")
    (victim,) = (tmp_path / "s").rglob(name)
    content = bytearray(victim.read_bytes())
    content[len(content) // 2] ^= 0x15
    victim.write_bytes(bytes(content))
    report = spacekg.doctor(tmp_path / "s")
    assert not report.sound and report.text().startswith("damaged")


def test_what_came_is_told_and_nothing_else(stores: tuple[Path, Path]) -> None:
    before, after = (spacekg.KnowledgeGraph.open(store) for store in stores)
    rows = spacekg.diff(before, after)
    assert [row.change for row in rows if row.kind == "study"] == ["added"]
    assert {row.change for row in rows} == {"added"}
    assert {row.change for row in spacekg.diff(after, before)} == {"removed"}
    assert spacekg.diff(before, before) == ()
