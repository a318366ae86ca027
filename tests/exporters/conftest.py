"""The tiny study of ``tests/tiny_study.py``, for the tests of this folder."""

import importlib.util
import sys
from pathlib import Path

_NAME = "spacekg_tiny_study"
if _NAME not in sys.modules:
    _spec = importlib.util.spec_from_file_location(
        _NAME, Path(__file__).resolve().parents[1] / "tiny_study.py"
    )
    sys.modules[_NAME] = importlib.util.module_from_spec(_spec)
    _spec.loader.exec_module(sys.modules[_NAME])

for _fixture in ("lexicon", "vocabulary", "tiny", "shard", "quads", "graph_of"):
    globals()[_fixture] = getattr(sys.modules[_NAME], _fixture)
