"""The page on which questions are chosen for a section: a search, a list, a button."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quizzes.itemtypes.registry import all_item_types
from quizzes.models import Item, Section
from quizzes.operations.composing import add_items
from rosters.admin.scoping import person_of_admin
from sources.admin.content import ContentAdmin
from sources.operations.findings import NotReadyToPublish

A_PAGE = 25


class PicksItems(ContentAdmin):
    """Adds the page to the admin of sections. It works without script, at any number of items."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.pick_view)
        return [
            path("<int:section_id>/pick/", view, name="quizzes_section_pick"),
            *super().get_urls(),
        ]

    def pick_view(self, request: HttpRequest, section_id: int) -> HttpResponse:
        """GET: search and list. POST: add what was ticked."""
        section: Section = get_object_or_404(self.get_queryset(request), pk=section_id)
        if not self.has_change_permission(request, section):
            raise Http404
        if request.method == "POST":
            return self._add(request, section)
        found = _items_for(section, request)
        page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
        query = request.GET.copy()
        query.pop("page", None)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Choose questions"),
            "section": section,
            "page": page,
            "types": list(all_item_types()),
            "type": request.GET.get("type", ""),
            "q": request.GET.get("q", ""),
            "query": query.urlencode(),
        }
        return TemplateResponse(request, "admin/quizzes/pick.html", context)

    def _add(self, request: HttpRequest, section: Section) -> HttpResponse:
        wanted = [pk for pk in request.POST.getlist("item") if pk.isdecimal() and len(pk) < 16]
        items = Item.objects.filter(collection=section.quiz.collection_id, pk__in=wanted)
        try:
            added = add_items(section, items=items, by=person_of_admin(request))
        except NotReadyToPublish as refused:
            for finding in refused.findings:
                messages.error(request, finding.message)
            return redirect(request.get_full_path())
        words = ngettext("%(n)d question added.", "%(n)d questions added.", len(added))
        messages.success(request, words % {"n": len(added)})
        self.log_change(request, section, f"Added {len(added)} questions.")
        return redirect("admin:quizzes_section_change", section.pk)


def _items_for(section: Section, request: HttpRequest) -> QuerySet[Item, Any]:
    found = (
        Item.objects.filter(
            collection=section.quiz.collection_id, archived_at=None, current__isnull=False
        )
        .exclude(versions__slots__section=section)
        .select_related("current")
        .order_by("current__title", "pk")
    )
    if words := request.GET.get("q", "").strip():
        found = found.filter(
            Q(current__title__icontains=words)
            | Q(current__stem__icontains=words)
            | Q(slug__icontains=words)
        )
    if slug := request.GET.get("type"):
        found = found.filter(current__type_slug=slug)
    return found
