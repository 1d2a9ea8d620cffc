"""Attempts, their responses, and every save of a response."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from quizzes.models.assignments import Assignment
from quizzes.models.items import ItemVersion
from quizzes.models.quizzes import Quiz


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def taken(self) -> "AttemptQuerySet":
        """Attempts that count: neither previews nor those set aside stand in any report."""
        return self.filter(kind=Attempt.Kind.TAKEN, set_aside_at=None)

    def in_progress(self) -> "AttemptQuerySet":
        return self.filter(status=Attempt.Status.IN_PROGRESS)

    def handed_in(self) -> "AttemptQuerySet":
        return self.exclude(status=Attempt.Status.IN_PROGRESS)


class Attempt(models.Model):
    """One learner's one sitting of one quiz.

    The rules (settings and deadline) are copied at the start and never change afterwards, except
    that staff may move the deadline; why stands in the log of the attempt (`rosters.Act`).
    `seal` signs which items were drawn, `head_seal` the last receipt at handing in.
    `status` is written only by `quizzes.operations.attempts`, each move as one guarded UPDATE.
    """

    class Status(models.TextChoices):
        IN_PROGRESS = "in_progress", _("In progress")
        SUBMITTED = "submitted", _("Handed in; waits for a person")
        GRADED = "graded", _("Graded")

    class Kind(models.TextChoices):
        TAKEN = "taken", _("Taken")
        PREVIEW = "preview", _("Preview")

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="attempts")
    quiz = models.ForeignKey(Quiz, models.PROTECT, related_name="attempts")
    assignment = models.ForeignKey(
        Assignment, models.PROTECT, null=True, blank=True, related_name="attempts"
    )
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.TAKEN)
    number = models.PositiveIntegerField(_("attempt number"), default=1)
    status = models.CharField(
        _("status"), max_length=12, choices=Status, default=Status.IN_PROGRESS
    )
    started_at = models.DateTimeField(_("started"), default=timezone.now)
    deadline_at = models.DateTimeField(_("deadline"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("handed in"), null=True, blank=True)
    set_aside_at = models.DateTimeField(_("set aside"), null=True, blank=True)
    settings = models.JSONField(_("rules at the start"), default=dict)
    origin_title = models.CharField(max_length=200, blank=True)
    origin_path = models.CharField(max_length=300, blank=True)
    score = models.DecimalField(_("score"), max_digits=9, decimal_places=2, null=True, blank=True)
    max_score = models.DecimalField(_("maximum score"), max_digits=9, decimal_places=2)
    certainty_score = models.DecimalField(
        _("certainty-based mark"), max_digits=9, decimal_places=2, null=True, blank=True
    )
    seal = models.CharField(max_length=64, blank=True)
    head_seal = models.CharField(max_length=64, blank=True)
    key_id = models.CharField(max_length=16, blank=True)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["-started_at"]
        constraints = [
            models.CheckConstraint(
                name="attempt_submitted_at_matches_status",
                condition=Q(status="in_progress", submitted_at=None)
                | Q(status__in=["submitted", "graded"], submitted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="attempt_score_when_graded",
                condition=~Q(status="graded") | Q(score__isnull=False),
            ),
            models.CheckConstraint(
                name="attempt_set_aside_is_not_running",
                condition=Q(set_aside_at=None) | ~Q(status="in_progress"),
            ),
            models.UniqueConstraint(
                fields=["learner", "assignment"],
                condition=Q(status="in_progress", kind="taken", assignment__isnull=False),
                name="attempt_one_in_progress_per_assignment",
            ),
            models.UniqueConstraint(
                fields=["learner", "quiz"],
                condition=Q(status="in_progress", kind="taken", assignment=None),
                name="attempt_one_in_progress_per_quiz",
            ),
            models.UniqueConstraint(
                fields=["learner", "quiz", "number"],
                condition=Q(kind="taken", assignment=None),
                name="attempt_number_once_per_quiz",
            ),
            models.UniqueConstraint(
                fields=["learner", "assignment", "number"],
                condition=Q(kind="taken", assignment__isnull=False),
                name="attempt_number_once_per_assignment",
            ),
        ]
        indexes = [
            # The deadline sweep asks for running attempts whose time is up.
            models.Index(
                fields=["deadline_at"], condition=Q(status="in_progress"), name="attempt_due"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quiz} · {self.number}"

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.IN_PROGRESS

    @property
    def is_preview(self) -> bool:
        return self.kind == self.Kind.PREVIEW


class Response(models.Model):
    """What a learner entered for one drawn item. Made when the attempt starts.

    `data` is the current response in the shape of the item type (pack ids, not positions);
    `order` the order in which this attempt shows the parts. Grading reads `item_version`.
    `revision` is the number of the save that stands, `last_number` that of the newest one;
    `seal` signs both, so that no save can be taken away unnoticed. What erasure emptied is never
    graded again.
    """

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="responses")
    position = models.PositiveIntegerField()
    item_version = models.ForeignKey(ItemVersion, models.PROTECT, related_name="responses")
    section_title = models.CharField(max_length=200, blank=True)
    max_score = models.DecimalField(max_digits=6, decimal_places=2)
    order = models.JSONField(null=True, default=None)
    data = models.JSONField(null=True, default=None)
    certainty = models.PositiveSmallIntegerField(null=True, default=None)
    flagged = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=0)
    last_number = models.PositiveIntegerField(default=0)
    seal = models.CharField(max_length=64, blank=True)
    saved_at = models.DateTimeField(null=True, default=None)
    checked_at = models.DateTimeField(null=True, default=None)
    erased_at = models.DateTimeField(null=True, default=None)

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "position"], name="response_position_once"),
            models.CheckConstraint(
                name="response_certainty_1_to_3",
                condition=Q(certainty=None) | Q(certainty__gte=1, certainty__lte=3),
            ),
            models.CheckConstraint(
                name="response_saved_at_matches_revision",
                condition=Q(revision=0, saved_at=None) | Q(revision__gt=0, saved_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id}/{self.position}"

    @property
    def is_answered(self) -> bool:
        return self.data is not None


class ResponseRevision(models.Model):
    """One save, with its receipt. Append-only; a chain per attempt (`operations.receipts`).

    `payload` may be emptied by erasure; `payload_digest` stays, so that the chain verifies.
    `number` counts the saves of the attempt; `stands` is false for a save that lost to
    another tab, and for one that came too late and was not accepted (`verdict`).
    """

    class Verdict(models.TextChoices):
        NONE = "", _("Not decided")
        ACCEPTED = "accepted", _("Accepted")
        LEFT = "left", _("Left")

    response = models.ForeignKey(Response, models.CASCADE, related_name="revisions")
    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    payload = models.JSONField(null=True)
    salt = models.CharField(max_length=32)
    payload_digest = models.CharField(max_length=64)
    previous_digest = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)
    key_id = models.CharField(max_length=16)
    at = models.DateTimeField(default=timezone.now)
    tab = models.CharField(max_length=40, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    base = models.PositiveIntegerField(default=0)
    stands = models.BooleanField(default=True)
    late = models.BooleanField(default=False)
    verdict = models.CharField(max_length=8, choices=Verdict, blank=True, default=Verdict.NONE)

    class Meta:
        verbose_name = _("saved response")
        verbose_name_plural = _("saved responses")
        ordering = ["attempt", "number"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "number"], name="revision_number_once"),
            models.UniqueConstraint(
                fields=["response", "tab", "sequence"],
                condition=Q(sequence__gt=0),
                name="revision_once_per_tab_and_sequence",
            ),
            models.CheckConstraint(name="revision_number_from_1", condition=Q(number__gte=1)),
            models.CheckConstraint(
                name="revision_late_stands_only_when_accepted",
                condition=Q(late=False) | Q(stands=False) | Q(verdict="accepted"),
            ),
            models.CheckConstraint(
                name="revision_verdict_only_when_late", condition=Q(verdict="") | Q(late=True)
            ),
            models.CheckConstraint(
                name="revision_base_is_older", condition=Q(base__lt=F("number"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id}-{self.number}"
