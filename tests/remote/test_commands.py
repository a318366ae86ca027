"""The command line with a server for a store says what it says with a folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

STUDIES = Path(__file__).resolve().parents[2] / "data" / "studies"


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "spacekg", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=240,
        env={**os.environ, "HOME": str(folder)},
    )


@pytest.fixture(scope="module")
def stores(oxigraph_server: str, tmp_path_factory: pytest.TempPathFactory):
    """The same two studies built into a folder and into a server."""
    folder = tmp_path_factory.mktemp("commands")
    papers = [str(path) for path in sorted(STUDIES.glob("*.md"))[:2]]
    for store in ("here", oxigraph_server):
        done = run(folder, "build", *papers, "--store", store)
        assert done.returncode == 0, done.stderr
    return folder, oxigraph_server


@pytest.mark.parametrize(
    "command",
    [
        ["summary"], ["shared", "--min-studies", "1", "--format", "csv"],
        ["gaps", "--format", "csv"],
        ["query", "findings-about", "--format", "csv"], ["validate"],
        ["export", "nquads", "{out}.nq"],
    ],
    ids=lambda command: command[0],
)  # fmt: skip
def test_a_command_says_the_same_of_both(stores, command):
    folder, server = stores
    told = []
    for name, store in (("a", "here"), ("b", server)):
        done = run(folder, *(one.format(out=name) for one in command), "--store", store)
        assert done.returncode == 0, done.stderr
        out = folder / f"{name}.nq"
        told.append(out.read_bytes() if command[0] == "export" else done.stdout)
    assert told[0] == told[1]


def test_the_doctor_fetches_and_counts_everything(stores):
    folder, server = stores
    told = [run(folder, "doctor", "--store", store) for store in ("here", server)]
    assert [one.returncode for one in told] == [0, 0]
    # Quads and digest; the name of the generation holds the versions of the code, too.
    assert len({one.stdout.partition(", ")[2] for one in told}) == 1


def test_a_server_that_is_not_there_is_one_line(stores):
    folder, _ = stores
    for command in (["summary"], ["query", "shared-genes"]):
        done = run(folder, *command, "--store", "sparql+http://127.0.0.1:9/query")
        assert done.returncode == 2
        assert len(done.stderr.splitlines()) == 1 and "does not answer" in done.stderr
    done = run(folder, "summary", "--store", "sparql+http://me:pw@127.0.0.1:9/query")
    assert done.returncode == 2 and "pw" not in done.stderr
