"""Words for quizzes: scores, rules, and when explanations come."""

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from quizzes.models import Attempt, Score
from quizzes.models.quizzes import Counts, Feedback, waits_for_window

register = template.Library()


@register.filter
def points(value: Decimal | None) -> str:
    """7.50 as “7.5”, 8.00 as “8”, in the language's own way."""
    return "–" if value is None else _points(value, get_language())


@lru_cache(maxsize=512)
def _points(value: Decimal, language: str | None) -> str:
    plain = value.normalize()
    places = max(0, -int(plain.as_tuple().exponent))
    return number_format(value, decimal_pos=places)


@register.simple_tag
def attempt_score(attempt: Attempt) -> str:
    """“7.5 of 10”, or that it waits for a person."""
    if attempt.score is None:
        return _("waits for a person")
    figures = {"score": points(attempt.score), "max": points(attempt.max_score)}
    if attempt.status == Attempt.Status.SUBMITTED:
        return _("%(score)s of %(max)s so far") % figures
    return _("%(score)s of %(max)s") % figures


@register.simple_tag
def response_score(score: Score, max_score: Decimal) -> SafeString:
    """The score of one response as a badge."""
    if score.score is None:
        return format_html('<span class="tag">{}</span>', _("waits for a person"))
    words = _("%(score)s of %(max)s") % {"score": points(score.score), "max": points(max_score)}
    return format_html('<span class="tag num">{}</span>', words)


@register.simple_tag
def reviewed_option(option: Mapping[str, Any]) -> SafeString:
    """One option in the review. It says nothing of who answered, so that its HTML is kept."""
    card = option["card"] or {}
    return _option_html(
        get_language() or "",
        option["state"],
        str(option["word"]),
        option["why_not"],
        option["open"],
        conditional_escape(option["text"]),
        conditional_escape(option["feedback"]),
        tuple(card.items()),
    )


@lru_cache(maxsize=1024)
def _option_html(
    language: str,
    state: str,
    word: str,
    why_not: bool,
    is_open: bool,
    text: SafeString,
    feedback: SafeString,
    card: tuple[tuple[str, str], ...],
) -> SafeString:
    option = {"state": state, "word": word, "why_not": why_not, "open": is_open, "text": text,
              "feedback": feedback, "card": dict(card)}  # fmt: skip
    return render_to_string("quizzes/itemtypes/_reviewed_option.html", {"option": option})


@register.simple_tag
def counts_words(counts: str) -> str:
    """Which attempt counts."""
    return str(Counts(counts).label)


@register.simple_tag
def feedback_words(rules: Mapping[str, Any]) -> str:
    """When keys and explanations come, for these rules (decision 4)."""
    if waits_for_window(rules):
        return _("After the window has closed")
    if keys_wait_for_last_attempt(rules):
        return _("After your last attempt; until then you see the score")
    return str(Feedback(rules["show_feedback"]).label)


def keys_wait_for_last_attempt(rules: Mapping[str, Any]) -> bool:
    """Whether these rules show keys to a learner who has no attempts left, and to nobody sooner."""
    return rules["attempts_allowed"] is not None and not waits_for_window(rules)
