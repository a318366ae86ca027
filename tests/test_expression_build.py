"""From a table of differential expression to findings, backgrounds and the graph."""

import pytest

from spacekg import KnowledgeGraph, build, validate
from spacekg.analytics import read_backgrounds
from spacekg.errors import ReadError
from spacekg.extraction import extract_expression
from spacekg.lexicon import read_lexicon
from spacekg.readers import read

SIDECAR = "study: OSD-9001\norganism: mouse\ntissue: liver\nexposure: spaceflight\n" \
    "reference: ground control\ndays: 37\nn: 5\nmission: RR-1\n"  # fmt: skip
ROWS = [
    "Fbxo32,1.5,0.001",
    "Cdkn1a,-2.0,0.01",
    "Actb,0.1,0.9",
    "Gapdh,0.0,0.8",
    "Nosuchgene1,2,0.02",
]


def write_table(folder, name="flight", rows=ROWS, sidecar=SIDECAR):
    path = folder / f"{name}.csv"
    path.write_text("gene,log2fc,adj_p\n" + "\n".join(rows) + "\n")
    if sidecar:
        (folder / f"{name}.yaml").write_text(sidecar)
    return path


def test_significant_genes_are_findings_and_all_are_background(tmp_path):
    document = read(write_table(tmp_path))
    (record,), (background,) = extract_expression(document, read_lexicon())
    assert [(one.about.id, one.direction) for one in record.findings] == [
        ("NCBIGene:67731", "increased"), ("NCBIGene:12575", "decreased"),
    ]  # fmt: skip
    finding = record.findings[0]
    assert (finding.tier, finding.effect, finding.q, finding.n) == ("table", "1.5", "0.001", 10)
    assert document.text[finding.start : finding.end] == finding.quote == ROWS[0]
    assert document.text[finding.about_start : finding.about_end] == "Fbxo32"
    (contrast,) = record.contrasts
    assert (contrast.exposed.id, contrast.reference) == ("skgx:spaceflight", "ground control")
    assert (contrast.tissue.id, contrast.days) == ("UBERON:0002107", 37.0)
    assert [one.id for one in record.missions] == ["skgm:RR-1"]
    assert [one.id for one in record.datasets] == ["OSD:OSD-9001"]
    assert len(background.genes) == 5
    assert dict(zip(background.genes, background.directions, strict=True))["NCBIGene:12575"] == -1
    assert list(background.genes) == sorted(background.genes)


def test_a_folder_of_tables_becomes_a_valid_graph(tmp_path):
    folder = tmp_path / "tables"
    folder.mkdir()
    write_table(folder)
    write_table(folder, "second", sidecar=SIDECAR.replace("9001", "9002"))
    write_table(folder, "bad", ["Fbxo32,rising,0.1"])
    report = build([folder], store=tmp_path / "store")
    assert (report.read, report.refused) == (2, 1)
    assert "line 2, column log2fc: 'rising' is no number" in "\n".join(report.lines())
    graph = KnowledgeGraph.open(tmp_path / "store")
    assert validate(graph).conforms
    first, second = read_backgrounds(graph)
    assert len(first.genes) == len(second.genes) == 5
    assert first.changed == 3
    assert first.side(-1) == {"NCBIGene:12575"}
    again = build([folder], store=tmp_path / "again")
    files = sorted((tmp_path / "again").rglob("backgrounds/*.npz"))
    assert again.counts == report.counts
    for path in files:
        relative = path.relative_to(tmp_path / "again")
        assert path.read_bytes() == (tmp_path / "store" / relative).read_bytes()


def test_one_table_may_hold_several_studies(tmp_path):
    path = tmp_path / "both.csv"
    path.write_text(
        "study,gene_id,symbol,log2fc,adj_p,contrast\n"
        "GLDS-1,NCBIGene:67731.0,Fbxo32,1.5,0.01,spaceflight_v_ground_control\n"
        "GLDS-2,NCBIGene:67731.0,Fbxo32,-1.5,0.01,spaceflight_v_ground_control\n"
    )
    (tmp_path / "both_studies.csv").write_text("identifier,tissue\nGLDS-1,Liver\nGLDS-2,Kidney\n")
    records, backgrounds = extract_expression(read(path), read_lexicon())
    assert [one.study.title for one in records] == ["GLDS-1", "GLDS-2"]
    assert [one.tissues[0].label for one in records] == ["liver", "kidney"]
    assert backgrounds == ()
    assert {one.code for one in records[0].document.notices} == {"no-background"}
    build([tmp_path], store=tmp_path / "store")
    assert validate(KnowledgeGraph.open(tmp_path / "store")).conforms


@pytest.mark.parametrize(
    ("rows", "sidecar", "words"),
    [
        (
            ["NCBIGene:67731,1,0.1", "NCBIGene:114907,1,0.1"],
            "exposure: spaceflight",
            "mixes species",
        ),
        (["Fbxo32,1,0.1"], "", "does not say its organism"),
    ],
)
def test_tables_that_are_refused(tmp_path, rows, sidecar, words):
    with pytest.raises(ReadError, match=words):
        extract_expression(read(write_table(tmp_path, rows=rows, sidecar=sidecar)), read_lexicon())


def test_rows_that_contradict_each_other_are_left_out(tmp_path):
    rows = ["Fbxo32,1.5,0.001", "Fbxo32,-1.5,0.001", "Cdkn1a,1,0.03", "Cdkn1a,1,0.01", "Actb,0,0.9"]
    (record,), _ = extract_expression(read(write_table(tmp_path, rows=rows)), read_lexicon())
    assert [(one.about.label, one.q) for one in record.findings] == [("Cdkn1a", "0.01")]
    assert "duplicate-genes" in {one.code for one in record.document.notices}


def test_confounded_contrasts_are_flagged_and_controls_left_out(tmp_path):
    path = tmp_path / "osd.csv"
    heads = ["SYMBOL", "ENTREZID"]
    for pair in ("(FLT & KO)v(GC & WT)", "(GC & WT)v(Basal & WT)"):
        heads += [f"Log2fc_{pair}", f"Adj.p.value_{pair}"]
    path.write_text(",".join(heads) + "\nFbxo32,67731,2,0.01,1,0.01\nActb,11461,0,0.9,0,0.9\n")
    (record,), (background,) = extract_expression(read(path), read_lexicon())
    (finding,) = record.findings
    assert finding.condition == "2 factors differ"
    assert {one.code for one in record.document.notices} == {"confounded", "no-exposure"}
    assert record.organisms[0].id == "NCBITaxon:10090"
    assert background.directions == (0, 1)


def test_the_clock_of_rodent_research_1(tmp_path):
    """The small real table: what two tissues of the same mice share is the clock."""
    from pathlib import Path

    from spacekg import enriched, overlaps, recurring, shared

    build([Path(__file__).resolve().parents[1] / "data" / "expression"], store=tmp_path)
    graph = KnowledgeGraph.open(tmp_path)
    assert validate(graph).conforms
    assert shared(graph) == ()  # they flew together: one cohort
    rows = {row.side: row for row in overlaps(graph, background=20_000)}
    lexicon = read_lexicon()
    assert {lexicon.term(gene).label for gene in rows["any"].genes} == {
        "Bmal1", "Ciart", "Clock", "Npas2",
    }  # fmt: skip
    assert (rows["any"].same, rows["any"].opposite) == (4, 0)
    assert rows["any"].q < 0.01
    assert rows["any"].background == "20000 genes assumed; descriptive"
    assert all(row.p is None for row in overlaps(graph))
    genes = {row.label: row for row in recurring(graph, background=20_000)}
    assert {"Bmal1", "Ciart", "Clock", "Npas2"} == set(genes)
    assert all(row.agrees and row.p < 1e-4 and row.p < row.q <= 1 for row in genes.values())
    assert genes["Clock"].background == "20000 genes assumed; descriptive"
    assert all(row.p is None for row in recurring(graph))
    assert enriched(graph) == ()  # what was tested is not known
    pathways = enriched(graph, assume=True)
    assert all(row.assumed for row in pathways)
    assert "Circadian Clock" in {row.name for row in pathways if row.q < 0.01}


def test_a_table_of_a_gigabyte_is_one_line_and_no_graph(tmp_path):
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.write(b"gene,log2fc,adj_p\n")
        file.truncate(1_000_000_000)
    report = build([path], store=tmp_path / "store")
    (line,) = report.lines()
    assert line.startswith("refused: ") and "is larger than 50 MB" in line
    assert not (tmp_path / "store").exists()
