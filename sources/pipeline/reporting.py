"""Whether a sentence reports what somebody else said or thought: verbs, nouns, quotations."""

import re
from collections.abc import Iterable
from functools import cache

from sources.pipeline.judging import Cue, Judgement, judge, weights_of
from sources.pipeline.lists import Category, Lists, categories_of, forms_of_verb, word_set
from sources.pipeline.phrases import Span, Word, shortened
from sources.pipeline.scene import Scene
from sources.pipeline.speakers import is_title, source_noun

TASK = "attribution"
_VERBS = ("verbs of saying", "firm saying", "verbs of thinking", "firm thinking")
_PRONOUNS = word_set("standing for somebody")
_OWN = frozenset({"i", "we", "you", "let", "let's", "i'd", "i've", "we've", "i'm"})
_BODIES = word_set("who may say something")
_ADVERBS = word_set("between subject and verb")
_MODALS = word_set("before a plain verb")
_DETERMINERS = word_set("before a noun")
_WH = frozenset({"whether", "why", "how", "what", "who", "where", "when", "if"})
_CLAUSE = word_set("beginning of a clause")
_OF_NOUN = frozenset({"that", "of", "about", "over", "from", "whether", "for", "by", "to", "as"})
_POSSESSIVE = frozenset({"his", "her", "their", "its", "whose"})
_AUXILIARY = word_set("auxiliary verbs")
_THINGS = word_set("things that show")
_LINKS = frozenset({"of", "in", "at", "for", "from", "by", "with", "on", "to", "near"})
_LONG_QUOTE = 4
_QUOTE_NEXT = re.compile(r"[,:]?\s*[“\"«‘]")
_END_NEXT = re.compile(r"\s*(?:[.,;!?—]|$)")
_QUOTE_PAST = re.compile(r"[”\"»’]\s*$|,\s*$")
_COLON_QUOTE = re.compile(r":\s*[“\"«]|[”\"»]\s*[:—–]")
_NAMING = re.compile(
    r"\b(?:call(?:ed|s|ing)?|label(?:l?ed|s)?|brand(?:ed|s)?|dismiss(?:ed|es)?|describ(?:ed|es)|"
    r"portray(?:ed|s)?|regard(?:ed|s)?|consider(?:ed|s)?|see|sees|saw|hail(?:ed|s)?|slam(?:med|s)|"
    r"blast(?:ed|s)|denounc(?:ed|es)|condemn(?:ed|s)?|view(?:ed|s)?)\s+"
    r"(?:him|her|it|them|himself|herself|itself|themselves|the|his|their|its|this|that|both)\b"
    r"(?:\s+[\w’'-]+){0,3}?\s+(?:an?|the|as|“|\")(?=\s|\w)"
)
_ODD = re.compile(r"[“”«»\"]")


@cache
def _lists() -> Lists:
    return Lists(category for category in categories_of(TASK) if category.name in _listed())


@cache
def _listed() -> frozenset[str]:
    return frozenset(c.name for c in categories_of(TASK) if c.prior or c.name == "neutral")


@cache
def _forms() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Each verb form with the lists that it is of and the sorts of form that it can be."""
    lists: dict[str, set[str]] = {}
    sorts: dict[str, set[str]] = {}
    for category in _verb_lists():
        for verb in category.phrases:
            for form, sort in forms_of_verb(verb):
                lists.setdefault(form, set()).add(category.name)
                sorts.setdefault(form, set()).add(sort)
    return {form: (frozenset(lists[form]), frozenset(sorts[form])) for form in lists}


def _verb_lists() -> list[Category]:
    return [c for c in categories_of(TASK) if c.name in _VERBS]


@cache
def _nouns() -> frozenset[str]:
    found = [c.phrases for c in categories_of(TASK) if c.name == "nouns of saying"]
    return frozenset(word for phrases in found for word in phrases if " " not in word)


def reports_in(scene: Scene) -> list[Cue]:
    """Whatever shows that somebody's words or thoughts are reported, or that they are not."""
    cues = [Cue(found.category, found.span) for found in _lists().find(scene.text, scene.words)]
    forms, nouns = _forms(), _nouns()
    for at, word in enumerate(scene.words):
        if word.low in forms:
            sort = _of_verb(scene, at)
            if sort:
                cues.append(_cue(scene, sort, word))
        if word.low in nouns:
            sort = _of_noun(scene, at)
            if sort:
                cues.append(_cue(scene, sort, word))
        if word.low in _OWN and not scene.quoted(word.start):
            cues.append(_cue(scene, "sign own voice", word))
    cues += _quotes(scene)
    return cues


def reporting_of(scene: Scene) -> Judgement:
    """Whether somebody else's statement or thought is reported, and by which words."""
    return judge(reports_in(scene), weights_of(TASK))


def _cue(scene: Scene, sort: str, word: Word) -> Cue:
    return Cue(sort, Span(word.start, word.end, scene.text[word.start : word.end]))


def _of_verb(scene: Scene, at: int) -> str:
    """How firmly a verb reports: by its list, its subject and what follows it."""
    word = scene.words[at]
    lists, sorts = _forms()[word.low]
    before = scene.words[at - 1].low if at else ""
    if before in _OWN and not scene.quoted(word.start):
        return ""
    if before in _THINGS:
        return ""
    noun_like = "past" not in sorts and "ing" not in sorts and before in _DETERMINERS
    if noun_like or (scene.text[word.start].isupper() and at):
        return ""
    firmly = bool(lists & {"firm saying", "firm thinking"})
    frame = _frame(scene, at, sorts, firm=firmly)
    if not frame or (sorts == {"ing"} and word.low in _nouns()):
        return ""
    family = "say" if lists & {"verbs of saying", "firm saying"} else "think"
    return f"{family} {'firm' if firmly else 'other'} {frame}"


def _frame(scene: Scene, at: int, sorts: frozenset[str], *, firm: bool) -> str:
    """What stands around a verb, in two words; empty where it is no verb."""
    before = scene.words[at - 1].low if at else ""
    follows = _complement(scene, at)
    if before in _MODALS:
        return f"modal {'clause' if follows in {'that', 'clause', 'wh', 'quote'} else 'bare'}"
    if sorts == {"ing"}:
        return f"ing {'clause' if follows in {'that', 'clause', 'wh', 'quote'} else 'bare'}"
    subject = _has_subject(scene, at, plural=sorts == {"base"} and (firm or follows == "that"))
    turned = follows != "that" and bool(_QUOTE_PAST.search(scene.text[: scene.words[at].start]))
    if turned:
        return "turned"
    told = follows in {"that", "quote", "wh"} and "third" in sorts
    if sorts <= {"base", "third"} and not subject and not told:
        return ""  # an order, or a noun
    return f"{'subject' if subject else 'none'} {follows}"


def _complement(scene: Scene, at: int) -> str:
    """What follows a verb: that, a question word, a quotation, a clause, the end, or something."""
    word = scene.words[at]
    after = scene.text[word.end : word.end + 4]
    if _QUOTE_NEXT.match(after):
        return "quote"
    if _END_NEXT.match(after):
        return "end"
    if at + 1 >= len(scene.words):
        return "end"
    following = scene.words[at + 1]
    if following.low == "that":
        return "that"
    if following.low in _WH:
        to_do = at + 2 < len(scene.words) and scene.words[at + 2].low == "to"
        return "thing" if to_do else "wh"
    clause = following.low in _CLAUSE or scene.text[following.start].isupper()
    if clause and _verb_soon(scene, at + 2):
        return "clause"
    return "thing"


def _verb_soon(scene: Scene, at: int) -> bool:
    """A finite verb stands among the next words, so that what follows is a clause."""
    return any(
        word.low in _AUXILIARY or (word.low.endswith("ed") and len(word.low) > 4)
        for word in scene.words[at : at + 4]
    )


def _has_subject(scene: Scene, at: int, *, plural: bool) -> bool:
    """Somebody who can speak stands before the verb, adverbs left out. plural: the form is one
    that goes with any plural (`groups say`)."""
    place = at - 1
    while place >= 0 and (
        scene.words[place].low in _ADVERBS or scene.words[place].low.endswith("ly")
    ):
        place -= 1
    if place < 0:
        return False
    word = scene.words[place]
    low = word.low
    if low in _PRONOUNS or low in _BODIES or low.removesuffix("s") in _BODIES or source_noun(low):
        return True
    if plural and place == at - 1 and low.endswith("s") and not low.endswith(("ss", "us", "'s")):
        return True
    if scene.text[word.start].isupper() and word.low not in _DETERMINERS:
        return True
    return _body_before(scene, place)


def _body_before(scene: Scene, place: int) -> bool:
    """Somebody who can speak stands a few words before, with `of …` between: a study of wells."""
    for at in range(place - 1, max(-1, place - 6), -1):
        low = scene.words[at].low
        if low in _BODIES or source_noun(low):
            between = scene.text[scene.words[at].end : scene.words[place].end]
            return "," not in between and scene.words[at + 1].low in _LINKS
    return False


def _of_noun(scene: Scene, at: int) -> str:
    """A noun for something said: with what was said, with who said it, or alone."""
    before = scene.words[at - 1].low if at else ""
    after = scene.words[at + 1].low if at + 1 < len(scene.words) else ""
    owned = before in _POSSESSIVE or before.endswith(("'s", "s'"))
    if after == "that":
        return "noun that"
    if owned:
        return "noun owned"
    return "noun of" if after in _OF_NOUN else "noun alone"


def _quotes(scene: Scene) -> Iterable[Cue]:
    """Quotations as long as speech, short ones, and those that begin or end elsewhere."""
    for mark in scene.quotations:
        said = scene.text[mark.start : mark.end]
        words = said.split()
        span = Span(mark.start, mark.end, shortened(said))
        if len(words) < _LONG_QUOTE:
            yield Cue("quote short", span)
        elif not is_title(words):
            yield Cue("quote long", span)
    marks = _ODD.findall(scene.text)
    if len(marks) % 2:
        yield Cue("quote open", Span(0, 1, marks[0]))
    match = _NAMING.search(scene.text)
    if match:
        yield Cue("calls it", Span(match.start(), match.end(), match.group()))
    match = _COLON_QUOTE.search(scene.text)
    if match:
        yield Cue("quote colon", Span(match.start(), match.end(), match.group().strip()))
