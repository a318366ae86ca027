"""Reports: whether a sentence of a full paper tells what was seen there, not what is known."""

from __future__ import annotations

from spacekg.extraction.words import word_set
from spacekg.patterns import compile_late

#: A verb in the past, the writers themselves, a figure, or a number of a test.
_SEEN = compile_late(
    r"\b(?:was|were|had|did|didn|showed|found|fell|rose|grew|became|led|remained|underwent|kept|"
    r"lost|went|we|our|us)\b|\b(?:fig(?:ure|s|ures)?|table|supplementary|data not shown)\b"
    r"|\bp\s*[<>=]",
)
#: A word in -ed that may be a verb in the past; the others describe.
_PAST = compile_late(r"(?<![-\w])[a-z]{2,}(?:ed|wn)\b")
_BEFORE_VERB = compile_late(
    r"\b(?:is|are|be|been|being|has|have|the|an?|of|in|with|by|and|or|for|to|as|from|not|often|"
    r"typically|commonly|well|highly|also|more|most|can|than|that have|which are|,)\s+$"
)
_DESCRIBING = word_set(
    "increased decreased reduced elevated improved altered enhanced impaired related based need "
    "associated limited mentioned involved proposed expected mediated induced known shown seed "
    "feed needed required used derived produced speed weed exceed proceed breed blood red"
)
_FIGURE = compile_late(r"\b(?:fig(?:ure|s|ures)?|table|supplementary|data not shown)\b|\bp\s*[<>=]")
#: A reference to the work of others: "[13]", "(20)", "(Smith et al., 2019)".
_CITED = compile_late(
    r"\[\d{1,3}(?:\s*[,–-]\s*\d{1,3})*\]|\(\d{1,3}(?:\s*[,–-]\s*\d{1,3})*\)|\bet al\b|"
    r"\([A-Z][\w-]+(?: and [A-Z][\w-]+)?,? (?:19|20)\d\d[a-z]?\b"
)
_OWN = compile_late(r"\b(?:we|our|here|this study|the present study)\b")
#: A legend that stands among the results: "S1 Fig. …", "Figure 2: …".
_LEGEND = compile_late(
    r"\W*(?:S\d+ (?:Figs?|Tables?)\b|(?:Supplementary |Extended Data )?(?:Figs?|Figures?|Tables?)"
    r"\b\W*S?\d)"
)
#: "An overview of X is shown in Fig. 2" tells where to look, not what was found.
_POINTING = compile_late(
    r"\b(?:is|are|was|were) (?:also |all )?(?:shown|depicted|presented|listed|summari[sz]ed|given|"
    r"displayed|illustrated|provided|described) (?:in|as) (?:the )?(?:s\d|fig|table|suppl|"
    r"heat ?map)|^\W*representative \w+|\(a\).{8,200}\(b\)"
)
_VERB = compile_late(
    r"\b(?:is|are|was|were|has|have|had|did|does|do|can|may|might|could|will|would)\b|\w{2,}ed\b|"
    r"\b(?:show|fell|rose|grew|led|found|went|became|saw|lost|kept|remain)\w*\b"
)


def reports_result(text: str, source: str) -> bool:
    """Whether a sentence of a results section reports a result of its own paper.

    ``source`` is the sentence as it stands in the source, with its references.

    >>> seen, told = "Mass was lower (Fig. 2).", "Cytokines activate T cells."
    >>> reports_result(seen, seen), reports_result(told, told)
    (True, False)
    >>> reports_result("Mass was lower.", "Mass was lower [12].")
    False
    """
    low = text.lower()
    if _LEGEND.match(text) or _POINTING.search(low):
        return False
    if not _VERB.search(text) or not (_SEEN.search(low) or _has_past(low)):
        return False
    return not _CITED.search(source) or bool(_OWN.search(low) or _FIGURE.search(low))


def _has_past(text: str) -> bool:
    return any(
        match.group() not in _DESCRIBING
        and not _BEFORE_VERB.search(text, max(0, match.start() - 16), match.start())
        for match in _PAST.finditer(text)
    )
