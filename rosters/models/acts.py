"""What staff did, and what learners are told of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rosters.models.people import School


class Act(models.Model):
    """One thing that staff did to a person, a mark, a key or a setting: who, when, what, why.

    Append-only; written by `rosters.operations.acts` in the transaction of the thing itself. It
    holds no names: people are rows, so that erasing one leaves nothing of her here but a number.
    Only erasure empties `reason`, which may name her.

    verb: a word of `rosters.operations.acts.Verb`; subject: what it was done to, when that is
    neither a person nor a class (`attempt` 41); detail: numbers and words that say how. `actor` is
    None for a command at the computer itself and for the site.
    """

    school = models.ForeignKey(
        School, models.PROTECT, null=True, related_name="acts", verbose_name=_("school")
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="acts",
        verbose_name=_("who"),
    )
    verb = models.CharField(_("what"), max_length=40)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="acts_about",
        verbose_name=_("about whom"),
    )
    classroom = models.ForeignKey(
        "rosters.Classroom",
        models.SET_NULL,
        null=True,
        related_name="acts",
        verbose_name=_("class"),
    )
    subject_kind = models.CharField(_("kind of thing"), max_length=20, blank=True)
    subject_id = models.BigIntegerField(_("number of the thing"), null=True)
    detail = models.JSONField(_("how"), default=dict)
    reason = models.CharField(_("why"), max_length=500, blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("act of staff")
        verbose_name_plural = _("audit log")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="act_subject_has_kind_and_number",
                condition=Q(subject_kind="", subject_id=None)
                | (~Q(subject_kind="") & Q(subject_id__isnull=False)),
            )
        ]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="act_subject"),
            models.Index(fields=["-at"], name="act_at"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.at:%Y-%m-%d %H:%M}"


class Notice(models.Model):
    """Something a person should know: an essay marked, time added, a late answer accepted.

    kind: a word of `rosters.operations.notices.Kind`; the sentence is made from it and from
    `detail` when it is shown, in the language of whoever reads it. `path` leads to the thing.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices", verbose_name=_("person")
    )
    kind = models.CharField(_("kind"), max_length=40)
    detail = models.JSONField(default=dict)
    path = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now)
    read_at = models.DateTimeField(_("read"), null=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["person"], condition=Q(read_at=None), name="notice_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"
