"""Statements: whether a sentence tells a result, an aim, what was done, or what others found."""

from __future__ import annotations

import re
from functools import lru_cache

from spacekg.patterns import compile_late

#: Sentences of which an answer is kept: the parts of the extraction ask in turn.
_MOST_SENTENCES = 512
#: These patterns read small letters only: one that ignores case is four times as slow.
_AIM = compile_late(
    r"\b(?:aim(?:s|ed)?|goal|purpose|objective|hypothesi[sz]ed|sought to|set out to|intended|"
    r"(?:we|study|paper|review|article|work) (?:here )?(?:investigates?|investigated|examines?|"
    r"examined|explores?|explored|tested|asked|evaluated|assessed|studied|compared|analy[sz]ed|"
    r"aims|describes?|identifies|outlines?|covers?|reviews?|discuss(?:es)?|address(?:es)?|summari[sz]es?|presents?"
    r"|focus(?:es)?))\b"
    r"|^(?:[^:]{0,60}: )?(?:understanding|uncovering|identifying|investigating|determining|"
    r"developing|testing|exploring|establishing|validating|assessing|characterizing|elucidating)\b"
    r"|^(?:in order )?to (?:better |further )?(?:determine|investigate|test|understand|examine|"
    r"evaluate|assess|explore|address|study)"
    r"|\bto (?:determine|investigate|test|examine) (?:whether|if|how)\b",
)
_RESULT = compile_late(
    r"\b(?:found|show(?:s|ed|n)?|reveal(?:s|ed)?|demonstrate[sd]?|observed|resulted|"
    r"significant(?:ly)?|increased|decreased|(?:up|down)-?regulated|identified|detected|"
    r"confirmed)\b",
)
_KNOWN = compile_late(
    r"\b(?:(?:has|have) (?:long |also |recently |previously )?been (?:shown|reported|demonstrated|"
    r"found|known|proposed|suggested|observed|linked|associated|implicated|documented)|"
    r"(?:is|are) (?:well )?known|well[- ](?:known|established|documented)|previous(?:ly)? "
    r"(?:stud|work|research|experiment|finding|(?:report|show|found|observ|publish)\w*\b"
    r"(?! (?:[a-z-]+ )?(?:genes|proteins|markers|data|values|targets)))|"
    r"(?:earlier|prior|other|recent|past) (?:rodent |human |animal |clinical )?"
    r"(?:studies|work|reports|research)|"
    r"it is (?:widely |generally )?(?:accepted|believed|thought)|studies have (?:shown|reported))",
)
#: Letters of which every such word has some.
_KNOWN_LETTERS = (
    " been ", "known", "established", "documented", "previous", "studies", " work", "reports",
    "research", "accepted", "believed", "thought",
)  # fmt: skip
#: Openings of asides: general truths, examples and summings-up.
_ASIDE = compile_late(
    r"\W*(?:worldwide|globally|for (?:example|instance)|in general|generally|typically|annually|"
    r"every year|by (?:identifying|showing|revealing|demonstrating|uncovering)|this is the first "
    r"(?:evidence|study|report|demonstration|time))\b",
    re.I,
)
_DONE = compile_late(
    r"\bwe (?:have |recently |then |also |first )*(?:carried out|performed|used|employed|"
    r"screened|plated|sequenced|developed|conducted|present|designed|applied|generated|collected)\b|"
    r"\b(?:were|was) (?:then |also |subsequently )?(?:exposed|subjected|collected|harvested|"
    r"cultured|grown|flown|housed|divided|randomi[sz]ed|randomly|isolated|fed|obtained|assigned|"
    r"sampled|centrifuged|conducted|performed|carried out|recruited|sacrificed|dissected|"
    r"recorded|allocated|launched|prepared|collated|measured|assessed|evaluated|analy[sz]ed|"
    r"examined|studied|tested|determined|investigated|quantified|compared)\b",
)
_SHOWN = compile_late(
    r"\b(?:data|results?|findings|analys[ei]s|studies|we) (?:\w+ )?(?:show|indicate|reveal|"
    r"demonstrate|suggest|found|observed|detected|saw)"
)
_OUTLOOK = compile_late(
    r"\b(?:future (?:studies|research|work|missions|experiments)|further (?:studies|research|"
    r"work|investigation)|should be|needs? to be|remains? (?:to be|unknown|unclear|elusive)|"
    r"could be used|can (?:be used|improve|help|aid|inform)|will be|"
    r"pav(?:es?|ing) the way|has the potential|"
    r"offers? (?:the )?(?:a )?(?:possibilit|promis|new|valuable))",
)


def is_question(text: str) -> bool:
    """Whether the sentence asks rather than tells."""
    return text.rstrip('*_ "”').endswith("?")


def tells_aim(text: str) -> bool:
    """Whether the sentence says what the study set out to do, and no outcome.

    >>> tells_aim("We investigated whether flight reduces bone mass.")
    True
    >>> tells_aim("We aimed high and found that bone mass was reduced.")
    False
    """
    text = text.lower()
    aim = _AIM.search(text)
    return bool(aim) and not _RESULT.search(text, aim.end() if aim else 0)


@lru_cache(maxsize=_MOST_SENTENCES)
def tells_known(text: str) -> bool:
    """Whether the sentence says what others found before."""
    text = text.lower()
    for part in _KNOWN_LETTERS:
        if part in text:
            return bool(_KNOWN.search(text))
    return False


def is_aside(text: str) -> bool:
    """Whether the sentence opens as an example, a general truth or a summing-up."""
    return bool(_ASIDE.match(text))


def tells_method(text: str) -> bool:
    """Whether the sentence says what was done to the samples, and not what that showed."""
    text = text.lower()
    return bool(_DONE.search(text)) and not _SHOWN.search(text)


def tells_outlook(text: str) -> bool:
    """Whether the sentence looks ahead."""
    return bool(_OUTLOOK.search(text.lower()))
