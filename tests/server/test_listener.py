"""The command: it says where it listens, stops when told, and explains what is wrong."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading

import httpx
import pytest

import spacekg
from spacekg.errors import StoreError, UsageError
from spacekg.server import open_port


def test_the_command_serves_until_it_is_interrupted(small_store):
    command = [sys.executable, "-m", "spacekg", "serve", "--port", "0", "--store", str(small_store)]
    process = subprocess.Popen(
        command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    watchdog = threading.Timer(120, process.kill)
    watchdog.start()
    try:
        line = process.stderr.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+/", line).group()
        # The port is open before the processes are ready, so the first question waits for them.
        answer = httpx.get(f"{address}sparql", params={"query": "ASK {}"}, timeout=60)
        assert answer.json()["boolean"] is True
        os.kill(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=60)
    finally:
        watchdog.cancel()
        process.kill()
    assert out == "" and "Traceback" not in err


def test_a_port_that_is_taken_is_one_line(small_store):
    with open_port("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=r"choose another with --port"):
            spacekg.serve(small_store, port=port)


def test_a_store_that_is_missing_is_one_line(tmp_path):
    with pytest.raises(StoreError, match="no graph here yet"):
        spacekg.serve(tmp_path / "none", port=0)


def test_a_wish_that_is_none_is_refused(small_store):
    with pytest.raises(UsageError, match="auto, always, never"):
        spacekg.serve(small_store, port=0, in_memory="perhaps")
