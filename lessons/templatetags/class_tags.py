"""`{% load class_tags %}`: cells, reasons and windows of a class in words."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from lessons.reports.class_columns import Column, Window
from lessons.reports.class_csv import sum_words
from lessons.reports.class_grid import Cell, GridRow
from lessons.reports.class_page import ColumnSum, Reason
from lessons.reports.outlines import LessonRow
from quizzes.models import Attempt

register = template.Library()

COMMA = SafeString('<span class="vh">, </span>')


@register.simple_tag
def class_cells(row: GridRow, columns: Sequence[Column], can_open: bool) -> SafeString:
    """The cells of a learner. A loop of Python: a page may hold thousands of them."""
    language = get_language() or ""
    cells = zip(row.cells, columns, strict=True)
    return mark_safe(  # noqa: S308 rendered by _cell
        "".join(_cell(language, cell, column.heading, can_open) for cell, column in cells)
    )


@register.simple_tag
def class_sums(sums: Sequence[ColumnSum], columns: Sequence[Column]) -> SafeString:
    """The foot of the grid."""
    return format_html_join(
        "",
        '<td data-name="{}" class="num">{}</td>',
        ((column.heading, sum_words(found))
         for found, column in zip(sums, columns, strict=True)),
    )  # fmt: skip


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


def _cell(language: str, cell: Cell, heading: str, can_open: bool) -> str:
    """One `<td>`: signs with hidden words, and the name of the column for narrow screens."""
    before, inside = _drawn(language, heading, *_key(cell))
    if not (can_open and cell.attempt):
        return f"{before}{inside}</td>"
    return f'{before}<a href="{attempt_path(cell.attempt)}">{inside}</a></td>'


def attempt_path(attempt: int) -> str:
    """Where staff look at an attempt."""
    return _attempt_pattern().replace("/0/", f"/{attempt}/")


@cache
def _attempt_pattern() -> str:
    """The address with a 0, so that a page with thousands of cells asks the resolver once."""
    return reverse("quizzes:attempt-staff", args=[0])


def _key(cell: Cell) -> tuple[Any, ...]:
    """What of a cell is shown, so that equal cells are drawn once."""
    return (cell.begun, cell.complete, cell.done, cell.total, cell.score, cell.possible,
            cell.passed, cell.running, cell.waits)  # fmt: skip


@lru_cache(maxsize=4096)
def _drawn(_language: str, heading: str, *key: Any) -> tuple[str, str]:
    """The tag that opens a cell, and what stands in it."""
    cell = Cell(*key)
    tone = "is-done" if cell.complete else "" if cell.begun else "is-idle"
    return format_html('<td class="{}" data-name="{}">', tone, heading), _inside(cell)


def _inside(cell: Cell) -> SafeString:
    first = cell.parts[0]
    if cell.complete:
        return _sign("hit", first)
    if not cell.begun:
        return _sign("left", first)
    if cell.is_lesson:
        return format_html('<span class="num">{}</span>', first)
    parts: list[SafeString] = []
    if cell.score is not None:
        tone = "num is-low" if cell.is_below else "num"
        parts.append(format_html('<span class="{}">{}</span>', tone, first))
    if cell.is_below:
        parts.append(format_html('<span class="vh">{}</span>', _("not passed")))
    if cell.running:
        parts.append(_sign("half", _("under way")))
    if cell.waits:
        parts.append(_sign("pencil", _("waits for a person")))
    return format_html_join(COMMA, "{}", ((part,) for part in parts))


def _sign(name: str, words: str) -> SafeString:
    drawn = render_to_string("lessons/_sign.html", {"name": name, "words": words})
    return mark_safe(drawn.strip())  # noqa: S308 rendered by the template


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
