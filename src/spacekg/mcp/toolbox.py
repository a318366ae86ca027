"""Toolbox: what an assistant may ask of the graph; every answer says where it is from.

The first line of each docstring is what the assistant is told about the tool.
"""

from __future__ import annotations

from typing import Any

from spacekg import analytics
from spacekg.errors import UsageError
from spacekg.graph import KnowledgeGraph, find_manifest
from spacekg.mcp.excerpt import make_excerpt, read_rows
from spacekg.mcp.wording import EVIDENCE, FINDINGS, GENES, NODE, SEARCH
from spacekg.pool import QueryPool
from spacekg.queries import (
    Limits,
    Question,
    Request,
    find_question,
    list_questions,
    raise_failure,
)
from spacekg.vocabulary import read_vocabulary

LIMITS = Limits(seconds=20.0, rows=2_000, bytes=4 * 1024 * 1024)


class Toolbox:
    """The tools over one store; those that run SPARQL do so in the pool's processes."""

    def __init__(self, pool: QueryPool) -> None:
        self._pool = pool

    async def schema(self) -> dict[str, Any]:
        """Classes, properties, prefixes and named questions of the graph, with node counts."""
        vocabulary = read_vocabulary()
        manifest = find_manifest(self._pool.store)
        return {
            "triples": manifest.triples,
            "nodes": dict(manifest.counts),
            "classes": {
                name: vocabulary.definitions.get(name, "") for name in sorted(vocabulary.classes)
            },
            "properties": sorted(vocabulary.properties),
            "prefixes": sorted(vocabulary.prefixes),
            "questions": {row.name: row.comment for row in list_questions()},
        }

    async def search(self, text: str, limit: int = 20) -> dict[str, Any]:
        """Find nodes (genes, tissues, studies, gaps …) by label, synonym or identifier."""
        if not text.strip():
            raise UsageError("there is nothing to search for", advice="give a word or identifier")
        return await self._run(SEARCH, {"text": text.strip()}, limit)

    async def study(self, id: str, limit: int = 20) -> dict[str, Any]:
        """One study by DOI or IRI: what it says of itself, and its findings with their quotes."""
        name = id.strip()
        study = f"doi:{name.lower()}" if name.startswith("10.") else name
        said = await self._run(NODE, {"node": study}, 100)
        findings = await self._run(FINDINGS, {"study": study}, limit)
        return {"study": said, "findings": findings}

    async def gene(self, name: str, limit: int = 20) -> dict[str, Any]:
        """A gene by symbol or CURIE: its species, identifiers, and findings with their quotes."""
        key = "entity" if ":" in name else "name"
        genes = await self._run(GENES, {key: name.strip()}, 10)
        found = []
        for row in genes["rows"]:
            entity = row["id"]
            found.append(
                {
                    "gene": row,
                    "statements": await self._run(NODE, {"node": entity}, 40),
                    "findings": await self._run(FINDINGS, {"entity": entity}, limit),
                }
            )
        return make_excerpt(found, 10, cut=genes["truncated"])

    async def shared_genes(
        self,
        min_studies: int = 2,
        organism: str = "",
        tissue: str = "",
        orthologs: bool = False,
        limit: int = 20,
    ) -> dict[str, Any]:
        """Genes that recur across independent studies, with directions, p and q values."""
        rows = analytics.shared(
            self._open(), min_studies=min_studies, organism=organism, tissue=tissue,
            orthologs=orthologs,
        )  # fmt: skip
        return make_excerpt(rows, limit)

    async def findings(
        self, entity: str = "", study: str = "", direction: str = "", limit: int = 20
    ) -> dict[str, Any]:
        """Findings by entity, study (CURIE or IRI) or direction, with quote, tier, p, q and n."""
        values = {"entity": entity, "study": study, "direction": direction}
        return await self._run(FINDINGS, values, limit)

    async def conflicts(self, limit: int = 10) -> dict[str, Any]:
        """Entities that studies found to go opposite ways, what may explain it, and the quotes."""
        return make_excerpt(analytics.conflicts(self._open()), limit)

    async def gaps(self, kind: str = "", limit: int = 20) -> dict[str, Any]:
        """What nobody knows yet, by kind, with the studies that say so and findings that bear."""
        rows = analytics.gaps(self._open())
        return make_excerpt([row for row in rows if kind in ("", row.kind)], limit)

    async def evidence(
        self, finding: str = "", entity: str = "", limit: int = 20
    ) -> dict[str, Any]:
        """The sentences behind a finding or an entity, with offsets into the source document."""
        if not finding and not entity:
            raise UsageError("whose evidence?", advice="give a finding or an entity")
        return await self._run(EVIDENCE, {"finding": finding, "entity": entity}, limit)

    async def sparql(self, query: str, limit: int = 50) -> dict[str, Any]:
        """Ask the graph in SPARQL 1.1 (read-only; the ontology's prefixes are known)."""
        return await self._ask(query, limit)

    async def named_question(
        self, name: str, parameters: dict[str, str] | None = None, limit: int = 50
    ) -> dict[str, Any]:
        """Ask one of the questions that schema lists, by name, with its parameters."""
        return await self._run(find_question(name), dict(parameters or {}), limit)

    def tools(self) -> tuple[Any, ...]:
        """Every tool there is."""
        return (
            self.schema, self.search, self.study, self.gene, self.shared_genes, self.findings,
            self.conflicts, self.gaps, self.evidence, self.sparql, self.named_question,
        )  # fmt: skip

    def _open(self) -> KnowledgeGraph:
        return KnowledgeGraph.open(self._pool.store)

    async def _run(self, question: Question, values: dict[str, str], limit: int) -> dict[str, Any]:
        return await self._ask(question.bind(values), limit)

    async def _ask(self, sparql: str, limit: int) -> dict[str, Any]:
        reply = await self._pool.ask(Request(sparql=sparql, limits=LIMITS))
        raise_failure(reply)
        if reply.format == "ntriples":
            lines: list[Any] = [{"triple": line} for line in reply.body.decode().splitlines()]
            return make_excerpt(lines, limit, cut=bool(reply.truncated))
        return make_excerpt(read_rows(reply.body), limit, cut=bool(reply.truncated))
