"""Scores: append-only, with the grader that gave them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from quizzes.models.attempts import Response
from quizzes.models.items import ItemVersion


class ScoreQuerySet(models.QuerySet["Score"]):
    def current(self) -> "ScoreQuerySet":
        return self.filter(is_current=True)


class Score(models.Model):
    """What one grading said about one response. One is current; the older ones stay.

    `fraction` is 0..1; `score` = fraction × the response's max score, rounded once.
    `item_version` names the key that was used, `grader` and `grader_version` who applied it.
    """

    class Completion(models.TextChoices):
        GRADED = "graded", _("Graded")
        NEEDS_MARKING = "needs_marking", _("Waits for a person")

    response = models.ForeignKey(Response, models.CASCADE, related_name="scores")
    item_version = models.ForeignKey(ItemVersion, models.PROTECT, related_name="scores")
    completion = models.CharField(max_length=13, choices=Completion)
    fraction = models.DecimalField(max_digits=7, decimal_places=6, null=True)
    score = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    certainty_mark = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    detail = models.JSONField(default=dict)
    observations = models.JSONField(default=list)
    grader = models.CharField(max_length=40)
    grader_version = models.PositiveSmallIntegerField()
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_current = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = ScoreQuerySet.as_manager()

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["response", "-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["response"], condition=Q(is_current=True), name="score_one_current"
            ),
            models.CheckConstraint(
                name="score_fraction_0_to_1",
                condition=Q(fraction=None) | Q(fraction__gte=0, fraction__lte=1),
            ),
            models.CheckConstraint(
                name="score_fraction_exactly_when_graded",
                condition=Q(completion="graded", fraction__isnull=False, score__isnull=False)
                | Q(completion="needs_marking", fraction=None, score=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.response_id}: {self.score}"
