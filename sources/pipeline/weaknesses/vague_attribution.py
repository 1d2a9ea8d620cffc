"""Nameless crowd: it is said, seen or feared by nobody in particular."""

import re
from collections.abc import Iterable

from sources.pipeline.phrases import Phrases, Span
from sources.pipeline.scene import Scene
from sources.pipeline.weaknesses.base import Rule, examples, found, lead, rest

_WHO = (
    r"(?:people|critics|experts|observers|scholars|historians|analysts|commentators|insiders|"
    r"scientists|economists|researchers|locals|residents|some|many|most|others|voices|fans|"
    r"supporters|opponents|officials|sources|skeptics|sceptics|pundits|detractors|proponents|"
    r"advocates|reviewers|academics|purists|villagers|townspeople|contemporaries|biographers|"
    r"traditionalists|reformers|campaigners|forecasters|specialists|authorities|accounts|"
    r"chroniclers|writers|authors|linguists|archaeologists|theorists|enthusiasts|viewers|readers)"
)
_VERB = (
    r"(?:say|said|saying|believe|think|thought|argue|claim|suggest|agree|fear|fault|feel|felt|"
    r"consider|regard|see|saw|call|warn|hold|held|insist|assume|maintain|contend|wonder|complain|"
    r"criticis|criticiz|prais|describe|predict|expect|speculat|blam|doubt|disput|debat|"
    r"disagree|differ|attribut|dismiss|denounc|condemn|hail|tell of|told of|speak of|spoke of|"
    r"point (?:to|out)|present|portray|remain sceptical|remain skeptical|are divided|were divided|"
    r"were quick to|are quick to|have it|are convinced|were convinced|put it down|trace|credit|"
    r"view|rate|rank|mock|ridicule|lament|welcome|oppose|favou?r|caution|allege|concede|deny|den)"
)
_CROWD = re.compile(
    rf"\b(?:(?:some|many|most|few|several|other|countless|various|numerous|conventional|"
    rf"popular|certain)\s+(?:[\w-]+\s+){{0,2}}?)?{_WHO}\s+"
    rf"(?:(?:in|of|at|on|from)\s+(?:the\s+|both\s+)?[\w-]+\s+)?"
    rf"(?:(?:have|has|had|now|still|also|often|widely|even|long|would|already|generally|"
    rf"sometimes|usually)\s+){{0,3}}{_VERB}(?:e|e?d|i?es|s|ing)?\b",
    re.I,
)
_OPINED = re.compile(
    r"\b(?:is|are|was|were|been|being)\s+(?:(?:\w+ly|often|sometimes|now|still|also|once|"
    r"long|even|by many|by some|by most)\s+){0,2}"
    r"(?:seen (?:as|to|by (?:many|some|most|critics))|regarded|considered|believed|thought|"
    r"viewed as|perceived|hailed|claimed|"
    r"alleged|argued|described as|credited (?:with|as)|known (?:as one|for (?:his|her|its))|"
    r"rumou?red|"
    r"criticis?ed|criticized|praised|acclaimed|accepted|assumed|held (?:to|up as)|deemed|reputed|"
    r"suspected|feared|suggested|speculated|acknowledged|recogni[sz]ed|remembered as|"
    r"called (?:the|an?)\b(?! [a-z]+\.$)|cited as|said|supposed|dismissed as|denounced|"
    r"blamed for)\b",
    re.I,
)
_AIR = re.compile(
    r"\b(?:(?:questions|doubts|concerns|objections|eyebrows|suspicions)\s+(?:have|had|were)\s+"
    r"(?:been\s+)?raised|(?:came|come|comes|coming) under (?:fire|criticism|attack|scrutiny)|"
    r"(?:met|greeted|received) with (?:\w+\s+){0,2}(?:acclaim|criticism|surprise|scepticism|"
    r"skepticism|outrage|praise|approval|disbelief|derision|hostility|enthusiasm|dismay|scorn)|"
    r"there (?:is|are|was|were|have been|has been) (?:\w+\s+){0,2}(?:fears?|hopes?|doubts?|claims?|"
    r"rumou?rs?|speculation|talk|calls?|concerns?|suspicions?|feeling|consensus|agreement)\b|"
    r"(?:rumou?rs|whispers|stories|speculation) (?:that|circulated|spread|abound\w*|persist\w*|"
    r"swirled|had it)|public opinion (?:turned|was|held|favou?r\w*|swung)|"
    r"(?:in|from) (?:some|many|certain|diplomatic|political|academic|business|artistic) "
    r"(?:quarters|circles)|in the eyes of (?:many|some|most)|(?:popular|common|general|widespread) "
    r"(?:belief|opinion|perception|wisdom|assumption))\b",
    re.I,
)
_EVERYONE = re.compile(
    r"\b(?:everyone|everybody|we\s+all|the\s+whole\s+world)\s+(?:now\s+|already\s+)?(?:knows?|knew|"
    r"agrees?|agreed|says?|said|believes?|believed|thinks?|thought)\s+(?:that|how)\b",
    re.I,
)
_PASSIVE = Phrases(
    "is seen, was seen, are seen, were seen, is widely, was widely, are widely, were widely, "
    "been widely, is regarded, was regarded, are regarded, were regarded, been regarded, "
    "is considered, was considered, are considered, were considered, been considered, "
    "is believed, was believed, are believed, were believed, is thought, was thought, "
    "are thought, were thought, is viewed, was viewed, are viewed, were viewed, been viewed, "
    "is perceived, was perceived, is often, was often, were often, "
    "are often, was hailed, were hailed, is hailed, "
    "been hailed, is generally, was generally, is commonly, are commonly, is said, was said, "
    "are said, were said, is known as, was known as, been called, is rumoured, was rumoured, "
    "was criticised, been criticised, is remembered as, was remembered as, is understood to"
)
_IMPERSONAL = Phrases(
    "it is said, it is believed, it was believed, it is thought, it was thought, it is claimed, "
    "it was claimed, it is argued, it is known, it is reported, it has been said, "
    "it has been claimed, it has been argued, it has been suggested, rumour has it, "
    "legend has it, word has it, as everyone knows, it is well known, it is common knowledge, "
    "as is well known, many accounts, some accounts, by all accounts, conventional wisdom, "
    "public opinion held, the story goes, there is a feeling, there is a consensus, "
    "reportedly, allegedly, supposedly"
)
_MOOD = re.compile(
    r"\b(?:increased|growing|raised|sparked|widespread|mounting|rising|deepening|drew|caused)\s+"
    r"(?:public\s+|international\s+)?(?:scepticism|skepticism|doubts?|concerns?|fears?|criticism|"
    r"outrage|unease|anger|alarm|suspicions?)\b",
    re.I,
)
_BY_NAME = re.compile(
    r"^(?:(?!\bthat\b)[^.;]){0,50}?\bby\s+(?:(?:the\s+|her\s+|his\s+)?(?:[\w’'-]+\s+){0,2}[A-Z\d]|"
    r"(?:the|a|an|his|her|its|two|three|both)\s+(?!(?:critics|public|experts|press|media|majority)\b))"
)
_LISTED = re.compile(r"\(\s*[A-ZÀ-Þ]\w+|\bnamely\b|\bamong them [A-Z]|:\s+[A-Z]\w+\s+[A-Z]")
_OF_WHOM = re.compile(r"\b(?:of\s+)?\d[\d,.]*\s*(?:%|percent|per cent|of)?\s*(?:the\s+)?\w*\s*$")
_THINGS = (
    "is often",
    "was often",
    "were often",
    "are often",
    "is generally",
    "is commonly",
    "are commonly",
    "was generally",
)
_ESTEEM = re.compile(
    r"^\s+(?:\w+\s+)?(?:seen|regarded|considered|believed|viewed|thought|known|"
    r"called|credited|described|cited|held|accepted|assumed|perceived|praised|"
    r"criticised|acclaimed|hailed|recognised|recognized|criticized)\b",
    re.I,
)


def find(scene: Scene) -> Iterable[Span]:
    """Crowds that say or think, and passives that keep the thinker out of sight."""
    if _LISTED.search(scene.text):
        return
    for pattern in (_CROWD, _EVERYONE, _MOOD, _AIR, _OPINED):
        for match in pattern.finditer(scene.text):
            span = Span(match.start(), match.end(), match.group())
            if pattern is _EVERYONE and scene.quoted(span.start) and scene.by_named():
                continue
            if not _accounted(scene, span):
                yield span
    for span in (*found(scene, _PASSIVE), *found(scene, _IMPERSONAL)):
        low = span.cue.lower()
        bare = low.endswith("widely") or low in _THINGS
        if bare and not _ESTEEM.match(rest(scene, span)):
            continue
        if not _accounted(scene, span):
            yield span


def _accounted(scene: Scene, span: Span) -> bool:
    return bool(_BY_NAME.match(rest(scene, span)) or _OF_WHOM.search(lead(scene, span)))


RULE = Rule(
    id="vague-attribution",
    cues="“critics say”, “is widely seen as”, “it is believed”, “growing concerns”",
    find=find,
    weight=0.8,
    weak=examples("""
The harbour deal was widely seen as a betrayal.
Critics say the opera house was a waste of money.
It is believed that the monks hid the bell in the marsh.
Many people feel the old currency was better.
Some historians argue that the drought came first.
The reform raised concerns about the schools.
She is considered the finest goalkeeper of her time.
Experts agree that the vaccine of that year was too weak.
There was growing scepticism about the railway.
He was often regarded as the real author of the plan.
Observers have called the truce a farce.
Rumour has it that the comet was seen twice.
It is said that the fever was brought by a Dutch sailor.
Everyone knows that the port was the richest on the coast.
"""),
    fine=examples("""
The deal was seen as a betrayal by the Dockers' Union in its letter of 4 May 1911.
Lena Ortiz said the opera house was a waste of money.
Of the 40 members asked, 31 say they want the old timetable back.
Three historians (Abel, Njoroge and Lind) argue that the drought came first.
The critics took their seats in the second row.
Many people crossed the bridge on foot that day.
The comet was seen by Edmond Halley on 5 September 1682.
Experts from the ministry repaired the pump.
She considered the offer for two days.
In a poll of 1,200 adults, 62 percent believe the tax is fair.
The observers left the polling station at nine.
The smoke could be seen from the tower.
“Everyone knows that,” said Lena Ortiz, the harbour master.
Everyone on the list of 4 May 1911 knew the password.
"""),
)
