"""The list of W3C tests that fail: each once, with a cause, and unknown failures are told."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[1] / "scripts" / "w3c_known.py"


def load():
    spec = importlib.util.spec_from_file_location("w3c_known", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    sys.modules["w3c_known"] = module
    spec.loader.exec_module(module)
    return module


def test_each_known_failure_is_listed_once_with_its_cause():
    known = load().read_known()
    assert known
    assert max(Counter(one.test for one in known).values()) == 1
    assert all("/" in one.test and len(one.cause) > 20 for one in known)


def test_what_is_not_listed_is_told_and_what_passes_too():
    module = load()
    known = [module.Known(test="a/1", cause="RDF 1.1"), module.Known(test="a/2", cause="RDF 1.1")]
    outcomes = [("a/1", ("failed", "rows")), ("a/2", ("passed", "")), ("b/3", ("failed", "rows"))]
    by_cause, unknown, stale = module.sort_failures(outcomes, known, "failed")
    assert by_cause == {"RDF 1.1": ["a/1"]}
    assert unknown == ["`b/3`: rows"] and stale == ["`a/2`"]
