"""The workbench: one document, sentence by sentence, with what is suggested and decided."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from rosters.models import User
from sources.models import Document, Sentence
from sources.permissions import get_document_to_review
from sources.pipeline.suggest import PER_PAGE
from sources.reports.desk import ALL, Desk, desk_of
from sources.reports.desk_news import news_for
from sources.views.review_card import Card, card_of, counted_words

MOST_PER_PAGE = 40


@never_cache
@require_GET
@login_required
def review(request: HttpRequest, document_id: int) -> HttpResponse:
    """The page at one sentence (`?at=`), with `?show=` suggestions a page of text."""
    reader = reader_of(request)
    document = get_document_to_review(reader, document_id)
    at = _whole(request.GET.get("at"))
    return desk_page(request, document, at=at, claim_id=_whole(request.GET.get("claim")))


def desk_page(
    request: HttpRequest,
    document: Document,
    *,
    at: int | None,
    claim_id: int | None = None,
    entered: QueryDict | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The workbench as an answer. entered: what stays in the form; more: further variables."""
    reader = reader_of(request)
    per_page = shown_per_page(request)
    try:
        desk = desk_of(
            document, at=at, begin=getattr(document, "last_position", None), per_page=per_page
        )
    except Sentence.DoesNotExist:
        raise Http404 from None
    card = card_of(desk, claim_id=claim_id, entered=entered)
    before, after = halves(desk)
    context = {
        "document": document,
        "may_change": may_decide(document),
        "desk": desk,
        "card": card,
        "before": before,
        "after": after,
        "counted": counted_words(card.suggestion) if card else [],
        "news": news_for(document, reader),
        "show": "" if per_page == PER_PAGE else str(per_page),
        "most_per_page": MOST_PER_PAGE,
        "ways": _ways_of(document, desk, per_page),
        "nav": "documents",
        **more,
    }
    return render(request, "sources/review.html", context, status=status)


def reader_of(request: HttpRequest) -> User:
    """Whoever asks. Raises Http404 for those without an account."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def may_decide(document: Document) -> bool:
    """Whether whoever the document was loaded for may decide together on it."""
    return bool(getattr(document, "may_change", False)) and document.superseded_at is None


def shown_per_page(request: HttpRequest) -> int:
    """How many suggestions a page of text shall be shown, from the address or the form."""
    wanted = request.POST.get("show") or request.GET.get("show") or ""
    if wanted == "all":
        return ALL
    return min(int(wanted), MOST_PER_PAGE) if wanted.isdecimal() else PER_PAGE


def address_of(document: Document, sentence: int | None, show: str = "", key: str = "") -> str:
    """The page of the workbench at a sentence."""
    query = {"at": str(sentence)} if sentence is not None else {}
    if show:
        query["show"] = show
    address = reverse("sources:review", args=[document.pk])
    return f"{address}?{urlencode(query)}#{key or 'now'}" if query else address


def halves(desk: Desk) -> tuple[list[Any], list[Any]]:
    """The blocks up to the current line, and those after it; a block may stand in both."""
    before: list[Any] = []
    after: list[Any] = []
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


def _ways_of(document: Document, desk: Desk, per_page: int) -> dict[str, str]:
    """Addresses of the ways on from the current sentence; those that lead nowhere are left out."""
    show = "" if per_page == PER_PAGE else ("all" if per_page == ALL else str(per_page))
    ways = {"next": desk.way_on, "back": desk.way_back, "undecided": desk.next_undecided}
    positions = {line.sentence.position: line.sentence.pk for block in desk.blocks for line in block.lines}
    here = desk.current.position if desk.current else 0
    ways["sentence_next"] = positions.get(here + 1)
    ways["sentence_back"] = positions.get(here - 1)
    return {name: address_of(document, pk, show) for name, pk in ways.items() if pk is not None}


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() else None


__all__ = ["Card", "review"]
