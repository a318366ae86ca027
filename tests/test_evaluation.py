"""Our scorer against the independent one, on gold that was spoiled at random."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from spacekg.errors import ReadError
from spacekg.evaluation import read_gold, score

SCORER = Path(__file__).resolve().parents[2] / "shared" / "tools" / "score.py"
TYPES = ("Species", "Gene", "UBERON", "CL", "GO_BP", "Chemical")


def invent(seed: int) -> list[dict[str, object]]:
    draw = random.Random(seed)
    records = []
    for number in range(30):
        entities, alternatives = [], []
        for start in range(0, 400, 20):
            if draw.random() < 0.5:
                ids = [f"X:{draw.randrange(8)}"] if draw.random() < 0.8 else []
                entities.append({"start": start, "end": start + draw.randrange(4, 12),
                                 "type": draw.choice(TYPES), "ids": ids})  # fmt: skip
                if draw.random() < 0.2:
                    alternatives.append({"start": start + 1, "end": start + 5})
        records.append({"id": str(number), "text": "x" * 420, "entities": entities,
                        "alternatives": alternatives})  # fmt: skip
    return records


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_we_agree_with_the_independent_scorer(tmp_path: Path, seed: int) -> None:
    if not SCORER.is_file():
        pytest.skip("../shared/tools/score.py is absent")
    gold_path, predicted_path = tmp_path / "gold.jsonl", tmp_path / "predicted.jsonl"
    gold_path.write_text("".join(json.dumps(r) + "\n" for r in invent(seed)))
    gold = read_gold(gold_path)
    draw = random.Random(seed + 100)
    predicted, lines = {}, []
    for document in gold:
        mentions: dict[str, dict[tuple[int, int], set[str]]] = defaultdict(dict)
        entities = []
        for kind, spans in document.mentions.items():
            for (start, end), ids in spans.items():
                if draw.random() < 0.3:
                    continue
                start += draw.choice((0, 0, 0, 1, 15))
                end = max(end, start + 2)
                given = sorted(ids) if draw.random() < 0.7 else ["X:99"]
                mentions[kind].setdefault((start, end), set()).update(given)
                entities.append({"start": start, "end": end, "type": kind, "ids": given})
        predicted[document.id] = mentions
        lines.append(json.dumps({"id": document.id, "entities": entities}))
    predicted_path.write_text("\n".join(lines))
    command = [sys.executable, str(SCORER), str(gold_path), str(predicted_path), "--json"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    theirs = json.loads(printed)["types"]
    for ours in score(gold, predicted):
        other = theirs[ours.type]
        for name, part in (("exact", ours.exact), ("overlap", ours.overlap), ("ids", ours.ids)):
            assert part is not None
            assert round(part.f1, 4) == other[name]["f1"], (ours.type, name)
        assert round(ours.id_at_span or 0.0, 4) == (other["id_at_span"] or 0.0)


def test_a_bad_gold_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": "1", "text": "", "entities": []}\n{"text": 1\n')
    with pytest.raises(ReadError, match="not a gold record") as caught:
        read_gold(path)
    assert caught.value.place == "line 2"


def test_a_gold_file_that_is_absent_or_no_text_is_one_line(tmp_path: Path) -> None:
    blob = tmp_path / "blob.jsonl"
    blob.write_bytes(b"\xff\xfe\x00")
    listed = tmp_path / "list.jsonl"
    listed.write_text("[]\n")
    for path in (tmp_path / "absent.jsonl", tmp_path, blob, listed):
        with pytest.raises(ReadError) as caught:
            read_gold(path)
        assert path.name in str(caught.value) and "\n" not in str(caught.value)
