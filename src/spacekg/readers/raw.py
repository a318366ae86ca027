"""Raw: the bytes of one file and the text in them, before any reader looks at their form."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from spacekg.errors import (
    BinaryDocumentError,
    EmptyDocumentError,
    ReadError,
    UnsafeDocumentError,
)
from spacekg.folders import MAX_BYTES
from spacekg.model import Notice

#: No study has more to read: what is longer takes minutes and is refused.
MAX_TEXT = 10_000_000

_SIGNATURES = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a zip archive (or office document)"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstandard archive"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x89HDF", "an HDF5 file"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"Rar!\x1a", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"{\\rtf", "a rich text document"),
    (b"RIFF", "a sound or film"),
)
#: so many NUL bytes may fill up the last block of a file
_PADDING = 65_536
_SAVE = "save it as UTF-8"
_KINDS = {
    stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket", stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}  # fmt: skip
#: white space, and what has no shape at all
_NOTHING = " \t\r\n\x0b\x0c\u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_SURROGATE = re.compile("[\ud800-\udfff]")
#: three letters beyond ASCII in a row, or a byte that Windows-1252 does not have
_NOT_WESTERN = re.compile(rb"[\x80-\xff]{3}|[\x81\x8d\x8f\x90\x9d]")
_CONTROL_BYTES = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """Bytes, their digest and their text (empty for PDF, whose text its reader takes out)."""

    path: str
    id: str
    data: bytes
    sha256: str
    text: str
    notices: tuple[Notice, ...] = ()


def open_raw(path: Path | str) -> Raw:
    """Read the file at ``path``; refuse what is no regular file, empty, binary or too large."""
    name = str(path)
    file = Path(path)
    try:
        if check_file(name) > MAX_BYTES:
            raise _too_large(name)
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        message = f"cannot be opened: {reason}"
        denied = isinstance(error, PermissionError)
        advice = "allow it to be read" if denied else "check the path"
        raise ReadError(message, file=name, advice=advice) from error
    if len(data) > MAX_BYTES:
        raise _too_large(name)
    return raw_from_bytes(data, path=name, id=name)


def check_file(name: str) -> int:
    """The size of a regular file; a ``ReadError`` says what else it is, without opening it."""
    file = Path(name)
    status = file.stat()
    if stat.S_ISDIR(status.st_mode):
        os.scandir(name).close()
        what = "is a link to a folder" if file.is_symlink() else "is a folder"
        raise ReadError(what, file=name, advice="name the files in it")
    if not stat.S_ISREG(status.st_mode):
        what = _KINDS.get(stat.S_IFMT(status.st_mode), "no file")
        message = f"is {what}, which is not opened"
        raise ReadError(message, file=name, advice="give a file on disk")
    return status.st_size


def raw_from_bytes(data: bytes, *, path: str, id: str) -> Raw:
    """The raw document in ``data``, decoded unless it is a PDF."""
    digest = sha256(data).hexdigest()
    if is_pdf(data):
        return Raw(path=path, id=id, data=data, sha256=digest, text="")
    bare = data.rstrip(b"\0")
    if len(data) - len(bare) > _PADDING or b"\0" in bare or data.startswith((b"\xff\xfe", b"\0")):
        bare = data
    text, notices = decode(bare, file=path)
    if bare is not data and bare:
        place = f"line {bare.count(10) + 1}"
        message = "ends with NUL bytes, which are not read; save it without"
        notices = (*notices, Notice(code="padding", message=message, place=place))
    return _checked(Raw(path=path, id=id, data=data, sha256=digest, text=text, notices=notices))


def raw_from_text(text: str, *, path: str, id: str) -> Raw:
    """The raw document of a text that is already in memory (a line of a ``.jsonl`` file)."""
    # a lone surrogate is no character: nothing could print or store it
    text = _SURROGATE.sub("\ufffd", text)
    data = text.encode()
    if len(data) > MAX_BYTES:
        raise _too_large(path or id)
    digest = sha256(data).hexdigest()
    return _checked(Raw(path=path, id=id, data=data, sha256=digest, text=text))


def is_pdf(data: bytes) -> bool:
    """Whether the bytes are those of a PDF file (its mark may come after a little rubbish)."""
    return b"%PDF-" in data[:1024] and not data[:1024].lstrip().startswith(b"---")


def decode(data: bytes, *, file: str = "") -> tuple[str, tuple[Notice, ...]]:
    r"""Bytes as text: UTF-8 or UTF-16 by their mark, else UTF-8, else Windows-1252 with a notice.

    >>> decode(b"D\xe9jean")[0], decode(b"D\xe9jean")[1][0].code
    ('Déjean', 'encoding')
    """
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            advice = "give text, markdown, HTML, XML or PDF"
            raise BinaryDocumentError(f"is {what}, which is not read", file=file, advice=advice)
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        text = data.decode("utf-32", "replace")
        if "\0" in text:
            raise _binary(file)
        return text, (_note("encoding", f"is encoded in UTF-32, not UTF-8; {_SAVE}"),)
    if data.startswith(b"\xef\xbb\xbf"):
        message = "starts with a byte-order mark, which is not read; save it without"
        notice = _note("byte-order-mark", message)
        # a file may begin with thousands of them
        rest = re.sub(rb"\A(?:\xef\xbb\xbf)+", b"", data)
        text, notices = decode(rest, file=file)
        return "\ufeff" * ((len(data) - len(rest)) // 3) + text, (notice, *notices)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        name = "UTF-16LE" if data.startswith(b"\xff\xfe") else "UTF-16BE"
        text = data[2:].decode(name, "replace")
        if "\0" in text:
            raise _binary(file)
        return text, (_note("encoding", f"is encoded in {name}, not UTF-8; {_SAVE}"),)
    if b"\0" in data:
        wide = _decode_wide(data)
        if wide is None:
            raise _binary(file, f"line {data.count(10, 0, data.index(0)) + 1}")
        return wide
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        return _decode_damaged(data, error, file)


def _decode_damaged(
    data: bytes, error: UnicodeDecodeError, file: str
) -> tuple[str, tuple[Notice, ...]]:
    if len(_CONTROL_BYTES.findall(data[:100_000])) > max(8, min(len(data), 100_000) // 50):
        raise _binary(file) from error
    place = f"line {data.count(10, 0, error.start) + 1}"
    text, count = _decode_lines(data)
    if count:
        lines = f"{count} lines that are" if count > 1 else "a line that is"
        message = f"has {lines} not UTF-8, read as Windows-1252; {_SAVE}"
        return text, (Notice(code="encoding", message=message, place=place),)
    survived = data.decode("utf-8", "replace")
    multibyte = sum(1 for char in survived if ord(char) > 127 and char != "\ufffd")
    if multibyte > survived.count("\ufffd"):
        message = f"has bytes that are not UTF-8, each read as �; {_SAVE}"
        return survived, (Notice(code="encoding", message=message, place=place),)
    text, name = _decode_western(data)
    message = f"is not UTF-8, read as {name}; {_SAVE}"
    return text, (Notice(code="encoding", message=message, place=place),)


def _decode_lines(data: bytes) -> tuple[str, int]:
    """Text of UTF-8 and Windows-1252, line by line, and how many lines are the latter.

    None are counted where no line has letters of UTF-8, and where one is damaged rather than
    Western: with letters of both, or with bytes that no Western text has side by side.
    """
    read: list[str] = []
    others = wide = 0
    for line in data.split(b"\n"):
        try:
            read.append(line.decode("utf-8"))
            wide += not line.isascii()
        except UnicodeDecodeError:
            if _NOT_WESTERN.search(line) or not line.decode("utf-8", "ignore").isascii():
                return "", 0
            read.append(_decode_western(line)[0])
            others += 1
    return "\n".join(read), others if wide else 0


def _decode_western(data: bytes) -> tuple[str, str]:
    try:
        return data.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError:
        return data.decode("latin-1"), "Latin-1"


def _checked(raw: Raw) -> Raw:
    if not raw.text.strip(_NOTHING):
        raise EmptyDocumentError(
            "holds no text", file=raw.path or raw.id, advice="leave it out or fill it"
        )
    return raw


def _decode_wide(data: bytes) -> tuple[str, tuple[Notice, ...]] | None:
    """Text of two bytes a letter that does not say so; nothing where there is doubt."""
    half = min(len(data), 10_000) // 2
    lower, upper = data[: 2 * half : 2].count(0), data[1 : 2 * half : 2].count(0)
    if max(lower, upper) * 4 < half * 3 or min(lower, upper) * 100 > half:
        return None
    name = "UTF-16LE" if upper > lower else "UTF-16BE"
    try:
        text = data.decode(name)
    except UnicodeDecodeError:
        return None
    if "\0" in text:
        return None
    message = f"is encoded in {name} without a mark that says so; {_SAVE}"
    return text, (_note("encoding", message),)


def _note(code: str, message: str) -> Notice:
    return Notice(code=code, message=message, place="line 1")


def _binary(file: str, place: str = "") -> BinaryDocumentError:
    return BinaryDocumentError(
        "holds binary data, not text", file=file, place=place,
        advice="give text, markdown, HTML, XML or PDF",
    )  # fmt: skip


def _too_large(file: str) -> UnsafeDocumentError:
    message = f"is larger than {MAX_BYTES // 1_000_000} MB"
    return UnsafeDocumentError(message, file=file, advice="split it or leave it out")
