"""The page in a real Chromium with the network off."""

from __future__ import annotations

import io
import struct
import zlib
from base64 import b64decode
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

READY = "return Boolean(window.spacekg)"


@pytest.fixture
def opened(browser: Chrome, sample_page: Path) -> Chrome:
    browser.get(sample_page.as_uri())
    assert browser.execute_script(READY), browser.get_log("browser")
    return browser


def complaints(browser: Chrome) -> list[Any]:
    return [entry for entry in browser.get_log("browser") if entry["level"] != "INFO"]


def find(browser: Chrome, words: str) -> None:
    from selenium.webdriver.common.keys import Keys

    box = browser.find_element("id", "search")
    box.clear()
    box.send_keys(words, Keys.ENTER)


def count_colours(canvas: str) -> int:
    """How many different bytes the canvas of a PNG data address holds: 1 means blank."""
    data = io.BytesIO(b64decode(canvas.split(",")[1]))
    data.read(8)
    packed = b""
    while head := data.read(8):
        length, kind = struct.unpack(">I4s", head)
        body = data.read(length + 4)[:-4]
        packed += body if kind == b"IDAT" else b""
    return len(set(zlib.decompress(packed)))


def test_opens_without_a_complaint_and_is_drawn(opened: Chrome) -> None:
    canvas = opened.execute_script("return document.querySelector('canvas').toDataURL()")
    assert count_colours(canvas) > 20
    assert complaints(opened) == []
    assert opened.execute_script("return performance.getEntriesByType('resource').length") == 0


def test_search_finds_a_gene_and_shows_its_sentences(opened: Chrome) -> None:
    find(opened, "fbxo32")
    panel = opened.find_element("id", "panel-body").text
    assert "Fbxo32" in panel
    assert "the level of Fbxo32 was increased after" in panel
    assert "doi:10.5555/sample." in panel
    link = opened.find_element("css selector", "#panel cite a[target]").get_attribute("href")
    assert link is not None and link.startswith("https://doi.org/10.5555/")
    assert opened.execute_script("return location.hash") == "#node=NCBIGene%3A12000"
    assert complaints(opened) == []


@pytest.mark.parametrize(
    ("words", "label"),
    [("NCBIGene:12001", "Trim63"), ("fbxo32 ALIAS", "Fbxo32"), ("10.5555/sample.03", "Root of")],
)
def test_search_knows_identifiers_synonyms_and_doi(opened: Chrome, words: str, label: str) -> None:
    find(opened, words)
    heading = opened.find_element("css selector", "#panel h2").text
    assert label in heading or opened.execute_script("return location.hash").endswith("sample.03")


def test_search_reaches_what_is_not_in_the_first_picture(opened: Chrome) -> None:
    hidden = opened.execute_script(
        "return spacekg.nodes.find(n => n.type.type === 'KnowledgeGap').label"
    )
    find(opened, hidden[:40])
    assert opened.find_element("css selector", "#panel .kind").text == "open question"
    assert "is not known." in opened.find_element("id", "panel-body").text
    assert "around it" in opened.find_element("id", "showing").text


def test_type_filter_hides_nodes(opened: Chrome) -> None:
    def genes() -> int:
        shown = opened.execute_script(
            "return spacekg.drawnNodes.getIds().filter("
            "at => spacekg.nodes[at].type.type === 'Gene').length"
        )
        return int(shown)

    assert genes() > 0
    before = opened.find_element("id", "showing").text
    opened.execute_script("document.getElementById('type-Gene').click()")
    assert genes() == 0
    assert opened.find_element("id", "showing").text != before
    opened.execute_script("document.getElementById('type-Gene').click()")
    assert genes() > 0


def test_hostile_label_stays_a_label(opened: Chrome) -> None:
    find(opened, "NCBIGene:12059")
    heading = opened.find_element("css selector", "#panel h2").text
    assert heading == "</script><img src=x onerror=alert(1)>"
    assert opened.find_elements("tag name", "img") == []
    opened.execute_script("[...document.querySelectorAll('.actions button')][0].click()")
    assert complaints(opened) == []


@pytest.mark.parametrize("width", [390, 1400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_fits_narrow_and_wide_windows(
    browser: Chrome, sample_page: Path, width: int, scheme: str
) -> None:
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": 844, "deviceScaleFactor": 1, "mobile": width < 700},
    )
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia",
        {"features": [{"name": "prefers-color-scheme", "value": scheme}]},
    )
    browser.get(sample_page.as_uri())
    page = browser.execute_script("return [innerWidth, document.documentElement.scrollWidth]")
    assert page[0] == width >= page[1], "nothing sticks out sideways"
    find(browser, "Sost")
    box = browser.execute_script(
        "const b = document.getElementById('panel').getBoundingClientRect();"
        "return [b.left, b.right, b.bottom, innerHeight]"
    )
    assert 0 <= box[0] < box[1] <= width
    if width == 390:
        assert box[:2] == [0, 390] and box[2] == box[3], "the panel is a sheet at the bottom"
    ground = browser.execute_script("return getComputedStyle(document.body).backgroundColor")
    assert (ground == "rgb(11, 17, 25)") == (scheme == "dark")
    assert complaints(browser) == []


def test_address_leads_back_to_a_node(browser: Chrome, sample_page: Path) -> None:
    browser.get(sample_page.as_uri() + "#node=NCBIGene%3A12004")
    assert browser.find_element("css selector", "#panel h2").text == "Sost"
    browser.get("about:blank")
    browser.get(sample_page.as_uri() + "#node=%E0%A4%A")
    assert browser.find_element("css selector", "#panel h2").text == "Start here"
    assert complaints(browser) == []


def test_two_things_are_linked_by_sentences(opened: Chrome) -> None:
    opened.find_element("id", "path-from").send_keys("Sost")
    opened.find_element("id", "path-to").send_keys("thymus")
    opened.find_element("css selector", "#path-form button").click()
    answer = opened.find_element("id", "path-answer")
    assert "2 steps" in answer.text
    assert len(answer.find_elements("css selector", "details[open] blockquote")) == 2


def test_table_filters_and_counts(opened: Chrome) -> None:
    assert "showing 50 of 144 findings" in opened.find_element("id", "twin-count").text
    opened.find_element("id", "twin-text").send_keys("fbxo32 increased")
    rows = opened.find_elements("css selector", "#twin-rows tr")
    assert rows and all("Fbxo32" in row.text for row in rows)
    assert len(rows) < 10


def test_more_can_be_drawn_round_a_node_and_the_overview_comes_back(opened: Chrome) -> None:
    drawn = "return spacekg.drawnNodes.length"
    first = opened.execute_script(drawn)
    find(opened, "Does what is seen")
    near, expand = opened.find_elements("css selector", ".actions button")[:2]
    near.click()
    alone = opened.execute_script(drawn)
    assert 1 < alone < first
    opened.execute_script("spacekg.openNode(spacekg.nodes[spacekg.drawnNodes.getIds()[0]])")
    expand = opened.find_elements("css selector", ".actions button")[1]
    expand.click()
    assert opened.execute_script(drawn) > alone
    assert "Added" in opened.find_element("id", "showing").text
    opened.find_element("id", "back-overview").click()
    assert opened.execute_script(drawn) == first
    assert complaints(opened) == []


def test_picture_can_be_taken_away(opened: Chrome) -> None:
    svg = opened.execute_script("return spacekg.svgPicture()")
    assert svg.startswith("<svg") and "spaceflight" in svg and "<img" not in svg


def test_keyboard_alone_opens_a_node(opened: Chrome) -> None:
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    keys = ActionChains(opened)
    keys.send_keys("/").send_keys("col1").send_keys(Keys.ARROW_DOWN, Keys.ENTER).perform()
    assert opened.find_element("css selector", "#panel h2").text == "Col1a1"
    assert opened.execute_script("return document.activeElement.id") == "panel-body"
    ActionChains(opened).send_keys(Keys.ESCAPE).perform()
    assert opened.find_element("css selector", "#panel h2").text == "Start here"
