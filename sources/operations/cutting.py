"""How a stored text is cut into blocks and sentences may be mended while nothing rests on it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import models, transaction
from django.db.models import CharField, Value
from django.db.models.functions import Concat

from rosters.models import User
from sources.models import Block, Document, Evidence, ReviewAct, Sentence
from sources.operations.storing import DEEPEST_HEADING, letter_of
from sources.operations.suggesting import suggest_again
from sources.pipeline.digest import digest_of

SET_BLOCK = "set-block"


class CutIsFixed(Exception):
    """A question, a step, evidence or an independent review rests on the document as it is cut."""


def is_cut_fixed(document: Document) -> bool:
    """Whether something rests on how the document is cut. Four queries at most."""
    if document.superseded_at is not None:
        return True
    if document.review_rounds.filter(closed_at=None).exists():
        return True
    if Evidence.objects.filter(sentence__document=document).exists():
        return True
    return any(_points_at(relation, document) for relation in _outside_relations())


@transaction.atomic
def set_block(block: Block, *, kind: str, set_aside: bool, by: User | None, at: datetime) -> Block:
    """Say what a block is, and whether it stands in the text; its sentences are numbered anew.

    Raises CutIsFixed.
    """
    document = Document.objects.select_for_update().get(pk=block.document_id)
    if is_cut_fixed(document):
        raise CutIsFixed(document.pk)
    block = Block.objects.get(pk=block.pk)
    before = _state(block)
    block.kind, block.set_aside = kind, set_aside
    is_heading = kind == Block.Kind.HEADING
    block.level = min(block.level or 2, DEEPEST_HEADING) if is_heading else 0
    if _state(block) == before:
        return block
    block.save(update_fields=["kind", "set_aside", "level"])
    number_again(document)
    suggest_again(document)
    ReviewAct.objects.create(
        document=document, by=by, at=at, verb=SET_BLOCK, before=before, after=_state(block)
    )
    return block


def number_again(document: Document) -> None:
    """Give the sentences of a document their keys and numbers in their order, and its digest."""
    blocks = list(document.blocks.order_by("position"))
    by_id = {block.pk: block for block in blocks}
    sentences = list(document.sentences.order_by("position"))
    counts: dict[str, int] = {}
    changed: list[Sentence] = []
    for sentence in sentences:
        letter = letter_of(by_id[sentence.block_id])
        counts[letter] = counts.get(letter, 0) + 1
        key, number = f"{letter}{counts[letter]}", counts[letter] if letter == "s" else None
        if (sentence.key, sentence.number) != (key, number):
            sentence.key, sentence.number = key, number
            changed.append(sentence)
    # Keys are unique: out of each other's way first.
    of_changed = document.sentences.filter(pk__in=[one.pk for one in changed])
    of_changed.update(key=Concat(Value("~"), "position", output_field=CharField()))
    Sentence.objects.bulk_update(changed, ["key", "number"], batch_size=500)
    Document.objects.filter(pk=document.pk).update(sha256=_digest(document, blocks, sentences))


def _digest(document: Document, blocks: Iterable[Block], sentences: list[Sentence]) -> str:
    of_block: dict[int, list[tuple[str, str]]] = {}
    for one in sentences:
        text = document.text[one.start : one.end]
        of_block.setdefault(one.block_id, []).append((one.key, text))
    return digest_of((block.kind, block.level, of_block.get(block.pk, [])) for block in blocks)


def _state(block: Block) -> dict[str, object]:
    return {
        "block": block.pk,
        "kind": block.kind,
        "level": block.level,
        "set_aside": block.set_aside,
    }


def _outside_relations() -> list[models.ForeignObjectRel]:
    """What other apps, which this one does not know, let point at a document and protect."""
    return [
        relation
        for relation in Document._meta.related_objects
        if relation.related_model._meta.app_label != "sources" and not relation.many_to_many
    ]


def _points_at(relation: models.ForeignObjectRel, document: Document) -> bool:
    model = relation.related_model
    return bool(model._default_manager.filter(**{relation.field.name: document}).exists())
