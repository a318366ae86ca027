"""Questions: the fixed SPARQL by which a page reads the graph. Nothing is ever pasted in."""

from __future__ import annotations

_PREFIXES = """\
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skg: <https://w3id.org/spacekg/vocab/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""

#: What studies point at, with the property that says how.
LINKS = (
    _PREFIXES
    + """\
SELECT DISTINCT ?subject ?property ?object WHERE {
  VALUES ?property {
    skg:hasOrganism skg:investigatesTissue skg:investigatesCellType skg:reportsGene
    skg:reportsGeneFamily skg:involvesPathway skg:involvesChemical skg:involvesPhenotype
    skg:hasExposure skg:partOfMission skg:usesDataset skg:usesCountermeasure skg:hasTopic
    skg:raisesGap
  }
  ?subject ?property ?object .
}
"""
)

#: How entities hang together among themselves.
RELATIONS = (
    _PREFIXES
    + """\
SELECT DISTINCT ?subject ?property ?object WHERE {
  VALUES ?property { skg:within skg:orthologOf skg:inTaxon skg:inGeneFamily skg:aboutEntity }
  ?subject ?property ?object .
}
"""
)

#: Every literal and link of the studies.
STUDIES = (
    _PREFIXES
    + """\
SELECT DISTINCT ?subject ?property ?object WHERE {
  ?subject a skg:Study ; ?property ?object .
  FILTER(isLiteral(?object) || ?property = skg:reports)
}
"""
)

#: Class, label, identifiers and names of the entities.
ENTITIES = (
    _PREFIXES
    + """\
SELECT DISTINCT ?subject ?property ?object WHERE {
  VALUES ?class {
    skg:Organism skg:Exposure skg:Tissue skg:CellType skg:Gene skg:GeneFamily skg:Pathway
    skg:Process skg:Phenotype skg:Chemical skg:Mission skg:Dataset skg:Countermeasure skg:Topic
  }
  VALUES ?property {
    rdf:type rdfs:label skos:prefLabel skos:altLabel skos:exactMatch skg:curie skg:crossReference
    skg:exposureKind
  }
  ?subject a ?class ; ?property ?object .
}
"""
)

GAPS = (
    _PREFIXES
    + """\
SELECT DISTINCT ?subject ?property ?object WHERE {
  ?subject a skg:KnowledgeGap ; ?property ?object .
  FILTER NOT EXISTS { ?subject skg:mergedInto ?other }
}
"""
)

FINDINGS = (
    _PREFIXES
    + """\
SELECT DISTINCT ?subject ?property ?object WHERE {
  ?subject a skg:Finding ; ?property ?object .
}
"""
)

EVIDENCE = (
    _PREFIXES
    + """\
SELECT DISTINCT ?subject ?property ?object WHERE {
  VALUES ?property { skg:quote skg:readingText skg:section skg:fromDocument }
  ?subject a skg:Evidence ; ?property ?object .
}
"""
)

DOCUMENTS = (
    _PREFIXES
    + """\
SELECT DISTINCT ?subject ?property ?object WHERE {
  VALUES ?property { skg:path skg:tier skg:scope skg:format }
  ?subject a skg:Document ; ?property ?object .
}
"""
)
