"""The exceptions of SpaceKG.

One tree, so that a caller can catch as much or as little as wanted::

    SpaceKGError
    ├── ReadError            a file cannot be read as a document
    │   ├── EmptyDocumentError     nothing in it
    │   ├── BinaryDocumentError    bytes that are no text and no format we know
    │   └── UnsafeDocumentError    built to exhaust memory or time
    ├── NotAStudyError       readable, but holds no spaceflight biology
    ├── EvidenceError        a quote is not found at its offsets in the source
    ├── LexiconError         a lexicon table or the compiled lexicon is damaged
    ├── UnknownTermError     a class, property or prefix that the ontology lacks
    ├── StoreError           no graph where one is expected, or a damaged one
    │   └── RemoteError            a SPARQL server did not do as asked
    │       ├── RemoteUnreachableError   nobody answers, or the connection breaks
    │       ├── RemoteTimeoutError       not done when its time was up
    │       ├── RemoteLoginError         the server wants to know who asks, or says no to them
    │       ├── RemoteRefusedError       any other status that is no success
    │       ├── RemoteCutError           an answer that is not whole
    │       ├── RemoteContentError       an answer of another kind than was asked for
    │       ├── RemoteSizeError          an answer larger than allowed
    │       └── RemoteInconsistentError  the server holds another thing than it said it took
    ├── QueryError           a question that cannot be asked or was refused
    ├── ExportError          an export that cannot be written
    └── UsageError           a call that makes no sense (wrong option, missing path)

Each says the file, the place in it and what to do, in one line.
"""

from __future__ import annotations


def one_line(text: str) -> str:
    r"""A text as one line that a terminal prints as it is: what has no shape is written out.

    >>> one_line("a\nb.md\x1b[2J: \udcff")
    'a b.md\\x1b[2J: \\udcff'
    """
    line = " ".join(text.split())
    if line.isprintable():
        return line
    return "".join(
        one if one.isprintable() else one.encode("unicode_escape").decode() for one in line
    )


class SpaceKGError(Exception):
    """Any failure that SpaceKG foresees; ``str()`` is one line for a person.

    >>> str(SpaceKGError("no such study", file="a.md", place="line 3", advice="check the DOI"))
    'a.md: line 3: no such study; check the DOI'
    """

    def __init__(self, message: str, *, file: str = "", place: str = "", advice: str = "") -> None:
        self.message = message
        self.file = file
        self.place = place
        self.advice = advice
        super().__init__(message)

    def __str__(self) -> str:
        where = ": ".join(part for part in (self.file, self.place, self.message) if part)
        line = f"{where}; {self.advice}" if self.advice else where
        return one_line(line)


class ReadError(SpaceKGError):
    """A file cannot be read as a document."""


class EmptyDocumentError(ReadError):
    """The file holds nothing but white space."""


class BinaryDocumentError(ReadError):
    """The bytes are neither text nor a format with a reader."""


class UnsafeDocumentError(ReadError):
    """The file would exhaust memory or time if it were parsed."""


class NotAStudyError(SpaceKGError):
    """The document is readable and holds no spaceflight biology."""


class EvidenceError(SpaceKGError):
    """A quote is not found at its offsets in the source text."""


class LexiconError(SpaceKGError):
    """A lexicon table or the compiled lexicon is damaged or missing."""


class UnknownTermError(SpaceKGError):
    """A class, property or prefix that ``ontology/spacekg.ttl`` does not declare."""


class StoreError(SpaceKGError):
    """No graph where one is expected, or a damaged one."""


class RemoteError(StoreError):
    """A SPARQL server did not do as asked."""


class RemoteUnreachableError(RemoteError):
    """Nobody answers at the address, or the connection breaks."""


class RemoteTimeoutError(RemoteError):
    """The server was not done when its time was up."""


class RemoteLoginError(RemoteError):
    """The server wants to know who asks, or does not allow it to them."""


class RemoteRefusedError(RemoteError):
    """The server answers with a status that is no success."""


class RemoteCutError(RemoteError):
    """The answer is not whole."""


class RemoteContentError(RemoteError):
    """The answer is of another kind than was asked for."""


class RemoteSizeError(RemoteError):
    """The answer is larger than is allowed."""


class RemoteInconsistentError(RemoteError):
    """The server holds something else than it said it had taken."""


class QueryError(SpaceKGError):
    """A question that cannot be asked, is malformed or was refused."""


class ExportError(SpaceKGError):
    """An export that cannot be written."""


class UsageError(SpaceKGError):
    """A call that makes no sense: a wrong option, a missing path."""
