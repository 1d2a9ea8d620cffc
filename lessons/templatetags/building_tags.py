"""`{% load building_tags %}`: what a build changes, in words, and where parts are edited."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django import template
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lessons.models import BuiltPart
from lessons.operations.building.candidates import KINDS, TYPES
from lessons.operations.building.comparing import Change, What
from lessons.operations.building.decisions import Decision, Group
from lessons.operations.building.parts import Content
from sources.prose.dates import date_words

register = template.Library()

Text = str | Promise
TITLES: Mapping[What, tuple[Text, Text, str]] = {
    What.ADDED: (
        gettext_lazy("New"),
        gettext_lazy("These are drafted for the first time."),
        "plus",
    ),
    What.CHANGED: (
        gettext_lazy("Changed"),
        gettext_lazy("The review says something else now, and nobody has edited these."),
        "repeat",
    ),
    What.KEPT: (
        gettext_lazy("Left alone"),
        gettext_lazy("Somebody edited these, so that they stay as they are."),
        "lock",
    ),
    What.DELETED: (
        gettext_lazy("Stay out"),
        gettext_lazy("Somebody took these out."),
        "x",
    ),
    What.GONE: (
        gettext_lazy("Gone"),
        gettext_lazy("Nothing in the review makes these any more, and nobody has edited them."),
        "x",
    ),
}
NAMES: Mapping[str, Text] = {
    "title": gettext_lazy("Title"),
    "body": gettext_lazy("Text"),
    "prompt": gettext_lazy("Prompt"),
    "minutes": gettext_lazy("Minutes"),
    "objectives": gettext_lazy("Objectives"),
    "skills": gettext_lazy("Skills"),
    "summary": gettext_lazy("Summary"),
    "teacher_notes": gettext_lazy("Notes for teachers"),
    "notes": gettext_lazy("Notes beside sentences"),
    "items": gettext_lazy("Questions"),
    "stem": gettext_lazy("Stem"),
}
ROWS = {
    BuiltPart.Kind.LESSON: "admin:lessons_lesson_change",
    BuiltPart.Kind.STEP: "admin:lessons_step_change",
    BuiltPart.Kind.ITEM: "admin:quizzes_item_change",
    BuiltPart.Kind.QUIZ: "admin:quizzes_quiz_change",
}


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A change in words. lines: by the name of a field, its lines with `-`, `+` or a blank."""

    title: str
    kind: str
    icon: str
    reason: str = ""
    lines: list[tuple[str, list[tuple[str, str]]]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """All changes of one sort."""

    what: str
    title: Text
    about: Text
    icon: str
    changes: list[ShownChange]


@register.simple_tag
def changes_by_kind(changes: Iterable[Change]) -> list[ChangeGroup]:
    """Changes by what happens, those that happen to nothing left out."""
    found: list[ChangeGroup] = []
    rows = list(changes)
    for what, (title, about, icon) in TITLES.items():
        shown = [_shown(change, icon) for change in rows if change.what == what]
        if shown:
            found.append(ChangeGroup(what.value, title, about, icon, shown))
    return found


@register.simple_tag
def part_url(one: Decision) -> str:
    """Where a drafted part is looked at and edited, and from where Save leads back here."""
    name = ROWS.get(BuiltPart.Kind(one.part.kind))
    if name is None or one.row is None:
        return f"#part-{one.part.pk}"
    back = reverse("lessons:build-decisions", args=[one.part.module_id])
    return f"{reverse(name, args=[one.row])}?{urlencode({'back': f'{back}#part-{one.part.pk}'})}"


def _shown(change: Change, icon: str) -> ShownChange:
    kind = str(BuiltPart.Kind(change.kind).label)
    differs = change.what in (What.CHANGED, What.KEPT)
    lines = _differences(change.before, change.after) if differs else []
    return ShownChange(change.title, kind, icon, lines=lines)


def _differences(
    before: Content | None, after: Content | None
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Field by field the lines that differ, with those around them."""
    if before is None or after is None:
        return []
    found = []
    for name in after:
        old, new = _lines(before.get(name)), _lines(after[name])
        if old != new:
            lines = [
                (line[:1], line[2:]) for line in difflib.ndiff(old, new) if not line.startswith("?")
            ]
            found.append((str(NAMES.get(name, _(name))), lines))
    return found


def _lines(value: object) -> list[str]:
    if isinstance(value, list | tuple):
        return [line for each in value for line in _lines(each)]
    if isinstance(value, Mapping):
        return [f"{name}: {each}" for name, each in value.items() if each not in ("", None, [])]
    return str(value if value is not None else "").split("\n")


@register.simple_tag
def group_about(group: Group) -> str:
    """What it means to use the candidates of a group."""
    return {
        "cards": _("A card that you use can be cited; it says openly what nobody knows yet."),
        "terms": _("A word that you use stands in the glossary."),
        "events": _("A date that you use stands on the timeline."),
    }.get(group.id if group.has_candidates else "", "")


@register.simple_tag
def candidate_about(one: Decision) -> str:
    """What sort of thing a candidate is, in a few words."""
    content = one.part.content
    if one.part.kind == BuiltPart.Kind.EVENT:
        if not content["date"]:
            return _("“%(words)s”: which date that is, the text does not say") % {
                "words": content["words"]
            }
        return str(date_words(content["date"]))
    times = int(content.get("times", 1))
    said = ngettext("named %(times)d time", "named %(times)d times", times) % {"times": times}
    names = KINDS if one.part.kind == BuiltPart.Kind.TERM else TYPES
    return f"{names.get(content.get('sort', ''), '')} · {said}"
