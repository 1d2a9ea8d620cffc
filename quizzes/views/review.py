"""The review of an attempt: the learner's answers and, when allowed, the keys."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from quizzes.grading.policies import passes
from quizzes.models import Attempt
from quizzes.models.quizzes import waits_for_window
from quizzes.operations.scoring import max_certainty_score
from quizzes.permissions import (
    count_attempts_used,
    get_attempt_for_learner,
    has_it_before_her,
    is_still_taken,
    may_see_keys,
)
from quizzes.templatetags.quiz_tags import points
from quizzes.views.items import ShownItem, current_scores, references_for, responses_of, show_item


@dataclass(frozen=True, slots=True)
class Review:
    """What the head of the review page says."""

    keys: bool
    why_not: str
    waits: bool
    passed: bool
    counts: str
    max_certainty: Decimal


@never_cache
@require_GET
def attempt_review(request: HttpRequest, attempt_id: int) -> HttpResponse:
    attempt = get_attempt_for_learner(request.user, attempt_id)
    if attempt.is_open:
        return redirect("quizzes:attempt", attempt.pk)
    used = count_attempts_used(attempt)
    keys = may_see_keys(attempt, attempts_used=used, at=timezone.now())
    if keys and not attempt.is_preview:
        keys = not (has_it_before_her(attempt) or is_still_taken(attempt))
    shown, references = _items(attempt, keys)
    review = _review(attempt, shown, keys, used)
    context = {
        "attempt": attempt,
        "review": review,
        "shown": shown,
        "references": references,
        "headline": headline(attempt),
        "nav": "modules",
    }
    return render(request, "quizzes/attempt_review.html", context)


def _items(attempt: Attempt, keys: bool) -> tuple[list[ShownItem], Any]:
    responses = responses_of(attempt)
    scores = current_scores(attempt)
    revealed = {r.position for r in responses} if keys else set()
    references = references_for(responses, revealed=revealed)
    shown = [
        show_item(
            response,
            references=references,
            total=len(responses),
            prefix=f"q{response.position}",
            reveal=keys,
            with_form=keys,
            score=scores.get(response.pk),
        )
        for response in responses
    ]
    return shown, references


def _review(attempt: Attempt, shown: list[ShownItem], keys: bool, used: int) -> Review:
    waits = attempt.status == Attempt.Status.SUBMITTED
    return Review(
        keys=keys,
        why_not="" if keys else why_no_keys(attempt, used),
        waits=waits,
        passed=not waits
        and attempt.score is not None
        and passes(
            attempt.score,
            possible=attempt.max_score,
            pass_percent=attempt.settings["pass_percent"],
        ),
        counts=fully_right(shown, waits=waits),
        max_certainty=max_certainty_score(attempt.max_score),
    )


def why_no_keys(attempt: Attempt, used: int) -> str:
    """When the explanations will come, in a sentence."""
    rules = attempt.settings
    if waits_for_window(rules):
        return _(
            "The right answers and explanations come after the window has closed, when everybody "
            "has handed in."
        )
    left = max(0, (rules["attempts_allowed"] or 0) - used)
    if left == 0:
        return _(
            "Your class has this quiz before it. The right answers and explanations come when you "
            "have used your attempts there, or it has closed."
        )
    return ngettext(
        "The right answers and explanations come after your last attempt; %(left)d is left.",
        "The right answers and explanations come after your last attempt; %(left)d are left.",
        left,
    ) % {"left": left}


def headline(attempt: Attempt) -> str:
    """The review in one line."""
    if attempt.score is None:
        return _("Your answers wait for a person.")
    figures = {"score": points(attempt.score), "max": points(attempt.max_score)}
    if attempt.status == Attempt.Status.SUBMITTED:
        return _("You have %(score)s of %(max)s points so far.") % figures
    return _("You earned %(score)s of %(max)s points.") % figures


def fully_right(shown: list[ShownItem], *, waits: bool) -> str:
    """How many answers were fully right, of all or, while some wait for a person, so far."""
    fractions = [item.score.fraction for item in shown if item.score is not None]
    scored = [fraction for fraction in fractions if fraction is not None]
    figures = {"full": scored.count(Decimal(1)), "total": len(shown), "scored": len(scored)}
    if waits:
        return (
            _("So far %(scored)d of %(total)d answers are scored; %(full)d fully right.") % figures
        )
    return (
        ngettext(
            "%(full)d of %(total)d answer is fully right.",
            "%(full)d of %(total)d answers are fully right.",
            len(shown),
        )
        % figures
    )
