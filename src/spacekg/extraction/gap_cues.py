"""Gap cues: how writers say that something is not known or should be studied.

Collected from introductions, discussions and outlooks of papers in physiology and space biology.
"""

from __future__ import annotations

import re

from spacekg.patterns import compile_late

_FAR = r"(?:[\w’'-]+ ){0,3}?"
_KNOWN = (
    r"(?:understood|known|studied|investigated|explored|elucidated|characteri[sz]ed|established|"
    r"examined|determined|defined|addressed|quantified|clarified|achieved|resolved|identified|"
    r"evaluated|assessed|tested|validated|confirmed|described|reported|delineated|appreciated)"
)
#: One match in the small letters of a sentence makes it a gap.
GAP_CUES = compile_late(
    r"\b(?:remain(?:s|ed)?|is|are|was|were|still|as yet|currently) "
    + _FAR
    + r"(?:unknown|unclear|elusive|undetermined|unresolved|uncertain|unexplored|unanswered|"
    r"controversial|debated|lacking|scarce|limited in number|inconclusive|understudied|sparse|"
    r"insufficient to|under-?explored|ill[- ]defined|speculative)\b"
    r"|\bremain(?:s|ed)? (?:largely |still |yet )?to be\b"
    r"|\b(?:not|never|poorly|incompletely|insufficiently|inadequately|rarely|scarcely|barely) "
    r"(?:yet |been |fully |well |completely |clearly |thoroughly |adequately |entirely |"
    r"sufficiently |extensively |systematically |previously |directly |be ){0,4}" + _KNOWN + r"\b"
    r"|\b(?:have|has|had|is|are) yet to be\b"
    r"|\bless(?:er)? (?:is |well )?(?:known|understood|studied)\b|\bleast studied\b"
    r"|\b(?:very |relatively |still )?little (?:is|has been|was) (?:\w+ )?known\b"
    r"|\b(?:little|limited|scarce|insufficient|few|no|scant) (?:\w+ )?(?:information|knowledge|"
    r"understanding|studies|reports|research|attention|evidence exists)\b"
    r"|\black(?:s|ing)? of (?:[\w’'–/-]+ ){0,4}?(?:data|studies|information|knowledge"
    r"|understanding|"
    r"research|methods|evidence|associations|consensus|standardi[sz]ation|models|reports|"
    r"investigations?)\b"
    r"|\b(?:future|further|additional|more|continued|subsequent|larger|follow-up|ongoing|longer|"
    r"more intricate|deeper|better) (?:[\w’'–/-]+ ){0,4}?(?:stud(?:y|ies)|research|work|"
    r"investigations?|experiments?|efforts|understanding|analys[ie]s|clarification|elucidation|"
    r"evaluation|exploration|validation|data|missions|dissection|trials|points) "
    r"(?:[\w’'(),–-]+ ){0,12}?(?:need(?:s|ed)?|require[sd]?|should|will|are necessary|is necessary|"
    r"must|could|warranted|may|can|would|is essential|are essential|merited|to (?:determine|"
    r"understand|confirm|elucidate|establish|clarify|identify|explore|validate))\b"
    r"|\b(?:should|needs? to|must|will need to|ought to|has to|have to|remains? to) "
    r"(?:\w+ )?(?:be )?(?:further |also |more )*(?:investigat|stud(?:y|ied)|examin|explor|validat|"
    r"test|confirm|address|determin|elucidat|evaluat|clarif|consider)\w*"
    r"|\b(?:requir|warrant|need|merit|necessitat|deserv|call(?:s|ing)? for|await)\w* (?:for )?"
    r"(?:a |an |the |more |much )?(?:further|additional|more|discovery|deeper|larger|future"
    r"|careful|"
    r"better)\b"
    r"|\b(?:knowledge|research|critical|significant|important|current) gaps?\b|\bgaps? in "
    r"(?:our|the|"
    r"current|knowledge|understanding)\b|\bunmet need\b"
    r"|\b(?:pressing|urgent|critical|clear|strong|great|current) need\b|\bneed (?:for|to) "
    r"(?:\w+ ){0,3}?"
    r"(?:investigat|stud|understand|develop|establish|research|mitigat|data|establish|method|human|"
    r"counter|all)\w*"
    r"|\bopen questions?\b|\bquestions? (?:\w+ )?remains?\b|\bquestions? (?:of|about|as to"
    r"|regarding|"
    r"is|whether) (?:\w+ )?(?:whether|how|what|why|if|the)\b|\bunknown (?:function|mechanism|role|"
    r"whether|how|effect)|\b(?:unknown|unclear|uncertain|not clear|not known) (?:whether|if"
    r"|how|why|"
    r"what|which|to what)\b"
    r"|\bimportance of future\b|\bfuture (?:studies|research|work|investigations?|experiments?) "
    r"(?:[\w-]+ ){0,2}?(?:should|will|is|are|can|could|may|must|need|on|into|of)\b"
    r"|\b(?:limited|small|insufficient) (?:sample size|number of (?:samples|subjects|animals))\b"
    r"|\bstrongly advocates? for\b|\bfails? to (?:teach|explain|address|capture)\b|\bwas "
    r"limited to\b"
    r"|\b(?:would|could) (?:also )?(?:help to |help |provide )(?:elucidate|clarify|insight"
    r"|determine)"
    r"|\bno (?:\w+ )?(?:assessment|study|studies|investigation|analysis|comparison|work|data"
    r"|report|"
    r"evidence)s? (?:has|have|is|are) (?:yet )?(?:been )?\w+"
    r"|\b(?:is|are|was|were) (?:urgently |still |therefore |thus )?(?:required|needed|necessary|"
    r"warranted|imperative) (?:in order )?(?:to (?:\w+ly )?(?:discern|determine|understand"
    r"|elucidate|confirm|"
    r"achieve|bridge|establish|clarify|identify|validate|assess|evaluate|define|resolve)|in "
    r"addition)"
    r"|\b(?:a|the) (?:thorough|better|deeper|complete|full|fuller|comprehensive|more \w+|detailed|"
    r"clear) (?:understanding|knowledge|picture) of (?:[\w,’'–/-]+ ){1,30}?(?:is|are|will be"
    r"|presents|"
    r"remains|would) "
    r"|\b(?:not|difficult|impossible|hard) (?:yet )?(?:possible )?to (?:generali[sz]e|predict"
    r"|conclude|"
    r"distinguish|extrapolate)\b"
    r"|\bcall(?:s|ed|ing)? for (?:the |a |an )?(?:\w+ )?(?:investigation|study|research"
    r"|clarification|"
    r"assessment|development|studies|approach)",
)
#: Letters of which a gap has at least one: a plain look for them spares most sentences the pattern.
GAP_LETTERS = tuple(
    "unknown|unclear|elusive|undetermined|unresolved|uncertain|unexplored|unanswered|controversial|"
    "debated|lack|scarce|limited|inconclusive|understudied|sparse|insufficien|under|ill-|ill |"
    "speculative|remain|not |never|poorly|incomplete|inadequate|rarely|barely|yet to be|less|least|"
    "little|few|no |scant|further|future|additional|more|continued|subsequent|larger|follow-up|"
    "ongoing|longer|deep|better|should|need|must|ought|has to|have to|requir|warrant|merit|necess|"
    "deserv|call|await|gap|question|small|advocate|fail|would|could|imperative|knowledge|picture|"
    "difficult|impossible|hard".split("|")
)
#: A bullet that opens with what is to be done ("Uncovering the mechanisms behind …").
GAP_TASK = compile_late(
    r"^(?:[^:]{0,60}:\s*)?(?:understanding|uncovering|identifying|investigating|determining"
    r"|testing|"
    r"validating|elucidating|assessing|clarifying|exploring|dissecting)\b",
    re.I,
)
#: A sentence that only announces the list of gaps after it.
GAP_LEAD = compile_late(
    r":\s*[*_]*$|\b(?:highlights?|identif\w+|raises?|points? to|leaves?|several|key|some|many"
    r"|these) "
    r"(?:\w+ ){0,5}?(?:areas|questions|gaps|avenues|directions|limitations)\b(?=[^.]{0,60}\.?\s*$)",
    re.I,
)
