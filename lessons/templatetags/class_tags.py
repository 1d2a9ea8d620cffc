"""`{% load class_tags %}`: cells, reasons and windows of a class in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from config.plots import percent
from config.templatetags.ui import icon
from lessons.reports.class_columns import Column, Window
from lessons.reports.class_csv import sum_words
from lessons.reports.class_grid import Cell, GridRow
from lessons.reports.class_page import ColumnSum, Reason
from lessons.reports.class_skills import ClassSkill
from lessons.reports.outlines import LessonRow
from quizzes.models import Attempt

register = template.Library()


@register.simple_tag
def class_cells(row: GridRow, columns: Sequence[Column], can_open: bool) -> SafeString:
    """The cells of a learner. A loop of Python: a page may hold thousands of them."""
    return format_html_join(
        "", "{}", ((_cell(cell, column, can_open),)
                   for cell, column in zip(row.cells, columns, strict=True))
    )  # fmt: skip


@register.simple_tag
def class_sums(sums: Sequence[ColumnSum], columns: Sequence[Column]) -> SafeString:
    """The foot of the grid."""
    return format_html_join(
        "",
        '<td data-name="{}" class="num">{}</td>',
        ((column.heading, sum_words(found))
         for found, column in zip(sums, columns, strict=True)),
    )  # fmt: skip


@register.inclusion_tag("lessons/_class_skill.html")
def class_skill(skill: ClassSkill) -> dict[str, object]:
    """A skill of the class as the cells of its row: the plot with the figures beside it."""
    return {
        "skill": skill,
        "share": percent(skill.share),
        "low": percent(skill.low),
        "spread": percent(skill.high - skill.low),
        "low_words": round(skill.low * 100),
        "high_words": round(skill.high * 100),
    }


@register.simple_tag
def staff_path(attempt: Attempt, can_open: bool) -> str:
    """Where staff look at an attempt; empty for whoever may not."""
    return attempt_path(attempt.pk) if can_open else ""


@register.simple_tag
def lesson_progress(row: LessonRow) -> str:
    """“Complete since 3 October”, “2 of 5 steps”, “Not started”, of somebody else."""
    if row.completed_at is not None:
        return _("Complete since %(day)s") % {"day": date_format(localtime(row.completed_at))}
    if row.is_complete:
        return _("Complete")
    if not row.read_count:
        return _("Not started")
    return _("%(done)d of %(total)d steps done") % {
        "done": row.read_count,
        "total": len(row.steps),
    }


def _cell(cell: Cell, column: Column, can_open: bool) -> SafeString:
    """One `<td>`: signs with hidden words, and the name of the column for narrow screens."""
    path = attempt_path(cell.attempt) if can_open and cell.attempt else ""
    inside = _inside(get_language() or "", _look_of(cell))
    if path:
        inside = format_html('<a href="{}">{}</a>', path, inside)
    tone = "is-idle" if not cell.begun else "is-done" if cell.complete else ""
    return format_html('<td class="{}" data-name="{}">{}</td>', tone, column.heading, inside)


def attempt_path(attempt: int) -> str:
    """Where staff look at an attempt."""
    return _attempt_pattern().replace("/0/", f"/{attempt}/")


@lru_cache(maxsize=1)
def _attempt_pattern() -> str:
    """The address with a 0, so that a page with thousands of cells asks the resolver once."""
    try:
        return reverse("quizzes:attempt-staff", args=[0])
    except NoReverseMatch:
        return ""


@dataclass(frozen=True, slots=True)
class _Look:
    """What of a cell is shown, so that equal cells are drawn once. words: its first part."""

    words: str
    is_figure: bool
    complete: bool
    below: bool
    running: bool
    waits: bool


def _look_of(cell: Cell) -> _Look:
    reads = cell.is_lesson and cell.begun and not cell.complete
    return _Look(
        words=cell.parts[0],
        is_figure=reads or cell.score is not None,
        complete=cell.complete,
        below=cell.is_below,
        running=cell.running,
        waits=cell.waits,
    )


@lru_cache(maxsize=4096)
def _inside(_language: str, look: _Look) -> SafeString:
    if look.complete:
        return _sign("hit", look.words)
    if not (look.is_figure or look.running or look.waits):
        return _sign("left", look.words)
    parts: list[SafeString] = []
    if look.is_figure:
        tone = "num is-low" if look.below else "num"
        parts.append(format_html('<span class="{}">{}</span>', tone, look.words))
    if look.below:
        parts.append(format_html('<span class="vh">{}</span>', _("not passed")))
    if look.running:
        parts.append(_sign("half", _("under way")))
    if look.waits:
        parts.append(_sign("pencil", _("waits for a person")))
    comma = format_html('<span class="vh">, </span>')
    return format_html_join(comma, "{}", ((part,) for part in parts))


def _sign(name: str, words: str) -> SafeString:
    return format_html('<span class="sign">{}<span class="vh">{}</span></span>', icon(name), words)


@register.simple_tag
def reason_words(reason: Reason) -> str:
    """Why a learner is stuck."""
    if reason.since is not None:
        day = date_format(localtime(reason.since))
        return _("“%(title)s”: started, and nothing since %(day)s") % {
            "title": reason.title,
            "day": day,
        }
    return ngettext(
        "“%(title)s”: not passed in %(n)d attempt",
        "“%(title)s”: not passed in %(n)d attempts",
        reason.fails,
    ) % {"title": reason.title, "n": reason.fails}


@register.simple_tag
def window_words(window: Window, now: datetime) -> str:
    """“open until 4 May 2026, 12:00”, “opens 1 May 2026, 8:00”, “closed on …”, or nothing."""
    if window.opens_at is None:
        return _("not assigned")
    if window.opens_at > now:
        return _("opens %(at)s") % {"at": moment(window.opens_at)}
    if window.closes_at is None:
        return _("open, without an end")
    if window.closes_at <= now:
        return _("closed %(at)s") % {"at": moment(window.closes_at)}
    return _("open until %(at)s") % {"at": moment(window.closes_at)}


def moment(at: datetime) -> str:
    """Day and time in the school's zone."""
    return date_format(localtime(at), "DATETIME_FORMAT")
