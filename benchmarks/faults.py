"""Faults: pull the plug at random moments, as often as asked for, and print the scoreboard.

python benchmarks/faults.py [--rounds 10] [--damage 0] [--digests 0] [--writers 0] [--seed 1]
python benchmarks/faults.py worker-kills [--documents 1000] [--kills 100] [--engines processes,dask]

The second kills workers of one build and compares its graph with that of a calm build.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import resource
import sys
import tempfile
from pathlib import Path
from types import ModuleType

FAULTS = Path(__file__).resolve().parents[1] / "tests" / "faults"


def main() -> int:
    """Print how many trials of each kind kept the promise; 1 when one did not."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("trial", nargs="?", choices=("all", "worker-kills"), default="all")
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--engines", default="processes,dask")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--damage", type=int, default=0)
    parser.add_argument("--digests", type=int, default=0)
    parser.add_argument("--writers", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.trial == "worker-kills":
        engines = options.engines.split(",")
        return 1 if kill_workers(options.documents, options.kills, engines, options.seed) else 0
    harness = load("fault_harness")
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
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'memory at most':<22} {peak:,.0f} MB", flush=True)
    return 1 if failed else 0


def load(name: str) -> ModuleType:
    """A harness of the test tree."""
    spec = importlib.util.spec_from_file_location(f"spacekg_{name}", FAULTS / f"{name}.py")
    assert spec is not None and spec.loader is not None
    harness = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = harness
    spec.loader.exec_module(harness)
    return harness


def kill_workers(documents: int, kills: int, engines: list[str], seed: int) -> int:
    """Kill workers of a build on each engine; how many engines lost, doubled or hung."""
    harness = load("worker_kill_harness")
    failed = 0
    with tempfile.TemporaryDirectory() as root:
        for engine in engines:
            found = harness.kill_workers(
                Path(root), engine=engine, documents=documents, kills=kills, seed=seed
            )
            wrong = found.wrong or ("" if found.kills == kills else "the build ended before")
            print(
                f"{engine:<10} {documents} documents, {found.kills} of {kills} workers killed, "
                f"{found.seconds:.0f} s: {wrong or 'same graph as undisturbed'}",
                flush=True,
            )
            failed += bool(wrong)
    return failed


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
