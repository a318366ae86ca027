"""Faults: pull the plug at random moments, as often as asked for, and print the scoreboard.

python benchmarks/faults.py [--rounds 10] [--damage 0] [--digests 0] [--writers 0] [--seed 1]
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import sys
import tempfile
from pathlib import Path

HARNESS = Path(__file__).resolve().parents[1] / "tests" / "faults" / "fault_harness.py"


def main() -> int:
    """Print how many trials of each kind kept the promise; 1 when one did not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--damage", type=int, default=0)
    parser.add_argument("--digests", type=int, default=0)
    parser.add_argument("--writers", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    spec = importlib.util.spec_from_file_location("spacekg_fault_harness", HARNESS)
    assert spec is not None and spec.loader is not None
    harness = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = harness
    spec.loader.exec_module(harness)
    chance = random.Random(options.seed)
    failed = 0
    trials = [
        *((f"kill -9 in {name}", options.rounds, kill) for name, kill in harness.KILLS),
        ("damage found", options.damage, harness.damage_store),
        ("writers at once", options.writers, harness.race_writers),
    ]
    with tempfile.TemporaryDirectory() as root:
        scene = harness.Scene(root=Path(root), chance=chance).prepare()
        for name, rounds, trial in trials:
            failed += tell(name, rounds, [told for _ in range(rounds) if (told := trial(scene))])
    with tempfile.TemporaryDirectory() as root:
        scene = harness.Scene(root=Path(root), chance=chance)
        wrong = harness.compare_digests(scene, options.digests) if options.digests else []
        failed += tell("builds, one digest", options.digests, wrong)
    return 1 if failed else 0


def tell(name: str, rounds: int, wrong: list[str]) -> int:
    """Print a line of the scoreboard and what was wrong; how often it was."""
    if rounds:
        kept = rounds - len(wrong)
        print(f"{name:<22} {kept} of {rounds} as promised", flush=True)
    for told in wrong:
        print(f"  {told}", flush=True)
    return len(wrong)


if __name__ == "__main__":
    sys.exit(main())
