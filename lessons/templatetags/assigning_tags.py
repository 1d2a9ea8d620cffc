"""`{% load assigning_tags %}`: the rules of an assignment, each in a sentence."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lessons.operations.assigning import Rules
from quizzes.models import Assignment, Quiz
from quizzes.models.assignments import ReleaseOfMarks
from quizzes.models.quizzes import Counts
from quizzes.operations.attempts import effective_rules
from quizzes.operations.publishing import findings_of_quiz
from quizzes.templatetags.quiz_tags import feedback_words, keys_wait_for_last_attempt

register = template.Library()

AT_ONCE = timedelta(minutes=2)


@register.simple_tag
def rule_sentences(quiz: Quiz, rules: Rules) -> Sequence[str]:
    """What these rules mean for a learner who takes the quiz, the window apart."""
    assignment = Assignment(quiz=quiz, **rules.fields())
    return list(_sentences(quiz, effective_rules(quiz, assignment), rules))


def _sentences(quiz: Quiz, said: dict[str, Any], rules: Rules) -> Iterator[str]:
    if quiz.is_exam:
        yield _("It is an exam: learners of the class take it, and only through this assignment.")
    if said["attempts_allowed"] is None:
        yield _("Each learner takes it as often as she likes.")
    else:
        yield ngettext(
            "Each learner has one attempt.",
            "Each learner has %(n)d attempts.",
            said["attempts_allowed"],
        ) % {"n": said["attempts_allowed"]}
    if said["attempts_allowed"] != 1:
        yield str(Counts(said["counts"]).label) + "."
    yield from _time_sentences(said["time_limit_minutes"], rules)
    yield _keys_sentence(said)
    if said["certainty"]:
        yield _("With each answer the learner says how sure she is.")
    else:
        yield _("Nobody is asked how sure she is.")
    if rules.release_marks == ReleaseOfMarks.TOGETHER:
        yield _("What a person marks shows when you release it, for all together.")
    else:
        yield _("What a person marks shows to each learner as soon as it is marked.")


def _keys_sentence(said: dict[str, Any]) -> str:
    if keys_wait_for_last_attempt(said):
        return _(
            "Keys and explanations show after the last attempt; until then learners see their "
            "scores."
        )
    return _("Keys and explanations show: %(when)s.") % {"when": _lower(feedback_words(said))}


def _time_sentences(limit: int | None, rules: Rules) -> Iterator[str]:
    if limit is None:
        yield _("There is no time limit but the window.")
        return
    yield ngettext(
        "An attempt takes %(n)d minute at most, longer for learners with extra time.",
        "An attempt takes %(n)d minutes at most, longer for learners with extra time.",
        limit,
    ) % {"n": limit}
    if rules.closes_at is not None:
        last = rules.closes_at - timedelta(minutes=limit)
        if last > rules.opens_at:
            yield _("Who starts after %(at)s has less: every attempt ends with the window.") % {
                "at": _moment(last)
            }


@register.simple_tag
def window_sentence(rules: Rules) -> str:
    """When it is open, in the school's time zone, which is named."""
    zone = timezone.get_current_timezone_name()
    if rules.closes_at is None:
        return _("It opens %(opens)s and has no end (times of %(zone)s).") % {
            "opens": _moment(rules.opens_at),
            "zone": zone,
        }
    return _("It opens %(opens)s and closes %(closes)s (times of %(zone)s).") % {
        "opens": _moment(rules.opens_at),
        "closes": _moment(rules.closes_at),
        "zone": zone,
    }


@register.simple_tag
def zone_name() -> str:
    """The time zone in which times are shown and read."""
    return timezone.get_current_timezone_name()


@register.simple_tag
def advice_on(quizzes: Sequence[Quiz], rules: Rules, now: datetime) -> Sequence[str]:
    """What speaks against these rules without forbidding them."""
    found = []
    if rules.opens_at < now - AT_ONCE:
        found.append(_("The time at which it opens is past: it is open at once."))
    for quiz in quizzes:
        said = effective_rules(quiz, Assignment(quiz=quiz, **rules.fields()))
        limit = said["time_limit_minutes"]
        found += _too_short(quiz, limit, rules) if limit else []
        if quiz.is_exam:
            found += [
                f"“{quiz.title}”: {finding.message}"
                for finding in findings_of_quiz(quiz)
                if not finding.blocks
            ]
    return found


def _too_short(quiz: Quiz, limit: int, rules: Rules) -> list[str]:
    if rules.closes_at is None:
        return []
    minutes = int((rules.closes_at - rules.opens_at) / timedelta(minutes=1))
    if minutes >= limit:
        return []
    return [
        _("“%(title)s” is open for %(window)d minutes, less than its time limit of %(limit)d: "
          "nobody gets the whole time.")
        % {"title": quiz.title, "window": minutes, "limit": limit}
    ]  # fmt: skip


def _moment(at: datetime) -> str:
    return date_format(localtime(at), "DATETIME_FORMAT")


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
