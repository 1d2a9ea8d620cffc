"""The smallest valid rows of rosters; each app has its own `factories_<app>.py` beside it.

A factory makes no surprises: what a test is about, it says itself.
"""

from functools import cache
from typing import Any

import factory
from django.contrib.auth.hashers import make_password
from factory.django import DjangoModelFactory

from rosters.models import Accommodation, Act, Classroom, Enrollment, Role, School, User

PASSWORD = "paper-lantern-41"
"""Everybody's in the tests."""


@cache
def hashed_password() -> str:
    return make_password(PASSWORD)


class SchoolFactory(DjangoModelFactory):
    class Meta:
        model = School

    name = factory.Sequence(lambda n: f"School {n}")
    slug = factory.Sequence(lambda n: f"school-{n}")


class LearnerFactory(DjangoModelFactory):
    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"person-{n}")
    role = Role.LEARNER
    password = factory.LazyFunction(hashed_password)


class InstructorFactory(LearnerFactory):
    role = Role.INSTRUCTOR
    is_staff = True
    school = factory.SubFactory(SchoolFactory)


class SchoolAdminFactory(InstructorFactory):
    role = Role.SCHOOL_ADMIN


class SuperuserFactory(LearnerFactory):
    role = Role.SCHOOL_ADMIN
    is_staff = True
    is_superuser = True


class GuestFactory(DjangoModelFactory):
    class Meta:
        model = User

    role = Role.GUEST
    username = None
    password = factory.LazyFunction(lambda: make_password(None))


class ClassroomFactory(DjangoModelFactory):
    class Meta:
        model = Classroom

    school = factory.SubFactory(SchoolFactory)
    name = factory.Sequence(lambda n: f"Class {n}")


class EnrollmentFactory(DjangoModelFactory):
    class Meta:
        model = Enrollment

    classroom = factory.SubFactory(ClassroomFactory)
    user = factory.SubFactory(LearnerFactory)


class AccommodationFactory(DjangoModelFactory):
    class Meta:
        model = Accommodation

    user = factory.SubFactory(LearnerFactory)


class ActFactory(DjangoModelFactory):
    class Meta:
        model = Act

    verb = "class-renamed"
    classroom = factory.SubFactory(ClassroomFactory)
    school = factory.SelfAttribute("classroom.school")


def make_teacher_of(classroom: Classroom, **fields: Any) -> User:
    """An instructor of the class's school who teaches it."""
    teacher: User = InstructorFactory(school=classroom.school, **fields)
    EnrollmentFactory(classroom=classroom, user=teacher, role=Enrollment.Role.TEACHER)
    return teacher


def make_learner_of(classroom: Classroom, **fields: Any) -> User:
    """A learner of the class's school who learns in it."""
    learner: User = LearnerFactory(school=classroom.school, **fields)
    EnrollmentFactory(classroom=classroom, user=learner)
    return learner
