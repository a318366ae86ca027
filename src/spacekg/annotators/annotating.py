"""Annotating: all annotators over one document, in their order."""

from __future__ import annotations

from spacekg.annotators.context import read_context
from spacekg.annotators.genes import find_genes
from spacekg.annotators.tagger import Tagger, read_tagger
from spacekg.annotators.taxa import find_taxa
from spacekg.annotators.terms import find_terms
from spacekg.annotators.twins import join_twins
from spacekg.lexicon import Lexicon
from spacekg.model import Annotations, Document, Ungrounded

_REASONS = {"gene": "no single gene fits the name and the species"}


def annotate(document: Document, lexicon: Lexicon, tagger: Tagger | None = None) -> Annotations:
    """All annotations of a document, by place; offsets are into its source text.

    Spans of one type never overlap; spans of different types may.
    """
    context = read_context(document, lexicon, tagger or read_tagger())
    taxa = find_taxa(context)
    genes = join_twins(find_genes(context, taxa), document.text, lexicon)
    found = (*taxa, *genes, *find_terms(context, taxa))
    ordered = sorted(found, key=lambda a: (a.start, a.end, a.entity.type, a.entity.id))
    return Annotations(
        annotations=tuple(ordered),
        abbreviations=context.abbreviations,
        ungrounded=tuple(
            Ungrounded(
                start=each.start,
                end=each.end,
                text=each.text,
                type=each.entity.type,
                reason=_REASONS.get(each.entity.type, "the lexicon does not know the name"),
            )
            for each in ordered
            if not each.entity.id
        ),
    )
