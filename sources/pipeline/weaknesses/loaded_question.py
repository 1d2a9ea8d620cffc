"""Loaded question: a claim dressed as a question."""

import re
from collections.abc import Iterable

from sources.pipeline.charged import STRONG
from sources.pipeline.phrases import Phrases, Span
from sources.pipeline.scene import Scene
from sources.pipeline.weaknesses.base import Rule, examples, found

_JUDGED = Phrases(STRONG)
_CHARGED = Phrases(
    STRONG,
    "hiding, hide, crime, crimes, failed, fail to, lie, lied, lying, refuse, refuses, refused, "
    "ignore, ignored, ignoring, still trust, tolerate, so afraid, possibly, really, "
    "allow this, go on, get away, why else, to blame, cover up, stop",
)
_TRAPS = re.compile(
    r"\bin (?:his|her|their|your|its) right mind\b|\bany wonder\b|\bhow can (?:we|you|anyone|"
    r"anybody|they|"
    r"people)\b|\bdo (?:we|you) (?:really )?want\b|\b(?:have|has) (?:we|you|they|nobody|he|she) "
    r"(?:learned|learnt|forgotten)\b|\bwhen will\b[^?]{0,200}\b(?:finally|ever|stop|learn|admit|"
    r"wake|"
    r"listen|act)\b|\bsince when\b|\bwhat kind of\b|\bhow much longer\b|\bhow many more\b|"
    r"\bwould you (?:really|want|trust|let)\b|\b(?:do|does|did|is|are|was|were|should|have|has|"
    r"would)"
    r"n['’]t\b|\bhow dare\b|\bwho (?:needs|cares|wants|in the world)\b|\bis (?:it|this|that) "
    r"(?:really|too much|what we)\b|\bwho would\b|\bwhat right\b|\bwhy bother\b|\bwhose fault\b"
    r"|\bnothing to hide\b|\bwhy (?:is|are|was|were) [^?]{1,40}?\b(?:so|such|always|never|still)\b"
    r"|\bwhy (?:is|are|was|were|has|does) (?:nobody|no one|everyone|everybody)\b"
    r"|\b(?:is|are|was|were) [^?]{1,40}, or (?:just|simply|only|merely)\b"
    r"|\b(?:am i|are we|is one|are you) (?:supposed|expected|meant|the only|really)\b|\bhow come\b"
    r"|\bwhat sort of (?:person|people|man|woman|government|country)\b|\bis it not\b"
    r"|\bwho (?:does|do) [^?]{1,30}\bthink\b|\bwith a heart\b|\bhas [^?]{1,40}\bever done\b"
    r"|\bwhat interest (?:can|could)\b|\bwhat (?:does|do|did|is|are|was|were|has|have) [^?]{1,40}"
    r"\b(?:hiding|afraid|covering)\b",
    re.I,
)
_FORM = re.compile(
    r"\b(?:what|why|how|who|when|where)\b[^?]{0,200}?\b(?:can|could|would|should|must|possibly|"
    r"else|ever|"
    r"dare|really)\b[^?]{0,400}\?"
    r"|\b(?:is|are|was|were)n['’]t (?:it|he|she|they|this)\b[^?]{0,400}\?"
    r"|\b(?:do|does|did|has|have|can|will|would|should|could|must|is|are|was) (?:we|they|anyone|"
    r"anybody|it|he|she|you)\b[^?]{0,200}\b(?:really|still|ever|not)\b[^?]{0,400}\?"
    r"|\bhow (?:much )?(?:long|far|many more|often)(?: more)?\b[^?]{0,200}\b(?:must|can|will|"
    r"go)\b[^?]{0,400}\?"
    r"|\bwhen will\b[^?]{0,200}\b(?:stop|end|learn|admit)\b[^?]{0,400}\?"
    r"|\bwhy (?:does|do|did|is|are|was|were|has|have)\b[^?]{0,400}\?",
    re.I,
)
_OPEN_WHY = re.compile(
    r"\b(?:must|possibly|else|ever|dare|really|anyone|isn['’]t|aren['’]t)\b", re.I
)


def find(scene: Scene) -> Iterable[Span]:
    """Questions that take a deed or a judgement for granted."""
    trap = _TRAPS.search(scene.text)
    if trap:
        yield Span(trap.start(), trap.end(), trap.group())
        return
    judged = found(scene, _JUDGED)
    if judged:
        yield judged[0]
        return
    for match in _FORM.finditer(scene.text):
        charged = found(scene, _CHARGED)
        if charged or _OPEN_WHY.search(match.group()):
            asked = match.group().split("?")[0]
            yield Span(match.start(), match.start() + len(asked), asked)
            return


RULE = Rule(
    id="loaded-question",
    cues="a question with could, must, possibly or else, or with a deed taken for granted",
    find=find,
    of_questions=True,
    weight=0.8,
    weak=examples("""
What could the mayor possibly gain by hiding this?
Why does the bank refuse to tell the truth?
How many more children must suffer before the road is closed?
Who else would burn the archive?
Why should anyone believe these traitors?
How can the council ignore such a crime?
Isn't it time that the lies ended?
When will the regime stop?
Do we really want a thief in the palace?
Why did the captain lie about the fog?
How could they ever forget their duty?
What could a king gain by tolerating such thugs at his gate?
"""),
    fine=examples("""
How many people voted?
When was the bridge opened?
Who signed the treaty of 1648?
What is the population of the island?
Where does the river rise?
Which of the two maps is older?
Did the council meet in May?
What were the wages of a weaver in 1830?
How far is it from Riga to Tartu?
Is the museum open on Mondays?
Who wrote the letter, and to whom?
Why is the sky blue?
"""),
)
