"""The fields of every item type, in order. A new type is one more entry of `ITEM_TYPES`."""

from lessons.content.kinds import ListOf, Number, OneOf, Prose, Ref, Slug, Text, Whole
from lessons.content.objects import Explanation, Item
from lessons.content.shapes import (
    Field,
    Record,
    Rule,
    Shape,
    cases,
    exactly_one,
    ids_once,
    key_among,
)
from sources.taxonomy import RECORDS, SKILL_IDS, STANCES, SUPPORTS, WEAKNESSES

WEAKNESS_ID = OneOf(words=tuple(WEAKNESSES))
SKILLS = ListOf(OneOf(words=SKILL_IDS))
STANCE = OneOf(words=tuple(STANCES))
SENTENCE = Ref(target="sentence", limit=100)
CARD = Ref(target="card", limit=80)

_FEEDBACK = Field("feedback", Prose())
_OPTION = Shape("an option", (Field("id", Slug()), Field("text", Text()), _FEEDBACK))
_OPTIONS = Field("options", ListOf(Record(_OPTION), at_least=2))
_MANY_OPTIONS = Field("options", ListOf(Record(_OPTION), at_least=3))
_ENTRY = Shape(
    "an entry",
    (
        Field("event?", Ref(target="event", limit=80)),
        Field("id?", Slug()),
        Field("text?", Text()),
        _FEEDBACK,
    ),
    rules=(exactly_one("event", "id text"),),
)
_PAIR = Shape(
    "a pair",
    (
        Field("id", Slug()),
        Field("card?", CARD),
        Field("term?", Ref(target="term", limit=80)),
        Field("text?", Text()),
        Field("match", Text()),
        _FEEDBACK,
    ),
    rules=(exactly_one("card", "term", "text"),),
)
_GAP = Shape(
    "a gap",
    (
        Field("id", Slug()),
        Field("input", OneOf(words=("text", "choice"))),
        Field("accept?", ListOf(Text())),
        Field("options?", ListOf(Text(), at_least=2)),
        Field("key?", Text()),
        _FEEDBACK,
    ),
    rules=(cases("input", {"text": "accept", "choice": "options key"}), key_among("options")),
)
_TEXT_NEAR_MISS = Shape("a near miss", (Field("text", Text()), _FEEDBACK))
_NUMBER_NEAR_MISS = Shape("a near miss", (Field("value", Number()), _FEEDBACK))
_RANGE = Shape("a range", (Field("from", Number()), Field("to", Number())))
_WORDS = Shape("a range of words", (Field("from", Whole()), Field("to", Whole())))
_CRITERION = Shape(
    "a criterion",
    (
        Field("id", Slug()),
        Field("name", Text(limit=200)),
        Field("weight", Whole(high=100)),
        Field("levels", ListOf(Text(), at_least=4, at_most=4)),
    ),
)
_ROW = Shape(
    "a row",
    (
        Field("sentence", SENTENCE),
        Field("key", OneOf(words=(*SUPPORTS, *RECORDS))),
        Field("also_ok?", ListOf(OneOf(words=(*SUPPORTS, *RECORDS)))),
        Field("settled_by?", ListOf(CARD)),
        _FEEDBACK,
    ),
)
_NAMED_WEAKNESS = Shape("an option", (Field("id", WEAKNESS_ID), _FEEDBACK))
_EVIDENCE_OPTION = Shape(
    "an option", (Field("id", Slug()), Field("text", Text()), Field("card?", CARD), _FEEDBACK)
)
_ONE_OF_TWO = Shape(
    "an option",
    (Field("id", Slug()), Field("sentence?", SENTENCE), Field("text?", Text()), _FEEDBACK),
    rules=(exactly_one("sentence", "text"),),
)
_KEY = Field("key", Slug())
_KEYED: tuple[Rule, ...] = (ids_once("options"), key_among("options"))

ITEM_TYPES: dict[str, tuple[tuple[Field, ...], tuple[Rule, ...]]] = {
    "choice": ((_OPTIONS, _KEY), _KEYED),
    "multiple-response": (
        (Field("choose?", Whole()), _MANY_OPTIONS, Field("key", ListOf(Slug()))),
        _KEYED,
    ),
    "ordering": ((Field("entries", ListOf(Record(_ENTRY), at_least=3)),), (ids_once("entries"),)),
    "matching": (
        (
            Field("pairs", ListOf(Record(_PAIR), at_least=2)),
            Field("left_over?", ListOf(Text())),
        ),
        (ids_once("pairs"),),
    ),
    "cloze": (
        (Field("text", Text()), Field("gaps", ListOf(Record(_GAP)))),
        (ids_once("gaps"),),
    ),
    "short-text": (
        (
            Field("accept", ListOf(Text())),
            Field("ignore?", ListOf(OneOf(words=("case", "accents", "punctuation", "spaces")))),
            Field("near_misses?", ListOf(Record(_TEXT_NEAR_MISS))),
        ),
        (),
    ),
    "numeric": (
        (
            Field("unit", Text(limit=40)),
            Field("key?", Number()),
            Field("tolerance?", Number()),
            Field("range?", Record(_RANGE)),
            Field("near_misses?", ListOf(Record(_NUMBER_NEAR_MISS))),
        ),
        (exactly_one("key tolerance", "range"),),
    ),
    "essay": (
        (
            Field("words", Record(_WORDS)),
            Field("rubric", ListOf(Record(_CRITERION))),
            Field("model", Prose()),
        ),
        (ids_once("rubric"),),
    ),
    "highlight": (
        (
            Field("document", Ref(target="document", limit=80)),
            Field("from", SENTENCE),
            Field("to", SENTENCE),
            Field("mark", OneOf(words=("any", *WEAKNESSES))),
            Field("targets", ListOf(SENTENCE, at_least=4)),
            Field("also_ok?", ListOf(SENTENCE)),
            Field("if_too_many", Prose()),
            Field("if_too_few", Prose()),
        ),
        (),
    ),
    "verdict": (
        (
            Field("document", Ref(target="document", limit=80)),
            Field("scale", OneOf(words=("support", "record"))),
            Field("rows", ListOf(Record(_ROW), at_least=2)),
        ),
        (),
    ),
    "name-weakness": (
        (
            Field("sentence", SENTENCE),
            Field("cue", Text(limit=300)),
            Field("options", ListOf(Record(_NAMED_WEAKNESS), at_least=2)),
            Field("key", WEAKNESS_ID),
        ),
        _KEYED,
    ),
    "evidence-choice": (
        (
            Field("sentence", SENTENCE),
            Field("options", ListOf(Record(_EVIDENCE_OPTION), at_least=2)),
            _KEY,
            Field("stance", STANCE),
        ),
        _KEYED,
    ),
    "needs-more-support": (
        (Field("options", ListOf(Record(_ONE_OF_TWO), at_least=2, at_most=2)), _KEY),
        _KEYED,
    ),
}

_EXPLANATION = Shape(
    "an explanation",
    (Field("cue", Text()), Field("why", Prose()), Field("ask", Text(limit=300))),
    make=Explanation,
)


def _item_shape(slug: str) -> Shape:
    fields, rules = ITEM_TYPES[slug]
    return Shape(
        f"an item of type {slug}",
        (
            Field("type", OneOf(words=tuple(ITEM_TYPES))),
            Field("title", Text(limit=200)),
            Field("stem", Prose()),
            *(Field(f.label, f.kind, own=True) for f in fields),
            Field("explanation", Record(_EXPLANATION)),
            Field("difficulty", Whole(high=3)),
            Field("skills", SKILLS),
            Field("about?", ListOf(SENTENCE)),
            Field("sources?", ListOf(CARD)),
        ),
        make=Item,
        rules=rules,
    )


ITEMS: dict[str, Shape] = {slug: _item_shape(slug) for slug in ITEM_TYPES}
"""The whole shape of an item file, by type."""
