"""What a person said about a written response."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from quizzes.models.attempts import Response
from quizzes.models.items import ItemVersion
from quizzes.models.scores import Score


class MarkQuerySet(models.QuerySet["Mark"]):
    def current(self) -> "MarkQuerySet":
        return self.filter(is_current=True)


class Mark(models.Model):
    """One marking of one response by one person. Append-only: a change of mind is another row.

    revision: the save of the response that was read; once another save stands, the mark is of an
    older text and does not count. levels: the level reached, by criterion, as the item type's
    rubric names them; fraction: what they come to, 0..1; comment: to the learner. The learner sees
    nothing of it, and no `Score` exists, until it is released.
    """

    response = models.ForeignKey(Response, models.CASCADE, related_name="marks")
    item_version = models.ForeignKey(ItemVersion, models.PROTECT, related_name="marks")
    revision = models.PositiveIntegerField(default=0)
    levels = models.JSONField(default=dict)
    fraction = models.DecimalField(max_digits=7, decimal_places=6)
    comment = models.TextField(_("comment"), blank=True)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    marked_at = models.DateTimeField(default=timezone.now)
    is_current = models.BooleanField(default=True)
    released_at = models.DateTimeField(null=True)
    # Not PROTECT: a purged guest's marks and scores go together.
    score = models.OneToOneField(Score, models.RESTRICT, null=True, related_name="mark")

    objects = MarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("mark")
        verbose_name_plural = _("marks")
        ordering = ["response", "-marked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["response"], condition=Q(is_current=True), name="mark_one_current"
            ),
            models.CheckConstraint(
                name="mark_fraction_0_to_1", condition=Q(fraction__gte=0, fraction__lte=1)
            ),
            models.CheckConstraint(
                name="mark_released_exactly_with_score",
                condition=Q(released_at=None, score=None)
                | Q(released_at__gte=F("marked_at"), score__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.response_id}: {self.fraction}"
