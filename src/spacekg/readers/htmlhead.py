"""The head of an HTML page: title, citation tags and linked data as metadata."""

from __future__ import annotations

import json
from collections.abc import Iterator

from spacekg.model import Value
from spacekg.patterns import compile_late

#: Names of ``meta`` tags (lower case) and the metadata key each fills, best first.
_META: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("title", ("citation_title", "dc.title", "og:title", "twitter:title")),
    ("doi", ("citation_doi", "dc.identifier", "prism.doi", "bepress_citation_doi")),
    ("journal", ("citation_journal_title", "prism.publicationname", "dc.source")),
    ("date", ("citation_publication_date", "citation_date", "citation_online_date", "dc.date",
              "article:published_time", "date")),
    ("pmid", ("citation_pmid",)),
    ("pmcid", ("citation_pmcid",)),
    ("summary", ("citation_abstract", "dc.description", "description", "og:description")),
    ("url", ("citation_public_url", "og:url")),
)  # fmt: skip
_AUTHORS = ("citation_author", "dc.creator", "author")
_ARTICLE_TYPES = frozenset({"ScholarlyArticle", "MedicalScholarlyArticle"})
_DOI = compile_late(r"10\.\d{4,9}/[^\s\"<>]+")
_SITE = compile_late(r"\s[|–—-]\s[^|–—-]{2,60}$")
_MAX_DATA = 200_000


class Head:
    """Gathers what the head says while a page is parsed."""

    def __init__(self) -> None:
        self.meta: dict[str, list[str]] = {}
        self.title = ""
        self.is_article = False
        self._in_title = False
        self._in_data = False
        self._data: list[str] = []

    def open(self, tag: str, given: dict[str, str]) -> None:
        """Take a start tag."""
        if tag == "meta":
            name = (given.get("name") or given.get("property") or "").lower()
            content = " ".join(given.get("content", "").split())
            if name and content and len(self.meta) < 500:
                self.meta.setdefault(name, []).append(content)
                self.is_article = self.is_article or name.startswith("citation_")
        elif tag == "title" and not self.title:
            self._in_title = True
        elif tag == "script" and "ld+json" in given.get("type", ""):
            self._in_data = True

    def text(self, data: str) -> None:
        """Take character data."""
        if self._in_title:
            self.title += data
        elif self._in_data:
            self._data.append(data)

    def close(self, tag: str) -> None:
        """Take an end tag."""
        if tag == "title" and self._in_title:
            self._in_title = False
            self.title = _SITE.sub("", " ".join(self.title.split()))
        elif tag == "script" and self._in_data:
            self._in_data = False
            self._linked("".join(self._data))
            self._data = []

    def metadata(self) -> tuple[tuple[str, Value], ...]:
        """The entries of the page, titles and identifiers first."""
        return tuple(self._entries())

    def _entries(self) -> Iterator[tuple[str, Value]]:
        for key, names in _META:
            value = next((self.meta[name][0] for name in names if name in self.meta), "")
            if key == "doi":
                found = _DOI.search(value)
                value = found.group().rstrip(".").lower() if found else ""
            if key == "title":
                value = value or self.title
            if value:
                yield key, value
        authors = next((self.meta[name] for name in _AUTHORS if name in self.meta), [])
        if authors:
            yield "authors", tuple(authors)

    def _linked(self, text: str) -> None:
        if len(text) > _MAX_DATA:
            return
        try:
            data = json.loads(text)
        except (ValueError, RecursionError):
            return
        records = data if isinstance(data, list) else [data]
        for record in records:
            graph = record.get("@graph") if isinstance(record, dict) else None
            for entry in graph if isinstance(graph, list) else [record]:
                if isinstance(entry, dict):
                    self._record(entry)

    def _record(self, record: dict[str, object]) -> None:
        kinds = record.get("@type")
        names = set(kinds) if isinstance(kinds, list) else {kinds}
        if not {str(name) for name in names} & (_ARTICLE_TYPES | {"Article", "NewsArticle"}):
            return
        self.is_article = self.is_article or bool({str(name) for name in names} & _ARTICLE_TYPES)
        for source, target in (
            ("headline", "og:title"), ("name", "og:title"), ("datePublished", "date"),
            ("description", "description"), ("url", "og:url"), ("sameAs", "dc.identifier"),
        ):  # fmt: skip
            value = record.get(source)
            if isinstance(value, str) and value.strip():
                self.meta.setdefault(target, []).append(" ".join(value.split()))
        journal = record.get("isPartOf")
        if isinstance(journal, dict) and isinstance(journal.get("name"), str):
            self.meta.setdefault("dc.source", []).append(str(journal["name"]))
        people = record.get("author")
        for person in people if isinstance(people, list) else [people]:
            name = person.get("name") if isinstance(person, dict) else person
            if isinstance(name, str) and name.strip():
                self.meta.setdefault("author", []).append(name.strip())
