"""Labelling on one's own in an independent review: the workbench without anybody else."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from rosters.views.access import person_of_account, staff_required
from rosters.views.asked import whole_number
from sources.models import Claim, Document, DocumentToReview, RoundRater
from sources.operations.rating import (
    LabelledAlready,
    RatedMeanwhile,
    RatedPlace,
    RatingIsOver,
    rate,
    seen_of,
    set_rated_range,
    take_back,
    without_weaknesses,
)
from sources.operations.reviewing import Labels, RangeEnds
from sources.operations.rounds import RoundIsClosed, TakenOut, go_on, say_done
from sources.permissions import get_document_to_change, get_document_to_review
from sources.pipeline.suggest import PER_PAGE
from sources.reports.desk import ALL, Desk, waiting_claims
from sources.reports.rating_desk import desk_by, rater_in
from sources.views.review import halves, shown_per_page
from sources.views.review_acts import GO_ON, RANGES
from sources.views.review_card import Card, card_of, counted_words
from sources.views.review_words import card_words, stretch_words

OVERTAKEN = _lazy("You labelled this sentence in another window since you opened this page.")
STATUSES = {
    "accept": Claim.Status.ACCEPTED,
    "sound": Claim.Status.ACCEPTED,
    "reject": Claim.Status.REJECTED,
    "label": Claim.Status.SUGGESTED,
}


@never_cache
@require_safe
@staff_required
def round_rate(request: HttpRequest, document_id: int) -> HttpResponse:
    """A rater's page at one sentence (`?at=`)."""
    reader = person_of_account(request)
    document = get_document_to_review(reader, document_id, at=whole_number(request.GET.get("at")))
    rater = rater_in(document, reader)
    if rater is None or rater.left_at is not None:
        return redirect("sources:rounds", document_id)
    return _page(request, document, rater, begin=whole_number(request.GET.get("from")))


@require_POST
@staff_required
def round_label(request: HttpRequest, document_id: int, sentence_id: int) -> HttpResponse:
    """One label of a rater's own; then the same sentence again, or the next one that waits."""
    reader = person_of_account(request)
    get_document_to_change(reader, document_id)
    document = get_document_to_review(reader, document_id, at=sentence_id)
    rater = rater_in(document, reader)
    if rater is None or rater.left_at is not None:
        messages.error(request, _("The independent review has ended for you; nothing was saved."))
        return redirect("sources:rounds", document_id)
    desk = desk_by(rater, document, at=document.position_at, per_page=shown_per_page(request))
    card = _card(rater, desk, request.POST)
    if card is None:
        raise Http404
    is_valid = card.form.is_valid()
    if request.POST.get("act") == "draft":
        return _draft(request, rater, card)
    if not is_valid:
        return _page(request, document, rater, entered=request.POST, status=422)
    try:
        at = _label(request, rater, card)
    except RatedMeanwhile:
        entered = request.POST
        return _page(
            request, document, rater, entered=entered, status=409, overtaken_words=OVERTAKEN
        )
    except (RatingIsOver, RangeEnds, LabelledAlready) as refused:
        messages.error(request, _refusal(refused))
        return _page(request, document, rater, entered=request.POST, status=409)
    request.session[GO_ON] = "go" in request.POST
    if request.POST.get("go") == "next" and desk.next_undecided is not None:
        at = desk.next_undecided
    return redirect(_address(document, at, request.POST.get("show", "")))


@require_POST
@staff_required
def round_done(request: HttpRequest, document_id: int) -> HttpResponse:
    """A rater says that she is done; the last one closes the round."""
    reader = person_of_account(request)
    document = get_document_to_change(reader, document_id)
    rater = rater_in(document, reader)
    if rater is None:
        raise Http404
    number = rater.round.number
    try:
        closed = say_done(rater, at=timezone.now())
    except (RoundIsClosed, TakenOut):
        messages.error(request, _("The independent review has ended for you meanwhile."))
        return redirect("sources:rounds", document_id)
    if closed:
        messages.success(request, _("All are done: here is where you agree and where you differ."))
        return redirect("sources:round", document_id, number)
    messages.success(request, _("Thank you. You will be told when all are done."))
    return redirect("sources:rounds", document_id)


@require_POST
@staff_required
def round_go_on(request: HttpRequest, document_id: int) -> HttpResponse:
    """A rater takes it back that she is done."""
    reader = person_of_account(request)
    document = get_document_to_change(reader, document_id)
    rater = rater_in(document, reader)
    if rater is None:
        messages.error(request, _("The independent review has ended meanwhile."))
        return redirect("sources:rounds", document_id)
    try:
        go_on(rater)
    except (RoundIsClosed, TakenOut):
        messages.error(request, _("The independent review has ended for you meanwhile."))
        return redirect("sources:rounds", document_id)
    return redirect("sources:round-rate", document_id)


def _label(request: HttpRequest, rater: RoundRater, card: Card) -> int:
    """The operation behind the button; returns the sentence to show. Raises what it raises."""
    place = RatedPlace(
        rater=rater,
        first=card.place.first,
        last=card.place.last,
        seen=request.POST.get("seen", ""),
    )
    labels: Labels = card.form.chosen()
    name, now = request.POST.get("act", ""), timezone.now()
    if name in RANGES:
        at_end, more = RANGES[name]
        row = set_rated_range(place, labels=labels, at_end=at_end, by_sentences=more, at=now)
        return row.first_id
    if name == "reset":
        take_back(place)
    elif name in STATUSES:
        if name in ("sound", "reject"):
            labels = without_weaknesses(labels, card.form.cleaned_data["reason"])
        rate(place, labels=labels, status=STATUSES[name], at=now)
    else:
        raise Http404
    return place.first.pk


def _draft(request: HttpRequest, rater: RoundRater, card: Card) -> HttpResponse:
    """Keep what is being typed; the answer is JSON, for the script that asks."""
    place = RatedPlace(
        rater=rater,
        first=card.place.first,
        last=card.place.last,
        seen=request.POST.get("seen", ""),
    )
    try:
        labels, now = card.form.chosen(), timezone.now()
        row = rate(place, labels=labels, status=Claim.Status.SUGGESTED, at=now)
    except RatedMeanwhile:
        return JsonResponse({"said": OVERTAKEN}, status=409)
    except RatingIsOver as refused:
        return JsonResponse({"said": _refusal(refused)}, status=409)
    return JsonResponse({"claim": None, "seen": seen_of(row), "said": _("Kept as a draft.")})


def _card(rater: RoundRater, desk: Desk, entered: QueryDict | None) -> Card | None:
    return card_of(desk, entered=entered, shows_suggestions=rater.round.shows_suggestions)


def _page(
    request: HttpRequest,
    document: DocumentToReview,
    rater: RoundRater,
    *,
    begin: int | None = None,
    entered: QueryDict | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    per_page = shown_per_page(request)
    at = document.position_at or begin
    desk = desk_by(rater, document, at=at, per_page=per_page)
    card = _card(rater, desk, entered)
    before, after = halves(desk)
    show = "" if per_page == PER_PAGE else ("all" if per_page == ALL else str(per_page))
    is_open = document.superseded_at is None and document.may_change
    context = {
        "document": document,
        "round": rater.round,
        "rater": rater,
        "may_label": is_open and rater.done_at is None,
        "begun": len(waiting_claims(desk.claims)),
        "labelled": sum(one.is_decided for one in desk.claims),
        "desk": desk,
        "card": card,
        "before": before,
        "after": after,
        "counted": counted_words(card.suggestion) if card else [],
        "show": show,
        "go_on": request.session.get(GO_ON, True),
        "show_query": f"&show={show}" if show else "",
        "ways": _ways(document, desk, show),
        "parts": _parts(document, desk, show),
        "stretch": stretch_words(desk.part, desk, document.number_count),
        "nav": "documents",
        **(card_words(card, desk) if card else {}),
        **more,
    }
    return render(request, "sources/rounds/rate.html", context, status=status)


def _address(document: Document, sentence: int | None, show: str) -> str:
    address = reverse("sources:round-rate", args=[document.pk])
    more = f"&show={show}" if show else ""
    return f"{address}?at={sentence}{more}#now" if sentence is not None else address


def _ways(document: Document, desk: Desk, show: str) -> dict[str, str]:
    """Addresses of the ways on from the current sentence; those that lead nowhere are left out."""
    at = {row.position: row.pk for row in desk.sentences.values()}
    here = desk.current.position if desk.current else 0
    ways = {
        "next": desk.way_on,
        "back": desk.way_back,
        "undecided": desk.next_undecided,
        "sentence_next": at.get(here + 1),
        "sentence_back": at.get(here - 1),
    }
    return {name: _address(document, pk, show) for name, pk in ways.items() if pk is not None}


def _parts(document: Document, desk: Desk, show: str) -> dict[str, str]:
    address = reverse("sources:round-rate", args=[document.pk])
    more = f"&show={show}" if show else ""
    places = {"back": desk.part.first - 1, "on": desk.part.last + 1}
    return {
        name: f"{address}?from={position}{more}"
        for name, position in places.items()
        if 1 <= position <= desk.part.of
    }


def _refusal(refused: Exception) -> str:
    sentences = {
        RatingIsOver: _("You have said that you are done. Go on labelling to change something."),
        RangeEnds: _("The range cannot go further that way."),
        LabelledAlready: _(
            "You have labelled that sentence by itself. Take that label back first."
        ),
    }
    return sentences[type(refused)]
