"""What rosters keeps of a person, as plain values with names that do not change."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib.admin.models import LogEntry
from django_tasks_db.models import DBTaskResult

from rosters.models import Accommodation, Act, Enrollment, Notice, User
from rosters.operations.acts import label_of
from rosters.operations.erasure import sessions_of
from rosters.operations.notices import sentence_of
from rosters.operations.other_names import without_others
from rosters.operations.sign_in import failures_of

Values = dict[str, Any]

KEPT_BACK = {"levels", "form"}
"""Of what an act holds: levels are hers once the mark is released, then they stand with her answer;
the number of a form is the site's alone."""


def export_rosters(person: User) -> Values:
    """Who she is, her classes, extra time, notices, the log about her, and traces of sign-ins.

    Staff stand here by their role, never by name: what they did is hers to know, who they are is
    theirs. Reasons are part of the log about her, as staff wrote them but for the names of others;
    of acts of her own only what and when.
    """
    cleared = without_others(person)
    return {
        "person": _person(person),
        "classes": _classes(person),
        "extra_time": _extra_time(person, cleared),
        "notices": [_notice(notice) for notice in Notice.objects.filter(person=person)],
        "done_about_this_person": [
            _act(act, cleared)
            for act in Act.objects.filter(person=person).select_related("actor", "classroom")
        ],
        "done_by_this_person": [
            {"what": label_of(act.verb), "at": stamp(act.at)}
            for act in Act.objects.filter(actor=person)
        ],
        "admin_log": [
            {"what": str(entry.get_action_flag_display()), "at": stamp(entry.action_time)}
            for entry in LogEntry.objects.filter(user=person)
        ],
        "sign_in": _sign_in(person),
    }


def stamp(at: datetime | None) -> str | None:
    """A moment as ISO 8601 with its offset from UTC; None for none."""
    return at.isoformat(timespec="seconds") if at else None


def _person(person: User) -> Values:
    return {
        "number": person.pk,
        "name": person.display_name,
        "log_in_name": person.username,
        "mail_address": person.email,
        "role": person.role,
        "role_in_words": str(person.get_role_display()),
        "school": person.school.name if person.school else None,
        "may_sign_in": person.is_active,
        "may_enter_staff_pages": person.is_staff,
        "may_do_everything": person.is_superuser,
        "groups": [group.name for group in person.groups.all()],
        "single_permissions": [each.codename for each in person.user_permissions.all()],
        "must_change_password": person.must_change_password,
        "joined_at": stamp(person.date_joined),
        "last_active_on": person.last_active_on.isoformat(),
        "erased_at": stamp(person.erased_at),
    }


def _classes(person: User) -> list[Values]:
    places = Enrollment.objects.filter(user=person).select_related("classroom")
    return [
        {
            "class": place.classroom.name,
            "role": place.role,
            "since": stamp(place.joined_at),
            "archived_at": stamp(place.classroom.archived_at),
        }
        for place in places.order_by("joined_at")
    ]


def _extra_time(person: User, cleared: Callable[[str], str]) -> Values | None:
    given = Accommodation.objects.filter(user=person).first()
    if given is None:
        return None
    return {"time_factor": f"{given.time_factor.normalize():f}", "reason": cleared(given.reason)}


def _notice(notice: Notice) -> Values:
    return {
        "at": stamp(notice.at),
        "sentence": sentence_of(notice),
        "path": notice.path,
        "put_away_at": stamp(notice.read_at),
    }


def _act(act: Act, cleared: Callable[[str], str]) -> Values:
    return {
        "at": stamp(act.at),
        "what": label_of(act.verb),
        "verb": act.verb,
        "by": _role_of(act),
        "class": act.classroom.name if act.classroom else None,
        "about": f"{act.subject_kind} {act.subject_id}" if act.subject_kind else None,
        "how": {name: value for name, value in act.detail.items() if name not in KEPT_BACK},
        "reason": cleared(act.reason),
    }


def _role_of(act: Act) -> str:
    """Who did it, by role: the person herself, a role, or the site."""
    if act.actor is None:
        return "site"
    return "this person" if act.actor_id == act.person_id else str(act.actor.role)


def _sign_in(person: User) -> Values:
    """Failed tries are kept for a day, sessions until they end."""
    failed = failures_of(person.username or "").order_by("at")
    mails = DBTaskResult.objects.filter(args_kwargs__icontains=person.email) if person.email else ()
    return {
        "failed_tries": [stamp(each.at) for each in failed],
        "open_sessions": [
            {"ends_at": stamp(session.expire_date)} for session in sessions_of(person)
        ],
        "mails_asked_for": [
            {"at": stamp(task.enqueued_at), "status": str(task.status)} for task in mails
        ],
    }
