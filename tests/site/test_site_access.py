"""Every kind of page is looked over by axe-core, the checker of accessibility."""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

PAGES = (
    "index.html", "shared.html", "conflicts.html", "gaps.html", "coverage.html", "timeline.html",
    "explore.html#node=NCBIGene%3A12004", "graph.html#node=NCBIGene%3A12004",
    "study/10.5555-sample.00.html", "study/index.html", "gene/ncbigene-12000.html",
    "tissue/uberon-0002107.html", "gap/hostile.html",
)  # fmt: skip
RUN = """
const done = arguments[arguments.length - 1];
axe.run(document, {resultTypes: ["violations"]}).then(
  (answer) => done(answer.violations.map((one) =>
    [one.id, one.impact, one.nodes.length, one.nodes.slice(0, 4).map((node) => node.html.slice(0, 200))])),
  (failure) => done([[String(failure), "", 0, []]]));
"""  # noqa: E501


@pytest.fixture(scope="module")
def axe() -> str:
    """The script of axe-core as a package of the development tools holds it."""
    try:
        return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
    except ModuleNotFoundError:
        if os.environ.get("CI"):
            pytest.fail("axe-playwright-python is not installed: pip install spacekg[dev]")
        pytest.skip("axe-playwright-python is not installed: pip install spacekg[dev]")


def violations(browser: Chrome, axe: str, address: str) -> list[Any]:
    browser.get("about:blank")
    browser.get(address)
    browser.execute_script("document.querySelectorAll('details').forEach(one => one.open = true)")
    browser.execute_script(axe)
    found: list[Any] = browser.execute_async_script(RUN)
    return found


@pytest.mark.parametrize("page", PAGES)
def test_nothing_stands_in_the_way(browser: Chrome, site: Path, axe: str, page: str) -> None:
    name, _, place = page.partition("#")
    address = (site / name).as_uri() + (f"#{place}" if place else "")
    assert violations(browser, axe, address) == []


@pytest.mark.parametrize("page", ["index.html", "explore.html", "graph.html"])
def test_nor_on_a_small_screen_in_the_dark(
    browser: Chrome, site: Path, axe: str, page: str
) -> None:
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True},
    )
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia",
        {"features": [{"name": "prefers-color-scheme", "value": "dark"}]},
    )
    assert violations(browser, axe, (site / page).as_uri()) == []


@pytest.mark.parametrize("width", [1400, 390])
def test_nor_in_a_picture_that_is_alive(browser: Chrome, site: Path, axe: str, width: int) -> None:
    from selenium.webdriver.support.ui import WebDriverWait

    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": 844, "deviceScaleFactor": 1, "mobile": width < 700},
    )
    page = (site / "gene" / "ncbigene-12000.html").as_uri()
    browser.get("about:blank")
    browser.get(f"{page}#near=skgx%3Aspaceflight")
    WebDriverWait(browser, 20).until(
        lambda _: (
            browser.execute_script(
                "return document.getElementById('near').getAttribute('data-near')"
            )
            == "live"
        )
    )
    browser.execute_script(axe)
    assert browser.execute_async_script(RUN) == []


def test_the_checker_sees_what_is_wrong(browser: Chrome, axe: str, tmp_path: Path) -> None:
    page = tmp_path / "bad.html"
    page.write_text("<!doctype html><html><body><img src='x.png'><button></button></body></html>")
    names = {row[0] for row in violations(browser, axe, page.as_uri())}
    assert {"image-alt", "button-name", "html-has-lang"} <= names
