"""What the pages about classes list: dataclasses, with a documented number of queries."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q

from rosters.models import Accommodation, Classroom, Enrollment, User
from rosters.permissions import Visitor, classrooms_staff_may_see

LEARNER = Q(enrollments__role=Enrollment.Role.LEARNER)
HAS_SIGNED_IN = Q(enrollments__user__last_login__isnull=False)


@dataclass(frozen=True, slots=True)
class ClassLine:
    """A class in the list. last_active: the latest day on which one of its learners was here."""

    classroom: Classroom
    learners: int
    last_active: date | None


@dataclass(frozen=True, slots=True)
class Member:
    """A learner in the list of a class. last_active: None before the first sign-in."""

    person: User
    last_active: date | None
    has_one_time_password: bool
    extra: Accommodation | None

    @property
    def percent(self) -> int | None:
        """Extra time in percent of the usual; None for the usual."""
        return int(self.extra.time_factor * 100) if self.extra else None


def classes_of(user: Visitor) -> Sequence[ClassLine]:
    """The classes that this person may see, those archived among them. One query."""
    rows = classrooms_staff_may_see(user).select_related("school").order_by("name", "pk")
    counted = rows.annotate(
        learner_total=Count("enrollments", filter=LEARNER),
        last_day=Max("enrollments__user__last_active_on", filter=LEARNER & HAS_SIGNED_IN),
    )
    return [ClassLine(each, each.learner_total, each.last_day) for each in counted]


def members_of(classroom: Classroom) -> Sequence[Member]:
    """The learners of a class by name. One query."""
    places = Enrollment.objects.filter(classroom=classroom, role=Enrollment.Role.LEARNER)
    found = places.select_related("user", "user__accommodation").order_by()
    people = sorted((place.user for place in found), key=lambda person: person.name_order)
    return [_member(person) for person in people]


def names_apart(people: Iterable[User]) -> Mapping[int, str]:
    """What each is called in one list: who shares a name stands with her log-in name. No query."""
    listed = list(people)
    shared = Counter(person.name_order[0] for person in listed)
    return {
        person.pk: f"{person} ({person.username})"
        if shared[person.name_order[0]] > 1
        else str(person)
        for person in listed
    }


def teachers_of(classroom: Classroom) -> Sequence[User]:
    """Who teaches a class, by name. One query."""
    found = User.objects.filter(
        enrollments__classroom=classroom, enrollments__role=Enrollment.Role.TEACHER
    ).order_by()
    return sorted(found, key=lambda person: person.name_order)


def _member(person: User) -> Member:
    return Member(
        person,
        person.last_active_on if person.last_login else None,
        person.must_change_password,
        getattr(person, "accommodation", None),
    )
