"""The documents of a member of staff, and the page of one: where it comes from, what is next."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from rosters.views.access import person_of_account, staff_required
from rosters.views.asked import whole_number
from sources.models import Block
from sources.operations.cutting import CutIsFixed, set_block
from sources.operations.importing import download_name
from sources.operations.originals import OriginalLost, original_bytes
from sources.permissions import (
    can_change_collection,
    get_document_to_change,
    get_document_to_see,
)
from sources.reports.shelves import shelves_of
from sources.reports.staff_page import BLOCKS_A_PAGE, staff_page_of

# Whatever a file holds, the browser saves it and does nothing else with it.
SANDBOX = "default-src 'none'; sandbox"


@never_cache
@require_safe
@staff_required
def documents(request: HttpRequest) -> HttpResponse:
    """All documents by module; what is being read stands above."""
    context = {"nav": "documents", "shelves": shelves_of(person_of_account(request))}
    return render(request, "sources/documents/documents.html", context)


@never_cache
@require_safe
@staff_required
def document(request: HttpRequest, document_id: int) -> HttpResponse:
    """One version of a document: provenance, findings, its blocks, and the ways on."""
    found = get_document_to_see(request.user, document_id)
    blocks = list(found.blocks.order_by("position"))
    page = Paginator(blocks, BLOCKS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "nav": "documents",
        "document": found,
        "page": page,
        "asides": sum(block.set_aside for block in blocks),
        "its": staff_page_of(found, page.object_list),
        "may_change": can_change_collection(request.user, found.collection),
    }
    return render(request, "sources/documents/document.html", context)


@require_POST
@staff_required
def document_block(request: HttpRequest, document_id: int) -> HttpResponse:
    """Bring a block back that was set aside, or set it aside; `block` says which."""
    by = person_of_account(request)
    found = get_document_to_change(by, document_id)
    name, _sign, number = request.POST.get("block", "").partition("-")
    block = Block.objects.filter(document=found, pk=whole_number(number) or 0).first()
    if block is None or name not in ("back", "aside"):
        raise Http404
    brought_back = name == "back"
    kind = block.kind
    if brought_back and kind == Block.Kind.BOILERPLATE:
        kind = Block.Kind.PARAGRAPH
    try:
        set_block(block, kind=kind, set_aside=not brought_back, by=by, at=timezone.now())
    except CutIsFixed:
        messages.warning(
            request,
            _(
                "Something rests on this text as it is cut: a question, a lesson, or a review "
                "under way. Import a new version to change what stands in it."
            ),
        )
    page = whole_number(request.POST.get("page")) or 1
    address = reverse("sources:document", args=[found.pk])
    shown = f"?page={page}" if page > 1 else ""
    return redirect(f"{address}{shown}#block-{block.pk}")


@never_cache
@require_safe
@staff_required
def original(request: HttpRequest, document_id: int) -> HttpResponse:
    """The file as it came, to be saved: never shown, never run."""
    found = get_document_to_see(request.user, document_id)
    if found.original is None:
        raise Http404
    try:
        data = original_bytes(found.original)
    except OriginalLost:
        messages.error(
            request,
            _("The file is gone or damaged on the disk of the server. A backup may have it."),
        )
        return redirect("sources:document", found.pk)
    response = HttpResponse(data, content_type="application/octet-stream")
    name = content_disposition_header(as_attachment=True, filename=download_name(found))
    response.headers["Content-Disposition"] = name or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = SANDBOX
    return response
