"""Facts that the seed documents must give; skipped where the corpus is absent."""

from __future__ import annotations

from pathlib import Path

import pytest

from spacekg.annotators import annotate
from spacekg.extraction import extract
from spacekg.lexicon import Lexicon, read_lexicon
from spacekg.model import StudyRecord
from spacekg.readers import read

CORPUS = Path(__file__).resolve().parents[2] / "../shared/corpus"


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return read_lexicon()


@pytest.fixture(scope="module")
def records(lexicon: Lexicon) -> dict[str, StudyRecord]:
    folder = CORPUS / "seeds"
    if not folder.exists():
        pytest.skip(f"the development corpus is absent: {folder}")
    made = {}
    for path in sorted(folder.glob("*.txt")):
        document = read(path)
        record = extract(document, annotate(document, lexicon), lexicon)
        for told in (*record.findings, *record.gaps):
            assert document.text[told.start : told.end] == told.quote
        made[path.name[:3]] = record
    return made


def ids(entities: tuple) -> set[str]:  # type: ignore[type-arg]
    return {entity.id for entity in entities}


def test_fenced_front_matter(records: dict[str, StudyRecord]) -> None:
    record = records["000"]
    assert record.study.doi == "10.1016/j.isci.2022.105213"
    assert "Déjean S" in record.study.authors
    assert ids(record.organisms) >= {"NCBITaxon:10090"}
    assert ids(record.tissues) >= {"UBERON:0002107", "UBERON:0001377"}
    assert "skgm:RR-1" in ids(record.missions)
    assert 37.0 in record.durations
    assert len(record.gaps) >= 8
    assert {m.tier for m in record.measurements} == {"estimated"}


def test_meta_analysis(records: dict[str, StudyRecord]) -> None:
    record = records["001"]
    assert ids(record.organisms) >= {"NCBITaxon:9606", "NCBITaxon:10090"}
    told = {(f.about.label.lower(), f.direction): (f.start, f.end) for f in record.findings}
    wanted = [("fbxo32", "increased"), ("cdkn1a", "increased"), ("col1a1", "decreased")]
    assert all(key in told for key in wanted)
    assert len({told[key] for key in wanted}) == 1
    assert {d.label for d in record.datasets} >= {"OSD-195", "OSD-370", "OSD-51"}
    assert len({e.id for e in record.exposures if e.id}) >= 2


def test_news_page(records: dict[str, StudyRecord]) -> None:
    record = records["002"]
    assert record.document.tier == "news"
    assert record.study.year == 2023
    assert record.study.journal.startswith("Cell Rep")
    assert record.study.authors[0] == "Bedree JK"
    told = {(f.about.id, f.direction) for f in record.findings}
    assert ("NCBITaxon:1239", "increased") in told
    assert ("NCBITaxon:976", "decreased") in told
    assert "NCBITaxon:10090" in ids(record.organisms)


def test_review(records: dict[str, StudyRecord]) -> None:
    record = records["003"]
    assert record.document.tier == "review"
    cited = {f.cites for f in record.findings if f.cites}
    assert len(cited) >= 55
    organisms = {f.organism.label for f in record.findings if f.organism}
    assert len(organisms) >= 6
    assert ids(record.cell_types) >= {"CL:0000062", "CL:0000092", "CL:0000137"}


def test_astronaut_study(records: dict[str, StudyRecord]) -> None:
    record = records["004"]
    assert ids(record.organisms) >= {"NCBITaxon:9606"}
    assert any(f.direction == "decreased" and f.p for f in record.findings)
    assert not any("-" in f.effect or "−" in f.effect for f in record.findings)


def test_scope_of_the_studies(lexicon: Lexicon) -> None:
    folder = CORPUS / "studies"
    if not folder.exists():
        pytest.skip(f"the development corpus is absent: {folder}")
    scopes = {}
    for path in sorted(folder.glob("*.md")):
        document = read(path)
        scopes[path.name] = extract(document, annotate(document, lexicon), lexicon).scope
    assert sum(scope == "off-topic" for scope in scopes.values()) == 12
    assert sum(scope == "study" for scope in scopes.values()) == 35
