"""Faults: a few trials of each; ``benchmarks/faults.py`` runs as many as one wants."""

from __future__ import annotations

import random
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

import spacekg
from spacekg.graph import GraphStore

if sys.platform != "linux":
    pytest.skip("groups of processes are looked up in /proc", allow_module_level=True)


KILLED = ("build", "clean build", "first build", "export", "site", "serve", "watch")


@pytest.mark.parametrize("name", KILLED)
def test_pulling_the_plug_loses_nothing(name: str, harness: ModuleType, tmp_path: Path) -> None:
    assert tuple(dict(harness.KILLS)) == KILLED
    scene = harness.Scene(root=tmp_path, chance=random.Random(name)).prepare(3)
    assert dict(harness.KILLS)[name](scene) == ""


def test_damage_is_detected_and_never_answered_from(harness: ModuleType, tmp_path: Path) -> None:
    chance = random.Random(4)
    scene = harness.Scene(root=tmp_path, chance=chance).prepare(3)
    right = harness.ask(scene.store)
    assert not any(isinstance(one, Exception) for one in right)
    for damage in chance.sample(harness.list_damages(scene.store), 12):
        copy = tmp_path / "copy"
        shutil.copytree(scene.store, copy)
        file = copy / damage.file.relative_to(scene.store)
        before = file.read_bytes()
        harness.Damage(file=file, how=damage.how).do(chance)
        if not file.exists() or file.read_bytes() != before:
            assert not spacekg.doctor(copy).sound, (file.name, damage.how)
        assert harness.compare(harness.ask(copy), right) == 0, (file.name, damage.how)
        shutil.rmtree(copy)


@pytest.mark.parametrize("size", [0, 3_000, 20_000, 60_000])
def test_a_full_disk_leaves_the_last_graph(size: int, harness: ModuleType, tmp_path: Path) -> None:
    scene = harness.Scene(root=tmp_path, chance=random.Random(size)).prepare(3)
    scene.change()
    code, told = harness.run_limited(scene, size, "build", str(scene.papers), "--jobs", "1")
    assert "Traceback" not in told
    if code:
        assert told.strip()
        assert harness.verified(scene) == ""
    spacekg.build([scene.papers], store=scene.store)
    assert GraphStore(path=scene.store).verify()
