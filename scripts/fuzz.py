"""Fuzz every reader for a stated time; what it cannot bear is kept as a crasher.

python scripts/fuzz.py [--seconds 60] [--seed 1] [--only .md,.pdf] [--engine mutate|atheris|auto]

Only a SpaceKGError may come out, within the time and memory stated; passages lie in their source,
and of every 40th input a graph is made, whose quotes are in the source too. ``atheris`` is guided
by the branches that an input takes and needs its package; without it seeds of our own are changed
by chance, and those that tell something new are changed again. Crashers go, shortened, to
tests/hostile/crashers; the tests replay them. 1 when there was any.
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import ModuleType
from typing import Any

HOSTILE = Path(__file__).resolve().parents[1] / "tests" / "hostile"
CRASHERS = HOSTILE / "crashers"
MEMORY = 3 << 30


def load(name: str) -> ModuleType:
    """A module of the test tree."""
    spec = importlib.util.spec_from_file_location(f"spacekg_{name}", HOSTILE / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def main() -> int:
    """Fuzz, print a line for each form and each crasher."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    parser.add_argument("--engine", choices=("auto", "mutate", "atheris"), default="auto")
    parser.add_argument("--crashers", type=Path, default=CRASHERS)
    parser.add_argument("--guided", default="", help=argparse.SUPPRESS)
    options = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    if options.guided:
        return guide(options.guided, options.seconds, options.seed, options.crashers)
    has_atheris = importlib.util.find_spec("atheris") is not None
    engine = options.engine
    if engine == "auto":
        engine = "atheris" if has_atheris else "mutate"
    if engine == "atheris" and not has_atheris:
        print("atheris is not installed: pip install atheris, or --engine mutate", file=sys.stderr)
        return 2
    seeds = load("fuzz_seeds").SEEDS
    endings = tuple(options.only.split(",")) if options.only else tuple(seeds)
    print(f"{engine}, seed {options.seed}, {options.seconds:g} s, memory {MEMORY >> 20} MB")
    share = options.seconds / len(endings)
    run = run_guided if engine == "atheris" else run_mutating
    return 1 if run(endings, share, options.seed, options.crashers) else 0


def run_mutating(endings: tuple[str, ...], seconds: float, seed: int, crashers: Path) -> int:
    """Change seeds by chance, for so long each form; how many faults were met."""
    fuzzing, faults = load("fuzzing"), 0
    with tempfile.TemporaryDirectory() as folder:
        examiner = make_examiner(fuzzing, Path(folder))
        for ending in endings:
            fuzzer = make_fuzzer(fuzzing, examiner, seed)
            started = time.monotonic()
            fuzzer.run(seconds, (ending,))
            tell(ending, fuzzer.runs, time.monotonic() - started, len(fuzzer.crashers))
            keep(fuzzing, fuzzer, crashers)
            faults += len(fuzzer.crashers)
    return faults


def make_examiner(fuzzing: ModuleType, folder: Path) -> Any:
    """An examiner that makes graphs too."""
    from spacekg.lexicon import read_lexicon
    from spacekg.vocabulary import read_vocabulary

    return fuzzing.Examiner(folder=folder, lexicon=read_lexicon(), vocabulary=read_vocabulary())


def make_fuzzer(fuzzing: ModuleType, examiner: Any, seed: int) -> Any:
    """A fuzzer that begins with our seeds."""
    seeds = load("fuzz_seeds")
    return fuzzing.Fuzzer(examiner=examiner, seeds=seeds.SEEDS, words=seeds.WORDS, seed=seed)


def tell(ending: str, runs: int, seconds: float, faults: int) -> None:
    """A line of the scoreboard."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(
        f"{ending:<7} {runs:>8} inputs  {seconds:>5.0f} s  {peak:>5} MB  {faults} faults",
        flush=True,
    )


def keep(fuzzing: ModuleType, fuzzer: Any, crashers: Path) -> None:
    """Shorten each crasher and write it down."""
    for key, (ending, data, told) in sorted(fuzzer.crashers.items()):

        def is_fault(shorter: bytes, key: str = key, ending: str = ending) -> bool:
            try:
                fuzzer.examiner.examine(shorter, ending, whole=True)
            except Exception as error:
                return bool(fuzzing.fault_key(error) == key)
            return False

        short = fuzzing.shrink(data, is_fault)
        crashers.mkdir(parents=True, exist_ok=True)
        name = fuzzing.name_crasher(key, short, ending)
        (crashers / name).write_bytes(short)
        print(f"  {name}: {told}", flush=True)


def run_guided(endings: tuple[str, ...], seconds: float, seed: int, crashers: Path) -> int:
    """Have atheris fuzz, for so long each form; how many faults were met."""
    return sum(run_one_guided(one, seconds, seed, crashers) for one in endings)


def run_one_guided(ending: str, seconds: float, seed: int, crashers: Path) -> int:
    """Fuzz one form in a process of its own, which the fuzzer ends when time is up."""
    before = set(crashers.glob("*"))
    started = time.monotonic()
    words = ["--guided", ending, "--seconds", str(seconds), "--seed", str(seed)]
    done = subprocess.run(
        [sys.executable, __file__, *words, "--crashers", str(crashers)],
        capture_output=True, text=True, errors="replace", timeout=seconds * 2 + 120,
    )  # fmt: skip
    told = re.search(r"number_of_executed_units:\s+(\d+)", done.stderr)
    found = len(set(crashers.glob("*")) - before)
    if told is None:
        print(f"{ending:<7} the fuzzer itself ended: {done.stderr.strip()[-300:]}")
        return found + 1
    peak = re.search(r"peak_rss_mb:\s+(\d+)", done.stderr)
    branches = re.findall(r"cov: (\d+)", done.stderr)
    took = f"{int(told.group(1)):>8} inputs  {time.monotonic() - started:>5.0f} s"
    memory = f"{peak.group(1) if peak else '?':>5} MB"
    reached = f"{branches[-1] if branches else 0} branches"
    print(f"{ending:<7} {took}  {memory}  {found} faults, {reached}", flush=True)
    print(done.stdout, end="", flush=True)
    return found


def guide(ending: str, seconds: float, seed: int, crashers: Path) -> int:
    """What the process of one form does: atheris leads, and never comes back."""
    import atheris

    with atheris.instrument_imports(include=["spacekg.readers", "pypdf"]):
        fuzzing = load("fuzzing")
        import spacekg.readers  # noqa: F401
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        fuzzer = make_fuzzer(fuzzing, make_examiner(fuzzing, Path(folder)), seed)
        for number, one in enumerate(fuzzer.seeds[ending]):
            (corpus / str(number)).write_bytes(one)
        words = Path(folder) / "words"
        words.write_text("".join(
            '"' + "".join(f"\\x{byte:02x}" for byte in word.encode()) + '"\n'
            for word in fuzzer.words[ending]
        ))  # fmt: skip

        def try_one(data: bytes) -> None:
            known = len(fuzzer.crashers)
            fuzzer.try_one(data, ending, whole=fuzzer.runs % fuzzer.often == 0)
            if len(fuzzer.crashers) > known:
                keep(fuzzing, fuzzer, crashers)

        atheris.Setup(
            [sys.argv[0], str(corpus), f"-max_total_time={max(1, int(seconds))}", f"-seed={seed}",
             f"-max_len={fuzzing.LONGEST // 4}", f"-dict={words}", "-print_final_stats=1",
             "-rss_limit_mb=0"],
            try_one,
        )  # fmt: skip
        atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
