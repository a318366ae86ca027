"""Fuzzing for a moment, and every crasher found by ``scripts/fuzz.py``, replayed."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from spacekg.errors import ReadError
from spacekg.lexicon import read_lexicon
from spacekg.model import Document, Passage
from spacekg.vocabulary import read_vocabulary

pytestmark = pytest.mark.usefixtures("bounded_memory")

HERE = Path(__file__).parent
CRASHERS = sorted((HERE / "crashers").glob("*.*"))
SECONDS = 20.0
#: other tests may run beside this one
SLACK = 4.0


def load(name: str) -> ModuleType:
    known = f"spacekg_{name}"
    if known not in sys.modules:
        spec = importlib.util.spec_from_file_location(known, HERE / f"{name}.py")
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[known] = module
        spec.loader.exec_module(module)
    return sys.modules[known]


@pytest.fixture(scope="module")
def fuzzing() -> ModuleType:
    return load("fuzzing")


def make_examiner(fuzzing: ModuleType, folder: Path) -> object:
    return fuzzing.Examiner(
        folder=folder, lexicon=read_lexicon(), vocabulary=read_vocabulary(), slack=SLACK
    )


def test_readers_bear_what_chance_makes_of_our_seeds(fuzzing: ModuleType, tmp_path: Path) -> None:
    seeds = load("fuzz_seeds")
    fuzzer = fuzzing.Fuzzer(
        examiner=make_examiner(fuzzing, tmp_path), seeds=seeds.SEEDS, words=seeds.WORDS, seed=8
    )
    fuzzer.run(SECONDS)
    assert fuzzer.runs > 50
    assert {key: told for key, (_, _, told) in fuzzer.crashers.items()} == {}


@pytest.mark.parametrize("crasher", CRASHERS, ids=lambda path: path.name)
def test_what_was_a_crasher_is_borne(crasher: Path, fuzzing: ModuleType, tmp_path: Path) -> None:
    examiner = make_examiner(fuzzing, tmp_path)
    examiner.examine(crasher.read_bytes(), crasher.suffix, whole=True)


def test_seeds_are_read_as_what_they_are(fuzzing: ModuleType, tmp_path: Path) -> None:
    examiner = make_examiner(fuzzing, tmp_path)
    formats = set()
    for ending, seeds in load("fuzz_seeds").SEEDS.items():
        for seed in seeds:
            documents, refusal = examiner.read(seed, ending)
            assert documents and not refusal, (ending, refusal)
            formats |= {document.format for document in documents}
            examiner.examine(seed, ending, whole=True)
    assert formats == {"markdown", "html", "jats", "webpage", "article", "text", "pdf", "table"}


def broken(**changes: object) -> Passage:
    sound = {"start": 0, "end": 4, "role": "body", "text": "bone", "pieces": ((0, 0),)}
    return Passage(**{**sound, **changes})


@pytest.mark.parametrize(
    "passage",
    [
        broken(end=9),
        broken(text=" "),
        broken(start=2, end=2),
        broken(pieces=((0, 0), (2, 3), (1, 4))),
        broken(pieces=((0, 2),)),
    ],
)
def test_a_passage_that_lies_nowhere_is_a_fault(passage: Passage, fuzzing: ModuleType) -> None:
    with pytest.raises(fuzzing.BreachError):
        fuzzing.check_passage(passage, 5)


def test_errors_of_other_kinds_and_slowness_are_faults(
    fuzzing: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(path: Path) -> Document:
        content = path.read_bytes()
        if content == b"slow":
            while True:
                pass
        if content == b"untyped":
            raise KeyError("x")
        raise ReadError("is nothing", file="" if content == b"nameless" else str(path))

    monkeypatch.setattr(fuzzing, "read", wrong)
    fuzzer = fuzzing.Fuzzer(
        examiner=fuzzing.Examiner(folder=tmp_path, slack=0.05), seeds={}, words={}
    )
    for content in (b"slow", b"untyped", b"nameless", b"fine"):
        fuzzer.try_one(content, ".md", whole=False)
    assert sorted(data for _, data, _ in fuzzer.crashers.values()) == [
        b"nameless", b"slow", b"untyped",
    ]  # fmt: skip


def test_a_crasher_is_shortened_to_what_it_needs(fuzzing: ModuleType) -> None:
    data = b"much before" * 20 + b"BAD" + b"much after" * 20
    assert fuzzing.shrink(data, lambda one: b"BAD" in one) == b"BAD"
