"""Negotiation: which of the formats we write the client likes best."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

# Media type and format; the first stands for "anything".
ROWS = (
    ("application/sparql-results+json", "json"),
    ("application/json", "json"),
    ("application/sparql-results+xml", "xml"),
    ("application/xml", "xml"),
    ("text/xml", "xml"),
    ("text/csv", "csv"),
    ("text/tab-separated-values", "tsv"),
)
TRIPLES = (
    ("text/turtle", "turtle"),
    ("application/n-triples", "ntriples"),
    ("application/ld+json", "jsonld"),
    ("application/json", "jsonld"),
    ("application/rdf+xml", "rdfxml"),
    ("application/xml", "rdfxml"),
)
PAGE = ("text/html", "html")
# What other endpoints and their clients call the same formats.
_ALSO = {
    "rdf": "rdfxml", "rdf+xml": "rdfxml", "ttl": "turtle", "n3": "turtle", "nt": "ntriples",
    "json-ld": "jsonld", "json+ld": "jsonld",
}  # fmt: skip
# A client may name the syntax before it knows whether rows or triples will come.
_OF_TRIPLES = {"xml": "rdfxml", "json": "jsonld"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A media type and our name of its format; both empty when nothing is acceptable."""

    media: str = ""
    format: str = ""

    def content_type(self) -> str:
        """The value of the Content-Type header."""
        text = self.media.startswith("text/")
        return f"{self.media}; charset=utf-8" if text else self.media


def choose(accept: str, offers: Iterable[tuple[str, str]]) -> Chosen:
    """The offer with the highest quality; of equals the one that we offer first.

    >>> choose("text/csv;q=0.5, application/sparql-results+xml", ROWS).format
    'xml'
    >>> choose("*/*;q=0.1, text/*;q=0.2, text/csv;q=0", ROWS).format
    'xml'
    >>> choose("image/png", ROWS).format
    ''
    """
    ranges = tuple(_read(accept))
    best = Chosen()
    most = 0.0
    for media, name in offers:
        quality = _quality(media, ranges) if ranges else 1.0
        if quality > most:
            best, most = Chosen(media=media, format=name), quality
    return best


def choose_named(name: str, offers: Iterable[tuple[str, str]]) -> Chosen:
    """The offer whose format or media type is called ``name``.

    >>> choose_named("csv", ROWS).media
    'text/csv'
    """
    name = _ALSO.get(name.lower(), name.lower())
    of_triples = _OF_TRIPLES.get(name, name)
    for media, format in offers:
        if name in (format, media) or format == of_triples:
            return Chosen(media=media, format=format)
    return Chosen()


def _read(accept: str) -> Iterable[tuple[str, float]]:
    """Media ranges and their qualities; what is malformed is passed over."""
    for part in accept.split(","):
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if "/" not in media:
            continue
        quality = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip() == "q":
                quality = _number(value)
        yield media, quality


def _number(text: str) -> float:
    try:
        return min(1.0, max(0.0, float(text)))
    except ValueError:
        return 0.0


def _quality(media: str, ranges: tuple[tuple[str, float], ...]) -> float:
    """The quality that the most specific matching range gives."""
    kind = media.split("/", 1)[0]
    for wanted in (media, f"{kind}/*", "*/*"):
        found = [quality for name, quality in ranges if name == wanted]
        if found:
            return max(found)
    return 0.0
