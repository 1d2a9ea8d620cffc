"""Releases with their lessons, lessons with their steps. Only a draft can be changed."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from lessons.admin.forms import LessonForm
from lessons.models import Lesson, Release, Step
from lessons.operations.publishing import (
    ReleaseNotDraft,
    discard_draft,
    mark_edited,
    publish_release,
)
from lessons.operations.release_checks import findings_of_release
from rosters.admin.scoping import person_of_admin
from rosters.permissions import Visitor
from sources.admin.content import Act, ContentAdmin, split_findings, tell_findings
from sources.admin.inlines import ContentInline
from sources.admin.ordering import OrderedAdmin, move_buttons
from sources.operations.findings import NotReadyToPublish
from sources.permissions import changeable_collections


def preview_url(release: Release, *step: str) -> str:
    """Where staff walk through a release as learners will; with lesson and step ids, a step."""
    name = "lessons:preview:step" if step else "lessons:preview:module"
    return reverse(name, args=[release.pk, *step])


class InDraft(ContentAdmin):
    """What stands in a release: to be changed in a draft, to be read elsewhere. Not in the menu."""

    draft_path = "status"

    def may_change(self, user: Visitor) -> QuerySet[Any]:
        return super().may_change(user).filter(**{self.draft_path: Release.Status.DRAFT})

    def get_model_perms(self, request: HttpRequest) -> dict[str, bool]:
        """Met in its module."""
        return {}

    def release_of(self, obj: Any) -> Release:
        raise NotImplementedError

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Saves, and remembers that a person changed the draft."""
        mark_edited(self.release_of(obj), by=person_of_admin(request))
        super().save_model(request, obj, form, change)


class LessonInline(ContentInline):
    model = Lesson
    fields = ("title", "slug", "minutes", "steps", "position", "move")
    readonly_fields = ("slug", "steps", "move")
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Lesson]:
        rows: QuerySet[Lesson] = super().get_queryset(request)
        return rows.annotate(held=Count("steps"))

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """On a page of its own: a lesson has more than a row."""
        return False

    @admin.display(description=_("steps"))
    def steps(self, obj: Lesson) -> int:
        return int(getattr(obj, "held", 0))

    @admin.display(description=_("move"))
    def move(self, obj: Lesson) -> SafeString:
        return move_buttons(obj, "lessons")


@admin.register(Release)
class ReleaseAdmin(OrderedAdmin, InDraft):
    """One state of a module's lessons, with the acts of publishing."""

    collection_path = "module__collection"
    within = "module"
    inlines = (LessonInline,)
    fields = (("module", "published_at", "edited_by"),)
    readonly_fields = ("module", "published_at", "edited_by")
    list_display = ("__str__", "status", "published_at")
    list_select_related = ("module",)
    search_fields = ("module__title",)
    ordering = ("module", "-number")
    ordered = {"lessons": (Lesson, "release")}

    def may_add(self, user: Visitor) -> bool:
        """Drafts are opened from the module."""
        return False

    def release_of(self, obj: Any) -> Release:
        return obj  # type: ignore[no-any-return]

    def state_of(self, obj: Release) -> str:
        return {
            Release.Status.DRAFT: _t("Draft: no learner sees it."),
            Release.Status.PUBLISHED: _t("Published. It is never edited in place: open the draft."),
            Release.Status.RETIRED: _t("Retired: a newer release took its place."),
        }[Release.Status(obj.status)]

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:release_id>/publish/", wrap(self.publish_view),
                 name="lessons_release_publish"),
            path("<int:release_id>/discard/", wrap(self.discard_view),
                 name="lessons_release_discard"),
            *super().get_urls(),
        ]  # fmt: skip

    def draft_to_change(self, request: HttpRequest, release_id: int) -> Release:
        """The draft of an act. Raises Http404 for another's, and for anything but POST."""
        release: Release = get_object_or_404(self.get_queryset(request), pk=release_id)
        if request.method != "POST" or not self.has_change_permission(request, release):
            raise Http404
        return release

    def publish_view(self, request: HttpRequest, release_id: int) -> HttpResponse:
        """Publish a draft after all checks, or list what is wrong."""
        release = self.draft_to_change(request, release_id)
        try:
            publish_release(release, at=timezone.now(), by=person_of_admin(request))
        except NotReadyToPublish as refused:
            tell_findings(request, refused)
        except ReleaseNotDraft:
            messages.info(request, _t("It was published or discarded a moment ago."))
        else:
            self.log_change(request, release, "Published.")
            messages.success(request, _t("Published. Learners see it from now on."))
        return redirect("admin:lessons_release_change", release.pk)

    def discard_view(self, request: HttpRequest, release_id: int) -> HttpResponse:
        """Throw the draft away."""
        release = self.draft_to_change(request, release_id)
        module = release.module_id
        try:
            discard_draft(release)
        except ReleaseNotDraft:
            messages.info(request, _t("It was published or discarded a moment ago."))
        else:
            messages.success(request, _t("The draft is gone. What is published stays as it was."))
        return redirect("admin:lessons_module_change", module)

    def page_context(self, request: HttpRequest, obj: Any, form: Any) -> dict[str, Any]:
        context = super().page_context(request, obj, form)
        module = reverse("admin:lessons_module_change", args=[obj.module_id])
        acts = [
            Act(_t("Preview as a learner"), preview_url(obj), is_link=True),
            Act(_t("Back to the module"), module, is_link=True),
        ]
        if self.has_change_permission(request, obj):
            publish = reverse("admin:lessons_release_publish", args=[obj.pk])
            discard = reverse("admin:lessons_release_discard", args=[obj.pk])
            add = f"{reverse('admin:lessons_lesson_add')}?within={obj.pk}"
            acts = [
                Act(_t("Publish"), publish, is_quiet=False),
                Act(_t("Add a lesson"), add, is_link=True),
                *acts,
                Act(_t("Discard the draft"), discard, is_danger=True),
            ]
            context["findings"] = split_findings(findings_of_release(obj))
        return {**context, "acts": acts}


class StepInline(ContentInline):
    model = Step
    fields = ("title", "slug", "kind", "minutes", "position", "move")
    readonly_fields = ("slug", "kind", "move")
    show_change_link = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """On a page of its own."""
        return False

    @admin.display(description=_("move"))
    def move(self, obj: Step) -> SafeString:
        return move_buttons(obj, "steps")


@admin.register(Lesson)
class LessonAdmin(OrderedAdmin, InDraft):
    """A lesson of a release, with its steps in order."""

    form = LessonForm
    collection_path = "release__module__collection"
    draft_path = "release__status"
    within = "release"
    inlines = (StepInline,)
    list_display = ("title", "release")
    list_select_related = ("release__module",)
    search_fields = ("title", "release__module__title")
    ordering = ("release", "position")
    ordered = {"steps": (Step, "lesson")}

    def release_of(self, obj: Any) -> Release:
        return obj.release  # type: ignore[no-any-return]

    def parents(self, request: HttpRequest) -> QuerySet[Release]:
        return Release.objects.filter(
            status=Release.Status.DRAFT,
            module__collection__in=changeable_collections(request.user),
        ).select_related("module__collection")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("slug",) if obj is not None and _was_published(obj) else ()

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return {} if obj is not None else {"slug": ("title",)}

    def page_context(self, request: HttpRequest, obj: Any, form: Any) -> dict[str, Any]:
        context = super().page_context(request, obj, form)
        if obj is None or not obj.pk:
            return context
        release = reverse("admin:lessons_release_change", args=[obj.release_id])
        acts = [Act(_t("Back to the release"), release, is_link=True)]
        if self.has_change_permission(request, obj):
            add = f"{reverse('admin:lessons_step_add')}?within={obj.pk}"
            acts.insert(0, Act(_t("Add a step"), add, is_link=True, is_quiet=False))
        return {**context, "acts": acts}

    def state_of(self, obj: Lesson) -> str:
        return f"{obj.release} · {obj.release.get_status_display()}"


def _was_published(lesson: Lesson) -> bool:
    """Whether learners' progress may hang on this lesson's id."""
    return (
        Lesson.objects.filter(release__module=lesson.release.module_id, slug=lesson.slug)
        .exclude(release__status=Release.Status.DRAFT)
        .exists()
    )
