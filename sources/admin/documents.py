"""Documents: the text to read, its provenance to edit."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from rosters.admin.scoping import ScopedRelatedFilter
from rosters.permissions import Visitor
from sources.admin.content import Act, ContentAdmin
from sources.forms.documents import ADAPTED_FROM, DocumentForm
from sources.models import Document
from sources.reports import document_lines


@admin.register(Document)
class DocumentAdmin(ContentAdmin):
    """The text and its sentences are immutable; a changed text is a new version by import."""

    form = DocumentForm
    nothing = _("No document yet. Documents come by import, or with a module that you copy.")
    list_display = ("title", "edition", "number", "is_current", "collection", "language")
    list_filter = (
        "edition",
        ("superseded_at", admin.EmptyFieldListFilter),
        ("collection", ScopedRelatedFilter),
    )
    search_fields = ("title", "slug", "topic")
    list_select_related = ("collection",)
    ordering = ("collection", "position", "pk")
    readonly_fields = ("collection", "slug", "number", "sentences", "provenance")
    fieldsets = (
        (None, {"fields": ("title", "collection", "slug", "number", "edition", "language",
                           "licence", "topic", "notice", "position")}),
        (_("Where it comes from"), {"fields": ("known", "unknown")}),
        (_("The original, of an adapted text"), {
            "fields": tuple(f"original_{name}" for name in ADAPTED_FROM)}),
        (_("The text"), {"fields": ("sentences",)}),
    )  # fmt: skip

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Whoever may not edit the provenance reads it as learners do."""
        if obj is None or self.has_change_permission(request, obj):
            return self.fieldsets
        (_name, first), _known, _original, text = self.fieldsets
        return ((None, first), (_("Where it comes from"), {"fields": ("provenance",)}), text)

    @admin.display(description=_("provenance"))
    def provenance(self, obj: Document) -> SafeString:
        return render_to_string("sources/_provenance.html", {"document": obj})

    def may_add(self, user: Visitor) -> bool:
        """Documents come by import."""
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """With the way to the import, which stands outside of the admin."""
        way = Act(_t("Import a document"), reverse("sources:import-new"), is_link=True)
        return super().changelist_view(request, {"acts": [way], **(extra_context or {})})

    def page_context(self, request: HttpRequest, obj: Any, form: Any) -> dict[str, Any]:
        context = super().page_context(request, obj, form)
        if obj is not None and obj.pk and self.has_change_permission(request, obj):
            add = reverse("admin:sources_claim_add")
            claims = reverse("admin:sources_claim_changelist")
            page = reverse("sources:document", args=[obj.pk])
            review = reverse("sources:review", args=[obj.pk])
            context["acts"] = [
                Act(_t("Review"), review, is_link=True),
                Act(_t("Versions, original and ways on"), page, is_link=True),
                Act(_t("Claims of this text"), f"{claims}?document__id__exact={obj.pk}", True),
                Act(_t("Add a claim"), f"{add}?within={obj.pk}", is_link=True),
            ]
        return context

    @admin.display(description=_("current"), boolean=True, ordering="superseded_at")
    def is_current(self, obj: Document) -> bool:
        return obj.superseded_at is None

    @admin.display(description=_("sentences"))
    def sentences(self, obj: Document) -> SafeString:
        context = {"document": obj, "blocks": document_lines(obj)}
        return render_to_string("sources/_document_lines.html", context)
