"""Bibliography: which paper a document describes."""

from __future__ import annotations

from spacekg.extraction.bibliography import clean_date, clean_doi, read_study, study_id
from spacekg.model import Document, Passage, Value


def document(*metadata: tuple[str, Value], text: str = "") -> Document:
    passages = (
        (Passage(start=0, end=len(text), role="abstract", text=text, pieces=((0, 0),)),)
        if text else ()
    )  # fmt: skip
    return Document(
        path="a.md", sha256="0" * 64, format="markdown", tier="summary", text=text,
        metadata=metadata, passages=passages,
    )  # fmt: skip


def test_front_matter() -> None:
    study = read_study(document(
        ("title", "Bones in orbit"), ("doi", "https://doi.org/10.1000/ABC.1"),
        ("publishDate", "2021-03-04T00:00:00Z"), ("authors", ("Ada B", "Carl D")),
        ("url", "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC1234567/"), ("mood", "blue"),
    ))  # fmt: skip
    assert study.id == "https://doi.org/10.1000/abc.1"
    assert (study.pmcid, study.year, study.date) == ("PMC1234567", 2021, "2021-03-04")
    assert study.authors == ("Ada B", "Carl D")
    assert study.other == (("mood", "blue"),)


def test_a_news_page_is_about_the_paper_it_cites() -> None:
    study = read_study(document(
        ("title", "Microbes fly"),
        ("citation", "Bell JK, Kern K, Chan T et al. Gut microbes and bone loss during flight in "
         "mice. Cell Notes. 2023 Apr 10:112299."),
    ))  # fmt: skip
    assert study.title == "Gut microbes and bone loss during flight in mice"
    assert (study.journal, study.year, study.authors[0]) == ("Cell Notes", 2023, "Bell JK")


def test_ids() -> None:
    assert study_id("", "PMC12", "x").endswith("/PMC12/")
    assert study_id("", "", "A Title") == study_id("", "", "a  title!")
    assert clean_doi("doi: 10.1/x.y).") == ""
    assert clean_date("May 2020") == "2020"
    assert read_study(document(text="See doi 10.1234/own.5 here.")).doi == "10.1234/own.5"
