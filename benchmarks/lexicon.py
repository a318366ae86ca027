"""Speed of the lexicon: start, first scan, warm scan, memory. One command, one table.

    python benchmarks/lexicon.py [TEXT FILE ...]

Without files it scans English sentences made from the lexicon's own names, so that it runs
anywhere; with files, those.
"""

from __future__ import annotations

import resource
import sys
import time
from itertools import islice
from pathlib import Path

from spacekg.lexicon import Lexicon, read_lexicon

FRAMES = (
    "In the flight group the {0} showed a marked change when compared with ground controls",
    "We measured {0} after thirty days and found that it was not affected by the treatment",
    "These data suggest that {0} may be involved in the response to altered gravity",
)


def main() -> None:
    begin = time.perf_counter()
    lexicon = read_lexicon()
    loaded = time.perf_counter() - begin
    texts = [Path(name).read_text(encoding="utf-8") for name in sys.argv[1:]] or [
        make_text(lexicon)
    ]
    size = sum(len(text.encode()) for text in texts) / 1e6
    print(f"terms\t{len(lexicon)}\nload\t{loaded * 1e3:.1f} ms\ntext\t{size:.2f} MB")
    for name in ("first scan", "warm scan"):
        begin = time.perf_counter()
        hits = sum(1 for text in texts for _ in lexicon.scan(text))
        taken = time.perf_counter() - begin
        print(f"{name}\t{size / taken:.2f} MB/s\t{hits} hits\t{taken:.2f} s")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory\t{memory:.0f} MB (mapped pages included)")


def make_text(lexicon: Lexicon, sentences: int = 12_000) -> str:
    """Sentences about every hundredth taxon, tissue or cell that the lexicon holds."""
    numbers = islice((f"UBERON:{number:07d}" for number in range(1, 40_000)), 40_000)
    labels = [term.label for term in map(lexicon.term, numbers) if term is not None]
    return ". ".join(
        FRAMES[place % len(FRAMES)].format(labels[place % len(labels)])
        for place in range(sentences)
    )


if __name__ == "__main__":
    main()
