"""Hash seed, order of files, jobs, locale, time zone, clean or step by step: one digest."""

from __future__ import annotations

import random
from pathlib import Path
from types import ModuleType


def test_another_environment_gives_the_same_bytes(harness: ModuleType, tmp_path: Path) -> None:
    scene = harness.Scene(root=tmp_path, chance=random.Random(12))
    assert harness.compare_digests(scene, 4) == []
