"""Items: chosen by type, written beside a live preview, saved as versions."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from quizzes.admin.preview import render_faults, render_version
from quizzes.forms.items import ItemForm, item_form
from quizzes.itemtypes.base import ItemType
from quizzes.itemtypes.choosing import ASK
from quizzes.itemtypes.registry import UnknownItemType, all_item_types, get_item_type
from quizzes.itemtypes.row_choosing import ANOTHER
from quizzes.models import Item, ItemVersion, Quiz, Slot
from quizzes.operations.items import is_out_of_step, put_item_version
from quizzes.operations.library import CollectionLibrary
from quizzes.operations.shelves import libraries_of
from rosters.admin.scoping import ScopedRelatedFilter
from rosters.permissions import Visitor
from sources.admin.content import Act, PreviewAdmin, QuickChangeList


class TypeFilter(admin.SimpleListFilter):
    title, parameter_name = _("type"), "type"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(each.slug, each.name) for each in all_item_types()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Item]) -> QuerySet[Item]:
        return queryset.filter(current__type_slug=self.value()) if self.value() else queryset


class ArchivedFilter(admin.SimpleListFilter):
    """Archived items are out of the way until somebody asks for them."""

    title, parameter_name = _("archive"), "archived"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Archived"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Item]) -> QuerySet[Item]:
        return queryset.filter(archived_at__isnull=self.value() != "yes")


@admin.register(Item)
class ItemAdmin(PreviewAdmin):
    """What an item asks stands in its versions; a version that was used is never edited."""

    change_form_template = "admin/quizzes/item_form.html"
    nothing = _("No question fits. Write one: its type is chosen first.")
    list_display = ("title", "type_name", "difficulty", "version", "step", "used_in", "collection")
    list_filter = (
        TypeFilter,
        ("current__difficulty", admin.AllValuesFieldListFilter),
        ArchivedFilter,
        ("collection", ScopedRelatedFilter),
    )
    search_fields = ("current__title", "slug", "current__stem")
    list_select_related = ("current", "collection")
    ordering = ("collection", "slug")

    def may_see(self, user: Visitor) -> QuerySet[Item]:
        return super().may_see(user).select_related("current", "collection")

    # The list

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> Any:
        return QuickChangeList

    def describe_rows(self, request: HttpRequest, rows: Sequence[Item]) -> None:
        """Where the rows shown are used, and which are out of step. Ten queries at most."""
        used: dict[int, dict[str, None]] = {}
        slots = Slot.objects.filter(item_version__item__in=rows)
        for item_id, quiz in slots.values_list("item_version__item", "section__quiz__title"):
            used.setdefault(item_id, {})[quiz] = None
        libraries = libraries_of({row.collection_id: row.collection for row in rows}.values())
        for row in rows:
            row.__dict__["quizzes"] = ", ".join(used.get(row.pk, ()))
            row.__dict__["in_step"] = row.current is not None and not is_out_of_step(
                row.current, libraries[row.collection_id]
            )

    @admin.display(description=_("title"), ordering="current__title")
    def title(self, obj: Item) -> str:
        return obj.current.title if obj.current else obj.slug

    @admin.display(description=_("type"), ordering="current__type_slug")
    def type_name(self, obj: Item) -> str:
        if obj.current is None:
            return ""
        try:
            return str(get_item_type(obj.current.type_slug).name)
        except UnknownItemType:
            return obj.current.type_slug

    @admin.display(description=_("difficulty"), ordering="current__difficulty")
    def difficulty(self, obj: Item) -> int | None:
        return obj.current.difficulty if obj.current else None

    @admin.display(description=_("version"))
    def version(self, obj: Item) -> int | None:
        return obj.current.number if obj.current else None

    @admin.display(description=_("in step"), boolean=True)
    def step(self, obj: Item) -> bool:
        return bool(obj.__dict__.get("in_step", True))

    @admin.display(description=_("used in"))
    def used_in(self, obj: Item) -> str:
        return str(obj.__dict__.get("quizzes", ""))

    # The form

    def type_of(self, request: HttpRequest, obj: Item | None) -> ItemType[Any] | None:
        """The type of an item, or of the new one as the address says."""
        slug = obj.current.type_slug if obj and obj.current else request.GET.get("type", "")
        try:
            return get_item_type(slug)
        except UnknownItemType:
            return None

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if self.type_of(request, None) is None:
            return self.choose_parent(request)
        return super().add_view(request, form_url, extra_context)

    def choose_parent(self, request: HttpRequest) -> HttpResponse:
        """Collection and type on one page."""
        if self.type_of(request, None) is not None:
            return super().choose_parent(request)
        choices = [(each.pk, str(each)) for each in self.parents(request)[:200]]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _t("Add a question"),
            "label": _t("Module"),
            "choices": choices,
            "chosen": request.GET.get("within", ""),
            "types": list(all_item_types()),
        }
        return self.render_choice(request, context)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        item_type = self.type_of(request, obj)
        kwargs["form"] = item_form(item_type) if item_type else ItemForm
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.choosing = request.POST.get("_preview") in (ASK, ANOTHER)
        return form

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        item_type = self.type_of(request, obj)
        own = tuple(item_type.authoring_form().base_fields) if item_type else ()
        first: tuple[str, ...] = ("title", "slug", "stem")
        sets = [
            (str(item_type.name) if item_type else None, {"fields": first}),
            (_("What it asks"), {"fields": own}),
            (_("Explanation"), {
                "fields": ("explanation_cue", "explanation_why", "explanation_ask")}),
            (_("Labels"), {"fields": (
                "item_difficulty", "item_skills", "item_about", "item_sources")}),
        ]  # fmt: skip
        if obj is not None and not self.has_change_permission(request, obj):
            sets = []
        if obj is not None:
            sets.append((_("Versions"), {"fields": ("collection", "versions")}))
        return sets

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("collection", "slug", "versions") if obj is not None else ()

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return {} if obj is not None else {"slug": ("title",)}

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """The item's row, then its version: changed in place, or a new one beside a frozen one."""
        if not change:
            super().save_model(request, obj, form, change)
        by: Any = request.user
        before = obj.current_id
        put_item_version(
            obj, fields=form.pack_item, library=CollectionLibrary(obj.collection), by=by
        )
        if before is not None and obj.current_id != before:
            messages.info(
                request,
                _t(
                    "Version %(number)d was made, because the one before is in use. A published "
                    "quiz takes it up when you publish the quiz again."
                )
                % {"number": obj.current.number},
            )

    def preview(self, request: HttpRequest, form: Any, obj: Any) -> SafeString:
        collection = self.collection_for(request, obj)
        if collection is None:
            return SafeString("")
        if form.is_bound:
            form.full_clean()
            version = getattr(form, "version", None)
            return render_version(version, collection) if version else render_faults(form)
        if obj is not None and obj.current is not None:
            return render_version(obj.current, collection)
        return render_faults(form)

    @admin.display(description=_("versions"))
    def versions(self, obj: Item) -> SafeString:
        published = Slot.objects.filter(
            item_version=OuterRef("pk"), section__quiz__status=Quiz.Status.PUBLISHED
        )
        rows = (
            ItemVersion.objects.filter(item=obj)
            .annotate(
                uses=Count("responses", filter=Q(responses__attempt__kind="taken")),
                is_shown=Exists(published),
            )
            .select_related("created_by")
            .order_by("-number")
        )
        return render_to_string("admin/quizzes/_versions.html", {"versions": rows, "item": obj})

    def heading_of(self, obj: Item) -> str:
        return obj.current.title if obj.current else obj.slug

    def state_of(self, obj: Item) -> str:
        if obj.archived_at is not None:
            return _t("Archived. No quiz can take it up.")
        if obj.current is None:
            return ""
        library = obj.__dict__.get("library") or CollectionLibrary(obj.collection)
        if is_out_of_step(obj.current, library):
            return _t(
                "Out of step: claims, sentences or cards were edited since. "
                "Look at the preview and save, and a version with the new wording is made."
            )
        return _t("Version %(number)d") % {"number": obj.current.number}

    # Acts

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.archive_view)
        return [
            path("<int:item_id>/archive/", view, name="quizzes_item_archive"),
            *super().get_urls(),
        ]

    def archive_view(self, request: HttpRequest, item_id: int) -> HttpResponse:
        """Put an item out of the way, or back. POST only."""
        item = get_object_or_404(self.get_queryset(request), pk=item_id)
        if request.method != "POST" or not self.has_change_permission(request, item):
            raise Http404
        with transaction.atomic():
            at = None if item.archived_at else timezone.now()
            Item.objects.filter(pk=item.pk).update(archived_at=at)
            words = _t("Archived.") if at else _t("Brought back.")
            self.log_change(request, item, words)
        messages.success(request, words)
        return redirect("admin:quizzes_item_change", item.pk)

    def page_context(self, request: HttpRequest, obj: Any, form: Any) -> dict[str, Any]:
        context = super().page_context(request, obj, form)
        if obj is not None and form.collection is not None:
            obj.__dict__["library"] = form.library
        if obj is not None and obj.pk and self.has_change_permission(request, obj):
            url = reverse("admin:quizzes_item_archive", args=[obj.pk])
            label = _t("Bring it back") if obj.archived_at else _t("Archive")
            context["acts"] = [Act(label, url)]
        return context
