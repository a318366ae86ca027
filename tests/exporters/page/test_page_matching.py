"""Search by an index finds what a look at every row would find, in the same order."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

QUESTIONS = (
    "fbxo32", "Col1a1", "sost alias", "bone", "NCBIGene:12001", "10.5555/sample.0", "liver", "10",
    "of mus", "spaceflight", "e", "mouse", "https://doi.org/10.5555/sample.03", "zzz", "", "alias",
)  # fmt: skip


def fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(one for one in plain if not unicodedata.combining(one)).lower()
    return " ".join(plain.replace("-", " ").replace("_", " ").split())


def score(node: dict[str, Any], text: str) -> int:
    """How well a node answers, the best 0; what the script says of itself, row by row."""
    words, raw = fold(text), text.strip().lower().removeprefix("https://doi.org/")
    label, names = fold(node["label"]), [fold(name) for name in node["names"]]
    ids = [id_.lower() for id_ in node["ids"]]
    rules = (
        label == words,
        raw in ids or node["iri"].lower() == raw,
        words in names,
        label.startswith(words),
        f" {words}" in label,
        any(name.startswith(words) for name in names),
        words in label,
        len(raw) > 2 and any(raw in id_ for id_ in ids),
        len(words) > 2 and any(words in name for name in names),
    )
    return rules.index(True) if words and True in rules else -1


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_best_are_those_of_a_plain_look(
    browser: Chrome, sample_page: Path, question: str
) -> None:
    browser.get(sample_page.as_uri())
    nodes = browser.execute_script(
        "return spacekg.nodes.map((node) => ({label: node.label, names: node.names,"
        " ids: node.ids, iri: node.iri, weight: node.edges.length}))"
    )
    told = browser.execute_script(
        "const answer = spacekg.search(arguments[0], 12);"
        "return [answer.found.map((node) => node.at), answer.all, answer.open]", question
    )  # fmt: skip
    ranked = sorted(
        (score(node, question), -node["weight"], at)
        for at, node in enumerate(nodes)
        if score(node, question) >= 0
    )
    assert told[0] == [at for _, _, at in ranked[:12]]
    assert told[1] <= len(ranked) and (told[2] or told[1] == len(ranked))
