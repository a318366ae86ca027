"""The browser of benchmarks/pages.py: a Chromium without a network, and when things stood."""

from __future__ import annotations

import importlib.util
import statistics
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 30.0
SETTLED = "return Boolean(window.network && network.physics && network.physics.stabilized)"
PAINT = (
    "const all = performance.getEntriesByType('paint');"
    "return all.length ? all[all.length - 1].startTime : null"
)
FRAMES = """
const done = arguments[1];
const shift = new Function(arguments[0]);
const times = [];
let last = performance.now();
(function turn() {
  requestAnimationFrame(() => {
    const now = performance.now();
    times.push(now - last);
    last = now;
    shift();
    if (times.length < 9) turn();
    else done(times.slice(1));
  });
})();
"""


def load(name: str, path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def start_browser(profile: Path) -> Any:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    shared = load("browser_flags", ROOT / "tests" / "conftest.py")
    program, driver = shared.find_browser()
    options = webdriver.ChromeOptions()
    options.binary_location = program
    for flag in (*shared.FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    browser = webdriver.Chrome(options=options, service=Service(driver))
    browser.set_page_load_timeout(PATIENCE * 2)
    browser.set_script_timeout(PATIENCE)
    return browser


def wait(browser: Any, script: str) -> float | None:
    """Milliseconds since navigation when the script first holds; nothing after too long."""
    from selenium.common.exceptions import TimeoutException

    end = time.perf_counter() + PATIENCE
    try:
        while time.perf_counter() < end:
            if browser.execute_script(script):
                return float(browser.execute_script("return performance.now()"))
            time.sleep(0.02)
    except TimeoutException:
        # A page that reckons without a pause answers nobody.
        pass
    return None


def value_of(browser: Any, script: str) -> float | None:
    """What a script answers once it answers anything; nothing after too long."""
    from selenium.common.exceptions import TimeoutException

    end = time.perf_counter() + PATIENCE
    try:
        while time.perf_counter() < end:
            value = browser.execute_script(script)
            if value is not None:
                return float(value)
            time.sleep(0.02)
    except TimeoutException:
        pass
    return None


def marked(browser: Any, name: str) -> float | None:
    """When the page set a mark."""
    entries = f"performance.getEntriesByName('{name}')"
    return value_of(browser, f"return {entries}.length ? {entries}[0].startTime : null")


def open_page(browser: Any, path: Path, mark: str, times: int = 3) -> tuple[float | None, float]:
    """The median times of a mark and of the first paint."""
    from selenium.common.exceptions import TimeoutException

    marks, paints = [], []
    for _ in range(times):
        try:
            browser.get("about:blank")
            browser.get(path.as_uri())
        except TimeoutException:
            return None, PATIENCE * 1000
        at = marked(browser, mark)
        if at is None:
            return None, PATIENCE * 1000
        marks.append(at)
        paints.append(value_of(browser, PAINT) or at)
    return statistics.median(marks), statistics.median(paints)


def frames(browser: Any, shift: str) -> float | None:
    """The median milliseconds of a frame while the picture is moved."""
    from selenium.common.exceptions import TimeoutException

    try:
        return float(statistics.median(browser.execute_async_script(FRAMES, shift)))
    except TimeoutException:
        return None


def in_turns(browser: Any, own: tuple[Path, str], peer: tuple[Path, str], times: int = 3) -> Any:
    """The median times of a mark in our page and in theirs, opened one after the other."""
    ours, theirs = [], []
    for _ in range(times):
        ours.append(open_page(browser, *own, times=1)[0])
        theirs.append(open_page(browser, *peer, times=1)[0])
    late = PATIENCE * 1000
    return tuple(
        None if None in marks else statistics.median(mark or late for mark in marks)
        for marks in (ours, theirs)
    )
