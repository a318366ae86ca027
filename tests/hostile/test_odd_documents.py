"""A second set of hostile documents, all in one folder, through ``spacekg build``."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from spacekg.extraction import extract_records
from spacekg.lexicon import read_lexicon
from spacekg.readers import read, read_text

if sys.platform != "linux":
    pytest.skip("the memory of a build is bounded by the kernel", allow_module_level=True)


def load(name: str) -> ModuleType:
    known = f"spacekg_{name}"
    if known not in sys.modules:
        path = Path(__file__).with_name(f"{name}.py")
        spec = importlib.util.spec_from_file_location(known, path)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[known] = module
        spec.loader.exec_module(module)
    return sys.modules[known]


def test_each_says_what_is_promised_and_sound_studies_come_through(tmp_path: Path) -> None:
    documents = load("odd_documents").odd_documents()
    assert len(documents) >= 200
    batch = load("odd_harness").build_odd(documents, tmp_path)
    assert batch.broken == []


def test_a_broken_promise_is_seen(tmp_path: Path) -> None:
    module, harness = load("odd_documents"), load("odd_harness")
    wrong = [
        module.Odd(name="a.md", kind="x", outcome="refused", make=module.BODY.encode()),
        module.Odd(name="b.md", kind="x", outcome="warned", says="line 9", make=b"\xef\xbb\xbfx"),
        module.Odd(name="c.md", kind="x", outcome="read", keeps=True, make=b"Mice in space, bone."),
    ]
    broken = harness.build_odd(wrong, tmp_path).broken
    assert {one.split(": ")[0] for one in broken} == {"x 'a.md'", "x 'b.md'", "x 'c.md'"}


@pytest.mark.parametrize(
    ("block", "places"),
    [
        ("title: Mice\nyear: 2020\nurl: https://a.b/c?d=e", []),
        ("doi: 10.1234/abc\ndoi: x y\nurl: ftp://a", ["line 3", "line 3"]),
        ("findings:\n- about: a\n  direction: increased\n- about: b\n  direction: up", ["line 6"]),
        ("genes: [Fbxo32]\ntitle: ~\nauthors: []\ntags: a, b\nauthors: A B", ["line 6"]),
        ("".join(f"date{n}: x\nDate{n}: y\n" for n in range(20)), ["line 3"]),
    ],
)
def test_values_are_told_of_with_their_line(block: str, places: list[str]) -> None:
    document = read_text(f"---\n{block}\n---\n\n# Mice\n\nMice lost bone.\n", id="x")
    found = [one.place for one in document.notices]
    assert found[: len(places)] == places
    assert len(found) <= 12
    assert bool(found) == bool(places)


def test_a_page_that_is_lost_does_not_lose_the_others(tmp_path: Path) -> None:
    (one,) = [d for d in load("odd_documents").odd_documents() if d.name == "one-bad-page.pdf"]
    document = read(one.write(tmp_path))
    assert "soleus muscle of mice" in document.text
    assert [notice.place for notice in document.notices] == ["page 2"]


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("{body}\n" + "compared with nobody at all, they said. " * 2000, "study"),
        ("compared with nobody at all, they said. " * 2000 + "{body}", "off-topic"),
    ],
)
def test_a_flood_behind_a_study_does_not_make_it_another_thing(text: str, scope: str) -> None:
    document = read_text(text.replace("{body}", load("odd_documents").BODY), id="x")
    records, _ = extract_records(document, read_lexicon())
    assert records[0].scope == scope


def test_a_rule_below_two_sentences_makes_them_no_heading() -> None:
    text = "# Mice in orbit\n\nMice flew. Bone was lost.\n--\n\n**Bone** and more.\n\nResults\n--\n"
    document = read_text(text, id="x")
    told = [(one.role, one.text) for one in document.passages]
    assert ("body", "Mice flew. Bone was lost.") in told
    assert not any(text == "Results" for _, text in told)
