"""Files on their way to becoming documents."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sources.models.collections import Collection
from sources.models.documents import Document, Original


class ImportQuerySet(models.QuerySet["Import"]):
    def under_way(self) -> "ImportQuerySet":
        """Files that wait to be read, or are being read."""
        return self.filter(status__in=[Import.Status.WAITING, Import.Status.READING])


class Import(models.Model):
    """One file, or pasted text, from its arrival until it is a document or is put away.

    `read` is what the reader made of it (`sources.pipeline.child.to_json`), until it is stored.
    `refusal` is the code of a `FileRefused`, with its values. `phase` with its counts is the
    reader's `Progress`; `touched_at` is the last sign of life of whatever works at it. `form` is
    the number of the form that brought it, and its place in there: sent twice, it brings it once.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waits to be read")
        READING = "reading", _("Is being read")
        READ = "read", _("Read; waits for what you know of it")
        REFUSED = "refused", _("Refused")
        CANCELLED = "cancelled", _("Cancelled")
        STORED = "stored", _("Stored")

    collection = models.ForeignKey(Collection, models.PROTECT, related_name="imports")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    original = models.ForeignKey(Original, models.PROTECT, related_name="imports")
    name = models.CharField(_("file"), max_length=200)
    new_version_of = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+"
    )
    status = models.CharField(
        _("status"), max_length=9, choices=Status, default=Status.WAITING, editable=False
    )
    done_percent = models.PositiveSmallIntegerField(default=0, editable=False)
    phase = models.CharField(max_length=10, blank=True, editable=False)
    phase_done = models.PositiveIntegerField(default=0, editable=False)
    phase_total = models.PositiveIntegerField(default=0, editable=False)
    touched_at = models.DateTimeField(default=timezone.now, editable=False)
    refusal = models.CharField(max_length=40, blank=True, editable=False)
    refusal_values = models.JSONField(default=dict, blank=True, editable=False)
    read = models.JSONField(null=True, editable=False)
    document = models.OneToOneField(
        Document, models.PROTECT, null=True, editable=False, related_name="imported_by"
    )
    created_at = models.DateTimeField(_("begun"), default=timezone.now, editable=False)
    ended_at = models.DateTimeField(_("ended"), null=True, editable=False)
    form = models.CharField(max_length=50, blank=True, editable=False)

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="import_stored_has_its_document",
                condition=Q(status="stored", document__isnull=False)
                | (~Q(status="stored") & Q(document=None)),
            ),
            models.CheckConstraint(
                name="import_refused_says_why",
                condition=(Q(status="refused") & ~Q(refusal=""))
                | (~Q(status="refused") & Q(refusal="")),
            ),
            models.CheckConstraint(
                name="import_percent_up_to_100", condition=Q(done_percent__lte=100)
            ),
            models.UniqueConstraint(
                name="import_once_for_each_form",
                fields=["by", "form"],
                condition=~Q(form=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name
