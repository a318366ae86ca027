"""Nothing is cut off: what stands at the end of a long text is read like its beginning."""

from __future__ import annotations

from spacekg.extraction.bibliography import read_study
from spacekg.extraction.contrasts import reference_in
from spacekg.extraction.records import extract_records
from spacekg.lexicon import read_lexicon
from spacekg.model import Document, Passage
from spacekg.readers import read_text

FILLER = "The weather of that week was mild and nothing else is told of it here. "


def document(text: str) -> Document:
    passage = Passage(start=0, end=len(text), role="body", text=text, pieces=((0, 0),))
    return Document(
        path="", sha256="", format="article", tier="primary", text=text, passages=(passage,)
    )  # fmt: skip


def test_an_identifier_that_is_repeated_is_the_documents_own() -> None:
    far = FILLER * 200
    assert read_study(document(f"doi:10.1234/own {far}")).doi == "10.1234/own"
    assert read_study(document(f"{far} data at 10.1234/data")).doi == ""
    pages = f"{far} 10.1234/own {far} 10.1234/data {far} 10.1234/own"
    assert read_study(document(pages)).doi == "10.1234/own"


def test_the_reference_group_of_a_long_text_is_found() -> None:
    told = "Mice flew in spaceflight for 30 days. "
    told += "The muscle cells of mice of that spaceflight are told of in no other place. " * 1000
    told += "Flight mice were compared with vivarium ground controls. " * 3
    text = f"# Mice in flight\n\n## Methods\n\n{told}\n"
    (record,), _ = extract_records(read_text(text, id="own"), read_lexicon())
    assert reference_in(told) == "ground control"
    assert {contrast.reference for contrast in record.contrasts} == {"ground control"}
