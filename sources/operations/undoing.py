"""Undoing what was done in the workbench: an act of its own, refused when things moved on."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from rosters.models import User
from sources.models import Claim, Document, ReviewAct, ReviewVerb
from sources.operations.claim_rows import PlaceIsGone, put_state, stored_state
from sources.operations.cut_rows import (
    ClaimInTheWay,
    put_block,
    put_cut,
    stored_block,
    stored_cut,
)
from sources.operations.cutting import refuse_if_fixed
from sources.operations.reviewing import lock
from sources.operations.variants import put_variant, stored_variant
from sources.operations.versions import POINTING, point_evidence

NOT_ALONE = (ReviewVerb.UNDO, ReviewVerb.CLOSE_ROUND, ReviewVerb.VARIANT)
"""What “undo what I did last” passes by."""


class NothingToUndo(Exception):
    """This person has done nothing here that could be undone."""


class AlreadyUndone(Exception):
    """Somebody has undone it before."""


class IsOfARound(Exception):
    """The act closed an independent review, or undid that: its own page undoes it as a whole."""


class ChangedSince(Exception):
    """What the act touched has been changed since; `by` is who did it last, if that is known."""

    def __init__(self, by: User | None) -> None:
        self.by = by
        super().__init__(by.pk if by else None)


def last_undoable(document: Document, *, by: User) -> ReviewAct | None:
    """The newest act of one person that has an effect still and is no undoing. One query."""
    mine = ReviewAct.objects.filter(document=document, by=by, undone_by=None)
    return mine.exclude(verb__in=NOT_ALONE).order_by("-pk").first()


@transaction.atomic
def undo_last(document: Document, *, by: User, at: datetime) -> ReviewAct:
    """Undo what this person did last. Raises NothingToUndo and what `undo` raises."""
    act = last_undoable(document, by=by)
    if act is None:
        raise NothingToUndo(document.pk)
    return undo(act, by=by, at=at)


@transaction.atomic
def undo(act: ReviewAct, *, by: User, at: datetime) -> ReviewAct:
    """Bring back what stood before an act; to undo an undoing is to do the act again.

    Raises AlreadyUndone, IsOfARound, ChangedSince, RoundIsOpen, NewerVersion, CutIsFixed, and
    RangeIsTaken when the range carries another accepted claim by now.
    """
    document = lock(act.document)
    if ReviewAct.objects.filter(undoes=act).exists():
        raise AlreadyUndone(act.pk)
    if "round" in act.after:
        raise IsOfARound(act.pk)
    for part, stored in _STORED.items():
        if any(stored(document, name) != state for name, state in _of(act.after, part)):
            raise ChangedSince(_who_since(document, act))
    try:
        _put_back(document, act.before, by=by, at=at)
    except (PlaceIsGone, ClaimInTheWay) as gone:
        raise ChangedSince(_who_since(document, act)) from gone
    point_evidence(act.before.get(POINTING, {}), act.after.get(POINTING, {}))
    verb = ReviewVerb.REDO if act.verb == ReviewVerb.UNDO else ReviewVerb.UNDO
    sentence = act.sentence if act.sentence_id is not None else None
    return ReviewAct.objects.create(
        document=document,
        by=by,
        at=at,
        verb=verb,
        sentence=sentence if sentence and _stands(sentence.pk, document) else None,
        before=act.after,
        after=act.before,
        undoes=act,
    )


def _put_back(document: Document, state: Mapping[str, Any], *, by: User, at: datetime) -> None:
    cut, blocks, claims = (_of(state, part) for part in ("cut", "blocks", "claims"))
    if cut or any(_changes_cut(document, name, block) for name, block in blocks):
        refuse_if_fixed(document)
    for name, spans in cut:
        put_cut(document, name, spans, may_move=[int(claim) for claim, _state in claims])
    for name, block in blocks:
        put_block(document, name, block)
    # What goes away makes room for what comes back.
    for name, claim in sorted(claims, key=lambda entry: entry[1] is not None):
        put_state(document, int(name), claim, by=by)
    for name, variant in _of(state, "variants"):
        put_variant(document, name, variant, by=by, at=at)


def _changes_cut(document: Document, block: str, state: Mapping[str, Any]) -> bool:
    """Where a lesson starts changes nothing that others rest on."""
    now = stored_block(document, block) or {}
    return any(
        now.get(field) != value for field, value in state.items() if field != "starts_lesson"
    )


def _of(content: Mapping[str, Any], part: str) -> list[tuple[str, Any]]:
    found = content.get(part, {})
    return list(found.items())


def _claim(document: Document, name: str) -> Any:
    return stored_state(document, int(name))


def _stands(sentence_id: int, document: Document) -> bool:
    return document.sentences.filter(pk=sentence_id).exists()


def _who_since(document: Document, act: ReviewAct) -> User | None:
    """Who did the last thing to what an act touched, as far as acts and claims tell."""
    later = ReviewAct.objects.filter(document=document, pk__gt=act.pk).select_related("by")
    touched = {(part, name) for part in _STORED for name, _state in _of(act.after, part)}
    for other in later.order_by("-pk")[:200]:
        if touched & {(part, name) for part in _STORED for name, _ in _of(other.after, part)}:
            return other.by
    ids = [int(name) for name, _state in _of(act.after, "claims")]
    claim = Claim.objects.filter(pk__in=ids).select_related("edited_by").first()
    return claim.edited_by if claim else None


_STORED: Mapping[str, Callable[[Document, str], Any]] = {
    "claims": _claim,
    "blocks": stored_block,
    "cut": stored_cut,
    "variants": stored_variant,
}
