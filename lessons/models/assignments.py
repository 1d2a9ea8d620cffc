"""A module given to a class."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lessons.models.modules import Module
from quizzes.models import Assignment
from quizzes.models.assignments import GivenQuerySet
from rosters.models import Classroom


class ModuleAssignmentQuerySet(GivenQuerySet["ModuleAssignment"]):
    """Modules given to classes."""


class ModuleAssignment(models.Model):
    """A module that a class works through in a window, with the quiz assignments made for it."""

    module = models.ForeignKey(
        Module, models.PROTECT, related_name="assignments", verbose_name=_("module")
    )
    classroom = models.ForeignKey(
        Classroom, models.PROTECT, related_name="module_assignments", verbose_name=_("class")
    )
    opens_at = models.DateTimeField(_("opens"), default=timezone.now)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    quiz_assignments = models.ManyToManyField(
        Assignment, related_name="module_assignments", blank=True
    )
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False
    )

    objects = ModuleAssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assigned module")
        verbose_name_plural = _("assigned modules")
        ordering = ["closes_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="module_assignment_closes_after_it_opens",
                condition=Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
                violation_error_message=_("An assignment closes after it opens."),
            ),
            models.UniqueConstraint(
                fields=["module", "classroom"],
                condition=Q(withdrawn_at=None),
                name="module_assignment_once_per_class",
                violation_error_message=_("This class has that module already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.module} · {self.classroom}"
