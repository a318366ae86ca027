"""Front matter: finding the block of keys before a text, however its fences are damaged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from spacekg.model import Notice
from spacekg.patterns import compile_late
from spacekg.readers.fences import FENCE, FENCED_CLOSE, blank_fences
from spacekg.readers.lines import Line, split_lines
from spacekg.readers.matter import Matter
from spacekg.readers.toml_matter import load_toml
from spacekg.readers.yaml_matter import load_yaml
from spacekg.readers.yaml_quotes import mend_surrogates

_OPEN = compile_late(
    r"\s*(?:(-{3,}|[–—]{1,3}-?)\s*(?:(ya?ml|json|toml))?|(;;;)\s*(?:json)?"
    r"|(\+\+\+)\s*(?:toml)?)\s*$"
)
_KEY = compile_late(
    r"""\s*(?:- )?(?:"[^"\n]{1,80}"|'[^'\n]{1,80}'|[\w][\w .()/-]{0,60})\s*:(?:\s|$)"""
)
_TOP_KEY = compile_late(r"""(?:"[\w -]{1,60}"|'[\w -]{1,60}'|[\w][\w-]{0,60})\s*:(?:\s|$)""")
#: keys with an anchor, a tag or an alias, and those of several colons
_ODD_KEY = compile_late(r"(?:(?:&\w|!(?!\[))\S*\s+\S.{0,80}|\*\w+\s|[^#:]{0,60}:+):(?:\s|$)")
#: what no line of prose begins with, or a key has in it
_SIGN = compile_late(r"\s*(?:[-\[\]{}\"'!&*|>%@?,]|[^:]{1,80}:(?:\s|$))")
_HEADING = compile_late(r"#{1,6}\s+\S")
_GLUED_CLOSE = compile_late(r"\s*[^\s-].*?[^\s-]\s*-{3,}\s*$")
_JUNK_LINES = 6
_USUAL_FIRST_KEYS = frozenset({
    "title", "url", "doi", "summary", "authors", "date", "publishdate", "tags", "slug", "id",
})  # fmt: skip

Kind = Literal["yaml", "json", "toml"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """What stands before the body: its matter, where it starts and where the body starts."""

    matter: Matter
    start: int
    body: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    start: int
    end: int
    after: int
    kind: Kind
    notices: tuple[Notice, ...]


def read_front_matter(text: str, *, file: str = "") -> FrontMatter | None:
    """The front matter of ``text`` with its faults mended and noted; ``None`` when it has none.

    ``end`` is where the body ends: before the closing fence of a text that is wrapped in one.
    """
    lines = split_lines(text)
    opening = _opening(lines)
    block = _block(lines, opening[0]) if opening is not None else None
    matter = _load(text, block, file) if block is not None else None
    if opening is None or block is None or matter is None:
        return _keyless(lines)
    if not matter.entries and not text[block.start : block.end].strip():
        keyless = _keyless(lines)
        if keyless is not None:
            return keyless
    _, notices, wrapped = opening
    matter = Matter(notices=(*notices, *block.notices)).merged(matter)
    start, after = block.start, block.after
    following = [line for line in lines if line.start >= after and not line.blank][:2]
    if len(following) == 2 and _OPEN.match(following[0].text) and _TOP_KEY.match(following[1].text):
        second = _block(lines, lines.index(following[0]))
        more = _load(text, second, file) if second else None
        if second and more:
            message = "a second block of front matter is read too; join them"
            notice = _notice("second-front-matter", message, lines.index(following[0]))
            matter = matter.merged(Matter(notices=(notice, *second.notices)).merged(more))
            after = second.after
    end = _wrapped_end(lines) if wrapped else len(text)
    return FrontMatter(matter=matter, start=start, body=after, end=end)


def opens_front_matter(text: str) -> bool:
    r"""Whether ``text`` opens as front matter does; what it holds is another question.

    >>> opens_front_matter("---\ntitle: A\n---\n"), opens_front_matter("---\n\nA line.")
    (True, False)
    """
    lines = split_lines(text, 0, min(len(text), 8000))
    return _opening(lines) is not None or _keyless(lines) is not None


def _keyless(lines: list[Line]) -> FrontMatter | None:
    """No front matter, but what a person may take for it: all is text, and they are told."""
    first = next((index for index, line in enumerate(lines) if not line.blank), 0)
    if lines[first].text.strip("\ufeff\u200b \t") != "---" or first + 1 >= len(lines):
        return None
    if lines[first + 1].blank or not any(_closes(one.text, "-") for one in lines[first + 2 :]):
        return None
    inside = [one.text for one in lines[first + 1 :]]
    stop = next(at for at, text in enumerate(inside) if at and _closes(text, "-"))
    if not any(_SIGN.match(text) for text in inside[:stop]):
        return None
    message = "between the lines of --- stand no keys and values, read as text; write key: value"
    matter = Matter(notices=(_notice("no-keys", message, first + 1),))
    return FrontMatter(matter=matter, start=0, body=0, end=lines[-1].after)


def _opening(lines: list[Line]) -> tuple[int, list[Notice], bool] | None:
    """The index of the opening line, what is wrong before it, and whether a fence wraps all."""
    junk: list[int] = []
    wrapped = False
    for index, line in enumerate(lines[: _JUNK_LINES * 3]):
        content = line.text.lstrip("\ufeff\u200b")
        if not content.strip():
            continue
        if _OPEN.match(content) and _opens_keys(lines, index):
            notices = []
            if wrapped:
                message = "the whole text is in a code fence; take it out"
                notices.append(_notice("wrapped-in-fence", message, 0))
            if junk:
                message = "text before the front matter is left out; put it below"
                notices.append(_notice("text-before-front-matter", message, junk[0]))
            return index, notices, wrapped
        fence = FENCE.match(content)
        if fence and not junk and fence.group(1).lower() in ("", "markdown", "md", "yaml", "yml"):
            wrapped = True
            continue
        if not junk and _starts_without_opening(lines, index):
            message = "front matter has no opening line; put --- before it"
            return index - 1, [_notice("no-opening-line", message, index)], wrapped
        junk.append(index)
        if len(junk) > _JUNK_LINES or _HEADING.match(content):
            return None
    return None


def _opens_keys(lines: list[Line], index: int) -> bool:
    following = next((line for line in lines[index + 1 :] if not line.blank), None)
    if following is None:
        return False
    opener = _OPEN.match(lines[index].text.lstrip("\ufeff\u200b"))
    assert opener is not None
    if opener.group(4) or opener.group(2) == "toml":
        return "=" in following.text or following.text.startswith(("[", "#"))
    if opener.group(3) or opener.group(2) == "json":
        return following.text.lstrip().startswith("{")
    return bool(
        _KEY.match(following.text)
        or _ODD_KEY.match(following.text)
        or following.text.lstrip().startswith(("#", "{", "? "))
        or FENCE.match(following.text)
        or _OPEN.match(following.text)
    )


def _starts_without_opening(lines: list[Line], index: int) -> bool:
    key = lines[index].text.split(":", 1)[0].strip().lower()
    if key not in _USUAL_FIRST_KEYS or not _TOP_KEY.match(lines[index].text):
        return False
    keys = 0
    for line in lines[index : index + 400]:
        if _closes(line.text, "-"):
            return keys >= 2
        keys += bool(_TOP_KEY.match(line.text))
        if not line.blank and not _is_matter(line.text):
            return False
    return False


def _closes(text: str, mark: str) -> bool:
    stripped = text.strip()
    if mark == "-":
        return stripped == "..." or (len(stripped) >= 3 and not stripped.strip("-–—"))
    return stripped == mark


def _is_matter(text: str) -> bool:
    return (
        text.startswith((" ", "\t", "- ", "#", "]", "}", "[", "{", "? ", ": "))
        or bool(_KEY.match(text) or _ODD_KEY.match(text))
        or bool(FENCE.match(text))
    )


def _block(lines: list[Line], opening: int) -> _Block | None:
    kind: Kind = "yaml"
    mark = "-"
    if opening >= 0:
        match = _OPEN.match(lines[opening].text.lstrip("\ufeff\u200b"))
        if match and (match.group(3) or match.group(2) == "json"):
            kind, mark = "json", match.group(3) or "-"
        elif match and (match.group(4) or match.group(2) == "toml"):
            kind, mark = "toml", match.group(4) or "-"
    body = lines[opening + 1 :]
    if not body:
        return None
    start = body[0].start
    notices: tuple[Notice, ...] = ()
    suspect = -1  # where the body seems to begin without a closing line
    for index, line in enumerate(body):
        number = opening + 1 + index
        text = line.text
        if _closes(text, mark):
            if suspect >= 0:
                break
            if _is_doubled(body, index):
                message = "the opening line is doubled; leave one out"
                notices = (_notice("opening-line", message, number),)
                continue
            return _Block(start=start, end=line.start, after=line.after, kind=kind, notices=notices)
        if kind != "yaml":
            continue
        if FENCED_CLOSE.match(text):
            message = "closing line is glued to a code fence; part them"
            notice = _notice("closing-line", message, number)
            return _Block(start=start, end=line.end, after=line.after, kind=kind, notices=(notice,))
        if _GLUED_CLOSE.match(text) and _KEY.match(text) and _body_follows(body, index + 1):
            end = line.start + len(text.rstrip().rstrip("-").rstrip())
            message = "closing line is glued to the last value; part them"
            notice = _notice("closing-line", message, number)
            return _Block(start=start, end=end, after=line.after, kind=kind, notices=(notice,))
        if suspect < 0 and _begins_body(body, index):
            suspect = index
    if kind != "yaml":
        return None
    if suspect < 0:
        suspect = len(body)
        if not all(_is_matter(line.text) or line.blank for line in body):
            return None
    if suspect == 0:
        return None
    end = body[suspect - 1].after
    message = "front matter has no closing line; put --- after it"
    notice = _notice("no-closing-line", message, opening + 1 + suspect)
    return _Block(start=start, end=end, after=end, kind="yaml", notices=(notice,))


def _is_doubled(body: list[Line], index: int) -> bool:
    """Whether nothing but this line stands between the opening line and keys that are closed."""
    if any(not line.blank for line in body[:index]) or index + 1 >= len(body):
        return False
    text = body[index + 1].text
    if not (_KEY.match(text) or _ODD_KEY.match(text) or text.startswith(("{", "? "))):
        return False
    return any(_closes(line.text, "-") for line in body[index + 2 :])


def _begins_body(body: list[Line], index: int) -> bool:
    """Whether the body starts here: a heading or prose that no value above can go on to."""
    text = body[index].text
    if not text.strip() or text[0] in " \t":
        return False
    before = body[index - 1] if index else None
    if _HEADING.match(text):
        following = next((line for line in body[index + 1 :] if not line.blank), None)
        return following is None or not _is_matter(following.text) or following.text[0] in "#-"
    return not _is_matter(text) and (before is None or before.blank)


def _body_follows(body: list[Line], index: int) -> bool:
    following = next((line for line in body[index:] if not line.blank), None)
    return following is None or bool(_HEADING.match(following.text))


def _wrapped_end(lines: list[Line]) -> int:
    for line in reversed(lines):
        if not line.blank:
            return line.start if FENCE.match(line.text) else line.end
    return 0


def _load(text: str, block: _Block, file: str) -> Matter | None:
    source = text[block.start : block.end]
    if block.kind == "toml":
        return load_toml(source, offset=block.start, source=text, file=file)
    notices: list[Notice] = []
    if block.kind == "yaml":
        source, notices = blank_fences(text, block.start, block.end)
    if block.kind == "json":
        source = mend_surrogates(source)
    matter = load_yaml(source, offset=block.start, source=text, file=file)
    if matter is None and not source.strip():
        matter = Matter()
    if matter is None and block.kind == "json":
        message = "front matter is not a valid JSON object and is left out; mend it or use YAML"
        return Matter(notices=(_notice("json", message, text.count("\n", 0, block.start)),))
    return None if matter is None else Matter(notices=tuple(notices)).merged(matter)


def _notice(code: str, message: str, index: int) -> Notice:
    return Notice(code=code, message=message, place=f"line {index + 1}")
