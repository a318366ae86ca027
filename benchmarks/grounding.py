"""Ground the terms that NASA's curators gave to tissues and organisms, and compare.

    python benchmarks/grounding.py [TERMS.jsonl]

TERMS.jsonl (``../shared/corpus/grounding/osdr_terms.jsonl``) holds ``{text, id, kind}`` a line.
Each text is annotated as a document of its own; a row is right when one of the identifiers found is
the curator's. Rows of vocabularies that SpaceKG does not carry (FMA, NCIT, SNOMED) are left out.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from spacekg.annotators import annotate
from spacekg.lexicon import read_lexicon
from spacekg.readers import read_text

TERMS = Path(__file__).resolve().parents[1] / "../shared/corpus/grounding/osdr_terms.jsonl"
VOCABULARIES = ("NCBITaxon", "UBERON", "CL", "PO", "MESH")


def main() -> int:
    """Print a line a vocabulary and the rows that were not met; 2 when the terms are absent."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else TERMS
    if not path.is_file():
        print(f"no such file: {path}", file=sys.stderr)
        return 2
    lexicon = read_lexicon()
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    misses = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        prefix = row["id"].split(":", 1)[0]
        if prefix not in VOCABULARIES:
            continue
        found = annotate(read_text(row["text"], id=str(number)), lexicon).annotations
        ids = {each for annotation in found for each in annotation.entity.ids}
        total[prefix] += 1
        right[prefix] += row["id"] in ids
        if row["id"] not in ids:
            misses.append(f"  {row['text']}: {row['id']}, found {', '.join(sorted(ids)) or '-'}")
    for prefix in VOCABULARIES:
        if total[prefix]:
            share = right[prefix] / total[prefix]
            print(f"{prefix:<10} {right[prefix]:>3} of {total[prefix]:<3} {share:.0%}")
    print("\n".join(misses))
    return 0


if __name__ == "__main__":
    sys.exit(main())
