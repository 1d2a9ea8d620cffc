"""What a build drafted, so that a later build knows what a person has changed since."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lessons.models.modules import Module
from sources.models import Document


class Build(models.Model):
    """One run of `Build module`: from which documents, by whom. Append-only."""

    module = models.ForeignKey(Module, models.PROTECT, related_name="builds")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    documents = models.ManyToManyField(Document, related_name="builds")
    changes = models.JSONField(default=list)

    class Meta:
        verbose_name = _("build")
        verbose_name_plural = _("builds")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.module} {self.pk}"


class BuiltPart(models.Model):
    """A lesson, step, item, quiz, term, event or card as the last build wrote it.

    `digest` is that of its content then: where the content differs now, a person edited it, and
    builds leave it alone. A part that a person deleted stays deleted.
    """

    module = models.ForeignKey(Module, models.CASCADE, related_name="built_parts")
    kind = models.CharField(max_length=8)
    slug = models.CharField(max_length=161)
    digest = models.CharField(max_length=64)
    decided = models.BooleanField(default=False)
    """Whether a person has said that the draft is good as it stands."""

    class Meta:
        verbose_name = _("built part")
        verbose_name_plural = _("built parts")
        constraints = [
            models.UniqueConstraint(fields=["module", "kind", "slug"], name="built_part_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug}"
