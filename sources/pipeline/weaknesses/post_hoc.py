"""Cause without evidence: led to, fostered, thanks to; no mechanism and no comparison."""

import re
from collections.abc import Iterable

from sources.pipeline.phrases import Phrases, Span
from sources.pipeline.scene import YEAR, Scene
from sources.pipeline.weaknesses.base import Rule, examples, found, lead, rest

_CAUSES = Phrases(
    "foster*, enabled, enabling, enables, allowing it, allowing them, allowing him, allowing the, "
    "allowed it to, allowed them to, allowed the, gave rise, gives rise, giving rise, "
    "led to, leads to, leading to, led as well to, led directly to, led also to, also led to, "
    "resulted in, resulting in, results in, caused, causing, causes, "
    "was a result of, were a result of, is a result of, are a result of, the result of, "
    "a consequence of, the consequence of, a product of, the product of, stems from, stemmed from, "
    "triggered, triggering, triggers, sparked, sparking, boosted, boosts, boosting, "
    "deepened, deepening, strengthened, strengthening, improved the, improves the, helped enhance, "
    "helped improve, helped to, helped create, helped build, helped bring, helped the, helped "
    "make, "
    "helped lift, helps to, thanks to, "
    "due to, as a result, because of, owing to, influenced, influencing, was crucial for, able to, "
    "ended up, brought about, produced a, gave birth to, contributed to, contributing to, "
    "made possible, made it possible, drove, driving, forced the, prompted, prompting, provoked, "
    "provoking, encouraged, encouraging, encourages, inspired the, inspired a, spurred, "
    "transformed, set off, in response to this, undermined, accelerated, hastened, revived, "
    "undermining, destroyed the, ruined the, saved the, consequently, "
    "that is why, which is why, this is why, that is how, this is how, "
    "stimulated, fuelled, fueled, ushered, put an end to, ended the, weakened, plunged, crippled, "
    "changed the way, left a mark on, left its mark on, had a profound effect on, "
    "had a huge impact on, had a great influence on, got the chance to, was responsible for, "
    "were responsible for, created thousands, created new, created a, opened the door to, "
    "opened the way, had the effect of, grew out of, was born of, spread the"
)
_THROUGH = re.compile(
    r"^Through\s+(?:the|its|his|her|this|these|their)\b.*?,"
    r"|^By\s+\w+ing\b[^,]*,\s+(?:\S+\s+){1,4}?(?:got|was able|were able|gained|won|could|managed|"
    r"became|opened|found|secured)\b"
    r"|^Out of (?:the|this|these|those|their|its)\b[^,.]*?\b(?:came|grew|arose|emerged|was born)\b"
    r"|^(?:Since|Ever since)\b[^,]+,.*\b(?:has|have)\b.*\b(?:gone|fallen|risen|dropped|grown|"
    r"improved|flourished|prospered|thrived|boomed|blossomed|"
    r"increased|decreased|declined|doubled|worsened|vanished|shrunk|become)\b"
)
_THEREFORE = re.compile(
    r"(?:,\s+|\band\s+|;\s+)(?:therefore|(?<=and )so|thus|hence)\s+(?:the|its|their|our|a|all|"
    r"[A-Z][\w’'-]+)\s+(?:[\w’'-]+\s+){0,6}?"
    r"(?:became|become|becomes|grew|declined|prospered|flourished|thrived|lost|decayed|fell)\b"
)
_PROVES = re.compile(r"\bwhich\s+(?:clearly\s+|only\s+)?(?:proves|proved)\s+that\b")
_PROOF = re.compile(
    r"\b(?:triangles?|theorem|angles?|equations?|numbers?|divisible|lemma|tests?|samples?|"
    r"experiments?|dna|analysis|x-ray|watermark|handwriting|fingerprints?)\b",
    re.I,
)
_BLAMED = re.compile(
    r"\bbecause\s+(?:(?:the|its|their|our|his|her|young|old|most|all|so many)\s+)?"
    r"(?:[\w’'-]+\s+){1,3}?"
    r"(?:(?:had|have|has)\s+(?:all\s+|simply\s+|long\s+)?(?:lost|forgotten|abandoned)\s+"
    r"(?:their|its|his|her|all)\s+(?:old\s+|moral\s+|own\s+|sense\s+of\s+)*(?:bearings|faith|"
    r"morals|"
    r"values|discipline|courage|pride|will|spirit|respect|duty|honour|character|virtues?|shame|"
    r"decency|ways)"
    r"|(?:were|was|are|is|had\s+become|had\s+grown|have\s+become)\s+(?:too\s+|so\s+|simply\s+|"
    r"just\s+)?"
    r"(?:lazy|idle|greedy|weak|corrupt|soft|decadent|ignorant|ungrateful|spoiled|spoilt|immoral|"
    r"godless|careless))\b"
)
_MADE = re.compile(
    r"\b(?:made|makes|making)\s+(?:[\w’'-]+\s+){1,3}?(?:more|less|feel|understand|believe|think|"
    r"want|"
    r"act|possible|rich|poor|richer|poorer|stronger|weaker|safer|popular|famous|violent|easier|"
    r"harder|lazy|ill|sick|grow)\b"
    r"|\bturn(?:ed|s|ing)\s+(?:[\w’'-]+\s+){1,6}?into\b"
    r"|\bgave\s+(?:the\s+|its\s+|his\s+|her\s+|their\s+)?(?:[\w’'-]+\s+){1,2}?(?:a\s+|an\s+)?"
    r"(?:new\s+|fresh\s+|greater\s+)?(?:sense|chance|hope|confidence|courage|voice|boost|strength|"
    r"impetus|push|opportunity)\b"
    r"|\b(?:it|this|that|which)\s+let\s+(?:it|them|him|her|the|us)\b",
    re.I,
)
_EVENT = (
    r"(?:reforms?|laws?|treat(?:y|ies)|polic(?:y|ies)|arrival|introduction|invention|discovery|war|"
    r"crisis|victory|defeat|flood|strike|festival|railway|canal|schools?|television|smartphones?|"
    r"internet|music|games|media|tax(?:es)?|ban|currency|euro|religion|books?|films?|songs?|speech|"
    r"death|visit|stay|marriage|alliance|relationship|partnership|exchanges?|deal|agreement|ties|"
    r"establishment|opening|closing|closure|coming|rise|fall|collapse|end|loss|spread|use|"
    r"revolution|election|coach|flights|tourism|immigration|globalisation|globalization|education|"
    r"childhood|upbringing|experience|years|travels|success|failure|scandal|plague|famine|drought|"
    r"union|merger|project|programme|program|campaign|uniforms|technology|machines?|computers?)"
)
_EFFECT = (
    r"(?:shap|mould|mold|destroy|ruin|sav|kill|damag|harm|chang|revolutioni[sz]|transform|creat|"
    r"breed|bred|spawn|unleash|ignit|fuel|driv|drove|push|compel|inspir|motivat|promot|advanc|"
    r"accelerat|halt|prevent|improv|worsen|reduc|strengthen|weaken|undermin|erod|poison|corrupt|"
    r"radicali[sz]|moderni[sz]|unit|divid|liberat|free|encourag|discourag|awaken|reviv|rescu|"
    r"doom|enrich|impoverish|calm|pacif|civili[sz]|rob|cost)(?:e?s|e?d|ing|ied|ies|e)?"
)
_EVENT_CAUSES = re.compile(
    rf"\b{_EVENT}(?:\s+(?:of|to|in|with|by|between|for|from|on|into)\s+[^,.;:]{{1,60}}?)?\s+"
    rf"(?:(?:has|have|had|also|soon|quickly|already|are|is|was|were|greatly|really)\s+){{0,3}}"
    rf"(?:{_EFFECT}|brought|meant\s+the\s+end|put\s+an\s+end|gave\s+way|paid\s+off|laid)\s+"
    rf"(?:the|a|an|our|its|his|her|their|back|about|many|people|young|women|men|new|whole)\b",
    re.I,
)
_AFTERWARDS = re.compile(
    r"^(?:After|Since|Following|Once|As soon as)\b[^,]{3,100},[^.]{1,100}?\b(?:disappeared|"
    r"vanished|fell|"
    r"rose|dropped|grew|declined|collapsed|improved|recovered|soared|flourished|died out|stopped|"
    r"ceased|worsened|prospered|changed)\b"
)
_MADE_OF = re.compile(r"\bturn(?:ed|s|ing)\s+(?:left|right|off|the corner|her|his)\b", re.I)
_COUNTED = re.compile(
    r"\b(?:\d+|two|three|four|five|six|several|many|its|the|other|various|what|main)\s+$", re.I
)
_PLAIN_CAUSE = re.compile(
    r"^\s+(?:an?\s+)?(?:fallen|faulty|broken|burst|cracked|blocked|landslide|heavy (?:snow|rain)|"
    r"flood|"
    r"power cut|illness|bad weather|fog|roadworks|repairs)\b",
    re.I,
)
_ABLE = re.compile(r"\b(?:be|is|are|was|were|been|being|not)\s+$", re.I)
_COMPARED = re.compile(
    r"\b(?:compared|whereas|while|against|control|inquiry|investigators?|autopsy|trial|experiment|"
    r"measured|regression|tested)\b",
    re.I,
)
_INQUIRED = re.compile(
    r"\b(?:the )?(?:inquiry|investigation|post-mortem|court|commission|engineers?['’] report|"
    r"autopsy|investigators|log)\b.{0,200}?\b(?:found|traced|ruled|shows?|names?)\b",
    re.I,
)
_DUE = re.compile(
    r"^\s+(?:open|arrive|leave|retire|meet|begin|start|end|speak|appear|report|sail|be|close|"
    r"finish|return)\b",
    re.I,
)
_ROAD = re.compile(
    r"\b(?:road|path|door|stairs|street|gate|corridor|lane|bridge|track|steps|"
    r"passage|tunnel)s?\s+(?:that\s+|which\s+)?$",
    re.I,
)
_OBJECT = re.compile(r"^\s+(?:car|bus|train|cart|home|north|south|east|west|to|into|past|lorry)\b")


def find(scene: Scene) -> Iterable[Span]:
    """Causal words in a sentence that compares nothing and names no inquiry."""
    if (scene.has_digit and _COMPARED.search(scene.text)) or _INQUIRED.search(scene.text):
        return
    for span in found(scene, _CAUSES):
        low, after, before = span.cue.lower(), rest(scene, span), lead(scene, span)
        if low == "due to" and _DUE.match(after):
            continue
        if low.startswith(("led to", "leading to", "leads to")) and _ROAD.search(before):
            continue
        if low in ("drove", "driving") and _OBJECT.match(after):
            continue
        if low == "causes" and _COUNTED.search(before):
            continue
        if low in ("due to", "because of", "owing to") and _PLAIN_CAUSE.match(after):
            continue
        if low == "able to" and ("not be" in before[-12:] or not _ABLE.search(before)):
            continue
        yield span
    if not _counts(scene):
        for pattern in (_THROUGH, _AFTERWARDS, _EVENT_CAUSES):
            match = pattern.search(scene.text)
            if match:
                yield Span(match.start(), match.end(), match.group())
    yield from _concluded(scene)
    for match in _MADE.finditer(scene.text):
        if not _MADE_OF.match(match.group()):
            yield Span(match.start(), match.end(), match.group())


def _counts(scene: Scene) -> bool:
    """It has a figure that is no year."""
    return any(character.isdigit() for character in YEAR.sub("", scene.text))


def _concluded(scene: Scene) -> Iterable[Span]:
    """Conclusions, and blame put on what people are like, with no figure and no test beside."""
    if _counts(scene):
        return
    for pattern in (_THEREFORE, _PROVES, _BLAMED):
        match = pattern.search(scene.text)
        if match and not (pattern is _PROVES and _PROOF.search(scene.text)):
            yield Span(match.start(), match.end(), match.group().lstrip(" ,;"))


RULE = Rule(
    id="post-hoc",
    cues="led to, fostered, thanks to, as a result, was able to; no comparison, no inquiry",
    find=find,
    weight=0.7,
    weak=examples("""
The new flag led to a rich harvest.
Thanks to the mayor, the shops filled again.
The ties fostered a spirit of trade between the ports.
The comet caused the fall of the dynasty.
Through the reform, the island found its voice.
The school burned down; as a result the village lost its faith.
Her songs sparked the rising of the weavers.
The canal boosted the pride of the province.
Due to the treaty, the youth began to travel.
The book deepened understanding between the two peoples.
The alliance enabled the farmers to grow rich.
The speech triggered a wave of weddings.
The fair brought money, and therefore the farmers of the plain became proud.
The guild closed its school, and so the town declined.
Theft rose sharply, because the weavers had lost their moral bearings.
The harvest failed because the tenants were lazy.
Since the library opened in 2015, cafés in the square have flourished.
The hall was full that night, which proves that it was worth its price.
"""),
    fine=examples("""
Yields rose 30 percent in irrigated districts, compared with 2 percent in dry ones.
The road that led to the mill was paved.
The train is due to leave at nine.
Following the war, the parliament met in Kassel.
The inquiry found that a cracked axle caused the crash.
She drove to the coast and took the ferry.
The court ruled that the leak was due to a faulty valve.
A door leading to the garden stood open.
After the flood the school moved to the hill.
The autopsy found that arsenic caused his death.
In the trial, 12 of 100 fell ill in the treated group against 40 of 100 in the control group.
The mayor cut the ribbon and the band played.
All its angles are equal, which proves that the triangle is regular.
She missed the ferry, and so she stayed the night at Norra.
The shop closed early because the boiler had burst.
Since 2015 the library has opened at nine.
The mill race was dry, and therefore the wheel stood still.
Sales in the square rose from 310 to 420 after the library opened, which proved that 110 more came.
"""),
)
