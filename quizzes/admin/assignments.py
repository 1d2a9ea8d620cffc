"""Assignments to one's own classes, and attempts: to read."""

from typing import Any

from django.contrib import admin
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from quizzes.itemtypes.registry import get_item_type
from quizzes.models import Assignment, Attempt, Response
from quizzes.permissions import attempts_staff_may_see
from rosters.admin.scoping import ScopedAdmin, ScopedInline, ScopedRelatedFilter
from rosters.permissions import Visitor, classrooms_staff_may_see
from sources.admin.content import Act


@admin.register(Assignment)
class AssignmentAdmin(ScopedAdmin[Assignment]):
    """Who takes which quiz, and when: to find and to read. Giving and changing has its own page."""

    change_form_template = "admin/authoring/change_form.html"
    list_display = ("quiz", "classroom", "opens_at", "closes_at", "withdrawn_at")
    list_filter = (("classroom", ScopedRelatedFilter),)
    list_select_related = ("quiz", "classroom")
    search_fields = ("quiz__title", "classroom__name")
    ordering = (F("closes_at").desc(nulls_first=True), "-pk")
    actions = None
    fieldsets = (
        (None, {"fields": ("quiz", "classroom", "opens_at", "closes_at", "withdrawn_at")}),
        (_("Rules that differ from the quiz's own"), {"fields": (
            "attempts_allowed", "time_limit_minutes", "show_feedback", "certainty",
            "release_marks")}),
    )  # fmt: skip

    def may_see(self, user: Visitor) -> QuerySet[Assignment]:
        return Assignment.objects.filter(
            classroom__in=classrooms_staff_may_see(user)
        ).select_related("quiz__collection", "classroom")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        """The way to where it is changed and taken back."""
        obj = kwargs.get("obj")
        if obj is not None:
            path = reverse("lessons:given-quiz", args=[obj.classroom_id, obj.pk])
            context["acts"] = [Act(_t("Change it or take it back"), path, is_link=True)]
        return super().render_change_form(request, context, *args, **kwargs)


class ResponseInline(ScopedInline):
    """What was entered and what it earned, to read."""

    model = Response
    template = "admin/authoring/tabular.html"
    fields = ("position", "item_title", "entered", "points", "saved_at")
    readonly_fields = fields
    verbose_name_plural = _("responses")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Response]:
        rows = super().get_queryset(request).select_related("item_version")
        return rows.prefetch_related("scores")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("question"))
    def item_title(self, obj: Response) -> str:
        return obj.item_version.title

    @admin.display(description=_("entered"))
    def entered(self, obj: Response) -> str:
        return summary_of(obj) or _t("No answer")

    @admin.display(description=_("points"))
    def points(self, obj: Response) -> str:
        current = next((score for score in obj.scores.all() if score.is_current), None)
        if current is None:
            return ""
        if current.score is None:
            return str(current.get_completion_display())
        return f"{current.score} / {obj.max_score}"


def summary_of(response: Response) -> str:
    """The response in one line, as its type says it."""
    item_type = get_item_type(response.item_version.type_slug)
    definition = item_type.load(response.item_version.definition)
    return item_type.summarise(definition, response.data)


@admin.register(Attempt)
class AttemptAdmin(ScopedAdmin[Attempt]):
    """What learners of one's classes did. Nobody edits it here."""

    list_display = ("learner", "quiz", "number", "status", "score", "max_score", "started_at")
    list_filter = ("status",)
    list_select_related = ("learner", "quiz")
    search_fields = ("learner__display_name", "learner__username", "quiz__title")
    ordering = ("-started_at",)
    inlines = (ResponseInline,)
    actions = None
    fields = (
        "learner", "quiz", "assignment", "kind", "number", "status", "started_at",
        "deadline_at", "submitted_at", "score", "max_score", "certainty_score",
    )  # fmt: skip

    def may_see(self, user: Visitor) -> QuerySet[Attempt]:
        return attempts_staff_may_see(user).select_related("learner", "quiz", "assignment")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
