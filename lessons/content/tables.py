"""The fields of every file of a pack but the items, in the order in which they are written."""

from decimal import Decimal
from typing import Any

from lessons.content import objects
from lessons.content.item_tables import CARD, SENTENCE, SKILLS, STANCE, WEAKNESS_ID
from lessons.content.kinds import Date, ListOf, OneOf, Prose, Ref, Slug, Text, Truth, Weight, Whole
from lessons.content.problems import Place
from lessons.content.shapes import Field, Record, Shape, cases, exactly_one, ids_once
from sources.taxonomy import KINDS, RECORDS, SUPPORTS

_LANGUAGE = Field("language", Text(limit=12))
_LICENCE = Field("licence", Text(limit=80))
_TITLE = Field("title", Text(limit=200))
_DIFFICULTY = Field("difficulty", Whole(high=3))
_KIND = OneOf(words=tuple(KINDS))
_SUPPORT = OneOf(words=tuple(SUPPORTS))
_SOURCES = Field("sources?", ListOf(CARD), default=())
_AT_OR_RANGE = exactly_one("at", "from to")
_RANGE_FIELDS = (
    Field("at?", SENTENCE),
    Field("from?", SENTENCE, attribute="range_first"),
    Field("to?", SENTENCE, attribute="range_last"),
)

PACK = Shape(
    "a pack",
    (
        Field("format", OneOf(words=(objects.FORMAT,))),
        Field("slug", Slug()),
        _TITLE,
        Field("summary", Prose()),
        Field("audience", Prose()),
        _LANGUAGE,
        _LICENCE,
        Field("version", Text(limit=40)),
        Field("authors", ListOf(Text())),
        Field("documents?", ListOf(Slug())),
        Field("practice?", ListOf(Slug())),
        Field("lessons?", ListOf(Slug())),
        Field("quizzes?", ListOf(Slug())),
    ),
)

_ADAPTED_FROM = Shape(
    "the original of an adapted text",
    (
        Field("title", Text()),
        Field("author", Text()),
        Field("publisher", Text()),
        Field("published", Text()),
        Field("address", Text()),
        Field("method", Prose()),
    ),
    make=objects.AdaptedFrom,
)
_PROVENANCE = Shape(
    "the provenance of a text",
    (Field("known?", ListOf(Text())), Field("unknown?", ListOf(Text()))),
    make=objects.Provenance,
)
DOCUMENT = Shape(
    "a document",
    (
        _TITLE,
        Field("edition", OneOf(words=("adapted", "original", "practice"))),
        _LANGUAGE,
        _LICENCE,
        Field("adapted_from?", Record(_ADAPTED_FROM)),
        Field("provenance?", Record(_PROVENANCE)),
        Field("notice?", Prose()),
        Field("topic?", Text(limit=120)),
    ),
    rules=(
        cases(
            "edition",
            {
                "adapted": "adapted_from provenance notice? topic?",
                "original": "provenance notice? topic?",
                "practice": "notice topic provenance?",
            },
        ),
    ),
)

_LABEL = Shape(
    "a weakness",
    (Field("id", WEAKNESS_ID), Field("cue?", Text(limit=300))),
    make=objects.WeaknessLabel,
)
_EVIDENCE = Shape(
    "a piece of evidence",
    (Field("card?", CARD), Field("sentence?", SENTENCE), Field("stance", STANCE)),
    make=objects.Evidence,
    rules=(exactly_one("card", "sentence"),),
)


def _ends(values: dict[str, Any]) -> dict[str, Any]:
    at = values.pop("at", "")
    first, last = values.pop("range_first", at), values.pop("range_last", at)
    return {**values, "first": first, "last": last}


def _claim(*, place: Place, **values: Any) -> objects.Claim:
    return objects.Claim(**_ends(values), place=place)


def _rating(*, place: Place, **values: Any) -> objects.Rating:
    return objects.Rating(**_ends(values), place=place)


CLAIM = Shape(
    "a claim",
    (
        *_RANGE_FIELDS,
        Field("kind", _KIND),
        Field("also_kind?", _KIND),
        Field("support", _SUPPORT),
        Field("weaknesses?", ListOf(Record(_LABEL))),
        Field("also_ok?", ListOf(Record(_LABEL))),
        Field("why", Prose()),
        Field("record?", OneOf(words=tuple(RECORDS))),
        Field("disputed?", Truth()),
        Field("known?", Prose()),
        Field("evidence?", ListOf(Record(_EVIDENCE))),
        Field("ask", Text(limit=300)),
        _DIFFICULTY,
        Field("contested?", Truth()),
    ),
    make=_claim,
    rules=(_AT_OR_RANGE,),
)
CLAIMS = ListOf(Record(CLAIM))
CLAIMS_FILE = ListOf(
    Record(
        Shape(
            "the claims of a document",
            (Field("document", Ref(target="document", limit=80)), Field("claims", CLAIMS)),
        )
    )
)
RATING = Shape(
    "a rating",
    (
        *_RANGE_FIELDS,
        Field("rater", Whole(high=1000)),
        Field("kind", _KIND),
        Field("support", _SUPPORT),
        Field("weaknesses?", ListOf(WEAKNESS_ID)),
        Field("also_ok?", ListOf(WEAKNESS_ID)),
    ),
    make=_rating,
    rules=(_AT_OR_RANGE,),
)
RATINGS = ListOf(Record(RATING))
RATINGS_FILE = ListOf(
    Record(
        Shape(
            "the ratings of a document",
            (
                Field("document", Ref(target="document", limit=80)),
                Field("ratings", RATINGS),
            ),
        )
    )
)

CARD_SHAPE = Shape(
    "a source card",
    (
        Field("id", Slug()),
        Field("short", Text(limit=80)),
        _TITLE,
        Field("maker", Text(limit=200)),
        Field("date", Date()),
        Field("type", Text(limit=60)),
        Field("purpose", Text()),
        Field("says", Prose()),
        Field("limits", Prose()),
        Field("citation", Text()),
        Field("address?", Text(limit=300)),
        Field("confidence", OneOf(words=("S", "K", "N"))),
    ),
    make=objects.Card,
)
TERM = Shape(
    "a term",
    (
        Field("id", Slug()),
        Field("term", Text(limit=120)),
        Field("also?", ListOf(Text())),
        Field("meaning", Prose()),
        _SOURCES,
    ),
    make=objects.Term,
)
EVENT = Shape(
    "an event",
    (
        Field("id", Slug()),
        Field("date", Date(limit=24)),
        _TITLE,
        Field("why", Prose()),
        Field("sources", ListOf(CARD)),
    ),
    make=objects.Event,
)

_NOTE = Shape(
    "a note",
    (Field("at", SENTENCE), Field("ask", Text()), Field("note", Prose())),
    make=objects.Note,
)
LESSON = Shape(
    "a lesson",
    (
        _TITLE,
        Field("summary", Prose()),
        Field("minutes", Whole(high=10_000)),
        Field("objectives", ListOf(Text())),
        Field("skills", SKILLS),
        Field("teacher_notes", Prose()),
    ),
)
STEP = Shape(
    "a step",
    (
        Field("kind", OneOf(words=("reading", "passage", "check"))),
        Field("purpose", Slug(limit=40)),
        Field("minutes", Whole(high=10_000)),
        Field("document?", Ref(target="document", limit=80)),
        Field("from?", SENTENCE, attribute="first"),
        Field("to?", SENTENCE, attribute="last"),
        Field("notes?", ListOf(Record(_NOTE))),
        Field("quiz?", Ref(target="quiz", limit=80)),
        Field("provenance_of?", Ref(target="document", limit=80)),
        Field("prompt?", Prose()),
    ),
    rules=(cases("kind", {"reading": "", "passage": "document from to notes?", "check": "quiz"}),),
)

_SECTION = Shape(
    "a section",
    (
        Field("id", Slug()),
        Field("title?", Text(limit=200)),
        Field("draw?", Whole()),
        Field("weight?", Weight(), default=Decimal(1)),
        Field("items", ListOf(Ref(target="item", limit=80))),
    ),
    make=objects.Section,
)
QUIZ = Shape(
    "a quiz",
    (
        _TITLE,
        Field("purpose", OneOf(words=("practice", "check", "exam"))),
        Field("intro", Prose()),
        Field("time_limit_minutes?", Whole()),
        Field("attempts?", Whole()),
        Field("counts", OneOf(words=("best", "latest", "mean"))),
        Field("show_feedback", OneOf(words=("after-each", "after-submitting", "after-closing"))),
        Field("layout?", OneOf(words=("one-a-page", "all-on-one")), default="one-a-page"),
        Field("shuffle_items", Truth()),
        Field("shuffle_options", Truth()),
        Field("certainty", Truth()),
        Field("pass_percent", Whole(low=0, high=100)),
        Field("sections", ListOf(Record(_SECTION))),
    ),
    make=objects.Quiz,
    rules=(ids_once("sections"),),
)
