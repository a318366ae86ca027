"""The graph follows its folder, in bounded time, and the watching ends when it is told to."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import spacekg
from spacekg import pipeline
from spacekg.errors import SpaceKGError
from spacekg.fingerprint import Digests, fingerprint
from spacekg.report import BuildReport

TEXT = (
    "# Spaceflight and the liver of mice, part {}\n\nMice flew on STS-131 for 13 days with ground "
    "controls.\nFbxo32 expression increased in the liver of mice after spaceflight (p < 0.05).\n"
)
LONG = 60.0
VERSIONS = fingerprint(Digests())


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """The code counts as it was when the tests began, whoever edits it meanwhile."""
    monkeypatch.setattr(pipeline, "fingerprint", lambda digests: VERSIONS)


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[tuple[Path, queue.Queue[BuildReport | SpaceKGError]]]:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "a.md").write_text(TEXT.format(1))
    told: queue.Queue[BuildReport | SpaceKGError] = queue.Queue()
    stop = threading.Event()
    thread = threading.Thread(
        target=spacekg.watch,
        args=([folder],),
        kwargs={"store": tmp_path / "store", "tell": told.put, "stop": stop, "pause": 0.05},
    )
    thread.start()
    yield folder, told
    stop.set()
    thread.join(timeout=LONG)
    assert not thread.is_alive()


def test_each_change_makes_a_build(
    watched: tuple[Path, queue.Queue[BuildReport | SpaceKGError]],
) -> None:
    folder, told = watched

    def build() -> tuple[int, int, int]:
        report = told.get(timeout=LONG)
        assert isinstance(report, BuildReport)
        return report.read, report.refused, report.worked

    assert build() == (1, 0, 1)
    (folder / "b.md").write_text(TEXT.format(2))
    assert build() == (2, 0, 1)
    (folder / "a.md").write_text(TEXT.format(3))
    assert build() == (2, 0, 1)
    (folder / "b.md").unlink()
    assert build() == (1, 0, 0)
    (folder / "c.md").write_bytes(b"\x89PNG\r\n\x00")
    assert build() == (1, 1, 1)


def test_an_error_is_told_and_the_watching_goes_on(
    watched: tuple[Path, queue.Queue[BuildReport | SpaceKGError]],
) -> None:
    folder, told = watched
    assert isinstance(told.get(timeout=LONG), BuildReport)
    (folder / "a.md").unlink()
    assert isinstance(told.get(timeout=LONG), SpaceKGError)
    (folder / "d.md").write_text(TEXT.format(4))
    report = told.get(timeout=LONG)
    assert isinstance(report, BuildReport) and report.read == 1


def test_many_writes_make_one_build(
    watched: tuple[Path, queue.Queue[BuildReport | SpaceKGError]],
) -> None:
    folder, told = watched
    told.get(timeout=LONG)
    for number in range(20):
        (folder / f"{number}.md").write_text(TEXT.format(number))
        time.sleep(0.01)
    report = told.get(timeout=LONG)
    assert isinstance(report, BuildReport) and report.read == 21


def test_the_command_ends_cleanly_on_ctrl_c(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(TEXT.format(1))
    process = subprocess.Popen(
        [sys.executable, "-m", "spacekg", "watch", str(tmp_path), "--store", str(tmp_path / "g")],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    try:
        assert process.stdout is not None
        assert process.stdout.readline().split() == ["documents", "read", "1"]
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=LONG)
    finally:
        process.kill()
    assert process.returncode == 0
    assert errors.splitlines()[-1] == "spacekg: stopped watching"
    assert "Traceback" not in errors
