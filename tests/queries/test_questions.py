"""Named questions: each is read, bound safely and gives the rows that we checked by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import QuerySolutions, RdfFormat, parse, serialize

from spacekg.errors import QueryError, UsageError
from spacekg.graph import KnowledgeGraph, guard
from spacekg.queries import Question, ask, find_question, read_questions, read_sparql, write_answer

HERE = Path(__file__).parent
QUESTIONS = read_questions()
WHOLE = [question for question in QUESTIONS if question.whole]
PROMISED = {
    "shared-genes", "genes-by-tissue", "findings-about", "opposite-directions",
    "explained-differences", "gaps-by-kind", "gaps-shared", "evidence-for", "only-weak-evidence",
    "findings-by-mission", "not-recovered", "flight-versus-analog", "studies-by-organism",
    "studies-by-exposure", "orthologs-shared", "tissues-of-study", "documents-with-warnings",
    "countermeasures", "coverage-without-human", "measures-by-region", "percent-a-month",
    "countermeasures-failed", "gaps-bearing", "taxa-by-time-in-flight", "evidence-path",
    "cited-findings", "missions-behind", "replicated-findings", "changed-findings",
}  # fmt: skip


def read_small() -> KnowledgeGraph:
    text = (HERE / "small.trig").read_text(encoding="utf-8")
    quads = serialize(parse(text, format=RdfFormat.TRIG), format=RdfFormat.N_QUADS)
    return KnowledgeGraph.from_quads(quads or b"")


@pytest.fixture(scope="module")
def small() -> Iterator[KnowledgeGraph]:
    yield read_small()


def test_the_promised_questions_are_there() -> None:
    names = [question.name for question in QUESTIONS]
    assert names == sorted(names)
    assert set(names) >= PROMISED


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one.name)
def test_each_question_is_explained(question: Question) -> None:
    assert question.label and question.comment.endswith(".") and question.keywords
    for parameter in question.parameters:
        assert parameter.name and parameter.description.endswith(".")
    assert guard(question.sparql)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one.name)
def test_each_question_gives_the_expected_rows(small: KnowledgeGraph, question: Question) -> None:
    expected = (HERE / "expected" / f"{question.name}.csv").read_text(encoding="utf-8")
    rows = write_answer(ask(small, question.name), "csv").replace("\r\n", "\n")
    assert rows == expected
    assert len(rows.splitlines()) > 1, "a question that the small graph cannot answer tests nothing"


@pytest.mark.parametrize("question", WHOLE, ids=lambda one: one.name)
def test_both_texts_of_a_question_give_the_same_rows(
    small: KnowledgeGraph, question: Question
) -> None:
    one, all = small.query(question.sparql), small.query(question.bind())
    assert question.sparql != question.bind()
    assert guard(question.bind())
    assert write_answer(all, "csv") == write_answer(one, "csv")


def test_a_value_takes_the_text_that_looks_up() -> None:
    question = find_question("missions-behind")
    looked, joined = question.sparql, question.bind()
    assert question.bind({"entity": ""}) == joined
    assert 'VALUES ?minMissions { "3"' in (bound := question.bind({"minMissions": 3}))
    assert bound.count("\n") == joined.count("\n") != looked.count("\n")
    one = question.bind({"entity": "NCBIGene:114907"})
    assert one.count("\n") == looked.count("\n")
    path = find_question("evidence-path")
    assert path.bind({"from": "NCBITaxon:2"}) == path.bind() != path.sparql
    assert "VALUES ?to { " in path.bind({"from": "NCBITaxon:562"})


def test_an_ortholog_finds_the_conflict_of_its_group(small: KnowledgeGraph) -> None:
    vocab, gene = "https://w3id.org/spacekg/vocab/", "http://www.ncbi.nlm.nih.gov/gene/99999999"
    for name in ("opposite-directions", "explained-differences"):
        whole = rows(small, name, "entity")
        assert rows(small, name, "entity", entity=gene) == []
        group = whole[0]
        more = f"<{gene}> <{vocab}orthologOf> <{group}> <{vocab}g> .\n".encode()
        joined = KnowledgeGraph.from_quads(small.to_nquads() + more)
        found = rows(joined, name, "entity", entity=gene)
        assert found and found == rows(joined, name, "entity", entity=group)
        assert rows(joined, name, "entity") == whole


def test_every_expected_file_belongs_to_a_question() -> None:
    files = {path.stem for path in (HERE / "expected").glob("*.csv")}
    assert files == {question.name for question in QUESTIONS}


def rows(graph: KnowledgeGraph, name: str, column: str, /, **values: str | int) -> list[str]:
    answer = ask(graph, name, values)
    assert isinstance(answer, QuerySolutions)
    return [str(row[column].value) for row in answer]


def test_parameters_narrow_the_rows(small: KnowledgeGraph) -> None:
    assert rows(small, "shared-genes", "label", minStudies=3) == []
    assert len(rows(small, "shared-genes", "label", minStudies=1)) == 4
    human = rows(small, "shared-genes", "label", minStudies=1, organism="NCBITaxon:9606")
    assert human == ["FBXO32"]
    rodents = rows(small, "shared-genes", "label", organism="NCBITaxon:9989")
    assert rodents == ["Cdkn1a", "Col1a1", "Fbxo32"]
    muscle = rows(small, "genes-by-tissue", "label", tissue="UBERON:0001134", direction="increased")
    assert muscle == ["Cdkn1a", "FBXO32", "Fbxo32"]
    assert set(rows(small, "findings-about", "label", entity="NCBIGene:12842")) == {"Col1a1"}
    assert set(rows(small, "findings-about", "label", name="fbxo32")) == {"FBXO32", "Fbxo32"}
    for name in ("findings-about", "evidence-for"):
        assert set(rows(small, name, "label", name="Atrogin-1")) == {"Fbxo32"}
        assert rows(small, name, "label", name="atrogin") == []
    assert set(rows(small, "gaps-by-kind", "gapKind", kind="mechanism")) == {"mechanism"}
    assert set(rows(small, "studies-by-exposure", "label", kind="actual")) == {"spaceflight"}
    assert set(rows(small, "findings-by-mission", "missionLabel", mission="skgm:RR-1")) == {"RR-1"}
    bone = rows(small, "percent-a-month", "percentPerMonth", tissue="UBERON:0001474")
    assert bone == ["-1.5"]
    assert rows(small, "evidence-path", "start", to="UBERON:0002107") == []
    assert rows(small, "missions-behind", "label", minMissions=2) == []
    alpha = rows(small, "tissues-of-study", "study", study="doi:10.5555/alpha")
    assert set(alpha) == {"https://doi.org/10.5555/alpha"}


def test_an_empty_value_means_any(small: KnowledgeGraph) -> None:
    everything = rows(small, "findings-about", "label")
    assert rows(small, "findings-about", "label", entity="", name="") == everything


@pytest.mark.parametrize(
    ("name", "values", "reason"),
    [
        ("shared-genes", {"minStudies": "two"}, "no value for minStudies; give a whole number"),
        ("shared-genes", {"minStudies": "2 } #"}, "no value for minStudies"),
        ("shared-genes", {"least": 2}, "has no parameter 'least'; its parameters are: minStudies"),
        ("findings-about", {"entity": "Fbxo32"}, "give a CURIE such as NCBIGene:67731"),
        ("findings-about", {"entity": "http://a/ b> } DROP"}, "no value for entity"),
        ("not-recovered", {"x": "1"}, "its parameters are: none"),
        ("shared-gene", {}, "did you mean shared-genes"),
        ("qqqq", {}, "lists them"),
        ("", {}, "is empty"),
        ("SELECT * { ?s ?p ?o }", {"x": "1"}, "only named questions have parameters"),
        ("nowhere.rq", {}, "not readable"),
    ],
)
def test_what_cannot_be_asked_is_one_clear_line(
    small: KnowledgeGraph, name: str, values: dict[str, str | int], reason: str
) -> None:
    with pytest.raises(QueryError, match=reason) as caught:
        ask(small, name, values)
    assert "\n" not in str(caught.value)


@given(st.text(max_size=60))
def test_no_text_can_leave_its_place(text: str) -> None:
    """Whatever is bound, the answer is that of a label that nothing has, or a refusal."""
    question = find_question("evidence-for")
    try:
        bound = question.bind({"name": f"x{text}"})
    except QueryError:
        return
    assert bound.count("\n") == question.sparql.count("\n")
    before, _, after = question.sparql.partition("VALUES ?name { UNDEF }")
    assert bound.startswith(before) and bound.endswith(after)


HOSTILE = (
    'x" } } DELETE WHERE { ?s ?p ?o } #', "x\\", "x' UNION { SERVICE <http://a/> { } }", "$1\\g<0>",
    "x\n} LIMIT 1", "{ UNDEF }", "\\u0022", "☄ ü",
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_a_label_that_nothing_has(small: KnowledgeGraph, text: str) -> None:
    assert rows(small, "findings-about", "label", name=text) == []


def test_a_file_and_a_text_are_asked_too(small: KnowledgeGraph, tmp_path: Path) -> None:
    text = "# how many genes\nSELECT (COUNT(*) AS ?n) WHERE { ?g a skg:Gene }\n"
    path = tmp_path / "count.rq"
    path.write_text(text, encoding="utf-8")
    for question in (str(path), text):
        assert write_answer(ask(small, question), "csv") == "n\r\n4\r\n"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(QueryError, match="not UTF-8"):
        read_sparql(str(path))
    path.write_text("#" * 70_000, encoding="utf-8")
    with pytest.raises(QueryError, match="64 KiB"):
        read_sparql(str(path))


def test_a_broken_query_is_one_line(small: KnowledgeGraph) -> None:
    with pytest.raises(QueryError) as caught:
        ask(small, "SELECT ?s WHERE { ?s ?p }")
    assert "\n" not in str(caught.value)


def test_the_texts_of_questions_run_anywhere() -> None:
    """The text carries its own prefixes and its defaults."""
    text = find_question("shared-genes").sparql
    assert text.startswith("PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\nPREFIX skg:")
    assert "VALUES ?minStudies { 2 }" in text
    assert "VALUES ?organism { UNDEF }" in text


def test_a_catalogue_that_disagrees_with_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "odd.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n<https://w3id.org/spacekg/query/odd>\n"
        '  sh:select """SELECT ?s {\n  VALUES ?least { 2 }\n}""" .\n',
        encoding="utf-8",
    )
    with pytest.raises(QueryError, match=r"odd\.ttl"):
        read_questions(tmp_path)


def test_answers_in_every_format(small: KnowledgeGraph) -> None:
    question = "SELECT ?g ?l WHERE { ?g a skg:Mission ; rdfs:label ?l } ORDER BY ?l"
    mission = "https://w3id.org/spacekg/id/mission/"
    assert write_answer(ask(small, question)) == (
        "g             l\n------------  -------\nskgm:RR-1     RR-1\nskgm:STS-131  STS-131\n"
    )
    assert write_answer(ask(small, question), "csv").splitlines()[1] == f"{mission}RR-1,RR-1"
    assert write_answer(ask(small, question), "tsv").splitlines()[1] == f'<{mission}RR-1>\t"RR-1"'
    assert '"bindings"' in write_answer(ask(small, question), "json")
    assert "<sparql" in write_answer(ask(small, question), "xml")
    assert write_answer(ask(small, "ASK { ?s a skg:Gene }")) == "yes\n"
    assert "true" in write_answer(ask(small, "ASK { ?s a skg:Gene }"), "json")
    built = "CONSTRUCT { ?g rdfs:label ?l } WHERE { ?g a skg:Topic ; rdfs:label ?l }"
    topic = "https://w3id.org/spacekg/id/topic/muscle"
    label = "http://www.w3.org/2000/01/rdf-schema#label"
    assert write_answer(ask(small, built)) == f'<{topic}> <{label}> "Muscle" .\n'
    with pytest.raises(UsageError, match="table, csv"):
        write_answer(ask(small, question), "pdf")


def test_a_table_keeps_control_characters_from_the_terminal(small: KnowledgeGraph) -> None:
    text = 'SELECT ("red\\u001b[31m\\u0007 \\n two" AS ?word) ("' + "w" * 90 + '" AS ?long) {}'
    table = write_answer(ask(small, text))
    assert "\x1b" not in table and "\x07" not in table and len(table.splitlines()) == 3
    assert "w" * 59 + "…" in table
    assert "w" * 90 in write_answer(ask(small, text), width=0)


def test_an_empty_table_has_a_head(small: KnowledgeGraph) -> None:
    assert write_answer(ask(small, "SELECT ?s { ?s a skg:Nothing }")) == "s\n-\n"
