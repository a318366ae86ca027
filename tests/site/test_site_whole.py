"""The whole graph: communities, places, the flat arrays, and the page in Chromium."""

from __future__ import annotations

from base64 import b64decode
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy
import pytest

from spacekg.exporters.page import PageEdge, PageNode
from spacekg.site.community import find_communities
from spacekg.site.terrain import REACH
from spacekg.site.whole import Whole, place_whole, write_whole

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

CLIQUES, EACH = 6, 12


def ring_of_cliques() -> tuple[tuple[PageNode, ...], tuple[PageEdge, ...]]:
    """Groups in which each knows each, one edge between a group and the next."""
    nodes = tuple(
        PageNode(iri=f"https://example.org/{at}", type="Gene", label=f"Gene {at}")
        for at in range(CLIQUES * EACH)
    )
    pairs = [
        (group * EACH + one, group * EACH + two)
        for group in range(CLIQUES)
        for one in range(EACH)
        for two in range(one)
    ]
    pairs += [(group * EACH, (group + 1) % CLIQUES * EACH) for group in range(CLIQUES)]
    edges = tuple(
        PageEdge(source=one, target=two, kind="reports", up=one % 2, down=two % 2)
        for one, two in pairs
    )
    return nodes, edges


@pytest.fixture(scope="module")
def cliques() -> Whole:
    return place_whole(*ring_of_cliques())


def test_groups_are_found(cliques: Whole) -> None:
    assert len(cliques.communities) == CLIQUES
    for group in range(CLIQUES):
        assert len(set(cliques.member[group * EACH : (group + 1) * EACH])) == 1
    assert all(len(one.members) == EACH for one in cliques.communities)


def test_groups_stand_apart(cliques: Whole) -> None:
    places = numpy.array(cliques.places, dtype=float)
    assert numpy.abs(places).max() <= REACH
    assert len(set(cliques.places)) == len(places), "no two stand in one place"
    member = numpy.array(cliques.member)
    gap = numpy.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))
    same = member[:, None] == member[None]
    assert gap[same].mean() * 2 < gap[~same].mean()


def test_the_order_of_edges_does_not_matter(cliques: Whole) -> None:
    nodes, edges = ring_of_cliques()
    assert place_whole(nodes, tuple(reversed(edges))) == cliques


def test_modularity_is_as_good_as_the_one_of_a_known_library() -> None:
    import networkx

    graph = networkx.gnm_random_graph(300, 900, seed=7)
    graph.add_edges_from((a, b) for a in range(40) for b in range(a))
    ends = numpy.array(sorted(tuple(sorted(edge)) for edge in graph.edges))
    member = find_communities(300, ends, numpy.ones(len(ends)))
    groups = [set(numpy.flatnonzero(member == at).tolist()) for at in range(member.max() + 1)]
    theirs = networkx.community.louvain_communities(graph, seed=1)
    quality = networkx.community.modularity
    assert quality(graph, groups) > 0.93 * quality(graph, theirs)


@pytest.mark.parametrize("size", [0, 1, 2, 5])
def test_graphs_without_edges_are_placed(size: int) -> None:
    nodes = ring_of_cliques()[0][:size]
    whole = place_whole(nodes, ())
    assert len(set(whole.places)) == size == len(whole.communities)
    assert write_whole(whole).startswith("window.spacekgWhole=")


def test_the_arrays_say_what_the_graph_says(cliques: Whole) -> None:
    import json

    text = write_whole(cliques).removeprefix("window.spacekgWhole=").removesuffix(";\n")
    content: dict[str, Any] = json.loads(text)

    def array(name: str, form: str) -> Any:
        return numpy.frombuffer(b64decode(content[name]), dtype=form)

    sources = numpy.repeat(numpy.arange(content["size"]), array("counts", "<u2"))
    rows = zip(sources, array("targets", "<u2"), array("ways", "<u1"), strict=True)
    assert [tuple(map(int, row)) for row in rows] == list(cliques.edges)
    assert content["bits"] == 16
    assert array("places", "<i2").reshape(-1, 2).tolist() == [list(one) for one in cliques.places]
    assert array("groups", "<u2").tolist() == list(cliques.member)


def opened(browser: Chrome, site: Path, place: str = "") -> None:
    from selenium.webdriver.support.ui import WebDriverWait

    browser.get("about:blank")
    browser.get((site / "graph.html").as_uri() + place)
    WebDriverWait(browser, 10).until(
        lambda _: (
            browser.execute_script("return document.documentElement.dataset.search") == "ready"
        )
    )


def ink(browser: Chrome) -> int:
    """How many pixels of the picture are not empty."""
    return int(
        browser.execute_script(
            "const c = document.getElementById('whole');"
            "const k = document.createElement('canvas');"
            "k.width = c.width; k.height = c.height;"
            "const p = k.getContext('2d', {willReadFrequently: true}); p.drawImage(c, 0, 0);"
            "const d = p.getImageData(0, 0, k.width, k.height).data;"
            "let n = 0; for (let i = 3; i < d.length; i += 4) n += d[i] > 0; return n"
        )
    )


def complaints(browser: Chrome) -> list[Any]:
    return [entry for entry in browser.get_log("browser") if entry["level"] != "INFO"]


def test_the_picture_is_drawn_and_filtered(browser: Chrome, site: Path) -> None:
    opened(browser, site)
    everything = ink(browser)
    assert everything > 5000
    size, edges = browser.execute_script("return [spacekg.size, spacekg.edgeCount]")
    words = browser.find_element("id", "whole-showing")
    assert words.text == f"Showing {size} of {size} things and {edges} of {edges} links"
    box = browser.find_element("css selector", "[data-kind]")
    browser.execute_script("arguments[0].click()", box)
    assert ink(browser) < everything
    assert not words.text.startswith(f"Showing {size} of")
    assert complaints(browser) == []


def test_a_mark_is_chosen_by_hand_and_by_search(browser: Chrome, site: Path) -> None:
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    opened(browser, site)
    browser.execute_script("document.querySelector('.stage').scrollIntoView({behavior: 'instant'})")
    at = browser.execute_script("return spacekg.search('Sost', 1).found[0].at")
    x, y = browser.execute_script("return spacekg.screen(arguments[0])", at)
    over = browser.find_element("id", "whole-over")
    corner = (over.size["width"] / 2, over.size["height"] / 2)
    ActionChains(browser).move_to_element_with_offset(
        over, round(x - corner[0]), round(y - corner[1])
    ).click().perform()
    assert browser.find_element("css selector", "#whole-panel h2").text == "Sost"
    assert browser.current_url.endswith("#node=NCBIGene%3A12004")
    browser.find_element("id", "search").send_keys("spaceflight", Keys.ENTER)
    panel = browser.find_element("id", "whole-panel")
    assert panel.find_element("tag name", "h2").text == "spaceflight"
    assert "showing 14 of" in panel.text
    panel.find_element("link text", "Open its page").click()
    assert browser.current_url.endswith("/exposure/skgx-spaceflight.html")
    assert complaints(browser) == []


def test_an_address_leads_to_a_mark_and_away_again(browser: Chrome, site: Path) -> None:
    opened(browser, site, "#node=NCBIGene%3A12004")
    assert browser.find_element("css selector", "#whole-panel h2").text == "Sost"
    opened(browser, site, "#node=%E0%A4%A")
    assert browser.find_element("css selector", "#whole-panel h2").text == "Choose something"
    assert complaints(browser) == []


def test_keys_move_and_zoom(browser: Chrome, site: Path) -> None:
    from selenium.webdriver.common.keys import Keys

    opened(browser, site)
    over = browser.find_element("id", "whole-over")
    before = browser.execute_script("return {...spacekg.eye}")
    over.send_keys("+", Keys.ARROW_LEFT)
    after = browser.execute_script("return {...spacekg.eye}")
    assert after["scale"] == pytest.approx(before["scale"] * 1.3)
    over.send_keys("0")
    assert browser.execute_script("return {...spacekg.eye}") == before
    assert complaints(browser) == []


def test_pictures_and_rows_are_taken_away_with_hostile_words_as_words(
    browser: Chrome, site: Path
) -> None:
    opened(browser, site)
    svg = browser.execute_script("return spacekg.wholeSvg()")
    assert svg.startswith("<svg") and "spaceflight" in svg and "<img" not in svg
    rows = browser.execute_script("return spacekg.wholeCsv()").split("\r\n")
    assert len(rows) == 1 + browser.execute_script("return spacekg.size")
    assert any("<img src=x" in row for row in rows)
    assert browser.find_elements("tag name", "img") == []
    browser.execute_script("spacekg.choose(spacekg.search('</script><img', 1).found[0].at)")
    assert "<img" in browser.find_element("id", "whole-panel").text
    assert browser.find_elements("tag name", "img") == []
    assert complaints(browser) == []


def test_nothing_lies_on_another_on_a_small_screen(browser: Chrome, site: Path) -> None:
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True},
    )
    opened(browser, site)
    edges = browser.execute_script(
        "return ['.stage figure', '#whole-panel', '.side .legend', '#communities h2']"
        ".map((name) => {"
        " const box = document.querySelector(name).getBoundingClientRect();"
        " return [box.top, box.bottom]; })"
    )
    for (_, bottom), (top, _) in pairwise(edges):
        assert bottom <= top
