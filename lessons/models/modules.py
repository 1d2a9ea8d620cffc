"""Modules and their releases: what a learner walks through."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from quizzes.models import Quiz
from sources.models import Collection, Document


class ModuleQuerySet(models.QuerySet["Module"]):
    def published(self) -> "ModuleQuerySet":
        """Modules with a release that learners may see."""
        return self.filter(releases__status=Release.Status.PUBLISHED)


class Module(models.Model):
    """A subject with lessons, documents and quizzes. Its owner is its collection's owner."""

    collection = models.OneToOneField(
        Collection, models.PROTECT, related_name="module", verbose_name=_("collection")
    )
    slug = models.SlugField(_("address"), max_length=80)
    language = models.CharField(_("language"), max_length=12, default="en")
    position = models.PositiveIntegerField(_("position in the catalogue"), default=0)
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"))
    audience = models.TextField(_("audience"), blank=True)
    licence = models.CharField(_("licence"), max_length=80, blank=True)
    version = models.CharField(_("version"), max_length=40, default="0.1.0")
    authors = models.JSONField(_("authors"), default=list, blank=True)
    pack_digest = models.CharField(max_length=64, blank=True, editable=False)
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True, editable=False)

    objects = ModuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")
        ordering = ["position", "title"]
        constraints = [
            models.UniqueConstraint(
                fields=["slug", "language"],
                name="module_slug_once_per_language",
                violation_error_message=_("There is a module with this address and language."),
            )
        ]

    def __str__(self) -> str:
        return self.title


class Release(models.Model):
    """One state of a module's lessons. What is published is never edited in place."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        RETIRED = "retired", _("Retired")

    module = models.ForeignKey(
        Module, models.CASCADE, related_name="releases", verbose_name=_("module")
    )
    number = models.PositiveIntegerField(_("release"))
    status = models.CharField(
        _("status"), max_length=9, choices=Status, default=Status.DRAFT, editable=False
    )
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("last edited by"),
    )
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["module", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["module", "number"], name="release_number_once"),
            models.UniqueConstraint(
                fields=["module"],
                condition=Q(status="draft"),
                name="release_one_draft",
                violation_error_message=_("This module has a draft already."),
            ),
            models.UniqueConstraint(
                fields=["module"], condition=Q(status="published"), name="release_one_published"
            ),
            models.CheckConstraint(
                name="release_published_at_matches_status",
                condition=Q(status="draft", published_at=None)
                | Q(status__in=["published", "retired"], published_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.module} {self.number}"


class Lesson(models.Model):
    """One lesson of one release."""

    release = models.ForeignKey(Release, models.CASCADE, related_name="lessons")
    slug = models.SlugField(_("id"), max_length=80)
    position = models.PositiveIntegerField(_("position"), default=0)
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"), blank=True)
    minutes = models.PositiveIntegerField(_("minutes"), default=30)
    objectives = models.JSONField(_("objectives"), default=list, blank=True)
    skills = models.JSONField(_("skills"), default=list, blank=True)
    teacher_notes = models.TextField(_("notes for teachers"), blank=True)

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "slug"],
                name="lesson_slug_once",
                violation_error_message=_("This release has a lesson with that id already."),
            )
        ]

    def __str__(self) -> str:
        return self.title


class Step(models.Model):
    """One page of a lesson. Its id (`key`) stays across releases, and progress with it."""

    class Kind(models.TextChoices):
        READING = "reading", _("Reading")
        PASSAGE = "passage", _("Passage")
        CHECK = "check", _("Check")

    lesson = models.ForeignKey(Lesson, models.CASCADE, related_name="steps")
    slug = models.SlugField(_("id"), max_length=80)
    position = models.PositiveIntegerField(_("position"), default=0)
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=7, choices=Kind, default=Kind.READING)
    purpose = models.CharField(_("purpose"), max_length=40, blank=True)
    minutes = models.PositiveIntegerField(_("minutes"), default=5)
    body = models.TextField(_("text"), blank=True)
    prompt = models.TextField(_("prompt"), blank=True, help_text=_("An open question."))
    document = models.ForeignKey(
        Document,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="passages",
        verbose_name=_("document"),
    )
    from_key = models.CharField(_("from sentence"), max_length=12, blank=True)
    to_key = models.CharField(_("to sentence"), max_length=12, blank=True)
    notes = models.JSONField(_("notes beside sentences"), default=list, blank=True)
    quiz = models.ForeignKey(
        Quiz,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="check_steps",
        verbose_name=_("quiz"),
    )
    provenance_of = models.ForeignKey(
        Document,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("shows the provenance of"),
    )

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["lesson", "slug"],
                name="step_slug_once",
                violation_error_message=_("This lesson has a step with that id already."),
            ),
            models.CheckConstraint(
                name="step_kind_has_what_it_shows",
                condition=Q(kind="reading", document=None, quiz=None)
                | Q(kind="passage", document__isnull=False, quiz=None)
                | Q(kind="check", document=None, quiz__isnull=False),
                violation_error_message=_(
                    "A passage names its document, a check its quiz, and a reading neither."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def key(self) -> str:
        """The step's id within its module, the same in every release."""
        return f"{self.lesson.slug}/{self.slug}"
