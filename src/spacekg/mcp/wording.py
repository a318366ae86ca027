"""Wording: the questions behind the tools, as texts whose VALUES lines take whole terms."""

from __future__ import annotations

from spacekg.queries import Parameter, Question

_IRI = "A CURIE such as NCBIGene:67731, or an IRI."


def _parameter(name: str) -> Parameter:
    kind = "iri" if name in ("entity", "study", "node", "finding") else "string"
    return Parameter(name=name, kind=kind, description=_IRI)  # type: ignore[arg-type]


def _question(name: str, text: str, *parameters: str) -> Question:
    return Question(
        name=name, label=name, comment="", select=text,
        parameters=tuple(map(_parameter, parameters)),
    )  # fmt: skip


SEARCH = _question(
    "search",
    """SELECT DISTINCT ?id ?type ?label WHERE {
  VALUES ?text { UNDEF }
  ?id (rdfs:label|skos:altLabel|schema:name|skg:curie) ?name .
  FILTER(CONTAINS(LCASE(STR(?name)), LCASE(?text)))
  ?id a ?type ; rdfs:label ?label .
  FILTER(STRSTARTS(STR(?type), "https://w3id.org/spacekg/vocab/"))
  FILTER(?type NOT IN (skg:Finding, skg:Evidence, skg:Measurement, skg:Contrast))
} ORDER BY STRLEN(?label) ?label ?id ?type LIMIT 200""",
    "text",
)
NODE = _question(
    "node",
    """SELECT DISTINCT ?id ?property ?value ?label WHERE {
  VALUES ?node { UNDEF }
  ?node ?property ?value .
  BIND(?node AS ?id)
  FILTER(?property NOT IN (skg:reports, skg:metadataEntry))
  OPTIONAL { ?value rdfs:label ?label }
} ORDER BY ?id ?property ?label ?value LIMIT 400""",
    "node",
)
GENES = _question(
    "genes",
    """SELECT DISTINCT ?id ?label ?organism ?exact WHERE {
  VALUES ?name { UNDEF }
  VALUES ?entity { UNDEF }
  ?entity a skg:Gene ; rdfs:label ?label .
  FILTER(!BOUND(?name) || LCASE(STR(?label)) = LCASE(?name)
    || EXISTS { ?entity skos:altLabel ?other FILTER(LCASE(STR(?other)) = LCASE(?name)) })
  OPTIONAL { ?entity skg:inTaxon ?taxon . ?taxon rdfs:label ?organism }
  BIND(?entity AS ?id)
  BIND(!BOUND(?name) || STR(?label) = ?name AS ?exact)
} ORDER BY DESC(?exact) ?label ?id LIMIT 50""",
    "name", "entity",
)  # fmt: skip
FINDINGS = _question(
    "findings",
    """SELECT DISTINCT ?finding ?study ?entity ?label ?direction ?certainty ?tier ?organism ?tissue
  ?exposure ?effect ?unit ?p ?q ?n ?quote ?document WHERE {
  VALUES ?entity { UNDEF }
  VALUES ?study { UNDEF }
  VALUES ?direction { UNDEF }
  ?finding a skg:Finding ; skg:about ?entity ; skg:direction ?direction ; skg:tier ?tier ;
    skg:certainty ?certainty ; skg:reportedBy ?study ; skg:supportedBy ?evidence .
  ?entity rdfs:label ?label .
  ?evidence skg:quote ?quote ; skg:fromDocument ?source .
  ?source skg:path ?document .
  OPTIONAL { ?finding skg:inOrganism/rdfs:label ?organism }
  OPTIONAL { ?finding skg:inTissue/rdfs:label ?tissue }
  OPTIONAL { ?finding skg:underExposure/rdfs:label ?exposure }
  OPTIONAL { ?finding skg:effect ?effect }
  OPTIONAL { ?finding skg:unit ?unit }
  OPTIONAL { ?finding skg:pText ?p }
  OPTIONAL { ?finding skg:qText ?q }
  OPTIONAL { ?finding skg:n ?n }
} ORDER BY ?label ?entity ?study ?finding ?quote LIMIT 500""",
    "entity", "study", "direction",
)  # fmt: skip
EVIDENCE = _question(
    "evidence",
    """SELECT DISTINCT ?finding ?evidence ?quote ?start ?end ?section ?tier ?document ?sha256
WHERE {
  VALUES ?finding { UNDEF }
  VALUES ?entity { UNDEF }
  ?finding skg:about ?entity ; skg:supportedBy ?evidence .
  ?evidence skg:quote ?quote ; skg:start ?start ; skg:end ?end ; skg:fromDocument ?source .
  ?source skg:path ?document ; skg:tier ?tier .
  OPTIONAL { ?source skg:sha256 ?sha256 }
  OPTIONAL { ?evidence skg:section ?section }
} ORDER BY ?finding ?document ?start LIMIT 500""",
    "finding", "entity",
)  # fmt: skip
