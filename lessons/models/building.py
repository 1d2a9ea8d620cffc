"""What a build drafted, so that a later build knows what a person has changed since."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lessons.models.modules import Module, Release
from sources.models import Document


class Build(models.Model):
    """One run of `Build module`: from which documents, by whom.

    `changes` lists what it wrote, as `{kind, slug, what, digest}`; `release` is the draft that it
    wrote into, None once somebody has discarded that.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waits to begin")
        RUNNING = "running", _("Is being built")
        DONE = "done", _("Built")
        FAILED = "failed", _("Could not be built")
        TAKEN_BACK = "back", _("Taken back")

    module = models.ForeignKey(Module, models.PROTECT, related_name="builds")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    documents = models.ManyToManyField(Document, related_name="builds")
    release = models.ForeignKey(Release, models.SET_NULL, null=True, related_name="builds")
    status = models.CharField(_("status"), max_length=7, choices=Status, default=Status.DONE)
    done_percent = models.PositiveSmallIntegerField(default=0)
    changes = models.JSONField(default=list)

    class Meta:
        verbose_name = _("build")
        verbose_name_plural = _("builds")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["module"],
                condition=Q(status__in=["waiting", "running"]),
                name="build_one_under_way",
                violation_error_message=_("This module is being built already."),
            ),
            models.CheckConstraint(
                name="build_percent_up_to_100", condition=Q(done_percent__lte=100)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.module} {self.pk}"


class BuiltPart(models.Model):
    """A lesson, step, item, quiz, term, event or card as the last build wrote it.

    `digest` is that of its content then: where the content differs now, a person edited it, and
    builds leave it alone. A part that a person deleted stays deleted. Terms, events and cards are
    candidates: `content` has them, and they become rows when a person approves them.
    """

    class Kind(models.TextChoices):
        LESSON = "lesson", _("Lesson")
        STEP = "step", _("Step")
        QUIZ = "quiz", _("Quiz")
        ITEM = "item", _("Question")
        CARD = "card", _("Source card")
        TERM = "term", _("Glossary term")
        EVENT = "event", _("Timeline event")

    CANDIDATES = (Kind.CARD, Kind.TERM, Kind.EVENT)

    module = models.ForeignKey(Module, models.CASCADE, related_name="built_parts")
    kind = models.CharField(max_length=8, choices=Kind)
    slug = models.CharField(max_length=161)
    position = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64)
    content = models.JSONField(default=dict)
    decided = models.BooleanField(default=False)
    """Whether a person has said that the draft is good as it stands, or what becomes of it."""
    turned_down = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("built part")
        verbose_name_plural = _("built parts")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["module", "kind", "slug"], name="built_part_once"),
            models.CheckConstraint(
                name="built_part_turned_down_is_decided",
                condition=Q(turned_down=False) | Q(decided=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug}"
