"""Modules: their words, who shares them, and the way into their drafts."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from lessons.admin.copying import CopiesModules
from lessons.admin.forms import ModuleForm
from lessons.models import Module, Release
from lessons.operations.modules import archive_module, make_module, share_module
from lessons.operations.publishing import open_draft
from lessons.reports.changes import changed_since_publishing
from rosters.admin.scoping import person_of_admin
from rosters.models import User
from rosters.permissions import Visitor
from sources.admin.content import Act


def colleagues_of(user: Visitor) -> QuerySet[User]:
    """Staff with whom this person may share: of the same school; a superuser with everybody."""
    staff = User.objects.filter(is_staff=True, is_active=True)
    if not isinstance(user, User):
        return staff.none()
    others = staff.exclude(pk=user.pk)
    if user.is_superuser:
        return others
    return others.filter(school=user.school, school__isnull=False)


@admin.register(Module)
class ModuleAdmin(CopiesModules):
    """What is published is never edited in place: lessons are written in the draft."""

    form = ModuleForm
    nothing = _("No module fits. A module brings a shelf for everything that stands in it.")
    within = ""
    list_display = ("title", "published", "draft", "language", "owner", "archived_at")
    list_filter = (("archived_at", admin.EmptyFieldListFilter),)
    search_fields = ("title", "slug", "summary")
    ordering = ("archived_at", "position", "title")
    fieldsets = (
        (None, {"fields": ("title", "slug", "language", "summary", "audience")}),
        (_("Lessons"), {"fields": ("releases", "changes")}),
        (_("Sharing"), {"fields": ("visibility", "people", "shared")}),
        (_("About the module"), {"fields": (
            "licence", "version", "authors", "author_names", "position")}),
    )  # fmt: skip

    def may_see(self, user: Visitor) -> QuerySet[Module]:
        releases = Release.objects.order_by("-number")
        rows = super().may_see(user).select_related("collection__owner")
        return rows.prefetch_related(Prefetch("releases", releases))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        is_own = obj is None or self.shares(request, obj)
        hidden = {"shared"} if is_own else {"visibility", "people"}
        if obj is None:
            hidden |= {"releases", "changes", "visibility", "people"}
        may_write = obj is None or self.has_change_permission(request, obj)
        hidden |= {"author_names"} if may_write else {"authors"}
        sets = [
            (name, {"fields": tuple(f for f in part["fields"] if f not in hidden)})
            for name, part in self.fieldsets
        ]
        return [(name, part) for name, part in sets if part["fields"]]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return ()
        return ("slug", "language", "releases", "changes", "shared", "author_names")

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return {} if obj is not None else {"slug": ("title",)}

    def shares(self, request: HttpRequest, obj: Module) -> bool:
        """Whether this person says who else may see it: its owner, or a superuser."""
        collection = obj.collection
        if collection.owner_id is None:
            return False
        return bool(request.user.is_superuser or collection.owner_id == request.user.pk)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        if "people" in form.base_fields:
            form.base_fields["people"].queryset = colleagues_of(request.user)
        if obj is not None and "people" in form.base_fields:
            form.base_fields["people"].initial = list(
                obj.collection.shares.values_list("user", flat=True)
            )
            form.base_fields["visibility"].initial = obj.collection.visibility
        return form

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            make_module(obj, by=person_of_admin(request))
            return
        super().save_model(request, obj, form, change)
        if "people" in form.cleaned_data:
            outside = obj.collection.shares.exclude(user__in=colleagues_of(request.user))
            people = [*form.cleaned_data["people"], *(share.user for share in outside)]
            share_module(
                obj,
                visibility=form.cleaned_data["visibility"],
                people=people,
                by=person_of_admin(request),
            )

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> Any:
        """Stay on the module: its draft is the next thing to open."""
        messages.success(request, _t("The module is made. Open its draft and add a lesson."))
        return redirect("admin:lessons_module_change", obj.pk)

    # What is shown

    @admin.display(description=_("published"))
    def published(self, obj: Module) -> str:
        return _release_words(obj, Release.Status.PUBLISHED)

    @admin.display(description=_("draft"))
    def draft(self, obj: Module) -> str:
        return _release_words(obj, Release.Status.DRAFT)

    @admin.display(description=_("owner"), ordering="collection__owner")
    def owner(self, obj: Module) -> str:
        return str(obj.collection.owner or _t("this site"))

    @admin.display(description=_("shared"))
    def shared(self, obj: Module) -> str:
        return str(obj.collection.get_visibility_display())

    @admin.display(description=_("authors"))
    def author_names(self, obj: Module) -> str:
        return ", ".join(obj.authors)

    @admin.display(description=_("releases"))
    def releases(self, obj: Module) -> SafeString:
        context = {"releases": list(obj.releases.all())[:10]}
        return render_to_string("admin/lessons/_releases.html", context)

    @admin.display(description=_("changed since publishing"))
    def changes(self, obj: Module) -> SafeString:
        context = {"entries": changed_since_publishing(obj)}
        return render_to_string("admin/lessons/_changes.html", context)

    def state_of(self, obj: Module) -> str:
        if obj.archived_at is not None:
            return _t("Archived: it stands in no catalogue.")
        if _release(obj, Release.Status.PUBLISHED) is None:
            return _t("Not published yet.")
        return ""

    # Acts

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:module_id>/edit/", wrap(self.edit_view), name="lessons_module_edit"),
            path("<int:module_id>/archive/", wrap(self.archive_view),
                 name="lessons_module_archive"),
            *super().get_urls(),
        ]  # fmt: skip

    def module_to_change(self, request: HttpRequest, module_id: int) -> Module:
        """The module of an act. Raises Http404 for another's, and for anything but POST."""
        module: Module = get_object_or_404(self.get_queryset(request), pk=module_id)
        if request.method != "POST" or not self.has_change_permission(request, module):
            raise Http404
        return module

    def edit_view(self, request: HttpRequest, module_id: int) -> HttpResponse:
        """Open the draft; the first time it is a copy of what is published."""
        module = self.module_to_change(request, module_id)
        draft = open_draft(module, by=person_of_admin(request))
        return redirect("admin:lessons_release_change", draft.pk)

    def archive_view(self, request: HttpRequest, module_id: int) -> HttpResponse:
        """Out of the catalogue, or back into it."""
        module = self.module_to_change(request, module_id)
        at = None if module.archived_at else timezone.now()
        archive_module(module, at=at, by=person_of_admin(request))
        self.log_change(request, module, "Archived." if at else "Brought back.")
        messages.success(request, _t("Archived.") if at else _t("Brought back."))
        return redirect("admin:lessons_module_change", module.pk)

    def page_context(self, request: HttpRequest, obj: Any, form: Any) -> dict[str, Any]:
        context = super().page_context(request, obj, form)
        if obj is None or not obj.pk:
            return context
        copy = Act(_t("Copy"), reverse("admin:lessons_module_copy", args=[obj.pk]), is_link=True)
        if not self.has_change_permission(request, obj):
            return {**context, "acts": [copy]}
        has_draft = _release(obj, Release.Status.DRAFT) is not None
        edit = reverse("admin:lessons_module_edit", args=[obj.pk])
        archive = reverse("admin:lessons_module_archive", args=[obj.pk])
        label = _t("Open the draft") if has_draft else _t("Edit the lessons")
        context["acts"] = [
            Act(label, edit, is_quiet=False),
            copy,
            Act(_t("Bring it back") if obj.archived_at else _t("Archive"), archive),
        ]
        return context


def _release(module: Module, status: str) -> Release | None:
    return next((each for each in module.releases.all() if each.status == status), None)


def _release_words(module: Module, status: str) -> str:
    release = _release(module, status)
    return _t("release %(n)d") % {"n": release.number} if release else ""
