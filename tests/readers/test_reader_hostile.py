"""Documents made to break readers: each is read or refused with one line, in bounded time."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from spacekg.errors import (
    BinaryDocumentError,
    EmptyDocumentError,
    ReadError,
    UnsafeDocumentError,
)
from spacekg.readers import read, read_text

CORPUS = Path(__file__).resolve().parents[2] / "../shared/corpus/hostile"


def attempt(text: str) -> str:
    """``read``, or the kind of refusal."""
    started = time.process_time()
    try:
        read_text(text, id="x", path="x.md")
    except ReadError as error:
        line = str(error)
        assert "\n" not in line and line.startswith("x.md")
        outcome = type(error).__name__
    else:
        outcome = "read"
    assert time.process_time() - started < 20
    return outcome


def hostile_lines(name: str) -> list[dict[str, str]]:
    path = CORPUS / name
    if not path.exists():
        pytest.skip(f"development corpus (../shared/corpus/hostile/{name}) is absent")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


@pytest.mark.parametrize("folder", ["frontmatter", "not_a_study"])
def test_files(folder: str) -> None:
    paths = sorted((CORPUS / folder).glob("*"))
    if not paths:
        pytest.skip(f"development corpus (../shared/corpus/hostile/{folder}) is absent")
    for path in paths:
        try:
            document = read(path)
        except EmptyDocumentError:
            assert path.stat().st_size < 5
        else:
            assert document.passages


def test_yaml_cases() -> None:
    for case in hostile_lines("yaml_cases.jsonl"):
        attempt(f"---\n{case['yaml']}\n---\n\n# Results\n\nBone.")


def test_naughty_strings() -> None:
    for case in hostile_lines("naughty_strings.jsonl"):
        attempt(case["text"])
        attempt(f"---\ntitle: {case['text']}\n---\n{case['text']}")


def test_mojibake_is_never_made_worse() -> None:
    for case in hostile_lines("mojibake.jsonl"):
        if case.get("expect") == "pass" and "\n" not in case["original"]:
            attempt(f"---\ntitle: {json.dumps(case['original'])}\n---\nBone.")


BOMB = "a: &a [x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nd: &d [*c, *c, *c]\ne: [*d, *d, *d]"


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        (f"---\n{BOMB}\n---\n", "UnsafeDocumentError"),
        ("---\na: " + "[" * 5000 + "\n---\n", "UnsafeDocumentError"),
        ("---\na: " + "{a: " * 5000 + "\n---\n", "UnsafeDocumentError"),
        ("---\na: !!python/object/apply:os.system [ls]\n---\n", "UnsafeDocumentError"),
        ("---\na:\n" + "- x\n" * 150_000 + "---\n", "UnsafeDocumentError"),
        ("---\ntitle: *Mus musculus* in orbit\n---\nBone.", "read"),
        ("---\n1: a\n? [b]\n: c\n2020-01-01: d\n---\nBone.", "read"),
        ('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><article>&b;</article>',
         "UnsafeDocumentError"),
        ('<?xml version="1.0"?><article><body>', "ReadError"),
        ('<?xml version="1.0"?>' + "<a>" * 5000, "UnsafeDocumentError"),
        ("<!DOCTYPE html><html><body>" + "<div>" * 100_000 + "x</div>", "UnsafeDocumentError"),
        ("<!DOCTYPE html><html><body>" + "<a " * 20_000 + "</body></html>", "read"),
        ("<!DOCTYPE html><html><body>" + "<!-- " * 20_000 + "</body></html>", "read"),
        ("# A\n\n" + "*a " * 60_000, "read"),
        ("# A\n\n" + "[" * 60_000 + "](", "read"),
        ("# A\n\n" + "`" * 60_001 + "a", "read"),
        ("# A\n\n" + "> " * 20_000 + "a", "read"),
        ("# A\n\n" + "<!--" * 30_000, "read"),
        ("- " * 60_000, "read"),
        ("a-\n" * 60_000, "read"),
        ("word12. " * 40_000, "read"),
        (" " * 200_000 + "a", "read"),
        ("\n" * 200_000 + "a", "read"),
        ("\u200b\ufeff \n", "EmptyDocumentError"),
        ("A" * 2_000_000, "read"),
    ],
)  # fmt: skip
def test_made_to_exhaust(text: str, outcome: str) -> None:
    assert attempt(text) == outcome


def test_files_that_are_no_documents(tmp_path: Path) -> None:
    empty, binary, picture = tmp_path / "e.md", tmp_path / "b.md", tmp_path / "p.md"
    empty.write_bytes(b" \n\t")
    binary.write_bytes(b"abc\0def")
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    huge = tmp_path / "huge.md"
    with huge.open("wb") as stream:
        stream.truncate(60_000_000)
    for path, kind in (
        (empty, EmptyDocumentError), (binary, BinaryDocumentError), (picture, BinaryDocumentError),
        (huge, UnsafeDocumentError), (tmp_path, ReadError), (tmp_path / "none", ReadError),
        (Path("a\0b"), ReadError),
    ):  # fmt: skip
        with pytest.raises(kind):
            read(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_named_pipe_does_not_hang(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(ReadError):
        read(pipe)
