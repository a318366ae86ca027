"""Faults: a few trials of each; ``benchmarks/faults.py`` runs as many as one wants."""

from __future__ import annotations

import importlib.util
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


def load_harness() -> ModuleType:
    name = "spacekg_fault_harness"
    if name not in sys.modules:
        path = Path(__file__).with_name("fault_harness.py")
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


@pytest.mark.parametrize("name", [name for name, _ in load_harness().KILLS])
def test_pulling_the_plug_loses_nothing(name: str, tmp_path: Path) -> None:
    harness = load_harness()
    scene = harness.Scene(root=tmp_path, chance=random.Random(name)).prepare(3)
    assert dict(harness.KILLS)[name](scene) == ""


def test_damage_is_detected_and_never_answered_from(tmp_path: Path) -> None:
    harness = load_harness()
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
def test_a_full_disk_leaves_the_last_graph(size: int, tmp_path: Path) -> None:
    harness = load_harness()
    scene = harness.Scene(root=tmp_path, chance=random.Random(size)).prepare(3)
    scene.change()
    code, told = harness.run_limited(scene, size, "build", str(scene.papers), "--jobs", "1")
    assert "Traceback" not in told
    if code:
        assert told.strip()
        assert harness.verified(scene) == ""
    spacekg.build([scene.papers], store=scene.store)
    assert GraphStore(path=scene.store).verify()
