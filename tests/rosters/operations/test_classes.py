import pytest
from django.utils import timezone

from rosters.models import Classroom, Enrollment, Registration
from rosters.operations.classes import (
    ClassNameTaken,
    ClassSetAside,
    GuestCannotJoin,
    MayNotMakeClasses,
    NotATeacher,
    PersonOfAnotherSchool,
    WrongCode,
    bring_back,
    enroll,
    join_class,
    make_classroom,
    renew_join_code,
    set_aside,
    tidy_code,
    withdraw_join_code,
)
from tests.factories import ClassroomFactory, LearnerFactory

pytestmark = pytest.mark.django_db
TEACHER = Enrollment.Role.TEACHER


@pytest.fixture(autouse=True)
def codes(school):
    """The school lets people come with a class code."""
    school.registration = Registration.CODE
    school.save()


def test_instructor_teaches_the_class_that_she_makes(tess, school):
    classroom = make_classroom(" 11c ", school=school, by=tess)
    assert classroom.name == "11c"
    assert list(classroom.enrollments.values_list("user", "role")) == [(tess.pk, TEACHER)]


def test_school_admin_does_not_teach_the_class_that_she_makes(sam, school):
    assert not make_classroom("11c", school=school, by=sam).enrollments.exists()


@pytest.mark.parametrize("by", ["ada", "oona", "guest"])
def test_make_classroom_is_for_staff_of_the_school(by, cast, school):
    with pytest.raises(MayNotMakeClasses):
        make_classroom("11c", school=school, by=cast[by])


def test_make_classroom_twice_makes_one(tess, school):
    make_classroom("11c", school=school, by=tess)
    with pytest.raises(ClassNameTaken):
        make_classroom("11c", school=school, by=tess)
    assert Classroom.objects.filter(name="11c").count() == 1


def test_enroll_twice_keeps_the_place_as_it_is(classroom, tess):
    again = enroll(classroom, tess, role=Enrollment.Role.LEARNER)
    assert again.role == TEACHER
    assert classroom.enrollments.filter(user=tess).count() == 1


def test_enroll_gives_a_person_without_school_the_school_of_the_class(classroom):
    person = LearnerFactory()
    enroll(classroom, person)
    person.refresh_from_db()
    assert person.school == classroom.school


def test_enroll_leaves_a_superuser_without_school(classroom, root):
    enroll(classroom, root, role=TEACHER)
    root.refresh_from_db()
    assert root.school is None


def test_guest_cannot_enroll(classroom, guest):
    with pytest.raises(GuestCannotJoin):
        enroll(classroom, guest)


def test_person_of_another_school_cannot_enroll(classroom, oona):
    with pytest.raises(PersonOfAnotherSchool):
        enroll(classroom, oona)


def test_learner_cannot_teach(classroom, tom):
    with pytest.raises(NotATeacher):
        enroll(classroom, tom, role=TEACHER)


def test_nobody_enrolls_in_a_class_set_aside(classroom, tom, root):
    set_aside(classroom, at=timezone.now(), by=root)
    with pytest.raises(ClassSetAside):
        enroll(classroom, tom)


@pytest.mark.parametrize("typed", ["K7M2-QXPA", "k7m2 qxpa", " k7m2qxpa "])
def test_join_class_reads_a_code_as_people_type_it(typed, classroom, tom):
    Classroom.objects.filter(pk=classroom.pk).update(join_code="K7M2-QXPA")
    assert join_class(tom, typed).classroom == classroom


def test_join_class_twice_is_harmless(classroom, tom, root):
    code = renew_join_code(classroom, by=root)
    assert join_class(tom, code) == join_class(tom, code)


@pytest.mark.parametrize("typed", ["K7M2-QXPB", "", "  ", "-"])
def test_join_class_refuses_other_codes(typed, classroom, tom):
    Classroom.objects.filter(pk=classroom.pk).update(join_code="K7M2-QXPA")
    with pytest.raises(WrongCode):
        join_class(tom, typed)


def test_renewed_code_ends_the_one_before(classroom, tom, root):
    old = renew_join_code(classroom, by=root)
    new = renew_join_code(classroom, by=root)
    assert len(new) == 9
    with pytest.raises(WrongCode):
        join_class(tom, old)
    join_class(tom, new)


def test_withdrawn_code_lets_nobody_in(classroom, tom, root):
    code = renew_join_code(classroom, by=root)
    withdraw_join_code(classroom, by=root)
    with pytest.raises(WrongCode):
        join_class(tom, code)


def test_class_set_aside_gets_no_code(classroom, root):
    set_aside(classroom, at=timezone.now(), by=root)
    with pytest.raises(ClassSetAside):
        renew_join_code(classroom, by=root)


def test_set_aside_deletes_nothing_and_ends_the_code(classroom, ada, tess, root):
    renew_join_code(classroom, by=root)
    assert set_aside(classroom, at=timezone.now(), by=root)
    assert classroom.join_code is None
    assert classroom.enrollments.count() == 2


def test_set_aside_twice_keeps_the_first_time(classroom, root):
    first = timezone.now()
    assert set_aside(classroom, at=first, by=root)
    assert not set_aside(classroom, at=timezone.now(), by=root)
    assert Classroom.objects.get(pk=classroom.pk).archived_at == first


def test_bring_back_opens_a_class_again(classroom, root):
    set_aside(classroom, at=timezone.now(), by=root)
    assert bring_back(classroom, by=root)
    assert not bring_back(classroom, by=root)
    assert Classroom.objects.get(pk=classroom.pk).archived_at is None


def test_bring_back_refuses_a_name_taken_meanwhile(classroom, root):
    set_aside(classroom, at=timezone.now(), by=root)
    ClassroomFactory(name=classroom.name, school=classroom.school)
    with pytest.raises(ClassNameTaken):
        bring_back(classroom, by=root)
    assert Classroom.objects.get(pk=classroom.pk).archived_at is not None


def test_tidy_code_keeps_letters_and_digits():
    assert tidy_code(" k7 m2-qxpa ") == "K7M2-QXPA"
    assert tidy_code(" - ") == ""
