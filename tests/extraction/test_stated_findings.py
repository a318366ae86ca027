"""Front matter: what a record states outright becomes findings with verified quotes."""

from __future__ import annotations

import pytest

from spacekg.annotators import annotate
from spacekg.extraction import extract, write_record
from spacekg.lexicon import Lexicon, read_lexicon
from spacekg.model import StudyRecord
from spacekg.readers import read_text

RECORD = """---
title: "Soleus of mice after a month of flight"
doi: "10.1234/own.7"
organisms: ["Mus musculus"]
experimentType: ["Spaceflight"]
tissues: ["soleus"]
genes:
  - symbol: Fbxo32
    organism: Mus musculus
    direction: increased
    tissue: soleus
  - symbol: Trim63
    organism: Mus musculus
    direction: increased
findings:
  - about: Trim63
    type: gene
    direction: increased
    organism: Mus musculus
    tissue: soleus
    exposure: spaceflight
    reference: ground control
    days: 30
    effect: "2.1"
    unit: fold
    p: "< 0.05"
    n: 6
    sex: male
    statement: "Flight raised Trim63 2.1-fold in the soleus of mice."
knowledgeGaps: ["Is the change lasting?"]
chartData:
  type: bar
  data:
    labels: ["Soleus mass"]
    datasets:
      - label: "Estimated loss (%)"
        data: [12]
---

## Findings

- Flight raised Trim63 2.1-fold in the soleus of mice.
"""


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return read_lexicon()


@pytest.fixture(scope="module")
def record(lexicon: Lexicon) -> StudyRecord:
    document = read_text(RECORD, id="own")
    made = extract(document, annotate(document, lexicon), lexicon)
    for finding in made.findings:
        assert document.text[finding.start : finding.end] == finding.quote
    return made


def test_one_finding_a_statement(record: StudyRecord) -> None:
    told = {(f.about.id, f.direction, f.days, f.effect, f.unit, f.p, f.n) for f in record.findings}
    assert told == {
        ("NCBIGene:433766", "increased", 30.0, "2.1", "fold", "< 0.05", 6),
        ("NCBIGene:67731", "increased", None, "", "", "", None),
    }


def test_context(record: StudyRecord) -> None:
    finding = next(f for f in record.findings if f.effect)
    assert finding.organism and finding.organism.id == "NCBITaxon:10090"
    assert finding.tissue and finding.tissue.label == "soleus muscle"
    assert finding.exposure and finding.exposure.id == "skgx:spaceflight"
    assert finding.contrast and finding.contrast.reference == "ground control"
    assert finding.sex == "male"


def test_rest_of_the_record(record: StudyRecord) -> None:
    assert record.study.id == "https://doi.org/10.1234/own.7"
    assert [gap.question for gap in record.gaps] == ["Is the change lasting?"]
    assert [(m.label, m.value, m.tier) for m in record.measurements] == [
        ("Soleus mass", 12.0, "estimated")
    ]
    assert {gene.label for gene in record.genes} == {"Fbxo32", "Trim63"}


def test_plain_json(record: StudyRecord) -> None:
    plain = write_record(record)
    assert plain["document"]["id"] == "own"
    finding = next(f for f in plain["findings"] if f["effect"])
    assert finding["tissue"].startswith("UBERON:")
    assert finding["organism"] == "NCBITaxon:10090"
    assert finding["about"]["id"] == "NCBIGene:433766"
    assert set(plain) >= {"document", "study", "organisms", "tissues", "findings", "gaps"}
