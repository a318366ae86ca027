"""A second set of hostile documents, each with what exactly is promised of it and of its line.

``hostile_documents`` asks whether a document is read or refused; here the line that is printed
must name the place and what is wrong, and a sound study beside one oddity must come through.
"""

# ruff: noqa: E501
from __future__ import annotations

import io
import itertools
import json
import os
import socket
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Outcome = Literal["silent", "warned", "read", "refused"]
Content = bytes | Callable[[Path], object]

STUDY = (
    "Mice flew on the ISS for 30 days. Fbxo32 expression increased in the soleus muscle of mice "
    "after spaceflight (p < 0.01).\n"
)
BODY = f"# Spaceflight and muscle\n\n{STUDY}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Odd:
    """A document: what becomes of it, what its lines say, and whether its study is in the graph."""

    name: str
    kind: str
    outcome: Outcome
    make: Content
    says: str = ""
    keeps: bool = False

    def write(self, folder: Path) -> Path:
        """Put it into a folder; where it lies."""
        path = folder / self.name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(self.make, bytes):
            path.write_bytes(self.make)
        else:
            self.make(path)
        return path


Made = Iterator[tuple[str, Outcome, str, Content]]


def odd_documents() -> tuple[Odd, ...]:
    """All of them; a study that is read and sound is kept, those marked ``-`` hold none."""
    makers = (
        _yaml, _values, _encodings, _characters, _files, _names, _xml, _html, _markdown, _pdfs,
        _packages, _json, _tables, _identifiers,
    )  # fmt: skip
    found = []
    for make in makers:
        for name, outcome, says, content in make():
            keeps = outcome != "refused" and not says.startswith("-")
            found.append(
                Odd(
                    name=name, kind=make.__name__.strip("_"), outcome=outcome, make=content,
                    says=says.removeprefix("-"), keeps=keeps,
                )
            )  # fmt: skip
    return tuple(found)


def _matter(block: str, body: str = BODY) -> bytes:
    return f"---\n{block}\n---\n\n{body}".encode("utf-8", "surrogatepass")


def _yaml() -> Made:
    levels = "".join(
        f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}, *{a}, *{a}]\n"
        for a, b in itertools.pairwise("abcdefgh")
    )
    yield (
        "bomb-short.md",
        "refused",
        "line [3-8]: .*alias.*; write",
        _matter(f"a: &a [x, x]\n{levels}"),
    )
    yield (
        "bomb-second-block.md",
        "refused",
        "line .*alias",
        f"---\ntitle: t\n---\n---\na: &a [x, x]\n{levels}---\n{BODY}".encode(),
    )
    yield "bomb-in-a-fence.md", "read", "", f"{BODY}\n```yaml\na: &a [x, x]\n{levels}```\n".encode()
    yield (
        "bomb-merge-of-merges.md",
        "refused",
        "line",
        _matter(
            "a: &a {k: v}\n"
            + "".join(
                f"{b}: &{b} {{<<: [*{a}, *{a}, *{a}, *{a}]}}\n"
                for a, b in itertools.pairwise("abcdefghijk")
            )
        ),
    )
    yield (
        "alias-in-alias-small.md",
        "read",
        "",
        _matter("tags: &t [a, b]\nmore: &m [*t, c]\nagain: *m\ntitle: Mice"),
    )
    yield "anchor-again.md", "read", "", _matter("a: &x one\nb: &x two\ntitle: *x")
    yield (
        "merge-plain.md",
        "read",
        "",
        _matter("base: &b {journal: J}\nmore:\n  <<: *b\ntitle: Mice"),
    )
    yield "nested-20.md", "read", "", _matter("title: Mice\na: " + "[" * 20 + "x" + "]" * 20)
    yield (
        "nested-70.md",
        "refused",
        "line 3: .*64 deep",
        _matter("title: Mice\na: " + "[" * 70 + "x" + "]" * 70),
    )
    yield (
        "tag-on-key.md",
        "refused",
        "line 3: .*object",
        _matter("title: Mice\n!!python/name:os.system a: b"),
    )
    yield "tag-local.md", "warned", "line 3: .*tag", _matter("title: Mice\na: !mine x")
    yield (
        "tag-set.md",
        "read",
        "",
        _matter("title: Mice\na: !!set {x, y}\nb: !!timestamp 2020-01-01"),
    )
    yield "key-case.md", "warned", "line 3: .*twice", _matter("title: One\nTitle: Two")
    yield "key-quoted-twice.md", "warned", "line 3: .*twice", _matter('"title": One\ntitle: Two')
    yield (
        "key-types.md",
        "warned",
        "line 3: .*read as text",
        _matter("title: Mice\n12: a\n2.5: b\ntrue: c\n2020-01-01: d"),
    )
    yield "key-null.md", "warned", "line 3", _matter("title: Mice\n~: a")
    yield "key-map.md", "warned", "line 3: .*no text", _matter("title: Mice\n? {a: b}\n: c")
    yield "key-long.md", "read", "", _matter(f"title: Mice\n{'k' * 5000}: v")
    yield (
        "quote-open.md",
        "warned",
        "line [23]: .*YAML",
        _matter('title: "Mice in orbit\nsummary: s'),
    )
    yield "indent-odd.md", "warned", "line", _matter("title: Mice\n   more: x\n  less: y")
    yield "indent-nbsp.md", "read", "", _matter("title: Mice\ntags:\n\u00a0\u00a0- bone")
    yield "smart-quotes.md", "read", "", _matter("title: “Mice in orbit”\nauthors: [‘A’, ‘B’]")
    yield "line-separators.md", "read", "", _matter("title: Mice\u2028in\u2029orbit")
    yield "comments-only.md", "read", "", _matter("# nothing\n# here")
    yield "directive.md", "read", "", _matter("%YAML 9.9\ntitle: Mice")
    yield (
        "authors-many.md",
        "read",
        "",
        _matter("title: Mice\nauthors:\n" + "".join(f"  - A{n} B\n" for n in range(10_000))),
    )
    yield "value-long.md", "read", "", _matter(f"title: Mice\nnote: '{'x ' * 200_000}'")
    yield (
        "toml-line.md",
        "warned",
        "line 3: .*TOML",
        f'+++\ntitle = "Mice"\nbroken = \ndoi = "10.1234/toml"\n+++\n\n{BODY}'.encode(),
    )
    yield (
        "toml-twice.md",
        "warned",
        "line 3: .*TOML",
        f'+++\ntitle = "Mice"\ntitle = "Rats"\n+++\n\n{BODY}'.encode(),
    )
    yield (
        "json-comma.md",
        "warned",
        "line 2: .*JSON",
        f'---json\n{{"title": "Mice",,}}\n---\n\n{BODY}'.encode(),
    )
    yield (
        "json-twice.md",
        "warned",
        "line 2: .*twice",
        f';;;\n{{"title": "Mice", "title": "Rats"}}\n;;;\n\n{BODY}'.encode(),
    )
    yield (
        "json-deep.md",
        "refused",
        "line 2: .*deep",
        f';;;\n{{"a": {"[" * 5000}{"]" * 5000}}}\n;;;\n\n{BODY}'.encode(),
    )


def _values() -> Made:
    for number, (key, value, says) in enumerate((
        ("title", "[Mice, in, orbit]", "'title' holds a list"), ("title", "{a: b}", "'title' holds keys"),
        ("publishDate", "2020-13-45", "is no date"), ("publishDate", "31/12/2020", "is no date"),
        ("publishDate", "yesterday", "is no date"), ("publishDate", "99999-01-01", "is no date"),
        ("date", "2021-02-29", "is no date"), ("year", "MMXX", "is no year"), ("authors", "{a: b}", "maps"),
        ("organisms", "[[mouse]]", "lists or maps"), ("tags", "5", "not a list"),
        ("chartData", "[1, 2]", "no map"), ("findings", "none", "no map"), ("genes", "[1, [2]]", "no map"),
        ("chartData", "{data: {datasets: [{data: [1, x, 1e999]}]}}", "among its numbers"),
        ("findings", "[{about: Fbxo32, direction: sideways}]", "'sideways' for a direction"),
        ("findings", "[{direction: increased}]", "no 'about'"), ("journal", "[J, [K]]", "holds a list"),
    )):  # fmt: skip
        yield (
            f"value-{number:02}.md",
            "warned",
            f"line 3: .*{says}.*; ",
            _matter(f"doi: 10.1234/v{number}\n{key}: {value}"),
        )
    yield (
        "value-dates-fine.md",
        "silent",
        "",
        _matter("title: Mice\npublishDate: 2020-02-29T10:00:00Z\ndate: 2020-02\nyear: 2020"),
    )
    yield (
        "value-words-of-yaml.md",
        "silent",
        "",
        _matter("title: NO\njournal: Yes\nauthors: [NO, ON, Null Island]"),
    )


def _encodings() -> Made:
    text = f"# Études in spaceflight\n\n{STUDY}\nDéjà vu – 5 µm.\n"
    yield "wide-le.md", "warned", "line 1: .*UTF-16LE", text.encode("utf-16-le")
    yield "wide-be.md", "warned", "line 1: .*UTF-16BE", text.encode("utf-16-be")
    yield (
        "wide-matter.md",
        "warned",
        "line 1: .*UTF-16",
        _matter("title: Mice").decode().encode("utf-16"),
    )
    yield (
        "wide-surrogate.md",
        "warned",
        "damaged",
        text.encode("utf-16-le")[:80].join((b"\xff\xfe", b"\x00\xd8"))
        + text.encode("utf-16-le")[80:],
    )
    yield "wider-no-mark.md", "refused", "binary", text.encode("utf-32-le")
    yield (
        "utf8-then-utf16.md",
        "refused",
        "line 7: .*binary",
        text.encode() + b"\n" + text.encode("utf-16"),
    )
    yield (
        "utf8-twice-marked.md",
        "read",
        "",
        b"\xef\xbb\xbf" + text.encode() + b"\xef\xbb\xbf" + text.encode(),
    )
    yield "marked-matter.md", "warned", "byte-order mark", b"\xef\xbb\xbf" + _matter("title: Mice")
    yield (
        "one-bad-byte.md",
        "warned",
        "line 7: .*not UTF-8",
        (text + "\nμ" * 20).encode().replace(b"\n\xce", b"\n\xfe\xce", 1),
    )
    yield (
        "two-halves.md",
        "warned",
        "2 lines .*Windows-1252",
        text.encode() + "Über – alles.\nÄrger\n".encode("cp1252"),
    )
    yield (
        "cp1252-quotes.md",
        "warned",
        "line 3: .*Windows-1252",
        f"# Spaceflight\n\n“{STUDY}”".encode("cp1252"),
    )
    yield (
        "latin1-matter.md",
        "warned",
        "line 2: .*Windows-1252",
        "---\ntitle: Été\nauthors: [Müller]\n---\n\n".encode("latin-1") + BODY.encode(),
    )
    yield "ebcdic.md", "refused", "", text.encode("cp500", "replace")
    yield "iso2022.md", "read", "", f"{BODY}骨\n".encode("iso-2022-jp")
    yield (
        "overlong-nul.md",
        "warned",
        "line 3: .*not UTF-8",
        f"# Spaceflight\n\n{STUDY.strip()}".encode() + b"\xc0\x80\n",
    )
    yield "cesu.md", "warned", "line 4", BODY.encode() + b"\xed\xa0\xbd\xed\xb8\x80"
    yield "nul-middle.md", "refused", "line 4: .*binary", BODY.encode() + b"a\0b"
    yield "nul-padded.md", "warned", "line 4: .*NUL", BODY.encode() + b"\0" * 512
    yield (
        "line-ends-mixed.md",
        "warned",
        "line 1: .*line ends",
        BODY.replace("\n\n", "\r\n\r").encode() + b"- a **b**\r- c\n# D\n\nx\n",
    )


def _characters() -> Made:
    yield (
        "look-alike-gene.md",
        "warned",
        "line 3: 'Fb\u0445o32' .*U\\+0445",
        BODY.replace("Fbxo32", "Fbхo32").encode() + STUDY.encode(),
    )
    yield (
        "look-alike-species.md",
        "warned",
        "U\\+039C",
        f"{BODY}\nΜus musculus lost bone.\n".encode(),
    )
    yield "full-width.md", "warned", "U\\+FF", f"{BODY}\nＦbxo32 rose.\n".encode()
    yield "mathematical.md", "warned", "U\\+1D", f"{BODY}\nA\U0001d41bxo32 rose.\n".encode()
    yield (
        "greek-rightly.md",
        "silent",
        "",
        f"{BODY}\nTNFα, IFNγ, NF-κB and β-actin, ΔΔCt, µm rose.\n".encode(),
    )
    yield "cyrillic-rightly.md", "silent", "", f"{BODY}\nМыши потеряли кость в космосе.\n".encode()
    yield (
        "turned.md",
        "warned",
        "line 5: .*U\\+202E",
        f"{BODY}\nThe \u202eeno eht\u202c rose.\n".encode(),
    )
    yield (
        "isolates.md",
        "warned",
        "line 5: .*U\\+2066",
        f"{BODY}\nThe \u2066one\u2069 rose.\n".encode(),
    )
    yield (
        "zero-width-gene.md",
        "warned",
        "line 3: .*U\\+200B",
        BODY.replace("Fbxo32", "Fbx\u200bo32").encode(),
    )
    yield "soft-hyphens.md", "silent", "", BODY.replace("spaceflight", "space\u00adflight").encode()
    yield (
        "joiners-rightly.md",
        "silent",
        "",
        f"{BODY}\n\U0001f469\u200d\U0001f680 می\u200cخواهم\n".encode(),
    )
    yield "tags-hidden.md", "warned", "U\\+E0041", f"{BODY}\nx\U000e0041\U000e0042\n".encode()
    yield "bells.md", "warned", "line 5: 3 control signs", f"{BODY}\na\x07b\x08c\x1b[0m\n".encode()
    yield "form-feeds.md", "read", "", BODY.replace("\n\n", "\n\x0c\n").encode()
    yield "title-control.md", "warned", "line 2: 'title'.*U\\+0007", _matter('title: "a\\x07b"')
    yield "title-turned.md", "warned", "line 2: 'title'.*U\\+202E", _matter('title: "a\\u202eb"')
    yield "noncharacters.md", "warned", "U\\+FFFE", _matter("title: Mice\ufffe\nsummary: a\uffffb")


def _files() -> Made:
    yield (
        "hundred.md",
        "refused",
        "larger than 50 MB; ",
        lambda path: path.write_bytes(b"Mice lost bone. \n" * 5_900_000),
    )
    yield "fifo.pdf", "refused", "pipe", lambda path: os.mkfifo(path)
    yield "sub/socket.html", "refused", "socket", _socket
    yield "twin.md", "read", "", lambda path: path.symlink_to("sound-target.md")
    yield "sound-target.md", "silent", "", f"{BODY}Twin.\n".encode()
    yield "version.md", "refused", "", lambda path: path.symlink_to("/proc/version")
    yield "zero.md", "refused", "device", lambda path: path.symlink_to("/dev/zero")
    yield "around", "refused", "folder", lambda path: path.symlink_to(".", target_is_directory=True)
    yield "two-steps.md", "refused", "symbolic", _chase
    yield "holes.md", "refused", "binary", lambda path: _stretch(path, 40_000_000)
    yield "gone.md", "refused", "No such file", lambda path: path.symlink_to("/nowhere/at/all.md")


def _socket(path: Path) -> None:
    here = os.getcwd()
    with socket.socket(socket.AF_UNIX) as one:
        try:
            os.chdir(path.parent)
            one.bind(path.name)
        finally:
            os.chdir(here)


def _chase(path: Path) -> None:
    path.symlink_to(f"{path.name}.b")
    Path(f"{path}.b").symlink_to(path.name)


def _stretch(path: Path, size: int) -> None:
    with path.open("wb") as file:
        file.write(b"Mice lost bone.")
        file.truncate(size)


def _names() -> Made:
    for number, name in enumerate((
        "CASE.md", "case.md", "caf\u00e9.md", "cafe\u0301.md", " .md", "a..md", "n" * 251 + ".md", "a\nb\r\tc.md",
        "--store=x.md", "\u202egnp.md", "trailing.dot.", "semi;colon&amp.md", "%2e%2e%2fx.md", "d/" * 60 + "deep.md",
        "nul.md", "a: line 3: b.md", "\x1b]0;owned\x07.md", "=1+1.md", "\ud7ff\U0010ffff.md", "\udcff\udcfe.md",
    )):  # fmt: skip
        yield name, "silent", "", f"{BODY}Name {number}.\n".encode()


def _xml() -> Made:
    xml = '<?xml version="1.0"?>'
    inner = f"<body><sec><p>{STUDY.replace('<', '&lt;')}</p></sec></body>"
    front = "<front><article-meta><title-group><article-title>Spaceflight and muscle of mice</article-title></title-group></article-meta></front>"
    sound = f"<article>{front}{inner}</article>"
    yield (
        "include.xml",
        "read",
        "",
        f'{xml}<article xmlns:xi="http://www.w3.org/2001/XInclude">{front}<xi:include href="file:///etc/passwd" parse="text"/>{inner}</article>'.encode(),
    )
    yield (
        "entity-file.xml",
        "refused",
        "entit",
        f'{xml}<!DOCTYPE article [<!ENTITY p SYSTEM "file:///etc/passwd">]><article>{front}<body><p>&p;</p></body></article>'.encode(),
    )
    yield (
        "entity-unused.xml",
        "refused",
        "line 1: declares the entity .*; write",
        f'{xml}<!DOCTYPE article [<!ENTITY p "x">]>{sound}'.encode(),
    )
    yield "entity-html.xml", "read", "", f"{xml}{sound.replace('ISS', '&nbsp;ISS')}".encode()
    yield (
        "dtd-web.xml",
        "read",
        "",
        f'{xml}<!DOCTYPE article SYSTEM "http://127.0.0.1:9/x.dtd">{sound}'.encode(),
    )
    yield (
        "nested-150.xml",
        "read",
        "",
        f"{xml}<article>{front}<body>{'<sec>' * 150}<p>{STUDY.replace('<', '&lt;')}</p>{'</sec>' * 150}</body></article>".encode(),
    )
    yield (
        "nested-9000.xml",
        "refused",
        "line 1",
        f"{xml}<article>{'<sec>' * 9000}{'</sec>' * 9000}</article>".encode(),
    )
    yield (
        "attribute-5mb.xml",
        "read",
        "",
        f'{xml}<article a="{"x" * 5_000_000}">{front}{inner}</article>'.encode(),
    )
    yield (
        "stylesheet.xml",
        "read",
        "",
        f'{xml}<?xml-stylesheet href="file:///etc/passwd"?>{sound}'.encode(),
    )
    yield (
        "control.xml",
        "warned",
        "line 1: 1 control sign",
        f"{xml}{sound.replace('ISS', chr(1) + 'ISS')}".encode(),
    )
    yield "cut.xml", "refused", "line 1", f"{xml}{sound}"[:-40].encode()
    yield (
        "cdata.xml",
        "read",
        "",
        f"{xml}<article>{front}<body><p><![CDATA[{STUDY}]]></p></body></article>".encode(),
    )
    yield (
        "says-latin1.xml",
        "read",
        "",
        f'<?xml version="1.0" encoding="iso-8859-1"?>{sound}'.encode(),
    )
    yield (
        "namespaces.xml",
        "read",
        "",
        f"{xml}<article {' '.join(f'xmlns:n{n}=' + chr(34) + 'u' + chr(34) for n in range(5000))}>{front}{inner}</article>".encode(),
    )


def _html() -> Made:
    head = "<!DOCTYPE html><html><head><title>Spaceflight and muscle of mice</title></head><body>"
    prose = f"<h1>Spaceflight and muscle</h1><p>{STUDY.replace('<', '&lt;')}</p>"
    yield (
        "charset-lies.html",
        "read",
        "",
        head.replace("<head>", '<head><meta charset="utf-16">').encode() + prose.encode(),
    )
    yield (
        "base-file.html",
        "read",
        "",
        f'{head}<base href="file:///etc/"><iframe src="passwd"></iframe>{prose}'.encode(),
    )
    yield "nested-font.html", "refused", "nested", f"{head}{'<font>' * 20_000}{prose}".encode()
    yield "nested-500.html", "read", "", f"{head}{'<div>' * 500}{prose}{'</div>' * 500}".encode()
    yield "open-script.html", "read", "", f"{head}{prose}<script>{'x' * 100_000}".encode()
    yield "spaces.html", "read", "", f"{head}{prose}<p>{'&nbsp;' * 200_000}</p>".encode()
    yield (
        "scripts.html",
        "read",
        "",
        f"{head}<script>document.write('<p>no</p>')</script><svg onload=alert(1)><a xlink:href='javascript:x'/></svg>{prose}".encode(),
    )
    yield "tags-unknown.html", "read", "", f"{head}{prose}{'<x-y z>' * 1500}".encode()
    yield "attributes-same.html", "read", "", f"{head}<p {'a=1 ' * 100_000}>x</p>{prose}".encode()
    yield "closes-only.html", "read", "", f"{head}{prose}{'</div></p></b>' * 50_000}".encode()


def _markdown() -> Made:
    yield (
        "lists-deep.md",
        "read",
        "",
        (BODY + "".join(f"{' ' * (2 * n)}- a\n" for n in range(400))).encode(),
    )
    yield "quotes-and-lists.md", "read", "", f"{BODY}{'> - ' * 5_000}x\n".encode()
    yield (
        "references.md",
        "read",
        "",
        (BODY + "".join(f"[{n}]: http://a/{n + 1}\n" for n in range(20_000))).encode(),
    )
    yield "comment-open.md", "read", "", f"{BODY}\n<!-- {'x ' * 50_000}".encode()
    yield "fences-open.md", "read", "", f"{BODY}\n{'```' * 3}\n{'~~~ a' + chr(10)}".encode()
    yield (
        "pictures.md",
        "read",
        "",
        f"{BODY}![x](file:///etc/passwd) ![y](javascript:alert(1)) {'![a](' * 20_000}\n".encode(),
    )
    yield (
        "table-wide.md",
        "read",
        "",
        f"{BODY}\n|{'a|' * 20_000}\n|{'-|' * 20_000}\n|{'1|' * 20_000}\n".encode(),
    )
    yield "rules.md", "read", "", f"{BODY}\n{'---' + chr(10)}".encode() * 20
    yield (
        "latex.md",
        "read",
        "",
        f"{BODY}\n$${chr(92)}def{chr(92)}a{{{chr(92)}a{chr(92)}a}}{chr(92)}a$$\n".encode(),
    )


def _pdf(
    *pages: bytes, stream: str = "", more: str = "", trailer: str = "", page: str = ""
) -> bytes:
    count = len(pages)
    kids = " ".join(f"{10 + 2 * n} 0 R" for n in range(count))
    parts = [
        b"%PDF-1.5\n",
        f"1 0 obj<</Type/Catalog/Pages 2 0 R{more}>>endobj\n2 0 obj<</Type/Pages/Kids[{kids}]/Count {count}>>endobj\n".encode(),
        b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n",
    ]
    for number, content in enumerate(pages):
        at = 10 + 2 * number
        parts.append(
            f"{at} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents {at + 1} 0 R/Resources<</Font<</F1 5 0 R>>>>{page}>>endobj\n{at + 1} 0 obj<</Length {len(content)}{stream}>>stream\n".encode()
        )
        parts += [content, b"\nendstream endobj\n"]
    parts.append(
        f"trailer<</Root 1 0 R/Size {20 + 2 * count}{trailer}>>\nstartxref\n0\n%%EOF\n".encode()
    )
    return b"".join(parts)


def _shown(text: str) -> bytes:
    lines = [text[at : at + 70] for at in range(0, len(text), 70)]
    inside = " ".join(
        f"({one.replace(chr(92), '').replace('(', '[').replace(')', ']')}) Tj T*" for one in lines
    )
    return f"BT /F1 12 Tf 14 TL 40 700 Td {inside} ET".encode()


def _pdfs() -> Made:
    sound = _shown("Spaceflight and muscle of mice. " + STUDY.strip())
    flate = "/Filter/FlateDecode"
    yield (
        "one-bad-page.pdf",
        "warned",
        "page 2: .*left out",
        _pdf(zlib.compress(sound), b"\x00\x01rubbish", stream=flate),
    )
    yield (
        "launch.pdf",
        "read",
        "",
        _pdf(
            sound,
            more="/OpenAction<</S/Launch/F(/bin/sh)>>/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(app.alert)>>]>>>>",
        ),
    )
    yield "box-huge.pdf", "read", "", _pdf(sound, page="/MediaBox[0 0 1e30 1e30]")
    yield "rubbish-before.pdf", "read", "", b"\r\n" * 200 + _pdf(sound)
    yield "rubbish-after.pdf", "read", "", _pdf(sound) + b"\x00\xff" * 5000
    yield "cut-half.pdf", "refused", "PDF", _pdf(sound, sound)[:260]
    yield (
        "bomb-page.pdf",
        "refused",
        "page 1: unpacks",
        _pdf(zlib.compress(b"BT (a) Tj ET " * 3_000_000, 9), stream=flate),
    )
    yield (
        "bomb-objects.pdf",
        "read",
        "",
        _pdf(sound).replace(
            b"trailer",
            b"7 0 obj<</Type/ObjStm/N 1000000/First 9/Filter/FlateDecode/Length 3>>stream\nabc\nendstream endobj\ntrailer",
            1,
        ),
    )
    yield "tree-loop.pdf", "refused", "PDF", _pdf(sound).replace(b"/Kids[10 0 R]", b"/Kids[2 0 R ]")
    yield "size-lies.pdf", "read", "", _pdf(sound, trailer="/Size 99999999")
    yield (
        "locked-aes.pdf",
        "refused",
        "",
        _pdf(
            sound,
            trailer="/Encrypt<</Filter/Standard/V 5/R 6/Length 256/P -4/O<"
            + "00" * 48
            + ">/U<"
            + "11" * 48
            + ">/OE<"
            + "00" * 32
            + ">/UE<"
            + "00" * 32
            + ">/Perms<"
            + "00" * 16
            + ">/CF<</StdCF<</CFM/AESV3/Length 32>>>>/StmF/StdCF/StrF/StdCF>>/ID[<00><00>]",
        ),
    )
    yield "picture-only.pdf", "refused", "text recognition", _pdf(b"q 600 0 0 700 0 0 cm Q")


def _packages() -> Made:
    for name, inner in (
        ("docx", "word/document.xml"),
        ("xlsx", "xl/workbook.xml"),
        ("odt", "content.xml"),
        ("epub", "mimetype"),
    ):
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as archive:
            archive.writestr(inner, BODY)
        yield f"office.{name}", "refused", "zip archive.*; give", held.getvalue()
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("0", b"0" * 50_000_000)
    yield "bomb.zip", "refused", "zip archive", held.getvalue()
    yield "empty.zip", "refused", "zip archive", b"PK\x05\x06" + b"\0" * 18
    yield (
        "old.doc",
        "refused",
        "an old office document",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512,
    )
    yield "rich.rtf", "refused", "rich text", b"{\\rtf1\\ansi " + BODY.encode() + b"}"
    yield "seven.7z", "refused", "7z", b"7z\xbc\xaf\x27\x1c" + b"\0" * 30
    yield (
        "tar.tar",
        "refused",
        "binary",
        b"a.md" + b"\0" * 96 + b"0000644\0" + b"\0" * 400 + BODY.encode(),
    )


def _json() -> Made:
    yield "deep.json", "refused", "", b"[" * 200_000
    yield "numbers.json", "refused", "", ("[" + ",".join(["9" * 4000] * 50) + "]").encode()
    yield (
        "study.json",
        "read",
        "",
        json.dumps({"title": "Spaceflight and muscle", "abstract": STUDY}).encode(),
    )
    yield (
        "nan.json",
        "read",
        "",
        json.dumps(
            {"title": "Spaceflight and muscle", "abstract": STUDY, "x": float("nan")}
        ).encode(),
    )
    yield (
        "twice.json",
        "read",
        "",
        f'{{"title": "a", "title": "Spaceflight and muscle", "abstract": {json.dumps(STUDY)}}}'.encode(),
    )
    lines = [json.dumps({"id": n, "text": f"{STUDY}{n}"}) for n in range(4)]
    yield "lines.jsonl", "refused", "a document a line.*; write", "\n".join(lines).encode()
    yield (
        "lines-broken.jsonl",
        "refused",
        "a document a line",
        "\n".join([*lines[:2], lines[2][:40], lines[3]]).encode(),
    )


def _tables() -> Made:
    head = "gene,log2fc,adj_p\n"
    rows = "Fbxo32,1.5,0.001\nTrim63,-2.0,0.01\n"
    beside = b"organism: mouse\ntissue: soleus muscle\nexposure: spaceflight\ntitle: A table\n"

    def table(content: str | bytes, more: bytes | None = beside) -> Callable[[Path], None]:
        def write(path: Path) -> None:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
            if more is not None:
                path.with_suffix(".yaml").write_bytes(more)

        return write

    yield "t-sound.csv", "read", "", table(head + rows)
    yield (
        "t-formula.csv",
        "read",
        "",
        table(f"{head}{rows}=cmd|'/c calc'!A1,1.5,0.001\n@SUM(A1),2,0.1\n"),
    )
    yield (
        "t-columns.csv",
        "read",
        "",
        table(
            "gene,log2fc,adj_p"
            + "".join(f",x{n}" for n in range(100_000))
            + "\nFbxo32,1.5,0.001"
            + ",1" * 100_000
            + "\n"
        ),
    )
    yield "t-quotes.csv", "read", "", table(f'{head}"Fbxo32","1.5","0.001"\n"a""b,c",1,0.5\n{rows}')
    yield "t-ragged.csv", "refused", "line 4: has 2 cells, not 3; ", table(f"{head}{rows}a,b\n")
    yield (
        "t-words.csv",
        "refused",
        "line 4, column log2fc: .*; ",
        table(f"{head}{rows}Sod2,much,0.5\n"),
    )
    yield "t-p.csv", "refused", "line 4, column adj_p: .*; ", table(f"{head}{rows}Sod2,1,7\n")
    yield "t-infinite.csv", "read", "", table(f"{head}{rows}Sod2,inf,nan\nSod1,1e999,0.5\n")
    yield "t-wide.tsv", "read", "", table((head + rows).replace(",", "\t").encode("utf-16"))
    yield "t-nul.csv", "refused", "binary", table(f"{head}{rows}a\0b,1,0.5\n")
    yield "t-alone.csv", "refused", "organism.*; name it", table(head + rows, None)
    yield (
        "t-bomb.csv",
        "refused",
        "t-bomb.yaml.*line .*alias",
        table(
            head + rows,
            b"a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b, *b]\n"
            + b"".join(
                b"%c: &%c [*%c, *%c, *%c, *%c, *%c, *%c]\n"
                % (n, n, n - 1, n - 1, n - 1, n - 1, n - 1, n - 1)
                for n in range(100, 110)
            ),
        ),
    )
    yield (
        "t-list.csv",
        "refused",
        "t-list.yaml: .*keys and values",
        table(head + rows, b"- a\n- b\n"),
    )
    yield (
        "t-header-twice.csv",
        "read",
        "",
        table("gene,log2fc,adj_p,gene,log2fc\n" + rows.replace("\n", ",x,9\n")),
    )


def _identifiers() -> Made:
    for number, (key, value) in enumerate((
        ("doi", "../../etc/passwd"), ("doi", "10.1234/a b"), ("doi", '10.1234/"><script>'), ("doi", "10.1234/\u0430bc"),
        ("doi", "10.1234/x\\u200by"), ("doi", "10.1234/a/../../b"), ("doi", "https://evil.example/10.x"), ("url", "http://exa mple.org/<a>"),
        ("url", "javascript:alert(1)"), ("url", "file:///etc/passwd"), ("url", "http://a/%zz"), ("url", "//host/share"),
        ("pmcid", "PMC12/../.."), ("pmcid", "12345"),
    )):  # fmt: skip
        quoted = f'"{value}"' if "\\" in value else json.dumps(value, ensure_ascii=False)
        yield (
            f"id-{number:02}.md",
            "warned",
            f"line 3: '{key}' is .*; write",
            _matter(f"title: Mice {number}\n{key}: {quoted}"),
        )
    for number, (key, value) in enumerate((
        ("organisms", ["../../x", "<b>"]), ("datasets", ["OSD-1 OR 1=1", "OSD-99999999999999999999"]), ("missions", ["'; DROP"]),
        ("genes", ["=1+1", "@x", "\t=1"]), ("title", "</script><script>alert(1)</script>"), ("title", "=HYPERLINK(1)"),
        ("title", "."), ("tags", ["a" * 5000, "", " "]), ("any key <b>\"'", "x"), ("featuredImage", "data:x," + "A" * 200_000),
    )):  # fmt: skip
        yield (
            f"odd-{number:02}.md",
            "read",
            "",
            _matter(f"doi: 10.1234/odd{number}\n{json.dumps(key)}: {json.dumps(value)}"),
        )
