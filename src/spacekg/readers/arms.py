"""Arms: the two groups of a contrast, which is exposed and which the reference."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacekg.patterns import compile_late

_REFERENCE = compile_late(
    r"\b(?:ground|controls?|gc|baseline|basal|bsl|vivarium|viv|cc|sham|untreated|vehicle|"
    r"non[- ]?irradiated|pre[- ]?flight|normal loading|1 ?g|reference|cohort control|earth)\b",
    re.I,
)
_EXPOSED = compile_late(
    r"\b(?:space ?flight|flt|flight|in[- ]?flight|space|hlu|hu|unload\w*|suspen\w*|irradiat\w*|"
    r"radiation|bed ?rest|micro ?gravity|µg|ug|clino\w*|rpm|rwv|immersion|hyper ?gravity|"
    r"exposed|treated|post[- ]?flight|iss)\b",
    re.I,
)
_NOT_FLIGHT = compile_late(r"\b(?:pre|non)[- ]?(?:flight|irradiat)", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arms:
    """A pair in order; ``is_turned`` when the reference stood first."""

    exposed: str
    reference: str
    differing: int
    is_turned: bool
    is_oriented: bool


def order_arms(pair: tuple[str, str]) -> Arms:
    """Exposed against reference, and how many factors (joined by ``&``) differ.

    >>> order_arms(("Ground Control & WT", "Space Flight & KO"))
    Arms(exposed='Space Flight & KO', reference='Ground Control & WT', differing=2, \
is_turned=True, is_oriented=True)
    """
    first, second = pair
    exposed_first, exposed_second = is_exposed(first), is_exposed(second)
    turned = exposed_second and not exposed_first and bool(second)
    return Arms(
        exposed=second if turned else first,
        reference=first if turned else second,
        differing=_count_differing(first, second),
        is_turned=turned,
        is_oriented=exposed_first != exposed_second,
    )


def is_exposed(arm: str) -> bool:
    """Whether the name of a group says that it was exposed.

    >>> is_exposed("FLT_C57BL6"), is_exposed("Ground control"), is_exposed("Space Flight Control")
    (True, False, False)
    """
    plain = arm.replace("_", " ").replace(".", " ")
    if _NOT_FLIGHT.search(plain) or _REFERENCE.search(plain):
        return False
    return _EXPOSED.search(plain) is not None


def _count_differing(first: str, second: str) -> int:
    one, other = ([part.strip() for part in arm.split("&")] for arm in (first, second))
    if len(one) == len(other):
        return sum(left != right for left, right in zip(one, other, strict=True))
    return len(set(one) ^ set(other))
