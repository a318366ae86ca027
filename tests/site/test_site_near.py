"""The picture of what is around: still in the file, alive in the browser once it is looked at."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from spacekg.site.atlas import read_atlas
from spacekg.site.vicinity import read_ties

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

    from spacekg.graph import KnowledgeGraph

GENE = "gene/ncbigene-12000.html"
LIVE = "return document.getElementById('near').getAttribute('data-near')"
DRAWN = "return spacekgNear.drawnNodes.getIds()"


def island(site: Path, page: str) -> dict[str, Any]:
    text = (site / page).read_text(encoding="utf-8")
    found = re.search(r'<script type="application/json" id="near-data">(.*?)</script>', text)
    assert found is not None
    data: dict[str, Any] = json.loads(found[1])
    return data


def open_near(browser: Chrome, site: Path, page: str = GENE, place: str = "") -> dict[str, Any]:
    """The page with its picture looked at, and what the picture was made of."""
    from selenium.webdriver.support.ui import WebDriverWait

    browser.get("about:blank")
    browser.get((site / page).as_uri() + place)
    browser.execute_script("document.getElementById('near').scrollIntoView({behavior: 'instant'})")
    WebDriverWait(browser, 20).until(lambda _: browser.execute_script(LIVE) == "live")
    return island(site, page)


def complaints(browser: Chrome) -> list[Any]:
    return [entry for entry in browser.get_log("browser") if entry["level"] != "INFO"]


def panel(browser: Chrome) -> str:
    return str(browser.find_element("class name", "near-panel").text)


def test_the_network_is_of_pyvis_and_its_places_are_settled(site: Path) -> None:
    data = island(site, GENE)
    assert {"label", "x", "y", "nx", "ny", "group", "size"} <= set(data["nodes"][0])
    places = {(row["x"], row["y"]) for row in data["nodes"]}
    assert len(places) == len(data["nodes"]) and (0, 0) in places
    ways = {edge["way"] for edge in data["edges"]}
    assert ways & {"up", "down", "mixed"}
    assert all(row["id"] in (edge["from"], edge["to"]) for edge in data["edges"]
               for row in data["nodes"] if row["id"] == data["focus"])  # fmt: skip


def test_ties_count_what_findings_say(site_graph: KnowledgeGraph) -> None:
    atlas = read_atlas(site_graph)
    gene = atlas.find("NCBIGene:12000")
    assert gene is not None
    ties = read_ties(atlas, gene)
    for study in atlas.studies[gene]:
        own = [one for one in atlas.about.get(gene, ()) if one.study == study]
        said = [one for one in own if one.certainty != "negated"]
        assert ties[study].up == sum(one.direction == "increased" for one in said)
        assert ties[study].down == sum(one.direction == "decreased" for one in said)
        assert not (ties[study].way and ties[study].outward), "it leads from the study to the gene"
    tissues = [other for other in ties if atlas.node(other).type == "Tissue"]
    assert tissues, "where a finding was seen is around it too"
    assert gene not in ties


def test_a_study_does_not_say_that_a_tissue_went_up(site_graph: KnowledgeGraph) -> None:
    atlas = read_atlas(site_graph)
    for study in atlas.of_type("Study"):
        for other, tie in read_ties(atlas, study).items():
            if tie.way:
                assert any(one.about == other for one in tie.findings)


def test_it_wakes_when_it_is_seen(browser: Chrome, site: Path) -> None:
    browser.get((site / GENE).as_uri())
    assert browser.execute_script("return document.querySelectorAll('canvas').length") == 0
    data = open_near(browser, site)
    assert sorted(browser.execute_script(DRAWN)) == data["first"]
    colours = browser.execute_script(
        "const c = document.querySelector('#near canvas');"
        "const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
        "return new Set(new Uint32Array(d.buffer)).size"
    )
    assert colours > 20, "a picture, not a blank"
    names = browser.execute_script(
        "return [...document.scripts].map((one) => one.src.split('/').pop())"
    )
    assert names.count("vis-network.js") == 1 and names.count("near.js") == 1
    assert complaints(browser) == []


def test_a_mark_tells_its_sentence_and_where_to_go(browser: Chrome, site: Path) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    data = open_near(browser, site)
    told = next(int(at) for at in data["said"] if data["things"][at][0] == "study")
    spot = browser.execute_script(
        "const at = arguments[0];"
        "const [p] = Object.values(spacekgNear.network.getPositions([at]));"
        "const dom = spacekgNear.network.canvasToDOM(p);"
        "const box = document.querySelector('#near canvas').getBoundingClientRect();"
        "return [box.left + dom.x, box.top + dom.y]", told
    )  # fmt: skip
    browser.execute_script("window.scrollTo(0, scrollY)")
    action = ActionChains(browser)
    action.w3c_actions.pointer_action.move_to_location(*map(int, spot))
    action.w3c_actions.pointer_action.click()
    action.perform()
    row = data["rows"][data["said"][str(told)][0]]
    browser.implicitly_wait(3)
    browser.find_element("css selector", ".near-panel .finding")
    browser.implicitly_wait(0)
    words = panel(browser)
    assert row[2] in words and data["quotes"][row[5]] in words and "doi:10.5555" in words
    assert "#near=10.5555" in browser.current_url
    ways = browser.find_elements("css selector", ".near-panel .actions a")
    targets = [way.get_attribute("href") for way in ways]
    assert any("explore.html#path=NCBIGene%3A12000,10.5555" in str(one) for one in targets)
    assert complaints(browser) == []


def test_keys_go_from_mark_to_mark_and_open_one(browser: Chrome, site: Path) -> None:
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    data = open_near(browser, site)
    browser.execute_script("document.querySelector('#near .vis-network').focus()")
    ActionChains(browser).send_keys(Keys.ARROW_RIGHT).perform()
    first = panel(browser)
    ActionChains(browser).send_keys(Keys.ARROW_RIGHT).perform()
    assert panel(browser) != first
    ActionChains(browser).send_keys(Keys.ARROW_LEFT).perform()
    assert panel(browser) == first
    ActionChains(browser).send_keys(Keys.ESCAPE).perform()
    assert "Choose a mark" in panel(browser)
    ActionChains(browser).send_keys(Keys.ARROW_RIGHT, Keys.ENTER).perform()
    after = next(row["id"] for row in data["nodes"] if row["id"] != data["focus"])
    assert browser.current_url == (site / data["things"][str(after)][2]).as_uri()


def test_a_kind_can_be_hidden(browser: Chrome, site: Path) -> None:
    data = open_near(browser, site)
    browser.execute_script("document.getElementById('near-Study').click()")
    left = browser.execute_script(DRAWN)
    kinds = {row["id"]: row["group"] for row in data["nodes"]}
    assert left and not any(kinds[at] == "Study" for at in left)
    assert f"showing {len(left) - 1} of {data['all']}" in browser.find_element("id", "near").text


def test_more_can_be_shown(browser: Chrome, site: Path) -> None:
    page = "exposure/skgx-spaceflight.html"
    data = open_near(browser, site, page)
    assert data["more"] > 0
    browser.find_element("id", "near-more").click()
    assert (
        len(browser.execute_script(DRAWN))
        == len(data["nodes"])
        == len(data["first"]) + data["more"]
    )
    assert not browser.find_elements("id", "near-more")
    assert f"of {data['all']}" in browser.find_element("class name", "near-shown").text


def test_an_address_opens_one_mark(browser: Chrome, site: Path) -> None:
    data = island(site, GENE)
    tissue = next(row for row in data["nodes"] if row["group"] == "Tissue")
    name = data["things"][str(tissue["id"])][4]
    open_near(browser, site, GENE, f"#near={name}")
    assert tissue["label"] in panel(browser)
    open_near(browser, site, GENE, "#near=%E0%A4%A")
    assert "Choose a mark" in panel(browser), "what cannot be read is passed over"
    assert complaints(browser) == []


def test_the_live_picture_can_be_taken_away(browser: Chrome, site: Path) -> None:
    data = open_near(browser, site)
    svg = browser.execute_script("return spacekgNear.svgPicture()")
    assert "Fbxo32" in svg and "▲" in svg + "▼" and svg.count("<path") > len(data["first"])
    size = browser.execute_async_script(
        "const done = arguments[0]; URL.createObjectURL = (blob) => {"
        " createImageBitmap(blob).then((image) => done([image.width, image.height]));"
        " return 'blob:null/x'; };"
        "HTMLAnchorElement.prototype.click = function () {};"
        "[...document.querySelectorAll('.near-tools button')]"
        ".find((one) => one.textContent === 'PNG').click();"
    )
    assert min(size) > 200


@pytest.mark.parametrize(("width", "scheme"), [(1400, "light"), (390, "dark")])
def test_it_fits_both_widths(browser: Chrome, site: Path, width: int, scheme: str) -> None:
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": 844, "deviceScaleFactor": 1, "mobile": width < 700},
    )
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia",
        {"features": [{"name": "prefers-color-scheme", "value": scheme}]},
    )
    for page in (GENE, "gap/hostile.html", "study/hostile.html"):
        data = open_near(browser, site, page)
        outer = browser.execute_script("return document.documentElement.scrollWidth")
        assert outer <= width, page
        spread = browser.execute_script(
            "return Object.values(spacekgNear.network.getPositions()).map((p) => p.x)"
        )
        key = "nx" if width < 700 else "x"
        assert sorted(spread) == sorted(
            row[key] for row in data["nodes"] if row["id"] in data["first"]
        )
    assert complaints(browser) == []


def test_without_the_library_the_still_picture_stays(
    browser: Chrome, site: Path, tmp_path: Path
) -> None:
    from selenium.webdriver.support.ui import WebDriverWait

    copy = tmp_path / "copy"
    shutil.copytree(site, copy)
    (copy / "assets" / "vis-network.js").unlink()
    browser.get((copy / GENE).as_uri())
    browser.execute_script("document.getElementById('near').scrollIntoView({behavior: 'instant'})")
    WebDriverWait(browser, 20).until(lambda _: browser.execute_script(LIVE) == "still")
    assert browser.execute_script("return document.querySelectorAll('svg.near a').length") > 3


def test_an_address_opens_the_way_between_two(browser: Chrome, site: Path) -> None:
    browser.get("about:blank")
    browser.get((site / "explore.html").as_uri() + "#path=NCBIGene%3A12000,skgx%3Aspaceflight")
    answer = browser.find_element("id", "path-answer")
    assert "step" in answer.text and answer.find_elements("css selector", ".steps blockquote")
    browser.get("about:blank")
    browser.get((site / "explore.html").as_uri() + "#path=nothing,")
    assert "Name two things" in browser.find_element("id", "path-answer").text
    assert complaints(browser) == []


def test_a_line_of_the_map_tells_its_sentences(browser: Chrome, site: Path) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    browser.get("about:blank")
    browser.get((site / "explore.html").as_uri() + "#path=NCBIGene%3A12000,skgx%3Aspaceflight")
    browser.execute_script(
        "document.getElementById('picture').scrollIntoView({behavior: 'instant', block: 'center'})"
    )
    spot = browser.execute_script(
        "const edge = spacekg.drawnEdges.get()[0]; const all = spacekg.network.getPositions();"
        "const [one, two] = [all[edge.from], all[edge.to]];"
        "const middle = {x: one.x * 0.7 + two.x * 0.3, y: one.y * 0.7 + two.y * 0.3};"
        "const dom = spacekg.network.canvasToDOM(middle);"
        "const box = document.querySelector('#picture canvas').getBoundingClientRect();"
        "return [box.left + dom.x, box.top + dom.y]"
    )
    action = ActionChains(browser)
    action.w3c_actions.pointer_action.move_to_location(*map(int, spot))
    action.w3c_actions.pointer_action.click()
    action.perform()
    browser.implicitly_wait(3)
    browser.find_element("xpath", "//*[@id='panel-body']/h2[.='What this line says']")
    browser.implicitly_wait(0)
    assert browser.find_elements("css selector", "#panel-body blockquote")
    assert complaints(browser) == []
