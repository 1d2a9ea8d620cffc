"""Seating a class: from pasted names to places, accounts and one-time passwords."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from django.db import IntegrityError, transaction
from django.db.models.functions import Lower

from rosters.models import Classroom, Enrollment, Role, User
from rosters.operations.acts import Verb, record, record_each
from rosters.operations.classes import ClassSetAside, PersonOfAnotherSchool
from rosters.operations.passwords import DoneBefore, make_hashed_passwords, was_done
from rosters.operations.pasted_names import (
    Order,
    PastedName,
    fold_to_ascii,
    like_name_key,
    propose_log_in,
    read_names,
    same_name_key,
)
from rosters.operations.people import NotAllowed, OneTimePassword
from rosters.permissions import can_make_person, learners_of_school


class LogInsTaken(Exception):
    """Others have some of these log-ins. `names`: those, in small letters."""

    def __init__(self, names: set[str]) -> None:
        super().__init__(sorted(names))
        self.names = names


class Fate(StrEnum):
    """What will happen with a line unless the teacher says otherwise."""

    NEW = "new"
    IN_CLASS = "in-class"
    SAME_NAME = "same-name"
    TWICE = "twice"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Namesake:
    """A learner of the school with the name of a line. class_names: those she is in now.

    is_exact: False where the names differ in accents.
    """

    pk: int
    name: str
    log_in: str
    class_names: tuple[str, ...]
    is_exact: bool


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """A line and what will happen. log_in: for a new account; empty with a problem.

    first_line: of a name that stands twice, the line in which it stood before.
    """

    pasted: PastedName
    fate: Fate
    log_in: str = ""
    namesakes: tuple[Namesake, ...] = ()
    first_line: int | None = None


@dataclass(frozen=True, slots=True)
class Seat:
    """One learner to seat: a new account, or the person whose number is given."""

    name: str = ""
    log_in: str = ""
    email: str = ""
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class Seated:
    """What came of it: new accounts with their passwords, and how many others were put in."""

    made: Sequence[OneTimePassword]
    put_in: int


def plan_seating(
    classroom: Classroom, text: str, *, order: Order = Order.FAMILY_FIRST
) -> list[PlannedLine]:
    """What pasting this text into this class would do, line by line. Two queries; writes nothing.

    Raises TooManyLines.
    """
    pasted = read_names(text, order=order)
    namesakes = _namesakes(classroom, {like_name_key(each.name) for each in pasted})
    taken = {name.lower() for name in User.objects.values_list("username", flat=True) if name}
    fallback = fold_to_ascii(classroom.name) or "learner"
    seen: dict[str, int] = {}
    lines = []
    for line in pasted:
        if line.problem is not None:
            lines.append(PlannedLine(line, Fate.PROBLEM))
            continue
        key = same_name_key(line.name)
        log_in = propose_log_in(line, fallback=f"{fallback}.{line.number}", taken=taken)
        taken.add(log_in)
        known = [
            replace(each, is_exact=same_name_key(each.name) == key)
            for each in namesakes.get(like_name_key(line.name), ())
        ]
        first = seen.setdefault(key, line.number)
        lines.append(_planned(classroom, line, log_in, known, first))
    return lines


def seat(classroom: Classroom, seats: Sequence[Seat], *, form: str, by: User) -> Seated:
    """Make the new accounts and give everybody a place, all or nobody.

    form: the number of the form that asks, so that sending it twice seats once. The passwords are
    hashed before the transaction begins. Raises DoneBefore, NotAllowed, ClassSetAside, LogInsTaken,
    and PersonOfAnotherSchool when somebody to put in is no learner of the school.
    """
    school = classroom.school
    if not can_make_person(by, role=Role.LEARNER, school=school, classroom=classroom):
        raise NotAllowed
    new = [each for each in seats if each.person_id is None]
    taken = _taken_or_twice([each.log_in for each in new])
    # In this order: log-ins that the same form took a moment ago come with the act that says so.
    if was_done(classroom, form):
        raise DoneBefore
    if taken:
        raise LogInsTaken(taken)
    hashed = make_hashed_passwords(len(new))
    people = [
        User(
            username=User.normalize_username(each.log_in),
            display_name=each.name,
            email=User.objects.normalize_email(each.email),
            school=school,
            password=word.encoded,
            must_change_password=True,
        )
        for each, word in zip(new, hashed, strict=True)
    ]
    known = {each.person_id for each in seats if each.person_id is not None}
    put_in = _write(classroom, people, known, form=form, by=by)
    made = [
        OneTimePassword(person, word.password) for person, word in zip(people, hashed, strict=True)
    ]
    return Seated(made, put_in)


@transaction.atomic
def _write(
    classroom: Classroom, people: Sequence[User], known: set[int], *, form: str, by: User
) -> int:
    """Everything that is written; returns how many were put in who had accounts."""
    locked = Classroom.objects.select_for_update().get(pk=classroom.pk)
    if locked.archived_at is not None:
        raise ClassSetAside
    if was_done(classroom, form):
        raise DoneBefore
    others = list(learners_of_school(classroom).filter(pk__in=known))
    if len(others) != len(known):
        raise PersonOfAnotherSchool
    here = set(Enrollment.objects.filter(classroom=classroom).values_list("user_id", flat=True))
    others = [person for person in others if person.pk not in here]
    try:
        with transaction.atomic():
            User.objects.bulk_create(people)
    except IntegrityError as error:
        raise LogInsTaken(_taken([person.username or "" for person in people])) from error
    Enrollment.objects.bulk_create(
        Enrollment(classroom=classroom, user=person) for person in [*people, *others]
    )
    record_each(Verb.MADE_PERSON, by=by, people=people, classroom=classroom,
                detail={"role": Role.LEARNER.value})  # fmt: skip
    record_each(Verb.SEATED, by=by, people=others, classroom=classroom)
    detail = {"made": len(people), "put_in": len(others), "form": form}
    record(Verb.SEATED, by=by, classroom=classroom, detail=detail)
    return len(others)


def _planned(
    classroom: Classroom, line: PastedName, log_in: str, known: Sequence[Namesake], first: int
) -> PlannedLine:
    """first: the line in which the name stood first, this one if it did not stand before."""
    here = tuple(each for each in known if classroom.name in each.class_names)
    elsewhere = tuple(each for each in known if each not in here)
    if first != line.number:
        return PlannedLine(line, Fate.TWICE, log_in, elsewhere, first)
    if any(each.is_exact for each in here):
        return PlannedLine(line, Fate.IN_CLASS, log_in, here)
    return PlannedLine(line, Fate.SAME_NAME if elsewhere else Fate.NEW, log_in, elsewhere)


def _namesakes(classroom: Classroom, keys: set[str]) -> Mapping[str, list[Namesake]]:
    """The learners of the school with one of these names, by the name's key. Two queries."""
    found: dict[str, list[User]] = defaultdict(list)
    names = learners_of_school(classroom).order_by("pk").only("pk", "display_name", "username")
    for person in names:
        key = like_name_key(person.display_name)
        if key and key in keys:
            found[key].append(person)
    ids = [person.pk for people in found.values() for person in people]
    places = Enrollment.objects.filter(user__in=ids, classroom__archived_at=None)
    classes: dict[int, list[str]] = defaultdict(list)
    for user_id, name in places.order_by("classroom__name").values_list(
        "user_id", "classroom__name"
    ):
        classes[user_id].append(name)
    return {
        key: [
            Namesake(each.pk, each.display_name, each.username or "", tuple(classes[each.pk]), True)
            for each in people
        ]
        for key, people in found.items()
    }


def _taken_or_twice(log_ins: Sequence[str]) -> set[str]:
    """Those that somebody has, or that stand twice here; in small letters."""
    small = [log_in.lower() for log_in in log_ins]
    return _taken(log_ins) | {each for each in small if small.count(each) > 1}


def _taken(log_ins: Sequence[str]) -> set[str]:
    names = {User.normalize_username(log_in).lower() for log_in in log_ins}
    rows = User.objects.annotate(small=Lower("username")).filter(small__in=names)
    return {name.lower() for name in rows.values_list("username", flat=True) if name}
