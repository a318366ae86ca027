"""The harness of the faults, which ``benchmarks/faults.py`` loads too."""

from __future__ import annotations

import importlib.util
import resource
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="session")
def harness() -> ModuleType:
    name = "spacekg_fault_harness"
    if name not in sys.modules:
        path = Path(__file__).with_name("fault_harness.py")
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


@pytest.fixture(autouse=True)
def bounded_memory() -> Iterator[None]:
    """A fault that eats memory ends this test alone, not the machine it runs on."""
    before = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (8 << 30, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_DATA, before)
