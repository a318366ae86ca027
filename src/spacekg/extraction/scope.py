"""Scope: whether a document holds any spaceflight or stress biology at all."""

from __future__ import annotations

from collections import Counter

from spacekg.model import Annotations, Document, Scope
from spacekg.patterns import compile_late

#: Words of life science that hardly stand in other news. Both patterns read small letters only:
#: a pattern that ignores case is four times as slow.
_BIOLOGY = compile_late(
    r"\b(?:genes?|gene expression|transcriptom\w*|proteom\w*|genom(?:e|es|ic|ics)|proteins?|mrna|"
    r"rna-?seq|tissues?|muscles?|bones?|osteo\w+|skeletal|cells?|cellular|organisms?|species|mice|"
    r"mouse|rats?|rodents?|murine|plants?|arabidopsis|bacteri\w+|microb\w+|fung\w+|drosophila|"
    r"zebrafish|tardigrades?|astronauts?|physiolog\w+|metabol\w+|atrophy|phenotyp\w*|"
    r"immune|cardi\w+|neur\w+|vestibular|mitochondri\w+|oxidative|apoptosis|enzymes?|viruses|virus|"
    r"endoplasmic|vacuol\w+|pathogen\w*|patients?|biolog\w+|health)\b",
)
_SPACE = compile_late(
    r"\b(?:spaceflights?|space flights?|microgravity|weightless\w*|hypergravity|bed rest|hindlimb|"
    r"astronauts?|cosmonauts?|space (?:station|biology|radiation|mission\w*|travel|exploration|"
    r"medicine)|iss|low[- ]earth orbit|mars|lunar|genelab|extreme (?:stress|environment)\w*|"
    r"desiccation|ionizing radiation|partial gravity|spacecraft)\b",
)
#: what has letters in it; quotes, stars and numbers, however many, are no words
_WORD = compile_late(r"[^\W\d_]{2,}\S*")
#: a word counts as often as it stands while it is no more than this, or a tenth of the others
_OFTEN = 20
#: so many letters at the beginning say what a text is about, where so much of them does
_LEAD = 400
_DENSE = 12
_MATTER = frozenset(("organisms", "knowledgegaps", "experimenttype", "doi", "genes"))
_TYPES = frozenset(("organism", "gene", "tissue", "cell_type", "exposure", "process"))


def judge_scope(document: Document, annotations: Annotations) -> Scope:
    """``off-topic`` when neither words nor entities nor front matter speak of biology."""
    text = " ".join(
        p.text for p in document.passages
        if p.role not in ("navigation", "promotion", "references", "code")
        and not p.key.startswith("chartData")
    ).lower()  # fmt: skip
    words = max(1, _count_words(text))
    biology = len(_BIOLOGY.findall(text))
    space = len(_SPACE.findall(text))
    named = {a.entity.id for a in annotations.annotations if a.entity.type in _TYPES}
    stated = sum(
        1 for key, value in document.metadata if key.lower() in _MATTER and value not in ("", None)
    )
    score = 100 * biology / words + (200 * space / words) + min(stated, 3) + min(len(named), 6) / 3
    if score >= 3.0 and biology + space >= 3:
        return "study"
    return "study" if _opens_on_topic(text[:_LEAD]) else "off-topic"


def _opens_on_topic(lead: str) -> bool:
    """Whether title and first lines speak of both, and of little else: whatever follows them.

    >>> _opens_on_topic("bone loss of mice in spaceflight: mice flew on the iss and lost bone")
    True
    """
    biology, space = len(_BIOLOGY.findall(lead)), len(_SPACE.findall(lead))
    words = max(1, _count_words(lead))
    return min(biology, space) >= 2 and 100 * biology + 200 * space >= _DENSE * words


def _count_words(text: str) -> int:
    """The number of words; one that is repeated without end is no text that outweighs a study.

    >>> _count_words("bone loss in 1 of 2 mice"), _count_words("and " * 1000)
    (5, 20)
    """
    counts = Counter(_WORD.findall(text))
    total = counts.total()
    return sum(min(count, _OFTEN + (total - count) // 10) for count in counts.values())
