"""A quiz given to a class for a while."""

from typing import Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from quizzes.models.quizzes import Feedback, Quiz
from rosters.models import Classroom, Enrollment, User

M = TypeVar("M", bound=models.Model)


class ReleaseOfMarks(models.TextChoices):
    AS_MARKED = "as-marked", _("Each learner's as soon as it is marked")
    TOGETHER = "together", _("All together, when I release them")


class GivenQuerySet(models.QuerySet[M]):
    """What is given to a class for a window: quizzes here, modules in the app above."""

    def standing(self) -> Self:
        """Without those that were taken back."""
        return self.filter(withdrawn_at=None)

    def open(self) -> Self:
        """Those whose window contains the database's current time."""
        return self.standing().filter(
            Q(closes_at=None) | Q(closes_at__gt=Now()), opens_at__lte=Now()
        )

    def for_learner(self, user: User) -> Self:
        """Those of the classes, not set aside, in which somebody learns."""
        return self.filter(
            classroom__archived_at=None,
            classroom__enrollments__user=user,
            classroom__enrollments__role=Enrollment.Role.LEARNER,
        )


class AssignmentQuerySet(GivenQuerySet["Assignment"]):
    """Quizzes given to classes."""


class Assignment(models.Model):
    """Who takes a quiz, when, and under which rules that differ from the quiz's own."""

    quiz = models.ForeignKey(
        Quiz, models.PROTECT, related_name="assignments", verbose_name=_("quiz")
    )
    classroom = models.ForeignKey(
        Classroom, models.PROTECT, related_name="assignments", verbose_name=_("class")
    )
    opens_at = models.DateTimeField(_("opens"), default=timezone.now)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    attempts_allowed = models.PositiveIntegerField(
        _("attempts allowed"), null=True, blank=True, help_text=_("Empty: as the quiz says.")
    )
    time_limit_minutes = models.PositiveIntegerField(
        _("time limit in minutes"), null=True, blank=True, help_text=_("Empty: as the quiz says.")
    )
    show_feedback = models.CharField(
        _("feedback"),
        max_length=16,
        choices=Feedback,
        blank=True,
        help_text=_("Empty: as the quiz says."),
    )
    certainty = models.BooleanField(
        _("ask how sure the learner is"),
        null=True,
        blank=True,
        help_text=_("Unknown: as the quiz says."),
    )
    release_marks = models.CharField(
        _("marks of written answers"),
        max_length=9,
        choices=ReleaseOfMarks,
        default=ReleaseOfMarks.AS_MARKED,
    )
    marks_released_at = models.DateTimeField(_("marks released"), null=True, editable=False)
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False
    )

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["closes_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="assignment_closes_after_it_opens",
                condition=Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
                violation_error_message=_("An assignment closes after it opens."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.quiz} · {self.classroom}"
