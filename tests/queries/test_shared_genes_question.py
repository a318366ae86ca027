"""A study that names a gene and found nothing on it does not hide what others found."""

from pyoxigraph import RdfFormat, parse, serialize

from spacekg.graph import KnowledgeGraph
from spacekg.queries import ask, write_answer

TRIG = """
PREFIX skg: <https://w3id.org/spacekg/vocab/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX gene: <http://www.ncbi.nlm.nih.gov/gene/>
GRAPH <https://w3id.org/spacekg/id/document/1> {
  gene:12359 a skg:Gene ; rdfs:label "Cat" ; skg:curie "NCBIGene:12359" .
  <https://doi.org/10.5555/a> skg:reportsGene gene:12359 .
  <https://doi.org/10.5555/b> skg:reportsGene gene:12359 .
  <https://doi.org/10.5555/c> skg:reportsGene gene:12359 .
  <https://w3id.org/spacekg/id/finding/1> skg:about gene:12359 ; skg:direction "increased" ;
    skg:reportedBy <https://doi.org/10.5555/a> .
  <https://w3id.org/spacekg/id/finding/2> skg:about gene:12359 ; skg:direction "decreased" ;
    skg:reportedBy <https://doi.org/10.5555/c> .
}
"""


def test_directions_survive_a_study_without_findings() -> None:
    quads = serialize(parse(TRIG, format=RdfFormat.TRIG), format=RdfFormat.N_QUADS)
    answer = write_answer(ask(KnowledgeGraph.from_quads(quads or b""), "shared-genes"), "csv")
    row = answer.splitlines()[1].split(",")
    assert sorted(row[-1].split()) == ["decreased", "increased"]
    assert row[-1] == row[-1].strip() and "  " not in row[-1]
