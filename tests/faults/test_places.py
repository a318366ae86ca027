"""A folder that may not be written and a disk that is full: one line, and the last graph stays."""

from __future__ import annotations

import random
import shutil
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

import spacekg
from spacekg.graph import GraphStore

UNSHARE = shutil.which("unshare")


def may_mount() -> bool:
    """Whether a process here may have mounts of its own."""
    if UNSHARE is None:
        return False
    words = [UNSHARE, "-rm", "sh", "-c", "mount -t tmpfs none /mnt"]
    return subprocess.run(words, capture_output=True, check=False).returncode == 0


pytestmark = pytest.mark.skipif(not may_mount(), reason="mounts are not allowed here")


def build_in(harness: ModuleType, root: Path, mount: str) -> tuple[int, list[str], str]:
    """Build a changed document in a store that ``mount`` has prepared; what it says of itself."""
    scene = harness.Scene(root=root, chance=random.Random(3)).prepare(3)
    acknowledged = str(scene.sha256)
    scene.change()
    shutil.copytree(scene.store, root / "saved")
    script = (
        f"{mount}\n"
        'shift 2; "$@" >build.out 2>build.err; echo $? >build.code\n'
        f'cp -a "{scene.store}" "{root}/after"'
    )
    done = subprocess.run(
        [
            str(UNSHARE), "-rm", "sh", "-c", script, "sh", str(scene.store), str(root / "saved"),
            *harness.COMMAND, *scene.build_words(), "--store", str(scene.store),
        ],
        cwd=root, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = (root / "build.err").read_text().splitlines()
    assert spacekg.doctor(root / "after").sound
    return int((root / "build.code").read_text()), told, acknowledged


def test_a_read_only_store_is_left_as_it_is(harness: ModuleType, tmp_path: Path) -> None:
    mount = 'mount --bind "$1" "$1" && mount -o remount,ro,bind "$1" || exit 9'
    code, told, acknowledged = build_in(harness, tmp_path, mount)
    assert code == 2
    assert len(told) == 1, told
    assert "cannot be written" in told[0]
    assert GraphStore(path=tmp_path / "after").verify().sha256 == acknowledged


@pytest.mark.parametrize("free", [0, 16, 200, 600])
def test_a_full_disk_leaves_the_last_graph(free: int, harness: ModuleType, tmp_path: Path) -> None:
    """A real file system with so many kilobytes left."""
    mount = (
        'mount -t tmpfs -o size=64m none "$1" && cp -a "$2/." "$1/" && '
        "used=$(df -k \"$1\" | awk 'NR==2 {print $3}') && "
        f'mount -o remount,size=$((used + {free}))k "$1" || exit 9'
    )
    code, told, acknowledged = build_in(harness, tmp_path, mount)
    assert code == 2
    assert len(told) == 1, told
    assert GraphStore(path=tmp_path / "after").verify().sha256 == acknowledged
