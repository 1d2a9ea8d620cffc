"""Mending how a text is cut from the workbench, and the page of all that was done."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from rosters.views.access import person_of_account, staff_required
from rosters.views.asked import whole_number
from sources.models import Block, ReviewAct, Sentence
from sources.operations.cutting import (
    BothDecided,
    CutIsFixed,
    NothingToJoin,
    NothingToSplit,
    join_with_next,
    set_block,
    set_lesson_start,
    split_sentence,
)
from sources.operations.visiting import note_place
from sources.permissions import get_document_to_change, get_document_to_review
from sources.views.review import address_of, may_decide
from sources.views.review_words import act_words, refusal_words

ACTS_A_PAGE = 50
REFUSALS = (CutIsFixed, NothingToSplit, NothingToJoin, BothDecided)


@require_POST
@staff_required
def review_cut(request: HttpRequest, document_id: int, sentence_id: int) -> HttpResponse:
    """Split, join, or say of the block what it is; then the same sentence again."""
    reader = person_of_account(request)
    document = get_document_to_change(reader, document_id)
    sentence = Sentence.objects.filter(document=document, pk=sentence_id).first()
    if sentence is None:
        raise Http404
    sentence.document = document
    try:
        _cut(request, sentence, {"by": reader, "at": timezone.now()})
        note_place(document, by=reader, sentence_id=sentence_id)
    except REFUSALS as refused:
        messages.error(request, refusal_words(refused))
    return redirect(address_of(document, sentence_id, request.POST.get("show", "")))


@never_cache
@require_GET
@staff_required
def review_history(request: HttpRequest, document_id: int) -> HttpResponse:
    """All that was done to a document in the workbench, the newest first, each with an undo."""
    document = get_document_to_review(person_of_account(request), document_id)
    acts = (
        ReviewAct.objects.filter(document=document)
        .select_related("by", "sentence", "undone_by__by")
        .defer("before", "after")
    )
    page = Paginator(acts, ACTS_A_PAGE).get_page(request.GET.get("page"))
    for act in page.object_list:
        act.__dict__["undone"] = getattr(act, "undone_by", None)
    context = {
        "document": document,
        "page": page,
        "lines": [(act, act_words(act)) for act in page.object_list],
        "may_decide": may_decide(document) and not document.has_open_round,
        "nav": "documents",
    }
    return render(request, "sources/review/history.html", context)


def _cut(request: HttpRequest, sentence: Sentence, who: dict[str, Any]) -> None:
    """The operation behind the button that was pressed. Raises what the operation raises."""
    name, block = request.POST.get("act", ""), sentence.block
    if name == "split":
        offset = whole_number(request.POST.get("offset"))
        split_sentence(sentence, offset=offset or 0, **who)
    elif name == "join":
        join_with_next(sentence, **who)
    elif name == "kind":
        kind = request.POST.get("kind", "")
        if kind not in Block.Kind:
            raise Http404
        set_block(block, kind=kind, set_aside=block.set_aside, **who)
    elif name == "aside":
        set_block(block, kind=block.kind, set_aside=True, **who)
    elif name == "back":
        kind = block.kind
        if kind == Block.Kind.BOILERPLATE:
            kind = Block.Kind.PARAGRAPH
        set_block(block, kind=kind, set_aside=False, **who)
    elif name in ("lesson", "no-lesson"):
        set_lesson_start(block, starts=name == "lesson", **who)
    else:
        messages.info(request, _("Nothing was chosen, so nothing was changed."))
