from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from spacekg.engines import run


def start_upper() -> object:
    return str.upper


def start_killer() -> object:
    def work(item: str) -> str:
        if item.startswith("die"):
            os.kill(os.getpid(), signal.SIGKILL)
        if item.startswith("once:"):
            marker = Path(item.removeprefix("once:"))
            if not marker.exists():
                marker.write_text("tried")
                os.kill(os.getpid(), signal.SIGKILL)
        if item.startswith("hang"):
            time.sleep(60)
        return item.upper()

    return work


def test_processes_give_the_same_results_as_one() -> None:
    items = [f"item {number}" for number in range(40)]
    alone = {o.item: o.result for o in run(start_upper, items)}
    together = {o.item: o.result for o in run(start_upper, items, jobs=3)}
    assert together == alone


def test_a_killed_worker_loses_and_doubles_nothing(tmp_path: Path) -> None:
    items = ["a", "die", "b", f"once:{tmp_path / 'marker'}", "c", "d"]
    outcomes = list(run(start_killer, items, jobs=2))
    assert sorted(o.item for o in outcomes) == sorted(items)
    failures = {o.item: o.failure for o in outcomes if o.failure}
    assert set(failures) == {"die"}
    assert "given up after 5 tries" in failures["die"]


def test_a_document_that_hangs_is_given_up() -> None:
    outcomes = {o.item: o for o in run(start_killer, ["a", "hang", "b"], jobs=2, seconds=1.5)}
    assert outcomes["a"].result == "A" and outcomes["b"].result == "B"
    assert "took more than 1.5 seconds" in outcomes["hang"].failure
