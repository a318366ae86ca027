"""The front of a JATS article: journal, identifiers, authors and dates."""

from __future__ import annotations

from collections.abc import Iterator

from spacekg.model import Value

_IDS = {"doi": "doi", "pmid": "pmid", "pmc": "pmcid", "pmcid": "pmcid", "pmcaid": ""}
_DATE_RANK = {"epub": 0, "ppub": 1, "collection": 2, "pub": 0}


class Front:
    """Gathers front matter while the article is parsed."""

    def __init__(self) -> None:
        self.article_type = ""
        self.ids: dict[str, str] = {}
        self.journal = ""
        self.authors: list[str] = []
        self.keywords: list[str] = []
        self.dates: list[tuple[int, dict[str, str]]] = []
        self.done = False
        self._text: list[str] = []
        self._id_type = ""
        self._name: dict[str, str] = {}

    def open(self, stack: list[str], given: dict[str, str]) -> None:
        """Take a start tag; ``stack`` ends with it."""
        tag = stack[-1]
        if tag == "article" and not self.article_type:
            self.article_type = given.get("article-type", "")
        if self.done:
            return
        if tag == "article-id":
            self._id_type = given.get("pub-id-type", "")
        elif tag == "pub-date":
            kind = given.get("pub-type") or given.get("date-type") or ""
            self.dates.append((_DATE_RANK.get(kind, 3), {}))
        elif tag == "contrib":
            self._name = {"type": given.get("contrib-type", "author")}
        self._text = []

    def text(self, stack: list[str], data: str) -> None:
        """Take character data."""
        if not self.done and "front" in stack:
            self._text.append(data)

    def shut(self, stack: list[str]) -> None:
        """Take an end tag; ``stack`` still ends with it."""
        tag = stack[-1]
        if tag == "front":
            self.done = True
        if self.done or "front" not in stack:
            return
        value = " ".join("".join(self._text).split())
        parent = stack[-2] if len(stack) > 1 else ""
        if tag == "article-id":
            key = _IDS.get(self._id_type, "")
            if key and value:
                self.ids[key] = value
        elif tag == "journal-title" and not self.journal:
            self.journal = value
        elif tag in ("surname", "given-names", "collab"):
            self._name[tag] = value
        elif tag == "contrib" and self._name.get("type") == "author":
            name = (self._name.get("given-names"), self._name.get("surname"))
            full = " ".join(filter(None, name)) or self._name.get("collab", "")
            if full:
                self.authors.append(full)
        elif tag == "kwd" and value:
            self.keywords.append(value)
        elif parent == "pub-date" and self.dates and value.isdigit():
            self.dates[-1][1][tag] = value
        if tag not in ("italic", "bold", "sup", "sub"):
            self._text = []

    def metadata(self, title: str) -> tuple[tuple[str, Value], ...]:
        """The entries in a fixed order."""
        return tuple(self._entries(title))

    def _entries(self, title: str) -> Iterator[tuple[str, Value]]:
        if title:
            yield "title", title
        for key in ("doi", "pmcid", "pmid"):
            value = self.ids.get(key, "")
            if key == "pmcid" and value and not value.upper().startswith("PMC"):
                value = f"PMC{value}"
            if value:
                yield key, value.lower() if key == "doi" else value
        if self.journal:
            yield "journal", self.journal
        dated = [entry for entry in self.dates if "year" in entry[1]]
        if dated:
            parts = min(dated, key=lambda entry: (entry[0], -len(entry[1])))[1]
            yield (
                "date",
                "-".join(
                    parts[name].zfill(2) for name in ("year", "month", "day") if name in parts
                ),
            )
        if self.authors:
            yield "authors", tuple(self.authors)
        if self.keywords:
            yield "keywords", tuple(self.keywords)
        if self.article_type:
            yield "articleType", self.article_type
