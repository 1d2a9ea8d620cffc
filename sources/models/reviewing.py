"""What the machine suggests of a document, and what people decide about it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sources.models.documents import Document, Sentence


class Suggestion(models.Model):
    """What the rules say of one sentence. Made again, it replaces the one before it.

    It is no claim: only a person makes claims. `weaknesses` is a list of `{id, cue}`, `reasons` of
    `[words, weight]`, the largest first; `version` says which rules and weights made it.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="suggestions")
    sentence = models.OneToOneField(Sentence, models.CASCADE, related_name="suggestion")
    kind = models.CharField(_("kind"), max_length=12)
    support = models.CharField(_("support"), max_length=8)
    weaknesses = models.JSONField(_("weaknesses"), default=list)
    score = models.FloatField(_("rank"))
    reasons = models.JSONField(_("words that counted"), default=list)
    version = models.CharField(_("made by"), max_length=40)

    class Meta:
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        ordering = ["-score", "sentence__position"]
        constraints = [
            models.CheckConstraint(name="suggestion_score_not_negative", condition=Q(score__gte=0))
        ]

    def __str__(self) -> str:
        return f"{self.sentence.key}: {self.kind}, {self.support}"


class ReviewAct(models.Model):
    """One thing that a person did to a document in the workbench. Append-only.

    `before` and `after` are the whole of what it touched (`sources.operations.reviewing`), so that
    it can be undone; undoing is an act of its own.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="review_acts")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    verb = models.CharField(_("what was done"), max_length=24)
    sentence = models.ForeignKey(Sentence, models.SET_NULL, null=True, related_name="+")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    undoes = models.OneToOneField(
        "self", models.CASCADE, null=True, related_name="undone_by", editable=False
    )

    class Meta:
        verbose_name = _("act of review")
        verbose_name_plural = _("acts of review")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.verb} {self.document_id}"


class ReviewVisit(models.Model):
    """How far into a document's acts a person has looked: the next visit shows what is new."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="review_visits")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    seen_act = models.PositiveBigIntegerField(default=0)
    current_sentence = models.ForeignKey(Sentence, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("visit to the workbench")
        verbose_name_plural = _("visits to the workbench")
        constraints = [
            models.UniqueConstraint(fields=["document", "user"], name="review_visit_once")
        ]

    def __str__(self) -> str:
        return f"{self.document_id}: {self.user_id}"


class ReviewRound(models.Model):
    """An independent review: raters who see no trace of each other until all are done.

    While no round is open, a document is reviewed together. Only rounds count as ratings.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="review_rounds")
    number = models.PositiveSmallIntegerField(_("round"))
    shows_suggestions = models.BooleanField(_("suggestions are shown"), default=False)
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True)
    is_abandoned = models.BooleanField(default=False)
    agreement = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("independent review")
        verbose_name_plural = _("independent reviews")
        ordering = ["document", "number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="review_round_number_once"),
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(closed_at=None),
                name="review_round_one_open",
                violation_error_message=_("An independent review of this document is under way."),
            ),
            models.CheckConstraint(
                name="review_round_abandoned_is_closed",
                condition=Q(is_abandoned=False) | Q(closed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.number}"


class RoundRater(models.Model):
    """One person who rates in a round, known to others by the number only.

    Who was taken out (`left_at`) keeps her labels, and they do not count.
    """

    round = models.ForeignKey(ReviewRound, models.CASCADE, related_name="raters")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(_("rater"))
    done_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("rater")
        verbose_name_plural = _("raters")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "user"], name="round_rater_once"),
            models.UniqueConstraint(fields=["round", "number"], name="round_rater_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.round} {self.number}"


class RoundLabel(models.Model):
    """How one rater labels a range of sentences. Nobody else sees it before the round is closed.

    `labels` has the shape of a claim's state (`sources.operations.reviewing`); `decided` is false
    while the rater is still typing.
    """

    rater = models.ForeignKey(RoundRater, models.CASCADE, related_name="labels")
    first = models.ForeignKey(Sentence, models.CASCADE, related_name="+")
    last = models.ForeignKey(Sentence, models.CASCADE, related_name="+")
    labels = models.JSONField(default=dict)
    decided = models.BooleanField(default=False)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("rater's label")
        verbose_name_plural = _("raters' labels")
        ordering = ["rater", "first__position"]
        constraints = [models.UniqueConstraint(fields=["rater", "first"], name="round_label_once")]

    def __str__(self) -> str:
        return f"{self.rater}: {self.first_id}"


class Variant(models.Model):
    """A sentence made from one of the document by a named change, for a practice passage.

    A repaired one has the same content with a source, a number or a qualifier, and is sound; a
    varied one spoils a sound sentence by one reversible change. Only approved ones are used.
    """

    class Status(models.TextChoices):
        OFFERED = "offered", _("Offered")
        APPROVED = "approved", _("Approved")
        REJECTED = "rejected", _("Rejected")

    document = models.ForeignKey(Document, models.CASCADE, related_name="variants")
    sentence = models.ForeignKey(Sentence, models.CASCADE, related_name="variants")
    change = models.CharField(_("change"), max_length=24)
    weakness = models.CharField(_("weakness"), max_length=24)
    is_sound = models.BooleanField(_("sound"))
    before = models.CharField(_("words before"), max_length=300, blank=True)
    after = models.CharField(_("words after"), max_length=300, blank=True)
    text = models.TextField(_("sentence"), blank=True)
    status = models.CharField(
        _("status"), max_length=8, choices=Status, default=Status.OFFERED, editable=False
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("made sentence")
        verbose_name_plural = _("made sentences")
        ordering = ["document", "sentence__position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["sentence", "change", "weakness"], name="variant_once_per_change"
            ),
            models.CheckConstraint(
                name="variant_approved_has_text_and_approver",
                condition=~Q(status="approved") | (~Q(text="") & Q(decided_at__isnull=False)),
                violation_error_message=_("Write the sentence before you approve it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sentence_id}: {self.change}"
