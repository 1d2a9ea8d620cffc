"""Claims: what a range of sentences says to be so, and what that rests on."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sources.models.cards import SourceCard
from sources.models.documents import Document, Sentence


class ClaimQuerySet(models.QuerySet["Claim"]):
    def accepted(self) -> "ClaimQuerySet":
        return self.filter(status=Claim.Status.ACCEPTED)


class Claim(models.Model):
    """A range of sentences of one document, labelled by the taxonomy.

    A suggested one is begun and not decided yet. `turned_down` lists the suggested weaknesses
    that somebody rejected, as `{id, cue, reason}`. `edited_by` is the person who decided on it
    last, whose decision no load of a pack undoes. Only an accepted claim reaches a learner.
    Kinds, supports and weaknesses are the ids of `sources.taxonomy`; the columns carry no
    `choices`, so that the taxonomy can grow.
    """

    class Status(models.TextChoices):
        SUGGESTED = "suggested", _("Suggested")
        ACCEPTED = "accepted", _("Accepted")
        REJECTED = "rejected", _("Rejected")

    document = models.ForeignKey(Document, models.CASCADE, related_name="claims")
    first = models.ForeignKey(
        Sentence, models.CASCADE, related_name="claims_beginning", verbose_name=_("first sentence")
    )
    last = models.ForeignKey(
        Sentence, models.CASCADE, related_name="claims_ending", verbose_name=_("last sentence")
    )
    status = models.CharField(_("status"), max_length=9, choices=Status, default=Status.ACCEPTED)
    kind = models.CharField(_("kind"), max_length=12)
    also_kind = models.CharField(_("second kind"), max_length=12, blank=True)
    support = models.CharField(_("support"), max_length=8)
    why = models.TextField(_("why"), blank=True)
    record = models.CharField(_("what the record says"), max_length=12, blank=True)
    disputed = models.BooleanField(_("historians differ on the record"), default=False)
    known = models.TextField(_("what is known"), blank=True)
    ask = models.CharField(_("question to ask"), max_length=300, blank=True)
    difficulty = models.PositiveSmallIntegerField(_("difficulty"), default=1)
    contested = models.BooleanField(_("raters differ on the label"), default=False)
    turned_down = models.JSONField(_("suggestions turned down"), default=list, blank=True)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["document", "first__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "first", "last"],
                condition=Q(status="accepted"),
                name="claim_range_accepted_once",
                violation_error_message=_("These sentences carry an accepted claim already."),
            ),
            models.CheckConstraint(
                name="claim_difficulty_1_to_3",
                condition=Q(difficulty__gte=1, difficulty__lte=3),
                violation_error_message=_("Difficulty is 1, 2 or 3."),
            ),
            models.CheckConstraint(
                name="claim_na_support_only_of_none",
                condition=Q(kind="none", support="na") | (~Q(kind="none") & ~Q(support="na")),
                violation_error_message=_(
                    "What claims nothing has support “na”, and nothing else has."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first.key}: {self.kind}, {self.support}"


class ClaimWeakness(models.Model):
    """A way in which the support of a claim fails, with the words that show it."""

    class Standing(models.TextChoices):
        CORE = "core", _("Core")
        ALSO = "also", _("Also acceptable")

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="weaknesses")
    weakness = models.CharField(_("weakness"), max_length=24)
    standing = models.CharField(
        _("standing"), max_length=4, choices=Standing, default=Standing.CORE
    )
    cue = models.CharField(
        _("cue"), max_length=300, blank=True, help_text=_("Copied letter for letter.")
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("weakness")
        verbose_name_plural = _("weaknesses")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "weakness"],
                name="claim_weakness_once",
                violation_error_message=_("A weakness is named once per claim."),
            )
        ]

    def __str__(self) -> str:
        return self.weakness


class Evidence(models.Model):
    """A card or a sentence that supports, challenges or frames a claim."""

    class Stance(models.TextChoices):
        SUPPORTS = "supports", _("Supports")
        CHALLENGES = "challenges", _("Challenges")
        FRAMES = "frames", _("Frames")

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="evidence")
    card = models.ForeignKey(SourceCard, models.PROTECT, null=True, blank=True)
    sentence = models.ForeignKey(Sentence, models.PROTECT, null=True, blank=True)
    stance = models.CharField(_("stance"), max_length=10, choices=Stance)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                name="evidence_is_a_card_or_a_sentence",
                condition=Q(card__isnull=False, sentence=None)
                | Q(card=None, sentence__isnull=False),
                violation_error_message=_("Evidence is a card or a sentence: name one of them."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.stance}: {self.card or self.sentence}"


class Rating(models.Model):
    """How one rater, known by a number only, labelled the sentences of a claim."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="ratings")
    rater = models.PositiveSmallIntegerField(_("rater"))
    kind = models.CharField(_("kind"), max_length=12)
    support = models.CharField(_("support"), max_length=8)
    weaknesses = models.JSONField(_("core weaknesses"), default=list, blank=True)
    also_ok = models.JSONField(_("also acceptable"), default=list, blank=True)

    class Meta:
        verbose_name = _("rating")
        verbose_name_plural = _("ratings")
        ordering = ["rater"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "rater"],
                name="rating_once_per_rater",
                violation_error_message=_("This rater has labelled the claim already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.claim} ({self.rater})"
