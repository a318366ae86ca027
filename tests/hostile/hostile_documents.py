"""Documents made to break readers, each with what is promised of it; our own, made when asked for.

A promise is ``read`` (silently or with a warning), ``told`` (a warning or a refusal, at least one
line), ``refused``, or ``handled`` (any of these, where next to nothing of it is a study). Every line names the file; nothing hangs; the others go on.
"""

# ruff: noqa: E501
from __future__ import annotations

import itertools
import json
import os
import socket
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Promise = Literal["read", "told", "refused", "handled"]

STUDY = "Mice flew on the ISS for 30 days. Fbxo32 increased in the soleus muscle of mice after spaceflight (p < 0.01).\n"
#: no text of a class is longer: the tagger reads 32 to 170 KB of signs a second
LONGEST = 400_000
BODY = f"# Spaceflight and muscle\n\n{STUDY}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hostile:
    """One document: its file name, its class, what is promised, and its bytes or its maker."""

    name: str | bytes
    kind: str
    promise: Promise
    make: bytes | Callable[[Path], None]

    def write(self, folder: Path) -> Path:
        """Put it into a folder; where it lies."""
        path = Path(os.fsdecode(os.path.join(os.fsencode(folder), os.fsencode(self.name))))
        if isinstance(self.make, bytes):
            path.write_bytes(self.make)
        else:
            self.make(path)
        return path


def hostile_documents(only: str = "") -> tuple[Hostile, ...]:
    """All of them, or those of one class."""
    makers = (
        _front_matter, _values, _encodings, _files, _names, _markup, _pdfs, _tables, _texts,
        _identifiers,
    )  # fmt: skip
    found: list[Hostile] = []
    for make in makers:
        kind = make.__name__.strip("_").replace("_", " ")
        if only and kind != only:
            continue
        for name, promise, content in make():
            found.append(Hostile(name=name, kind=kind, promise=promise, make=content))
    return tuple(found)


Made = Iterator[tuple[str | bytes, Promise, bytes | Callable[[Path], None]]]


def _matter(block: str, body: str = BODY) -> bytes:
    return f"---\n{block}\n---\n\n{body}".encode("utf-8", "surrogatepass")


def _front_matter() -> Made:
    letters = "abcdefghi"
    bomb = "".join(
        f"{here}: &{here} [{', '.join([f'*{before}'] * 9)}]\n"
        for before, here in itertools.pairwise(letters)
    )
    yield "bomb-lists.md", "refused", _matter(f"a: &a [x, x, x]\n{bomb}")
    merge = "a: &a {k: v}\n" + "".join(
        f"{b}: &{b} {{<<: [{', '.join([f'*{a}'] * 9)}]}}\n" for a, b in itertools.pairwise(letters)
    )
    yield "bomb-merge.md", "refused", _matter(merge)
    yield (
        "bomb-wide.md",
        "refused",
        _matter("a: &a [" + "x," * 20_000 + "]\nb: [" + "*a," * 2_000 + "]"),
    )
    yield (
        "bomb-text.md",
        "refused",
        _matter("a: &a " + "x" * 100_000 + "\nb: [" + "*a," * 90_000 + "]"),
    )
    yield "alias-of-itself.md", "refused", _matter("a: &a [*a]\ntitle: t")
    yield "alias-plain.md", "read", _matter("title: &t Mice in orbit\nsummary: *t")
    yield "alias-unknown.md", "told", _matter("title: Mice\nsummary: *nobody")
    yield "deep-flow.md", "refused", _matter("a: " + "[" * 20_000)
    yield "deep-maps.md", "refused", _matter("a: " + "{a: " * 20_000)
    yield (
        "deep-block.md",
        "refused",
        _matter("a:\n" + "".join(f"{' ' * n}a:\n" for n in range(1, 2000))),
    )
    yield "deep-dashes.md", "refused", _matter("a:\n  " + "- " * 20_000 + "x")
    yield "many-values.md", "refused", _matter("tags:\n" + "- x\n" * 200_000)
    yield "many-keys.md", "refused", _matter("".join(f"key{n}: v\n" for n in range(150_000)))
    for number, tag in enumerate((
        "!!python/object/apply:os.system [ls]", "!!python/name:os.system", "!python/tuple [a]",
        "!<tag:yaml.org,2002:python/object/new:os.system> {}", "!ruby/object:Gem::Installer {}",
        "!!javax.script.ScriptEngineManager []",
    )):  # fmt: skip
        yield f"tag-object-{number}.md", "refused", _matter(f"title: t\na: {tag}")
    for number, tag in enumerate(("!!binary aGVsbG8=", "!mine x", "!<tag:a.org,2000:b> y")):
        yield f"tag-{number}.md", "told", _matter(f"title: t\na: {tag}")
    yield "duplicate.md", "told", _matter("title: One\ntitle: Two")
    yield "duplicate-deep.md", "told", _matter("title: t\na:\n  b: 1\n  b: 2")
    yield "key-list.md", "told", _matter("? [a, b]\n: c\ntitle: t")
    yield (
        "key-number.md",
        "read",
        _matter("1: one\n2.5: two\ntrue: three\nnull: four\n2020-01-01: d"),
    )
    yield "no-close.md", "told", f"---\ntitle: Mice\n\n{BODY}".encode()
    yield "no-open.md", "told", f"title: Mice\nsummary: Bone\n---\n\n{BODY}".encode()
    yield "doubled.md", "told", f"---\n---\ntitle: Mice\n---\n\n{BODY}".encode()
    yield "a-list.md", "told", _matter("- a\n- b")
    yield "a-flow-list.md", "told", _matter("[a, b]")
    yield "prose-in-value.md", "told", _matter("title: A: b: c\nsummary: 'it''s\n  x: [")
    yield "tabs.md", "told", _matter("title: t\na:\n\tb: c")
    yield "only-matter.md", "read", _matter(f"title: {STUDY.strip()}", "")
    yield "windows.md", "told", _matter("title: t").replace(b"\n", b"\r\n")
    yield "old-mac.md", "told", _matter("title: t").replace(b"\n", b"\r")
    yield "four-dashes.md", "read", f"----\ntitle: t\n----\n\n{BODY}".encode()
    yield "dots.md", "read", f"---\ntitle: t\n...\n\n{BODY}".encode()
    yield "second.md", "told", f"---\ntitle: t\n---\n---\nsummary: s\n---\n{BODY}".encode()
    yield "json.md", "read", f';;;\n{{"title": "t", "tags": ["a"]}}\n;;;\n\n{BODY}'.encode()
    yield "json-lang.md", "read", f'---json\n{{"title": "t"}}\n---\n\n{BODY}'.encode()
    yield "json-broken.md", "told", f'---json\n{{"title": "t",,}}\n---\n\n{BODY}'.encode()
    yield "json-surrogate.md", "read", f';;;\n{{"title": "a\\ud800b"}}\n;;;\n\n{BODY}'.encode()
    yield "toml.md", "read", f'+++\ntitle = "t"\ndate = 2020-01-01\n+++\n\n{BODY}'.encode()
    yield "toml-broken.md", "told", f"+++\ntitle = \n+++\n\n{BODY}".encode()
    deep = "a = " + "[" * 5000 + "]" * 5000
    yield "toml-deep.md", "refused", f"+++\n{deep}\n+++\n\n{BODY}".encode()
    yield "toml-long-number.md", "told", f"+++\na = {'9' * 10_000}\n+++\n\n{BODY}".encode()
    yield "yaml-long-number.md", "read", _matter(f"title: t\na: {'9' * 10_000}")
    yield (
        "escapes.md",
        "read",
        _matter(r'title: "a\u0000b\x07c\ud800d\U0010ffffe\Uffffffff"' + "\nsummary: s"),
    )
    yield "nul-escape.md", "read", _matter(r'title: "a\0b"')


def _values() -> Made:
    for number, block in enumerate((
        "title: [a, {b: c}]\nauthors: {x: y}\ndoi: [1]\nyear: {a: b}",
        "title: 7\nauthors: 3\nyear: nineteen\npublishDate: 32.13.2020",
        "title: ~\nauthors: null\ntags: true\norganisms: 1.5e400",
        "title: NO\ntags: [NO, ON, yes, off, 1:30:00, 0x1F, 0o17, .inf, .nan]",
        "publishDate: 0000-00-00\nyear: -5\ndate: 2020-02-30T25:61:61Z",
        "title: ''\nsummary: ''\nauthors: []\ntags: {}",
        "genes: [[['Fbxo32']]]\ntissues: {liver: {lobe: left}}\nfindings: [1, [2], {a: b}]",
        "findings:\n  - gene: Fbxo32\n    direction: sideways\n    p: much\n    n: -3",
        "chartData: [1, 2, 3]\nchartOptions: none",
        "chartData:\n  type: bar\n  data: {labels: [a], datasets: [{data: [1e999, x, null]}]}",
        "knowledgeGaps: 5\nconsensusLevel: [a]\npriority: {a: b}",
        "knowledgeGaps: [{a: b}, [c], 1, '']\nexperimentType: {a: [b]}",
        "missions: [1, ~, [RR-1]]\ndatasets: 48\npathways: {a: b}",
        "doi: {a: {b: {c: d}}}\nurl: [1, 2]\njournal: [a, [b, [c]]]",
        "title: |\n" + "".join(f"  line {n}\n" for n in range(5000)),
        "durationDays: 1e309\nn: NaN\np: -1",
    )):  # fmt: skip
        yield f"value-{number:02}.md", "read", _matter(block)


def _encodings() -> Made:
    text = "# Études\n\nMice lost bone – 5 µm – in spaceflight. Fbxo32 increased in the liver of mice.\n"
    yield "utf16-bom.md", "told", text.encode("utf-16")
    yield "utf16be-bom.md", "told", b"\xfe\xff" + text.encode("utf-16-be")
    yield "utf16le.md", "told", text.encode("utf-16-le")
    yield "utf16be.md", "told", text.encode("utf-16-be")
    yield "utf16-cut.md", "told", text.encode("utf-16")[:-1]
    yield "utf32.md", "told", text.encode("utf-32")
    yield "utf7.md", "read", text.encode("utf-7")
    yield "utf8-bom.md", "told", b"\xef\xbb\xbf" + text.encode()
    yield "two-boms.md", "told", b"\xef\xbb\xbf\xef\xbb\xbf" + text.encode()
    yield "bom-inside.md", "read", text.replace(" ", "\ufeff ", 1).encode()
    yield "latin1.md", "told", text.replace("–", "-").encode("latin-1")
    yield "cp1252.md", "told", text.encode("cp1252")
    yield "cp1252-undefined.md", "told", text.encode("cp1252") + b"\x81\x8d\x90"
    yield "mac.md", "told", text.replace("µ", "u").encode("mac-roman")
    yield (
        "shift-jis.md",
        "told",
        "# 骨\n\nMice lost bone 宇宙 in spaceflight.\n".encode("shift-jis"),
    )
    yield "gb18030.md", "told", "# 骨\n\nMice lost bone 太空 in spaceflight.\n".encode("gb18030")
    yield (
        "koi8.md",
        "told",
        "# Кость\n\nMice lost bone в космосе in spaceflight.\n".encode("koi8-r"),
    )
    yield "nul.md", "refused", b"Mice lost bone\0 in spaceflight."
    yield "nul-late.md", "told", text.encode() * 5000 + b"\0"
    yield "overlong.md", "told", b"Mice lost \xc0\xafbone\xc0\x80 in spaceflight. " + text.encode()
    yield "surrogate.md", "told", b"Mice lost \xed\xa0\x80bone in spaceflight. " + text.encode()
    yield "surrogate-pair.md", "told", b"Mice \xed\xa0\xbd\xed\xb8\x80 lost bone in spaceflight."
    yield "five-bytes.md", "told", b"Mice \xf8\x88\x80\x80\x80 lost bone in spaceflight."
    yield "past-end.md", "told", b"Mice \xf4\x90\x80\x80 lost bone in spaceflight."
    yield "continuation.md", "told", b"Mice \x80\x80\xbf lost bone in spaceflight."
    yield "cut.md", "told", text.encode() + "é".encode()[:1]
    yield "mixed.md", "told", text.encode() + text.encode("cp1252")
    yield "mixed-lines.md", "told", (text.encode() + text.encode("cp1252")) * 200
    yield "noncharacter.md", "read", (text + "\ufffe\uffff\U0010ffff").encode()
    yield "private.md", "read", (text + "\ue000\uf8ff").encode()
    yield "double.md", "read", text.encode().decode("cp1252").encode()
    yield "triple.md", "read", text.encode().decode("latin-1").encode().decode("latin-1").encode()
    yield "replaced.md", "told", text.replace("–", "\ufffd").encode()
    yield "controls.md", "read", "".join(map(chr, range(1, 32))).encode() + text.encode()
    yield "c1-controls.md", "read", ("".join(map(chr, range(128, 160))) + text).encode()
    yield "zalgo.md", "read", ("M" + "\u0300" * 50_000 + text).encode()
    yield "escape-codes.md", "read", b"\x1b[31mMice\x1b[0m lost bone \x1b]0;x\x07 in spaceflight."


def _files() -> Made:
    yield "empty.md", "refused", b""
    yield "blank.md", "refused", b" \n\t\r\n \x0c"
    yield "only-bom.md", "refused", b"\xef\xbb\xbf"
    yield "only-bom16.md", "refused", b"\xff\xfe"
    yield "only-zero-width.md", "refused", "\u200b\u200d\u2060\ufeff\u00ad".encode()
    yield "one-letter.md", "refused", b"a"
    yield "punctuation.md", "refused", b"." * 500
    for name, start in (
        ("picture.md", b"\x89PNG\r\n\x1a\n"), ("archive.md", b"PK\x03\x04"), ("gz.md", b"\x1f\x8b\x08"),
        ("office.md", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), ("program.md", b"\x7fELF\x02\x01\x01"),
        ("java.md", b"\xca\xfe\xba\xbe\x00\x00"), ("wave.md", b"RIFF\x24\x00\x00\x00WAVE"),
        ("hdf.md", b"\x89HDF\r\n\x1a\n"), ("postscript.md", b"\xc5\xd0\xd3\xc6"),
        ("pickle.md", b"\x80\x04\x95\x10\x00\x00\x00\x00\x00\x00\x00\x8c"),
    ):  # fmt: skip
        yield name, "refused", start + bytes(range(256)) * 8
    yield "noise.md", "refused", bytes((n * 7919 + n // 3) % 256 for n in range(20_000))
    yield "huge-hole.md", "refused", lambda path: _hole(path, 100_000_000)
    yield "giant-hole.md", "refused", lambda path: _hole(path, 1 << 40)
    yield "pipe.md", "refused", lambda path: os.mkfifo(path)
    yield "socket.md", "refused", _socket
    yield "folder.md", "read", _folder
    yield "loop.md", "refused", lambda path: path.symlink_to(path.name)
    yield "dangling.md", "refused", lambda path: path.symlink_to("nowhere")
    yield "outside.md", "refused", lambda path: path.symlink_to(os.path.abspath(os.__file__))
    yield "device.md", "refused", lambda path: path.symlink_to("/dev/zero")
    yield "tty.md", "refused", lambda path: path.symlink_to("/dev/tty")
    yield "link-up", "refused", lambda path: path.symlink_to("..", target_is_directory=True)
    yield "proc.md", "refused", lambda path: path.symlink_to("/proc/self/mem")


def _hole(path: Path, size: int) -> None:
    with path.open("wb") as file:
        file.truncate(size)


def _socket(path: Path) -> None:
    here = os.getcwd()
    with socket.socket(socket.AF_UNIX) as one:
        try:
            os.chdir(path.parent)
            one.bind(path.name)
        finally:
            os.chdir(here)


def _folder(path: Path) -> None:
    path.mkdir()
    (path / "inner.md").write_text(BODY)


def _names() -> Made:
    for name in (
        "line\nbreak.md", "carriage\rreturn.md", "tab\there.md", "quote\"'`.md", "back\\slash.md",
        "space at end .md", "percent%20%2e%2e%2f.md", "#hash?query.md", "<script>alert(1)<", 
        "\u202ereversed.md", "zero\u200bwidth.md", "Zo\u0308e.md", "escape\x1b[2J.md",
        "-rf.md", "--strict", "$(touch x).md", "a;b|c&d.md", "{curly}.md", "*.md", "~.md", "con.md",
        "very-" + "long" * 60, "\U0001f42d.md", "=cmd|calc.md", "no ending", "refused: x.md",
    ):  # fmt: skip
        yield name, "read", f"{BODY}Also {zlib.crc32(name.encode())}.\n".encode()
    yield b"not-utf8-\xff\xfe.md", "read", BODY.encode()
    yield b"half-\xc3.md", "read", BODY.encode()


def _markup() -> Made:
    head = "<!DOCTYPE html><html><head><title>Mice</title></head><body>"
    prose = f"<p>{STUDY}</p>"
    yield "html-deep.html", "refused", f"{head}{'<div>' * 100_000}{prose}".encode()
    yield "html-deep-spans.html", "refused", f"{head}<p>{'<b><i>' * 50_000}x".encode()
    yield "html-unclosed.html", "read", f"{head}{'<p>' * 50_000}{prose}".encode()
    yield "html-lists.html", "read", f"{head}{'<li>' * 50_000}{prose}".encode()
    yield "html-tables.html", "refused", f"{head}{'<table><tr><td>' * 30_000}x".encode()
    yield (
        "html-attribute.html",
        "read",
        f'{head}<p class="{"lead " * 500_000}">{STUDY}</p>'.encode(),
    )
    yield (
        "html-attributes.html",
        "read",
        (f"{head}<p {' '.join(f'a{n}=1' for n in range(200_000))}>{STUDY}</p>".encode()),
    )
    yield "html-line.html", "handled", f"{head}{'<p>word word. </p>' * 300_000}{prose}".encode()
    yield "html-open-tag.html", "read", f"{head}{prose}{'<a ' * 200_000}".encode()
    yield "html-comment.html", "read", f"{head}{prose}{'<!--' * 200_000}".encode()
    yield "html-entities.html", "read", f"{head}{prose}<p>{'&amp' * 300_000}</p>".encode()
    yield (
        "html-numbers.html",
        "read",
        (f"{head}{prose}<p>&#0;&#xd800;&#x110000;&#{'9' * 10_000};&#x{'f' * 10_000};</p>".encode()),
    )
    yield (
        "html-script.html",
        "read",
        f"{head}<script>{'</scrip' * 100_000}</script>{prose}".encode(),
    )
    yield "html-declarations.html", "read", f"{head}{prose}{'<![a[' * 100_000}".encode()
    yield "html-questions.html", "read", f"{head}{prose}{'<?' * 100_000}".encode()
    yield "html-quotes.html", "read", f'{head}{prose}<p a="{"x" * 3_000_000}'.encode()
    yield "html-cells.html", "read", f"{head}<table><tr>{'<td>1' * 200_000}</table>{prose}".encode()
    xml = '<?xml version="1.0"?>'
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    article = f"<article><body><p>{STUDY.replace('<', '&lt;')}</p></body></article>"
    yield (
        "xml-laughs.xml",
        "refused",
        (
            f'{xml}<!DOCTYPE a [<!ENTITY l0 "ha">{laughs}]><article><body><p>&l9;</p></body></article>'
        ).encode(),
    )
    yield (
        "xml-quadratic.xml",
        "refused",
        (
            f'{xml}<!DOCTYPE a [<!ENTITY a "{"x" * 100_000}">]><article><p>{"&a;" * 50_000}</p></article>'
        ).encode(),
    )
    yield (
        "xml-file.xml",
        "refused",
        (
            f'{xml}<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><article><p>&x;</p></article>'
        ).encode(),
    )
    yield (
        "xml-parameter.xml",
        "told",
        (
            f'{xml}<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;]>{article}'
        ).encode(),
    )
    yield (
        "xml-dtd.xml",
        "read",
        (
            f'{xml}<!DOCTYPE article PUBLIC "-//NLM//DTD" "http://127.0.0.1:9/a.dtd">{article}'
        ).encode(),
    )
    yield "xml-deep.xml", "refused", f"{xml}<article>{'<sec>' * 50_000}".encode()
    yield "xml-cut.xml", "refused", f"{xml}{article}"[:-30].encode()
    yield "xml-twice.xml", "refused", f"{xml}{article}{article}".encode()
    yield "xml-encoding.xml", "read", f'<?xml version="1.0" encoding="x-none"?>{article}'.encode()
    yield (
        "xml-utf16.xml",
        "told",
        f'<?xml version="1.0" encoding="UTF-16"?>{article}'.encode("utf-16"),
    )
    yield "xml-control.xml", "told", f"{xml}<article><p>a\x01b</p></article>".encode()
    attributes = " ".join(f"a{n}='1'" for n in range(50_000))
    yield "xml-attributes.xml", "read", (f"{xml}<article {attributes}>{article[9:]}".encode())
    yield "xml-names.xml", "refused", f"{xml}<article xmlns:a='a'><b:c/></article>".encode()
    yield "markdown-quotes.md", "read", f"{BODY}{'> ' * 50_000}x".encode()
    yield "markdown-links.md", "read", f"{BODY}{'[' * 100_000}](x)".encode()
    yield "markdown-stars.md", "read", f"{BODY}{'*a ' * 100_000}".encode()
    yield "markdown-scores.md", "read", f"{BODY}{'_a__' * 100_000}".encode()
    yield (
        "markdown-ticks.md",
        "read",
        f"{BODY}{''.join('`' * n + ' ' for n in range(1, 700))}".encode(),
    )
    yield "markdown-fence.md", "read", f"{BODY}```\n{'x' * 200_000}".encode()
    yield "markdown-table.md", "read", f"{BODY}\n{'|a' * 100_000}|\n{'|-' * 100_000}|\n".encode()
    yield "markdown-headings.md", "read", f"{BODY}{'# a' + chr(10) + chr(10)}".encode() * 5_000
    yield (
        "markdown-html.md",
        "read",
        f"{BODY}<script>alert(1)</script><img src=x onerror=alert(1)>".encode(),
    )


def pdf(
    content: bytes = b"BT /F1 12 Tf 72 700 Td (Mice lost bone in spaceflight.) Tj ET",
    *,
    stream: str = "",
    kids: str = "[3 0 R]",
    count: str = "1",
    page: str = "",
    more: str = "",
    trailer: str = "",
) -> bytes:
    """A PDF of one page, with whatever is to be wrong in it."""
    objects = (
        "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        f"2 0 obj<</Type/Pages/Kids{kids}/Count {count}>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
        f"/Resources<</Font<</F1 5 0 R>>>>{page}>>endobj\n"
    ).encode()
    parts = (
        b"%PDF-1.4\n", objects, f"4 0 obj<</Length {len(content)}{stream}>>stream\n".encode(),
        content, b"\nendstream endobj\n",
        b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n", more.encode(),
        f"trailer<</Root 1 0 R/Size 6{trailer}>>\nstartxref\n0\n%%EOF\n".encode(),
    )  # fmt: skip
    return b"".join(parts)


def _pdfs() -> Made:
    flate = "/Filter/FlateDecode"
    yield "sound.pdf", "read", pdf()
    yield "bomb.pdf", "refused", pdf(zlib.compress(b"0 " * 30_000_000, 9), stream=flate)
    twice = zlib.compress(zlib.compress(b"\0" * 90_000_000, 9), 9)
    yield "bomb-twice.pdf", "refused", pdf(twice, stream="/Filter[/FlateDecode/FlateDecode]")
    yield (
        "bomb-predictor.pdf",
        "refused",
        pdf(
            zlib.compress(b"\0" * 1000, 9),
            stream=f"{flate}/DecodeParms<</Predictor 15/Columns 2000000000>>",
        ),
    )
    yield (
        "many-filters.pdf",
        "told",
        pdf(b"x" * 100, stream=f"/Filter[{'/ASCIIHexDecode' * 50_000}]"),
    )
    yield "run-length.pdf", "told", pdf(b"\x81x" * 3_000_000, stream="/Filter/RunLengthDecode")
    yield "pages.pdf", "refused", pdf(kids=f"[{'3 0 R ' * 50_000}]", count="50000")
    yield "pages-lie.pdf", "read", pdf(count="999999999")
    yield "pages-negative.pdf", "read", pdf(count="-5")
    yield "pages-loop.pdf", "refused", pdf(kids="[2 0 R 2 0 R]", count="4")
    yield "parent-loop.pdf", "read", pdf(page="/Parent 3 0 R")
    yield "contents-loop.pdf", "read", pdf(page="/Contents 3 0 R")
    yield (
        "contents-array.pdf",
        "refused",
        pdf(b"BT " * 20_000, page=f"/Contents[{'4 0 R ' * 20_000}]"),
    )
    yield "deep-arrays.pdf", "read", pdf(more=f"6 0 obj{'[' * 100_000}endobj\n", page="/X 6 0 R")
    yield "deep-content.pdf", "told", pdf(b"[" * 100_000)
    yield "deep-dicts.pdf", "told", pdf(b"<<" * 100_000)
    yield (
        "forms.pdf",
        "told",
        pdf(
            b"/X Do",
            page="/Resources<</XObject<</X 6 0 R>>>>",
            more="6 0 obj<</Type/XObject/Subtype/Form/Resources<</XObject<</X 6 0 R>>>>/Length 12>>"
            "stream\n/X Do /X Do \nendstream endobj\n",
        ),
    )
    yield (
        "locked.pdf",
        "refused",
        pdf(
            trailer="/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<"
            + "00" * 32
            + ">/U<"
            + "11" * 32
            + ">>>/ID[<00><00>]"
        ),
    )
    yield "locked-oddly.pdf", "refused", pdf(trailer="/Encrypt<</Filter/Odd/V 99>>")
    yield "cut.pdf", "told", pdf()[:200]
    yield "head-only.pdf", "refused", b"%PDF-1.7\n"
    yield "no-text.pdf", "refused", pdf(b"0 0 m 10 10 l S")
    yield "xref-lies.pdf", "read", pdf(trailer="/Prev 99999999999") + b"startxref\n99999999\n%%EOF"
    yield "prev-loop.pdf", "told", pdf(trailer="/Prev 9") + b"startxref\n9\n%%EOF"
    yield (
        "object-stream.pdf",
        "read",
        pdf(
            more="7 0 obj<</Type/ObjStm/N 100000000/First 100000000/Length 3>>stream\nabc\nendstream endobj\n"
        ),
    )
    yield (
        "noise.pdf",
        "refused",
        b"%PDF-1.4\n" + bytes((n * 31 + n // 7) % 256 for n in range(50_000)),
    )
    yield "spoilt.pdf", "told", pdf().replace(b"/Pages", b"/Pagez")
    yield (
        "font-map.pdf",
        "read",
        pdf(
            page="/Resources<</Font<</F1<</Type/Font/Subtype/Type0/ToUnicode 6 0 R>>>>>>",
            more="6 0 obj<</Length 66>>stream\n1 beginbfrange <0000> <FFFFFFFF> <0000> endbfrange\nendstream endobj\n",
        ),
    )


def _lines(*lines: object) -> bytes:
    return "\n".join(one if isinstance(one, str) else json.dumps(one) for one in lines).encode(
        "utf-8", "surrogatepass"
    )


def _table(content: str | bytes) -> Callable[[Path], None]:
    """A table with what it does not say itself in a file beside it."""

    def write(path: Path) -> None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        path.with_suffix(".yaml").write_text(
            "title: A table\norganism: mouse\ntissue: soleus muscle\nexposure: spaceflight\n"
        )

    return write


def _tables() -> Made:
    row = "Fbxo32,1.5,0.001\nCdkn1a,-2.0,0.01\n"
    head = "gene,log2fc,adj_p\n"
    yield "table.csv", "read", _table(f"{head}{row}".encode())
    yield "table-ragged.csv", "refused", _table(f"{head}{row}a,b\n".encode())
    yield "table-wide.csv", "refused", _table(f"{head}{row}{'a,' * 200_000}\n".encode())
    yield "table-columns.csv", "told", _table(("gene,log2fc,adj_p" + ",x" * 50_000 + "\n").encode())
    yield "table-quotes.csv", "read", _table(f'{head}"Fbx""o32,1.5,0.001\n'.encode())
    yield (
        "table-open-quote.csv",
        "told",
        _table(f'{head}"Fbxo32,1.5,0.001\n{row * 20_000}'.encode()),
    )
    yield "table-words.csv", "refused", _table(f"{head}Fbxo32,much,little\n".encode())
    yield (
        "table-numbers.csv",
        "refused",
        _table(f"{head}Fbxo32,1e999,0.5\nCdkn1a,nan,-3\n".encode()),
    )
    yield "table-long-number.csv", "told", _table(f"{head}Fbxo32,{'9' * 100_000},0.5\n".encode())
    yield "table-empty.csv", "refused", _table(head.encode())
    yield (
        "table-formula.csv",
        "told",
        f"{head}=cmd|'/c calc'!A1,1.5,0.001\n@SUM(A1),2,0.1\n".encode(),
    )
    yield (
        "table-bars.csv",
        "told",
        _table(f"{head.replace(',', '|')}{row.replace(',', '|')}".encode()),
    )
    yield "table-semicolons.csv", "read", _table(f"{head}{row}".replace(",", ";").encode())
    yield "table-tabs.tsv", "read", _table(f"{head}{row}".replace(",", "\t").encode())
    yield "table-genes.csv", "told", _table(f"{head}{'1-Mar,1,0.01' + chr(10)}".encode())
    yield "table-twice.csv", "read", _table(f"{head}{row * 3}".encode())
    yield "table-bom.csv", "told", _table(f"\ufeff{head}{row}".encode())
    yield "table-commas.csv", "refused", _table(b"," * 200_000)
    yield "lines.jsonl", "read", _lines({"id": "1", "text": STUDY}, {"id": "2", "text": STUDY})
    yield (
        "lines-broken.jsonl",
        "told",
        _lines(
            {"id": "1", "text": STUDY}, "{", "nonsense", {"id": 2}, [1], {"id": "3", "text": STUDY}
        ),
    )
    yield "lines-twice.jsonl", "read", _lines({"id": "1", "text": STUDY}, {"id": "1", "text": "x"})
    yield "lines-deep.jsonl", "told", _lines("[" * 200_000, {"id": "1", "text": STUDY})
    yield "lines-number.jsonl", "told", _lines("9" * 100_000, {"id": "1", "text": STUDY})
    yield (
        "lines-odd.jsonl",
        "told",
        _lines({"id": None, "text": STUDY}, {"id": {"a": []}, "text": 5}),
    )
    yield "lines-surrogate.jsonl", "read", _lines({"id": "\ud800", "text": f"{STUDY}\ud800\u0000"})
    yield "lines-long.jsonl", "read", _lines({"id": "1", "text": STUDY * 2_000})
    yield (
        "lines-latin.jsonl",
        "told",
        '{"id": "1", "text": "Mäuse in spaceflight"}\n'.encode("latin-1"),
    )


def _texts() -> Made:
    for name, text in (
        ("word", "a" * 3_000_000), ("words", "longword" * 20_000 + " " + "x" * 50_000),
        ("brackets", "(" * 1_000_000), ("pairs", "()" * 300_000), ("ands", "and " * 250_000),
        ("commas", "," * 200_000), ("lists", "Fbxo32, " * 20_000), ("dots", "." * 300_000),
        ("spaced-dots", ". " * 200_000), ("line", STUDY.replace("\n", " ") * 5_000),
        ("p-values", "(p < 0.05) " * 10_000), ("p-values-many", "Fbxo32 rose (p = 0.01). " * 5_000),
        ("numbers", "1" * 500_000), ("number-list", "1, 2, 3, " * 50_000),
        ("ranges", "1-2-3-4-" * 50_000), ("percent", "5% " * 50_000), ("hyphens", "-" * 500_000),
        ("compounds", "bone-" * 50_000), ("slashes", "bone/" * 50_000), ("quotes", '"' * 300_000),
        ("apostrophes", "'s " * 100_000), ("capitals", "ABC " * 100_000), ("greek", "α" * 300_000),
        ("genes", "IL-6 IL-10 TNF " * 20_000), ("short-forms", "bone loss (BL) " * 10_000),
        ("nested", "bone (loss (of (mice " * 20_000), ("compared", "compared with " * 50_000),
        ("increased", "increased " * 50_000), ("not", "not " * 100_000), ("newlines", "\n" * 500_000),
        ("lines", "a\n" * 200_000), ("form-feeds", "\x0c" * 200_000), ("tabs", "\t" * 300_000),
        ("citations", "[1,2,3] " * 50_000), ("citation-numbers", "word12,13. " * 40_000),
        ("references", "Smith A, Jones B et al. 2010. " * 10_000), ("dois", "10.1234/a.b " * 30_000),
        ("links", "http://a.b/c " * 40_000), ("hashes", "#" * 300_000), ("stars", "*" * 300_000),
        ("bars", "|" * 200_000), ("emoji", "\U0001f42d" * 200_000), ("combining", "e\u0301" * 200_000),
        ("spaces", " " * 3_000_000 + "x"), ("mojibake", "Ã©â€™" * 50_000),
        ("gaps", "It remains unknown whether. " * 10_000), ("species", "Mus musculus " * 30_000),
        ("initials", "M. musculus, R. norvegicus, " * 15_000), ("mice", "mice " * 100_000),
        ("days", "for 30 days " * 30_000), ("group", "n = 5 per group, " * 20_000),
        ("plus-minus", "1.5 ± 0.2 " * 30_000), ("table", "Gene  1.5  0.01\n" * 20_000),
        ("hyphen-breaks", "osteo-\nnectin " * 30_000), ("abbreviations", "A.B.C.D. " * 50_000),
    ):  # fmt: skip
        yield f"text-{name}.md", "read", f"{BODY}\n{text[:LONGEST]}\n".encode()
        if name in ("brackets", "commas", "lists", "line", "genes", "table", "references"):
            promise: Promise = "read" if name == "line" else "handled"
            yield f"alone-{name}.txt", promise, text[:LONGEST].encode()


def _identifiers() -> Made:
    odd = (
        "../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "10.1234/a b", "10.1234/<x>",
        '10.1234/"x"', "10.1234/a\\b", "10.1234/{x}|^`", "10.1234/ü", "10.1234/../../x", "10.1234/",
        "10.1234/" + "x" * 5000, "http://doi.org/10.1234/%zz%00", "javascript:alert(1)",
        "10.1234/a#b?c=d&e", "=HYPERLINK(1)", "10.1234/x> <a:b> <c:d> .", "10.1234/\u202ex",
        "10.1234/\u0430\u0441e", "10.1234/\u200bx", "\uff11\uff10.1234/x", "doi:10.1234/x\ty", "PMC../..",
        "PMC" + "9" * 400,
    )  # fmt: skip
    for number, one in enumerate(odd):
        told = json.dumps(one)
        yield f"doi-{number:02}.md", "read", _matter(f"title: Mice {number}\ndoi: {told}")
        yield (
            f"link-{number:02}.md",
            "read",
            _matter(
                f"title: Mouse {number}\nurl: {told}\npmcid: {told}\nfeaturedImage: {told}\nid: {told}"
            ),
        )
    for number, one in enumerate((
        "<script>alert(1)</script>", "]]>", "</title><script>", "{{7*7}}", "${jndi:x}", "=1+1",
        "+1", "-1+cmd|' /C calc'!A0", "@SUM(1)", "\t=1", "'; DROP TABLE x;--", '"""', "\\", "\\u0000",
        "\u202eevil", "\u2028\u2029", "%s%n%x", "a\tb", "NaN", "Infinity", "<g:1> .", "\U0001f600" * 50,
        "Ｆｂｘｏ３２", "Μus musculus", "Fbхo32", "  ", "\x7f", "<!-- x -->", "<![CDATA[x]]>", "&lt;b&gt;",
        "x" * 20_000,
    )):  # fmt: skip
        told = json.dumps(one)
        keys = ("title", "summary", "journal", "consensusLevel", "priority", "anything <else>")
        block = "\n".join(f"{json.dumps(key)}: {told}" for key in keys)
        lists = (
            "authors",
            "tags",
            "organisms",
            "genes",
            "tissues",
            "missions",
            "datasets",
            "knowledgeGaps",
            "pathways",
            "experimentType",
        )
        block += "".join(f"\n{key}: [{told}, {told}]" for key in lists)
        yield f"string-{number:02}.md", "read", _matter(block)
