"""The site as files: complete, linked, deterministic, incremental, safe."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from spacekg.errors import ExportError
from spacekg.exporters.page import PageNode
from spacekg.graph import KnowledgeGraph
from spacekg.site import write_site
from spacekg.site.address import name_addresses
from spacekg.site.atlas import read_atlas
from spacekg.site.markup import join, tag

HOSTILE = "</script><img src=x onerror=alert(1)>"
VIEWS = ("index", "shared", "conflicts", "gaps", "coverage", "timeline", "explore", "graph")


class Outline(HTMLParser):
    """Start tags with attributes, ids and the text of one page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(page)
        self.ids = [attributes["id"] for _, attributes in self.tags if "id" in attributes]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def outlines(site: Path) -> dict[str, Outline]:
    """Every page but the map, which has tests of its own."""
    return {
        path.relative_to(site).as_posix(): Outline(path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("*.html"))
        if path.name != "explore.html"
    }


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_everything_has_a_page(site: Path, outlines: dict[str, Outline]) -> None:
    for view in VIEWS:
        assert (site / f"{view}.html").is_file()
    for page in (
        "study/10.5555-sample.00.html", "gene/ncbigene-12000.html", "gene/114907.html",
        "tissue/uberon-0002107.html", "organism/ncbitaxon-10090.html", "mission/rr-1.html",
        "exposure/skgx-spaceflight.html", "dataset/osd-osd-195.html", "process/go-0006914.html",
        "phenotype/skgp-bone-mineral-density.html", "topic/bone.html", "gap/index.html",
        "countermeasure/exercise.html",
    ):  # fmt: skip
        assert page in outlines, page


def test_every_link_leads_to_a_page_and_a_place_on_it(
    site: Path, outlines: dict[str, Outline]
) -> None:
    count = 0
    for name, outline in outlines.items():
        assert len(outline.ids) == len(set(outline.ids)), f"{name} has an id twice"
        for tag_, attributes in outline.tags:
            target = attributes.get("href") or attributes.get("src")
            if not target or target.startswith(("https://", "http://")):
                assert tag_ not in ("a", "link") or target, f"{name}: empty link"
                continue
            path, _, place = target.partition("#")
            found = (site / name).parent / unquote(path) if path else site / name
            assert found.is_file(), f"{name}: {target}"
            assert found.resolve().is_relative_to(site.resolve())
            key = found.resolve().relative_to(site.resolve()).as_posix()
            if place and key in outlines:
                assert place in outlines[key].ids, f"{name}: {target}"
            count += 1
    assert count > 3000


def test_every_page_can_be_reached_from_the_first(outlines: dict[str, Outline]) -> None:
    seen, queue = {"index.html"}, ["index.html"]
    while queue:
        name = queue.pop()
        for _, attributes in outlines[name].tags:
            target = attributes.get("href", "").partition("#")[0]
            if target.endswith(".html") and "://" not in target:
                path = (Path(name).parent / target).as_posix()
                parts: list[str] = []
                for part in path.split("/"):
                    if part == "..":
                        parts.pop()
                    elif part != ".":
                        parts.append(part)
                found = "/".join(parts)
                if found in outlines and found not in seen:
                    seen.add(found)
                    queue.append(found)
    assert seen == set(outlines)


def test_the_same_graph_gives_the_same_bytes(
    site_graph: KnowledgeGraph, site: Path, tmp_path: Path
) -> None:
    backwards = reversed(site_graph.to_nquads().splitlines(keepends=True))
    write_site(KnowledgeGraph.from_quads(b"".join(backwards)), tmp_path)
    assert contents(tmp_path) == contents(site)


def test_only_what_changed_is_written(site_graph: KnowledgeGraph, tmp_path: Path) -> None:
    first = write_site(site_graph, tmp_path)
    assert first.unchanged == first.removed == 0
    own = tmp_path / "notes.html"
    own.write_text("not ours")
    again = write_site(site_graph, tmp_path)
    assert (again.written, again.unchanged) == (0, first.written)
    (tmp_path / "gene" / "ncbigene-12000.html").write_text("damaged")
    before = (tmp_path / "index.html").stat().st_mtime_ns
    assert write_site(site_graph, tmp_path).written == 1
    assert (tmp_path / "index.html").stat().st_mtime_ns == before
    less = KnowledgeGraph.from_quads(b"")
    removed = write_site(less, tmp_path).removed
    assert removed > 50
    assert not (tmp_path / "gene" / "ncbigene-12000.html").exists()
    assert own.read_text() == "not ours"


def test_a_listing_that_was_tampered_with_removes_nothing_outside(
    site_graph: KnowledgeGraph, tmp_path: Path
) -> None:
    out = tmp_path / "site"
    outside = tmp_path / "precious.html"
    outside.write_text("keep")
    (out / "assets").mkdir(parents=True)
    (out / "assets" / "files.txt").write_text(f"../precious.html\n{outside}\n\n")
    assert write_site(site_graph, out).removed == 0
    assert outside.read_text() == "keep"


def test_nothing_comes_from_elsewhere_and_nothing_runs_in_line(
    outlines: dict[str, Outline],
) -> None:
    for name, outline in outlines.items():
        for tag_, attributes in outline.tags:
            assert not any(key.startswith("on") or key == "style" for key in attributes), name
            assert tag_ not in ("img", "iframe", "object", "embed", "base", "form"), name
            if tag_ == "script" and attributes.get("type") == "application/json":
                assert "src" not in attributes, "a block of data, which no browser runs"
            elif tag_ == "script":
                assert re.fullmatch(r"(\.\./)?assets/(site|whole|graph)\.js", attributes["src"])
            if tag_ == "link":
                assert re.fullmatch(r"(\.\./)?assets/site\.css", attributes["href"])
            if tag_ == "a":
                assert not attributes.get("href", "").lower().startswith("javascript")
        policy = next(
            attributes["content"]
            for _, attributes in outline.tags
            if attributes.get("http-equiv") == "Content-Security-Policy"
        )
        assert policy.startswith("default-src 'none'; script-src 'self'")
        assert "unsafe" not in policy and "http" not in policy


def test_hostile_words_stay_words(site: Path, outlines: dict[str, Outline]) -> None:
    page = outlines["gene/ncbigene-12059.html"]
    assert HOSTILE in page.text
    study = outlines["study/hostile.html"]
    assert HOSTILE in study.text and "\"study\" & 'more'" in study.text
    names = (site / "assets" / "names.js").read_text(encoding="utf-8")
    assert not set("<>&") & set(names)


def test_a_study_answers_its_questions(outlines: dict[str, Outline]) -> None:
    text = outlines["study/10.5555-sample.00.html"].text
    for words in (
        "Who", "Under what", "Where in the body", "For how long", "37 days", "RR-1", "OSD-195",
        "Increased", "Decreased", "stated as fact in the paper itself", "the level of Fbxo32 was",
        "Who else:", "What is still unknown", "return to the ground level", "Cite this page",
        "doi:10.5555/sample.00", "Licence:",
    ):  # fmt: skip
        assert words in text, words


def test_a_gene_shows_directions_orthologs_and_conflicts(outlines: dict[str, Outline]) -> None:
    text = outlines["gene/ncbigene-12000.html"].text
    for words in ("Mus musculus", "The same gene in other species", "FBXO32", "Studies disagree",
                  "Increased", "Studies (", "The findings as a table"):  # fmt: skip
        assert words in text, words


def test_an_empty_graph_gives_a_site(tmp_path: Path) -> None:
    report = write_site(KnowledgeGraph.from_quads(b""), tmp_path)
    assert report.written >= 12
    for page in sorted(tmp_path.rglob("*.html")):
        Outline(page.read_text(encoding="utf-8"))


def test_a_folder_that_cannot_be_written_is_one_clear_line(
    site_graph: KnowledgeGraph, tmp_path: Path
) -> None:
    (tmp_path / "site").write_text("a file")
    with pytest.raises(ExportError, match="cannot be written"):
        write_site(site_graph, tmp_path / "site")


def test_addresses_are_stable_safe_and_different() -> None:
    def node(name: str) -> PageNode:
        return PageNode(iri=f"https://example.org/{name}", type="Gene", label=name, ids=(name,))

    names = ("A:1", "A/1", "NCBIGene:5", "../../x", "con" * 80, "é", "index")
    paths = name_addresses([node(name) for name in names])
    assert len(set(paths)) == len(names)
    assert paths[2] == "gene/ncbigene-5.html"
    for path in paths:
        assert re.fullmatch(r"gene/[a-z0-9][a-z0-9._-]{0,110}\.html", path), path
    assert "gene/index.html" not in paths


def test_markup_escapes_all_but_markup() -> None:
    assert tag("p", "<i>", tag("b", '"&"'), title='"<') == (
        '<p title="&quot;&lt;">&lt;i&gt;<b>&quot;&amp;&quot;</b></p>'
    )
    assert join(["a", ["<"]], None) == "a&lt;"


def test_a_review_of_everything_has_not_looked_at_each_field(tmp_path: Path) -> None:
    from spacekg.site.coverage_view import read_fields

    vocab, study = "https://w3id.org/spacekg/vocab/", "https://doi.org/10.5555/review"
    kind = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    lines = [f"<{study}> <{kind}> <{vocab}Study> ."]
    sides = {"Organism": "hasOrganism", "Exposure": "hasExposure", "Tissue": "investigatesTissue"}
    for class_, property_ in sides.items():
        for at in range(2):
            lines.append(f"<https://example.org/{class_}/{at}> <{kind}> <{vocab}{class_}> .")
            lines.append(f"<{study}> <{vocab}{property_}> <https://example.org/{class_}/{at}> .")
    assert read_fields(read_atlas(KnowledgeGraph.from_quads("\n".join(lines).encode()))) == {}
    finding = "https://example.org/finding"
    lines += [
        f"<{finding}> <{kind}> <{vocab}Finding> .",
        f"<{study}> <{vocab}reports> <{finding}> .",
        f"<{finding}> <{vocab}about> <https://example.org/Tissue/0> .",
        f"<{finding}> <{vocab}inOrganism> <https://example.org/Organism/1> .",
        f"<{finding}> <{vocab}underExposure> <https://example.org/Exposure/0> .",
        f"<{finding}> <{vocab}inTissue> <https://example.org/Tissue/1> .",
    ]
    atlas = read_atlas(KnowledgeGraph.from_quads("\n".join(lines).encode()))
    named = {tuple(atlas.node(at).iri[-10:] for at in key) for key in read_fields(atlas)}
    assert named == {("Organism/1", "Exposure/0", "g/Tissue/1")}
