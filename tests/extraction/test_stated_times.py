"""When a result that front matter states was taken is read from its sentence."""

import pytest

from spacekg.annotators import annotate
from spacekg.extraction import extract
from spacekg.lexicon import read_lexicon
from spacekg.readers import read_text

RECORD = """---
title: "Muscle of rats in spaceflight"
organisms: ["Rattus norvegicus"]
experimentType: ["Spaceflight"]
findings:
  - about: "muscle mass"
    type: phenotype
    direction: {direction}
    organism: "Rattus norvegicus"
    exposure: "spaceflight"
    days: 17
    statement: "{statement}"
---

Rats flew for 17 days.
"""


@pytest.mark.parametrize(
    ("direction", "statement", "time"),
    [
        ("decreased", "Muscle mass fell in rats one day after landing.", "landing"),
        ("unchanged", "Muscle mass was unchanged after 13 days of recovery.", "follow-up"),
        ("decreased", "Muscle mass fell in rats during flight.", "in-flight"),
        ("decreased", "Muscle mass fell in flown rats.", ""),
    ],
)
def test_a_stated_finding_has_the_time_that_its_sentence_tells(direction, statement, time):
    text = RECORD.format(direction=direction, statement=statement)
    lexicon = read_lexicon()
    document = read_text(text, id="own.md", path="own.md")
    (finding,) = extract(document, annotate(document, lexicon), lexicon).findings
    assert (finding.direction, finding.time_point) == (direction, time)
