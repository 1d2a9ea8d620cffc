"""How a stored text is cut into blocks and sentences may be mended while nothing rests on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models, transaction

from rosters.models import User
from sources.models import (
    Block,
    Claim,
    Document,
    Evidence,
    ReviewAct,
    ReviewVerb,
    RoundLabel,
    Sentence,
    Variant,
)
from sources.operations.cut_rows import (
    block_state,
    put_block,
    put_cut,
    stored_block,
    stored_cut,
)
from sources.operations.storing import DEEPEST_HEADING
from sources.reports.claim_states import State, state_of, with_all


class CutIsFixed(Exception):
    """Something rests on the document as it is cut: `resting` has what, with how many of it.

    A new version of the document can be cut otherwise.
    """

    def __init__(self, resting: Mapping[str, int]) -> None:
        self.resting = dict(resting)
        super().__init__(", ".join(self.resting))


class NothingToSplit(Exception):
    """The place lies outside the sentence, or leaves nothing on one side."""


class NothingToJoin(Exception):
    """No sentence of the same block follows."""


class BothDecided(Exception):
    """Both sentences carry decisions of their own, which joining would mix."""


WORDS_BESIDE = 2
"""Words shown on either side of a cut: a choice of it is read at a glance."""


@dataclass(frozen=True, slots=True)
class Splitting:
    """A place where a sentence can be split: an offset into the text, and the words around it."""

    offset: int
    before: str
    after: str


def what_rests_on(document: Document) -> dict[str, int]:
    """What would break if the document were cut otherwise: names of things, with how many."""
    found: dict[str, int] = {}
    if document.superseded_at is not None:
        found[str(Document._meta.verbose_name_plural)] = 1
    counted: list[tuple[type[models.Model], models.QuerySet[Any]]] = [
        (Evidence, Evidence.objects.filter(sentence__document=document)),
        (RoundLabel, RoundLabel.objects.filter(first__document=document)),
        (Variant, document.variants.filter(status=Variant.Status.APPROVED)),
    ]
    rounds = document.review_rounds.filter(closed_at=None)
    for model, rows in (*counted, (rounds.model, rounds)):
        if count := rows.count():
            found[str(model._meta.verbose_name_plural)] = count
    for relation in _outside_relations():
        model = relation.related_model
        count = model._default_manager.filter(**{relation.field.name: document}).count()
        if count:
            name = str(model._meta.verbose_name_plural)
            found[name] = found.get(name, 0) + count
    return found


def is_cut_fixed(document: Document) -> bool:
    """Whether something rests on how the document is cut. A fixed number of queries."""
    return bool(what_rests_on(document))


def refuse_if_fixed(document: Document) -> None:
    """Raise CutIsFixed when something rests on how the document is cut."""
    resting = what_rests_on(document)
    if resting:
        raise CutIsFixed(resting)


@transaction.atomic
def set_block(block: Block, *, kind: str, set_aside: bool, by: User | None, at: datetime) -> Block:
    """Say what a block is, and whether it stands in the text; sentences are numbered anew.

    Raises CutIsFixed.
    """
    document = _held(block.document_id)
    refuse_if_fixed(document)
    block = Block.objects.get(pk=block.pk)
    level = 0
    if kind == Block.Kind.HEADING:
        level = min(block.level or 2, DEEPEST_HEADING)
    state = {**block_state(block), "kind": str(kind), "set_aside": set_aside, "level": level}
    return _say_of_block(document, block, state, verb=ReviewVerb.SET_BLOCK, by=by, at=at)


@transaction.atomic
def set_lesson_start(block: Block, *, starts: bool, by: User | None, at: datetime) -> Block:
    """Say whether a build begins a lesson with this block. Nothing rests on that."""
    document = _held(block.document_id)
    block = Block.objects.get(pk=block.pk)
    state = {**block_state(block), "starts_lesson": starts}
    return _say_of_block(document, block, state, verb=ReviewVerb.START_LESSON, by=by, at=at)


@transaction.atomic
def split_sentence(sentence: Sentence, *, offset: int, by: User | None, at: datetime) -> ReviewAct:
    """Cut a sentence in two. offset: into the document's text, where the second one begins.

    Claims keep their text. Raises CutIsFixed, NothingToSplit.
    """
    document = _held(sentence.document_id)
    refuse_if_fixed(document)
    row = Sentence.objects.get(pk=sentence.pk)
    head = document.text[row.start : offset].rstrip()
    tail = document.text[offset : row.end].lstrip()
    if not (row.start < offset < row.end and head and tail):
        raise NothingToSplit(row.key)
    parts = [[row.start, row.start + len(head)], [row.end - len(tail), row.end]]
    return _cut(document, row, {row.start: parts}, verb=ReviewVerb.SPLIT, by=by, at=at)


@transaction.atomic
def join_with_next(sentence: Sentence, *, by: User | None, at: datetime) -> ReviewAct:
    """Make one sentence of two that follow each other in a block; a claim on one has both then.

    Raises CutIsFixed, NothingToJoin, BothDecided.
    """
    document = _held(sentence.document_id)
    refuse_if_fixed(document)
    row = Sentence.objects.get(pk=sentence.pk)
    following = Sentence.objects.filter(
        document=document, block_id=row.block_id, position=row.position + 1
    ).first()
    if following is None:
        raise NothingToJoin(row.key)
    ending = Claim.objects.filter(document=document, last=row)
    beginning = Claim.objects.filter(document=document, first=following)
    if ending.exists() and beginning.exists():
        raise BothDecided(row.key)
    touched = [claim.pk for claim in (*ending, *beginning)]
    spans = {row.start: [[row.start, following.end]], following.start: []}
    return _cut(document, row, spans, verb=ReviewVerb.JOIN, by=by, at=at, touched=touched)


def places_to_split(document: Document, sentence: Sentence) -> list[Splitting]:
    """Where a sentence can be split: before each of its words but the first."""
    text = document.text[sentence.start : sentence.end]
    found = []
    for at, letter in enumerate(text):
        if at and not letter.isspace() and text[at - 1].isspace():
            before = text[:at].split()[-WORDS_BESIDE:]
            after = text[at:].split()[:WORDS_BESIDE]
            found.append(Splitting(sentence.start + at, " ".join(before), " ".join(after)))
    return found


def _cut(
    document: Document,
    row: Sentence,
    replaced: Mapping[int, list[list[int]]],
    *,
    verb: ReviewVerb,
    by: User | None,
    at: datetime,
    touched: list[int] | None = None,
) -> ReviewAct:
    """Replace sentences, by where they begin, in the cut of their block, as one act."""
    name = str(row.block_id)
    before = stored_cut(document, name)
    after = [span for old in before for span in replaced.get(old[0], [old])]
    claims = _states(document, touched or [])
    put_cut(document, name, after, may_move=touched or [])
    return ReviewAct.objects.create(
        document=document,
        by=by,
        at=at,
        verb=verb,
        sentence=row,
        before={"cut": {name: before}, "claims": claims},
        after={"cut": {name: after}, "claims": _states(document, touched or [])},
    )


def _say_of_block(
    document: Document,
    block: Block,
    state: dict[str, Any],
    *,
    verb: ReviewVerb,
    by: User | None,
    at: datetime,
) -> Block:
    name, before = str(block.pk), block_state(block)
    if state == before:
        return block
    put_block(document, name, state)
    ReviewAct.objects.create(
        document=document,
        by=by,
        at=at,
        verb=verb,
        sentence=block.sentences.order_by("position").first(),
        before={"blocks": {name: before}},
        after={"blocks": {name: stored_block(document, name)}},
    )
    block.refresh_from_db()
    return block


def _states(document: Document, claims: list[int]) -> dict[str, State]:
    if not claims:
        return {}
    rows = with_all(Claim.objects.filter(document=document, pk__in=claims))
    return {str(claim.pk): state_of(claim) for claim in rows}


def _held(document_id: int) -> Document:
    return Document.objects.select_for_update().get(pk=document_id)


def _outside_relations() -> list[models.ForeignObjectRel]:
    """What other apps, which this one does not know, let point at a document and protect."""
    return [
        relation
        for relation in Document._meta.related_objects
        if relation.related_model._meta.app_label != "sources" and not relation.many_to_many
    ]
