"""Tables of differential expression: the layouts people have, and what is wrong with some."""

import itertools
from pathlib import Path

import pytest

from spacekg.errors import EmptyDocumentError, ReadError
from spacekg.folders import stands_beside_table
from spacekg.readers import parse_expression, read, read_text

CORPUS = Path(__file__).resolve().parents[2] / "../shared/corpus/expression"


def parse(text):
    document = read_text(text, id="table")
    assert document.format == "table"
    return document, parse_expression(document)


def genelab(pairs, rows):
    heads = ["ENSEMBL", "SYMBOL", "GENENAME", "ENTREZID"]
    for one, other in pairs:
        pair = f"({one})v({other})"
        heads += [f"Log2fc_{pair}", f"P.value_{pair}", f"Adj.p.value_{pair}"]
    heads += [f"Group.Mean_({one})" for one, _ in pairs]
    lines = [",".join(heads)]
    for number, folds in rows:
        cells = [f"ENSMUSG{number:011d}", f"Gene{number}", '"a name, with a comma"', str(number)]
        for fold in folds:
            cells += [str(fold), "0.001", "0.01" if abs(fold) > 1 else "0.9"]
        lines.append(",".join([*cells, *("5.5" for _ in pairs)]))
    return "\n".join(lines) + "\n"


def test_thirty_mirrored_contrasts_give_fifteen():
    groups = ["Space Flight & A", "Space Flight & B", "Ground Control & A", "Ground Control & B",
              "Basal Control & A", "Vivarium Control & A"]  # fmt: skip
    pairs = list(itertools.permutations(groups, 2))
    assert len(pairs) == 30
    document, table = parse(genelab(pairs, [(1, [2.0] * 30), (2, [-2.0] * 30)]))
    assert (len(table.contrasts), table.mirrored) == (15, 15)
    oriented = [one for one in table.contrasts if one.oriented]
    assert len(oriented) == 8
    assert all("Flight" in one.exposed and "Control" in one.reference for one in oriented)
    assert sum(one.differing > 1 for one in oriented) == 4
    gene = table.genes[0]
    assert document.text[gene.start : gene.end] == "1"
    assert gene.names[:2] == (("NCBIGene", "1"), ("EnsemblGene", "ENSMUSG00000000001"))


def test_a_pair_that_stands_only_turned_is_read_turned():
    _, table = parse(genelab([("Ground Control", "Space Flight")], [(1, [2.5]), (2, [-1.5])]))
    (contrast,) = table.contrasts
    assert (contrast.exposed, contrast.reference) == ("Space Flight", "Ground Control")
    assert [one.fold for one in contrast.tested] == [-2.5, 1.5]
    assert [one.effect for one in contrast.tested] == ["-2.5", "1.5"]


def test_a_number_printed_with_a_plus_is_turned_too():
    pairs = [("Ground Control", "Space Flight")]
    text = genelab(pairs, [(1, [2.5])]).replace("2.5", "+2.5")
    _, table = parse(text)
    assert [one.effect for one in table.contrasts[0].tested] == ["-2.5"]


@pytest.mark.parametrize(
    "text",
    [
        '"","baseMean","log2FoldChange","lfcSE","stat","pvalue","padj"\n'
        '"Fbxo32",10,1.5,0.1,3,0.001,0.01\n"Actb",10,0.1,0.1,3,0.9,NA\n',
        "logFC\tAveExpr\tt\tP.Value\tadj.P.Val\tB\nFbxo32\t1.5\t1\t2\t0.001\t0.01\t3\n",
        "genes,logFC,logCPM,F,PValue,FDR\n".replace("genes", "gene")
        + "Fbxo32,1.5,2,3,0.001,0.01\n",
        "gene,log2fc,adj_p\nFbxo32,1.5,0.01\n",
        "gene;log2fc;adj_p\r\nFbxo32;1.5;0.01\r\n",
    ],
    ids=["deseq2", "limma", "edger", "minimal", "semicolons"],
)
def test_the_layouts_of_the_usual_tools(text):
    document, table = parse(text)
    (contrast,) = table.contrasts
    (tested,) = contrast.tested
    assert (tested.fold, tested.adjusted, tested.effect, tested.q) == (1.5, 0.01, "1.5", "0.01")
    gene = table.genes[0]
    assert document.text[gene.start : gene.end] == "Fbxo32"
    assert document.text[gene.row_start : gene.row_end].startswith(('"Fbxo32', "Fbxo32"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("gene,log2fc\nA,1\n", "no column of adjusted p-values"),
        ("gene,adj_p\nA,0.1\n", "no column of log2 fold changes"),
        ("log2fc,adj_p,name\n1,0.1,x\n", "no column of genes"),
        ("gene,log2fc,adj_p\nA,high,0.1\n", "line 2, column log2fc: 'high' is no number"),
        ("gene,log2fc,adj_p\nA,1,0.1\nB,1,7\n", "line 3, column adj_p: 7 is no p-value"),
        ("gene,log2fc,adj_p\nA,1\n", "line 2: has 2 cells, not 3"),
        ("gene,log2fc,adj_p\n,1,0.1\n", "names no gene in any row"),
    ],
)
def test_a_bad_table_is_one_clear_line(text, words):
    with pytest.raises(ReadError) as caught:
        parse(text)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_table_without_rows():
    with pytest.raises(EmptyDocumentError, match="no rows"):
        parse("gene,log2fc,adj_p\n")


def test_other_tables_and_texts_are_left_alone():
    assert read_text("name,place,year\na,b,2\n", id="x").format != "table"
    assert read_text("Gene, study and p\n\nMice lost bone in space.", id="x").format != "table"


def test_what_stands_beside_is_read(tmp_path):
    table = tmp_path / "flight.csv"
    table.write_text("gene,log2fc,adj_p\nA,1,0.1\n")
    beside = tmp_path / "flight.yaml"
    beside.write_text("organism: mouse\ndays: 37\ncolour: red\n")
    document = read(table)
    assert (document.get("organism"), str(document.get("days"))) == ("mouse", "37")
    assert "'colour'" in document.notices[0].message
    assert stands_beside_table(beside)
    assert not stands_beside_table(table)
    beside.unlink()
    (tmp_path / "flight.csv.json").write_text('{"organism": "mouse"}')
    assert read(table).get("organism") == "mouse"
    assert stands_beside_table(tmp_path / "flight.csv.json")


def test_real_rows():
    if not CORPUS.is_dir():
        pytest.skip("the shared corpus is absent")
    document = read(CORPUS / "genelab_mouse_de.csv")
    table = parse_expression(document)
    assert [len(one.tested) for one in table.contrasts] == [232, 67, 619]
    assert not any(one.is_whole for one in table.contrasts)
    for gene in table.genes:
        if gene.names:
            assert document.text[gene.start : gene.end] == gene.names[0][1]
