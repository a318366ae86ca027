"""The site in a real Chromium from a folder, with the network off."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

KINDS = (
    "index.html", "shared.html", "conflicts.html", "gaps.html", "coverage.html", "timeline.html",
    "explore.html", "graph.html", "study/10.5555-sample.00.html", "study/hostile.html",
    "study/index.html",
    "gene/ncbigene-12000.html", "gene/ncbigene-12059.html", "gene/index.html",
    "tissue/uberon-0002107.html", "organism/ncbitaxon-10090.html", "mission/rr-1.html",
    "exposure/skgx-spaceflight.html", "dataset/osd-osd-195.html", "process/go-0006914.html",
    "gap/index.html", "gap/hostile.html",
)  # fmt: skip
READY = "return document.documentElement.dataset.search"


def complaints(browser: Chrome) -> list[Any]:
    return [entry for entry in browser.get_log("browser") if entry["level"] != "INFO"]


def look(browser: Chrome, page: Path, width: int = 1400, scheme: str = "light") -> None:
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": 844, "deviceScaleFactor": 1, "mobile": width < 700},
    )
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia",
        {"features": [{"name": "prefers-color-scheme", "value": scheme}]},
    )
    browser.get(page.as_uri())


def ask(browser: Chrome, words: str) -> None:
    from selenium.webdriver.support.ui import WebDriverWait

    field = browser.find_element("id", "search")
    field.clear()
    field.send_keys(words)
    WebDriverWait(browser, 10).until(lambda _: browser.execute_script(READY) == "ready")


@pytest.mark.parametrize("page", KINDS)
def test_opens_without_a_complaint_at_both_widths(browser: Chrome, site: Path, page: str) -> None:
    for width, scheme in ((1400, "light"), (390, "dark")):
        look(browser, site / page, width, scheme)
        inner, outer = browser.execute_script(
            "return [innerWidth, document.documentElement.scrollWidth]"
        )
        assert inner == width >= outer, f"{page} sticks out sideways at {width}"
        ground = browser.execute_script("return getComputedStyle(document.body).backgroundColor")
        assert (ground == "rgb(11, 17, 25)") == (scheme == "dark"), "the style sheet was read"
        assert browser.find_elements("tag name", "img") == []
        addresses = browser.execute_script(
            "return performance.getEntriesByType('resource').map(one => one.name)"
        )
        assert all(one.startswith(site.as_uri()) for one in addresses)
    assert complaints(browser) == []


@pytest.mark.parametrize(
    ("words", "page"),
    [
        ("fbxo32", "gene/ncbigene-12000.html"),
        ("Sost alias", "gene/ncbigene-12004.html"),
        ("NCBIGene:12001", "gene/ncbigene-12001.html"),
        ("10.5555/sample.03", "study/10.5555-sample.03.html"),
        ("OSD-195", "dataset/osd-osd-195.html"),
        ("mouse", "organism/ncbitaxon-10090.html"),
    ],
)
def test_search_leads_to_the_page(browser: Chrome, site: Path, words: str, page: str) -> None:
    from selenium.webdriver.common.keys import Keys

    look(browser, site / "tissue" / "uberon-0002107.html")
    ask(browser, words)
    assert browser.find_elements("css selector", "#results [role=option]")
    browser.find_element("id", "search").send_keys(Keys.ENTER)
    assert browser.current_url == (site / page).as_uri()
    assert complaints(browser) == []


def test_a_table_is_filtered_and_taken_away(browser: Chrome, site: Path) -> None:
    look(browser, site / "gene" / "index.html")
    field = browser.find_element("css selector", ".tablebar input")
    field.send_keys("fbxo")
    shown = browser.execute_script(
        "return [...document.querySelectorAll('tbody tr')].filter(row => !row.hidden).length"
    )
    assert shown == 2
    assert "showing 2 of" in browser.find_element("css selector", ".tablebar").text
    text = browser.execute_script("return spacekg.tableCsv(document.querySelector('table'))")
    lines = text.split("\r\n")
    assert (
        lines[0]
        == '\ufeff"Name","Identifier","Species","Studies","Increased","Decreased","Findings"'
    )
    assert len(lines) == 3 and '"Fbxo32","NCBIGene:12000","Mus musculus"' in text
    browser.execute_script(
        "URL.createObjectURL = blob => { window.taken = blob; return 'blob:null/x'; };"
        "HTMLAnchorElement.prototype.click = function () { window.named = this.download; };"
        "document.querySelector('.csv').click();"
    )
    assert browser.execute_script("return [named, taken.type]") == ["spacekg-genes.csv", "text/csv"]
    assert complaints(browser) == []


def test_a_number_of_a_heat_map_opens_the_rows_it_counts(browser: Chrome, site: Path) -> None:
    for page in ("gaps.html", "coverage.html"):
        look(browser, site / page)
        cell = browser.find_element("css selector", "a[data-words]")
        count = int(cell.text)
        browser.execute_script("arguments[0].click()", cell)
        rows = browser.execute_script(
            "return [...document.querySelectorAll('section[id] tbody tr')]"
            ".filter(row => !row.hidden).map(row => row.cells[3].textContent)"
        )
        assert rows, page
        assert len(rows) == count if page == "gaps.html" else str(count) in rows
    assert complaints(browser) == []


def test_a_cell_of_shared_genes_leads_to_its_sentence(browser: Chrome, site: Path) -> None:
    look(browser, site / "shared.html")
    cell = browser.find_element("css selector", "td.cell a")
    browser.execute_script("arguments[0].click()", cell)
    quote = browser.execute_script(
        "return document.querySelector(':target blockquote').textContent"
    )
    assert "the level of" in quote
    assert complaints(browser) == []


def test_the_map_opens_at_the_thing_one_came_from(browser: Chrome, site: Path) -> None:
    look(browser, site / "gene" / "ncbigene-12004.html")
    way = browser.find_element("partial link text", "Explore around this")
    browser.execute_script("arguments[0].click()", way)
    assert browser.find_element("css selector", "#panel h2").text == "Sost"
    browser.find_element("link text", "SpaceKG").click()
    assert browser.current_url == (site / "index.html").as_uri()
    assert complaints(browser) == []


def test_keyboard_alone_finds_and_opens(browser: Chrome, site: Path) -> None:
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys
    from selenium.webdriver.support.ui import WebDriverWait

    look(browser, site / "index.html")
    ActionChains(browser).send_keys("/").send_keys("col1").perform()
    WebDriverWait(browser, 10).until(lambda _: browser.execute_script(READY) == "ready")
    ActionChains(browser).send_keys(Keys.ARROW_DOWN, Keys.ARROW_UP, Keys.ENTER).perform()
    assert browser.current_url.endswith("/gene/ncbigene-12003.html")
    assert browser.find_element("tag name", "h1").text.startswith("Col1a1")


def test_a_bar_leads_to_the_genes_of_its_studies(browser: Chrome, site: Path) -> None:
    look(browser, site / "shared.html")
    bars = browser.find_elements("css selector", "svg.upset a[href^='#set-']")
    told = bars[0].get_attribute("aria-label") or ""
    browser.execute_script(
        "arguments[0].dispatchEvent(new MouseEvent('click', {bubbles: true}))", bars[0]
    )
    row = browser.execute_script("return document.querySelector(':target').closest('tr').innerText")
    count, genes = told.split(" gene")[0], told.split(": ")[1].split(", ")
    assert row.startswith(f"{count} gene")
    assert all(gene in row for gene in genes)
    assert complaints(browser) == []


def test_what_a_set_shares_is_drawn_on_the_map(browser: Chrome, site: Path) -> None:
    look(browser, site / "shared.html")
    way = browser.find_element("link text", "draw it")
    browser.execute_script("arguments[0].click()", way)
    pressed = browser.find_element("id", "view-shared").get_attribute("aria-pressed")
    assert pressed == "true" and "#shared=10.5555" in browser.current_url
    chosen = browser.execute_script(
        "return document.querySelectorAll('.choices input:checked').length"
    )
    types = browser.execute_script(
        "return spacekg.drawnNodes.getIds().map(at => spacekg.nodes[at].type.type)"
    )
    assert types.count("Study") == chosen >= 2 and types.count("Gene") >= 1
    assert complaints(browser) == []


def test_the_map_shows_the_landscape_of_questions(browser: Chrome, site: Path) -> None:
    look(browser, site / "explore.html")
    browser.find_element("id", "view-gaps").click()
    assert browser.current_url.endswith("explore.html#gaps")
    types = browser.execute_script(
        "return spacekg.drawnNodes.getIds().map(at => spacekg.nodes[at].type.type)"
    )
    assert "KnowledgeGap" in types and "Tissue" in types and "Study" not in types
    browser.find_element("id", "view-overview").click()
    assert "#" not in browser.current_url
    assert complaints(browser) == []


def test_the_map_leads_back_to_a_page(browser: Chrome, site: Path) -> None:
    browser.get("about:blank")
    browser.get((site / "explore.html").as_uri() + "#node=NCBIGene%3A12004")
    browser.find_element("link text", "Open its page").click()
    assert browser.current_url == (site / "gene" / "ncbigene-12004.html").as_uri()


@pytest.mark.parametrize(
    ("page", "words"),
    [("shared.html", "Col1a1"), ("gaps.html", "mechanism"), ("coverage.html", "liver"),
     ("timeline.html", "spaceflight"), ("gene/ncbigene-12000.html", "FBXO32")],
)  # fmt: skip
def test_every_picture_can_be_taken_away(
    browser: Chrome, site: Path, page: str, words: str
) -> None:
    look(browser, site / page)
    texts = browser.execute_script(
        "return [...document.querySelectorAll('[data-picture]')].map(spacekg.pictureText)"
    )
    assert texts and any(words in text for text in texts)
    assert not any("<a " in text or "class=" in text for text in texts)
    size = browser.execute_async_script(
        "const done = arguments[0]; URL.createObjectURL = (blob) => {"
        " createImageBitmap(blob).then((image) => done([image.width, image.height]));"
        " return 'blob:null/x'; };"
        "HTMLAnchorElement.prototype.click = function () {};"
        "[...document.querySelectorAll('.take button, .takes button')]"
        ".find((one) => one.textContent === 'PNG').click();"
    )
    assert min(size) > 100, "a picture, not a blank"
    assert complaints(browser) == []
