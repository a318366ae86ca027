"""Web-page text: a page saved as text with its menus, of which only the article is read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from spacekg.model import Document, Passage, Role, Value
from spacekg.patterns import compile_late
from spacekg.readers.lines import Line, split_lines
from spacekg.readers.mojibake import is_suspect, mojibake_edits
from spacekg.readers.raw import Raw
from spacekg.readers.reading import Scribe

_FURNITURE = compile_late(
    r"skip to (?:main )?content|cookies?\b|facebook|twitter|linkedin|instagram|youtube|whatsapp"
    r"|privacy policy|all rights reserved|subscribe|newsletter|share (?:this|on)|breadcrumb"
    r"|terms (?:of use|and conditions|of service)|read more|sitemap|log ?in|sign (?:in|up)|menu"
    r"|legal notice|see also|related (?:articles|posts)|contact us|about us|search$|home$",
    re.I,
)
_PROMOTION = compile_late(
    r"\bread (?:more|the article|next|also)\b|\bsubscribe|\bnewsletter|\bsign up\b|\bcookies?\b"
    r"|\bjoin (?:us|our|the)\b.*\b(?:community|newsletter|list|team)\b|\bshar(?:e"
    r"|ing) (?:it|is|this)\b"
    r"|\bredirected\b|\bmandatory fields?\b|\ball rights reserved\b|\bprivacy\b|\bclick here\b"
    r"|\bfollow us\b|\bstay (?:with us|updated|up to date|informed)\b|\bterms of (?:use|service)\b"
    r"|^advertisement\b|\bdownload (?:our|the app)\b|\bdonate\b|^related:"
    r"|\bthis article is based on\b"
    r"|\bopens in a new (?:tab|window)\b|\byour (?:email|inbox|consent)\b|^photo\b|\b©",
    re.I,
)
_LIST = compile_late(r"\s*(?:[•▪◦‣·*]|[-–]\s|\d{1,2}\.\s)\s*")
_ENDS = compile_late(
    r"(?:tags?|see also|related (?:articles?|posts?|content|news|stories)|read (?:more|next|also)"
    r"|about the authors?|comments?|more (?:news|stories|from .*)|explore(?: more)?|newsletter"
    r"|(?:you )?(?:may|might) also like|continue reading|latest (?:news|posts)"
    r"|recommended.*|leave a (?:reply|comment)|further information)\s*:?$",
    re.I,
)
_SOURCES = compile_late(
    r"(?:sources?|references?|citations?|bibliography|journal reference)s?\s*:?$", re.I
)
_CITATION = compile_late(
    r"\bet al\b.*\b(?:19|20)\d\d\b|\bdoi\b|\b10\.\d{4,9}/|\b(?:19"
    r"|20)\d\d\s?[A-Z]?[a-z]{0,3}\s?\d*\s?;\s?\d+"
    r"|\b(?:19|20)\d\d;|\((?:19|20)\d\d\)\.",
    re.I,
)
_SENTENCE = compile_late(r"[a-z0-9)%”\"’][.!?…][”\"’)\]]?(?:\s|$)")
_DATE = compile_late(
    r"\b(?:created|published|posted|date|on)?:?\s*"
    r"(\d{1,2} (?:january|february|march|april|may|june|july|august|september|october|november"
    r"|december) \d{4}|(?:january|february|march|april|may|june|july|august|september|october"
    r"|november|december) \d{1,2},? \d{4}|\d{4}-\d\d-\d\d|\d\d\.\d\d\.\d{4})$",
    re.I,
)


def detects_webpage(raw: Raw) -> bool:
    """Whether the text has the short lines, lists and standing words of a saved page's menus."""
    lines = [line.strip() for line in raw.text.splitlines() if line.strip()]
    if len(lines) < 12:
        return False
    short = sum(len(line) < 50 for line in lines)
    words = {
        match.group().lower()
        for line in lines
        if len(line) < 60 and (match := _FURNITURE.search(line))
    }
    return len(words) >= 4 and 2 * short > len(lines)


def read_webpage(raw: Raw) -> Document:
    """The document of a page's text: the article's paragraphs, all else navigation or promotion."""
    text = raw.text
    scribe = Scribe(text=text, edits=tuple(mojibake_edits(text)) if is_suspect(text) else ())
    page = _Page(text)
    passages = tuple(page.passages(scribe))
    title = next((made.text for made in passages if made.role == "title"), "")
    citation = next((made.text for made in passages if made.role == "references"), "")
    date = next((m.group(1) for line in page.lines if (m := _DATE.search(line.text.strip()))), "")
    metadata: tuple[tuple[str, Value], ...] = tuple(
        (key, value)
        for key, value in (("title", title), ("date", date), ("citation", citation))
        if value
    )
    return Document(
        path=raw.path, sha256=raw.sha256, format="webpage", tier="news", text=text,
        metadata=metadata, passages=passages, notices=raw.notices, id=raw.id,
    )  # fmt: skip


class _Page:
    """The lines of a page with what each of them is."""

    def __init__(self, text: str) -> None:
        self.lines: list[Line] = [line for line in split_lines(text) if not line.blank]
        self.keys = [_key(line.text) for line in self.lines]
        self.counts = Counter(self.keys)
        self.prose = [self._is_prose(index) for index in range(len(self.lines))]
        self.start, self.stop = self._region()

    def passages(self, scribe: Scribe) -> Iterator[Passage]:
        """A passage a line of the article, one a run of navigation or promotion."""
        title = self._title()
        run: tuple[Role, int] | None = None
        section = ""
        for index, line in enumerate(self.lines):
            role = self._role(index, title)
            if role is None:
                section, role = " ".join(line.text.split()), "navigation"
            if role in ("navigation", "promotion"):
                if run is None or run[0] != role:
                    if run is not None:
                        yield from _made(scribe, run[1], self.lines[index - 1].end, run[0])
                    run = (role, line.start)
                continue
            if run is not None:
                yield from _made(scribe, run[1], self.lines[index - 1].end, run[0])
                run = None
            kept = "" if role in ("title", "summary", "references") else section
            yield from _made(scribe, line.start, line.end, role, kept)
        if run is not None:
            yield from _made(scribe, run[1], self.lines[-1].end, run[0])

    def _is_prose(self, index: int) -> bool:
        text = self.lines[index].text.strip()
        return (
            len(text) >= 60
            and _SENTENCE.search(text) is not None
            and self.counts[self.keys[index]] == 1
            and not _PROMOTION.search(text)
            and not _LIST.match(self.lines[index].text)
            and not self._cites(index)
        )

    def _region(self) -> tuple[int, int]:
        """The first line of the article and the line after its last."""
        prose = [index for index, is_prose in enumerate(self.prose) if is_prose]
        if not prose:
            return 0, 0
        total = len(prose)
        for count, index in enumerate(prose, start=1):
            following = prose[count] if count < total else len(self.lines)
            between = range(index + 1, following)
            ended = any(_ENDS.match(self.lines[at].text.strip()) for at in between)
            if ended and 2 * count >= total and count > 1:
                return prose[0], index + 1
        return prose[0], prose[-1] + 1

    def _title(self) -> int:
        """The headline: a short line before the first prose, best one that menus repeat."""
        best, score = -1, 0
        for index in range(self.start):
            line = self.lines[index]
            text = line.text.strip()
            words = text.split()
            if _LIST.match(line.text) or not 3 <= len(words) <= 30 or _FURNITURE.search(text):
                continue
            value = len(words) + 10 * (self.counts[self.keys[index]] in (2, 3, 4))
            value += 5 * any(
                self.keys[at] == self.keys[index] and _LIST.match(self.lines[at].text)
                for at in range(index)
            )
            value -= 8 * (self.counts[self.keys[index]] > 4) + (self.start - index) // 10
            if value >= score:
                best, score = index, value
        return best

    def _role(self, index: int, title: int) -> Role | None:
        """The role of a line; ``None`` for a heading of the article."""
        text = self.lines[index].text.strip()
        if index == title:
            return "title"
        if _PROMOTION.search(text):
            return "promotion"
        if self._cites(index):
            return "references"
        if self.prose[index] and self.start <= index < self.stop:
            first_prose = index == self.start and index + 1 < len(self.lines)
            return "summary" if first_prose and not self.prose[index + 1] else "body"
        if not self.start < index < self.stop or self.counts[self.keys[index]] > 1:
            return "navigation"
        if _LIST.match(self.lines[index].text):
            return "body" if len(text.split()) >= 6 and self._amid_prose(index) else "navigation"
        words = text.split()
        if self.prose[index + 1] and len(words) <= 12 and not _ends_sentence(text):
            return None if text[0].isupper() and self._amid_prose(index) else "navigation"
        return "body" if len(words) >= 6 and self._amid_prose(index) else "navigation"

    def _amid_prose(self, index: int) -> bool:
        """Whether prose stands within three lines before, so that this is no menu."""
        return any(self.prose[max(self.start, index - 3) : index])

    def _cites(self, index: int) -> bool:
        text = self.lines[index].text.strip()
        if len(text) < 40 or not _CITATION.search(text):
            return False
        return any(
            _SOURCES.match(line.text.strip()) for line in self.lines[max(0, index - 6) : index]
        )


def _key(text: str) -> str:
    return " ".join(_LIST.sub("", text, count=1).lower().split())


def _ends_sentence(text: str) -> bool:
    return text[-1] in ".!?…"


def _made(scribe: Scribe, start: int, end: int, role: Role, section: str = "") -> Iterator[Passage]:
    made = scribe.passage(start, end, role, section=section)
    if made is not None:
        yield made
