"""`{% load change_tags %}`: what a build changes, lesson by lesson, in words."""

import difflib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lessons.models import BuiltPart
from lessons.operations.building.comparing import Change, What
from lessons.operations.building.parts import Content, Key, Kind

register = template.Library()

Text = str | Promise
Rows = Mapping[Key, Change]
SHORT = 6
"""So many changes of what is there already are shown without unfolding them."""
SORTS: Mapping[What, tuple[Text, Text, str]] = {
    What.ADDED: (
        gettext_lazy("New"),
        gettext_lazy("Drafted for the first time."),
        "plus",
    ),
    What.CHANGED: (
        gettext_lazy("Changed"),
        gettext_lazy("The review says something else now, and nobody has edited it."),
        "repeat",
    ),
    What.KEPT: (
        gettext_lazy("Left alone"),
        gettext_lazy("Somebody edited it, so that it stays as it is."),
        "lock",
    ),
    What.DELETED: (
        gettext_lazy("Stays out"),
        gettext_lazy("Somebody took it out."),
        "x",
    ),
    What.GONE: (
        gettext_lazy("Gone"),
        gettext_lazy("Nothing in the review makes it any more, and nobody has edited it."),
        "x",
    ),
}
"""What a build does with a part: its name, what that means, and its icon."""
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
OFFERED: Mapping[str, Text] = {
    Kind.CARD: gettext_lazy("Sources that the text names"),
    Kind.TERM: gettext_lazy("Words for the glossary"),
    Kind.EVENT: gettext_lazy("Dates for the timeline"),
}


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A change in words. lines: by the name of a field, its lines with `-`, `+` or a blank."""

    title: str
    kind: str
    what: Text
    icon: str
    lines: list[tuple[str, list[tuple[str, str]]]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """All changes of a lesson, or of a kind of candidates. counts: “3 new, 1 changed”."""

    id: str
    title: Text
    counts: str
    is_open: bool
    changes: Sequence[ShownChange]


@dataclass(frozen=True, slots=True)
class Sort:
    """What happens to some parts, and to how many."""

    title: Text
    about: Text
    icon: str
    count: int


@register.simple_tag
def sorts_of(changes: Iterable[Change]) -> list[Sort]:
    """What a build would do, and with how many parts."""
    counts = Counter(change.what for change in changes)
    return [Sort(*words, counts[what]) for what, words in SORTS.items() if counts[what]]


@register.simple_tag
def changes_by_lesson(changes: Iterable[Change]) -> list[ChangeGroup]:
    """Changes lesson by lesson, in the order of the module; what stays the same is left out.

    The first group is open, and short ones in which something happens to what is there already.
    """
    rows = {change.key: change for change in changes}
    found: list[ChangeGroup] = []
    for id_, title, keys in _groups(rows):
        own = [rows[key] for key in keys if rows[key].what in SORTS]
        if own:
            old = [change for change in own if change.what != What.ADDED]
            is_open = not found or 0 < len(old) <= SHORT
            shown = [_shown(change) for change in own]
            found.append(ChangeGroup(id_, title, _counted(own), is_open, shown))
    return found


def _groups(rows: Rows) -> Iterator[tuple[str, Text, Sequence[Key]]]:
    """The lessons, questions that no check asks, then candidates: an id, a title and the parts."""
    placed: set[Key] = set()
    for kind, slug in rows:
        if kind == Kind.LESSON:
            keys = list(dict.fromkeys(_of_lesson(rows, slug)))
            placed.update(keys)
            yield slug, rows[kind, slug].title, keys
    rest = [key for key in rows if key not in placed and key[0] not in BuiltPart.CANDIDATES]
    yield "in-the-bank", _("For the question bank: no check asks these"), rest
    for kind, title in OFFERED.items():
        yield f"all-{kind}s", title, [key for key in rows if key[0] == kind]


def _of_lesson(rows: Rows, slug: str) -> Iterator[Key]:
    """A lesson, its steps, and behind its check the quiz with its questions."""
    yield Kind.LESSON, slug
    for key, change in rows.items():
        if key[0] != Kind.STEP or not key[1].startswith(f"{slug}/"):
            continue
        yield key
        quiz: Key = (Kind.QUIZ, str(_content(change).get("quiz", "")))
        if quiz in rows:
            yield quiz
            asked = [(Kind.ITEM, str(item)) for item in _content(rows[quiz])["items"]]
            yield from (item for item in asked if item in rows)


def _content(change: Change) -> Content:
    return change.after or change.before or {}


def _counted(changes: Iterable[Change]) -> str:
    counts = Counter(change.what for change in changes)
    words = [
        f"{counts[what]} {str(title).lower()}"
        for what, (title, *_more) in SORTS.items()
        if counts[what]
    ]
    return ", ".join(words)


def _shown(change: Change) -> ShownChange:
    title, _about, icon = SORTS[change.what]
    differs = change.what in (What.CHANGED, What.KEPT)
    lines = _differences(change.before, change.after) if differs else []
    return ShownChange(change.title, str(Kind(change.kind).label), title, icon, lines)


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
