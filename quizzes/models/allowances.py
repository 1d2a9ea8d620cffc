"""One more attempt than the rules allow, given to one learner."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from quizzes.models.assignments import Assignment
from quizzes.models.quizzes import Quiz


class ExtraAttempt(models.Model):
    """Allows one learner one attempt more at a quiz, or at one assignment of it. Append-only.

    Why it was given stands in the audit log (`rosters.Act`).
    """

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="extra_attempts"
    )
    quiz = models.ForeignKey(Quiz, models.PROTECT, related_name="extra_attempts")
    assignment = models.ForeignKey(
        Assignment, models.PROTECT, null=True, blank=True, related_name="extra_attempts"
    )
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("extra attempt")
        verbose_name_plural = _("extra attempts")
        indexes = [
            models.Index(fields=["learner", "quiz", "assignment"], name="extra_attempt_of_learner")
        ]

    def __str__(self) -> str:
        return f"{self.quiz_id}: +1"
