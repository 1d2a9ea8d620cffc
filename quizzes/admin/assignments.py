"""Assignments to one's own classes, and attempts to read."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import DateTimeField, F, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from quizzes.forms.quizzes import AssignmentForm
from quizzes.itemtypes.registry import get_item_type
from quizzes.models import Assignment, Attempt, Quiz, Response
from quizzes.models.quizzes import Purpose
from quizzes.operations.publishing import findings_of_quiz
from quizzes.permissions import attempts_staff_may_see
from rosters.admin.scoping import ScopedAdmin, ScopedInline, ScopedRelatedFilter, person_of_admin
from rosters.models import Classroom
from rosters.permissions import (
    Visitor,
    classrooms_staff_may_change,
    classrooms_staff_may_see,
)
from sources.admin.content import split_findings
from sources.permissions import viewable_collections


def assignable_quizzes(user: Visitor) -> QuerySet[Quiz]:
    """Published quizzes on the shelves that this member of staff may see."""
    return (
        Quiz.objects.published()
        .filter(collection__in=viewable_collections(user))
        .order_by("collection__title", "position")
    )


@admin.register(Assignment)
class AssignmentAdmin(ScopedAdmin[Assignment]):
    """Who takes which quiz, and when."""

    form = AssignmentForm
    change_form_template = "admin/authoring/change_form.html"
    list_display = ("quiz", "classroom", "opens_at", "closes_at")
    list_filter = (("classroom", ScopedRelatedFilter),)
    list_select_related = ("quiz", "classroom")
    search_fields = ("quiz__title", "classroom__name")
    ordering = (F("closes_at").desc(nulls_first=True), "-pk")
    actions = None
    formfield_overrides = {
        # One control for day and time, which the browser knows how to ask for.
        DateTimeField: {
            "form_class": forms.DateTimeField,
            "widget": forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        }
    }
    choices = {Quiz: assignable_quizzes, Classroom: classrooms_staff_may_change}
    fieldsets = (
        (None, {"fields": ("quiz", "classroom", "opens_at", "closes_at")}),
        (_("Rules that differ from the quiz's own"), {"fields": (
            "attempts_allowed", "time_limit_minutes", "show_feedback", "certainty")}),
    )  # fmt: skip

    def may_see(self, user: Visitor) -> QuerySet[Assignment]:
        return Assignment.objects.filter(
            classroom__in=classrooms_staff_may_see(user)
        ).select_related("quiz__collection", "classroom")

    def may_change(self, user: Visitor) -> QuerySet[Assignment]:
        return self.may_see(user).filter(classroom__in=classrooms_staff_may_change(user))

    def may_add(self, user: Visitor) -> bool:
        return classrooms_staff_may_change(user).exists()

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("quiz", "classroom") if obj is not None else ()

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            obj.created_by = person_of_admin(request)
        super().save_model(request, obj, form, change)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        """An exam says here whose keys are public (decision 4)."""
        obj = kwargs.get("obj")
        if obj is not None and obj.quiz.purpose == Purpose.EXAM:
            advice = [f for f in findings_of_quiz(obj.quiz) if not f.blocks]
            context["findings"] = split_findings(advice)
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
