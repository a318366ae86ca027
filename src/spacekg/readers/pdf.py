"""PDF files: their text by pypdf, within bounds, then read as an article's text."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from spacekg.errors import EmptyDocumentError, ReadError, UnsafeDocumentError
from spacekg.model import Document, Notice, Value
from spacekg.readers.article import article_document
from spacekg.readers.bibliography import citation_metadata
from spacekg.readers.raw import Raw, is_pdf

MAX_PAGES = 600
#: Unpacked drawing instructions of one page and of all; a real page holds some tens of kB.
MAX_PAGE_BYTES = 4_000_000
MAX_CONTENT_BYTES = 60_000_000
MAX_TEXT = 5_000_000


def detects_pdf(raw: Raw) -> bool:
    """Whether the bytes carry the mark of a PDF."""
    return is_pdf(raw.data)


def read_pdf(raw: Raw) -> Document:
    """The document of a PDF: ``text`` is what its pages say, parted by form feeds."""
    text, metadata, notices = _extract(raw)
    if not text.strip():
        advice = "run text recognition on it first"
        raise EmptyDocumentError("holds pictures but no text", file=raw.path, advice=advice)
    document = article_document(raw, text, "pdf")
    known = {key for key, _ in document.metadata}
    more = tuple((key, value) for key, value in metadata if key not in known)
    return replace(
        document, metadata=document.metadata + more, notices=raw.notices + tuple(notices)
    )


def _extract(raw: Raw) -> tuple[str, list[tuple[str, Value]], list[Notice]]:
    with _quiet():
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError

        pages: list[str] = []
        notices: list[Notice] = []
        try:
            reader = PdfReader(io.BytesIO(raw.data), strict=False)
            if reader.is_encrypted and not reader.decrypt(""):
                raise ReadError("is locked by a password", file=raw.path, advice="unlock it")
            count = len(reader.pages)
            if count > MAX_PAGES:
                raise _unsafe(raw, f"has {count} pages, more than {MAX_PAGES}")
            budget = MAX_CONTENT_BYTES
            for number in range(count):
                place = f"page {number + 1}"
                try:
                    page = reader.pages[number]
                    contents = page.get_contents()
                    size = len(contents.get_data()) if contents is not None else 0
                    budget -= size
                    if size > MAX_PAGE_BYTES or budget < 0:
                        raise _unsafe(raw, "unpacks to far more than a page of text", place)
                    pages.append(_clean(page.extract_text()))
                    if not size and _holds_bytes(page):
                        raise ValueError("nothing in it can be unpacked")
                except (PyPdfError, ValueError, LookupError, TypeError, AttributeError) as error:
                    del pages[number:]
                    pages.append("")
                    reason = _shorten(error)
                    message = f"a page that cannot be read ({reason}) is left out; save it anew"
                    notices.append(Notice(code="pdf-page", message=message, place=place))
                if sum(map(len, pages)) > MAX_TEXT:
                    raise _unsafe(raw, f"holds more than {MAX_TEXT} characters", place)
            if notices and not any(page.strip() for page in pages):
                message = f"is a damaged PDF ({reason})"
                raise ReadError(message, file=raw.path, place=place, advice="save it anew")
            metadata = list(_metadata(reader))
        except (ReadError, UnsafeDocumentError):
            raise
        except (RecursionError, MemoryError) as error:
            raise _unsafe(raw, "is nested without end") from error
        except Exception as error:  # pypdf raises whatever a damaged object makes Python raise
            message = f"is a damaged PDF ({_shorten(error)})"
            raise ReadError(message, file=raw.path, advice="save it anew") from error
    return "\n\f".join(pages), metadata, notices


def _holds_bytes(page: Any) -> bool:
    """Whether a page has contents in the file, whatever they unpack to."""
    contents = page.get("/Contents")
    parts = contents.get_object() if contents is not None else []
    parts = parts if isinstance(parts, list) else [parts]
    return any(len(getattr(one.get_object(), "_data", b"")) for one in parts[:100])


def _shorten(error: Exception) -> str:
    return " ".join(str(error).split())[:80] or type(error).__name__


def _clean(text: str) -> str:
    """Lone surrogates (broken character maps) as the mark of a damaged glyph."""
    return text.encode("utf-8", "replace").decode("utf-8") if _has_surrogate(text) else text


def _has_surrogate(text: str) -> bool:
    return any(0xD800 <= ord(char) <= 0xDFFF for char in text)


def _metadata(reader: object) -> Iterator[tuple[str, Value]]:
    info = getattr(reader, "metadata", None)
    for key, name in (("title", "title"), ("authors", "author"), ("doi", "subject")):
        value = getattr(info, name, None)
        if not isinstance(value, str) or not value.strip():
            continue
        value = " ".join(value.split())
        if key == "doi":
            yield from (pair for pair in citation_metadata(value) if pair[0] == "doi")
        elif key != "title" or len(value.split()) > 2:
            yield key, value


@contextmanager
def _quiet() -> Iterator[None]:
    """Pypdf reports each oddity of a file by logging; the reader reports what matters."""
    logger = logging.getLogger("pypdf")
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(before)


def _unsafe(raw: Raw, message: str, place: str = "") -> UnsafeDocumentError:
    advice = "split it or save its text"
    return UnsafeDocumentError(message, file=raw.path, place=place, advice=advice)
