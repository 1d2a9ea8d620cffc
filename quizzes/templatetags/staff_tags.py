"""Words for what staff do to attempts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import template
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from quizzes.models import ResponseRevision
from quizzes.operations.deadlines import Because, DeadlineStep
from quizzes.operations.receipts import receipt_of
from quizzes.staff_page import LateAnswer
from rosters.models import Act
from rosters.operations.acts import label_of

register = template.Library()

Words = str | Promise


@dataclass(frozen=True, slots=True)
class ActWords:
    """How one act is offered: about says what it does, follows what comes of it."""

    url: str
    icon: str
    title: Words
    about: Words
    button: Words
    follows: Words = ""

    @property
    def two_steps(self) -> bool:
        """Whether the button only leads to a page that asks once more."""
        return bool(self.follows)


ACTS: Mapping[str, ActWords] = {
    "time": ActWords(
        "quizzes:attempt-add-time", "clock",
        gettext_lazy("Add time"),
        gettext_lazy(
            "The end moves by these minutes; when it has passed already, they count from now. The "
            "learner's page follows with its next save."
        ),
        gettext_lazy("Add the time"),
    ),
    "more": ActWords(
        "quizzes:attempt-allow", "plus",
        gettext_lazy("Allow one more attempt"),
        gettext_lazy(
            "This learner may take the quiz once more than the rules say. Until she has, her "
            "reviews of it show no right answers."
        ),
        gettext_lazy("Allow one more attempt"),
    ),
    "reopen": ActWords(
        "quizzes:attempt-reopen", "repeat",
        gettext_lazy("Reopen"),
        gettext_lazy("The learner goes on where this attempt ended. You are asked once more."),
        gettext_lazy("Reopen the attempt"),
        gettext_lazy(
            "The attempt is taken again, with the answers that it has; what was checked stays as "
            "it is. Its score goes until it is handed in again: then what was changed is graded "
            "anew, and the rest keeps its score."
        ),
    ),
    "aside": ActWords(
        "quizzes:attempt-set-aside", "x",
        gettext_lazy("Set aside"),
        gettext_lazy("It then stands in no report. You are asked once more."),
        gettext_lazy("Set the attempt aside"),
        gettext_lazy(
            "It leaves every report and uses up none of the attempts allowed; when it is still "
            "being taken, it is handed in first. Nothing is deleted, and you can bring it back."
        ),
    ),
    "back": ActWords(
        "quizzes:attempt-bring-back", "back",
        gettext_lazy("Bring back"),
        gettext_lazy("It then counts again, in every report."),
        gettext_lazy("Bring the attempt back"),
    ),
}  # fmt: skip


@register.simple_tag
def act_words(act: str) -> ActWords:
    """How an act is offered, by its word."""
    return ACTS[act]


@register.filter
def entry(mapping: Mapping[str, Any], key: str) -> Any:
    """What stands under a key that the template has in a variable."""
    return mapping[key]


@register.simple_tag
def act_label(act: Act) -> str:
    """What was done, as people read it."""
    return label_of(act.verb)


@register.filter
def receipt_code(revision: ResponseRevision) -> str:
    """The short code of a save's receipt."""
    return receipt_of(revision).code


@register.simple_tag
def deadline_words(step: DeadlineStep) -> str:
    """One step of how a deadline came about, in a sentence. Times are those of the reader."""
    blanks = {
        "minutes": step.minutes,
        "total": "" if step.total is None else number_format(step.total),
        "factor": "" if step.factor is None else number_format(step.factor.normalize()),
        "began": date_format(timezone.localtime(step.at), "DATETIME_FORMAT"),
        "at": date_format(timezone.localtime(step.at), "TIME_FORMAT"),
        "until": step.until and _moment(step),
    }
    return _sentence(step) % blanks


def _sentence(step: DeadlineStep) -> str:
    count = step.minutes or 0
    if step.because is Because.LIMIT:
        return ngettext(
            "Started %(began)s, with %(minutes)s minute: until %(until)s.",
            "Started %(began)s, with %(minutes)s minutes: until %(until)s.",
            count,
        )
    if step.because is Because.FACTOR:
        return _(
            "Started %(began)s, with %(minutes)s minutes × %(factor)s = %(total)s minutes: until "
            "%(until)s."
        )
    if step.because is Because.CLOSES:
        return _("The assignment closes: until %(until)s.")
    if step.because is Because.ADDED:
        return ngettext(
            "%(minutes)s minute added at %(at)s: until %(until)s.",
            "%(minutes)s minutes added at %(at)s: until %(until)s.",
            count,
        )
    if step.because is Because.REOPENED:
        return _reopened(step)
    if step.because is Because.UNLIMITED:
        return _("Started %(began)s, without an end.")
    return _("The end was moved: until %(until)s.") if step.until else _("The end was taken away.")


def _reopened(step: DeadlineStep) -> str:
    if step.until is None:
        return _("Reopened at %(at)s, without an end.")
    if step.minutes is None:
        return _("Reopened at %(at)s, until the assignment closes: %(until)s.")
    return ngettext(
        "Reopened at %(at)s with %(minutes)s minute: until %(until)s.",
        "Reopened at %(at)s with %(minutes)s minutes: until %(until)s.",
        step.minutes,
    )


def _moment(step: DeadlineStep) -> str:
    """The time, with the day where it is another than that of the step."""
    at, until = timezone.localtime(step.at), timezone.localtime(step.until)
    form = "TIME_FORMAT" if at.date() == until.date() else "DATETIME_FORMAT"
    return date_format(until, form)


@register.simple_tag
def lateness(answer: LateAnswer) -> str:
    """When a late answer came, and by how much it was late where that is known."""
    came = answer.revision.at
    at = date_format(timezone.localtime(came), "DATETIME_FORMAT")
    if answer.due_at is None:
        return _("Came %(at)s, late") % {"at": at}
    if came - answer.due_at < timedelta(minutes=1):
        return _("Came %(at)s, less than a minute late") % {"at": at}
    return _("Came %(at)s, %(late)s late") % {"at": at, "late": timesince(answer.due_at, came)}
