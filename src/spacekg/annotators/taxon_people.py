"""People: whether a document tells that somebody took part, or only speaks of patients."""

from __future__ import annotations

from spacekg.patterns import compile_late

#: so many words for people make them the subject of a text that counts nobody
MANY = 5
_PEOPLE = (
    r"(?:patients?|subjects|people|persons|child(?:ren)?|(?:wo)?m[ae]n|boys?|girls?|adults|"
    r"participants|infants|volunteers|individuals|newborns|neonates|probands?|donors|adolescents|"
    r"outpatients|families|workers|cases)\b"
)
_BETWEEN = r"(?:(?!(?:m|b)illion\b)[\w-]+ ){0,4}?"
_NUMBER = r"(?:\d{1,3}(?:,?\d{3})?|(?i:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))"
_SAMPLE = (
    r"(?i:samples?|specimens|tissues?|cells?|fibroblasts|c?DNA|RNA|sera|serum|blood|plasma|urine|"
    r"biops(?:y|ies)|tumou?rs|isolates|(?:synovio|leuko|lympho|mono|erythro|keratino)cytes)"
)
_WORD = compile_late(rf"(?i:\b{_PEOPLE})")
#: people counted, of an age, sampled, or in a kind of study that people take part in
_TOOK_PART = compile_late(
    rf"\b{_NUMBER} {_BETWEEN}{_PEOPLE}|\b\d+ (?:of|out of|in) (?:the )?\d+ "
    rf"|\b(?i:an?|one) {_BETWEEN}(?:(?:patient|child|infant) with\b|(?:wo)?man\b|boy\b|girl\b)"
    r"|\byears? old\b|\byear-old|\b[nN] ?= ?\d"
    r"|(?i:\bcohort|\brandomi[sz]|\benrol|\brecruit|\bcase report|\bcase.control|\bplacebo)"
    rf"|\b{_SAMPLE} (?:\([^()]*\) )?(?:taken |obtained |collected )?(?:of|from) {_BETWEEN}{_PEOPLE}"
    rf"|\b[Pp]atients?(?:['’]s?)?(?:[ -]derived)? (?:groups|{_SAMPLE})\b"
    r"|\b(?i:our|these|healthy|each|this) (?:[\w-]+ )?"
    r"(?:patients?|subjects|participants|volunteers)\b"
)


def took_part(text: str) -> bool:
    """Whether people took part in what a text tells of.

    >>> took_part("We scanned 12 healthy men."), took_part("It may help patients.")
    (True, False)
    """
    return _TOOK_PART.search(text) is not None or len(_WORD.findall(text)) >= MANY
