"""Noun cues: "increase in X", "loss of X", "bone loss", "no difference in X"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacekg.extraction.changes import BROKEN_DOWN, Change, tell_changes
from spacekg.extraction.cues import Cue
from spacekg.extraction.lists import phrases_from
from spacekg.extraction.phrases import Phrase
from spacekg.extraction.predicates import group_start, is_negated
from spacekg.extraction.subjects import subject_of
from spacekg.extraction.tokens import Token
from spacekg.extraction.words import COMPOUND_ENDINGS, QUALITIES, SHOWING, word_set

COMPLEMENTS = frozenset(("in", "of", "for", "to", "on", "within", "between", "among"))
#: After these a change is a topic or a cause, not something that this sentence reports.
_TOPICAL = word_set(
    "on for about against during of from like despite without regarding concerning before after "
    "because due by"
)
_SEEN = word_set(
    "observed found detected seen noted noticed reported evident apparent measured identified "
    "present recorded proven confirmed"
)


def changes_by_noun(tokens: Sequence[Token], at: int, cue: Cue) -> Iterator[Change]:
    """What the noun at ``at`` says of its complement or of the words before it."""
    first = _phrase_start(tokens, at)
    before = tokens[first - 1] if first else None
    if before is not None and before.low in _TOPICAL:
        return
    if before is not None and before.low == "in" and first > 1 and tokens[first - 2].low in _TIED:
        return  # "proteins involved in liver dysfunction"
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after is not None and after.low in _HEADS_AFTER:
        return  # "enrichment analysis", "activation scores": the next word is what is spoken of
    if (
        before is not None
        and before.low == "to"
        and first > 1
        and (tokens[first - 2].low in ("due", "owing", "attributed", "contributed", "contribute"))
    ):
        return
    if (tokens[at].low in _AGENTS or _is_lost_gene(tokens, at)) and _acts(tokens, at):
        return
    if any(
        cue.sense == "down" or (cue.sense == "change" and token.low not in _TOO_MUCH)
        for token in tokens[first:at]
        for cue in token.cues
    ):
        return  # "reduced weight gain", "altered activation" are told by the adjective
    if tokens[at].low == "degradation" and at and tokens[at - 1].low in BROKEN_DOWN:
        return  # a process, not a loss
    if _is_required(tokens, at):
        return
    governor, denied = _governed(tokens, first)
    denied = denied or any(
        t.low in ("no", "not", "without", "neither", "nor") for t in tokens[max(0, first - 2) : at]
    )
    denied = denied or _denied_later(tokens, at)
    if governor == "shield" or (governor == "down" and not denied):
        return
    if cue.sense == "change" and (
        any(_links(t) for t in tokens[at:])
        or (before is not None and before.low == "with" and any(_links(t) for t in tokens[:first]))
    ):
        return  # "changes in X were correlated with Y" tells of the correlation
    things = _compound(tokens, first, at)
    if not things:
        begin = _complement(tokens, at)
        things = phrases_from(tokens, begin, len(tokens)) if begin else _owners(tokens, first)
    elif tokens[first].low in ("these", "this", "such", "those"):
        return  # told before
    yield from tell_changes(tokens, at, "same" if denied else cue.sense, things, "noun")


def _denied_later(tokens: Sequence[Token], at: int) -> bool:
    """Whether the verb behind the noun says that it was not seen: "changes in X were not found"."""
    for index in range(at + 1, min(len(tokens), at + 30)):
        token = tokens[index]
        if token.text in ";:" or token.tag in "WSMV" or token.low in ("but", "while"):
            return False
        if token.tag == "B":
            near = [t.low for t in tokens[index + 1 : index + 5]]
            seen = any(word in _SEEN or word == "significant" for word in near)
            return "not" in near[:2] and seen
    return False


#: Nouns that turn a change before them into their modifier.
_HEADS_AFTER = word_set(
    "analysis analyses score scores assay assays test tests study studies data marker markers "
    "mechanism mechanisms pathway pathways averages rate rates curve curves threshold factor "
    "factors potential signature signatures model models program programs status index domain site"
)
_TIED = word_set("involved implicated associated participating role roles")


def _links(token: Token) -> bool:
    return any(cue.frame == "link" for cue in token.cues)


#: Interventions: said of a gene that was knocked out or blocked, they are the exposure.
_AGENTS = word_set(
    "deficiency inhibition suppression activation overexpression depletion inactivation silencing "
    "stimulation repression enrichment"
)


_REQUIRED = word_set("required needed necessary essential sufficient dispensable important crucial")


def _is_required(tokens: Sequence[Token], at: int) -> bool:
    """Whether the noun is what something else needs: "activation of X is required for Y"."""
    for index in range(at + 1, min(len(tokens) - 2, at + 8)):
        if tokens[index].text in ",;:" or tokens[index].tag in "WHOM":
            return False
        if tokens[index].tag == "B":
            return any(token.low in _REQUIRED for token in tokens[index + 1 : index + 3])
    return False


def _is_lost_gene(tokens: Sequence[Token], at: int) -> bool:
    """Whether a loss is that of a gene by its symbol: "the loss of SPR1 slows growth"."""
    symbol = tokens[at + 2].text if at + 2 < len(tokens) and tokens[at + 1].low == "of" else ""
    return tokens[at].low == "loss" and any(c.isdigit() or c.isupper() for c in symbol[1:])


def _acts(tokens: Sequence[Token], at: int) -> bool:
    """Whether the noun is the subject of a verb that changes something else."""
    for index in range(at + 1, min(len(tokens), at + 6)):
        token = tokens[index]
        if token.tag in "BHMO" or token.text in ",;.(":
            return False
        if token.cues and token.tag in "VE" and token.cues[0].frame in ("object", "both", "cause"):
            return True
        if token.low in ("initiates", "initiated", "triggers", "leads", "led", "results", "makes"):
            return True
    return False


def _owners(tokens: Sequence[Token], first: int) -> list[Phrase]:
    """Whose change it is where the noun stands alone: "density showed a decline"."""
    verb = first - 1
    while verb >= 0 and (
        tokens[verb].tag in "DRJX"
        or tokens[verb].text in "%/�"
        or (tokens[verb].low in _PERIODS and tokens[verb - 1].low in _PER)
    ):
        verb -= 1
    if verb <= 0 or tokens[verb].low not in SHOWING or tokens[verb].low.startswith(("rev", "dem")):
        return []
    return subject_of(tokens, verb)


#: "abnormal accumulation" is accumulation all the same.
_TOO_MUCH = frozenset(("abnormal", "aberrant"))
_PER = frozenset(("/", "per", "a"))
_PERIODS = frozenset(("month", "week", "day", "year"))


def _phrase_start(tokens: Sequence[Token], at: int) -> int:
    first = at
    while first > 0 and tokens[first - 1].tag in "NJGEXD":
        token = tokens[first - 1]
        if token.tag in "EG" and first > 1 and tokens[first - 2].tag in "N)RIBHM":
            break
        first -= 1
        if token.tag == "D":
            break
    return first


def _complement(tokens: Sequence[Token], at: int) -> int:
    """Where the complement of the noun begins ("increase in …", "change was seen in …"), or 0."""
    index = at + 1
    if index < len(tokens) and tokens[index].tag == "B":
        while index < len(tokens) and tokens[index].tag in "BRHM":
            index += 1
        if index >= len(tokens) or tokens[index].low not in _SEEN:
            return 0
        index += 1
        while index < len(tokens) and tokens[index].tag == "R":
            index += 1
    if index + 1 < len(tokens) and tokens[index].low in COMPLEMENTS:
        return index + 1
    return 0


def _compound(tokens: Sequence[Token], first: int, at: int) -> list[Phrase]:
    """The words before a noun cue that name what it is about ("cancellous bone loss")."""
    index = at - 1
    while index >= first and tokens[index].tag in "NJG" and not tokens[index].cues:
        index -= 1
    start = index + 1
    while start < at and (
        tokens[start].low in QUALITIES or tokens[start].low.endswith(COMPOUND_ENDINGS)
    ):
        start += 1
    if start >= at or (tokens[start].low in _PERIODS and tokens[start - 1].low in _PER):
        return []  # "a 0.7 %/month decline"
    only_qualities = all(tokens[i].tag in "JG" for i in range(start, at))
    if only_qualities and (_complement(tokens, at) or tokens[at].low[:6] in _VAGUE):
        return []
    return [Phrase(start, at - 1, at - 1)]


#: "muscular alterations", "molecular reprogramming": an adjective alone names nothing.
_VAGUE = frozenset(
    ("altera", "remode", "reprog", "change", "adapta", "respon", "differ", "shift", "shifts")
)


#: "to determine the changes in X": what is looked for has not been found yet.
_SOUGHT = word_set(
    "determine determining assess assessing examine examining investigate investigating study "
    "studying evaluate evaluating understand understanding explore exploring characterize "
    "characterizing measure measuring counteract address addressing monitor monitoring"
)


def _governed(tokens: Sequence[Token], first: int) -> tuple[str, bool]:
    """How the verb before a phrase treats it: shields it, lowers it; and whether it is denied."""
    index = first - 1
    while index >= 0 and (tokens[index].tag in "DRJ" or tokens[index].low in ("in", "to")):
        index -= 1
    if index < 0 or tokens[index].tag not in "VEGBHO":
        return "", False
    denied = is_negated(tokens, group_start(tokens, index), index)
    if tokens[index].low in _SOUGHT:
        return "shield", denied
    for cue in tokens[index].cues:
        if cue.frame == "shield":
            return "shield", denied
        if cue.sense == "down" and cue.frame in ("object", "both"):
            return "down", denied
    return "", denied
