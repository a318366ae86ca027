"""The editor in a real browser, offline but for the server itself."""

from __future__ import annotations

from urllib.parse import quote

import pytest

pytest.importorskip("selenium")


@pytest.fixture
def page(chrome, served):
    """The editor; the browser reaches this machine only."""
    chrome.execute_cdp_cmd("Network.enable", {})
    conditions = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    chrome.execute_cdp_cmd("Network.emulateNetworkConditions", conditions)
    chrome.get("about:blank")
    chrome.get_log("browser")
    chrome.get(f"{served.url}/")
    yield chrome
    chrome.get("about:blank")


def test_a_person_asks_a_named_question(page):
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.ui import Select, WebDriverWait

    wait = WebDriverWait(page, 30)
    wait.until(lambda at: len(Select(at.find_element(By.ID, "named")).options) > 20)
    Select(page.find_element(By.ID, "named")).select_by_value("shared-genes")
    assert "VALUES ?minStudies" in page.find_element(By.ID, "sparql").get_property("value")
    page.find_element(By.CSS_SELECTOR, "button[type=submit]").click()
    wait.until(lambda at: at.find_element(By.ID, "status").text == "3 rows")
    cells = [one.text for one in page.find_elements(By.CSS_SELECTOR, "#answer td")]
    assert "NCBIGene:67731" in cells and "Fbxo32" in cells
    page.find_element(By.LINK_TEXT, "NCBIGene:67731").click()
    wait.until(lambda at: at.find_element(By.TAG_NAME, "h1").text == "Fbxo32")
    refused = [one["message"] for one in page.get_log("browser") if one["level"] == "SEVERE"]
    assert refused == []


def test_a_refusal_is_shown(page):
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.ui import WebDriverWait

    text = page.find_element(By.ID, "sparql")
    text.clear()
    text.send_keys("DROP ALL")
    page.find_element(By.CSS_SELECTOR, "button[type=submit]").click()
    WebDriverWait(page, 30).until(lambda at: "read-only" in at.find_element(By.ID, "status").text)
    assert page.find_element(By.ID, "status").get_attribute("class") == "wrong"


def test_yasgui_asks_this_server_and_no_other(chrome, served):
    """The vendored editor runs a named question; nothing is asked of any other host."""
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support.ui import Select, WebDriverWait

    chrome.get("about:blank")
    chrome.get_log("browser")
    chrome.get(f"{served.url}/editor")
    wait = WebDriverWait(chrome, 30)
    wait.until(lambda at: len(Select(at.find_element(By.ID, "named")).options) > 20)
    Select(chrome.find_element(By.ID, "named")).select_by_visible_text("Genes shared by studies")
    wait.until(lambda at: "minStudies" in at.execute_script(
        "return window.spacekgEditor.getTab().getQuery()"))  # fmt: skip
    chrome.execute_script("window.spacekgEditor.getTab().getYasqe().query()")
    wait.until(lambda at: "Fbxo32" in at.find_element(By.CSS_SELECTOR, ".tabPanel.active").text)
    # What an answer names is shown by this server, whatever its address.
    shown = chrome.execute_script("""
        const link = document.querySelector(".yasr a.iri");
        const iri = link.href;
        link.addEventListener("click", (event) => event.preventDefault());
        link.click();
        return [iri, link.href];
    """)
    assert shown[1] == f"{served.url}/resource?iri={quote(shown[0], safe='')}"
    asked = chrome.execute_script(
        "return performance.getEntriesByType('resource').map((one) => one.name)"
    )
    assert asked and all(one.startswith((served.url, "data:")) for one in asked), asked
    severe = [one["message"] for one in chrome.get_log("browser") if one["level"] == "SEVERE"]
    assert severe == []
    chrome.get("about:blank")
