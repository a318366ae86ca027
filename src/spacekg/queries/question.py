"""Question: a SPARQL text with a name, and parameters that are bound as whole RDF terms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

import pyoxigraph

from spacekg.errors import QueryError, UnknownTermError
from spacekg.vocabulary import Vocabulary, read_vocabulary

Kind: TypeAlias = Literal["integer", "string", "iri"]

_INTEGER = pyoxigraph.NamedNode("http://www.w3.org/2001/XMLSchema#integer")
_DIGITS = re.compile(r"[0-9]{1,9}")
_ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*://")
_SLOT = re.compile(
    r"^(?P<head>[ ]*VALUES \?(?P<name>\w+) \{ )(?P<term>[^{}\n]*)(?P<tail> \})$", re.M
)
_PREFIX = re.compile(r"(?<![\w<:/])([A-Za-z]\w*):(?=\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A value that a question may be given; an empty ``default`` means any."""

    name: str
    kind: Kind
    description: str
    default: str = ""

    def term(self, value: str | int, vocabulary: Vocabulary) -> str:
        """``value`` as one RDF term in N-Triples, escaped by the engine's own writer.

        >>> study = Parameter(name="study", kind="iri", description="A study.")
        >>> study.term("doi:10.5555/alpha", read_vocabulary())
        '<https://doi.org/10.5555/alpha>'
        """
        text = str(value).strip()
        if self.kind == "integer":
            if not _DIGITS.fullmatch(text):
                raise self._refusal(text, "give a whole number")
            return str(pyoxigraph.Literal(text, datatype=_INTEGER))
        try:
            if self.kind == "string":
                return str(pyoxigraph.Literal(text))
            iri = text if _ABSOLUTE.match(text) else vocabulary.expand(text)
            return str(pyoxigraph.NamedNode(iri))
        except (UnknownTermError, ValueError):
            if self.kind == "string":
                raise self._refusal(ascii(text), "give plain text") from None
            advice = "give a CURIE such as NCBIGene:67731, or a whole IRI"
            raise self._refusal(text, advice) from None

    def _refusal(self, text: str, advice: str) -> QueryError:
        return QueryError(f"'{text[:80]}' is no value for {self.name}", advice=advice)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A named question. Its text holds a line ``VALUES ?name { default }`` for each parameter.

    So the text runs as it stands in any SPARQL 1.1 engine, and shows what may be changed.
    ``whole`` is the same question, and the same rows, for everything at once: it joins tables
    where ``select`` looks up one thing after the other.
    """

    name: str
    label: str
    comment: str
    select: str
    keywords: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    whole: str = ""

    @property
    def sparql(self) -> str:
        """The text to read and change, with its ``PREFIX`` lines and defaults."""
        return self._write(self.select, {}, read_vocabulary())

    def bind(
        self, values: Mapping[str, str | int] | None = None, *, vocabulary: Vocabulary | None = None
    ) -> str:
        r"""The whole text with ``values`` in place of the defaults; an empty value means any.

        Each value is made an RDF term first and takes the place of the one term in its ``VALUES``
        line, so it can never be read as anything else. Where no value asks for one thing, the
        text is that for everything at once, if there is one.

        >>> count = Parameter(name="least", kind="integer", description="At least.", default="2")
        >>> text = "SELECT ?s {\n  VALUES ?least { 2 }\n  ?s skg:n ?n FILTER(?n >= ?least)\n}"
        >>> question = Question(name="n", label="N", comment="", select=text, parameters=(count,))
        >>> print(question.bind({"least": 3}).splitlines()[2])
          VALUES ?least { "3"^^<http://www.w3.org/2001/XMLSchema#integer> }
        """
        names = vocabulary if vocabulary is not None else read_vocabulary()
        known = {parameter.name: parameter for parameter in self.parameters}
        given = dict(values or {})
        for name in given:
            if name not in known:
                listed = ", ".join(known) or "none"
                raise QueryError(
                    f"the question {self.name} has no parameter '{name}'",
                    advice=f"its parameters are: {listed}",
                )
        terms = {
            name: known[name].term(value, names) if str(value).strip() else "UNDEF"
            for name, value in given.items()
        }
        usual = {one.name: one.default or "UNDEF" for one in self.parameters}
        asked = {name for name in terms if usual[name] not in (str(given[name]), terms[name])}
        free = {slot["name"] for slot in _SLOT.finditer(self.whole)}
        return self._write(
            self.whole if self.whole and asked <= free else self.select, terms, names
        )

    def _write(self, text: str, terms: Mapping[str, str], names: Vocabulary) -> str:
        body = _SLOT.sub(
            lambda slot: slot["head"] + terms.get(slot["name"], slot["term"]) + slot["tail"], text
        )
        used = sorted(set(_PREFIX.findall(text)) & set(names.prefixes))
        lines = [f"PREFIX {prefix}: <{names.prefixes[prefix]}>" for prefix in used]
        return "\n".join((*lines, body))

    def slots(self) -> tuple[tuple[str, str], ...]:
        """Name and term of each ``VALUES`` line of the text."""
        return tuple((slot["name"], slot["term"]) for slot in _SLOT.finditer(self.select))
