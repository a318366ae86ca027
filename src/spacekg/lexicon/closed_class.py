"""Closed class: the small words of English that build sentences and name nothing."""

from __future__ import annotations

_CLOSED_WORDS = """a about above after again against all also although am among an and any are as at
    be because been before being below between both but by can could did do does doing down due
    during each either etc even ever few first for from further had has have having he her
    here hers high him his how however i if in into is it its itself just last least less like
    low made may me might more most much must my near neither new no non nor not now of off
    often on once one only or other our ours out over own per put quite rather same she should
    since so some still such than that the their theirs them then there these they this those
    though through thus to too two under until up upon us use used using very via was we well
    were what when where whether which while who whom whose why will with within without would
    yet you your""".split()
#: no name when they stand alone in small letters, or with a capital as a sentence begins
CLOSED_CLASS = frozenset([*_CLOSED_WORDS, *map(str.capitalize, _CLOSED_WORDS)])
