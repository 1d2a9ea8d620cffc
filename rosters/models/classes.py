"""Classes, who is in them, and who gets more time."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rosters.models.people import School


class Classroom(models.Model):
    """A class: learners and teachers who work together for a time."""

    school = models.ForeignKey(
        School, models.PROTECT, related_name="classrooms", verbose_name=_("school")
    )
    name = models.CharField(_("name"), max_length=80)
    join_code = models.CharField(
        _("class code"), max_length=12, unique=True, null=True, blank=True, default=None
    )
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True, editable=False)
    people = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="Enrollment", related_name="classrooms"
    )

    class Meta:
        verbose_name = _("class")
        verbose_name_plural = _("classes")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "name"],
                condition=Q(archived_at=None),
                name="classroom_name_once_per_school",
                violation_error_message=_("This school already has a class of that name."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Enrollment(models.Model):
    """One person's place in one class."""

    class Role(models.TextChoices):
        LEARNER = "learner", _("Learner")
        TEACHER = "teacher", _("Teacher")

    classroom = models.ForeignKey(
        Classroom, models.CASCADE, related_name="enrollments", verbose_name=_("class")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="enrollments",
        verbose_name=_("person"),
    )
    role = models.CharField(_("role"), max_length=8, choices=Role, default=Role.LEARNER)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("place in a class")
        verbose_name_plural = _("places in classes")
        constraints = [
            models.UniqueConstraint(
                fields=["classroom", "user"],
                name="enrollment_once_per_class",
                violation_error_message=_("This person is in the class already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.classroom}"


class Accommodation(models.Model):
    """One standing factor per person that lengthens every timed quiz."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="accommodation",
        verbose_name=_("person"),
    )
    time_factor = models.DecimalField(
        _("time factor"),
        max_digits=4,
        decimal_places=2,
        default=Decimal("1.50"),
        help_text=_("1.50 gives half as much time again."),
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("accommodation")
        verbose_name_plural = _("accommodations")
        constraints = [
            models.CheckConstraint(
                name="accommodation_factor_between_1_and_4",
                condition=Q(time_factor__gte=1, time_factor__lte=4),
                violation_error_message=_("The time factor lies between 1 and 4."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} × {self.time_factor}"
