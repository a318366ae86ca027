"""The harnesses of the faults, which ``benchmarks/faults.py`` loads too."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest


def load(name: str) -> ModuleType:
    known = f"spacekg_{name}"
    if known not in sys.modules:
        path = Path(__file__).with_name(f"{name}.py")
        spec = importlib.util.spec_from_file_location(known, path)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[known] = module
        spec.loader.exec_module(module)
    return sys.modules[known]


@pytest.fixture(scope="session")
def harness() -> ModuleType:
    return load("fault_harness")


@pytest.fixture(scope="session")
def worker_killer() -> ModuleType:
    return load("worker_kill_harness")


@pytest.fixture(autouse=True)
def bounded(bounded_memory: None) -> None:
    """A fault that eats memory ends its test alone."""
