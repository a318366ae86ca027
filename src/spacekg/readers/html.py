"""HTML: the article of a page, its tables and what the page's head says of it."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

from spacekg.errors import UnsafeDocumentError
from spacekg.model import Document, Passage, Role, Tier
from spacekg.patterns import compile_late
from spacekg.readers.citations import citation_edits
from spacekg.readers.headings import is_known, role_of
from spacekg.readers.htmlhead import Head
from spacekg.readers.mojibake import is_suspect, mojibake_edits
from spacekg.readers.raw import Raw
from spacekg.readers.reading import Edit, Scribe, apart
from spacekg.readers.runs import Runs
from spacekg.readers.taming import tame
from spacekg.readers.tiers import tier_of_article

MAX_DEPTH = 2000
_DETECT = compile_late(
    r"[\ufeff\s]*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html"
    r"|html|head|body|article|div|main)\b",
    re.I | re.S,
)
_TAGS = compile_late(r"</(?:p|div|body|html|span|a|h[1-6]|li)\s*>", re.I)
_SILENT = frozenset({
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "canvas",
    "button", "select", "textarea", "form", "video", "audio", "head",
})  # fmt: skip
_MENU = frozenset({"nav", "aside", "header", "footer", "menu", "dialog"})
_BLOCKS = frozenset({
    "p", "div", "section", "article", "main", "li", "ul", "ol", "dl", "dt", "dd", "blockquote",
    "h1", "h2", "h3", "h4", "h5", "h6", "pre", "figure", "figcaption", "table", "caption", "tr",
    "address", "body", "hr", "fieldset", "details", "summary", "center",
})  # fmt: skip
_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
})  # fmt: skip
_NO_NEST = frozenset({"p", "li", "dt", "dd", "td", "th", "tr", "option"})
_HIDDEN_STYLE = compile_late(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_MENU_NAME = compile_late(
    r"\b(?:nav(?:bar|igation)?|menu|breadcrumbs?|sidebar|footer|masthead|cookies?|social|share"
    r"|related|newsletter|subscribe|advert(?:isement)?|promo|banner|comments?|skip-?link"
    r"|toolbar|popup|modal)\b",
    re.I,
)
_REFERENCE_LINK = compile_late(
    r"[^#]*#(?:ref|bib|cit|cr|b|r|core-collateral-|c)[\w.:-]{0,40}\d", re.I
)
_CITED_AFTER = compile_late(r"(?:[a-z]{4}|[a-z][.,;:)”])$")
_REFERENCE_NAME = compile_late(r"\b(?:references?|ref-list|bibliography|citations-list)\b", re.I)


def detects_html(raw: Raw) -> bool:
    """Whether the text opens as HTML and goes on with its tags."""
    if _DETECT.match(raw.text) is None:
        return False
    return _TAGS.search(raw.text) is not None or "<!doctype html" in raw.text[:400].lower()


def read_html(raw: Raw) -> Document:
    """The document of a page: offsets are into the HTML source."""
    page = _Page(raw.text, raw.path)
    passages = page.run()
    has_methods = any(made.role == "methods" for made in passages)
    title = page.head.title or next((m.text for m in passages if m.role == "title"), "")
    lead = " ".join(made.text for made in passages if made.role in ("abstract", "summary"))
    tier: Tier = "news"
    if page.head.is_article or has_methods:
        tier = tier_of_article(title, lead, has_methods=has_methods)
    return Document(
        path=raw.path, sha256=raw.sha256, format="html", tier=tier, text=raw.text,
        metadata=page.head.metadata(), passages=tuple(passages), notices=raw.notices, id=raw.id,
    )  # fmt: skip


class _Page(HTMLParser):
    """One pass over the tags; a block's text is closed by the tag that ends it."""

    def __init__(self, text: str, file: str) -> None:
        super().__init__(convert_charrefs=False)
        self.text = text
        self.file = file
        self.head = Head()
        self.made: list[Passage] = []
        self.stack: list[str] = []
        self.silent: list[int] = []
        self.menu: list[int] = []
        self.cited: list[int] = []
        self.links: list[int] = []
        self.table = 0
        self.block = "p"
        self.runs = Runs()
        self.role: Role = "body"
        self.section = ""
        self.titled = False
        self.starts = [0] + [match.end() for match in re.finditer("\n", text)]
        standing = citation_edits(text) + (mojibake_edits(text) if is_suspect(text) else [])
        self.scribe = Scribe(text=text, edits=apart(standing))

    def run(self) -> list[Passage]:
        """The passages of the page in source order."""
        self.feed(tame(self.text))
        self.close()
        self._flush()
        return self.made

    def _at(self) -> int:
        line, column = self.getpos()
        return self.starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element; what it hides or marks as menu holds until it closes."""
        given = {name: value or "" for name, value in attrs}
        self.head.open(tag, given)
        if tag == "br" or (self.table and tag in ("p", "div", "li")):
            self.runs.part(" ")
        if tag in _BLOCKS and not (self.table and tag != "table"):
            self._flush()
            self.block = tag
        elif self.table and tag == "tr":
            self.runs.row()
        elif self.table and tag in ("td", "th"):
            self.runs.cell()
        if tag in _VOID:
            return
        if tag in _NO_NEST and self.stack and self.stack[-1] == tag:
            self._pop()
        if len(self.stack) >= MAX_DEPTH:
            message = f"is nested more than {MAX_DEPTH} deep"
            line, _ = self.getpos()
            raise UnsafeDocumentError(
                message, file=self.file, place=f"line {line}", advice="save the page as text"
            )
        self.stack.append(tag)
        depth = len(self.stack)
        hidden = "hidden" in given or given.get("aria-hidden") == "true"
        if tag in _SILENT or hidden or _HIDDEN_STYLE.search(given.get("style", "")):
            self._flush()
            self.silent.append(depth)
        names = f"{given.get('class', '')} {given.get('id', '')} {given.get('role', '')}"
        in_article = any(name in ("article", "main") for name in self.stack[:-1])
        is_menu = tag in _MENU and not (tag == "header" and in_article)
        if is_menu or (tag not in ("body", "html", "main", "article") and _MENU_NAME.search(names)):
            self._flush()
            self.menu.append(depth)
        if _REFERENCE_NAME.search(names) and tag not in ("a", "body", "html", "sup", "span"):
            self._flush()
            self.cited.append(depth)
        if tag == "a" and _REFERENCE_LINK.match(given.get("href", "")):
            self.links.append(depth)
        elif tag == "sup" and self.runs.spans:
            before = self.text[slice(*self.runs.spans[-1])]
            if _CITED_AFTER.search(before[-8:]):
                self.links.append(depth)
        if tag == "table":
            self.table += 1

    def handle_endtag(self, tag: str) -> None:
        """Close an element and whatever it left open."""
        self.head.close(tag)
        if tag in _BLOCKS and not (self.table and tag != "table"):
            self._flush()
        if tag not in self.stack[-200:]:
            return
        while self.stack:
            if self._pop() == tag:
                break

    def _pop(self) -> str:
        depth = len(self.stack)
        for marks in (self.silent, self.menu, self.cited):
            if marks and marks[-1] == depth:
                self._flush()
                marks.pop()
        if self.links and self.links[-1] == depth:
            self.links.pop()
        tag = self.stack.pop()
        if tag == "table":
            self.table = max(0, self.table - 1)
        if tag in _BLOCKS and not self.table:
            self.block = "p"
        return tag

    def handle_data(self, data: str) -> None:
        """Text as it stands in the source."""
        self.head.text(data)
        if not self.silent and (self.runs or not data.isspace()):
            at = self._at()
            self.runs.add(at, at + len(data), cited=bool(self.links))

    def handle_entityref(self, name: str) -> None:
        """A named character."""
        self._reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        """A numbered character."""
        self._reference(f"&#{name}")

    def _reference(self, written: str) -> None:
        at = self._at()
        end = at + len(written)
        end += self.text[end : end + 1] == ";"
        new = html.unescape(self.text[at:end])
        self.head.text(new)
        if not self.silent:
            self.runs.add(at, end, None if new == self.text[at:end] else new)

    def unknown_decl(self, data: str) -> None:
        """Marked sections are passed over."""

    def _flush(self) -> None:
        runs, self.runs = self.runs, Runs()
        if runs:
            made = self._passage(*runs.take(self.text))
            if made is not None:
                self.made.append(made)

    def _passage(self, start: int, end: int, edits: list[Edit]) -> Passage | None:
        heading = self.block in ("h1", "h2", "h3", "h4", "h5", "h6")
        role = self.role
        if self.menu:
            role = "navigation"
        elif self.cited:
            role = "references"
        elif self.table:
            role = "table"
        elif self.block in ("figcaption", "caption"):
            role = "caption"
        elif heading:
            role = "navigation"
        elif self.block == "pre":
            role = "code"
        made = self.scribe.passage(
            start, end, role, section="" if self.menu else self.section, edits=edits,
            keep_lines=role in ("table", "code"),
        )  # fmt: skip
        if made is None or not heading or self.menu:
            return made
        return self._heading(made)

    def _heading(self, made: Passage) -> Passage:
        known = role_of(made.text)
        if self.block == "h1" and not self.titled and not is_known(made.text):
            self.titled = True
            return Passage(
                start=made.start, end=made.end, role="title", text=made.text, pieces=made.pieces
            )
        if known is not None:
            self.role = known
        elif self.block in ("h1", "h2") or self.role in ("references", "metadata", "promotion"):
            self.role = "body"
        self.section = made.text
        return made
