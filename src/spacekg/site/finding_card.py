"""Finding card: which way, how sure, in whom and where, the sentence, and who else saw it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from spacekg.exporters.page import PageFinding, PageQuote
from spacekg.site.address import slug
from spacekg.site.atlas import Atlas, unique
from spacekg.site.markup import Content, Markup, join, shorten, tag
from spacekg.site.parts import DIRECTIONS, chip, link, outside, sign, study_link, table

#: The order in which directions are shown, with the heading of each.
GROUPS = (
    ("Increased", ("increased", "associated-positively")),
    ("Decreased", ("decreased", "associated-negatively")),
    ("Unchanged", ("unchanged",)),
    ("Changed, direction not stated", ("changed",)),
)
MOST_CARDS = 48
#: Tables with more rows than this get a field to filter them.
LONG = 12
_CERTAINTY = {
    "asserted": "stated as fact",
    "hedged": "stated with caution",
    "negated": "stated as not so",
}
_TIER = {
    "primary": "the paper itself",
    "summary": "a summary of the paper",
    "review": "a review",
    "news": "a news text",
    "estimated": "a chart, estimated by eye",
    "table": "a data table",
}
#: What is said of an association whose partner is not known.
_ALONE = {
    "associated-positively": "goes along with it",
    "associated-negatively": "goes against it",
}
#: A number that a program printed with all its digits; the sentence keeps them.
_DIGITS = re.compile(r"\d+\.\d{5,}(?:e[-+]?\d+)?")
_BARE = frozenset({"effect", "condition", "sex", "strain", "time point"})


def findings_by_direction(
    atlas: Atlas, findings: Sequence[PageFinding], root: str, *, by_study: bool
) -> Markup:
    """All cards under their directions; on the page of a study each names its subject."""
    parts: list[Markup] = []
    named: set[int] = set()
    for title, directions in GROUPS:
        rows = [one for one in findings if one.direction in directions]
        if not rows:
            continue
        kind = DIRECTIONS[directions[0]][1]
        heading = tag("h3", sign(directions[0]), f" {title} ({len(rows):,})", class_=kind)
        cards = []
        if by_study:
            # What others saw too comes first.
            rows.sort(key=lambda one: len(atlas.studies.get(one.about, ())) < 2)
        # A study of a table may have thousands; a thing has what its studies say, all of it linked.
        shown = rows[:MOST_CARDS] if by_study else rows
        for one in shown:
            card = finding_card(atlas, one, root, by_study=by_study)
            if not by_study and one.study not in named:
                named.add(one.study)
                cards.append(tag("li", card, id=anchor(atlas, one.study)))
            else:
                cards.append(tag("li", card))
        over = f"showing {len(shown)} of {len(rows):,}; more stand in the table below"
        more = tag("p", over, class_="say-more") if len(shown) < len(rows) else None
        parts.append(tag("div", heading, more, tag("ol", cards, class_="cards"), class_="group"))
    return join(parts)


def anchor(atlas: Atlas, study: int) -> str:
    """The place on a page where the findings of a study begin."""
    return f"from-{slug(atlas.node(study))}"


def finding_card(atlas: Atlas, one: PageFinding, root: str, *, by_study: bool) -> Markup:
    """One finding with its sentence."""
    kind, words = DIRECTIONS.get(one.direction, DIRECTIONS["changed"])[1:]
    glyph = DIRECTIONS.get(one.direction, DIRECTIONS["changed"])[0]
    partners = [at for role, at in one.context if role == "with"]
    verdict: list[Content] = [tag("span", glyph, class_="sign", aria_hidden="true")]
    if not partners:
        words = _ALONE.get(one.direction, words)
    verdict += [link(atlas, one.about, root), " ", tag("strong", words)]
    verdict += [[" ", link(atlas, at, root)] for at in partners]
    where = [chip(atlas, at, root, most=40) for role, at in one.context if role != "with"]
    return tag(
        "article",
        tag("p", verdict, class_=f"verdict {kind}"),
        tag("div", unique_chips(where), class_="chips small") if where else None,
        quote_blocks(atlas, one.quotes),
        tag("p", sureness(one), class_="context"),
        tag("p", "citing ", shorten(one.cites, 200), class_="context") if one.cites else None,
        others(atlas, one, root) if by_study else _source(atlas, one, root),
        class_="finding",
    )


def unique_chips(rows: Iterable[Markup]) -> list[Markup]:
    """The chips once each: an organism may stand in several roles."""
    return list(dict.fromkeys(rows))


def sureness(one: PageFinding) -> str:
    """How sure: how the sentence puts it, where it stands, and its numbers."""
    certainty = _CERTAINTY.get(one.certainty, one.certainty)
    tier = f"in {_TIER.get(one.tier, one.tier)}" if one.tier else ""
    measures = ", ".join(_measure(word, value) for word, value in one.measures)
    words = " ".join(part for part in (certainty, tier) if part)
    return f"{words} · {measures}" if measures else words


def _measure(word: str, value: str) -> str:
    value = _DIGITS.sub(lambda found: f"{float(found[0]):.3g}", value)
    if word in _BARE:
        return value
    if word == "days":
        return f"{value} days"
    return f"{word} {value}" if value[:1] in "<>=≤≥" else f"{word} = {value}"


def quote_block(quote: PageQuote) -> Markup:
    """A sentence as a person reads it; as it is printed where that differs."""
    printed = quote.reading and tag(
        "details",
        tag("summary", "as printed in the source"),
        tag("p", quote.text, class_="printed"),
        class_="source",
    )
    return tag("blockquote", tag("p", quote.reading or quote.text), printed or None)


def quote_blocks(atlas: Atlas, quotes: Iterable[int], *, besides: str = "") -> list[Markup]:
    """The sentences once each, without one that says nothing but ``besides``."""
    found: dict[str, PageQuote] = {}
    for at in quotes:
        quote = atlas.page.quotes[at]
        words = " ".join((quote.reading or quote.text).split()).casefold()
        if words != besides.casefold():
            found.setdefault(words, quote)
    return [quote_block(quote) for quote in found.values()]


def _source(atlas: Atlas, one: PageFinding, root: str) -> Markup:
    node = atlas.node(one.study)
    doi = next((f"doi:{id_}" for id_ in node.ids if id_.startswith("10.")), "open the paper")
    away = (" ", outside(node.link, doi)) if node.link else None
    return tag("p", tag("cite", study_link(atlas, one.study, root), away), class_="by")


def others(atlas: Atlas, one: PageFinding, root: str) -> Markup:
    """Who else saw it: the other studies with findings on the same thing, by direction."""
    same = (one.about, *atlas.orthologs.get(one.about, ()))
    ways: dict[str, list[int]] = {}
    for at in same:
        for other in atlas.about.get(at, ()):
            if other.study != one.study and other.certainty != "negated":
                ways.setdefault(other.direction, []).append(other.study)
    if not ways:
        words = "No other study here reports on it."
        return tag("p", words, class_="else none")
    parts: list[Content] = [tag("strong", "Who else: ")]
    for direction in sorted(ways, key=list(DIRECTIONS).index):
        studies = unique(sorted(ways[direction]))
        named = [
            [", " if at else "", study_link(atlas, study, root, most=44)]
            for at, study in enumerate(studies[:4])
        ]
        more = f" and {len(studies) - 4} more" if len(studies) > 4 else ""
        parts += [sign(direction), f" {DIRECTIONS[direction][2]} in ", named, more, ". "]
    return tag("p", parts, class_="else")


def findings_table(
    atlas: Atlas, findings: Sequence[PageFinding], root: str, *, name: str, most: int = 1000
) -> Markup:
    """The findings as rows, with everything a card says."""
    heads = ("What", "Direction", "How sure", "Where", "Under", "Sentence", "Study")
    rows = [
        (
            link(atlas, one.about, root, most=60),
            tag("span", sign(one.direction), " ", one.direction.replace("-", " ")),
            sureness(one),
            _context(atlas, one, ("organism", "tissue", "cell type"), root),
            _context(atlas, one, ("exposure", "mission", "dataset"), root),
            tag("span", " ".join(reading_of(atlas, at) for at in one.quotes), class_="sentence"),
            study_link(atlas, one.study, root, most=60),
        )
        for one in findings[:most]
    ]
    over = None
    if len(findings) > most:
        over = tag("p", f"showing {most:,} of {len(findings):,}", class_="say-more")
    return join(over, table(heads, rows, name=name, filter=len(rows) > LONG))


def _context(atlas: Atlas, one: PageFinding, roles: Sequence[str], root: str) -> Content:
    found = unique(at for role, at in one.context if role in roles)
    return [[", " if turn else "", link(atlas, at, root)] for turn, at in enumerate(found)]


def reading_of(atlas: Atlas, at: int) -> str:
    """A sentence as a person reads it, on one line."""
    quote = atlas.page.quotes[at]
    return " ".join((quote.reading or quote.text).split())
