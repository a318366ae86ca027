"""Markdown, with or without front matter: each paragraph and each bullet a passage."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacekg.model import Document, Notice, Passage, Role, Value
from spacekg.patterns import compile_late
from spacekg.readers.blocks import Block, split_blocks
from spacekg.readers.frontmatter import FrontMatter, opens_front_matter, read_front_matter
from spacekg.readers.headings import normalise, role_of
from spacekg.readers.inline import inline_edits
from spacekg.readers.lines import line_number
from spacekg.readers.matter import Leaf
from spacekg.readers.mojibake import is_suspect, mend, mojibake_edits
from spacekg.readers.raw import Raw
from spacekg.readers.reading import Scribe
from spacekg.readers.tiers import tier_of_matter
from spacekg.readers.values import check_values

_OPENING = compile_late(
    r"[\ufeff\u200b\s]*(?:[^\n]*\n){0,6}?(?:-{3,}|[–—]{1,3}-?|;;;|\+\+\+|`{3,}"
    r"|~{3,})[ \t]*\w*[ \t]*\r?[\n\r]"
    r"|[\ufeff\s]*(?:title|url|doi|summary|authors|publishDate|date|slug|id)[ \t]*:[ \t]"
)
_HEADING_LINE = compile_late(r"(?:\A[\ufeff\s]*|\n[ \t]*\r?\n)#{1,6}[ \t]+\S")
_MARKUP = compile_late(r"^[ \t]*[-*+][ \t]+\S|\*\*[^\s*]|\]\(https?:|^```|^\|.*\|[ \t]*$", re.M)
_ESTIMATE = compile_late(r"(?:^|\s)(#\s*[^\n]*?estimat[^\n]*)", re.I)
_ROLES: dict[str, Role] = {
    "title": "title", "summary": "summary", "abstract": "abstract", "description": "summary",
    "knowledgegaps": "gaps", "gaps": "gaps", "openquestions": "gaps", "findings": "findings",
    "keyfindings": "findings", "objective": "objective", "objectives": "objective",
    "conclusion": "conclusion", "conclusions": "conclusion", "subtitle": "metadata",
}  # fmt: skip
_DRAWING_KEYS = frozenset({"options", "featuredImage", "type"})


def detects_markdown(raw: Raw) -> bool:
    """Whether the text has front matter, or headings and other marks of markdown."""
    head = raw.text[:4000]
    if _OPENING.match(head) and opens_front_matter(raw.text):
        return True
    if not _HEADING_LINE.search(raw.text):
        return False
    return len(_HEADING_LINE.findall(raw.text)) > 1 or _MARKUP.search(raw.text) is not None


def read_markdown(raw: Raw) -> Document:
    """The document of a markdown text; what its front matter lacks or breaks is in the notices."""
    text = raw.text
    front = read_front_matter(text, file=raw.path)
    notices = [*raw.notices, *_line_end_notices(text)]
    metadata: tuple[tuple[str, Value], ...] = ()
    scribe = Scribe(text=text, edits=tuple(mojibake_edits(text)) if is_suspect(text) else ())
    passages: list[Passage] = []
    if front is not None:
        notices += front.matter.notices
        notices += check_values(front.matter, text)
        metadata, mended = _mended(front.matter.entries)
        metadata += _comments(text, front)
        passages += _matter_passages(scribe, front)
        if mended:
            place = f"line {line_number(text, text.find(mended[0], front.start))}"
            message = f"wrongly decoded characters in the front matter mended ({mended[0]!r})"
            message += "; save it anew as UTF-8"
            notices.append(Notice(code="mojibake", message=message, place=place))
    body = front.body if front else len(text) - len(text.lstrip("\ufeff"))
    end = front.end if front else len(text)
    keys = {key.lower(): value for key, value in metadata}
    title = keys.get("title")
    passages += _body_passages(scribe, body, end, title if isinstance(title, str) else "")
    if scribe.edits and scribe.edits[-1][0] >= body:
        first = next(edit for edit in scribe.edits if edit[0] >= body)
        place = f"line {line_number(text, first[0])}"
        message = "wrongly decoded characters mended for reading; save it anew as UTF-8"
        notices.append(Notice(code="mojibake", message=message, place=place))
    return Document(
        path=raw.path, sha256=raw.sha256, format="markdown", tier=tier_of_matter(metadata),
        text=text, metadata=metadata, passages=tuple(passages), notices=tuple(notices), id=raw.id,
    )  # fmt: skip


def _line_end_notices(text: str) -> Iterator[Notice]:
    at = text.find("\r")
    if at >= 0:
        place = f"line {line_number(text, at)}"
        message = "has Windows or old Mac line ends, which are read as any; save it with plain ones"
        yield Notice(code="line-ends", message=message, place=place)


def _mended(
    entries: tuple[tuple[str, Value], ...],
) -> tuple[tuple[tuple[str, Value], ...], list[str]]:
    damaged: list[str] = []

    def repair(value: Value) -> Value:
        if isinstance(value, str):
            mended = mend(value)
            if mended != value:
                damaged.append(value)
            return mended
        if isinstance(value, tuple):
            return tuple(repair(item) for item in value)
        return value

    return tuple((key, repair(value)) for key, value in entries), damaged


def _comments(text: str, front: FrontMatter) -> tuple[tuple[str, Value], ...]:
    """``(key#comment, text)`` for comments that call a value an estimate: it must not pass as one.

    The key is the top-level key whose value the comment stands in.
    """
    if "estimat" not in text[front.start : front.body].lower():
        return ()
    leaves = front.matter.leaves
    found: dict[str, list[str]] = {}
    for match in _ESTIMATE.finditer(text, front.start, front.body):
        at = match.start(1)
        if any(leaf.start <= at < leaf.end for leaf in leaves):
            continue
        key = next((leaf.path[0] for leaf in reversed(leaves) if leaf.start < at), "")
        if key:
            found.setdefault(key, []).append(match.group(1).lstrip("# ").strip())
    return tuple((f"{key}#comment", "; ".join(comments)) for key, comments in found.items())


def _matter_passages(scribe: Scribe, front: FrontMatter) -> Iterator[Passage]:
    for leaf in front.matter.leaves:
        if not _worth_reading(leaf):
            continue
        key = ".".join(leaf.path)
        role = _ROLES.get(leaf.path[0].lower(), "metadata") if len(leaf.path) == 1 else "metadata"
        if leaf.path[0].lower() == "knowledgegaps":
            role = "gaps"
        edits = [*leaf.edits, *inline_edits(scribe.text, leaf.start, leaf.end)]
        made = scribe.passage(leaf.start, leaf.end, role, key=key, edits=edits)
        if made is not None:
            yield made


def _worth_reading(leaf: Leaf) -> bool:
    """Whether a value may name something: of charts the data's labels do, colours do not."""
    if leaf.path[0] in _DRAWING_KEYS:
        return False
    if leaf.path[0].lower().startswith("chart") and len(leaf.path) > 1:
        return leaf.path[1] == "data" and leaf.path[-1] in ("labels", "label", "title", "name")
    return True


def _body_passages(scribe: Scribe, start: int, end: int, title: str) -> Iterator[Passage]:
    role: Role = "body"
    section = ""
    levels: list[tuple[int, Role]] = []
    titled = bool(title)
    for block in split_blocks(scribe.text, start, end):
        if block.kind == "heading":
            heading = scribe.passage(
                block.start, block.end, "title",
                edits=inline_edits(scribe.text, block.start, block.end),
            )  # fmt: skip
            if heading is None:
                continue
            known = role_of(heading.text)
            if block.level == 1 and known is None and (not titled or _same(heading.text, title)):
                titled = True
                levels, role, section = [], "body", ""
                yield heading
                continue
            levels = [entry for entry in levels if entry[0] < block.level]
            role = known or (levels[-1][1] if levels else "body")
            levels.append((block.level, role))
            section = heading.text
            continue
        made = _block_passage(scribe, block, role, section)
        if made is not None:
            yield made


def _block_passage(scribe: Scribe, block: Block, role: Role, section: str) -> Passage | None:
    if block.kind in ("code", "comment"):
        kind: Role = "code" if block.kind == "code" else "metadata"
        return scribe.passage(block.start, block.end, kind, section=section, keep_lines=True)
    edits = [*block.edits, *inline_edits(scribe.text, block.start, block.end)]
    if block.kind == "table":
        return scribe.passage(
            block.start, block.end, "table", section=section, edits=edits, keep_lines=True
        )
    return scribe.passage(block.start, block.end, role, section=section, edits=edits)


def _same(heading: str, title: str) -> bool:
    return normalise(heading) == normalise(title)
