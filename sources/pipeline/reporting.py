"""Whether a sentence reports what somebody else said or thought: verbs and nouns in their frames."""

import re
from collections.abc import Iterable
from functools import cache

from sources.pipeline.judging import Cue, Judgement, judge, weights_of
from sources.pipeline.lists import Category, Lists, categories_of, forms_of_verb
from sources.pipeline.phrases import Span, Word
from sources.pipeline.scene import Scene
from sources.pipeline.speakers import is_title, source_noun

TASK = "attribution"
_VERBS = ("verbs of saying", "firm saying", "verbs of thinking", "firm thinking")
_PRONOUNS = frozenset({"he", "she", "they", "it", "who", "which", "one", "nobody", "everyone", "many",
                       "some", "most", "others", "few", "both", "people", "neither", "all"})  # fmt: skip
_OWN = frozenset({"i", "we", "you", "let", "let's", "i'd", "i've", "we've", "i'm"})
_BODIES = frozenset(
    "company ministry government police office agency court report study survey poll paper "
    "newspaper department commission committee council board union party group bank authority "
    "association foundation institute university hospital firm administration campaign congress "
    "senate house parliament judge jury prosecutor prosecutors lawyer lawyers attorney treasurer "
    "statement letter memo document documents indictment lawsuit complaint filing article review "
    "ruling order watchdog regulator regulators authorities officials team organization "
    "organisation federation league chamber agency inquiry investigators police network magazine "
    "critics skeptics sceptics detractors supporters opponents advocates campaigners proponents "
    "economists scientists teachers parents voters residents neighbors neighbours farmers "
    "shoppers drivers passengers ministers lawmakers senators president governor mayor minister "
    "senator secretary chairman chairwoman chief director king queen pope bishop general coach "
    "author authors researchers writer critic poll polls data friends mother father wife husband "
    "sister brother daughter son doctors nurses workers rebels witnesses tribes clans".split()
)
_ADVERBS = frozenset("also then later again now still once often never always first repeatedly "
                     "reportedly even just soon recently long already since has have had".split())  # fmt: skip
_MODALS = frozenset("to will would can could may might should must shall not cannot won't don't "
                    "didn't doesn't wouldn't".split())  # fmt: skip
_DETERMINERS = frozenset("a an the this that these those his her its their our my your no any every "
                         "each of for in on with by from as at".split())  # fmt: skip
_WH = frozenset({"whether", "why", "how", "what", "who", "where", "when", "if"})
_CLAUSE = frozenset("the a an he she they it we i there this these those his her their its our my "
                    "no nobody such some many all".split())  # fmt: skip
_OF_NOUN = frozenset({"that", "of", "about", "over", "from", "whether", "for", "by", "to", "as"})
_POSSESSIVE = frozenset({"his", "her", "their", "its", "whose"})
_LONG_QUOTE = 4
_QUOTE_NEXT = re.compile(r"[,:]?\s*[“\"«‘]")
_END_NEXT = re.compile(r"\s*(?:[.,;!?—]|$)")
_QUOTE_PAST = re.compile(r"[”\"»’]\s*$|,\s*$")
_COLON_QUOTE = re.compile(r":\s*[“\"«]|[”\"»]\s*[:—–]")
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
    noun_like = "past" not in sorts and "ing" not in sorts and before in _DETERMINERS
    if noun_like or (scene.text[word.start].isupper() and at):
        return ""
    frame = _frame(scene, at, before, sorts)
    if not frame or (sorts == {"ing"} and word.low in _nouns()):
        return ""
    family = "say" if lists & {"verbs of saying", "firm saying"} else "think"
    firm = "firm" if lists & {"firm saying", "firm thinking"} else "other"
    return f"{family} {firm} {frame}"


def _frame(scene: Scene, at: int, before: str, sorts: frozenset[str]) -> str:
    follows = _complement(scene, at)
    if before in _MODALS:
        return f"modal {'clause' if follows in {'that', 'clause', 'wh', 'quote'} else 'bare'}"
    if sorts == {"ing"}:
        return f"ing {'clause' if follows in {'that', 'clause', 'wh', 'quote'} else 'bare'}"
    subject = _has_subject(scene, at)
    turned = follows != "that" and bool(_QUOTE_PAST.search(scene.text[: scene.words[at].start]))
    if turned:
        return "turned"
    if sorts <= {"base", "third"} and not subject and follows not in {"that", "quote", "wh"}:
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
        return "wh"
    clause = following.low in _CLAUSE or scene.text[following.start].isupper()
    if clause and _verb_soon(scene, at + 2):
        return "clause"
    return "thing"


_AUXILIARY = frozenset("is are was were has have had will would can could may might must should "
                       "does do did be been isn't wasn't aren't hasn't".split())  # fmt: skip


def _verb_soon(scene: Scene, at: int) -> bool:
    """A finite verb stands among the next words, so that what follows is a clause."""
    return any(
        word.low in _AUXILIARY or (word.low.endswith("ed") and len(word.low) > 4)
        for word in scene.words[at : at + 4]
    )


def _has_subject(scene: Scene, at: int) -> bool:
    """Somebody who can speak stands before the verb, adverbs left out."""
    place = at - 1
    while place >= 0 and (
        scene.words[place].low in _ADVERBS or scene.words[place].low.endswith("ly")
    ):
        place -= 1
    if place < 0:
        return False
    word = scene.words[place]
    if word.low in _PRONOUNS or word.low in _BODIES or source_noun(word.low):
        return True
    return scene.text[word.start].isupper() and word.low not in _DETERMINERS


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
        span = Span(mark.start, mark.end, said if len(said) < 60 else said[:57] + "…")
        if len(words) < _LONG_QUOTE:
            yield Cue("quote short", span)
        elif not is_title(words):
            yield Cue("quote long", span)
    marks = _ODD.findall(scene.text)
    if len(marks) % 2:
        yield Cue("quote open", Span(0, 1, marks[0]))
    match = _COLON_QUOTE.search(scene.text)
    if match:
        yield Cue("quote colon", Span(match.start(), match.end(), match.group().strip()))
