"""Conflict view: what studies say the opposite of, both sentences side by side."""

from __future__ import annotations

from spacekg.analytics import Conflict
from spacekg.exporters.page import PageFinding
from spacekg.site.atlas import Atlas
from spacekg.site.entity_page import conflict_anchor
from spacekg.site.finding_card import finding_card
from spacekg.site.frame import heading
from spacekg.site.markup import Markup, join, number, tag
from spacekg.site.parts import DIRECTIONS, Sheet, link, sign, study_link, table, title_case, twin

MOST_A_SIDE = 3


def write_conflicts(atlas: Atlas) -> Sheet:
    """The page of all conflicts, the unexplained first."""
    rows = [
        (
            one.label,
            one.status,
            ", ".join(one.moderators),
            finding.direction,
            finding.quote,
            _study(atlas, finding.study),
        )
        for one in atlas.conflicts
        for finding in one.findings
    ]
    heads = ("What", "Status", "Differs in", "Direction", "Sentence", "Study")
    body = join(
        heading(
            tag("p", number(len(atlas.conflicts), "conflict"), class_="kind"),
            tag("h1", "Where studies disagree"),
            tag(
                "p",
                "Studies that say different things of one gene or trait, each in its own words; a "
                "review may tell of both. Often they looked at another tissue, species or time: "
                "what differs is named.",
                class_="summary",
            ),
        ),
        [_pair(atlas, one) for one in atlas.conflicts],
        twin("The conflicts as a table", table(heads, rows, name="conflicts")) if rows else None,
    )
    return Sheet(title="Where studies disagree", body=body)


def _study(atlas: Atlas, iri: str) -> Markup:
    at = atlas.find(iri)
    return join(iri) if at is None else study_link(atlas, at, "")


def sides(atlas: Atlas, one: Conflict) -> tuple[tuple[str, tuple[PageFinding, ...]], ...]:
    """The findings of each direction of a conflict."""
    told = {
        (atlas.find(side.about), side.direction, side.reference, side.quote): atlas.find(side.study)
        for side in one.findings
    }
    studies = sorted({study for study in told.values() if study is not None})
    reported = [finding for study in studies for finding in atlas.reported.get(study, ())]
    order = list(DIRECTIONS)
    return tuple(
        (
            direction,
            tuple(
                one
                for one in reported
                if one.direction == direction
                and any(
                    told.get((one.about, direction, one.cites, atlas.page.quotes[at].text), -1)
                    == one.study
                    for at in one.quotes
                )
            ),
        )
        for direction in sorted({finding.direction for finding in one.findings}, key=order.index)
    )


def _pair(atlas: Atlas, one: Conflict) -> Markup:
    at = atlas.find(one.entity)
    moderators = (
        f"They differ in: {', '.join(one.moderators)}"
        if one.moderators
        else "Nothing recorded here explains it"
    )
    columns = []
    for direction, findings in sides(atlas, one):
        _, kind, words = DIRECTIONS[direction]
        over = len(findings) - MOST_A_SIDE
        columns.append(
            tag(
                "div",
                tag("h3", sign(direction), f" {title_case(words)}", class_=kind),
                [finding_card(atlas, row, "", by_study=False) for row in findings[:MOST_A_SIDE]],
                tag("p", f"showing {MOST_A_SIDE} of {len(findings)}", class_="say-more")
                if over > 0
                else None,
            )
        )
    name = link(atlas, at, "") if at is not None else one.label
    return tag(
        "section",
        tag("h2", name),
        tag("p", moderators, class_=f"notice {one.status}"),
        tag("div", columns, class_="versus"),
        id=conflict_anchor(atlas, one),
        class_="clash",
    )
