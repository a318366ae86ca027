"""Genes found and grounded: sentences of our own, one rule each."""

from __future__ import annotations

import pytest

from spacekg.annotators import annotate
from spacekg.lexicon import read_lexicon
from spacekg.model import Annotation
from spacekg.readers import read_text

MOUSE, HUMAN = "NCBITaxon:10090", "NCBITaxon:9606"


def find(text: str) -> dict[str, Annotation]:
    """The gene annotations of a text, by their surface."""
    found = annotate(read_text(text, id="t"), read_lexicon())
    return {a.text: a for a in found.annotations if a.entity.type in ("gene", "gene_family")}


@pytest.mark.parametrize(
    ("text", "surface", "curie"),
    [
        ("Expression of Fbxo32 rose in the muscle of mice.", "Fbxo32", "NCBIGene:67731"),
        ("Human TNF protein was measured in serum of mice.", "TNF", "NCBIGene:7124"),
        ("In mice the Cdkn1a gene was induced after flight.", "Cdkn1a", "NCBIGene:12575"),
        ("COL1A1 mRNA fell in osteoblasts of patients.", "COL1A1", "NCBIGene:1277"),
        ("Loss of RAGE protects patients from inflammation by this receptor.", "RAGE",
         "NCBIGene:177"),
        ("Patients lacking CYP2E1 protein metabolise it slowly.", "CYP2E1", "NCBIGene:1571"),
        ("In human cells the kinase Csk phosphorylates Src.", "Csk", "NCBIGene:1445"),
        ("In patients, TGF-b1 protein was raised.", "TGF-b1", "NCBIGene:7040"),
        ("The locus AT1G01010 is expressed in Arabidopsis roots.", "AT1G01010", "TAIR:AT1G01010"),
    ],
)  # fmt: skip
def test_a_mention_means_the_gene_of_its_species(text: str, surface: str, curie: str) -> None:
    entity = find(text)[surface].entity
    assert curie in entity.ids


def test_case_tells_the_species_where_the_document_has_both() -> None:
    text = "Muscle of mice and of humans was compared.\n\nFbxo32 mRNA rose. FBXO32 mRNA fell."
    found = find(text)
    assert found["Fbxo32"].entity.taxon == MOUSE
    assert found["FBXO32"].entity.taxon == HUMAN


def test_without_an_organism_the_writing_decides() -> None:
    found = find("Expression of Trim63 mRNA and of the MSTN gene changed.")
    assert found["Trim63"].entity.taxon == MOUSE
    assert found["MSTN"].entity.taxon == HUMAN


def test_a_gene_of_another_species_names_its_human_ortholog() -> None:
    entity = find("Expression of Fbxo32 rose in the muscle of mice.")["Fbxo32"].entity
    assert entity.id == "NCBIGene:67731"
    assert "NCBIGene:114907" in entity.ids[1:]


@pytest.mark.parametrize(
    "text",
    [
        "Mice of RR-1 and of RR1 flew for 37 days; gene expression was measured.",
        "Mice flew on STS-131, and their genes were measured for OSD-51.",
        "Genes of mice were compared by RT-PCR.",
        "The gene lies on chromosome 8p11 in humans.",
        "Mice were held by horizontal bed rest (HBR) before gene expression was measured.",
        "The log2 fold change of genes in Arabidopsis was small.",
        "The residues Tyr and Thr of the protein are conserved in mice.",
    ],
)
def test_what_only_looks_like_a_gene_is_none(text: str) -> None:
    assert {surface: a.entity.id for surface, a in find(text).items() if a.entity.id} == {}


def test_brackets_part_or_close_a_mention() -> None:
    text = (
        "In mice, osteoprotegerin (OPG) and receptor activator of nuclear factor κB ligand (RANKL) "
        "were measured."
    )
    for surface in find(text):
        assert surface.count("(") == surface.count(")")
    assert "OPG" in find(text)


def test_an_explained_symbol_and_a_list_are_parted() -> None:
    found = find("Abbreviations: RUNX2 runt-related transcription factor 2. Cells of patients.")
    assert found["RUNX2"].entity.label == "RUNX2"
    assert "osteocalcin" in find("In patients osteocalcin and type I collagen genes were induced.")


def test_everyday_names_of_proteins_are_found() -> None:
    found = find("In patients sclerostin and osteocalcin rose while irisin fell.")
    assert {"sclerostin", "osteocalcin", "irisin"} <= found.keys()
    assert found["sclerostin"].entity.label == "SOST"


def test_a_text_without_biology_has_no_genes() -> None:
    text = "The new GPT models and the SET command run on one CPU with CSS and N1 chips. " * 20
    assert find(text) == {}


def test_genes_of_front_matter_are_taken_at_their_word() -> None:
    text = (
        "---\ntitle: A flight\norganisms: [Mus musculus]\ngenes:\n"
        "  - symbol: Cat\n    organism: Mus musculus\n    direction: increased\n"
        "  - symbol: PIN4\n    organism: Arabidopsis thaliana\n    direction: increased\n"
        "---\n\nBoth were raised.\n"
    )
    found = find(text)
    assert found["Cat"].entity.id == "NCBIGene:12359"
    assert found["PIN4"].entity.taxon == "NCBITaxon:3702"


def test_a_told_gene_keeps_its_organism_in_the_text() -> None:
    text = (
        "---\ntitle: A flight\norganisms: [Oryzias latipes]\ngenes:\n"
        "  - symbol: ddit4\n    organism: Oryzias latipes\n---\n\n"
        "Expression of ddit4 rose in medaka.\n"
    )
    document = read_text(text, id="t")
    found = [a for a in annotate(document, read_lexicon()).annotations if a.text == "ddit4"]
    assert len(found) == 2
    assert {(a.entity.id, a.entity.taxon) for a in found} == {("", "NCBITaxon:8090")}


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("Gene expression in mice is given in Table S4 and the proteins in Fig. S3A.", "S4"),
        ("Gene expression in mice is given in Table S4 and the proteins in Fig. S3A.", "S3A"),
        ("RNA of mouse muscle was taken out with the Lipid Tissue Kit (maker) for genes.", "Kit"),
        ("Genes of mice flown in April were sequenced.", "April"),
        ("Seedlings grew in BRIC hardware while their genes were read.", "BRIC"),
    ],
)
def test_labels_products_and_months_are_no_genes(text: str, surface: str) -> None:
    named = find(text).get(surface)
    assert named is None or not named.entity.id


@pytest.mark.parametrize(
    ("text", "surface", "curie"),
    [
        ("The gene At5g48720 of Arabidopsis rose.", "At5g48720", "TAIR:AT5G48720"),
        ("In yeast the gene YAL001C fell.", "YAL001C", "SGD:YAL001C"),
        ("HSP104 was induced in Saccharomyces cerevisiae.", "HSP104", "UniProt:P31539"),
        ("Cells of budding yeast lacking Hsp104p died.", "Hsp104p", "UniProt:P31539"),
        ("The genes b0001 and lacZ of Escherichia coli rose.", "b0001", "EnsemblGene:b0001"),
        ("The genes b0001 and lacZ of Escherichia coli rose.", "lacZ", "UniProt:P00722"),
        ("In Bacillus subtilis BSU00010 was read.", "BSU00010", "EnsemblGene:BSU_00010"),
        ("In Bacillus subtilis the protein SigB was active.", "SigB", "UniProt:P06574"),
        ("Expression of CG1234 rose in Drosophila melanogaster.", "CG1234", "FlyBase:FBgn0037489"),
        ("In Caenorhabditis elegans, daf-16 was needed.", "daf-16", "WormBase:WBGene00000912"),
        ("In C. elegans and Caenorhabditis briggsae, F53A9.10 is a troponin gene.", "F53A9.10",
         "WormBase:WBGene00006587"),
        ("Embryos of zebrafish lacked the gene pax2a.", "pax2a", "ZFIN:ZDB-GENE-990415-8"),
        ("In rats the Runx2 gene was induced.", "Runx2", "RGD:2282"),
    ],
)  # fmt: skip
def test_each_species_has_its_own_writing(text: str, surface: str, curie: str) -> None:
    assert curie in find(text)[surface].entity.ids


def test_a_locus_tag_of_four_digits_needs_its_bacterium() -> None:
    assert "b0001" not in find("Gene expression in mice was read from plate b0001.")


def test_what_no_table_knows_is_told_as_ungrounded() -> None:
    document = read_text("Expression of the Zfoo13 gene rose in mice.", id="t")
    (left,) = annotate(document, read_lexicon()).ungrounded
    assert (left.text, left.type) == ("Zfoo13", "gene")
    assert left.reason == "no single gene fits the name and the species"


@pytest.mark.parametrize(
    ("text", "surface", "label"),
    [
        ("Patients lack luteinizing hormone (LH); the LHbeta gene is mutated.", "LHbeta", "LHB"),
        ("In patients the enzyme ornithine decarboxylase was induced.", "ornithine decarboxylase",
         "ODC1"),
        ("Many GPCR genes of patients are drug targets.", "GPCR", "GPCR"),
        ("These data show that p53 protein is lost in patients.", "p53", "TP53"),
    ],
)  # fmt: skip
def test_a_gene_is_found_by_any_of_its_names(text: str, surface: str, label: str) -> None:
    assert find(text)[surface].entity.label == label
