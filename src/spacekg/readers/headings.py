"""Headings: which role the text under a heading plays."""

from __future__ import annotations

import re

from spacekg.model import Role
from spacekg.patterns import compile_late

#: Whole headings (lower case, without number, colon and markup) and the role of what follows.
_EXACT: dict[str, Role] = {
    "abstract": "abstract", "structured abstract": "abstract", "author summary": "summary",
    "summary": "summary", "plain language summary": "summary", "in brief": "summary",
    "lay summary": "summary", "highlights": "summary", "graphical abstract": "summary",
    "the bigger picture": "summary", "significance": "importance", "overview": "summary",
    "significance statement": "importance", "impact statement": "importance", "tl;dr": "summary",
    "introduction": "introduction", "background": "introduction", "main": "introduction",
    "background and introduction": "introduction", "context": "introduction",
    "objective": "objective", "objectives": "objective", "aim": "objective", "aims": "objective",
    "purpose": "objective", "hypothesis": "objective", "goals": "objective", "goal": "objective",
    "methods": "methods", "method": "methods", "methodology": "methods", "design": "methods",
    "materials": "methods", "protocol": "methods", "participants": "methods",
    "materials and methods": "methods", "methods and materials": "methods",
    "material and methods": "methods", "star methods": "methods", "star★methods": "methods",
    "subjects and methods": "methods", "patients and methods": "methods", "setting": "methods",
    "experimental procedures": "methods", "experimental section": "methods",
    "experimental design": "methods", "online methods": "methods", "study design": "methods",
    "statistical analysis": "methods", "statistical analyses": "methods", "statistics": "methods",
    "experimental": "methods", "interventions": "methods", "experimental setup": "methods",
    "results": "findings", "findings": "findings", "key findings": "findings",
    "main findings": "findings", "results and discussion": "findings", "result": "findings",
    "principal findings": "findings", "observations": "findings", "main results": "findings",
    "results and discussions": "findings", "outcomes": "findings", "key results": "findings",
    "discussion": "discussion", "discussion and conclusion": "discussion",
    "discussion and conclusions": "discussion", "general discussion": "discussion",
    "interpretation": "discussion", "limitations": "discussion", "strengths": "discussion",
    "limitations of the study": "discussion", "study limitations": "discussion",
    "strengths and limitations": "discussion", "comments": "discussion",
    "conclusion": "conclusion", "conclusions": "conclusion", "concluding remarks": "conclusion",
    "conclusions and perspectives": "conclusion", "conclusion and perspectives": "conclusion",
    "summary and conclusions": "conclusion", "take-home message": "conclusion",
    "importance": "importance", "implications": "importance", "why it matters": "importance",
    "relevance": "importance", "clinical relevance": "importance",
    "gaps": "gaps", "open questions": "gaps", "future directions": "gaps", "unknowns": "gaps",
    "future research": "gaps", "future work": "gaps", "outstanding questions": "gaps",
    "future perspectives": "gaps", "perspectives": "gaps", "unanswered questions": "gaps",
    "future studies": "gaps", "remaining questions": "gaps", "next steps": "gaps",
    "figures and tables": "caption", "figures": "caption", "tables": "caption",
    "figure legends": "caption", "figure captions": "caption", "table legends": "caption",
    "legends": "caption", "references": "references", "bibliography": "references",
    "literature cited": "references",
    "literature": "references", "works cited": "references", "sources": "references",
    "reference list": "references", "references and notes": "references",
    "further reading": "references", "source": "references", "citation": "references",
    "keywords": "metadata", "key words": "metadata", "abbreviations": "metadata",
    "acknowledgements": "metadata", "acknowledgments": "metadata", "acknowledgement": "metadata",
    "acknowledgment": "metadata", "funding": "metadata", "funding information": "metadata",
    "author contributions": "metadata", "authors contributions": "metadata",
    "authors' contributions": "metadata", "authors’ contributions": "metadata",
    "author information": "metadata", "authors and affiliations": "metadata",
    "competing interests": "metadata", "conflict of interest": "metadata",
    "conflicts of interest": "metadata", "declaration of interests": "metadata",
    "declaration of competing interest": "metadata", "disclosure": "metadata",
    "disclosures": "metadata", "data availability": "metadata", "financial support": "metadata",
    "data availability statement": "metadata", "availability of data and materials": "metadata",
    "data and code availability": "metadata", "code availability": "metadata",
    "ethics statement": "metadata", "ethical approval": "metadata", "ethics approval": "metadata",
    "ethics approval and consent to participate": "metadata", "declarations": "metadata",
    "consent for publication": "metadata", "institutional review board statement": "metadata",
    "informed consent statement": "metadata", "supplementary material": "metadata",
    "supplementary materials": "metadata", "supplementary information": "metadata",
    "supporting information": "metadata", "associated data": "metadata", "footnotes": "metadata",
    "additional information": "metadata", "reporting summary": "metadata", "notes": "metadata",
    "electronic supplementary material": "metadata", "peer review information": "metadata",
    "peer review": "metadata", "publisher’s note": "metadata", "publisher's note": "metadata",
    "disclaimer": "metadata", "accession numbers": "metadata", "accession number": "metadata",
    "accession codes": "metadata", "accession number(s)": "metadata", "author details": "metadata",
    "correspondence": "metadata", "corresponding author": "metadata", "tags": "metadata",
    "copyright": "metadata", "permissions": "metadata", "license": "metadata",
    "open access": "metadata", "deposited data": "metadata", "data deposition": "metadata",
    "see also": "promotion", "related articles": "promotion", "related posts": "promotion",
    "related content": "promotion", "read more": "promotion", "newsletter": "promotion",
    "you may also like": "promotion", "recommended": "promotion", "share": "promotion",
    "more from this site": "promotion", "continue reading": "promotion", "explore": "promotion",
    "share this article": "promotion", "stay updated": "promotion", "subscribe": "promotion",
    "advertisement": "promotion", "latest news": "promotion", "trending": "promotion",
}  # fmt: skip

#: For longer headings, the first pattern found decides.
_PATTERNS: tuple[tuple[re.Pattern[str], Role], ...] = (
    (compile_late(r"\bgaps?\b|\bopen questions?\b|\bunanswered\b|^future (research|work|dir|stud)"
                r"|\b(and|&) future (research|directions|work|studies)\b|\bremains? unknown\b"),
     "gaps"),
    (compile_late(r"\b(research|study|main|primary|specific) "
                 r"(objectives?|goals?|aims?|questions?)\b"
                r"|^(objectives?|aims?|goals?|purpose) (and|&|of|or)\b"), "objective"),
    (compile_late(r"\b(key|main|major|principal|core|primary) (findings|results|observations)\b"
                r"|^(findings|results)( (and|&|of|from)|:)"), "findings"),
    (compile_late(r"^(materials?|methods?|methodology|experimental (methods|approach|model))"
                r"( (and|&|of|used)|:|$)|\bmethodology\b|\bmaterials and methods\b"), "methods"),
    (compile_late(r"^(importance|implications|relevance|significance|impact) (for|to|of|in|and|&)\b"
                r"|^why (it|this) matters"), "importance"),
    (compile_late(r"^(conclusions?|concluding|summary and conclu)\b"), "conclusion"),
    (compile_late(r"^discussion\b|^limitations?( of (the|this|our)( present| current)? study)?$"),
     "discussion"),
    (compile_late(r"^introduction\b"), "introduction"),
    (compile_late(r"^(references?|bibliography)\b"), "references"),
    (compile_late(r"^(acknowledge?ments?|funding|competing|conflicts? of|ethics?|data availab"
                r"|author contrib|supplementa(ry|l) )"), "metadata"),
)  # fmt: skip
_NUMBER = compile_late(
    r"^(?:(?:section\s+)?(?:\d{1,2}(?:\.\d{1,2})*|[ivx]{1,4})[.):]?\s+(?:\|\s+)?)(?=\D)"
)
_MARKUP = compile_late(r"[*_`#]+")


def normalise(heading: str) -> str:
    """A heading without its number, markup, colon and capitals.

    >>> normalise("## 2.1. Materials and **Methods**:")
    'materials and methods'
    """
    plain = " ".join(_MARKUP.sub("", heading).split()).lower()
    return _NUMBER.sub("", plain).rstrip(" .:;-–—|").strip()


def is_known(heading: str) -> bool:
    """Whether the whole heading is one that articles commonly have."""
    return normalise(heading) in _EXACT


def stands_as_heading(line: str) -> bool:
    """Whether a line is a known heading and written as one, with a capital.

    >>> stands_as_heading("3. Discussion"), stands_as_heading("result")
    (True, False)
    """
    return line.lstrip(" \t\f0123456789.|")[:1].isupper() and is_known(line)


def role_of(heading: str) -> Role | None:
    """The role of the text under ``heading``; ``None`` when the heading tells nothing.

    >>> role_of("Knowledge Gaps & Future Research"), role_of("2. METHODS"), role_of("Osteoblasts")
    ('gaps', 'methods', None)
    """
    plain = normalise(heading)
    exact = _EXACT.get(plain)
    if exact is not None or len(plain) > 90:
        return exact
    return next((role for pattern, role in _PATTERNS if pattern.search(plain)), None)
