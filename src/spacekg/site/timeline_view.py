"""Timeline view: the studies by year and exposure, larger the longer the exposure."""

from __future__ import annotations

from collections import Counter, defaultdict

from spacekg.site.atlas import Atlas, fact, newest
from spacekg.site.frame import heading
from spacekg.site.markup import Content, Markup, join, number, shorten, tag
from spacekg.site.parts import Sheet, link, section, study_link, table

MOST_LANES = 18
LEFT, RIGHT, TOP = 210, 980, 34
#: Days at most, radius, words; what lasts longer is "months and years".
SIZES = (
    (0.0, 5, "not stated"),
    (3.0, 5, "up to 3 days"),
    (14.0, 7, "up to 2 weeks"),
    (60.0, 9, "up to 2 months"),
    (float("inf"), 12, "longer"),
)


def write_timeline(atlas: Atlas) -> Sheet:
    """The picture of all dated studies and the table behind it."""
    studies = [at for at in atlas.of_type("Study") if atlas.node(at).short.isdigit()]
    lanes: Counter[int] = Counter(at for one in studies for at in atlas.near_of(one, "Exposure"))
    shown = sorted(lanes, key=lambda at: (-lanes[at], at))[:MOST_LANES]
    keys = [
        tag("span", _dot(radius), f" {words}", class_="size-key") for _, radius, words in SIZES[1:]
    ]
    keys.append(tag("span", _dot(5, open_=True), " length not stated", class_="size-key"))
    body = join(
        heading(
            tag("p", number(len(studies), "dated study", "dated studies"), class_="kind"),
            tag("h1", "Studies by year, exposure and duration"),
            tag(
                "p",
                f"Showing {len(shown)} of {number(len(lanes), 'exposure')}. A mark is a study, "
                "larger the longer its longest exposure; choose one to open it.",
                class_="summary",
            ),
        ),
        tag("p", keys, class_="swatches"),
        tag(
            "figure",
            tag(
                "div",
                _picture(atlas, studies, shown),
                class_="pan",
                tabindex="0",
                role="region",
                aria_label="Picture",
            ),
            tag("figcaption"),
            data_picture="timeline",
        )
        if shown
        else None,
        section("As a table", _table(atlas)),
    )
    return Sheet(title="Studies by year, exposure and duration", body=body)


def longest_days(words: str) -> float:
    """The longest of the durations that a study states, 0 for none.

    >>> longest_days("1, 91"), longest_days("")
    (91.0, 0.0)
    """
    days = [float(word) for word in words.split(", ") if word.replace(".", "", 1).isdigit()]
    return max(days, default=0.0)


def _size(days: float) -> int:
    return next(radius for limit, radius, _ in SIZES if days <= limit)


def _dot(radius: int, *, open_: bool = False) -> Markup:
    side = str(2 * radius + 2)
    middle = str(radius + 1)
    circle = tag("circle", cx=middle, cy=middle, r=str(radius), class_="open" if open_ else "dot")
    return tag("svg", circle, width=side, height=side, class_="t-Study", aria_hidden="true")


def _picture(atlas: Atlas, studies: list[int], lanes: list[int]) -> Markup:
    years = sorted({int(atlas.node(at).short) for at in studies})
    first, last = years[0], years[-1]
    step = (RIGHT - LEFT - 40) / max(1, last - first)
    parts: list[Markup] = []
    y = float(TOP)
    for lane in lanes:
        stacks: dict[int, list[int]] = defaultdict(list)
        for at in studies:
            if lane in atlas.near_of(at, "Exposure"):
                stacks[int(atlas.node(at).short)].append(at)
        height = max(30.0, 6 + max(_stack(atlas, stack) for stack in stacks.values()))
        name = tag("text", shorten(atlas.node(lane).label, 26), x=f"{LEFT - 26}", y=f"{y + 20:g}",
                   text_anchor="end")  # fmt: skip
        parts.append(tag("a", tag("title", atlas.node(lane).label), name,
                         href=atlas.addresses[lane]))  # fmt: skip
        parts.append(tag("line", x1=str(LEFT - 16), x2=str(RIGHT), y1=f"{y + height:g}",
                         y2=f"{y + height:g}", class_="rule"))  # fmt: skip
        for year, stack in sorted(stacks.items()):
            parts += _marks(atlas, stack, LEFT + (year - first) * step, y + 4)
        y += height
    tens = max(1, round((last - first) / 12))
    axis = [
        tag("text", str(year), x=f"{LEFT + (year - first) * step:g}", y="20", text_anchor="middle",
            class_="axis")
        for year in range(first, last + 1, tens)
    ]  # fmt: skip
    title = tag("title", "Studies by year and exposure")
    return tag("svg", title, axis, parts, viewBox=f"0 0 {RIGHT + 20} {y + 12:g}", class_="time",
               role="group", aria_label="Studies by year and exposure")  # fmt: skip


def _stack(atlas: Atlas, stack: list[int]) -> float:
    return sum(2 * _size(longest_days(_days(atlas, at))) + 2 for at in stack) + 4


def _days(atlas: Atlas, at: int) -> str:
    return fact(atlas.node(at), "days of exposure")


def _marks(atlas: Atlas, stack: list[int], x: float, top: float) -> list[Markup]:
    made = []
    for at in stack:
        days = _days(atlas, at)
        radius = _size(longest_days(days))
        top += radius
        says = f"{atlas.node(at).label} ({atlas.node(at).short}{f', {days} days' if days else ''})"
        circle = tag("circle", cx=f"{x:g}", cy=f"{top:g}", r=str(radius),
                     class_="dot" if days else "open")  # fmt: skip
        made.append(tag("a", tag("title", says), circle, href=atlas.addresses[at],
                        class_="t-Study", aria_label=says))  # fmt: skip
        top += radius + 2
    return made


def _table(atlas: Atlas) -> Markup:
    rows: list[tuple[Content, ...]] = [
        (
            study_link(atlas, at, "", most=160),
            atlas.node(at).short,
            [
                [", " if turn else "", link(atlas, other, "")]
                for turn, other in enumerate(atlas.near_of(at, "Exposure"))
            ],
            _days(atlas, at),
        )
        for at in newest(atlas.page, atlas.of_type("Study"))
    ]
    return table(
        ("Study", "Year", "Exposures", "Days of exposure"), rows, name="timeline", filter=True
    )
