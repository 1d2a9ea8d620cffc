"""Sentences made for practice: what is offered for a weakness, and what becomes of it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from quizzes.itemtypes.highlight_passage import ANY, LEAST
from quizzes.operations.drafting import Need, needs
from quizzes.views.variant_words import CHANGES
from rosters.views.access import person_of_account, staff_required
from sources.forms.variants import VariantForm
from sources.models import Document, Variant
from sources.operations.reviewing import NewerVersion, RoundIsOpen
from sources.operations.variants import (
    NotChanged,
    NotFilledIn,
    NothingDecided,
    VariantChangedMeanwhile,
    decide_variant,
    last_decision,
    offer_variants,
    token_of,
    undo_decision,
    variant_state,
)
from sources.permissions import get_document_to_change
from sources.reports.variants import MadeRow, made_rows, made_sentences
from sources.taxonomy import WEAKNESSES

STATUSES = {
    "approve": Variant.Status.APPROVED,
    "reject": Variant.Status.REJECTED,
    "keep": Variant.Status.OFFERED,
}
REFUSALS: Mapping[type[Exception], Promise | str] = {
    NotFilledIn: gettext_lazy("Fill in every blank (____) before you approve the sentence."),
    NotChanged: gettext_lazy("This is still the sentence of the text. Change it, then approve it."),
    VariantChangedMeanwhile: gettext_lazy(
        "Somebody else decided on this sentence in the meantime. What they wrote stands above; "
        "yours is still in the box."
    ),
    NewerVersion: gettext_lazy("A newer version of this text took its place. Go on with that one."),
    RoundIsOpen: gettext_lazy(
        "An independent review of this text is under way. Wait until it is closed."
    ),
}


@dataclass(frozen=True, slots=True)
class WeaknessRow:
    """A weakness of the text: what it needs, and what was made for it."""

    need: Need
    waiting: int
    approved: int


@never_cache
@require_safe
@staff_required
def variants(request: HttpRequest, document_id: int) -> HttpResponse:
    """The made sentences of one weakness (`?weakness=`), each beside the one it comes from."""
    document = get_document_to_change(request.user, document_id)
    return _page(request, document, request.GET.get("weakness", ""))


@require_POST
@staff_required
def variants_offer(request: HttpRequest, document_id: int) -> HttpResponse:
    """Offer made sentences for a weakness."""
    document = get_document_to_change(request.user, document_id)
    weakness = _known(request.POST.get("weakness", ""))
    try:
        count = offer_variants(document, weakness=weakness)
    except (NewerVersion, RoundIsOpen) as refusal:
        messages.warning(request, str(REFUSALS[type(refusal)]))
        return _back(document, weakness)
    if count:
        words = ngettext("%(n)d sentence is offered.", "%(n)d sentences are offered.", count)
        messages.success(request, words % {"n": count})
    else:
        messages.info(request, _("No other sentence can be offered for this weakness."))
    return _back(document, weakness)


@require_POST
@staff_required
def variant_decide(request: HttpRequest, document_id: int, variant_id: int) -> HttpResponse:
    """Approve a made sentence, reject it, or keep it as a draft; `act` says which."""
    by = person_of_account(request)
    document = get_document_to_change(by, document_id)
    variant = (
        Variant.objects.select_related("sentence").filter(document=document, pk=variant_id).first()
    )
    status = STATUSES.get(request.POST.get("act", ""))
    if variant is None or status is None:
        raise Http404
    variant.document = document
    form = VariantForm(request.POST, variant=variant)
    if not form.is_valid():
        return _page(request, document, variant.weakness, wrong={variant.pk: form}, status=422)
    words = form.cleaned_data
    try:
        decide_variant(
            variant,
            text=words["text"],
            status=status,
            by=by,
            at=timezone.now(),
            seen=words["seen"] or None,
        )
    except tuple(REFUSALS) as refusal:
        now = Variant.objects.select_related("sentence").get(pk=variant.pk)
        entered = {"text": words["text"], "seen": token_of(variant_state(now))}
        form = VariantForm(entered, variant=variant)
        form.is_valid()
        form.add_error("text", str(REFUSALS[type(refusal)]))
        return _page(request, document, variant.weakness, wrong={variant.pk: form}, status=409)
    return _back(document, variant.weakness, variant.pk)


@require_POST
@staff_required
def variants_undo(request: HttpRequest, document_id: int) -> HttpResponse:
    """Undo one's own last decision on a made sentence."""
    by = person_of_account(request)
    document = get_document_to_change(by, document_id)
    try:
        act = undo_decision(document, by=by, at=timezone.now())
    except NothingDecided:
        messages.info(request, _("You have decided nothing here that could be undone."))
    except VariantChangedMeanwhile:
        messages.warning(
            request, _("Somebody decided on that sentence after you. Change it by hand.")
        )
    except (NewerVersion, RoundIsOpen) as refusal:
        messages.warning(request, str(REFUSALS[type(refusal)]))
    else:
        name = next(iter(act.after["variants"]))
        found = document.variants.filter(pk=int(name)).first()
        messages.success(request, _("Undone."))
        return _back(document, found.weakness if found else "", found.pk if found else None)
    return _back(document, request.POST.get("weakness", ""))


def _page(
    request: HttpRequest,
    document: Document,
    weakness: str,
    *,
    wrong: Mapping[int, VariantForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page as an answer. wrong: forms to show again, with what is wrong in them."""
    made_here = made_sentences(document)
    rows = _weaknesses(document, made_here)
    chosen = next((row.need for row in rows if row.need.weakness == weakness), None)
    chosen = chosen or (rows[0].need if rows else None)
    own = [one for one in made_here if chosen is not None and one.weakness == chosen.weakness]
    made = made_rows(document, own)
    given = wrong or {}

    def shown(*, is_sound: bool) -> list[dict[str, Any]]:
        rows = [row for row in made if row.variant.is_sound == is_sound]
        return [_row(document, row, given.get(row.variant.pk)) for row in rows]

    context = {
        "nav": "documents",
        "document": document,
        "weaknesses": rows,
        "need": chosen,
        "chosen": WEAKNESSES[chosen.weakness] if chosen else None,
        "repaired": shown(is_sound=True),
        "spoiled": shown(is_sound=False),
        "least": LEAST,
        "last": last_decision(document, by=person_of_account(request)),
    }
    return render(request, "quizzes/variants/variants.html", context, status=status)


def _weaknesses(document: Document, variants: Sequence[Variant]) -> list[WeaknessRow]:
    """The weaknesses of the text, what is nearest to done and wants something first."""
    made = Counter((one.weakness, one.status) for one in variants)
    offered, approved = Variant.Status.OFFERED, Variant.Status.APPROVED
    return [
        WeaknessRow(need, made[need.weakness, offered], made[need.weakness, approved])
        for need in needs(document, variants=variants)
        if need.weakness != ANY
    ]


def _row(document: Document, row: MadeRow, form: VariantForm | None) -> dict[str, Any]:
    row.variant.document = document
    return {
        "variant": row.variant,
        "original": row.original,
        "now": row.now,
        "change": CHANGES.get(row.variant.change, row.variant.change),
        "form": form or VariantForm(variant=row.variant),
    }


def _known(weakness: str) -> str:
    if weakness not in WEAKNESSES or WEAKNESSES[weakness].of_text:
        raise Http404
    return weakness


def _back(document: Document, weakness: str, variant_id: int | None = None) -> HttpResponse:
    address = reverse("quizzes:variants", args=[document.pk])
    query = f"?{urlencode({'weakness': weakness})}" if weakness in WEAKNESSES else ""
    anchor = f"#variant-{variant_id}" if variant_id else ""
    return redirect(f"{address}{query}{anchor}")
