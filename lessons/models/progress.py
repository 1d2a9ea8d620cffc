"""What a learner has done with a module. Nothing here is taken back."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lessons.models.modules import Module, Release


class StepCompletion(models.Model):
    """A learner pressed Next on a step. `step_key` outlives the release it was read in."""

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="step_completions"
    )
    module = models.ForeignKey(Module, models.PROTECT, related_name="step_completions")
    step_key = models.CharField(max_length=161)
    completed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("read step")
        verbose_name_plural = _("read steps")
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "module", "step_key"], name="step_completed_once"
            )
        ]

    def __str__(self) -> str:
        return self.step_key


class LessonCompletion(models.Model):
    """All steps read and the check passed: recorded once, with the release it was done in."""

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="lesson_completions"
    )
    module = models.ForeignKey(Module, models.PROTECT, related_name="lesson_completions")
    lesson_slug = models.CharField(max_length=80)
    release = models.ForeignKey(Release, models.PROTECT, related_name="+")
    completed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("completed lesson")
        verbose_name_plural = _("completed lessons")
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "module", "lesson_slug"], name="lesson_completed_once"
            )
        ]

    def __str__(self) -> str:
        return self.lesson_slug


class StepNote(models.Model):
    """What a learner wrote under a step's prompt: her own, unmarked (decision 17)."""

    learner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="step_notes")
    module = models.ForeignKey(Module, models.PROTECT, related_name="step_notes")
    step_key = models.CharField(max_length=161)
    text = models.TextField(_("note"), blank=True)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        constraints = [
            models.UniqueConstraint(fields=["learner", "module", "step_key"], name="step_note_once")
        ]

    def __str__(self) -> str:
        return self.step_key
