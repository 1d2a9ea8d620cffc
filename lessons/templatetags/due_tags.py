"""`{% load due_tags %}`: what a class has before a learner, in words."""

from collections.abc import Iterator
from datetime import datetime

from django import template
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from lessons.reports.due import Due, DueState
from quizzes.models.quizzes import Purpose
from quizzes.reports import QuizState
from quizzes.templatetags.quiz_tags import attempt_score, points

register = template.Library()


@register.filter
def due_icon(due: Due) -> str:
    """The icon of how it stands; the words beside it say the same."""
    if due.state is DueState.DONE:
        return "hit"
    if due.state is DueState.OVERDUE:
        return "warn"
    if due.state is DueState.COMING:
        return "clock"
    return "half" if due.is_begun else "open"


@register.simple_tag
def due_words(due: Due) -> str:
    """“Exam · in progress, ends 10:45 · closes 4 May 2026, 12:00”."""
    return " · ".join(_words(due))


@register.simple_tag
def due_button(due: Due) -> str:
    """What its button does."""
    if due.quiz is not None and due.quiz.running is not None:
        return _("Go on")
    if due.state is DueState.DONE:
        return _("Look at it")
    return _("Go on") if due.is_begun and due.card is not None else _("Start")


def _words(due: Due) -> Iterator[str]:
    yield _("Module") if due.card is not None else str(Purpose(due.purpose).label)
    if due.state is DueState.COMING:
        yield _("opens on %(at)s") % {"at": _moment(due.opens_at)}
        return
    if due.card is not None:
        yield _lesson_words(due)
    elif due.quiz is not None:
        yield from _quiz_words(due.quiz, due.ends_at)
    if due.state is DueState.OVERDUE:
        yield _("overdue: it closed on %(at)s") % {"at": _moment(due.closes_at)}
    elif due.closes_at is not None:
        yield _("closes on %(at)s") % {"at": _moment(due.closes_at)}


def _lesson_words(due: Due) -> str:
    card = due.card
    if card is None or not due.is_begun:
        return _("not started")
    if card.is_finished:
        return _("done: all lessons complete")
    words = {"done": card.done, "total": card.lesson_count}
    return _("%(done)d of %(total)d lessons done") % words


def _quiz_words(state: QuizState, ends_at: datetime | None) -> Iterator[str]:
    if state.running is not None:
        if ends_at is None:
            yield _("in progress")
        else:
            yield _("in progress, ends %(at)s") % {"at": _moment(ends_at)}
    elif state.waits:
        yield _("handed in, waits for a person")
    elif state.counted is not None and state.possible is not None:
        figures = {"score": points(state.counted), "max": points(state.possible)}
        yield _("handed in: %(score)s of %(max)s") % figures
    elif state.latest is not None:
        yield attempt_score(state.latest)
    else:
        yield _("not started")


def _moment(at: datetime | None) -> str:
    return date_format(localtime(at), "DATETIME_FORMAT") if at else ""
