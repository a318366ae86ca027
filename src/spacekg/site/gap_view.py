"""Gap view: the open questions by topic and by what is missing."""

from __future__ import annotations

from collections import Counter

from spacekg.site.atlas import Atlas, fact
from spacekg.site.frame import heading
from spacekg.site.gap_page import bearing_on
from spacekg.site.markup import Content, Markup, join, number, tag
from spacekg.site.parts import Sheet, link, listed, section, study_link, table

MOST_TOPICS = 40
NO_TOPIC = "no topic"


def write_gaps(atlas: Atlas) -> Sheet:
    """The heat map of open questions and the list of them with who asks and what bears on each."""
    gaps = atlas.of_type("KnowledgeGap")
    tally: Counter[tuple[str, str]] = Counter()
    topics: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for gap in gaps:
        kind = fact(atlas.node(gap), "kind") or "other"
        kinds[kind] += 1
        for topic in topics_of(atlas, gap):
            topics[topic] += 1
            tally[topic, kind] += 1
    rows = sorted(topics, key=lambda topic: (topic == NO_TOPIC, -topics[topic], topic))
    columns = sorted(kinds, key=lambda kind: (-kinds[kind], kind))
    shown = f"Showing {min(len(rows), MOST_TOPICS)} of {number(len(rows), 'topic')}. "
    body = join(
        heading(
            tag("p", number(len(gaps), "open question"), class_="kind"),
            tag("h1", "What nobody knows yet"),
            tag(
                "p",
                shown,
                "A row is a topic of the studies that ask, a column what is missing. Choose a "
                "number to see the questions behind it; an empty field is one nobody asked about.",
                class_="summary",
            ),
        ),
        heat(rows[:MOST_TOPICS], columns, tally, target="#questions", name="Open questions")
        if rows
        else None,
        tag(
            "p",
            tag("a", "See them as a landscape on the map", href="explore.html#gaps"),
            class_="onward",
        ),
        section("All open questions", _table(atlas), id="questions"),
    )
    return Sheet(title="What nobody knows yet", body=body)


def topics_of(atlas: Atlas, gap: int) -> tuple[str, ...]:
    """The topics of the studies that ask a question."""
    studies = atlas.studies.get(gap, ())
    found = {atlas.node(at).label for study in studies for at in atlas.near_of(study, "Topic")}
    return tuple(sorted(found)) or (NO_TOPIC,)


def heat(
    rows: list[str], columns: list[str], tally: Counter[tuple[str, str]], *, target: str, name: str
) -> Markup:
    """A table of numbers, darker the higher; each leads to the rows of a table that it counts."""
    most = max(tally.values(), default=1)
    lines = []
    for row in rows:
        cells = [_cell(row, column, tally[row, column], most, target) for column in columns]
        lines.append(tag("tr", tag("th", row, scope="row"), cells))
    head = tag("tr", tag("td", class_="corner"), [tag("th", one, scope="col") for one in columns])
    inner = tag("table", tag("thead", head), tag("tbody", lines), class_="heat counts")
    return tag(
        "div", inner, class_="scroll heat-frame", tabindex="0", role="region",
        aria_label=f"Heat map: {name}", data_picture=name.lower().replace(" ", "-"),
    )  # fmt: skip


def _cell(row: str, column: str, count: int, most: int, target: str) -> Markup:
    if not count:
        return tag("td", class_="void")
    level = 1 + min(3, 4 * (count - 1) // max(1, most))
    words = f"{row} | {column}"
    inner = tag("a", str(count), href=target, data_words=words, aria_label=f"{words}: {count}")
    return tag("td", inner, class_=f"cell level-{level}")


def _table(atlas: Atlas) -> Markup:
    gaps = atlas.of_type("KnowledgeGap")
    rows: list[tuple[Content, ...]] = []
    for gap in sorted(gaps, key=lambda at: (-len(atlas.studies.get(at, ())), at)):
        studies = atlas.studies.get(gap, ())
        rows.append(
            (
                link(atlas, gap, "", most=400),
                ", ".join(topics_of(atlas, gap)),
                fact(atlas.node(gap), "kind") or "other",
                listed(study_link(atlas, study, "", most=70) for study in studies),
                str(len(bearing_on(atlas, gap))),
            )
        )
    heads = ("Question", "Topics", "What is missing", "Asked by", "Findings that bear on it")
    return table(heads, rows, name="open-questions", filter=True)
