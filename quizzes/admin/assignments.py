"""Assignments to one's own classes, and attempts: to read."""

from typing import Any

from django.contrib import admin
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from quizzes.models import Assignment, Attempt
from quizzes.permissions import attempts_staff_may_change, attempts_staff_may_see
from rosters.admin.scoping import ScopedAdmin, ScopedRelatedFilter
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


@admin.register(Attempt)
class AttemptAdmin(ScopedAdmin[Attempt]):
    """A list to find one in; each leads to the page on which staff see it and act on it."""

    list_display = ("learner", "quiz", "number", "status", "score", "max_score", "started_at")
    list_filter = ("status",)
    list_select_related = ("learner", "quiz")
    search_fields = ("learner__display_name", "learner__username", "quiz__title")
    ordering = ("-started_at",)
    actions = None
    fields = (
        "learner", "quiz", "assignment", "kind", "number", "status", "started_at",
        "deadline_at", "submitted_at", "score", "max_score", "certainty_score",
    )  # fmt: skip

    def may_see(self, user: Visitor) -> QuerySet[Attempt]:
        return attempts_staff_may_see(user).select_related("learner", "quiz", "assignment")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Previews and one's own attempts have no such page: their facts stand here, to read."""
        theirs = attempts_staff_may_change(request.user)
        is_read = request.method in ("GET", "HEAD") and object_id.isdecimal()
        if is_read and theirs.filter(pk=object_id).exists():
            return redirect("quizzes:attempt-staff", object_id)
        return super().change_view(request, object_id, form_url, extra_context)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
