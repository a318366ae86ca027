"""Closed-class words and word endings: enough grammar to find phrases without a model."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """The words of a text, for lists that are easier to read as prose.

    >>> sorted(word_set("and or nor"))
    ['and', 'nor', 'or']
    """
    return frozenset(text.split())


DETERMINERS = word_set(
    "a an the this that these those its their his her our my your each every all both some any "
    "no another other such several many few most various certain either neither"
)
PREPOSITIONS = word_set(
    "of in on at by for from to with without within into onto upon under over between among "
    "across after before during since until through throughout against about above below near "
    "per versus vs vs. via than as like unlike despite toward towards around along "
    "following regarding concerning including excluding besides beyond beneath inside outside "
    "amid compared due depending aboard post pre because in-flight onboard behind prior "
    "e.g e.g. i.e i.e."
)
CONJUNCTIONS = frozenset(("and", "or", "nor", "&", "and/or", "plus"))
SUBORDINATORS = word_set(
    "albeit while whereas although though because when whenever if unless whether but since "
    "however "
    "therefore thus hence so yet where until once provided nevertheless moreover furthermore "
    "additionally conversely similarly likewise interestingly notably importantly "
    "consequently finally also then still"
)
RELATIVES = frozenset(("which", "who", "whom", "whose", "that"))
PRONOUNS = word_set(
    "we they it he she i us them him you one ones there itself themselves what this these those "
    "here nothing none others how why what"
)
BE = word_set(
    "is are was were be been being remain remains remained become becomes became "
               "seem seems seemed appear appears appeared stayed stays got"
)  # fmt: skip
HAVE = frozenset(("has", "have", "had", "having"))
DO = frozenset(("do", "does", "did"))
MODALS = word_set("can could may might must shall should will would cannot")
ADVERBS = word_set(
    "on-orbit not very more less most least only even also again almost too just rather quite much "
    "further often already never always sometimes together respectively post-flight "
    "postflight in-flight inflight both alone overall well perhaps about nearly "
    "approximately up down back far ever either instead thereby"
)

#: Verbs that report, do, or join; they end a noun phrase and start a predicate, and carry no
#: direction of their own.
PLAIN_VERBS = word_set(
    "show shows showed shown reveal reveals revealed demonstrate demonstrates demonstrated find "
    "finds found observe observes observed report reports reported indicate indicates indicated "
    "suggest suggests suggested imply implies implied detect detects detected identify identifies "
    "identified confirm confirms confirmed conclude concludes concluded propose proposes proposed "
    "hypothesize hypothesized hypothesise hypothesised exhibit exhibits exhibited display displays "
    "displayed possess possesses possessed contain contains contained include includes included "
    "provide provides provided use uses used employ employs employed analyze analyzed analyse "
    "analysed examine examines examined investigate investigates investigated study studies "
    "studied compare compares compared measure measures measured assess assesses assessed evaluate "
    "evaluates evaluated describe describes described test tests tested expose exposes exposed "
    "occur occurs occurred perform performs performed conduct conducted make makes made take takes "
    "took taken give gives gave given go goes went gone need needs needed require requires "
    "required know known believed thought consider considered experience experiences experienced "
    "undergo undergoes underwent undergone receive received represent represents represented "
    "serve serves served act acts acted play plays played work works worked depend depends "
    "depended follow follows followed involve involves involved establish established understand "
    "understood help helps helped allow allows allowed enable enables enabled encode encodes "
    "encoded express expresses expressed bind binds bound form forms formed generate generates "
    "generated produce produces produced lead leads led result results resulted cause causes "
    "caused contribute contributes contributed highlight highlights highlighted support supports "
    "supported underscore underscores emphasize emphasizes point points pointed present presents "
    "presented seems obtain obtained grow grew grown live survive survives survived fail fails "
    "failed tend tends tended pose poses posed offer offers offered address addresses addressed "
    "determine determines determined develop develops developed aim aims aimed seek sought "
    "highlighted mediate mediates mediated drive drives drove driven target targets targeted "
    "validate validated characterize characterized harvested collected isolated sacrificed flown "
    "flew launched returned came come comes persist persists persisted respond responds responded "
    "adapt adapts adapted enter enters entered switch switched move moved begin began begun "
    "start started suggesting indicating revealing showing implying highlighting demonstrating "
    "supporting using exhibiting displaying underlying emphasizing ensuring comprising comprises "
    "comprise saw sees seen explore explores manage manages ensure ensures reach reaches "
    "reached constitute "
    "constitutes parallel parallels corroborate corroborates lie lies continue continued "
    "initiate initiates initiated explain explains explained influence influences"
)

#: What a direction is never about by itself: measures of the study, groups and rhetoric.
EMPTY_HEADS = word_set(
    "study studies result results finding findings data analysis analyses work paper research "
    "experiment experiments evidence hypothesis question questions understanding knowledge "
    "researcher researchers author authors scientist scientists team we group groups animal "
    "animals mouse mice rat rats human humans astronaut astronauts crew crewmember crewmembers "
    "cosmonaut cosmonauts subject subjects participant participants patient patients control "
    "controls sample samples specimen specimens time times day days week weeks month months year "
    "years hour hours case cases condition conditions compared comparison addition contrast "
    "spaceflight microgravity flight flights mission missions space exposure environment earth "
    "environments defect defects snail snails fly flies worm worms larva larvae fish zebrafish "
    "co-treatment "
    "ground gravity way ways manner fact conclusion conclusions others "
    "insight insights implication implications aspect aspects example approach method methods "
    "model models order part role roles fig figure table respect parameter parameters "
    "one significance trend importance need attention interest "
    "therapy therapies countermeasure countermeasures topic option options variant variants lack "
    "need possibility "
    "researchers literature topics line lines e.g i.e concern concerns challenge "
    "challenges overlap utility depictions depiction applicability feasibility readiness "
    "effect effects impact impacts factor factors consequence consequences treatment treatments "
    "stage stages point points presence absence both period periods "
    "stay stays follow-up design designs paradigm paradigms simulation simulations insight "
    "interface interfaces tool tools submission submissions software database databases platform "
    "framework website api portal incomplete perspective perspectives"
)

#: Heads that name something only together with a word that does ("gravitaxis response").
WEAK_HEADS = word_set(
    "area areas field fields response responses outcome outcomes recovery improvement ability "
    "capacity phase feature "
    "features property properties risk risks function functions activity activities levels change "
    "changes expression process processes system systems structure structures region regions "
    "pattern patterns profile profiles signature signatures component components type types form "
    "forms number numbers level value values extent degree amount event events phenomenon "
    "state states site sites measure measures trait traits abilities enrichment localization"
)

#: Head nouns of measures that pass their place to what they measure ("levels of X").
MEASURE_HEADS = word_set(
    "level levels expression amount amounts abundance concentration concentrations content "
    "contents degree rate rates number numbers proportion percentage quantity extent magnitude "
    "production transcription mrna protein activity activities frequency incidence set sets "
    "group groups cluster clusters panel range variety majority fraction population state "
    "process processes formation regulation infiltration assays assay measurements analysis "
    "analyses tests"
)

#: Plain adjectives that no ending gives away.
ADJECTIVES = word_set(
    "murine bovine porcine canine prompt obligate major minor key large small high low "
    "new other main long short strong weak early late great "
    "good poor deep whole entire own rapid slow severe mild moderate multiple single direct modest "
    "robust complex broad narrow young old adult aged healthy free fast rich first second third "
    "last next same select slight light heavy dense thin thick clear novel average adverse acute "
    "unique common rare vital crucial diverse distinct discrete male female mature immature sharp "
    "raw fresh dry wet hot cold warm cool soft hard left right upper "
    "relative inner outer central distal proximal prolonged short-term long-term in-vitro "
    "significant persistent pro-inflammatory anti-inflammatory"
)
#: "apoptosis-related", "ion-induced": always a modifier.
COMPOUND_ENDINGS = (
    "-related", "-induced", "-associated", "-dependent", "-independent", "-specific", "-based",
    "-like", "-mediated", "-derived", "-type", "-driven", "-linked", "-encoding", "-responsive",
    "-sensitive", "-positive", "-negative", "-free", "-deficient", "-containing", "-regulated",
    "-bearing", "-scale", "-wide", "-level", "-term", "-protective", "-forming",
)  # fmt: skip
ADJECTIVE_ENDINGS = ("al", "ive", "ous", "ic", "ary", "able", "ible", "ful", "less", "ant", "ent",
                     "lar", "like", "oid", "ian", "ine")  # fmt: skip
NOUNS_WITH_ADJECTIVE_ENDINGS = word_set(
    "signal interval survival removal animal trial potential agent content treatment movement "
    "component experiment element development environment amount measurement assessment gradient "
    "patient parent event plant mutant antioxidant line cytokine chemokine medicine spine decline "
    "baseline adenine arginine glutamine cysteine serine histidine dopamine serotonin tissue "
    "topic metal crystal clinic music logic mechanic material arsenal arrival referendum "
    "adjustment alignment impairment involvement enrichment recruitment replacement enhancement "
    "enrichment attachment segment pigment ligament filament increment vaccine machine urine "
    "caffeine insulin creatine carnitine guanine thymine purine pyrimidine amine nutrient "
    "transient oxidant coolant library summary capillary boundary salary "
    "olive archive perspective objective hydroxyproline proline chloramine vessel mineral "
    "individual journal hospital principal percent accident student "
    "antigen moment cement fragment augment equipment requirement statement agreement"
)

#: What the experimenters set, not what they measured.
IMPOSED = word_set(
    "gravity gravitational weight-bearing weightbearing loading unloading g-level g-levels dose "
    "microgravity weightlessness hypergravity spaceflight bedrest microgravities "
    "doses dosage exposure exposures irradiance temperature light humidity gravities fluence let "
    "sample-size access"
)

#: Words before a noun that grade or count it and name nothing.
QUALITIES = word_set(
    "significant marked dramatic notable slight strong small large major minor moderate profound "
    "substantial overall total further similar persistent severe general great modest measurable "
    "progressive rapid gradual statistical observed clear striking considerable average relative "
    "net mean concomitant corresponding additional important widespread key few several many "
    "consistent robust pronounced specific global partial complete early late transient sustained "
    "initial functional percent percentage fold positive negative direct adaptive long-term "
    "short-term possible potential respective individual various main critical essential novel new "
    "acute chronic detrimental adverse beneficial high low largest greatest highest lowest "
    "smallest strongest biggest steepest most least concerted combined abundant same"
)

#: Verbs whose object tells of their subject.
SHOWING = word_set(
    "show shows showed shown reveal reveals revealed exhibit exhibits exhibited display displays "
    "displayed have has had demonstrate demonstrates demonstrated undergo underwent experienced "
    "exhibiting showing displaying having"
)
