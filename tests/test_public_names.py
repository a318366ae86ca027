from __future__ import annotations

import inspect
import subprocess
import sys

import spacekg


def test_all_is_sorted_and_complete() -> None:
    assert spacekg.__all__ == sorted(spacekg.__all__)
    assert set(spacekg.__all__) == set(spacekg._HOMES)


def test_every_public_name_is_there_and_documented() -> None:
    for name in spacekg.__all__:
        thing = getattr(spacekg, name)
        assert inspect.getdoc(thing), f"{name} has no docstring"


def test_importing_spacekg_imports_nothing_heavy() -> None:
    heavy = "rdflib networkx numpy scipy pandas pyvis pyshacl pypdf ftfy yaml rich typer".split()
    code = f"import spacekg, spacekg.cli, sys; print([m for m in {heavy[:-2]} if m in sys.modules])"
    printed = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout
    assert printed.strip() == "[]"


def test_each_command_is_a_function_of_the_same_word() -> None:
    from typer.main import get_command

    from spacekg.cli import app

    commands = set(get_command(app).commands)  # type: ignore[attr-defined]
    promised = set("build annotate extract evaluate query queries shared gaps conflicts summary "
                   "validate export site".split())  # fmt: skip
    assert promised <= commands
    words = {"annotate": "annotate_files", "extract": "extract_files", "queries": "list_questions",
             "site": "write_site"}  # fmt: skip
    for command in promised:
        assert words.get(command, command) in spacekg.__all__
