"""Seats for a whole class in one transaction."""

import threading

import pytest
from django.contrib.auth import hashers
from django.db import connection, transaction
from django.utils import timezone

from rosters.models import Act, User
from rosters.operations import passwords, seating
from rosters.operations.classes import ClassSetAside, PersonOfAnotherSchool
from rosters.operations.erasure import erase_identity
from rosters.operations.passwords import DoneBefore, HashedPassword, reset_passwords
from rosters.operations.people import NotAllowed, make_person
from rosters.operations.seating import LogInsTaken, Seat, plan_seating, seat
from tests.factories import LearnerFactory, make_learner_of
from tests.statements import statements

pytestmark = pytest.mark.django_db

ADA = Seat(name="Ada Bee", log_in="ada.bee")


def seats(count: int) -> list[Seat]:
    return [Seat(name=f"P {n}", log_in=f"p.{n}") for n in range(count)]


def learners(classroom) -> int:
    return classroom.enrollments.filter(role="learner").count()


def test_passwords_are_hashed_before_the_transaction(tess, classroom, monkeypatch):
    depths = []

    def look(count):
        depths.append(len(connection.savepoint_ids))
        return [HashedPassword("word", hashers.make_password("word")) for _each in range(count)]

    outside = len(connection.savepoint_ids)
    monkeypatch.setattr(seating, "make_hashed_passwords", look)
    seat(classroom, [ADA], form="one", by=tess)
    assert depths == [outside]


def test_taken_log_in_seats_nobody(tess, classroom):
    with pytest.raises(LogInsTaken) as error:
        seat(classroom, [ADA, Seat(name="T", log_in="TESS")], form="one", by=tess)
    assert error.value.names == {"tess"}
    assert not User.objects.filter(username="ada.bee").exists()
    assert not Act.objects.exists()


def test_log_in_that_stands_twice_in_one_form_seats_nobody(tess, classroom):
    with pytest.raises(LogInsTaken) as error:
        seat(classroom, [ADA, Seat(name="A", log_in="Ada.Bee")], form="one", by=tess)
    assert error.value.names == {"ada.bee"}
    assert learners(classroom) == 0


def test_learner_of_another_school_is_not_put_in(tess, classroom, far_classroom):
    far = make_learner_of(far_classroom)
    with pytest.raises(PersonOfAnotherSchool):
        seat(classroom, [ADA, Seat(person_id=far.pk)], form="one", by=tess)
    assert learners(classroom) == 0


@pytest.mark.parametrize("change", ["is erased", "enters the staff pages"])
def test_who_was_erased_or_has_rights_is_not_put_in(change, tess, classroom, tom):
    if change == "is erased":
        erase_identity(tom, at=timezone.now())
    else:
        User.objects.filter(pk=tom.pk).update(is_staff=True)
    with pytest.raises(PersonOfAnotherSchool):
        seat(classroom, [Seat(person_id=tom.pk)], form="one", by=tess)


def test_plan_names_no_class_that_is_set_aside(tess, classroom, other_classroom):
    make_learner_of(other_classroom, display_name="Mia Sorel")
    type(classroom).objects.filter(pk=other_classroom.pk).update(archived_at="2026-01-01T00:00Z")
    [line] = plan_seating(classroom, "Mia Sorel")
    assert [each.class_names for each in line.namesakes] == [()]


def test_log_in_taken_while_passwords_were_hashed_seats_nobody(tess, classroom, monkeypatch):
    def take(count):
        LearnerFactory(username="Ada.Bee")
        return passwords.make_hashed_passwords(count)

    monkeypatch.setattr(seating, "make_hashed_passwords", take)
    with pytest.raises(LogInsTaken) as error:
        seat(classroom, [Seat(name="B", log_in="b.b"), ADA], form="one", by=tess)
    assert error.value.names == {"ada.bee"}
    assert learners(classroom) == 0


def test_form_sent_twice_seats_once(tess, classroom):
    seat(classroom, [ADA], form="one", by=tess)
    with pytest.raises(DoneBefore):
        seat(classroom, [ADA], form="one", by=tess)
    assert learners(classroom) == 1


def test_form_carried_out_while_passwords_were_hashed_seats_once(tess, classroom, monkeypatch):
    """The second press passes the first look, and finds the first one's seats under the lock."""
    real = passwords.make_hashed_passwords

    def press_twice(count):
        monkeypatch.setattr(seating, "make_hashed_passwords", real)
        seat(classroom, [ADA], form="one", by=tess)
        return real(count)

    monkeypatch.setattr(seating, "make_hashed_passwords", press_twice)
    with pytest.raises(DoneBefore):
        seat(classroom, [ADA], form="one", by=tess)
    assert learners(classroom) == 1


@pytest.mark.parametrize("who", ["theo", "oona", "ada", "guest"])
def test_seating_is_for_who_teaches_the_class(who, cast, classroom):
    with pytest.raises(NotAllowed):
        seat(classroom, [ADA], form="one", by=cast[who])


@pytest.mark.parametrize("who", ["tess", "sam", "root"])
def test_teacher_and_admins_seat_a_class(who, cast, classroom):
    assert len(seat(classroom, [ADA], form="one", by=cast[who]).made) == 1


def test_archived_class_is_not_seated(sam, classroom):
    type(classroom).objects.filter(pk=classroom.pk).update(archived_at="2026-01-01T00:00Z")
    with pytest.raises(ClassSetAside):
        seat(classroom, [ADA], form="one", by=sam)


def test_instructor_makes_a_learner_in_her_class(tess, school, classroom):
    made = make_person("mia", display_name="Mia", school=school, classroom=classroom, by=tess)
    assert classroom.enrollments.filter(user=made.person, role="learner").exists()


@pytest.mark.parametrize("more", [{"role": "instructor"}, {"classroom": None}])
def test_instructor_makes_nobody_else(more, tess, school, classroom):
    wanted = {"display_name": "Mia", "school": school, "classroom": classroom, "by": tess} | more
    with pytest.raises(NotAllowed):
        make_person("mia", **wanted)


def test_instructor_makes_nobody_in_a_class_of_others(tess, school, other_classroom):
    with pytest.raises(NotAllowed):
        make_person("mia", display_name="Mia", school=school, classroom=other_classroom, by=tess)


def test_nobody_is_made_in_a_class_of_another_school(sam, school, far_classroom):
    with pytest.raises(NotAllowed):
        make_person("mia", display_name="Mia", school=school, classroom=far_classroom, by=sam)


@pytest.mark.parametrize("count", [1, 30])
def test_seating_costs_the_same_for_one_and_thirty(count, tess, classroom):
    with statements() as sent:
        seat(classroom, seats(count), form="one", by=tess)
    # Rights, log-ins taken, done before; lock, done before, who is here; people, places, acts of
    # the people, the act of the class.
    assert len(sent) == 10, sent.counted


@pytest.mark.parametrize("count", [1, 26])
def test_plan_costs_the_same_for_one_and_many(count, tess, classroom):
    for number in range(count):
        make_learner_of(classroom, display_name=f"Mia Sorel{chr(97 + number)}")
    text = "\n".join(f"Mia Sorel{chr(97 + number)}" for number in range(count))
    with statements() as sent:
        plan = plan_seating(classroom, text)
    assert {line.fate for line in plan} == {"in-class"}
    assert len(sent) == 3, sent.counted


def test_reset_ends_the_password_before(tess, classroom, ada):
    made = reset_passwords([ada], classroom=classroom, form="one", by=tess)[0]
    ada.refresh_from_db()
    assert ada.check_password(made.password)
    assert ada.must_change_password


def test_reset_sent_twice_resets_once(tess, classroom, ada):
    made = reset_passwords([ada], classroom=classroom, form="one", by=tess)[0]
    with pytest.raises(DoneBefore):
        reset_passwords([ada], classroom=classroom, form="one", by=tess)
    ada.refresh_from_db()
    assert ada.check_password(made.password)


@pytest.mark.parametrize("who", ["theo", "oona", "ben", "guest"])
def test_reset_is_for_who_teaches_her_now(who, cast, classroom, ada):
    with pytest.raises(NotAllowed):
        reset_passwords([ada], classroom=classroom, form="one", by=cast[who])


def test_nobody_with_rights_of_staff_is_reset_by_a_teacher(tess, classroom, ada):
    User.objects.filter(pk=ada.pk).update(is_staff=True)
    with pytest.raises(NotAllowed):
        reset_passwords([ada], classroom=classroom, form="one", by=tess)


def test_nobody_who_was_erased_is_reset(tess, classroom, ada):
    erase_identity(ada, at=timezone.now())
    with pytest.raises(NotAllowed):
        reset_passwords([ada], classroom=classroom, form="one", by=tess)


def test_learner_of_her_other_class_is_not_reset_under_this_one(
    tess, classroom, tom, other_classroom
):
    other_classroom.enrollments.create(user=tess, role="teacher")
    with pytest.raises(NotAllowed):
        reset_passwords([tom], classroom=classroom, form="one", by=tess)


def test_who_signed_in_meanwhile_keeps_her_password(tess, classroom, ada, ben):
    User.objects.filter(pk=ada.pk).update(last_login="2026-01-01T00:00Z")
    made = reset_passwords([ada, ben], classroom=classroom, form="one", by=tess, is_first=True)
    assert [each.person for each in made] == [ben]


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_make_everybody_once(tess, classroom):
    outcomes = []

    def press():
        try:
            outcomes.append(len(seat(classroom, seats(5), form="one", by=tess).made))
        except DoneBefore:
            outcomes.append(0)
        except LogInsTaken:
            outcomes.append(-1)
        finally:
            connection.close()

    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("threads share no database in memory")
    presses = [threading.Thread(target=press) for _each in range(2)]
    for each in presses:
        each.start()
    for each in presses:
        each.join()
    assert sorted(outcomes) == [0, 5]
    assert learners(classroom) == 5


def test_failure_in_the_middle_leaves_nothing(tess, classroom, monkeypatch):
    def fail(*_args, **_kwargs):
        raise RuntimeError

    monkeypatch.setattr(seating, "record_each", fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        seat(classroom, [ADA], form="one", by=tess)
    assert not User.objects.filter(username="ada.bee").exists()
    assert learners(classroom) == 0
