"""Independent reviews of a document: opening one, ending one, and what came of those closed."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from rosters.models import User
from rosters.views.access import person_of_account, staff_required
from rosters.views.asked import whole_number
from sources.forms.rounds import OpenRoundForm, RaterForm
from sources.models import Claim, Document, ReviewRound, RoundLabel
from sources.operations.claim_rows import PlaceIsGone, RangeIsTaken
from sources.operations.closing import (
    ChangedAfterwards,
    ClosingUndone,
    RestsOnIt,
    rests_on_closing,
    undo_closing,
)
from sources.operations.leaving_rounds import LastRater, NoReason, bring_back, take_out
from sources.operations.reviewing import ChangedMeanwhile, NewerVersion, RoundIsOpen
from sources.operations.rounds import (
    NotAColleague,
    NotYourRound,
    RoundIsClosed,
    TooFewRaters,
    abandon_round,
    colleagues,
    open_round,
)
from sources.operations.settling_rounds import keep_contested, pick_label
from sources.permissions import get_document_to_change, get_document_to_review
from sources.reports.rounds import closed_round, rounds_page
from sources.views.round_words import agreement_rows, weakness_rows


@never_cache
@require_safe
@staff_required
def rounds(request: HttpRequest, document_id: int) -> HttpResponse:
    """The rounds of a document, and the form that opens one."""
    return _rounds(request, document_id)


@require_POST
@staff_required
def round_open(request: HttpRequest, document_id: int) -> HttpResponse:
    """Open a round for the colleagues chosen."""
    by = person_of_account(request)
    document = get_document_to_change(by, document_id)
    form = OpenRoundForm(request.POST, colleagues=colleagues(document))
    if not form.is_valid():
        return _rounds(request, document_id, form=form, status=422)
    try:
        opened = open_round(
            document,
            raters=form.cleaned_data["raters"],
            shows_suggestions=form.cleaned_data["shows_suggestions"],
            by=by,
            at=timezone.now(),
        )
    except (TooFewRaters, NotAColleague, RoundIsOpen, NewerVersion) as refused:
        messages.error(request, _refusal(refused))
        return redirect("sources:rounds", document_id)
    if opened.raters.filter(user=by).exists():
        messages.success(request, _("The review is open, and your colleagues are told. Begin."))
        return redirect("sources:round-rate", document_id)
    messages.success(request, _("The review is open, and the raters are told."))
    return redirect("sources:rounds", document_id)


@require_POST
@staff_required
def round_abandon(request: HttpRequest, document_id: int) -> HttpResponse:
    """End the open round with nothing counted; asked twice, for it cannot be undone."""
    by = person_of_account(request)
    document = get_document_to_change(by, document_id)
    current = document.review_rounds.filter(closed_at=None).select_related("opened_by").first()
    if current is None:
        messages.error(request, _refusal(RoundIsClosed()))
    elif request.POST.get("sure") != "yes":
        messages.error(request, _("Nothing was ended: tick that nothing of it shall count."))
    else:
        try:
            abandon_round(current, by=by, at=timezone.now())
            messages.success(request, _("The review is ended. Nothing of it counts."))
        except (RoundIsClosed, NotYourRound) as refused:
            messages.error(request, _refusal(refused))
    return redirect("sources:rounds", document_id)


@require_POST
@staff_required
def round_raters(request: HttpRequest, document_id: int) -> HttpResponse:
    """Take a rater out of the open round, or bring one back whose number `back` has."""
    by = person_of_account(request)
    document = get_document_to_change(by, document_id)
    current = document.review_rounds.filter(closed_at=None).select_related("opened_by").first()
    if current is None:
        messages.error(request, _refusal(RoundIsClosed()))
        return redirect("sources:rounds", document_id)
    raters = current.raters.select_related("user", "round__document", "round__opened_by")
    back = request.POST.get("back")
    form = RaterForm(request.POST, raters=raters.filter(left_at=None))
    if back is None and not form.is_valid():
        return _rounds(request, document_id, rater_form=form, status=422)
    closed = False
    try:
        if back is not None:
            rater = get_object_or_404(raters, pk=whole_number(back) or 0)
            bring_back(rater, by=by)
            said = _("%(name)s labels again; what was labelled before counts.")
        else:
            rater = raters.get(pk=form.cleaned_data["rater"].pk)
            reason = form.cleaned_data["reason"]
            closed = take_out(rater, reason=reason, by=by, at=timezone.now())
            said = _("%(name)s is out of the review. Nobody waits for those labels now.")
    except (LastRater, NoReason, NotYourRound, RoundIsClosed) as refused:
        messages.error(request, _refusal(refused))
    else:
        messages.success(request, said % {"name": rater.user})
        if closed:
            return redirect("sources:round", document_id, current.number)
    return redirect("sources:rounds", document_id)


@never_cache
@require_safe
@staff_required
def round_page(request: HttpRequest, document_id: int, number: int) -> HttpResponse:
    """What a closed round came to: how far raters agree, and where they differ."""
    document = get_document_to_review(person_of_account(request), document_id)
    shown = _closed(document, number)
    page = closed_round(document, shown)
    may_settle = document.may_change and document.superseded_at is None
    context = {
        "nav": "documents",
        "document": document,
        "round": shown,
        "page": page,
        "may_settle": may_settle and not document.has_open_round,
        "may_undo": may_settle
        and page.act is not None
        and page.is_untouched
        and not shown.is_abandoned
        and not rests_on_closing(page.act),
        "agreement": agreement_rows(shown.agreement),
        "weaknesses": weakness_rows(shown.agreement),
    }
    return render(request, "sources/rounds/round.html", context)


@require_POST
@staff_required
def round_undo(request: HttpRequest, document_id: int, number: int) -> HttpResponse:
    """Take back what closing the round made."""
    by = person_of_account(request)
    document = get_document_to_change(by, document_id)
    shown = _closed(document, number)
    act = closed_round(document, shown).act
    if act is None:
        raise Http404
    try:
        undo_closing(act, by=by, at=timezone.now())
    except (RestsOnIt, ChangedAfterwards, ClosingUndone, PlaceIsGone, RangeIsTaken) as refused:
        messages.error(request, _refusal(refused))
        return redirect("sources:round", document_id, number)
    messages.success(request, _("Undone: no claim and no rating of this review is left."))
    return redirect("sources:rounds", document_id)


@require_POST
@staff_required
def round_settle(
    request: HttpRequest, document_id: int, number: int, claim_id: int
) -> HttpResponse:
    """Put one rater's label in place of a contested one, or say that it stays contested."""
    by = person_of_account(request)
    document = get_document_to_change(by, document_id)
    shown = _closed(document, number)
    claim = Claim.objects.filter(document=document, pk=claim_id).first()
    if claim is None:
        raise Http404
    seen, picked = request.POST.get("seen", ""), request.POST.get("pick", "")
    who: dict[str, Any] = {"seen": seen, "by": by, "at": timezone.now()}
    try:
        if picked == "keep":
            keep_contested(claim, **who)
        elif (rater := whole_number(picked)) is not None:
            pick_label(claim, round_=shown, rater=rater, **who)
        else:
            raise Http404
    except RoundLabel.DoesNotExist as unknown:
        raise Http404 from unknown
    except (ChangedMeanwhile, RoundIsOpen, NewerVersion, RangeIsTaken, PlaceIsGone) as refused:
        messages.error(request, _refusal(refused))
    else:
        messages.success(request, _("Settled. You can undo it in the workbench."))
    anchor = claim.first.key
    response = redirect("sources:round", document_id, number)
    response["Location"] += f"#{anchor}"
    return response


def _rounds(
    request: HttpRequest,
    document_id: int,
    *,
    form: OpenRoundForm | None = None,
    rater_form: RaterForm | None = None,
    status: int = 200,
) -> HttpResponse:
    reader = person_of_account(request)
    document = get_document_to_review(reader, document_id)
    page = rounds_page(document, reader)
    may_open = document.may_change and page.under_way is None and document.superseded_at is None
    if form is None and may_open:
        form = OpenRoundForm(colleagues=colleagues(document), initial=_first_raters(reader))
    if rater_form is None and page.under_way is not None:
        rater_form = RaterForm(raters=page.under_way.raters)
    context = {
        "nav": "documents",
        "document": document,
        "page": page,
        "rater_form": rater_form,
        "may_change": document.may_change,
        "may_open": may_open,
        "form": form if may_open else None,
    }
    return render(request, "sources/rounds/rounds.html", context, status=status)


def _first_raters(reader: User) -> dict[str, Any]:
    return {"raters": [reader.pk]}


def _closed(document: Document, number: int) -> ReviewRound:
    """A closed round that counted or was undone. An open one has no such page."""
    shown = (
        document.review_rounds.select_related("opened_by")
        .exclude(closed_at=None)
        .filter(number=number)
        .first()
    )
    if shown is None:
        raise Http404
    return shown


def _refusal(refused: Exception) -> str:
    """What happened and what to do."""
    sentences = {
        TooFewRaters: _("Choose at least two people: agreement needs two."),
        NotAColleague: _(
            "Somebody you chose may not change this document. Share its module first."
        ),
        RoundIsOpen: _("An independent review of this document is under way already."),
        NewerVersion: _("There is a newer version of this document. Review that one."),
        RoundIsClosed: _("The independent review has ended meanwhile."),
        NotYourRound: _("Only whoever opened this review can end it, or take a rater out."),
        LastRater: _("Nobody would be left to label. End the review without a result instead."),
        NoReason: _("Say why: the log of your school keeps it."),
        RestsOnIt: _("A question was made from these labels, so the review cannot be undone."),
        ChangedAfterwards: _("Labels were changed since the review ended, so it was not undone."),
        ClosingUndone: _("That was undone before. Open another review to label anew."),
        ChangedMeanwhile: _("Somebody changed this label since. Look at it as it is now."),
        RangeIsTaken: _("These sentences carry an accepted claim already: change that one."),
        PlaceIsGone: _("The text was cut anew since, so nothing was changed."),
    }
    return sentences[type(refused)]
