"""Which reader takes which form, and what raw files, JSON lines and PDF files give."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from spacekg.errors import BinaryDocumentError, EmptyDocumentError, ReadError, UnsafeDocumentError
from spacekg.readers import READERS, read, read_lines, read_text
from spacekg.readers import pdf as pdf_reader
from spacekg.readers.citations import citation_edits
from spacekg.readers.hyphens import hyphen_edits
from spacekg.readers.reading import make_passage


def pdf_bytes(pages: list[list[str]], *, filler: int = 0) -> bytes:
    """A PDF of the smallest kind that says ``pages``."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, lines in enumerate(pages):
        shown = "".join(f"({line}) Tj T*\n" for line in lines)
        stream = f"BT /F1 11 Tf 72 740 Td 14 TL\n{shown}ET{' ' * filler}"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}"
    end += f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + end.encode("latin-1")


STUDY = [
    "Bone loss in mice after spaceflight",
    "ABSTRACT",
    "Mice lost bone in space. The tra-",
    "becular bone of the femur was lower than that of controls.",
    "Results",
    "Col1a1 decreased in bone.",
]


def test_pdf(tmp_path: Path) -> None:
    path = tmp_path / "named.txt"
    path.write_bytes(pdf_bytes([STUDY, ["Discussion", "Loss of bone needs study."]]))
    document = read(path)
    assert (document.format, document.tier) == ("pdf", "primary")
    assert document.get("title") == "Bone loss in mice after spaceflight"
    roles = {passage.role: passage.text for passage in document.passages}
    assert "trabecular bone of the femur" in roles["abstract"]
    assert roles["findings"] == "Col1a1 decreased in bone."
    assert roles["discussion"] == "Loss of bone needs study."
    for passage in document.passages:
        assert document.text[passage.start : passage.end]


def test_pdf_without_text_damaged_or_unbounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_bytes([[]]))
    with pytest.raises(EmptyDocumentError):
        read(path)
    path.write_bytes(b"%PDF-1.7\nrubbish without an end")
    with pytest.raises(ReadError, match="damaged PDF"):
        read(path)
    path.write_bytes(pdf_bytes([STUDY], filler=pdf_reader.MAX_PAGE_BYTES))
    with pytest.raises(UnsafeDocumentError):
        read(path)
    monkeypatch.setattr(pdf_reader, "MAX_PAGES", 1)
    path.write_bytes(pdf_bytes([STUDY, STUDY]))
    with pytest.raises(UnsafeDocumentError, match="2 pages"):
        read(path)


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        ("Déjean found bone.".encode("latin-1"), ["encoding"]),
        ("Déjean found bone.".encode("utf-16"), ["encoding"]),
        (b"\xef\xbb\xbfBone was lost.", ["byte-order-mark"]),
        ("Bone é was lost é here é.".encode() + b"\xff", ["encoding", "lost-characters"]),
        ("Bone fell \N{REPLACEMENT CHARACTER}6.7%.".encode(), ["lost-characters"]),
    ],
)
def test_encodings(tmp_path: Path, data: bytes, codes: list[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    document = read(path)
    assert [notice.code for notice in document.notices] == codes
    assert "bone" in document.text.lower()
    assert document.id == document.path == str(path)


def test_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [{"id": 7, "text": "Mice lost bone."}, {"id": "b", "text": "Rats too.", "more": 1}]
    path.write_text("\n\n".join(map(json.dumps, lines)), encoding="utf-8")
    documents = list(read_lines(path))
    assert [(d.id, d.text, d.path) for d in documents] == [
        ("7", "Mice lost bone.", str(path)),
        ("b", "Rats too.", str(path)),
    ]
    for bad in ("{", "[]", '{"id": 1}', '{"text": 3}', '"a"'):
        path.write_text('{"text": "ok"}\n' + bad, encoding="utf-8")
        with pytest.raises(ReadError) as caught:
            list(read_lines(path))
        assert caught.value.place == "line 2"
    path.write_text('{"text": "a\\u0000b"}\n{"text": " "}', encoding="utf-8")
    with pytest.raises(EmptyDocumentError) as empty:
        list(read_lines(path))
    assert empty.value.place == "line 2"
    with pytest.raises(ReadError):
        list(read_lines(tmp_path / "none.jsonl"))


def test_reader_is_chosen_by_content() -> None:
    assert [reader.name for reader in READERS][-1] == "text"
    forms = {
        "---\ntitle: A\n---\nBone.": "markdown",
        "# A\n\n- **bone** was lost": "markdown",
        "<!DOCTYPE html><html><body><p>Bone</p></body></html>": "html",
        '<?xml version="1.0"?><article><body><p>Bone</p></body></article>': "jats",
        "Mice lost bone - and muscle; p < 0.05 <b and c> d.": "text",
        "---\nJust a line between rules.\n---": "text",
    }
    for text, form in forms.items():
        assert read_text(text, id="x", path="named.pdf").format == form, text


def test_hyphens_follow_the_document() -> None:
    def read_as(text: str) -> str:
        made = make_passage(text, 0, len(text), "body", edits=hyphen_edits(text))
        assert made is not None
        return made.text

    assert read_as("osteo-\nnectin") == "osteonectin"
    assert read_as("long-\nduration") == "long-duration"
    assert read_as("IL-\n6 and RANKL-\nstimulated") == "IL-6 and RANKL-stimulated"
    assert read_as("pre-flight, then pre-\nflight") == "pre-flight, then pre-flight"
    assert read_as("preflight, then pre-\nflight") == "preflight, then preflight"
    assert read_as("Wnt/\nβ-catenin, 20–\n24%") == "Wnt/β-catenin, 20–24%"


def test_citations_never_touch_names() -> None:
    names = "Fbxo32 p21 IL6 CO2 glut4 connexin43 caspase3 Cdkn1a TGFβ1 m2 Sox9 H2O COVID19 CD28"
    cited = " ".join(f"Bone was affected{number} in this way." for number in range(1, 12))
    text = f"{cited} {names}."
    made = make_passage(text, 0, len(text), "body", edits=citation_edits(text))
    assert made is not None
    assert names in made.text and "affected in" in made.text
    alone = "Bone was affected12 in mice."
    assert citation_edits(alone) == []


def test_invisible_characters_and_ligatures() -> None:
    text = "The\u00a0ﬁbre\u200b of\u00ad bone"
    made = make_passage(text, 0, len(text), "body")
    assert made is not None and made.text == "The fibre of bone"
    assert made.source(4, 9) == (4, 8)
    assert made.reading(4) == 4


def test_binary_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(bytes(range(1, 256)) * 4)
    with pytest.raises(BinaryDocumentError):
        read(path)


def test_many_values_with_the_same_fault_are_one_line() -> None:
    keys = "".join(f'key{number}: "a\\qb"\n' for number in range(9))
    document = read_text(f"---\n{keys}---\n\n# Body\n\nMice.\n", id="x")
    assert [notice.code for notice in document.notices] == ["yaml", "yaml-value"]
    assert document.notices[1].message.startswith("values of 'key0', 'key1',")
    assert document.notices[1].message.endswith(
        "and 3 more are not valid YAML and kept as text; put it in quotes"
    )
    assert len(document.metadata) == 9


def test_letters_beyond_16_bits_in_json_front_matter_are_whole() -> None:
    matter = r'{"title": "Mice \ud83d\ude80 \ud800", "tags": ["a\\ud83d"]}'
    document = read_text(f";;;\n{matter}\n;;;\n\n# Body\n\nMice.\n", id="x")
    assert dict(document.metadata) == {"title": "Mice \U0001f680 \ufffd", "tags": ("a\\ud83d",)}
    assert [p.text for p in document.passages][:1] == ["Mice \U0001f680 \ufffd"]


def test_colours_of_a_terminal_are_no_letters() -> None:
    document = read_text("\x1b[31mMice\x1b[0m lost bone \x1b]0;x\x07in space.", id="x")
    assert [p.text for p in document.passages] == ["Mice lost bone in space."]
