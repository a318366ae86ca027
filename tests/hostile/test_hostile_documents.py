"""Hostile documents of our own, through the real build: one line each, the others go on."""

from __future__ import annotations

import importlib.util
import os
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest

import spacekg
from spacekg.readers import read, read_files, read_text


def load_documents() -> ModuleType:
    name = "spacekg_hostile_documents"
    if name not in sys.modules:
        path = Path(__file__).with_name("hostile_documents.py")
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


@pytest.mark.parametrize("kind", ["front matter", "values", "encodings", "files", "names", "pdfs"])
def test_each_is_read_or_refused_in_one_line(kind: str, tmp_path: Path) -> None:
    for number, one in enumerate(load_documents().hostile_documents(kind)):
        folder = tmp_path / str(number)
        folder.mkdir()
        path = one.write(folder)
        try:
            document = read(path)
        except spacekg.SpaceKGError as error:
            assert str(error).isprintable(), one.name
            assert path.name in str(error) or not path.name.isprintable()
        else:
            assert document.text, one.name


def test_what_lies_in_a_folder_is_told_of_and_stops_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    wanted = {"pipe.md", "loop.md", "dangling.md", "giant-hole.md", "socket.md", "link-up"}
    module = load_documents()
    for one in module.hostile_documents("files"):
        if one.name in wanted:
            one.write(folder)
    (folder / "line\nbreak\x1b[2J.md").write_text(module.BODY)
    (folder / "good.md").write_text(module.BODY)
    (folder / os.fsdecode(b"odd-\xff.md")).write_text(f"{module.BODY} Again.")
    report = spacekg.build([folder], store=tmp_path / "store")
    assert (report.read, report.refused) == (3, len(wanted))
    lines = list(report.lines())
    assert all(line.isprintable() for line in lines)
    assert {line.split(": ")[1].rsplit("/", 1)[-1] for line in lines} == wanted


def test_a_broken_line_does_not_stop_those_after_it(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "1", "text": "Mice \\ud800."}\n{\n[]\n{"id": "2", "text": "Rats."}\n')
    said: list[str] = []
    found = list(read_files([path], said.append))
    assert [document.id for document in found] == ["1", "2"]
    assert found[0].text == "Mice \ufffd."
    assert [line.split(": ")[2] for line in said] == ["line 2", "line 3"]


def test_lines_of_json_are_read_or_told_as_promised(tmp_path: Path) -> None:
    for one in load_documents().hostile_documents("tables"):
        if not str(one.name).endswith(".jsonl"):
            continue
        said: list[str] = []
        found = list(read_files([one.write(tmp_path)], said.append))
        assert found or said, one.name
        assert all(line.isprintable() and ": line " in line for line in said), said
        assert bool(said) == (one.promise == "told"), (one.name, said)


@pytest.mark.parametrize("text", ["<!--", "<a ", "<?", "<![a[", "&#99999999999;", "<p>&#xfffffff;"])
def test_pages_are_parsed_in_time_linear_to_their_length(text: str) -> None:
    started = time.process_time()
    page = f"<!DOCTYPE html><html><body><p>Bone.</p>{text * 60_000}"
    document = read_text(page, id="x")
    assert any("Bone." in passage.text for passage in document.passages)
    assert time.process_time() - started < 10
