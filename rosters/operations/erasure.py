"""A person's name and whatever else says who she is: her row becomes “Person 41”, nothing more."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection, transaction
from django.db.models import Count, IntegerField, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django_tasks_db.models import DBTaskResult

from rosters.models import Accommodation, Act, Enrollment, Notice, User
from rosters.operations.acts import Verb
from rosters.operations.people import NotAllowed
from rosters.operations.sign_in import failures_of
from rosters.permissions import can_change_person

LOG_WAIT_MILLISECONDS = 5000
"""How long emptying SQLite's write-ahead log waits for readers; the server does it anyway soon."""


class ErasesHerself(Exception):
    """Nobody erases herself: somebody else looks at what will go first."""


class LastSuperuser(Exception):
    """Nobody would be left who may do everything."""


class GuestsArePurged(Exception):
    """A guest has no name to erase; she finishes and leaves, and unused guests are purged."""


@dataclass(frozen=True, slots=True)
class KnownOfPerson:
    """Counts of what erasure takes of a person beside her work, and of what it leaves.

    reasons: of acts about her; the acts themselves stay. places: in classes, which stay.
    """

    notices: int
    reasons: int
    sessions: int
    has_extra_time: bool
    acts: int
    places: int


def refuse_erasing(person: User, *, by: User | None) -> None:
    """Raise what stands against erasing this person; a second time nothing new does.

    by: None stands for a command at the computer itself. Raises NotAllowed, ErasesHerself,
    LastSuperuser, GuestsArePurged.
    """
    if person.is_guest:
        raise GuestsArePurged(person.pk)
    if by is not None and by.pk == person.pk:
        raise ErasesHerself(person.pk)
    if by is not None and not can_change_person(by, person):
        raise NotAllowed
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=person.pk)
    if person.is_superuser and not others.exists():
        raise LastSuperuser(person.pk)


def count_known(person: User) -> KnownOfPerson:
    """What erasing this person would take here, and what it would leave. Two queries."""
    acts = Act.objects.filter(person=person)
    counts = count_together(
        person,
        notices=Notice.objects.filter(person=person),
        reasons=acts.exclude(reason="").exclude(verb=Verb.ERASED_PERSON),
        extra_times=Accommodation.objects.filter(user=person),
        acts=acts,
        places=Enrollment.objects.filter(user=person),
    )
    return KnownOfPerson(
        notices=counts["notices"],
        reasons=counts["reasons"],
        sessions=len(sessions_of(person)),
        has_extra_time=counts["extra_times"] > 0,
        acts=counts["acts"],
        places=counts["places"],
    )


def count_together(person: User, **rows: QuerySet[Any]) -> dict[str, int]:
    """How many rows each of these is, by name. One query."""
    counts = {
        f"count_of_{name}": Coalesce(
            Subquery(
                each.order_by().values(same=Value(1)).annotate(count=Count("pk")).values("count"),
                output_field=IntegerField(),
            ),
            0,
        )
        for name, each in rows.items()
    }
    found = User.objects.filter(pk=person.pk).values_list(*counts.values()).get()
    return dict(zip(rows, found, strict=True))


def sessions_of(person: User) -> list[Session]:
    """Her open sessions. Reads every session, for only their content says whose they are."""
    return [
        session
        for session in Session.objects.iterator()
        if session.get_decoded().get(SESSION_KEY) == str(person.pk)
    ]


@transaction.atomic
def erase_identity(person: User, *, at: datetime) -> str:
    """Take name, log-in, mail, password and rights off a row, and her name out of every log.

    Returns what she is called from now on. Her places in classes stay, for the statistics. Twice
    is harmless. The caller has asked `refuse_erasing`, and records the act afterwards.
    """
    row = User.objects.select_for_update().get(pk=person.pk)
    names = all_names_of(row)
    number = f"Person {row.pk}"
    for session in sessions_of(row):
        session.delete()
    for name in (row.username, row.email):
        failures_of(name or "").delete()
    _forget_tasks(row.email)
    Notice.objects.filter(person=row).delete()
    _clean_admin_log(row, names, number)
    Accommodation.objects.filter(user=row).delete()
    _clean_reasons(row, names, number)
    row.groups.clear()
    row.user_permissions.clear()
    row.display_name = row.email = ""
    row.username = _free_name(row)
    row.is_active = row.is_staff = row.is_superuser = row.must_change_password = False
    row.erased_at = row.erased_at or at
    row.set_unusable_password()
    row.save()
    person.refresh_from_db()
    return number


def all_names_of(person: User) -> list[str]:
    """What she is called in logs: name, log-in name and mail address, and what she was called
    before, as far as the admin's entries about her row keep the name of their day. None of one
    letter, the longest first. One query."""
    if person.erased_at is not None:
        return []
    entries = LogEntry.objects.filter(_entries_about(User, [person.pk]))
    names = set(entries.order_by().values_list("object_repr", flat=True))
    names |= {person.display_name, person.username or "", person.email}
    return sorted((name for name in names if len(name) > 1), key=len, reverse=True)


def without_names(text: str, names: Iterable[str], number: str) -> str:
    """A text in which each of these names, as whole words in any capitals, is the number."""
    for name in names:
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", number, text, flags=re.IGNORECASE)
    return text


def erased_lately(*, at: datetime) -> bool:
    """Whether somebody was erased since the night before last: then the file is written anew."""
    return User.objects.filter(erased_at__gt=at - timedelta(days=2)).exists()


def forget_deleted_text() -> bool:
    """Write SQLite's file anew, without the rests of what was deleted, and empty its log.

    To be called after the commit. False where that was not possible: inside a transaction, while
    somebody else writes for long, or on PostgreSQL, whose own VACUUM does it.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return False
    try:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")
            cursor.execute(f"PRAGMA busy_timeout={LOG_WAIT_MILLISECONDS}")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy = cursor.fetchone()[0]
    except OperationalError:
        return False
    finally:
        # With its settings as they were at its opening.
        connection.close()
    return not busy


def _free_name(person: User) -> str:
    """`erased-41`, or with a further number where somebody chose that name for herself."""
    if person.erased_at is not None and person.username:
        return person.username
    wanted = f"erased-{person.pk}"
    taken = set(
        User.objects.filter(username__istartswith=wanted)
        .exclude(pk=person.pk)
        .values_list("username", flat=True)
    )
    names = (wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in {each.lower() for each in taken if each})


def _forget_tasks(email: str) -> None:
    """Background work that names the address: mails with a link for a new password."""
    if not email:
        return
    written = json.dumps(email)[1:-1]
    for task in DBTaskResult.objects.order_by().iterator():
        if written.lower() in json.dumps(task.args_kwargs).lower():
            task.delete()


def _clean_admin_log(person: User, names: list[str], number: str) -> None:
    """Entries about her row, her places and her extra time name her; others may in passing."""
    own = _entries_about(User, [person.pk])
    own |= _entries_about(Accommodation, Accommodation.objects.filter(user=person).values("pk"))
    own |= _entries_about(Enrollment, Enrollment.objects.filter(user=person).values("pk"))
    LogEntry.objects.filter(own).update(object_repr=number, change_message="")
    in_passing = Q()
    for name in (*names, *_as_json(names)):
        in_passing |= Q(object_repr__icontains=name) | Q(change_message__icontains=name)
    if not in_passing:
        return
    for entry in LogEntry.objects.filter(in_passing):
        entry.object_repr = without_names(entry.object_repr, names, number)
        message = without_names(entry.change_message, names, number)
        entry.change_message = without_names(message, _as_json(names), number)
        entry.save(update_fields=["object_repr", "change_message"])


def _entries_about(model: type[User | Accommodation | Enrollment], ids: Iterable[object]) -> Q:
    keys = [str(key["pk"] if isinstance(key, dict) else key) for key in ids]
    label = {
        "content_type__app_label": model._meta.app_label,
        "content_type__model": model._meta.model_name,
    }
    return Q(**label, object_id__in=keys)


def _as_json(names: Iterable[str]) -> Iterator[str]:
    """As the admin writes names into its messages: letters beyond ASCII as numbers."""
    for name in names:
        written = json.dumps(name)[1:-1]
        if written != name:
            yield written


def _clean_reasons(person: User, names: list[str], number: str) -> None:
    """Reasons of acts about her go; in others' her name becomes the number."""
    own = Act.objects.filter(person=person).exclude(verb=Verb.ERASED_PERSON)
    own.exclude(reason="").update(reason="")
    for act in _acts_that_name(names):
        act.reason = without_names(act.reason, names, number)[:500]
        act.save(update_fields=["reason"])


def _acts_that_name(names: Iterable[str]) -> QuerySet[Act]:
    found = Q()
    for name in names:
        found |= Q(reason__icontains=name)
    return Act.objects.filter(found) if found else Act.objects.none()
