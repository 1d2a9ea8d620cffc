"""Items and their frozen versions."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sources.models import Collection, Document, Sentence


class Item(models.Model):
    """A reusable question of the bank. What it asks stands in its versions."""

    collection = models.ForeignKey(
        Collection, models.PROTECT, related_name="items", verbose_name=_("collection")
    )
    slug = models.SlugField(_("id"), max_length=80)
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True, editable=False)
    current = models.OneToOneField(
        "ItemVersion",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="current_of",
        verbose_name=_("current version"),
    )

    class Meta:
        verbose_name = _("item")
        verbose_name_plural = _("items")
        ordering = ["slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "slug"],
                name="item_slug_once",
                violation_error_message=_("This collection has an item with that id already."),
            )
        ]

    def __str__(self) -> str:
        return self.slug


class ItemVersion(models.Model):
    """One wording of an item, whole: stem, definition with key, explanation, copied sentences.

    Never edited once an attempt has used it (`quizzes.operations.items` makes a new version).
    `type_slug` has no `choices`: a new item type needs no migration. `definition` is the shape
    that the item type owns; `pack` holds the fields as the author wrote them.
    """

    item = models.ForeignKey(Item, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    type_slug = models.CharField(_("type"), max_length=32)
    title = models.CharField(_("title"), max_length=200)
    stem = models.TextField(_("stem"))
    pack = models.JSONField(_("fields as written"), default=dict)
    definition = models.JSONField(_("definition"), default=dict)
    explanation = models.JSONField(_("explanation"), default=dict)
    difficulty = models.PositiveSmallIntegerField(_("difficulty"), default=1)
    skills = models.JSONField(_("skills"), default=list, blank=True)
    about = models.JSONField(_("about"), default=list, blank=True)
    sources = models.JSONField(_("source cards"), default=list, blank=True)
    digest = models.CharField(_("digest"), max_length=64, editable=False)
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False
    )

    class Meta:
        verbose_name = _("item version")
        verbose_name_plural = _("item versions")
        ordering = ["item", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="item_version_number_once"),
            models.CheckConstraint(
                name="item_version_difficulty_1_to_3",
                condition=Q(difficulty__gte=1, difficulty__lte=3),
                violation_error_message=_("Difficulty is 1, 2 or 3."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Anchor(models.Model):
    """The sentences that the key of an item version rests on."""

    item_version = models.ForeignKey(ItemVersion, models.CASCADE, related_name="anchors")
    document = models.ForeignKey(Document, models.PROTECT, related_name="anchors")
    first = models.ForeignKey(Sentence, models.PROTECT, related_name="+")
    last = models.ForeignKey(Sentence, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("anchor")
        verbose_name_plural = _("anchors")
        constraints = [
            models.UniqueConstraint(
                fields=["item_version", "first", "last"], name="anchor_range_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.document}#{self.first.key}"
