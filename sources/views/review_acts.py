"""What is done in the workbench: deciding, undoing, and saying that the news were read."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sources.models import Document, ReviewAct
from sources.operations.claim_rows import PlaceIsGone, RangeIsTaken
from sources.operations.reviewing import (
    ChangedMeanwhile,
    Labels,
    NewerVersion,
    Place,
    RangeEnds,
    RoundIsOpen,
    accept,
    label,
    mark_contested,
    mark_sound,
    reject,
    reset,
    set_range,
)
from sources.operations.undoing import AlreadyUndone, ChangedSince, NothingToUndo, undo_last
from sources.operations.visiting import note_place, note_seen
from sources.permissions import get_document_to_change, get_document_to_review
from sources.reports.desk import desk_of
from sources.views.review import address_of, desk_page, reader_of, shown_per_page
from sources.views.review_card import Card, card_of

Decision = Callable[..., ReviewAct | None]
WITH_LABELS: dict[str, Decision] = {
    "accept": accept,
    "label": label,
    "contested": mark_contested,
}
WITH_REASON: dict[str, Decision] = {"reject": reject, "sound": mark_sound}
# name of the button: (at the end of the range, sentences more or fewer)
RANGES = {
    "extend": (True, 1),
    "shrink": (True, -1),
    "extend-back": (False, 1),
    "shrink-front": (False, -1),
}


@require_POST
@login_required
def review_decide(request: HttpRequest, document_id: int, sentence_id: int) -> HttpResponse:
    """One decision about the range that begins at a sentence; then the same sentence again."""
    reader = reader_of(request)
    get_document_to_change(reader, document_id)
    document = get_document_to_review(reader, document_id, at=sentence_id)
    claim_id = _whole(request.POST.get("claim"))
    desk = desk_of(document, at=document.position_at, per_page=shown_per_page(request))
    card = card_of(desk, claim_id=claim_id, entered=request.POST)
    if card is None:
        raise Http404
    if not card.form.is_valid():
        return _again(request, document, card, status=422)
    try:
        act = _decide(request, card)
    except ChangedMeanwhile as changed:
        return _again(request, document, card, status=409, overtaken=changed.claim)
    except (RoundIsOpen, NewerVersion, RangeIsTaken, RangeEnds, PlaceIsGone) as refused:
        messages.error(request, refusal_words(refused))
        return _again(request, document, card, status=409)
    at = act.sentence_id if act is not None and act.sentence_id else sentence_id
    note_place(document, by=reader, sentence_id=at)
    if request.POST.get("go") == "next" and desk.next_undecided is not None:
        at = desk.next_undecided
    return redirect(address_of(document, at, request.POST.get("show", "")))


@require_POST
@login_required
def review_undo(request: HttpRequest, document_id: int) -> HttpResponse:
    """Undo what one did last."""
    reader = reader_of(request)
    document = get_document_to_change(reader, document_id)
    at = _whole(request.POST.get("at"))
    try:
        act = undo_last(document, by=reader, at=timezone.now())
        at = act.sentence_id or at
        messages.success(request, _("Undone."))
    except (NothingToUndo, AlreadyUndone, ChangedSince, RoundIsOpen, NewerVersion) as refused:
        messages.error(request, refusal_words(refused))
    except RangeIsTaken as refused:
        messages.error(request, refusal_words(refused))
    return redirect(address_of(document, at, request.POST.get("show", "")))


@require_POST
@login_required
def review_seen(request: HttpRequest, document_id: int) -> HttpResponse:
    """The news were read, up to an act."""
    reader = reader_of(request)
    document = get_document_to_change(reader, document_id)
    note_seen(document, by=reader, upto=_whole(request.POST.get("upto")) or 0)
    at = _whole(request.POST.get("at"))
    return redirect(address_of(document, at, request.POST.get("show", "")))


def refusal_words(refused: Exception) -> str:
    """What happened and what to do, in one or two sentences."""
    if isinstance(refused, ChangedSince):
        who = refused.by
        if who is None:
            return _("It has been changed since, so it was not undone. Look at it as it is now.")
        return _("%(who)s changed it since, so it was not undone. Look at it as it is now.") % {
            "who": who
        }
    sentences = {
        RoundIsOpen: _("An independent review is under way: nobody decides for all until it ends."),
        NewerVersion: _("There is a newer version of this document. Review that one."),
        RangeIsTaken: _("These sentences carry an accepted claim already: change that one."),
        RangeEnds: _("The range cannot go further that way."),
        PlaceIsGone: _("What this pointed at is no longer there. Nothing was changed."),
        NothingToUndo: _("You have done nothing here yet that could be undone."),
        AlreadyUndone: _("That was undone before."),
    }
    return sentences[type(refused)]


def _decide(request: HttpRequest, card: Card) -> ReviewAct | None:
    """The operation behind the button that was pressed. Raises what the operation raises."""
    place = Place(
        document=card.place.document,
        first=card.place.first,
        last=card.place.last,
        claim_id=card.place.claim_id,
        seen=request.POST.get("seen", ""),
    )
    labels: Labels = card.form.chosen()
    who: dict[str, Any] = {"by": reader_of(request), "at": timezone.now()}
    name = request.POST.get("act", "")
    if name in WITH_LABELS:
        return WITH_LABELS[name](place, labels=labels, **who)
    if name in WITH_REASON:
        reason = card.form.cleaned_data["reason"]
        return WITH_REASON[name](place, labels=labels, reason=reason, **who)
    if name in RANGES:
        at_end, more = RANGES[name]
        return set_range(place, labels=labels, at_end=at_end, by_sentences=more, **who)
    if name == "reset":
        return reset(place, **who)
    raise Http404


def _again(
    request: HttpRequest, document: Document, card: Card, *, status: int, **more: Any
) -> HttpResponse:
    """The page again, with what was entered."""
    claim = card.place.claim_id
    return desk_page(request, document, claim_id=claim, entered=request.POST, status=status, **more)


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() else None
