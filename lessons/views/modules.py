"""A module's page and what stands beside its lessons."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lessons.permissions import OpenModule, get_card_in, get_document_in
from lessons.reports.module_page import module_page
from lessons.reports.shelves import glossary_of, timeline_of
from lessons.reports.sources_cited import references_of
from lessons.views.places import shows_module
from sources.reports import document_lines


@require_GET
@shows_module
def module(request: HttpRequest, place: OpenModule) -> HttpResponse:
    page = module_page(place, request.user)
    context = {"place": place, "page": page, "outline": page.outline, "nav": "modules"}
    return render(request, "lessons/module.html", context)


@require_GET
@shows_module
def glossary(request: HttpRequest, place: OpenModule) -> HttpResponse:
    query = request.GET.get("q", "")[:80]
    found = glossary_of(place, query=query)
    context = {"place": place, "glossary": found, "query": query, "nav": "modules"}
    return render(request, "lessons/glossary.html", context)


@require_GET
@shows_module
def timeline(request: HttpRequest, place: OpenModule) -> HttpResponse:
    events, links = timeline_of(place)
    context = {
        "place": place,
        "events": events,
        "links": links,
        "all_sourced": all(event.sources for event in events),
        "nav": "modules",
    }
    return render(request, "lessons/timeline.html", context)


@require_GET
@shows_module
def document(request: HttpRequest, place: OpenModule, document: str) -> HttpResponse:
    found = get_document_in(place, request.user, document)
    context = {
        "place": place,
        "document": found,
        "blocks": document_lines(found),
        "nav": "modules",
    }
    return render(request, "lessons/document.html", context)


@require_GET
@shows_module
def card(request: HttpRequest, place: OpenModule, card: str) -> HttpResponse:
    found = get_card_in(place, card)
    links = references_of(place, [found.purpose, found.says, found.limits, found.citation])
    context = {"place": place, "card": found, "links": links, "nav": "modules"}
    return render(request, "lessons/card.html", context)
