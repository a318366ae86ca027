from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from spacekg.engines import run
from spacekg.errors import SpaceKGError, UsageError


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


def start_defect() -> object:
    def work(item: str) -> str:
        if item == "bug":
            raise ValueError("two\nlines")
        if item == "greedy":
            return str(len(bytearray(600 << 20)))
        return item.upper()

    return work


def start_nothing() -> object:
    raise RuntimeError("no lexicon")


def test_a_defect_or_too_much_memory_stops_one_item_only() -> None:
    items = ["a", "bug", "greedy", "b"]
    found = {o.item: o for o in run(start_defect, items, jobs=2, memory=400 << 20)}
    assert found["a"].result == "A" and found["b"].result == "B"
    assert "ValueError: two lines" in found["bug"].failure
    assert "memory" in found["greedy"].failure


def test_work_that_cannot_begin_is_one_line() -> None:
    with pytest.raises(SpaceKGError, match="the work cannot begin: RuntimeError: no lexicon"):
        list(run(start_nothing, ["a"], jobs=1))


def test_an_engine_that_is_not_there_is_one_line() -> None:
    with pytest.raises(UsageError, match="there is no engine 'spark'"):
        list(run(start_upper, ["a"], engine="spark"))


def start_slow() -> object:
    def work(item: int) -> int:
        time.sleep(0.02)
        return item * item

    return work


def list_children() -> list[int]:
    told = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    return [int(pid) for path in told for pid in path.read_text().split()]


def kill_children(times: int, pause: float, stop: threading.Event) -> None:
    chance = random.Random(times)
    for _ in range(times):
        if stop.wait(pause):
            return
        children = list_children()
        if children:
            os.kill(chance.choice(children), signal.SIGKILL)


def test_kills_at_any_moment_lose_and_double_nothing() -> None:
    stop = threading.Event()
    killer = threading.Thread(target=kill_children, args=(12, 0.3, stop))
    killer.start()
    try:
        outcomes = list(run(start_slow, range(150), jobs=2))
    finally:
        stop.set()
        killer.join()
    assert sorted(o.item for o in outcomes) == list(range(150))
    assert all(o.result == o.item**2 for o in outcomes)


@pytest.mark.filterwarnings("default")
def test_dask_gives_the_same_and_outlives_its_workers() -> None:
    pytest.importorskip("distributed")
    items = [f"item {number}" for number in range(45)] + ["die"]
    outcomes = list(run(start_killer, items, jobs=2, engine="dask"))
    assert sorted(o.item for o in outcomes) == sorted(items)
    assert {o.item for o in outcomes if o.failure} == {"die"}
    assert all(o.result == o.item.upper() for o in outcomes if not o.failure)


def test_a_script_without_a_guard_is_run_once(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "from spacekg.engines import Start, run\n"
        "start = Start(module='operator', function='attrgetter', arguments=('real',))\n"
        "print(sorted(outcome.result for outcome in run(start, [3, 4, 5], jobs=2)))\n"
    )
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("[3, 4, 5]\n", "")


@pytest.mark.filterwarnings("default")
def test_workers_of_a_cluster_that_never_come_up_are_one_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("spacekg.engines.workers._PROGRAM", "raise SystemExit(1)")
    monkeypatch.setattr("spacekg.engines.workers.HOPELESS", 4)
    with pytest.raises(SpaceKGError, match="no worker process comes up"):
        list(run(start_upper, ["a"], jobs=2, engine="dask"))


def start_taker() -> object:
    def work(item: str) -> str:
        place, name = item.rsplit(" ", 1)
        Path(place, f"{name}.{time.monotonic_ns()}").touch()
        if name == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        return name

    return work


def test_what_waits_behind_one_that_kills_its_worker_is_not_blamed(tmp_path: Path) -> None:
    # one worker has several at once; those that it had not begun are begun once only
    names = ["die", *(f"sound{number}" for number in range(8))]
    outcomes = list(run(start_taker, [f"{tmp_path} {name}" for name in names], jobs=1))
    assert {o.result for o in outcomes} == {*names[1:], None}
    begun = [path.name.split(".")[0] for path in tmp_path.iterdir()]
    assert {name: begun.count(name) for name in names} == {
        **dict.fromkeys(names, 1), "die": 5,
    }  # fmt: skip


def test_meanwhile_is_called_once_before_the_first_outcome() -> None:
    called: list[int] = []
    outcomes = run(start_upper, ["a", "b"], jobs=2, meanwhile=lambda: called.append(1))
    assert next(outcomes).result in {"A", "B"} and called == [1]
    assert len(list(outcomes)) == 1 and called == [1]
