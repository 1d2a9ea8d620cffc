"""Notices: what a person should know of what others did for her."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from rosters.models import Notice, User
from rosters.prepared import PreparedObjects


class Kind(models.TextChoices):
    """What a notice can say; each sentence takes its blanks from the notice's `detail`."""

    MARKED = "marked", _("Your answer in “%(title)s” was marked.")
    MARK_CORRECTED = "mark-corrected", _("Your mark in “%(title)s” was corrected: %(reason)s")
    TIME_ADDED = "time-added", _("You have %(minutes)s minutes more for “%(title)s”.")
    ONE_MORE = "one-more", _("You may take “%(title)s” once more.")
    REOPENED = "reopened", _("“%(title)s” is open again for you.")
    SET_ASIDE = "set-aside", _("Your attempt at “%(title)s” was set aside; it does not count.")
    BROUGHT_BACK = "brought-back", _("Your attempt at “%(title)s” counts again.")
    LATE_ACCEPTED = "late-accepted", _("A late answer in “%(title)s” was accepted.")
    LATE_LEFT = "late-left", _("A late answer in “%(title)s” does not count.")
    ASKED_TO_RATE = "asked-to-rate", _("You are asked to label “%(title)s” independently.")
    ROUND_CLOSED = "round-closed", _("All have labelled “%(title)s”: see where you agree.")
    TAKEN_OUT_OF_ROUND = (
        "taken-out-of-round",
        _("You were taken out of the independent review of “%(title)s”; your labels are kept."),
    )
    BACK_IN_ROUND = (
        "back-in-round",
        _("You are back in the independent review of “%(title)s”."),
    )
    ROUND_ABANDONED = (
        "round-abandoned",
        _("The independent review of “%(title)s” was ended; nothing of it counts."),
    )


def notify(person: User | int, kind: Kind, *, detail: Mapping[str, Any], path: str = "") -> Notice:
    """Tell somebody something, in the transaction of whoever calls. One INSERT.

    detail: holds each blank of the kind's sentence (`title`, `minutes`), JSON-able.
    """
    notice = Notice(
        person_id=person if isinstance(person, int) else person.pk,
        kind=kind.value,
        detail=dict(detail),
        path=path,
    )
    # A missing blank fails here, not when the notice is read.
    sentence_of(notice)
    notice.save(force_insert=True)
    return notice


def sentence_of(notice: Notice) -> str:
    """The notice in the language of whoever reads it."""
    if notice.kind not in Kind:
        return _t("There is news.")
    sentence: str = Kind(notice.kind).label % notice.detail
    return sentence


def unread_notices(person: User) -> Sequence[Notice]:
    """What somebody has not put away yet, the newest first. One query."""
    return _UNREAD.all(person=person.pk)


def read_notices(person: User, *, most: int = 20) -> Sequence[Notice]:
    """The last ones that somebody put away, the newest first. One query."""
    return list(Notice.objects.filter(person=person).exclude(read_at=None)[:most])


_UNREAD = PreparedObjects[Notice](
    lambda person: Notice.objects.filter(person=person, read_at=None), {"person": int}
)


def put_away(person: User, *, notice_id: int | None = None, at: datetime) -> int:
    """Mark one of somebody's notices as read, or all of them; return how many were not."""
    unread = Notice.objects.filter(person=person, read_at=None)
    if notice_id is not None:
        unread = unread.filter(pk=notice_id)
    return unread.update(read_at=at)
