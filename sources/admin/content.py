"""What the admin pages of all content share: scope, where a new thing stands, acts, preview."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from rosters.admin.scoping import ScopedAdmin
from rosters.permissions import Visitor
from rosters.views.access import local_path
from rosters.views.asked import whole_number
from sources.forms.content import ContentForm
from sources.models import Collection
from sources.operations.findings import Finding, NotReadyToPublish
from sources.permissions import changeable_collections, viewable_collections


@dataclass(frozen=True, slots=True)
class Act:
    """A button above the form: a POST of its own, or a link."""

    label: str
    url: str
    is_link: bool = False
    is_quiet: bool = True
    is_danger: bool = False


class SaveRefused(Exception):
    """What was just written would break something published: it is taken back and shown again."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = list(reasons)


class ContentAdmin(ScopedAdmin[Any]):
    """Rows that stand on a collection, for staff who may see or change that collection.

    collection_path: the lookup from a row to its collection. within: the field that says what a
    new row stands in; it is chosen first (`?within=<id>`), and never changes. Nothing is deleted.
    """

    form = ContentForm
    collection_path: ClassVar[str] = "collection"
    within: ClassVar[str] = "collection"
    choices = {Collection: viewable_collections}
    actions = None
    view_on_site = False
    nothing: ClassVar[Any] = _lazy("Nothing here yet. What you add stands here.")
    change_list_template = "admin/authoring/change_list.html"
    change_form_template = "admin/authoring/change_form.html"
    choose_template = "admin/authoring/choose.html"

    # Who may see and change what

    def may_see(self, user: Visitor) -> QuerySet[Any]:
        return self._rows_on(viewable_collections(user))

    def may_change(self, user: Visitor) -> QuerySet[Any]:
        return self._rows_on(changeable_collections(user))

    def may_add(self, user: Visitor) -> bool:
        return True

    def _rows_on(self, collections: QuerySet[Collection]) -> QuerySet[Any]:
        rows = self.model._default_manager.filter(**{f"{self.collection_path}__in": collections})
        # A list that comes with joins gets no others from `list_select_related`.
        also = self.list_select_related
        also = () if isinstance(also, bool) else also
        joined: QuerySet[Any] = rows.select_related(self.collection_path, *also)
        return joined

    def collection_of(self, obj: Model) -> Collection:
        """The collection that a row stands on."""
        found: Any = obj
        for name in self.collection_path.split("__"):
            found = getattr(found, name)
        shelf: Collection = found
        return shelf

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        """After Save back to where the form was opened from, if its address says where."""
        if back := local_path(request.GET.get("back")):
            return redirect(back)
        return super().response_post_save_change(request, obj)

    # Where a new thing stands

    def parents(self, request: HttpRequest) -> QuerySet[Any]:
        """What a new row may stand in."""
        return changeable_collections(request.user)

    def parent_of(self, request: HttpRequest, obj: Any = None) -> Any:
        """What a row stands in; for a new one as the address says, None when it does not."""
        if not self.within:
            return None
        if obj is not None and obj.pk is not None:
            return getattr(obj, self.within)
        wanted = whole_number(request.GET.get("within"))
        if wanted is None:
            return None
        cache: dict[int, Any] = request.__dict__.setdefault("_parents", {})
        if wanted not in cache:
            cache[wanted] = self.parents(request).filter(pk=wanted).first()
        return cache[wanted]

    def collection_for(self, request: HttpRequest, obj: Any = None) -> Collection | None:
        """The collection of a row, or the one on which a new row will stand."""
        if obj is not None and obj.pk is not None:
            return self.collection_of(obj)
        found: Any = self.parent_of(request)
        for name in self.collection_path.split("__")[1:]:
            found = getattr(found, name) if found is not None else None
        shelf: Collection | None = found
        return shelf

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Where it shall stand is asked first, unless there is only one place."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if self.within and self.parent_of(request) is None:
            return self.choose_parent(request)
        return super().add_view(request, form_url, extra_context)

    def choose_parent(self, request: HttpRequest) -> HttpResponse:
        """The page that asks what a new row shall stand in; it is left out with one choice."""
        parents = list(self.parents(request)[:200])
        if len(parents) == 1:
            query = request.GET.copy()
            query["within"] = str(parents[0].pk)
            return redirect(f"{request.path}?{query.urlencode()}")
        field = self.model._meta.get_field(self.within)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.model._meta,
            "title": _("Add %(name)s") % {"name": self.model._meta.verbose_name},
            "label": capfirst(str(getattr(field, "verbose_name", self.within))),
            "choices": [(parent.pk, str(parent)) for parent in parents],
        }
        return self.render_choice(request, context)

    def render_choice(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        """The page that asks before the form opens. Shows `label`, `choices` and `types`."""
        return TemplateResponse(request, self.choose_template, context)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """The list, under its own name, with a word on what to do when it is empty."""
        title = capfirst(str(self.opts.verbose_name_plural))
        more = {"title": title, "nothing": self.nothing, **(extra_context or {})}
        return super().changelist_view(request, more)

    # The form

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        shown = kwargs["fields"] if "fields" in kwargs else self.shown_fields(request, obj)
        # What a form declares by itself would be there, and be obeyed, without being shown.
        for name in set(form.base_fields) - set(shown or form.base_fields):
            del form.base_fields[name]
        unwrap_choices(form.base_fields.values())
        form.within, form.parent = self.within, self.parent_of(request, obj)
        form.collection = self.collection_for(request, obj)
        form.held = "_preview" in request.POST
        form.refusals = getattr(request, "_refusals", ())
        return form

    def shown_fields(self, request: HttpRequest, obj: Any) -> Sequence[str]:
        """The names on the page."""
        return flatten_fieldsets(self.get_fieldsets(request, obj))

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Any = None,
    ) -> Any:
        """As Django's; what `SaveRefused` took back is shown again with the reasons."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except SaveRefused as refused:
            request.__dict__["_refusals"] = refused.reasons
            return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        form = context["adminform"].form
        context["show_save_and_add_another"] = False
        context.update(self.page_context(request, obj, form))
        if obj is not None and obj.pk:
            context.update(state=self.state_of(obj), title=self.heading_of(obj))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def page_context(self, request: HttpRequest, obj: Any, form: Any) -> dict[str, Any]:
        """What else the change page shows: `acts`, `findings`, `preview`."""
        return {}

    def heading_of(self, obj: Any) -> str:
        """What stands over the page of a thing: its own name."""
        return capfirst(str(obj))

    def state_of(self, obj: Any) -> str:
        """One line on what state the thing is in."""
        return ""


class PreviewAdmin(ContentAdmin):
    """Shows what a learner will see beside the form: at once with script, by a button without."""

    def get_urls(self) -> list[URLPattern]:
        meta = self.model._meta
        name = f"{meta.app_label}_{meta.model_name}_preview"
        view = self.admin_site.admin_view(self.preview_view)
        return [path("preview/", view, name=name), *super().get_urls()]

    def preview(self, request: HttpRequest, form: Any, obj: Any) -> SafeString:
        """HTML of what the form holds now; writes nothing."""
        raise NotImplementedError

    def preview_view(self, request: HttpRequest) -> HttpResponse:
        """The preview alone, for the form that is posted here. POST only, for its size."""
        obj = None
        if object_id := request.GET.get("object"):
            obj = self.get_object(request, object_id)
        allowed = (
            self.has_view_permission(request, obj) if obj else self.has_add_permission(request)
        )
        if request.method != "POST" or not allowed or self.collection_for(request, obj) is None:
            raise PermissionDenied
        form = self.get_form(request, obj, change=obj is not None)(request.POST, instance=obj)
        return HttpResponse(self.preview(request, form, obj))

    def page_context(self, request: HttpRequest, obj: Any, form: Any) -> dict[str, Any]:
        meta = self.model._meta
        query = request.GET.copy()
        if obj is not None and obj.pk:
            query["object"] = str(obj.pk)
        url = reverse(f"admin:{meta.app_label}_{meta.model_name}_preview")
        return {
            **super().page_context(request, obj, form),
            "preview": self.preview(request, form, obj),
            "preview_url": f"{url}?{query.urlencode()}",
        }


def is_edited(request: HttpRequest, form: Any, formsets: Iterable[Any]) -> bool:
    """Whether what was posted differs from what stood there, in the form, a row or the order."""
    changed = form.has_changed() or any(formset.has_changed() for formset in formsets)
    return changed or "_move" in request.POST


def unwrap_choices(fields: Iterable[Any]) -> None:
    """Take the pop-up links away that the admin puts beside a choice of rows.

    A new row asks first where it shall stand, which is too much for a pop-up.
    """
    for field in fields:
        if isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget


def tell_findings(request: HttpRequest, refused: NotReadyToPublish) -> None:
    """One message for all that was found; the list with links stands on the page itself."""
    count = len(refused.findings)
    text = _("Nothing was published: %(count)d things need a look. They are listed below.")
    messages.error(request, text % {"count": count})


def split_findings(findings: Sequence[Finding]) -> dict[str, list[Finding]]:
    """Findings for the template: what blocks, and advice."""
    return {
        "blocking": [finding for finding in findings if finding.blocks],
        "advice": [finding for finding in findings if not finding.blocks],
    }


class QuickChangeList(ChangeList):
    """A list that reads more about the rows of the page at hand, and only of those."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        rows = list(self.result_list)
        describe = getattr(self.model_admin, "describe_rows", None)
        if describe is not None:
            describe(request, rows)
        self.result_list = rows
