"""What is done in the workbench: deciding, drafting, undoing, and having read the news."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rosters.views.access import person_of_account, staff_required
from rosters.views.asked import whole_number
from sources.forms.review import EvidenceForm
from sources.models import Document, DocumentToReview, ReviewAct
from sources.operations.claim_rows import PlaceIsGone, RangeIsTaken
from sources.operations.cutting import CutIsFixed
from sources.operations.reviewing import (
    ChangedMeanwhile,
    Labels,
    NewerVersion,
    Place,
    RangeEnds,
    RoundIsOpen,
    accept,
    add_evidence,
    label,
    mark_contested,
    mark_sound,
    reject,
    reset,
    save_draft,
    set_range,
    take_evidence,
)
from sources.operations.undoing import (
    AlreadyUndone,
    ChangedSince,
    IsOfARound,
    NothingToUndo,
    undo,
    undo_last,
)
from sources.operations.visiting import note_place, note_seen
from sources.permissions import get_document_to_change, get_document_to_review
from sources.reports.desk import desk_of
from sources.views.review import address_of, desk_page, shown_per_page
from sources.views.review_card import Card, card_of
from sources.views.review_words import act_words, overtaken_words, refusal_words

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
TAKE = "take-evidence-"
REFUSALS = (RoundIsOpen, NewerVersion, RangeIsTaken, RangeEnds, PlaceIsGone)
NOT_UNDONE = (NothingToUndo, AlreadyUndone, IsOfARound, ChangedSince, CutIsFixed, *REFUSALS)


@require_POST
@staff_required
def review_decide(request: HttpRequest, document_id: int, sentence_id: int) -> HttpResponse:
    """One decision about the range that begins at a sentence; then the same sentence again."""
    reader = person_of_account(request)
    get_document_to_change(reader, document_id)
    document = get_document_to_review(reader, document_id, at=sentence_id)
    desk = desk_of(document, at=document.position_at, per_page=shown_per_page(request))
    card = card_of(desk, claim_id=whole_number(request.POST.get("claim")), entered=request.POST)
    if card is None:
        raise Http404
    is_valid = card.form.is_valid()
    if request.POST.get("act") == "draft":
        return _draft(request, card)
    if request.POST.get("act") == "add":
        return _again(request, document, card, status=200)
    if not is_valid or card.form.asks_for_words():
        return _again(request, document, card, status=422)
    try:
        act = _decide(request, card)
    except ChangedMeanwhile as changed:
        return _again(request, document, card, status=409, overtaken=changed.claim)
    except EvidenceUnfit as unfit:
        return _again(request, document, card, status=422, evidence_form=unfit.form)
    except REFUSALS as refused:
        messages.error(request, refusal_words(refused))
        return _again(request, document, card, status=409)
    at = act.sentence_id if act is not None and act.sentence_id else sentence_id
    if request.POST.get("go") == "next" and desk.next_to_decide is not None:
        at = desk.next_to_decide
    note_place(document, by=reader, sentence_id=at)
    request.session[GO_ON] = "go" in request.POST
    return redirect(address_of(document, at, request.POST.get("show", "")))


GO_ON = "review-go-on"


@require_POST
@staff_required
def review_undo(request: HttpRequest, document_id: int) -> HttpResponse:
    """Undo what one did last, or the act that is named; `back` says to which page to return."""
    reader = person_of_account(request)
    document = get_document_to_change(reader, document_id)
    at = whole_number(request.POST.get("at"))
    try:
        if "act" in request.POST:
            done = undo(_act_of(document, request.POST["act"]), by=reader, at=timezone.now())
        else:
            done = undo_last(document, by=reader, at=timezone.now())
        at = done.sentence_id or at
        undone = done.undoes
        said = act_words(undone) if undone else ""
        messages.success(request, _("Undone: %(what)s.") % {"what": said})
    except NOT_UNDONE as refused:
        messages.error(request, refusal_words(refused))
    if request.POST.get("back") == "history":
        return redirect(reverse("sources:review-history", args=[document.pk]))
    return redirect(address_of(document, at, request.POST.get("show", "")))


@require_POST
@staff_required
def review_seen(request: HttpRequest, document_id: int) -> HttpResponse:
    """The news were read, up to an act."""
    reader = person_of_account(request)
    document = get_document_to_change(reader, document_id)
    note_seen(document, by=reader, upto=whole_number(request.POST.get("upto")) or 0)
    at = whole_number(request.POST.get("at"))
    return redirect(address_of(document, at, request.POST.get("show", "")))


class EvidenceUnfit(Exception):
    """What was named as evidence is none; `form` says why."""

    def __init__(self, form: EvidenceForm) -> None:
        self.form = form
        super().__init__(form.errors)


def _decide(request: HttpRequest, card: Card) -> ReviewAct | None:
    """The operation behind the button that was pressed. Raises what the operation raises."""
    place, labels = _place(request, card), card.form.chosen()
    who: dict[str, Any] = {"by": person_of_account(request), "at": timezone.now()}
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
    if name == "add-evidence":
        return _add_evidence(request, place, labels, who)
    index = whole_number(name.removeprefix(TAKE)) if name.startswith(TAKE) else None
    if index is not None:
        return take_evidence(place, labels=labels, index=index, **who)
    raise Http404


def _add_evidence(
    request: HttpRequest, place: Place, labels: Labels, who: dict[str, Any]
) -> ReviewAct | None:
    form = EvidenceForm(request.POST, document=place.document)
    if not form.is_valid():
        raise EvidenceUnfit(form)
    return add_evidence(
        place,
        labels=labels,
        card=form.cleaned_data["evidence_card"],
        sentence=form.sentence,
        stance=form.cleaned_data["evidence_stance"] or "frames",
        **who,
    )


def _draft(request: HttpRequest, card: Card) -> HttpResponse:
    """Keep what is being typed; the answer is JSON, for the script that asks."""
    try:
        claim, seen = save_draft(
            _place(request, card), labels=card.form.chosen(), by=person_of_account(request)
        )
    except ChangedMeanwhile as changed:
        return JsonResponse({"said": overtaken_words(changed.claim)}, status=409)
    except REFUSALS as refused:
        return JsonResponse({"said": refusal_words(refused)}, status=409)
    return JsonResponse({"claim": claim, "seen": seen, "said": _("Kept as a draft.")})


def _place(request: HttpRequest, card: Card) -> Place:
    """The place of the card, as it was when the form was shown."""
    return Place(
        document=card.place.document,
        first=card.place.first,
        last=card.place.last,
        claim_id=card.place.claim_id,
        seen=request.POST.get("seen", ""),
    )


def _again(
    request: HttpRequest, document: DocumentToReview, card: Card, *, status: int, **more: Any
) -> HttpResponse:
    """The page again, with what was entered."""
    claim = card.place.claim_id
    return desk_page(request, document, claim_id=claim, entered=request.POST, status=status, **more)


def _act_of(document: Document, number: str) -> ReviewAct:
    act = ReviewAct.objects.filter(document=document, pk=whole_number(number) or 0).first()
    if act is None:
        raise Http404
    return act
