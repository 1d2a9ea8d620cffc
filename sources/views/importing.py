"""Bringing a document in: files or pasted text, the reading, and what is known of it."""

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rosters.views.access import person_of_account, staff_required
from rosters.views.asked import whole_number
from sources import tasks
from sources.forms.importing import ImportForm, ProvenanceForm, can_read_files
from sources.models import Document, Import
from sources.operations.importing import (
    NewerVersionThere,
    NotReadYet,
    NotToRead,
    RoundUnderWay,
    begin_import,
    brought_by_form,
    cancel_import,
    is_interrupted,
    put_away,
    retry_import,
    store_import,
    waits_for_suggestions,
)
from sources.operations.origins import about_text
from sources.operations.versions import CarriedOver
from sources.permissions import get_document_to_change, get_import_for
from sources.pipeline.child import from_json
from sources.reports.imports import doing_words, refusal_words
from sources.reports.previews import preview_of

GET_AND_POST = ["GET", "HEAD", "POST"]
Status = Import.Status


@never_cache
@require_http_methods(GET_AND_POST)
@staff_required
def import_new(request: HttpRequest) -> HttpResponse:
    """Take files or pasted text; `?new_version_of=` a document, whose place it takes then."""
    by = person_of_account(request)
    follows: Document | None = None
    if asked := request.GET.get("new_version_of"):
        follows = get_document_to_change(by, whole_number(asked) or 0)
        if follows.superseded_at is not None:
            messages.info(request, _("This version has a newer one already."))
            return redirect("sources:document", follows.pk)
    form = ImportForm(request.POST or None, request.FILES or None, by=by, follows=follows)
    if request.method == "POST" and form.is_valid():
        begun = _begin_once(form)
        return (
            redirect("sources:import", begun[0])
            if len(begun) == 1
            else redirect("sources:documents")
        )
    context = {
        "nav": "documents",
        "form": form,
        "follows": follows,
        "limits": form.limits,
        "can_read": can_read_files(),
    }
    return render(request, "sources/documents/new.html", context)


def _begin_once(form: ImportForm) -> list[int]:
    """What the form brings; sent twice, what it brought the first time."""
    number = form.cleaned_data["form"]
    before = brought_by_form(number, by=form.by)
    if not before:
        try:
            return _begin(form, number)
        except IntegrityError:
            before = brought_by_form(number, by=form.by)
            if not before:
                raise
    return [one.pk for one in before]


def _begin(form: ImportForm, number: str) -> list[int]:
    """Keep what came, and queue it to be read. All of it or nothing."""
    with transaction.atomic():
        texts, collection = form.its_texts, form.its_collection()
        begun = [
            begin_import(
                data,
                name=name,
                collection=collection,
                by=form.by,
                at=timezone.now(),
                new_version_of=form.follows,
                form=f"{number}/{place}" if number else "",
            ).pk
            for place, (name, data) in enumerate(texts)
        ]
    for import_id in begun:
        tasks.read.enqueue(import_id)
    return begun


@never_cache
@require_http_methods(GET_AND_POST)
@staff_required
def import_page(request: HttpRequest, import_id: int) -> HttpResponse:
    """How far a file is, why it was refused, or what was read; by POST it becomes a document."""
    by = person_of_account(request)
    one = get_import_for(by, import_id)
    if one.status == Status.STORED:
        return redirect("sources:document", one.document_id or 0)
    if one.status == Status.READ:
        return _read(request, one)
    if request.method == "POST":
        return redirect("sources:import", one.pk)
    context = {
        "nav": "documents",
        "one": one,
        "doing": doing_words(one),
        "refused": refusal_words(one),
        "is_interrupted": is_interrupted(one, at=timezone.now()),
    }
    return render(request, "sources/documents/import.html", context)


def _read(request: HttpRequest, one: Import) -> HttpResponse:
    read = from_json(one.read or {})
    form = ProvenanceForm(request.POST or None, stated=read.provenance, follows=one.new_version_of)
    if request.method == "POST" and form.is_valid():
        return _store(request, one, form)
    back = _numbers(request.POST.getlist("bring_back"))
    context = {
        "nav": "documents",
        "one": one,
        "form": form,
        "preview": preview_of(read, back=back),
    }
    return render(request, "sources/documents/read.html", context)


def _numbers(stated: list[str]) -> set[int]:
    return {number for each in stated if (number := whole_number(each)) is not None}


def _store(request: HttpRequest, one: Import, form: ProvenanceForm) -> HttpResponse:
    about = about_text(form.cleaned_data, slug="")
    try:
        document, carried = store_import(
            one,
            about=about,
            by=person_of_account(request),
            at=timezone.now(),
            bring_back=_numbers(request.POST.getlist("bring_back")),
        )
    except NotReadYet:
        if Import.objects.filter(pk=one.pk).exists():
            return redirect("sources:import", one.pk)
        messages.info(request, _("Somebody put this file away a moment ago."))
        return redirect("sources:documents")
    except NewerVersionThere:
        messages.error(
            request, _("Somebody stored a newer version in the meantime. Import this one anew.")
        )
        return redirect("sources:import", one.pk)
    except RoundUnderWay:
        messages.error(
            request,
            _("Colleagues label the version before this one independently. End that first."),
        )
        return redirect("sources:rounds", one.new_version_of_id)
    if waits_for_suggestions(document):
        tasks.suggest.enqueue(document.pk)
    messages.success(request, _stored_words(document, carried))
    return redirect("sources:document", document.pk)


def _stored_words(document: Document, carried: CarriedOver | None) -> str:
    if carried is None:
        return _("Stored. Nothing of it reaches a learner before you have reviewed it and built.")
    open_ones = len(carried.lost) + len(carried.look_again)
    said = ngettext(
        "Stored as version %(number)d; %(count)d decision was carried over.",
        "Stored as version %(number)d; %(count)d decisions were carried over.",
        carried.carried,
    ) % {"number": document.number, "count": carried.carried}
    if open_ones:
        said += " " + ngettext(
            "%(count)d needs you: it is listed below.",
            "%(count)d need you: they are listed below.",
            open_ones,
        ) % {"count": open_ones}
    return said


@never_cache
@require_safe
@staff_required
def import_state(request: HttpRequest, import_id: int) -> HttpResponse:
    """How far it is, as JSON, for the page that waits."""
    one = get_import_for(request.user, import_id)
    return JsonResponse(
        {
            "is_under_way": one.status in (Status.WAITING, Status.READING)
            and not is_interrupted(one, at=timezone.now()),
            "status": one.status,
            "percent": one.done_percent,
            "words": doing_words(one),
        }
    )


@require_POST
@staff_required
def import_cancel(request: HttpRequest, import_id: int) -> HttpResponse:
    """Stop the reading."""
    one = get_import_for(request.user, import_id)
    if cancel_import(one, at=timezone.now()):
        messages.success(request, _("Cancelled. Nothing of the file was stored."))
    return redirect("sources:import", one.pk)


@require_POST
@staff_required
def import_retry(request: HttpRequest, import_id: int) -> HttpResponse:
    """Read a file that was refused, cancelled or interrupted once more."""
    one = get_import_for(request.user, import_id)
    try:
        retry_import(one, at=timezone.now())
    except NotToRead:
        return redirect("sources:import", one.pk)
    tasks.read.enqueue(one.pk)
    return redirect("sources:import", one.pk)


@require_POST
@staff_required
def import_put_away(request: HttpRequest, import_id: int) -> HttpResponse:
    """Forget a file that is no document."""
    one = get_import_for(request.user, import_id)
    put_away(one)
    messages.success(request, _("%(name)s is put away.") % {"name": one})
    return redirect("sources:documents")
