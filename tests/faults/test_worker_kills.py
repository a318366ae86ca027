"""Workers killed while a build goes on; ``benchmarks/faults.py worker-kills`` does it 100 times."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

if sys.platform != "linux":
    pytest.skip("workers are looked up in /proc", allow_module_level=True)

#: so many that an idle machine, too, is not done before the last kill
DOCUMENTS = 240


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documents, and the calm build that each disturbed one is compared with: made once."""
    return tmp_path_factory.mktemp("kills")


@pytest.mark.parametrize(("engine", "kills"), [("processes", 6), ("dask", 3)])
def test_killed_workers_lose_and_double_nothing(
    engine: str, kills: int, worker_killer: ModuleType, papers: Path
) -> None:
    if engine == "dask":
        pytest.importorskip("distributed")
    found = worker_killer.kill_workers(papers, engine=engine, documents=DOCUMENTS, kills=kills)
    assert found.wrong == ""
    assert found.kills == kills
