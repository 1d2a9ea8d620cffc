"""New one-time passwords for learners of a class, from their teacher."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import QuerySet

from rosters.models import Act, Classroom, Enrollment, User
from rosters.operations.acts import Verb, record_each
from rosters.operations.people import NotAllowed, OneTimePassword, make_one_time_password
from rosters.permissions import classrooms_staff_may_change, learners_staff_may_change


class DoneBefore(Exception):
    """This very form was sent before: what it asks for is done, and its passwords were shown."""


@dataclass(frozen=True, slots=True)
class HashedPassword:
    """A one-time password and what is kept of it."""

    password: str
    encoded: str


def make_hashed_passwords(count: int) -> list[HashedPassword]:
    """So many new passwords. Takes some 20 ms for each, in the one thread that hashes: call it
    before the transaction that writes them, so that nobody else's writing waits."""
    passwords = [make_one_time_password() for _each in range(count)]
    return [HashedPassword(password, make_password(password)) for password in passwords]


def was_done(classroom: Classroom, form: str) -> bool:
    """Whether a form for this class was carried out: its acts carry its number."""
    # No database looks for a zero byte, and no form of ours has one in its number.
    known = form.replace("\0", "")
    return Act.objects.filter(classroom=classroom, detail__form=known).exists()


def never_signed_in(classroom: Classroom) -> QuerySet[User]:
    """Learners of a class who have not chosen a password of their own yet."""
    return User.objects.filter(
        enrollments__classroom=classroom,
        enrollments__role=Enrollment.Role.LEARNER,
        last_login=None,
        must_change_password=True,
    )


def reset_passwords(
    people: Sequence[User], *, classroom: Classroom, form: str, by: User, is_first: bool = False
) -> list[OneTimePassword]:
    """Give learners of a class new one-time passwords; their sessions end.

    form: the number of the form that asks, so that sending it twice does not reset twice.
    is_first: leave out who has signed in meanwhile. Raises DoneBefore, and NotAllowed unless all
    of them learn in this class, the class is `by`'s and so are they.
    """
    ids = [person.pk for person in people]
    _check(ids, classroom, by)
    if was_done(classroom, form):
        raise DoneBefore
    hashed = dict(zip(ids, make_hashed_passwords(len(ids)), strict=True))
    with transaction.atomic():
        Classroom.objects.select_for_update().get(pk=classroom.pk)
        if was_done(classroom, form):
            raise DoneBefore
        # Of the row itself: an outer join cannot be locked.
        rows = User.objects.select_for_update(of=("self",)).filter(pk__in=ids)
        rows = rows.filter(last_login=None) if is_first else rows
        changed = sorted(rows.order_by("pk"), key=lambda person: person.name_order)
        for person in changed:
            person.password = hashed[person.pk].encoded
            person.must_change_password = True
        User.objects.bulk_update(changed, ["password", "must_change_password"])
        detail = {"form": form}
        record_each(Verb.SET_PASSWORD, by=by, people=changed, classroom=classroom, detail=detail)
    return [OneTimePassword(person, hashed[person.pk].password) for person in changed]


def _check(ids: Sequence[int], classroom: Classroom, by: User) -> None:
    here = learners_staff_may_change(by).filter(
        pk__in=ids,
        enrollments__classroom=classroom,
        enrollments__role=Enrollment.Role.LEARNER,
    )
    is_mine = classrooms_staff_may_change(by).filter(pk=classroom.pk).exists()
    if by.pk in ids or not is_mine or here.count() != len(set(ids)):
        raise NotAllowed
