"""The shelf on which everything of one module stands, and who may work at it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class CollectionQuerySet(models.QuerySet["Collection"]):
    def owned_by_instance(self) -> "CollectionQuerySet":
        return self.filter(owner=None)


class Collection(models.Model):
    """Documents, cards, terms, events, items and quizzes of one module, under one owner.

    Ownership and sharing are decided here once; nothing on the shelf has an owner of its own.
    A collection without an owner belongs to the instance (shipped packs).
    """

    class Visibility(models.TextChoices):
        PRIVATE = "private", _("Private: its owner and named people")
        SCHOOL = "school", _("The school: its staff may see and change it")
        PUBLIC = "public", _("Public: all staff of this site may see and copy it")

    slug = models.SlugField(_("slug"), max_length=80)
    language = models.CharField(_("language"), max_length=12, default="en")
    title = models.CharField(_("title"), max_length=200)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="collections",
        verbose_name=_("owner"),
    )
    visibility = models.CharField(
        _("who may see it"), max_length=8, choices=Visibility, default=Visibility.PRIVATE
    )
    shared_with = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        through="CollectionShare",
        related_name="shared_collections",
        verbose_name=_("shared with"),
    )

    objects = CollectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("collection")
        verbose_name_plural = _("collections")
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(
                fields=["slug", "language"],
                name="collection_slug_once_per_language",
                violation_error_message=_("There is a module with this slug and language already."),
            ),
            models.CheckConstraint(
                name="collection_without_owner_is_public",
                condition=Q(owner__isnull=False) | Q(visibility="public"),
                violation_error_message=_("What belongs to the site itself is public."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CollectionShare(models.Model):
    """A named colleague who may see and change a collection."""

    collection = models.ForeignKey(Collection, models.CASCADE, related_name="shares")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("shared with")
    )

    class Meta:
        verbose_name = _("share")
        verbose_name_plural = _("shares")
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "user"],
                name="collection_shared_once_per_person",
                violation_error_message=_("It is shared with this person already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.collection} → {self.user}"
