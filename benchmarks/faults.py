"""Faults: pull the plug at random moments, as often as asked for, and print the scoreboard.

python benchmarks/faults.py [--rounds 10] [--seed 1]
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
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    spec = importlib.util.spec_from_file_location("spacekg_fault_harness", HARNESS)
    assert spec is not None and spec.loader is not None
    harness = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = harness
    spec.loader.exec_module(harness)
    failed = 0
    with tempfile.TemporaryDirectory() as root:
        scene = harness.Scene(root=Path(root), chance=random.Random(options.seed)).prepare()
        for name, kill in harness.KILLS:
            wrong = [told for _ in range(options.rounds) if (told := kill(scene))]
            failed += len(wrong)
            kept = options.rounds - len(wrong)
            print(f"kill -9 in {name:<12} {kept} of {options.rounds} as promised")
            for told in wrong:
                print(f"  {told}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
