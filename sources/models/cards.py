"""Source cards, glossary terms and timeline events: edited in place, with a history each."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sources.models.collections import Collection


class SourceCard(models.Model):
    """A short description, in our words, of a real source."""

    class Confidence(models.TextChoices):
        SEEN = "S", _("Seen, as an excerpt")
        KNOWN = "K", _("Undisputed general knowledge; a standard work is named")
        NAMED = "N", _("Named in the text only; nobody here has seen it")

    collection = models.ForeignKey(Collection, models.PROTECT, related_name="cards")
    slug = models.SlugField(_("id"), max_length=80)
    position = models.PositiveIntegerField(default=0)
    short = models.CharField(_("short name"), max_length=80)
    title = models.CharField(_("title"), max_length=200)
    maker = models.CharField(_("who made it"), max_length=200)
    date = models.CharField(_("date"), max_length=40)
    type = models.CharField(_("kind of source"), max_length=60)
    purpose = models.TextField(_("why it was made"))
    says = models.TextField(_("what it says"))
    limits = models.TextField(_("its limits"))
    citation = models.TextField(_("citation"))
    address = models.CharField(_("where to find it"), max_length=300, blank=True)
    confidence = models.CharField(_("how we know it"), max_length=1, choices=Confidence)

    class Meta:
        verbose_name = _("source card")
        verbose_name_plural = _("source cards")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "slug"],
                name="card_slug_once",
                violation_error_message=_("This collection has a card with that id already."),
            )
        ]

    def __str__(self) -> str:
        return self.short


class Term(models.Model):
    """A glossary entry: a person, an organisation or a word."""

    collection = models.ForeignKey(Collection, models.PROTECT, related_name="terms")
    slug = models.SlugField(_("id"), max_length=80)
    position = models.PositiveIntegerField(default=0)
    term = models.CharField(_("term"), max_length=120)
    also = models.JSONField(_("other forms"), default=list, blank=True)
    meaning = models.TextField(_("meaning"))
    sources = models.ManyToManyField(SourceCard, through="TermSource", related_name="terms")

    class Meta:
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary terms")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "slug"],
                name="term_slug_once",
                violation_error_message=_("This collection has a term with that id already."),
            )
        ]

    def __str__(self) -> str:
        return self.term


class Event(models.Model):
    """A dated entry of the timeline; the form of the date says how exact it is."""

    collection = models.ForeignKey(Collection, models.PROTECT, related_name="events")
    slug = models.SlugField(_("id"), max_length=80)
    position = models.PositiveIntegerField(default=0)
    date = models.CharField(
        _("date"),
        max_length=24,
        help_text=_("1945-04-18, 1970-06, 1960, 198X, 1947/1952 or 2010~"),
    )
    title = models.CharField(_("title"), max_length=200)
    why = models.TextField(_("why it matters"))
    sources = models.ManyToManyField(SourceCard, through="EventSource", related_name="events")

    class Meta:
        verbose_name = _("timeline event")
        verbose_name_plural = _("timeline events")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "slug"],
                name="event_slug_once",
                violation_error_message=_("This collection has an event with that id already."),
            )
        ]

    def __str__(self) -> str:
        return self.title


class TermSource(models.Model):
    """A card that a term rests on. PROTECT: a card that is cited cannot be deleted."""

    term = models.ForeignKey(Term, models.CASCADE, related_name="term_sources")
    card = models.ForeignKey(SourceCard, models.PROTECT, verbose_name=_("card"))
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["term", "card"], name="term_source_once")]

    def __str__(self) -> str:
        return str(self.card)


class EventSource(models.Model):
    """A card that an event rests on."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="event_sources")
    card = models.ForeignKey(SourceCard, models.PROTECT, verbose_name=_("card"))
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["event", "card"], name="event_source_once")]

    def __str__(self) -> str:
        return str(self.card)


class HistoryEntry(models.Model):
    """What a card, term or event said from one moment on. Append-only."""

    card = models.ForeignKey(
        SourceCard, models.CASCADE, null=True, blank=True, related_name="history"
    )
    term = models.ForeignKey(Term, models.CASCADE, null=True, blank=True, related_name="history")
    event = models.ForeignKey(Event, models.CASCADE, null=True, blank=True, related_name="history")
    content = models.JSONField(_("content"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True)
    at = models.DateTimeField(_("from"), default=timezone.now)

    class Meta:
        verbose_name = _("history entry")
        verbose_name_plural = _("history entries")
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="history_of_exactly_one_thing",
                condition=Q(card__isnull=False, term=None, event=None)
                | Q(card=None, term__isnull=False, event=None)
                | Q(card=None, term=None, event__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.card or self.term or self.event} {self.at:%Y-%m-%d}"
