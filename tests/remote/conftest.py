"""Two real SPARQL servers on loopback, each started once and ended with the tests."""

from __future__ import annotations

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse, serialize

HERE = Path(__file__).resolve().parent
VIRTUOSO = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 2000
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
FileExtend = 200
MaxCheckpointRemap = 2000
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
CheckpointInterval = 0
NumberOfBuffers = 4000
MaxDirtyBuffers = 3000
CaseMode = 2
DirsAllowed = {folder}
SchedulerInterval = 10
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
MaxClientConnections = 10
ServerThreads = 10
Charset = UTF-8
[SPARQL]
ResultSetMaxRows = 300
MaxQueryExecutionTime = 60
[Client]
SQL_QUERY_TIMEOUT = 0
SQL_TXN_TIMEOUT = 0
"""

_NAME = "spacekg_fault_server"
if _NAME not in sys.modules:
    _spec = importlib.util.spec_from_file_location(_NAME, HERE / "fault_server.py")
    sys.modules[_NAME] = importlib.util.module_from_spec(_spec)
    _spec.loader.exec_module(sys.modules[_NAME])


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def absent(what: str) -> None:
    """A server that is not installed is no failure at home, and is one in CI."""
    message = f"{what} is not installed (scripts/test installs it)"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


def wait_until_it_answers(process: subprocess.Popen[bytes], url: str, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            pytest.fail(f"the server ended with {process.returncode} before it answered")
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    process.kill()
    pytest.fail(f"the server did not answer within {seconds} seconds")


def run_server(command: list[str], url: str, folder: Path, seconds: float) -> Iterator[None]:
    with (folder / "output.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
        try:
            wait_until_it_answers(process, url, seconds)
            yield
        finally:
            process.kill()
            process.wait(timeout=10)


@pytest.fixture(scope="session")
def oxigraph_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a fresh Oxigraph server."""
    beside = Path(sys.executable).parent / "oxigraph"
    program = str(beside) if beside.exists() else shutil.which("oxigraph")
    if program is None:
        absent("the Oxigraph server (the package oxigraph)")
    port = free_port()
    command = [str(program), "serve", "--bind", f"127.0.0.1:{port}"]
    url = f"http://127.0.0.1:{port}/query?query=ASK%7B%7D"
    for _ in run_server(command, url, tmp_path_factory.mktemp("oxigraph"), 20):
        yield f"sparql+http://127.0.0.1:{port}/query"


@pytest.fixture(scope="session")
def virtuoso_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a fresh Virtuoso that gives 300 rows at most; its login is dba, dba."""
    program = shutil.which("virtuoso-t")
    if program is None:
        absent("Virtuoso (Debian's virtuoso-opensource-7-bin)")
    folder = tmp_path_factory.mktemp("virtuoso")
    port = free_port()
    ini = VIRTUOSO.format(folder=folder, sql=free_port(), http=port)
    (folder / "virtuoso.ini").write_text(ini, encoding="ascii")
    command = [str(program), "+configfile", str(folder / "virtuoso.ini"), "+foreground"]
    url = f"http://127.0.0.1:{port}/sparql?query=ASK%7B%7D"
    for _ in run_server(command, url, folder, 90):
        yield f"sparql+http://127.0.0.1:{port}/sparql?server=virtuoso"


@pytest.fixture(params=["oxigraph", "virtuoso"])
def server(request: pytest.FixtureRequest, login: None) -> str:
    """The address of each server in turn."""
    return request.getfixturevalue(f"{request.param}_server")


@pytest.fixture
def login(monkeypatch: pytest.MonkeyPatch) -> None:
    """The login of a fresh Virtuoso; the other server asks for none."""
    monkeypatch.setenv("SPACEKG_REMOTE_USER", "dba")
    monkeypatch.setenv("SPACEKG_REMOTE_PASSWORD", "dba")


@pytest.fixture(scope="session")
def small_quads() -> bytes:
    """The small graph of the named questions as N-Quads."""
    text = (HERE.parent / "queries" / "small.trig").read_text(encoding="utf-8")
    return serialize(parse(text, format=RdfFormat.TRIG), format=RdfFormat.N_QUADS) or b""
