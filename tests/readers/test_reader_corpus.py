"""The seed documents and the studies of the development corpus, where it is present."""

from __future__ import annotations

from pathlib import Path

import pytest

from spacekg.model import Document, Role
from spacekg.readers import read

CORPUS = Path(__file__).resolve().parents[2] / "../shared/corpus"


def seed(number: int) -> Document:
    found = sorted((CORPUS / "seeds").glob(f"{number:03}_*.txt"))
    if not found:
        pytest.skip("development corpus (../shared/corpus/seeds) is absent")
    return read(found[0])


def texts(document: Document, *roles: Role) -> list[str]:
    return [passage.text for passage in document.passages if passage.role in roles]


def test_fenced_front_matter() -> None:
    document = seed(0)
    assert (document.format, document.tier) == ("markdown", "summary")
    codes = {notice.code for notice in document.notices}
    assert codes == {"fence-in-front-matter", "mojibake"}
    assert document.get("doi") == "10.1016/j.isci.2022.105213"
    assert "Déjean S" in str(document.get("authors"))
    chart = dict(document.get("chartData"))  # type: ignore[arg-type,call-overload]
    assert len(dict(chart["data"])["labels"]) == 6  # type: ignore[arg-type,call-overload]
    assert str(document.get("chartData#comment")).startswith("Estimated")
    keyed = [passage for passage in document.passages if passage.key == "knowledgeGaps"]
    assert len(keyed) == 4 and {passage.role for passage in keyed} == {"gaps"}
    assert all(document.text[p.start : p.end] == p.text for p in keyed)
    assert len(texts(document, "gaps")) == 9


def test_meta_analysis() -> None:
    document = seed(1)
    assert document.notices == ()
    assert document.get("experimentType") == ("Spaceflight", "Simulated Microgravity")
    findings = " ".join(texts(document, "findings"))
    assert "Upregulated genes included Fbxo32 and Cdkn1a" in findings
    assert "**" not in findings


def test_web_page_without_its_menus() -> None:
    document = seed(2)
    assert (document.format, document.tier) == ("webpage", "news")
    assert document.get("title") == "Microgravity, microbiota, and bone density"
    article = texts(document, "summary", "body", "findings")
    assert len(article) == 11
    joined = " ".join(article)
    assert "Rodent Research 5" in joined and "Firmicutes" in joined
    for menu in ("Polish", "Facebook", "Cookies", "chlamydia", "vitamin D: a promising", "Sources"):
        assert menu not in joined
    assert "Bedree JK" in texts(document, "references")[0]


def test_review_with_tables() -> None:
    document = seed(3)
    assert (document.format, document.tier) == ("article", "review")
    assert str(document.get("title")).startswith("The effects of microgravity")
    joined = " ".join(texts(document, "body", "introduction", "abstract", "conclusion"))
    assert "osteonectin" in joined and "long-duration" in joined and "osteo-" not in joined
    assert "human health. Among" in joined and "Table 1" in joined
    tables = texts(document, "table")
    assert any(
        "Goldfish Scales 3.58 • Increased osteoclast activity\n" in table for table in tables
    )
    assert any("Medaka fish N/A 8" in table for table in tables)
    assert len(texts(document, "gaps")) == 7
    assert "J. Man et al." in texts(document, "navigation")


def test_primary_study_with_damaged_signs() -> None:
    document = seed(4)
    assert (document.format, document.tier) == ("article", "primary")
    abstract = texts(document, "abstract")
    assert len(abstract) == 1 and "(�6.7%) than the inferior (�3.1%, p = 0.052" in abstract[0]
    assert not any("JBMR Plus (WOA)" in text for text in texts(document, "methods", "findings"))
    roles = {passage.role for passage in document.passages}
    assert {"introduction", "methods", "findings", "discussion", "table", "caption"} <= roles
    assert "well established, the relationships" in " ".join(texts(document, "discussion"))


def test_no_study_is_refused() -> None:
    studies = sorted((CORPUS / "studies").glob("*.md"))
    if not studies:
        pytest.skip("development corpus (../shared/corpus/studies) is absent")
    for path in studies:
        document = read(path)
        assert document.format == "markdown" and document.metadata
        repaired = CORPUS / "studies_repaired" / path.name
        if repaired.exists():
            expected = dict(read(repaired).metadata)
            found = dict(document.metadata)
            for key in ("title", "doi", "journal", "authors", "knowledgeGaps", "organisms"):
                assert found.get(key) == expected.get(key), (path.name, key)


def test_archive_pages_and_pdf_texts() -> None:
    pages = sorted((CORPUS / "papers/fulltext").glob("PMC*.txt"))[:6]
    if not pages:
        pytest.skip("development corpus (../shared/corpus/papers) is absent")
    for path in pages:
        document = read(path)
        assert document.format == "webpage" and document.get("pmcid") == path.stem
        assert document.get("title") and document.get("doi") and document.get("authors")
        joined = " ".join(texts(document, "abstract", "introduction", "findings", "methods"))
        assert len(joined) > 3000 and "Find articles by" not in joined
    for path in sorted((CORPUS / "papers/pdftext").glob("PMC*.txt"))[:4]:
        assert read(path).format == "article"
