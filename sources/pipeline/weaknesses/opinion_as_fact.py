"""Opinion as fact: clearly, of course, sadly, in the writer's own voice."""

import re
from collections.abc import Iterable

from sources.pipeline.phrases import Phrases, Span
from sources.pipeline.scene import Scene
from sources.pipeline.weaknesses.base import Rule, examples, found, lead, rest

_JUDGED = Phrases(
    "clearly, obviously, of course, rightly, wrongly, sadly, unfortunately, fortunately, "
    "undoubtedly, without doubt, without a doubt, undeniably, surely, naturally, thankfully, "
    "regrettably, tragically, needless to say, it is clear that, it is obvious, should, must, "
    "ought to, deserves, deserved, deserve, a mistake, wonderful, terrible, beautiful, ugly, "
    "shameful, a disgrace, disgraceful, unfair, unjust, too much, far too, much too, the best, "
    "the worst, foolish, wise, "
    "importantly, the important point, what matters is, important to, shame, it is true, "
    "key question, understandably, inexcusable, unforgivable, unacceptable, admirable, "
    "high time, masterpiece, an outrage, a scandal, a pity, a joke, a farce, a waste of, "
    "nonsense, we need to, you need to, we cannot, only fair, only right, no decent, "
    "no reasonable, any decent, any reasonable, boring, disappointing, excellent, delicious, "
    "lovely, charming, tasteless, overrated, underrated, pointless, ridiculous, absurd, "
    "brilliant, hideous, dreadful, awful, heroic, it would be better, would be better off, "
    "had better, it is wrong, it is right, it is good, it is bad, is simply wrong, "
    "there is no excuse, has no right, have no right, had no right, makes no sense, "
    "the right thing, the wrong thing, poor job, bad job, good job, great job, excellent job, "
    "madness, folly, insanity, idiocy, the finest, the loveliest, the ugliest, the dullest, "
    "the noblest, the most beautiful, the most boring, decent thing, deeply unjust, deeply unfair, "
    "deeply wrong, plainly wrong, it is time to, it is time that, it is time for, cannot go on, "
    "gone too far, goes too far, went too far, enough is enough, thank goodness, let us hope, "
    "hopefully, frankly, honestly, miserable failure, complete failure, total failure, "
    "a triumph, a tragedy, a blessing, a curse, a national treasure, a genius, a hero, a fool, "
    "well deserved, richly deserved, long overdue, a great loss, a step backwards, "
    "a step in the right direction, cheap, tasteless, vulgar, sublime, mediocre, third-rate, "
    "second-rate, first-rate, unreadable, unwatchable, priceless, heartless"
)
_OWNED = re.compile(
    r"\b(?:I think|I believe|in my (?:view|opinion)|to my mind|we believe|editorial"
    r"|opinion:|if you ask "
    r"me|in our view|I find)\b",
    re.I,
)
_RULE = re.compile(
    r"\b(?:law|rule|act|article|section|form|applicants?|visitors?|pupils|drivers|statute|charter|"
    r"members|candidates|regulations?|contract|dogs|passengers|cyclists|guests|tenants|users|"
    r"customers|employees|patients|swimmers|bags|helmets|tickets|payment|fees|guards|readers|"
    r"students|staff|vehicles|bicycles|manual|instructions|recipe)\b",
    re.I,
)
_MUST_FACT = re.compile(r"^\s+have\b", re.I)
_SIGHT = re.compile(r"^\s+(?:visible|marked|labelled|printed|written|audible|signed|seen)\b", re.I)


_JUST = re.compile(
    r"\b(?:is|was|are|were|be)\s+(?:just|nothing but|sheer|pure|utter|plain)\s+(?:[a-z]+\s+)?"
    r"(?:noise|nonsense|rubbish|greed|laziness|stupidity|theft|robbery|luck|propaganda|cruelty|"
    r"hypocrisy|vanity|arrogance|snobbery|kitsch|junk|evil|poison|waste|folly)\b",
    re.I,
)


def find(scene: Scene) -> Iterable[Span]:
    """Judging words that are neither owned up to nor somebody else's."""
    if _OWNED.search(scene.text):
        return
    for span in found(scene, _JUDGED):
        low, after = span.cue.lower(), rest(scene, span)
        if scene.says and not scene.quoted(span.start):
            continue
        if scene.quoted(span.start) and (scene.by_named() or low not in ("shame", "it is true")):
            continue
        if low in ("must", "should", "ought to") and (
            _RULE.search(scene.text) or _MUST_FACT.match(after)
        ):
            continue
        if low == "clearly" and _SIGHT.match(after):
            continue
        if low == "naturally" and not after.startswith(",") and lead(scene, span):
            continue
        if low == "should" and scene.text.startswith("Should"):
            continue
        yield span
    match = _JUST.search(scene.text)
    if match and not (scene.says or scene.quoted(match.start())):
        yield Span(match.start(), match.end(), match.group())


RULE = Rule(
    id="opinion-as-fact",
    cues="clearly, obviously, of course, sadly, must, should; nobody owns the judgement",
    find=find,
    weight=0.45,
    weak=examples("""
The law was clearly a mistake.
Of course the council had no right to sell the field.
Sadly, the old theatre was torn down.
The city should bring back its trams.
The judge rightly threw out the case.
Obviously the second edition is better.
The government must protect small farms.
The painter deserved a prize.
Undoubtedly the queen was wise.
Unfortunately, the railway never came.
The tax is unfair to the young.
It is clear that the captain acted well.
"""),
    fine=examples("""
I think the law was a mistake.
In my view the city should bring back its trams.
“The old theatre was terrible,” said Nadia Ferrer.
The visitors must leave their coats at the desk.
The stamp is clearly visible on page 2.
The council argued that the city should bring back its trams.
The ring must have been lost before 1910.
The judge threw out the case on 4 May.
Applicants should bring two photographs.
The label was clearly printed in red.
The critic wrote that the play was wonderful.
The queen ruled for nineteen years.
"""),
)
