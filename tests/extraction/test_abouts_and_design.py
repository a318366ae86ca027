"""What a finding is about, its sites, and what belongs to a design: sentences of our own."""

from __future__ import annotations

import pytest

from spacekg.annotators import annotate
from spacekg.extraction import extract
from spacekg.extraction.findings import statements_in
from spacekg.extraction.mentions import Mentions
from spacekg.extraction.sentences import split_sentences
from spacekg.extraction.sites import place_statements
from spacekg.extraction.zones import Zoned
from spacekg.lexicon import read_lexicon
from spacekg.model import StudyRecord
from spacekg.readers import read_text

_OPENING = (
    "A study of mice after spaceflight\n\nResults\n\nMice were flown in space for 30 days (n = 9). "
)


def record_of(text: str) -> StudyRecord:
    lexicon = read_lexicon()
    document = read_text(_OPENING + text, id="own")
    return extract(document, annotate(document, lexicon), lexicon)


@pytest.mark.parametrize(
    ("sentence", "label", "direction"),
    [
        ("We observed bone loss in flown mice.", "bone mass", "decreased"),
        ("Runx2 expression was increased in flown mice.", "Runx2", "increased"),
        ("Bone resorption was increased in flown mice.", "bone resorption", "increased"),
        ("DNA repair was reduced in flown mice.", "DNA repair", "decreased"),
        ("Lipid metabolism was reduced in flown mice.", "lipid metabolic process", "decreased"),
        ("Lactic and malic acids were increased in mice.", "malic acid", "increased"),
    ],
)
def test_about(sentence: str, label: str, direction: str) -> None:
    told = {(f.about.label, f.direction) for f in record_of(sentence).findings}
    assert (label, direction) in told


@pytest.mark.parametrize(
    "sentence",
    [
        "The superior region was reduced in flown mice.",
        "Biological processes were altered in flown mice.",
        "The follow-up was reduced in flown mice.",
        "Tools and interfaces were improved.",
    ],
)
def test_nothing_measurable(sentence: str) -> None:
    assert not record_of(sentence).findings


def test_one_finding_a_site() -> None:
    lexicon = read_lexicon()
    document = read_text("Decreased BMD in spine, hip and femur.", id="own")
    mentions = Mentions(annotate(document, lexicon), lexicon)
    (sentence,) = [s for passage in document.passages for s in split_sentences(passage)]
    told = statements_in(Zoned(sentence, "table"), mentions)
    placed = list(place_statements(sentence, told, mentions))
    assert [p.site.label for p in placed if p.site][1:] == ["hip", "femur"]
    assert {p.statement.about.label for p in placed} == {"bone mineral density"}


def test_design() -> None:
    record = record_of(
        "Hindlimb unloading was used beside it, with a high-fat diet (HFD). "
        "Gene expression of the liver was increased. Photosynthesis was reduced. "
        "Mass was lower before (n = 9) and after (n = 9) flight, but not later (n = 4)."
    )
    assert {t.label for t in record.tissues} == {"liver"}
    exposures = {e.label for e in record.exposures}
    assert exposures >= {"spaceflight", "hindlimb unloading", "high-fat diet"}
    assert {p.label for p in record.pathways} == {"photosynthesis"}
    assert {c.n_exposed for c in record.contrasts} == {9}
