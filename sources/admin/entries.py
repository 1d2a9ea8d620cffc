"""Cards, terms and events: edited in place, every save kept in a history (decision 15)."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from rosters.admin.scoping import ScopedRelatedFilter
from sources.admin.content import ContentAdmin, PreviewAdmin, SaveRefused
from sources.admin.inlines import ContentInline, RowFormSet
from sources.forms.entries import CardForm, EventForm, TermForm
from sources.models import Event, EventSource, SourceCard, Term, TermSource
from sources.operations.editing import record_edit
from sources.operations.entries import entry_content


class EntryAdmin(ContentAdmin):
    """Saves with history; what would break something published is taken back."""

    list_filter = (("collection", ScopedRelatedFilter),)
    list_select_related = ("collection",)
    written: Sequence[str] = ()
    """The fields of the form, in order."""

    def problems_shown(self, entry: Any) -> Iterable[str]:
        """What learners stumble over in what is published and shows this entry.

        This layer knows of nothing that is published: the layer above fills it in.
        """
        return ()

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("collection", "slug", "past") if obj is not None and obj.pk else ()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = list(self.written)
        if obj is None or not obj.pk:
            return ((None, {"fields": fields}),)
        return ((None, {"fields": [*fields, "collection"]}), (_("History"), {"fields": ["past"]}))

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is not None and obj.pk:
            return {}
        return super().get_prepopulated_fields(request, obj)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        before, known = None, set()
        if change:
            as_it_was = type(obj)._default_manager.get(pk=obj.pk)
            before, known = entry_content(as_it_was), set(self.problems_shown(as_it_was))
        request.__dict__["_as_it_was"] = (before, known)
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        before, known = request.__dict__["_as_it_was"]
        entry = form.instance
        by: Any = request.user
        record_edit(entry, before=before, by=by, at=timezone.now())
        new = [message for message in self.problems_shown(entry) if message not in known]
        if new:
            raise SaveRefused(new)

    @admin.display(description=_("what it said before"))
    def past(self, obj: Any) -> SafeString:
        entries = obj.history.select_related("by")[:20]
        return render_to_string("admin/authoring/_history.html", {"entries": entries})


class SourceFormSet(RowFormSet):
    """Offers the cards of the entry's own collection, read once for all rows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cards = SourceCard.objects.filter(collection=self.instance.collection_id)

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if "card" in form.fields:
            form.fields["card"].queryset = self.cards


class TermSourceInline(ContentInline):
    model = TermSource
    formset = SourceFormSet
    fields = ("card", "position")


class EventSourceInline(ContentInline):
    model = EventSource
    formset = SourceFormSet
    fields = ("card", "position")


@admin.register(SourceCard)
class CardAdmin(EntryAdmin, PreviewAdmin):
    form = CardForm
    written = CardForm.Meta.fields
    list_display = ("short", "title", "maker", "date", "type", "collection")
    search_fields = ("short", "title", "maker", "slug", "citation")
    ordering = ("collection", "position", "pk")
    prepopulated_fields = {"slug": ("short",)}

    def preview(self, request: HttpRequest, form: Any, obj: Any) -> SafeString:
        if form.is_bound:
            form.full_clean()
        return render_to_string("sources/_card.html", {"card": form.instance})


@admin.register(Term)
class TermAdmin(EntryAdmin):
    form = TermForm
    written = TermForm.Meta.fields
    inlines = (TermSourceInline,)
    list_display = ("term", "slug", "collection")
    search_fields = ("term", "slug", "meaning")
    ordering = ("collection", "position", "pk")
    prepopulated_fields = {"slug": ("term",)}


@admin.register(Event)
class EventAdmin(EntryAdmin):
    form = EventForm
    written = EventForm.Meta.fields
    inlines = (EventSourceInline,)
    list_display = ("date", "title", "collection")
    list_display_links = ("title",)
    search_fields = ("title", "date", "slug")
    ordering = ("collection", "position", "pk")
    prepopulated_fields = {"slug": ("title",)}
