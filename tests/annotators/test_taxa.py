"""Taxa: one table of sentences a rule, in our own words, against the real lexicon."""

from __future__ import annotations

import pytest

from spacekg.annotators.abbreviations import find_abbreviations
from spacekg.annotators.context import Context, Scan
from spacekg.annotators.matches import Matches
from spacekg.annotators.taxa import find_taxa
from spacekg.annotators.words import read_plain_words
from spacekg.lexicon import Lexicon, read_lexicon
from spacekg.readers import read_text


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return read_lexicon()


def find(text: str, lexicon: Lexicon) -> list[tuple[str, str]]:
    """What is found in a text."""
    context = read(text, lexicon)
    return [(each.text, each.entity.id.removeprefix("NCBITaxon:")) for each in find_taxa(context)]


def read(text: str, lexicon: Lexicon) -> Context:
    """The context of a text, without the tagger, which taxa do not ask."""
    document = read_text(text, id="t")
    passages = tuple(passage for passage in document.passages if passage.text)
    abbreviations = find_abbreviations(passages)
    return Context(
        document=document,
        lexicon=lexicon,
        scans=tuple(
            Scan(passage=one, hits=Matches(lexicon.spans(one.text)), rows=(), tags=())
            for one in passages
        ),
        abbreviations=abbreviations,
        long_forms={one.short: one.long for one in abbreviations},
        plain_words=read_plain_words(lexicon),
    )


NAMED = {
    "everyday": ("The mice ate and the rats slept.", [("mice", "10090"), ("rats", "10116")]),
    "scientific": ("Roots of Arabidopsis thaliana bent.", [("Arabidopsis thaliana", "3702")]),
    "old phyla": (
        "Firmicutes rose while Bacteroidetes fell.",
        [("Firmicutes", "1239"), ("Bacteroidetes", "976")],
    ),
    "microbe genus": ("The guts held more Dorea after flight.", [("Dorea", "189330")]),
    "abbreviated by the text": (
        "Oryza sativa grew well. Seeds of O. sativa weighed more.",
        [("Oryza sativa", "4530"), ("O. sativa", "4530")],
    ),
    "abbreviated by custom": ("Cultures of E. coli grew denser.", [("E. coli", "562")]),
    "no space": ("Cultures of S.cerevisiae grew.", [("S.cerevisiae", "4932")]),
    "no period": (
        "Staphylococcus aureus spread. Later S aureus was gone.",
        [("Staphylococcus aureus", "1280"), ("S aureus", "1280")],
    ),
    "acronym of the text": (
        "Tomato black ring virus (TBRV) was shed. TBRV-infected leaves wilted.",
        [("Tomato black ring virus", "12275"), ("TBRV", "12275"), ("TBRV", "12275")],
    ),
    "head of a strain": ("We flew twelve C57BL/6J mice.", [("mice", "10090")]),
    "lone strain": ("All were C57BL/6J.", [("C57BL/6J", "10090")]),
    "strain designation": (
        "Bacillus subtilis strain XQ-77 flew. XQ-77 survived.",
        [("Bacillus subtilis", "1423"), ("XQ-77", "1423"), ("XQ-77", "1423")],
    ),
    "people": ("The participants stayed in bed.", [("participants", "9606")]),
    "counted men": ("Twelve men stayed in bed.", [("men", "9606")]),
    "crew beside humans": (
        "Human cells aged. The astronauts came home.",
        [("Human", "9606"), ("astronauts", "9606")],
    ),
    "old family": ("Ruminococcaceae fell after flight.", [("Ruminococcaceae", "216572")]),
    "old name": (
        "Lactobacillus murinus and Bacillus megaterium rose.",
        [("Lactobacillus murinus", "1622"), ("Bacillus megaterium", "1404")],
    ),
    "lone strain of yeast": ("Only BY4741 was flown.", [("BY4741", "4932")]),
    "accession of cress": ("Col-0 seedlings bent.", [("Col-0", "3702")]),
    "strain as its species": (
        "Cultures of Cupriavidus metallidurans CH34 grew.",
        [("Cupriavidus metallidurans CH34", "119219")],
    ),
    "joined words": ("Cells of Pichiapastoris grew.", [("Pichiapastoris", "4922")]),
    "hybrid": ("Leaves of Platanus x acerifolia fell.", [("Platanus x acerifolia", "140101")]),
    "former species": (
        "Pigs shed Hepatitis E virus.",
        [("Pigs", "9823"), ("Hepatitis E virus", "12461")],
    ),
    "phage": ("The T4 phage was mixed in.", [("T4 phage", "10665")]),
    "fish and birds": (
        "Medaka swam; quail embryos and zebrafish did not.",
        [("Medaka", "8090"), ("quail embryos", "93934"), ("zebrafish", "7955")],
    ),
    "small animals": (
        "Hypsibius exemplaris and C. elegans dried.",
        [("Hypsibius exemplaris", "2072580"), ("C. elegans", "6239")],
    ),
    "water plants": (
        "Lemna minor and Wolffia globosa floated.",
        [("Lemna minor", "4472"), ("Wolffia globosa", "161118")],
    ),
    "everything that lives": (
        "All cellular organisms need water.",
        [("cellular organisms", "131567")],
    ),
    "community as a taxon": (
        "A mouse gut metagenome was read.",
        [("mouse gut metagenome", "410661")],
    ),
    "broad alone": ("The plants grew tall in the dark.", [("plants", "33090")]),
}


@pytest.mark.parametrize("case", NAMED)
def test_taxa_are_named(case: str, lexicon: Lexicon) -> None:
    text, expected = NAMED[case]
    assert find(text, lexicon) == expected


SILENT = {
    "agency": "NASA paid for the flight.",
    "figure": "Fig. 3 shows the result.",
    "company": "A phone by Apple is sold in shops.",
    "method in capitals": "Nuclei were counted by FISH.",
    "enzyme in capitals": "The activity of CAT was high.",
    "surname": "Samples were read with a Fisher balance.",
    "illness": "Proc. Assoc. Cancer Res. prints on cancer.",
    "country": "The samples came from Mexico.",
    "medium": "Broth with yeast extract was warm.",
    "mission": "Samples of Rodent Research-1 came home.",
    "uncounted": "Each individual sample and the adult form were kept.",
    "muscle": "The calf muscle lost mass.",
    "verb": "The payload will fly in spring.",
    "journal": "The paper came out in Plant Physiology.",
    "database": "See Mouse Genome Informatics and the Rat Genome Database.",
    "author": "This was shown by Bird et al. and by Fox and Swift.",
    "title before a name": "The flight surgeon was Dr. Bass.",
    "foreign acronym": "The ATV docked with the station.",
}


@pytest.mark.parametrize("case", SILENT)
def test_other_words_are_no_taxa(case: str, lexicon: Lexicon) -> None:
    assert find(SILENT[case], lexicon) == []


CHOSEN = {
    "people beside humans": ("Human bone is lost. The patients rested.", {"9606"}, ["Human"]),
    "people in passing": ("Mice lost bone, as patients do.", {"10090"}, ["Mice"]),
    "wide beside narrow": ("Plants bend. Oryza sativa bends more.", {"4530"}, ["Oryza sativa"]),
    "adjective beside noun": ("The murine gene; the mouse gene.", {"10090"}, ["mouse"]),
    "attribute": ("Plant pathogens kill plants.", {"33090"}, ["plants"]),
    "genus beside species": (
        "The genus is old. Fusarium graminearum is of Fusarium.",
        {"5518"},
        ["Fusarium graminearum"],
    ),
    "classification": (
        "Bemisia tabaci (Hemiptera: Aleyrodidae) flew.",
        {"7038"},
        ["Bemisia tabaci"],
    ),
    "animals of the study": (
        "Mice flew. Mice ate. Mice drank. Mice slept. Mice ran. The animals came home.",
        {"10090"},
        ["Mice", "Mice", "Mice", "Mice", "Mice", "animals"],
    ),
    "community": (
        "Lachnospiraceae, Lactobacillaceae and Bacteroidaceae rose; so did Lactobacillus.",
        {"186803", "33958", "815", "1578"},
        ["Lachnospiraceae", "Lactobacillaceae", "Bacteroidaceae", "Lactobacillus"],
    ),
    "animal genus with kin": (
        "Apis mellifera flew. Bombus did not.",
        {"7460", "28641"},
        ["Apis mellifera", "Bombus"],
    ),
}


@pytest.mark.parametrize("case", CHOSEN)
def test_the_document_chooses(case: str, lexicon: Lexicon) -> None:
    text, taxa, words = CHOSEN[case]
    found = find(text, lexicon)
    assert [word for word, _ in found] == words
    assert {taxon for _, taxon in found} == taxa


def test_a_short_form_of_another_virus_is_not_taken(lexicon: Lexicon) -> None:
    text = "Rat cytomegalovirus (RCMV) was shed. RCMV DNA rose with each virus."
    assert "12262" not in {taxon for _, taxon in find(text, lexicon)}
    assert ("RCMV", "12262") in find("The RCMV virus of clover was seen.", lexicon)


def test_strains_side_by_side_are_told_apart(lexicon: Lexicon) -> None:
    strains = ["Photobacterium profundum SS9", "Vibrio cholerae MO10", "Vibrio cholerae V51"]
    together = {taxon for _, taxon in find(f"{', '.join(strains)} were sequenced.", lexicon)}
    apart = {taxon for each in strains for _, taxon in find(f"{each} grew.", lexicon)}
    assert apart == {"74109", "666"}
    assert len(together) == 3 and together.isdisjoint(apart)


SEVEN = "Mice lost bone. " * 40


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (f"{SEVEN}Sphingomonas was seen.", False),
        (f"{SEVEN}" + "Sphingomonas was seen. " * 4, True),
        (f"{SEVEN}Sphingomonas was seen in the microbiota.", True),
        (f"Sphingomonas in mice\n\n{SEVEN}", True),
        ("Mice lost bone. Sphingomonas was seen.", True),
    ],
)
def test_a_genus_in_passing_is_no_subject(text: str, named: bool, lexicon: Lexicon) -> None:
    assert ("13687" in {taxon for _, taxon in find(text, lexicon)}) is named


def test_reagents_name_no_subject(lexicon: Lexicon) -> None:
    text = "Cells grew in fetal bovine serum with goat anti-mouse antibodies. Horses ran."
    scores = {each.text: each.score for each in find_taxa(read(text, lexicon))}
    assert scores == {"bovine": 0.1, "goat": 0.1, "mouse": 0.1, "Horses": 1.0}


def test_people_are_said_once_a_passage(lexicon: Lexicon) -> None:
    text = "Patients rested. The patients slept.\n\nTwo patients walked."
    assert [word for word, _ in find(text, lexicon)] == ["Patients", "patients"]


def test_places_do_not_overlap(lexicon: Lexicon) -> None:
    text = "Transgenic mice, nude mice and Wistar rats; Escherichia coli K-12 and E. coli."
    document = find(text, lexicon)
    assert [taxon for _, taxon in document][:3] == ["10090", "10090", "10116"]
    assert document == find(text, lexicon)
