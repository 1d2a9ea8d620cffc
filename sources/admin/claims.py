"""Claims with their weaknesses and their evidence."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from rosters.admin.scoping import ScopedRelatedFilter, person_of_admin
from sources.admin.content import ContentAdmin, QuickChangeList, is_edited
from sources.admin.inlines import ContentInline, RowFormSet
from sources.forms.claims import (
    ClaimForm,
    ClaimWeaknessForm,
    EvidenceForm,
    cards_of,
    offer_evidence,
    sentences_of,
)
from sources.models import Claim, ClaimWeakness, Document, Evidence
from sources.permissions import changeable_collections
from sources.taxonomy import KINDS, SUPPORTS, WEAKNESSES


class WeaknessFormSet(RowFormSet):
    """Gives every row its claim, whose sentences the cue is checked against."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.claim = self.instance


class EvidenceFormSet(RowFormSet):
    """Offers the cards and sentences of the claim's own document, read once for all rows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        claim = self.instance if self.instance.document_id else None
        self.cards = cards_of(claim)
        self.sentences = sentences_of(claim.document if claim else None)

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        offer_evidence(form, self.instance, self.cards, self.sentences)


class WeaknessInline(ContentInline):
    model = ClaimWeakness
    form = ClaimWeaknessForm
    formset = WeaknessFormSet
    fields = ("weakness", "standing", "cue", "position")


class EvidenceInline(ContentInline):
    model = Evidence
    form = EvidenceForm
    formset = EvidenceFormSet
    fields = ("stance", "card", "sentence", "position")


class NamedFilter(admin.SimpleListFilter):
    """A filter over ids of the taxonomy, by their names."""

    entries: Any = {}

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(entry.id, _t(entry.name)) for entry in self.entries.values()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.value():
            return queryset
        return queryset.filter(**{str(self.parameter_name): self.value()})


class KindFilter(NamedFilter):
    title, parameter_name, entries = _("kind"), "kind", KINDS


class SupportFilter(NamedFilter):
    title, parameter_name, entries = _("support"), "support", SUPPORTS


class WeaknessFilter(NamedFilter):
    title, parameter_name, entries = _("weakness"), "weaknesses__weakness", WEAKNESSES


@admin.register(Claim)
class ClaimAdmin(ContentAdmin):
    """Claims of a document. Items made from one that changed are shown as out of step."""

    form = ClaimForm
    nothing = _("No claim yet. Open a document and add the first one.")
    collection_path = "document__collection"
    within = "document"
    inlines = (WeaknessInline, EvidenceInline)
    list_display = ("words", "document", "kind_name", "support_name", "weakness_names", "status")
    list_display_links = ("words",)
    list_filter = (
        "status", KindFilter, SupportFilter, WeaknessFilter, "contested",
        ("document", ScopedRelatedFilter),
    )  # fmt: skip
    search_fields = ("document__title", "first__key", "why", "known")
    list_select_related = ("document", "first", "last")
    ordering = ("document", "first__position")
    fieldsets = (
        (None, {"fields": ("sentences", "first", "last", "status")}),
        (_("Labels"), {"fields": (("kind", "also_kind"), "support", "difficulty", "contested")}),
        (_("What the review says"), {"fields": ("why", "ask", "record", "disputed", "known")}),
    )
    readonly_fields = ("sentences",)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> Any:
        return QuickChangeList

    def describe_rows(self, request: HttpRequest, rows: Sequence[Claim]) -> None:
        """Weaknesses of the rows shown. One query."""
        named: dict[int, list[str]] = {}
        found = ClaimWeakness.objects.filter(claim__in=rows).values_list("claim_id", "weakness")
        for claim_id, weakness in found:
            name = WEAKNESSES[weakness].name if weakness in WEAKNESSES else weakness
            named.setdefault(claim_id, []).append(_t(name))
        for row in rows:
            row.__dict__["named"] = ", ".join(named.get(row.pk, []))

    def parents(self, request: HttpRequest) -> QuerySet[Document]:
        return (
            Document.objects.current()
            .filter(collection__in=changeable_collections(request.user))
            .select_related("collection")
        )

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if is_edited(request, form, formsets):
            Claim.objects.filter(pk=form.instance.pk).update(edited_by=person_of_admin(request))

    @admin.display(description=_("sentences"))
    def sentences(self, obj: Claim) -> str:
        if not obj.document_id:
            return ""
        if not obj.first_id or not obj.last_id:
            return str(obj.document)
        return obj.document.text[obj.first.start : obj.last.end]

    @admin.display(description=_("claim"), ordering="first__position")
    def words(self, obj: Claim) -> str:
        text = obj.document.text[obj.first.start : obj.last.end]
        return f"{obj.first.key} · {text[:90]}{'…' if len(text) > 90 else ''}"

    @admin.display(description=_("kind"), ordering="kind")
    def kind_name(self, obj: Claim) -> str:
        return _t(KINDS[obj.kind].name) if obj.kind in KINDS else obj.kind

    @admin.display(description=_("support"), ordering="support")
    def support_name(self, obj: Claim) -> str:
        return _t(SUPPORTS[obj.support].name) if obj.support in SUPPORTS else obj.support

    @admin.display(description=_("weaknesses"))
    def weakness_names(self, obj: Claim) -> str:
        return str(obj.__dict__.get("named", ""))
