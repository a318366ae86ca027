"""Workers killed while a build goes on; ``benchmarks/faults.py worker-kills`` does it 100 times."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

if sys.platform != "linux":
    pytest.skip("workers are looked up in /proc", allow_module_level=True)


@pytest.mark.parametrize(("engine", "documents", "kills"), [("processes", 60, 6), ("dask", 40, 3)])
def test_killed_workers_lose_and_double_nothing(
    engine: str, documents: int, kills: int, worker_killer: ModuleType, tmp_path: Path
) -> None:
    if engine == "dask":
        pytest.importorskip("distributed")
    found = worker_killer.kill_workers(tmp_path, engine=engine, documents=documents, kills=kills)
    assert found.wrong == ""
    assert found.kills == kills
