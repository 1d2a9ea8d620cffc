"""The audit log in the admin: read, searched, filtered and downloaded, never changed."""

import csv
from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import URLPattern, path
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from rosters.admin.scoping import ScopedAdmin
from rosters.models import Act, User
from rosters.operations.act_sentences import sentence_of
from rosters.operations.acts import Verb
from rosters.permissions import Visitor, acts_staff_may_see, is_school_admin

LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
MOST_DIGITS = 18
CHUNK = 500


def _is_number(text: str) -> bool:
    """Whether a row may have this number: Python itself refuses to read one of 5,000 digits."""
    return text.isdecimal() and len(text) <= MOST_DIGITS


class VerbFilter(admin.SimpleListFilter):
    """What was done."""

    title = _("what")
    parameter_name = "what"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, Any]]:
        return sorted(((verb.value, verb.label) for verb in Verb), key=lambda pair: str(pair[1]))

    def queryset(self, request: HttpRequest, queryset: QuerySet[Act]) -> QuerySet[Act]:
        return queryset.filter(verb=self.value()) if self.value() else queryset


class ActorFilter(admin.SimpleListFilter):
    """Who did it: those who did anything that this person may read. One query."""

    title = _("who")
    parameter_name = "who"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, Any]]:
        acts = acts_staff_may_see(request.user).filter(actor=OuterRef("pk"))
        people = User.objects.filter(Exists(acts)).order_by("display_name", "username")
        return [(str(person.pk), person) for person in people]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Act]) -> QuerySet[Act]:
        value = self.value() or ""
        return queryset.filter(actor=int(value)) if _is_number(value) else queryset


@admin.register(Act)
class ActAdmin(ScopedAdmin[Act]):
    list_display = ["when", "told"]
    list_filter = [VerbFilter, "at", ActorFilter]
    list_select_related = ["actor", "person", "classroom"]
    search_fields = [
        "person__display_name",
        "person__username",
        "actor__display_name",
        "actor__username",
        "reason",
    ]
    show_facets = admin.ShowFacets.NEVER
    search_help_text = _("A name, a log-in name, words of a reason, or the number of a thing")
    fields = ["at", "sentence", "reason", "number"]
    readonly_fields = ["at", "sentence", "reason", "number"]

    def may_see(self, user: Visitor) -> QuerySet[Act]:
        return acts_staff_may_see(user)

    def may_open(self, user: Visitor) -> bool:
        return is_school_admin(user)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Act]:
        return super().get_queryset(request).select_related("actor", "person", "classroom")

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"title": _("Audit log")} | (extra_context or {})
        return super().changelist_view(request, extra_context=context)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Act], search_term: str
    ) -> tuple[QuerySet[Act], bool]:
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        term = search_term.strip()
        if _is_number(term):
            number = int(term)
            found |= queryset.filter(Q(pk=number) | Q(subject_id=number) | Q(person=number))
        return found, may_repeat

    @admin.display(description=_("what"))
    def sentence(self, act: Act) -> str:
        return sentence_of(act)

    @admin.display(description=_("when"), ordering="at")
    def when(self, act: Act) -> str:
        """In few letters, which may break: a phone needs the room for the sentence."""
        return date_format(localtime(act.at), "SHORT_DATETIME_FORMAT")

    @admin.display(description=_("what was done"))
    def told(self, act: Act) -> str:
        """The sentence, and below it why: two columns that a phone has room for."""
        if not act.reason:
            return sentence_of(act)
        why = _t("Why: %(reason)s") % {"reason": act.reason}
        return format_html('{}<br><span class="quiet">{}</span>', sentence_of(act), why)

    @admin.display(description=_("number"), ordering="pk")
    def number(self, act: Act) -> int:
        return act.pk

    def get_urls(self) -> list[URLPattern]:
        download = self.admin_site.admin_view(self.download)
        return [path("download/", download, name="rosters_act_download"), *super().get_urls()]

    def download(self, request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
        """The rows of the list under the same search and filter, as CSV."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method not in ("GET", "HEAD"):
            return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
        try:
            rows = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters as error:
            raise Http404 from error
        return StreamingHttpResponse(
            _lines(rows),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="audit-log.csv"'},
        )


class _Line:
    """What the csv module writes into: gives each line back."""

    def write(self, line: str) -> str:
        return line


def _lines(rows: QuerySet[Act]) -> Iterator[str]:
    writer = csv.writer(_Line())
    # With this mark, spreadsheets read the letters as they are.
    yield "\ufeff"
    heads = [_t("number"), _t("when"), _t("who"), _t("what"), _t("about whom"), _t("sentence")]
    yield writer.writerow([*heads, _t("why")])
    for act in rows.iterator(chunk_size=CHUNK):
        cells = [
            str(act.pk),
            localtime(act.at).isoformat(timespec="seconds"),
            str(act.actor or ""),
            act.verb,
            str(act.person or ""),
            sentence_of(act),
            act.reason,
        ]
        yield writer.writerow([plain_cell(cell) for cell in cells])


def plain_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: names and reasons are what people typed."""
    return f"'{text}" if text.startswith(LIKE_A_FORMULA) else text
