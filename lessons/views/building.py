"""Building a module from documents: what it will be, then the draft."""

from collections.abc import Sequence
from functools import partial

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lessons import tasks
from lessons.forms.building import BuildForm
from lessons.operations.building.build import (
    begin_build,
    documents_with_earlier,
    module_for,
    run_build,
)
from lessons.operations.building.comparing import Change, compare
from lessons.operations.building.planning import plan_build
from lessons.operations.building.standing import standing_of
from lessons.reports.builds import BuildPage, build_page_of
from quizzes.operations.drafting import Need, needs
from quizzes.operations.library import CollectionLibrary
from rosters.views.access import person_of_account, staff_required
from sources.models import Document
from sources.operations.shelves import title_of_file
from sources.permissions import get_document_to_change

LONG = 1500
"""A build from more sentences than this runs in the background."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def build(request: HttpRequest, document_id: int) -> HttpResponse:
    """Choose documents and title, see what will be drafted or changed, build (POST).

    To see it for other documents is a POST too: the form has a token, which no address may hold.
    """
    document = get_document_to_change(request.user, document_id)
    if document.superseded_at is not None or document.is_practice:
        messages.info(request, _("A module is built from the current version of a document."))
        return redirect("sources:document", document.pk)
    page = build_page_of(document)
    earlier = documents_with_earlier([document])
    asked = request.POST if request.method == "POST" else request.GET
    form = BuildForm(
        asked or None,
        module=page.module,
        documents=page.documents,
        initial={"title": _title_for(document), "documents": earlier},
    )
    if request.method == "POST" and "show" not in request.POST and form.is_valid():
        return _build(request, document, form)
    chosen = form.chosen if form.is_bound and form.is_valid() else earlier
    changes, missing = _preview(page, chosen)
    context = {
        "nav": "documents",
        "document": document,
        "form": form,
        "page": page,
        "changes": changes,
        "needs": [(each, found) for each, found in missing if found],
    }
    return render(request, "lessons/building/build.html", context)


def _build(request: HttpRequest, document: Document, form: BuildForm) -> HttpResponse:
    """Begin a build, and do it at once unless it is a long one."""
    by, now = person_of_account(request), timezone.now()
    documents = form.chosen
    module = module_for(documents, title=form.cleaned_data.get("title", ""), by=by)
    try:
        begun = begin_build(module, documents, by=by, at=now)
    except IntegrityError:
        messages.info(request, _("This module is being built already."))
        return redirect("lessons:build-decisions", module.pk)
    if sum(each.sentences.count() for each in documents) > LONG:
        transaction.on_commit(partial(tasks.build.enqueue, begun.pk))
    else:
        run_build(begun, at=now)
        messages.success(request, _("Drafted. Here is what is left for you to decide."))
    return redirect("lessons:build-decisions", module.pk)


def _preview(
    page: BuildPage, documents: Sequence[Document]
) -> tuple[list[Change], list[tuple[Document, list[Need]]]]:
    """What a build would do now, and what the weaknesses of each document still need."""
    if not documents:
        return [], []
    library = CollectionLibrary(documents[0].collection)
    standing = standing_of(page.module) if page.module else None
    unwanted = standing.unwanted if standing else ()
    planned = plan_build(documents, library=library, unwanted=unwanted)
    missing = [(each, needs(each, library=library)) for each in documents]
    return compare(standing, planned, library=library), missing


def _title_for(document: Document) -> str:
    """The title that somebody gave the shelf; where it has a file's name only, the text's own."""
    title = document.collection.title
    return document.title if title == title_of_file(document.file_name) else title
