"""Identity: the IRI of everything a graph holds, made from what it is and never from when."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from urllib.parse import quote

from spacekg.model import Entity, Study
from spacekg.vocabulary import Vocabulary

ID = "https://w3id.org/spacekg/id/"
ENTITIES_GRAPH = f"{ID}graph/entities"
DERIVED_GRAPH = f"{ID}graph/derived"
_FORBIDDEN = re.compile(r"[\x00-\x20<>\"{}|^`\\\x7f]|%(?![0-9A-Fa-f]{2})")
_SPELLINGS = (
    ("isation", "ization"), ("haem", "hem"), ("oedem", "edem"), ("ageing", "aging"),
    ("behaviour", "behavior"), ("tumour", "tumor"), ("fibre", "fiber"), ("colour", "color"),
)  # fmt: skip


def hash_content(*parts: object) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of the parts, in order.

    >>> hash_content("a", None, 1.5) == hash_content("a", None, 1.5) != hash_content("a", 1.5)
    True
    """
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def slug(label: str) -> str:
    """The label in lower case with hyphens between its words; never empty.

    >>> slug("  Bone/Density Loss (BMD) "), slug("α-tubulin")
    ('bone-density-loss-bmd', 'α-tubulin')
    """
    folded = unicodedata.normalize("NFKC", label).casefold()
    words = re.findall(r"[^\W_]+", folded)
    return "-".join(words) or hash_content(label)


def topic_slug(label: str) -> str:
    """The slug of a tag with British and American spelling joined.

    >>> topic_slug("Tumour-Behaviour") == topic_slug("tumor behavior")
    True
    """
    name = slug(label)
    for variant, kept in _SPELLINGS:
        name = name.replace(variant, kept)
    return name


def normalise_text(text: str) -> str:
    """Words in lower case without punctuation: what two wordings of one question share.

    >>> normalise_text("What  drives bone loss?") == normalise_text("what drives bone loss")
    True
    """
    return " ".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text).casefold()))


def clean_iri(iri: str) -> str:
    """The IRI with what no IRI may hold percent-encoded (old DOIs hold ``<`` and ``>``).

    >>> clean_iri("https://doi.org/10.1002/(sici)1:3<1::aid>3.0 co;2")
    'https://doi.org/10.1002/(sici)1:3%3C1::aid%3E3.0%20co;2'
    """
    return _FORBIDDEN.sub(lambda match: quote(match.group(), safe=""), iri)


def study_iri(study: Study) -> str:
    """The IRI of a study: its DOI, else its PMC number, else a hash of its title.

    >>> study_iri(Study(id="", title="Mice in space", doi="10.1/ABC"))
    'https://doi.org/10.1/abc'
    """
    if study.doi:
        return clean_iri(f"https://doi.org/{study.doi.strip().lower()}")
    if study.pmcid:
        return clean_iri(f"https://www.ncbi.nlm.nih.gov/pmc/articles/{study.pmcid}/")
    if study.id.startswith(("https://", "http://")):
        return clean_iri(study.id)
    return f"{ID}study/{hash_content(normalise_text(study.title))}"


def document_iri(sha256: str) -> str:
    """The IRI of a document, and of its named graph, from the digest of its bytes."""
    return f"{ID}document/{sha256[:16]}"


def evidence_iri(sha256: str, start: int, end: int) -> str:
    """The IRI of a stretch of one document."""
    return f"{ID}evidence/{hash_content(sha256, start, end)}"


def gap_iri(question: str) -> str:
    """The IRI of a question, however it is punctuated."""
    return f"{ID}gap/{hash_content(normalise_text(question))}"


def conflict_iri(entity: str, status: str, strength: str) -> str:
    """The IRI of a disagreement about one entity; who takes part may change."""
    return f"{ID}conflict/{hash_content(entity, status, strength)}"


def topic_iri(label: str) -> str:
    """The IRI of a tag, however it is spelt."""
    return f"{ID}topic/{topic_slug(label)}"


def entity_iri(entity: Entity, vocabulary: Vocabulary) -> str:
    """The IRI of an entity: its CURIE expanded, else one made of its label."""
    if entity.id:
        return vocabulary.expand(entity.id)
    return f"{ID}{entity.type.replace('_', '-')}/label/{slug(entity.label)}"
