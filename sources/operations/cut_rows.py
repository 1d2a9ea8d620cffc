"""Writing back how a document is cut: blocks, sentences, their keys, and its digest.

Every function costs a fixed number of statements, however long the document is.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from django.db.models import CharField, F, IntegerField, Q, Value
from django.db.models.functions import Cast, Concat, Substr

from sources.models import Block, Claim, Document, ReviewAct, Sentence
from sources.operations.storing import letter_of
from sources.operations.suggesting import suggest_again
from sources.operations.suggesting_near import suggest_near
from sources.pipeline.digest import digest_of

Spans: TypeAlias = list[list[int]]
"""Where the sentences of one block begin and end in the document's text, in order."""

BLOCK_FIELDS = ("kind", "level", "set_aside", "starts_lesson")
_OUT_OF_THE_WAY = 1_000_000_000
_SHORT = 1500
_OURS = r"^[shqctb][1-9][0-9]*$"


class ClaimInTheWay(Exception):
    """A claim ends where two sentences would be joined; `claim_id` says which."""

    def __init__(self, claim_id: int) -> None:
        self.claim_id = claim_id
        super().__init__(claim_id)


def stored_block(document: Document, name: str) -> dict[str, Any] | None:
    """What a block is now, by its id."""
    block = Block.objects.filter(document=document, pk=int(name)).first()
    return None if block is None else block_state(block)


def block_state(block: Block) -> dict[str, Any]:
    """What can be said of a block, as acts keep it."""
    return {
        name: str(value) if name == "kind" else value
        for name, value in ((name, getattr(block, name)) for name in BLOCK_FIELDS)
    }


def stored_cut(document: Document, name: str) -> Spans:
    """How a block is cut now, by its id."""
    rows = Sentence.objects.filter(document=document, block_id=int(name)).order_by("position")
    return [[start, end] for start, end in rows.values_list("start", "end")]


def put_block(document: Document, name: str, state: Mapping[str, Any]) -> None:
    """Make a block say this of itself; its sentences and those after it are numbered anew."""
    block = Block.objects.get(document=document, pk=int(name))
    before = letter_of(block)
    for field, value in state.items():
        setattr(block, field, value)
    block.save(update_fields=list(state))
    after = letter_of(block)
    rows = list(block.sentences.order_by("position"))
    if rows and before != after:
        _change_letter(document, rows, before, after)
    settle(document, [block])


def put_cut(document: Document, name: str, spans: Spans, *, may_move: Iterable[int] = ()) -> None:
    """Cut a block into these sentences; a sentence that begins as before keeps its row.

    may_move: claims whose text may change with it. Raises ClaimInTheWay for any other.
    """
    block = Block.objects.get(document=document, pk=int(name))
    old = list(block.sentences.order_by("position"))
    if [[row.start, row.end] for row in old] == spans or not old:
        return
    letter, has_ours = letter_of(block), _keys_are_ours(document)
    more = len(spans) - len(old)
    first_number = int(old[0].key[1:]) if has_ours else 0
    begins, ends = old[0].position, old[-1].position
    where = _where_claims_stand(document)
    _put_out_of_the_way(old)
    if has_ours:
        _shift_keys(document, letter, ends, more)
    _shift_positions(document, ends, more)
    rows, gone = _written(block, old, spans, begins)
    for place, row in enumerate(rows):
        number = first_number + place
        row.key = f"{letter}{number}" if has_ours else f"~{begins + place}"
        row.number = number if letter == "s" and has_ours else None
    _store(rows)
    _repoint(document, old, rows, gone, set(may_move), where)
    settle(document, [block])


def settle(document: Document, touched: Sequence[Block]) -> None:
    """After a change of the cut: keys if they came from elsewhere, the digest, suggestions."""
    blocks = list(document.blocks.order_by("position"))
    sentences = list(document.sentences.order_by("position"))
    if not all(_is_ours(row.key) for row in sentences):
        _number_all(document, blocks, sentences)
    of_block: dict[int, list[tuple[str, str]]] = {}
    for row in sentences:
        of_block.setdefault(row.block_id, []).append((row.key, document.text[row.start : row.end]))
    digest = digest_of((one.kind, one.level, of_block.get(one.pk, [])) for one in blocks)
    document.sha256 = digest
    Document.objects.filter(pk=document.pk).update(sha256=digest)
    if len(sentences) <= _SHORT:
        suggest_again(document)
    else:
        suggest_near(document, touched)


def _written(
    block: Block, old: Sequence[Sentence], spans: Spans, begins: int
) -> tuple[list[Sentence], list[Sentence]]:
    """The rows of a block as it will be cut, and those that go."""
    by_start = {row.start: row for row in old}
    rows = []
    for place, (start, end) in enumerate(spans):
        row = by_start.pop(start, None) or Sentence(
            document_id=block.document_id, block=block, start=start
        )
        row.end, row.position = end, begins + place
        rows.append(row)
    return rows, list(by_start.values())


def _put_out_of_the_way(rows: Sequence[Sentence]) -> None:
    """Keys and positions are unique: others can take theirs then."""
    Sentence.objects.filter(pk__in=[row.pk for row in rows]).update(
        key=Concat(Value("~x"), Cast("pk", CharField()), output_field=CharField()),
        position=F("position") + 2 * _OUT_OF_THE_WAY,
    )


def _store(rows: Sequence[Sentence]) -> None:
    kept = [row for row in rows if row.pk is not None]
    Sentence.objects.bulk_update(kept, ["key", "number", "position", "end"])
    Sentence.objects.bulk_create([row for row in rows if row.pk is None])


def _repoint(
    document: Document,
    old: Sequence[Sentence],
    rows: Sequence[Sentence],
    gone: Sequence[Sentence],
    may_move: set[int],
    spans: Mapping[int, tuple[int, int]],
) -> None:
    """Let claims and acts point at the sentences that hold their text now; then drop the others."""
    ids = [row.pk for row in old]
    held = Claim.objects.filter(document=document).filter(Q(first__in=ids) | Q(last__in=ids))
    moved = []
    for claim, begins, ends in ((claim, *spans[claim.pk]) for claim in held):
        first, last = _holding(rows, begins), _holding(rows, ends - 1)
        is_moved = (first and first.start != begins) or (last and last.end != ends)
        if is_moved and claim.pk not in may_move:
            raise ClaimInTheWay(claim.pk)
        claim.first, claim.last = first or claim.first, last or claim.last
        moved.append(claim)
    Claim.objects.bulk_update(moved, ["first", "last"])
    for row in gone:
        ReviewAct.objects.filter(sentence=row).update(sentence=_holding(rows, row.start))
    Sentence.objects.filter(pk__in=[row.pk for row in gone]).delete()


def _where_claims_stand(document: Document) -> dict[int, tuple[int, int]]:
    rows = Claim.objects.filter(document=document).values_list("pk", "first__start", "last__end")
    return {pk: (begins, ends) for pk, begins, ends in rows}


def _holding(rows: Sequence[Sentence], offset: int) -> Sentence | None:
    return next((row for row in rows if row.start <= offset < row.end), None)


def _shift_positions(document: Document, after: int, more: int) -> None:
    far = 2 * _OUT_OF_THE_WAY
    behind = document.sentences.filter(position__gt=after, position__lt=far)
    behind.update(position=F("position") + _OUT_OF_THE_WAY)
    document.sentences.filter(position__gt=_OUT_OF_THE_WAY, position__lt=far).update(
        position=F("position") - (_OUT_OF_THE_WAY - more)
    )


def _shift_keys(document: Document, letter: str, after: int, more: int) -> None:
    """Count the keys of one letter on, or back, behind a position."""
    behind = document.sentences.filter(position__gt=after, key__startswith=letter)
    behind.update(key=Concat(Value("~"), F("key"), output_field=CharField()))
    counted = Cast(Substr("key", 3), IntegerField()) + Value(more)
    document.sentences.filter(key__startswith=f"~{letter}").update(
        key=Concat(Value(letter), Cast(counted, CharField()), output_field=CharField()),
        number=F("number") + more,
    )


def _change_letter(document: Document, rows: Sequence[Sentence], before: str, after: str) -> None:
    """Sentences of a block that became another kind leave one row of keys and join another."""
    if not _keys_are_ours(document):
        return
    first, last = rows[0].position, rows[-1].position
    ahead = document.sentences.filter(position__lt=first, key__startswith=after)
    newest = ahead.order_by("-position").values_list("key", flat=True).first()
    number = int(newest[1:]) if newest else 0
    Sentence.objects.filter(pk__in=[row.pk for row in rows]).update(
        key=Concat(Value("~x"), Cast("pk", CharField()), output_field=CharField())
    )
    _shift_keys(document, before, last, -len(rows))
    _shift_keys(document, after, last, len(rows))
    for place, row in enumerate(rows, start=1):
        row.key = f"{after}{number + place}"
        row.number = number + place if after == "s" else None
    Sentence.objects.bulk_update(rows, ["key", "number"])


def _keys_are_ours(document: Document) -> bool:
    return not document.sentences.exclude(key__regex=_OURS).exists()


def _is_ours(key: str) -> bool:
    return re.match(_OURS, key) is not None


def _number_all(document: Document, blocks: Iterable[Block], sentences: Sequence[Sentence]) -> None:
    """Give every sentence a key of ours in its order, where a file had brought its own."""
    letters = {block.pk: letter_of(block) for block in blocks}
    counts: dict[str, int] = {}
    for row in sentences:
        letter = letters[row.block_id]
        counts[letter] = counts.get(letter, 0) + 1
        row.key = f"{letter}{counts[letter]}"
        row.number = counts[letter] if letter == "s" else None
    document.sentences.update(
        key=Concat(Value("~"), Cast("position", CharField()), output_field=CharField())
    )
    Sentence.objects.bulk_update(sentences, ["key", "number"], batch_size=500)
