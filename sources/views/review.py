"""The workbench: one document, sentence by sentence, with what is suggested and decided."""

from collections.abc import Sequence
from typing import Any, TypeAlias
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from rosters.views.access import person_of_account, staff_required
from rosters.views.asked import whole_number
from sources.forms.review import EvidenceForm
from sources.models import Block, Document, DocumentToReview
from sources.operations.cutting import places_to_split
from sources.permissions import get_document_to_review
from sources.pipeline.suggest import PER_PAGE
from sources.reports.desk import ALL, MOST_PER_PAGE, Desk, desk_of
from sources.reports.desk_lines import DeskBlock, DeskLine
from sources.reports.desk_news import news_for
from sources.reports.rating_desk import rater_in
from sources.views.review_card import card_of, counted_words
from sources.views.review_words import (
    act_words,
    card_words,
    news_lines,
    overtaken_words,
    stretch_words,
)

"""Digits of a number in an address, one more than any of ours has."""


@never_cache
@require_GET
@staff_required
def review(request: HttpRequest, document_id: int) -> HttpResponse:
    """The page at one sentence (`?at=`), with `?show=` suggestions a page of text."""
    at = whole_number(request.GET.get("at"))
    document = get_document_to_review(person_of_account(request), document_id, at=at)
    if document.has_open_round and rater_in(document, person_of_account(request)) is not None:
        # Suggestions and what was decided together would tell her what others think.
        return redirect("sources:round-rate", document_id)
    return desk_page(
        request,
        document,
        begin=whole_number(request.GET.get("from")),
        claim_id=whole_number(request.GET.get("claim")),
    )


def desk_page(
    request: HttpRequest,
    document: DocumentToReview,
    *,
    begin: int | None = None,
    claim_id: int | None = None,
    entered: QueryDict | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The workbench as an answer, at the sentence that the document was loaded for.

    begin: a position, when there is none. entered: what stays in the form; more: further variables.
    """
    reader = person_of_account(request)
    per_page = shown_per_page(request)
    at = document.position_at or begin
    desk = desk_of(document, at=at or document.last_position, per_page=per_page)
    card = card_of(desk, claim_id=claim_id, entered=entered)
    before, after = halves(desk)
    show = "" if per_page == PER_PAGE else ("all" if per_page == ALL else str(per_page))
    news = news_for(document, reader)
    context = {
        "document": document,
        "may_change": may_decide(document),
        "may_decide": may_decide(document) and not document.has_open_round,
        "desk": desk,
        "card": card,
        "before": before,
        "after": after,
        "counted": counted_words(card.suggestion) if card else [],
        "news": news,
        "news_lines": news_lines(news),
        "mine_words": act_words(news.mine) if news.mine else "",
        "show": show,
        "show_query": f"&show={show}" if show else "",
        "ways": _ways_of(document, desk, show),
        "parts": _parts_of(document, desk, show),
        "stretch": stretch_words(desk.part, desk, document.number_count),
        "go_on": request.session.get("review-go-on", True),
        "nav": "documents",
        **_acting(document, desk),
        **(card_words(card, desk) if card else {}),
        **more,
    }
    if "overtaken" in more:
        context["overtaken_words"] = overtaken_words(more["overtaken"])
    return render(request, "sources/review/review.html", context, status=status)


def _acting(document: DocumentToReview, desk: Desk) -> dict[str, Any]:
    """What only those need who may decide here. One query, for the cards."""
    current = desk.current
    if current is None or not may_decide(document) or document.has_open_round:
        return {}
    after = next(
        (row for row in desk.sentences.values() if row.position == current.position + 1), None
    )
    return {
        "evidence_form": EvidenceForm(document=document),
        "places": places_to_split(document, current),
        "may_join": after is not None and after.block_id == current.block_id,
        "kinds": Block.Kind.choices,
    }


def may_decide(document: DocumentToReview) -> bool:
    """Whether whoever the document was loaded for may decide together on it."""
    return document.may_change and document.superseded_at is None


def shown_per_page(request: HttpRequest) -> int:
    """How many suggestions a page of text shall be shown, from the address or the form."""
    wanted = request.POST.get("show") or request.GET.get("show") or ""
    if wanted == "all":
        return ALL
    return min(whole_number(wanted) or PER_PAGE, MOST_PER_PAGE)


def address_of(document: Document, sentence: int | None, show: str = "", key: str = "") -> str:
    """The page of the workbench at a sentence."""
    query = {"at": str(sentence)} if sentence is not None else {}
    if show:
        query["show"] = show
    address = reverse("sources:review", args=[document.pk])
    return f"{address}?{urlencode(query)}#{key or 'now'}" if query else address


Half: TypeAlias = list[tuple[DeskBlock, Sequence[DeskLine]]]


def halves(desk: Desk) -> tuple[Half, Half]:
    """The blocks up to the current line, and those after it; a block may stand in both."""
    before: Half = []
    after: Half = []
    passed = desk.current is None
    for block in desk.blocks:
        if passed:
            after.append((block, block.lines))
            continue
        at = next((i for i, line in enumerate(block.lines) if line.is_current), None)
        if at is None:
            before.append((block, block.lines))
            continue
        passed = True
        before.append((block, block.lines[: at + 1]))
        if block.lines[at + 1 :]:
            after.append((block, block.lines[at + 1 :]))
    return before, after


def _ways_of(document: Document, desk: Desk, show: str) -> dict[str, str]:
    """Addresses of the ways on from the current sentence; those that lead nowhere are left out."""
    ways = {"next": desk.way_on, "back": desk.way_back, "undecided": desk.next_undecided}
    ways["plain"] = desk.next_plain
    at = {row.position: row.pk for row in desk.sentences.values()}
    here = desk.current.position if desk.current else 0
    ways |= {"sentence_next": at.get(here + 1), "sentence_back": at.get(here - 1)}
    return {name: address_of(document, pk, show) for name, pk in ways.items() if pk is not None}


def _parts_of(document: Document, desk: Desk, show: str) -> dict[str, str]:
    """Addresses of the parts before and after, by the position of a sentence in them."""
    places = {"back": desk.part.first - 1, "on": desk.part.last + 1}
    address = reverse("sources:review", args=[document.pk])
    more = f"&show={show}" if show else ""
    return {
        name: f"{address}?from={position}{more}"
        for name, position in places.items()
        if 1 <= position <= desk.part.of
    }
