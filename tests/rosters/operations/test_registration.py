import pytest
from django.utils import timezone

from rosters.models import Classroom, Enrollment, Registration, User
from rosters.operations import registration
from rosters.operations.classes import WrongCode, renew_join_code
from rosters.operations.people import NameTaken, NotAGuest
from rosters.operations.registration import (
    CodeNeeded,
    RegistrationClosed,
    TooManyAccounts,
    register,
)
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db


def register_mia(**more):
    fields = {"username": "mia", "display_name": "Mia", "password": PASSWORD, **more}
    return register(at=timezone.now(), **fields)


@pytest.fixture
def open_school(school):
    school.registration = Registration.OPEN
    school.save()
    return school


@pytest.fixture
def code(school, classroom, tess):
    school.registration = Registration.CODE
    school.save()
    return renew_join_code(classroom, by=tess)


def test_closed_school_registers_nobody(school):
    with pytest.raises(RegistrationClosed):
        register_mia()


def test_open_school_registers_a_learner(open_school):
    person = register_mia()
    assert (person.role, person.school, person.is_staff) == ("learner", open_school, False)


def test_code_gives_a_place_in_the_class(code, classroom):
    person = register_mia(code=code)
    assert person.school == classroom.school
    place = person.enrollments.get()
    assert (place.classroom, place.role) == (classroom, Enrollment.Role.LEARNER)


def test_code_is_needed_where_the_school_asks_for_one(code):
    with pytest.raises(CodeNeeded):
        register_mia()


def test_wrong_code_registers_nobody(code):
    with pytest.raises(WrongCode):
        register_mia(code="AAAA-AAAA")
    assert not User.objects.filter(username="mia").exists()


def test_code_of_a_closed_school_registers_nobody(open_school, far_classroom):
    Classroom.objects.filter(pk=far_classroom.pk).update(join_code="K7M2-QXPA")
    with pytest.raises(RegistrationClosed):
        register_mia(code="K7M2-QXPA")


def test_registering_names_the_guest(open_school, guest):
    assert register_mia(guest=guest).pk == guest.pk


def test_registering_a_guest_twice_keeps_the_first_account(open_school, guest):
    register_mia(guest=guest)
    with pytest.raises(NotAGuest):
        register_mia(username="eve", guest=guest)


def test_registering_a_taken_name_leaves_nothing(open_school, ada):
    with pytest.raises(NameTaken):
        register_mia(username="ADA")


def test_registering_stops_at_the_share_of_an_hour(open_school, monkeypatch):
    monkeypatch.setattr(registration, "MAX_NEW_ACCOUNTS", 1)
    User.objects.filter(pk=register_mia().pk).update(last_login=timezone.now())
    with pytest.raises(TooManyAccounts):
        register_mia(username="eve")
