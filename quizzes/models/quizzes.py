"""Quizzes: their settings, their sections, and which item versions stand in them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from quizzes.models.items import ItemVersion
from sources.models import Collection


class Purpose(models.TextChoices):
    PRACTICE = "practice", _("Practice")
    CHECK = "check", _("Check")
    EXAM = "exam", _("Exam")


class Counts(models.TextChoices):
    BEST = "best", _("The best attempt counts")
    LATEST = "latest", _("The latest attempt counts")
    MEAN = "mean", _("The mean of all attempts counts")


class Feedback(models.TextChoices):
    AFTER_EACH = "after-each", _("After each question")
    AFTER_SUBMITTING = "after-submitting", _("After handing in")
    AFTER_CLOSING = "after-closing", _("After the window has closed")


def waits_for_window(rules: Mapping[str, Any]) -> bool:
    """Whether keys come for everybody at once, after the window (decision 4): of an exam always."""
    return bool(
        rules["purpose"] == Purpose.EXAM or rules["show_feedback"] == Feedback.AFTER_CLOSING
    )


class Layout(models.TextChoices):
    ONE_A_PAGE = "one-a-page", _("One question a page")
    ALL_ON_ONE = "all-on-one", _("All questions on one page")


class QuizQuerySet(models.QuerySet["Quiz"]):
    def published(self) -> "QuizQuerySet":
        return self.filter(status=Quiz.Status.PUBLISHED)


class Quiz(models.Model):
    """Which items are asked and under which rules. Changed settings hold for new attempts."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        RETIRED = "retired", _("Retired")

    collection = models.ForeignKey(
        Collection, models.PROTECT, related_name="quizzes", verbose_name=_("collection")
    )
    slug = models.SlugField(_("id"), max_length=80)
    position = models.PositiveIntegerField(default=0)
    status = models.CharField(
        _("status"), max_length=9, choices=Status, default=Status.DRAFT, editable=False
    )
    title = models.CharField(_("title"), max_length=200)
    purpose = models.CharField(
        _("purpose"), max_length=8, choices=Purpose, default=Purpose.PRACTICE
    )
    intro = models.TextField(_("introduction"), blank=True)
    time_limit_minutes = models.PositiveIntegerField(
        _("time limit in minutes"), null=True, blank=True
    )
    attempts_allowed = models.PositiveIntegerField(
        _("attempts allowed"), null=True, blank=True, help_text=_("Empty: no limit.")
    )
    counts = models.CharField(
        _("which attempt counts"), max_length=6, choices=Counts, default=Counts.BEST
    )
    show_feedback = models.CharField(
        _("feedback"), max_length=16, choices=Feedback, default=Feedback.AFTER_SUBMITTING
    )
    layout = models.CharField(_("layout"), max_length=10, choices=Layout, default=Layout.ONE_A_PAGE)
    shuffle_items = models.BooleanField(_("shuffle the questions"), default=False)
    shuffle_options = models.BooleanField(_("shuffle the options"), default=True)
    certainty = models.BooleanField(_("ask how sure the learner is"), default=False)
    pass_percent = models.PositiveSmallIntegerField(_("pass mark in per cent"), default=60)
    # Whose rules and questions no load of a pack undoes.
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = QuizQuerySet.as_manager()

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "slug"],
                name="quiz_slug_once",
                violation_error_message=_("This collection has a quiz with that id already."),
            ),
            models.CheckConstraint(
                name="quiz_pass_percent_0_to_100",
                condition=Q(pass_percent__gte=0, pass_percent__lte=100),
                violation_error_message=_("The pass mark lies between 0 and 100 per cent."),
            ),
            models.CheckConstraint(
                name="quiz_limits_are_positive",
                condition=(Q(time_limit_minutes=None) | Q(time_limit_minutes__gte=1))
                & (Q(attempts_allowed=None) | Q(attempts_allowed__gte=1)),
                violation_error_message=_("A limit is at least 1; leave it empty for none."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_exam(self) -> bool:
        return self.purpose == Purpose.EXAM


class Section(models.Model):
    """A part of a quiz: asks all its slots, or draws some of them."""

    quiz = models.ForeignKey(Quiz, models.CASCADE, related_name="sections")
    slug = models.SlugField(_("id"), max_length=80)
    position = models.PositiveIntegerField(default=0)
    title = models.CharField(_("title"), max_length=200, blank=True)
    draw = models.PositiveIntegerField(
        _("draw"), null=True, blank=True, help_text=_("Empty: all of them are asked.")
    )
    weight = models.DecimalField(
        _("weight of each question"), max_digits=6, decimal_places=2, default=Decimal(1)
    )

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["quiz", "slug"],
                name="section_slug_once",
                violation_error_message=_("This quiz has a section with that id already."),
            ),
            models.CheckConstraint(
                name="section_weight_is_positive",
                condition=Q(weight__gt=0),
                violation_error_message=_("A weight is greater than 0."),
            ),
            models.CheckConstraint(
                name="section_draw_is_positive",
                condition=Q(draw=None) | Q(draw__gte=1),
                violation_error_message=_("Draw at least one question, or leave it empty."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.slug


class Slot(models.Model):
    """The place of one item version in a section. New attempts take the pinned version."""

    section = models.ForeignKey(Section, models.CASCADE, related_name="slots")
    item_version = models.ForeignKey(
        ItemVersion, models.PROTECT, related_name="slots", verbose_name=_("item version")
    )
    position = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("slot")
        verbose_name_plural = _("slots")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["section", "item_version"],
                name="slot_item_version_once_per_section",
                violation_error_message=_("This item stands in the section already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.item_version)
