"""``spacekg annotate FILE`` says the same with and without the whole command line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


def run(*arguments: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, timeout=100, check=False
    )
    return done.returncode, done.stdout, done.stderr


WHOLE = "from spacekg.cli import main; main()"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "one.txt"
    path.write_text("Fbxo32 rose in the soleus of mice after spaceflight.\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("verb", ["annotate", "extract"])
def test_the_short_way_says_what_the_long_way_says(verb: str, file: Path) -> None:
    missing = str(file.with_name("missing.txt"))
    short = run("-m", "spacekg", verb, str(file), missing)
    assert short == run("-c", WHOLE, verb, str(file), missing)
    assert short[0] == 0 and short[1] and "missing.txt" in short[2]


def test_nothing_readable_is_the_same_failure(tmp_path: Path) -> None:
    missing = str(tmp_path / "missing.txt")
    short = run("-m", "spacekg", "annotate", missing)
    assert short == run("-c", WHOLE, "annotate", missing)
    assert short[0] == 2


def test_options_and_no_files_take_the_long_way() -> None:
    code, out, _ = run("-m", "spacekg", "annotate", "--help")
    assert code == 0 and "annotate" in out
    assert run("-m", "spacekg", "annotate")[0] == 2


def test_the_short_way_loads_no_command_line(file: Path) -> None:
    code, out, _ = run(
        "-c",
        "import sys; from spacekg.__main__ import main\n"
        f"sys.argv = ['spacekg', 'annotate', {str(file)!r}]\n"
        "try: main()\n"
        "except SystemExit: print('typer' in sys.modules, 'spacekg.extraction' in sys.modules)",
    )
    assert code == 0
    assert out.splitlines()[-1] == "False False"
