"""Each constraint of rosters is violated once."""

from decimal import Decimal

import pytest
from django.db import IntegrityError
from django.utils import timezone

from rosters.models import Enrollment, Role, User
from tests.factories import (
    AccommodationFactory,
    ClassroomFactory,
    EnrollmentFactory,
    GuestFactory,
    LearnerFactory,
    SchoolFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "named", [{"username": "ada"}, {"display_name": "Ada"}, {"email": "ada@school.example"}]
)
def test_guest_has_no_name(named):
    with pytest.raises(IntegrityError, match="user_guest_has_no_name"):
        GuestFactory(**named)


def test_learner_has_a_log_in_name():
    with pytest.raises(IntegrityError, match="user_guest_has_no_name"):
        LearnerFactory(username=None)


@pytest.mark.parametrize("right", ["is_staff", "is_superuser"])
def test_guest_is_not_staff(right):
    with pytest.raises(IntegrityError, match="user_guest_is_not_staff"):
        GuestFactory(**{right: True})


def test_log_in_name_belongs_to_one_person():
    LearnerFactory(username="ada")
    with pytest.raises(IntegrityError):
        User.objects.create_user("ada")


def test_many_guests_stand_beside_one_another():
    GuestFactory.create_batch(2)
    assert User.objects.filter(role=Role.GUEST, username=None).count() == 2


def test_school_slug_is_unique():
    SchoolFactory(slug="hilltop")
    with pytest.raises(IntegrityError):
        SchoolFactory(slug="hilltop")


def test_class_name_stands_once_per_school():
    first = ClassroomFactory(name="10b")
    with pytest.raises(IntegrityError):
        ClassroomFactory(name="10b", school=first.school)


def test_class_name_is_free_again_when_set_aside():
    first = ClassroomFactory(name="10b", archived_at=timezone.now())
    ClassroomFactory(name="10b", school=first.school)
    ClassroomFactory(name="10b")


def test_class_code_is_unique():
    ClassroomFactory(join_code="K7M2-QXPA")
    with pytest.raises(IntegrityError):
        ClassroomFactory(join_code="K7M2-QXPA")


def test_person_has_one_place_in_a_class():
    place = EnrollmentFactory()
    with pytest.raises(IntegrityError):
        EnrollmentFactory(classroom=place.classroom, user=place.user, role=Enrollment.Role.TEACHER)


@pytest.mark.parametrize("factor", ["0.99", "4.01"])
def test_time_factor_lies_between_1_and_4(factor):
    with pytest.raises(IntegrityError, match="accommodation_factor_between_1_and_4"):
        AccommodationFactory(time_factor=Decimal(factor))


def test_person_has_one_accommodation():
    first = AccommodationFactory()
    with pytest.raises(IntegrityError):
        AccommodationFactory(user=first.user)
