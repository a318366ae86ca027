"""Bibliography: which paper a document describes, and how it is identified."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256

from spacekg.extraction.words import word_set
from spacekg.model import Document, Study, Value
from spacekg.patterns import compile_late

_DOI = compile_late(r"\b10\.\d{4,9}/[^\s\"<>{}|\\^`,;]+[^\s\"<>{}|\\^`.,;:)\]'’]")
_PMC = compile_late(r"\bPMC\d{4,9}\b")
#: How far into a text its own identifier may first stand and be told but once.
_HEAD = 6000
_YEAR = compile_late(r"\b(?:19|20)\d\d\b")
_DATE = compile_late(r"\b(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
#: Own keys of a study; every other metadata key is kept in ``Study.other``.
_OWN = word_set(
    "title summary publishdate date year authors author tags organisms organism experimenttype "
    "featuredimage consensuslevel priority knowledgegaps doi pmcid pmc journal url chartdata "
    "genes findings tissues pathways missions datasets abstract description"
)
#: "Family AB, Family CD et al. Title of the paper. Journal. 2023 …"
_CITATION = compile_late(
    r"^(?P<authors>[^.?]+?(?:et al\.|[A-Z]{1,3}\.))\s+(?P<title>[^.?]{20,}?[.?])\s+"
    r"(?P<journal>[A-Z][\w&.,: -]{2,60}?)[.,;]?\s*(?P<rest>(?:19|20)\d\d.*)$",
    re.S,
)


def read_study(document: Document) -> Study:
    """The Study a document describes: its own paper, or the one it reports on."""
    metadata = {key.lower(): value for key, value in document.metadata}
    citation = words_of(metadata.get("citation"))
    if citation:
        cited = _CITATION.match(" ".join(citation.split()))
        if cited:
            return _from_citation(document, cited, citation, metadata)
    title = words_of(metadata.get("title")) or _title(document)
    text_doi, text_pmc = ("", "") if metadata.get("doi") else _ids_in(document)
    doi = clean_doi(words_of(metadata.get("doi"))) or text_doi
    url = words_of(metadata.get("url"))
    pmc = _PMC.search(" ".join((words_of(metadata.get("pmcid")), url)))
    pmcid = pmc.group() if pmc else text_pmc
    date = clean_date(
        words_of(metadata.get("publishdate") or metadata.get("date") or metadata.get("year"))
    )
    year = int(date[:4]) if date else None
    return Study(
        id=study_id(doi, pmcid, title or document.sha256), title=title, doi=doi, pmcid=pmcid,
        year=year, date=date, journal=words_of(metadata.get("journal")),
        authors=list_of(metadata.get("authors") or metadata.get("author")),
        summary=words_of(
            metadata.get("summary") or metadata.get("abstract") or metadata.get("description")
        ),
        url=url, topics=list_of(metadata.get("tags")),
        consensus=words_of(metadata.get("consensuslevel")),
        priority=words_of(metadata.get("priority")),
        image=words_of(metadata.get("featuredimage")),
        other=_others(document),
    )  # fmt: skip


def study_id(doi: str, pmcid: str, title: str) -> str:
    """The IRI of a study: by DOI, else PubMed Central, else its normalised title.

    A text without a title is its own study: its digest stands for the title.

    >>> study_id("10.1/ABC", "PMC1", "")
    'https://doi.org/10.1/abc'
    """
    if doi:
        return f"https://doi.org/{doi.lower()}"
    if pmcid:
        return f"https://www.ncbi.nlm.nih.gov/pmc/articles/{pmcid}/"
    plain = " ".join(re.findall(r"\w+", title.lower()))
    return f"https://w3id.org/spacekg/id/study/{sha256(plain.encode()).hexdigest()[:16]}"


def clean_doi(text: str) -> str:
    """The bare DOI in a text, lower case, or nothing.

    >>> clean_doi("https://doi.org/10.1038/S41526-024-00392-6.")
    '10.1038/s41526-024-00392-6'
    """
    found = _DOI.search(text)
    return found.group().lower() if found else ""


def clean_date(text: str) -> str:
    """An ISO date as exact as the text is; a day that no calendar has is left out.

    >>> clean_date("2022-10-21T00:00:00Z"), clean_date("06 July 2023"), clean_date("2020-02-30")
    ('2022-10-21', '2023', '2020-02')
    """
    iso = _DATE.match(text.strip())
    if iso and iso[1] >= "1000":
        parts = [part for part in iso.groups() if part]
        while not _is_on_calendar(parts):
            parts.pop()
        return "-".join(parts)
    year = _YEAR.search(text)
    return year.group() if year else ""


def _is_on_calendar(parts: Sequence[str]) -> bool:
    try:
        date(*[int(one) for one in (*parts, "1", "1")[:3]])
    except ValueError:
        return False
    return True


def words_of(value: Value) -> str:
    """A metadata value as one line of text."""
    if isinstance(value, tuple):
        return ", ".join(words_of(part) for part in value if not isinstance(part, tuple))
    return "" if value is None else " ".join(str(value).split())


def list_of(value: Value) -> tuple[str, ...]:
    """A metadata value as a tuple of texts, a lone text as a list of one."""
    if isinstance(value, tuple):
        return tuple(words_of(part) for part in value if words_of(part))
    text = words_of(value)
    return (text,) if text else ()


def _title(document: Document) -> str:
    return next((" ".join(p.text.split()) for p in document.passages if p.role == "title"), "")


def _ids_in(document: Document) -> tuple[str, str]:
    """A DOI and PMC id printed by the article itself: near its beginning, or again and again.

    A DOI in a reference list, or told once in the middle of the text (a data set, a companion
    paper), belongs to another work; the one of a running title comes on every page.
    """
    if document.format == "webpage":
        return "", ""
    own = [p.text for p in document.passages if p.role not in ("references", "promotion")]
    text = "\n".join(own)
    return _own_id(_DOI, text).lower(), _own_id(_PMC, text)


def _own_id(pattern: re.Pattern[str], text: str) -> str:
    """The first identifier near the beginning of a text, else the one it repeats most often.

    >>> far = "x" * 9000
    >>> _own_id(_PMC, far + " PMC1234 PMC5678 PMC5678"), _own_id(_PMC, far + " PMC1234")
    ('PMC5678', '')
    """
    first = pattern.search(text)
    if first is None or first.start() < _HEAD:
        return first.group() if first else ""
    counts = Counter(match.group() for match in pattern.finditer(text, first.start()))
    found, count = max(counts.items(), key=lambda pair: (pair[1], pair[0]))
    return found if count > 1 else ""


def _others(document: Document) -> tuple[tuple[str, Value], ...]:
    return tuple((key, value) for key, value in document.metadata if key.lower() not in _OWN)


def _from_citation(
    document: Document, cited: re.Match[str], citation: str, metadata: Mapping[str, Value]
) -> Study:
    title = cited.group("title").strip().rstrip(".")
    date = clean_date(cited.group("rest"))
    doi = clean_doi(citation)
    authors = re.split(r",\s*", re.sub(r"\s*et al\.?$", "", cited.group("authors").rstrip(".")))
    return Study(
        id=study_id(doi, "", title), title=title, doi=doi, year=int(date[:4]) if date else None,
        date=date, journal=cited.group("journal").strip(" .,;"),
        authors=tuple(name.strip() for name in authors if name.strip()),
        url=words_of(metadata.get("url")), topics=list_of(metadata.get("tags")),
        other=_others(document),
    )  # fmt: skip
