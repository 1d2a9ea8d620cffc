"""Quizzes whose every secret can be exchanged, while nothing that a learner may see changes.

Each item type brings two definitions that look the same (`ItemType.twins()`). Around them stand
two of each other secret: explanation, fields as written, sources, labels of claims, notes for
teachers. `exchange` turns the first set into the second in the same rows.
"""

import json
import re
from collections.abc import Iterable, Mapping
from random import Random
from typing import Any

from django.http import QueryDict
from django.test import Client

from lessons.models import Lesson
from lessons.operations.demo_answers import posted_answer
from quizzes.itemtypes.base import ItemType
from quizzes.itemtypes.registry import get_item_type
from quizzes.models import Anchor, ItemVersion, Mark, Quiz, Response, Section, Slot
from sources.models import Claim, ClaimWeakness, Collection, Sentence, SourceCard
from tests.factories_quizzes import ItemVersionFactory, QuizFactory

Secrets = Mapping[str, Any]

# What differs between any two replies: the tokens against forgery and of the tab.
TOKENS = re.compile(
    rb'(name="csrfmiddlewaretoken" value="|name="tab" value="|data-tab=")[\w-]+(?=")'
)
# Of a save's reply, what is drawn by lot or read from the clock.
DRAWN = ("code", "line", "at")
SHOWN_CARDS = ("first-card-a", "first-card-b")


def definition_of(kind: ItemType[Any], which: int) -> Secrets:
    """A twin's definition. Of a verdict both offer the same cards, for these are shown."""
    definition = kind.twins()[which][0]
    if kind.slug != "verdict":
        return definition
    return json.loads(json.dumps(definition).replace("other-card-", "first-card-"))


def order_of(kind: ItemType[Any], which: int) -> Mapping[str, Any]:
    return kind.twins()[which][1]


def secrets_of(kind: ItemType[Any], which: int) -> dict[str, Any]:
    """The fields of an item version that no learner sees before the keys."""
    word = ("owl", "fox")[which]
    definition = definition_of(kind, which)
    # The cards that stand beside a question are there to be read.
    beside = kind.cards_beside(kind.load(definition), ["open-card"])
    return {
        "definition": definition,
        "pack": {"key": word, "model": f"A {word}."},
        "explanation": {
            "cue": f"the {word}",
            "why": f"Because of the {word} [@{word}-why] and the [{word}](term:{word}).",
            "ask": f"Which {word}?",
        },
        "difficulty": which + 1,
        "skills": [("sourcing", "unmeasured")[which]],
        "about": [f"text-0#{word}"],
        "sources": ["open-card"] if beside else [f"{word}-card"],
        "digest": str(which) * 64,
    }


def twin_item(kind: ItemType[Any], collection: Collection) -> ItemVersion:
    """An item with the first set of secrets; every card that either set names is there."""
    version: ItemVersion = ItemVersionFactory(
        item__collection=collection, type_slug=kind.slug, title=f"A {kind.slug}",
        stem="What does this rest on [@open-card]?", **secrets_of(kind, 0),
    )  # fmt: skip
    version.item.current = version
    version.item.save()
    named = {"open-card", "owl-card", "fox-card", "owl-why", "fox-why", *SHOWN_CARDS}
    for which in (0, 1):
        reveal = kind.review(kind.load(definition_of(kind, which)), order_of(kind, which), None)
        named |= {card["id"] for card in reveal.get("cards", [])}
    put_cards(collection, named)
    return version


def put_cards(collection: Collection, slugs: Iterable[str]) -> None:
    SourceCard.objects.bulk_create(
        [
            SourceCard(
                collection=collection, slug=slug, short=f"Short {slug}", title=f"Title {slug}",
                maker="The parish", date="1911", type="register", purpose="To count.",
                says="It counts.", limits="None.", citation="Parish book.", confidence="K",
            )
            for slug in sorted(slugs)
        ],
        ignore_conflicts=True,
    )  # fmt: skip


def twin_quiz(kinds: Iterable[ItemType[Any]], collection: Collection, **rules: Any) -> Quiz:
    """A published quiz with one item of each of these types."""
    quiz: Quiz = QuizFactory(collection=collection, **rules)
    fill(quiz, kinds)
    return quiz


def fill(quiz: Quiz, kinds: Iterable[ItemType[Any]]) -> None:
    """Put an item of each type at the end of a quiz."""
    section, _made = Section.objects.get_or_create(quiz=quiz, slug="all")
    for position, kind in enumerate(kinds, start=section.slots.count()):
        version = twin_item(kind, quiz.collection)
        Slot.objects.create(section=section, item_version=version, position=position)


def is_twin(version: ItemVersion) -> bool:
    return version.stem.startswith("What does this rest on")


def answer_of(response: Response) -> QueryDict:
    """A right answer to a twin item, as its page posts it; certainty goes along."""
    posted = posted_answer(response, ability=1, rng=Random(3))  # noqa: S311 not a secret
    posted["certainty"] = "2"
    return posted


def settle_orders(quiz: Quiz) -> None:
    """Give every response the order that belongs to the first twin."""
    for response in Response.objects.filter(attempt__quiz=quiz).select_related("item_version"):
        kind = get_item_type(response.item_version.type_slug)
        if is_twin(response.item_version):
            Response.objects.filter(pk=response.pk).update(order=order_of(kind, 0))


def exchange(collection: Collection) -> None:
    """Turn every secret of a collection into another, where it stands.

    What learners entered stays what they see: the same controls, read by the other definition.
    """
    for response in Response.objects.filter(
        item_version__item__collection=collection
    ).select_related("item_version"):
        if is_twin(response.item_version):
            _exchange_response(response)
    for version in ItemVersion.objects.filter(item__collection=collection):
        if is_twin(version):
            kind = get_item_type(version.type_slug)
            ItemVersion.objects.filter(pk=version.pk).update(**secrets_of(kind, 1))
    _exchange_marks(collection)
    _exchange_labels(collection)


def _exchange_marks(collection: Collection) -> None:
    """Other marks where none is released; of released ones the same levels, by the other ids."""
    marks = Mark.objects.filter(response__item_version__item__collection=collection)
    marks.filter(released_at=None).update(
        levels={"grounds": 3}, fraction=1, comment="Quite another comment."
    )
    for mark in marks.exclude(released_at=None).select_related("item_version"):
        if is_twin(mark.item_version):
            kind = get_item_type(mark.item_version.type_slug)
            ids = [criterion.id for criterion in kind.rubric(kind.load(definition_of(kind, 1)))]
            levels = dict(zip(ids, mark.levels.values(), strict=True))
            Mark.objects.filter(pk=mark.pk).update(levels=levels)


def _exchange_response(response: Response) -> None:
    kind = get_item_type(response.item_version.type_slug)
    other, order = kind.load(definition_of(kind, 1)), order_of(kind, 1)
    data = None
    if response.data is not None:
        form = kind.form(other, order, data=answer_of(response))
        assert form.is_valid(), form.errors
        data = form.cleaned_response()
        assert data is not None
    Response.objects.filter(pk=response.pk).update(order=order, data=data)


def _exchange_labels(collection: Collection) -> None:
    claims = Claim.objects.filter(document__collection=collection)
    claims.update(kind="motive", support="none", why="Else.", known="Else.", contested=True)
    for claim in claims:
        ClaimWeakness.objects.create(claim=claim, weakness="unmeasured", cue="mill")
    lessons = Lesson.objects.filter(release__module__collection=collection)
    lessons.update(teacher_notes="Quite other notes.")
    sentence = Sentence.objects.filter(document__collection=collection).earliest("pk")
    for version in ItemVersion.objects.filter(item__collection=collection):
        Anchor.objects.create(
            item_version=version, document=sentence.document, first=sentence, last=sentence
        )


def page_of(browser: Client, path: str) -> tuple[int, bytes]:
    """Status and bytes of a page, without its tokens."""
    reply = browser.get(path)
    return reply.status_code, reply.get("Location", "").encode() + without_tokens(reply.content)


def without_tokens(content: bytes) -> bytes:
    return TOKENS.sub(rb"\1", content)


def told_of(content: bytes) -> dict[str, Any]:
    """The reply to a save, in its order of names, without what is drawn or read from the clock."""
    told = json.loads(content)
    return {name: "" if name in DRAWN else value for name, value in told.items()}
