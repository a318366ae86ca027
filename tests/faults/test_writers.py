"""Two builds of one store at once, and what a dead one leaves behind: real processes."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest

import spacekg
from spacekg.errors import StoreError
from spacekg.graph import GraphStore


@pytest.mark.parametrize("clean", [False, True])
def test_of_two_builds_at_once_one_is_done_or_both(
    clean: bool, harness: ModuleType, tmp_path: Path
) -> None:
    scene = harness.Scene(root=tmp_path, chance=random.Random(8)).prepare(3)
    assert harness.race_writers(scene, 3, clean=clean) == ""


def test_while_one_writes_the_other_is_refused_in_a_line(
    harness: ModuleType, tmp_path: Path
) -> None:
    scene = harness.Scene(root=tmp_path, chance=random.Random(9)).prepare(3)
    scene.change()
    with GraphStore(path=scene.store).writing():
        process = scene.start(*scene.build_words())
        _, told = process.communicate(timeout=60)
    assert process.returncode == 2
    assert told.decode().count("\n") == 1
    assert "another build is writing this store" in told.decode()
    assert harness.verified(scene) == ""


HOLDER = (
    "import sys, time; from spacekg.graph import GraphStore; from pathlib import Path\n"
    "with GraphStore(path=Path(sys.argv[1])).writing(): print('held', flush=True); time.sleep(60)"
)


def test_the_lock_of_a_dead_process_is_taken_over(harness: ModuleType, tmp_path: Path) -> None:
    scene = harness.Scene(root=tmp_path, chance=random.Random(10)).prepare(3)
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, scene.store], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    with pytest.raises(StoreError, match="another build is writing"):
        spacekg.build([scene.papers], store=scene.store)
    holder.kill()
    holder.communicate(timeout=30)
    assert (scene.store / "lock").exists()
    assert spacekg.build([scene.papers], store=scene.store).read == 3


def test_workers_of_a_killed_build_do_not_keep_the_lock(
    harness: ModuleType, tmp_path: Path
) -> None:
    """Only the builder is killed, at work with two processes: the next build goes on at once."""
    scene = harness.Scene(root=tmp_path, chance=random.Random(11)).prepare(3)
    for number in range(30):
        harness.write_study(scene.papers / f"more{number}.md", scene.chance)
    process = scene.start("build", str(scene.papers), "--jobs", "2", "--clean")
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    until = time.monotonic() + 30
    while len(children.read_text().split()) < 2 and time.monotonic() < until:
        time.sleep(0.01)
    time.sleep(0.2)
    os.kill(process.pid, signal.SIGKILL)
    process.wait(timeout=30)
    try:
        assert process.returncode == -signal.SIGKILL
        assert spacekg.build([scene.papers], store=scene.store).read == 33
    finally:
        harness.end_group(process)
    scene.note()
