"""`{% load teaching %}`: what an instructor needs first, on the admin's start page."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from lessons.models import Module, Release
from quizzes.models import Quiz
from rosters.models import User
from rosters.permissions import classrooms_taught_by
from sources.permissions import changeable_collections

register = template.Library()


@dataclass(frozen=True, slots=True)
class DeskRow:
    """A line of the desk: where it leads, and its state in words."""

    title: str
    url: str
    state: str


@register.inclusion_tag("admin/lessons/_desk.html")
def teaching_desk(user: Any) -> dict[str, Any]:
    """Own modules, quizzes that are drafts, and classes. Five queries."""
    shelves = changeable_collections(user)
    return {
        "modules": [_module_row(module) for module in _modules(shelves)],
        "quizzes": [
            DeskRow(quiz.title, reverse("admin:quizzes_quiz_change", args=[quiz.pk]),
                    str(quiz.collection))
            for quiz in Quiz.objects.filter(status=Quiz.Status.DRAFT, collection__in=shelves)
            .select_related("collection").order_by("-pk")[:8]
        ],
        "classes": _classes(user),
    }  # fmt: skip


def _modules(shelves: Any) -> list[Module]:
    releases = Release.objects.exclude(status=Release.Status.RETIRED)
    return list(
        Module.objects.filter(collection__in=shelves, archived_at=None)
        .prefetch_related(Prefetch("releases", releases))
        .order_by("-pk")[:8]
    )


def _module_row(module: Module) -> DeskRow:
    states = {release.status for release in module.releases.all()}
    words = []
    if Release.Status.PUBLISHED in states:
        words.append(_("published"))
    if Release.Status.DRAFT in states:
        words.append(_("a draft is open"))
    url = reverse("admin:lessons_module_change", args=[module.pk])
    return DeskRow(module.title, url, ", ".join(words) or _("empty"))


def _classes(user: Any) -> list[DeskRow]:
    if not isinstance(user, User):
        return []
    return [
        DeskRow(each.name, reverse("lessons:class", args=[each.pk]), "")
        for each in classrooms_taught_by(user)[:8]
    ]
