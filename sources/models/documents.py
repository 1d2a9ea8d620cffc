"""Documents: immutable texts, cut into blocks and sentences."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sources.models.collections import Collection


class DocumentQuerySet(models.QuerySet["Document"]):
    def current(self) -> "DocumentQuerySet":
        """Documents that no newer version supersedes."""
        return self.filter(superseded_at=None)


class Original(models.Model):
    """The bytes of a file as they came, kept in the default storage under their digest."""

    sha256 = models.CharField(_("digest"), max_length=64, unique=True)
    size = models.PositiveBigIntegerField(_("bytes"))
    file = models.CharField(max_length=120, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("original file")
        verbose_name_plural = _("original files")

    def __str__(self) -> str:
        return self.sha256[:12]


class Document(models.Model):
    """One version of one text with its provenance.

    `text` never changes: a changed text is a new version. How it is cut into blocks and sentences
    may be mended for as long as nothing rests on it (`sources.operations.cutting`).
    What is known about the text (title, provenance, labels) may be corrected in place.
    `adapted_from` of an original says where the text itself comes from.
    """

    class Edition(models.TextChoices):
        ORIGINAL = "original", _("Original text")
        ADAPTED = "adapted", _("Adapted text")
        PRACTICE = "practice", _("Made for practice")

    collection = models.ForeignKey(Collection, models.PROTECT, related_name="documents")
    slug = models.SlugField(_("slug"), max_length=80)
    number = models.PositiveIntegerField(_("version"), default=1)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by", editable=False
    )
    superseded_at = models.DateTimeField(_("superseded"), null=True, blank=True, editable=False)
    position = models.PositiveIntegerField(_("position"), default=0)
    title = models.CharField(_("title"), max_length=200)
    edition = models.CharField(_("edition"), max_length=8, choices=Edition)
    language = models.CharField(_("language"), max_length=12, default="en")
    licence = models.CharField(_("licence"), max_length=80, blank=True)
    adapted_from = models.JSONField(
        _("adapted from"),
        default=dict,
        blank=True,
        help_text=_("title, author, publisher, published, address, method; or “unknown”"),
    )
    known = models.JSONField(_("what is known about its origin"), default=list, blank=True)
    unknown = models.JSONField(_("what is unknown about its origin"), default=list, blank=True)
    notice = models.TextField(_("notice"), blank=True)
    topic = models.CharField(_("topic"), max_length=120, blank=True)
    original = models.ForeignKey(
        Original, models.PROTECT, null=True, blank=True, editable=False, related_name="documents"
    )
    file_name = models.CharField(_("file"), max_length=200, blank=True, editable=False)
    findings = models.JSONField(default=list, blank=True, editable=False)
    text = models.TextField(_("text"), editable=False)
    sha256 = models.CharField(_("digest"), max_length=64, editable=False)
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "slug", "number"], name="document_version_once"
            ),
            models.UniqueConstraint(
                fields=["collection", "slug"],
                condition=Q(superseded_at=None),
                name="document_one_current_version",
                violation_error_message=_("Only one version of a document is current."),
            ),
            models.CheckConstraint(
                name="document_first_version_supersedes_nothing",
                condition=Q(number=1, supersedes=None) | Q(number__gt=1, supersedes__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_adapted(self) -> bool:
        return self.edition == self.Edition.ADAPTED

    @property
    def is_practice(self) -> bool:
        return self.edition == self.Edition.PRACTICE


class Block(models.Model):
    """A part of a document: heading, paragraph, quotation, list …"""

    class Kind(models.TextChoices):
        HEADING = "heading", _("Heading")
        PARAGRAPH = "paragraph", _("Paragraph")
        QUOTATION = "quotation", _("Quotation")
        PULL_QUOTE = "pull_quote", _("Pull quote")
        CAPTION = "caption", _("Caption")
        LIST = "list", _("List")
        TABLE = "table", _("Table")
        BOILERPLATE = "boilerplate", _("Boilerplate")

    document = models.ForeignKey(Document, models.CASCADE, related_name="blocks")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind)
    level = models.PositiveSmallIntegerField(default=0)
    set_aside = models.BooleanField(default=False)
    """Kept, shown to whoever reviews, and no part of what learners read."""
    why = models.CharField(max_length=60, blank=True)
    """What made it the kind that it is, in a few words of the reader's."""
    starts_lesson = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["document", "position"], name="block_position_once"),
            models.CheckConstraint(
                name="block_level_only_of_headings",
                condition=Q(kind="heading", level__gte=1, level__lte=3)
                | (~Q(kind="heading") & Q(level=0)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.position}"


class Sentence(models.Model):
    """A sentence: a stable id within its document, and where it stands in the stored text."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="sentences")
    block = models.ForeignKey(Block, models.CASCADE, related_name="sentences")
    key = models.CharField(_("id"), max_length=12)
    position = models.PositiveIntegerField()
    number = models.PositiveIntegerField(
        null=True, help_text=_("Shown in the margin; headings and the like have none.")
    )
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("sentence")
        verbose_name_plural = _("sentences")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["document", "key"], name="sentence_key_once"),
            models.UniqueConstraint(fields=["document", "position"], name="sentence_position_once"),
            models.CheckConstraint(name="sentence_is_not_empty", condition=Q(end__gt=F("start"))),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def text(self) -> str:
        return self.document.text[self.start : self.end]
