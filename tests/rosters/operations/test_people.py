import pytest
from django.contrib.auth.models import Group, Permission

from rosters.models import Act, Role, User
from rosters.operations.people import (
    NameTaken,
    NoSuchRole,
    NotAGuest,
    NotAllowed,
    PersonHasNoSchool,
    choose_password,
    give_role,
    make_learner,
    make_person,
    name_guest,
    reset_password,
)
from tests.factories import PASSWORD, InstructorFactory, LearnerFactory

pytestmark = pytest.mark.django_db


def test_make_person_gives_a_password_that_has_to_be_changed(sam, school):
    made = make_person("Mia", display_name=" Mia Sorel ", school=school, by=sam)
    person = User.objects.get(username="Mia")
    assert person.check_password(made.password)
    assert person.must_change_password
    assert (person.display_name, person.role, person.is_staff) == ("Mia Sorel", "learner", False)


@pytest.mark.parametrize("role", [Role.INSTRUCTOR, Role.SCHOOL_ADMIN])
def test_make_person_lets_staff_into_the_admin(role, sam, school):
    made = make_person("mia", display_name="Mia", role=role, school=school, by=sam)
    person = User.objects.get(pk=made.person.pk)
    assert person.is_staff
    assert not person.is_superuser


def test_make_person_refuses_a_name_that_differs_in_capitals_alone(ada, root):
    with pytest.raises(NameTaken):
        make_person("ADA", display_name="Another", by=root)
    assert User.objects.filter(username__iexact="ada").count() == 1


def test_make_person_twice_makes_one(school):
    make_person("mia", display_name="Mia", school=school, by=None)
    with pytest.raises(NameTaken):
        make_person("mia", display_name="Mia", school=school, by=None)
    assert User.objects.filter(username="mia").count() == 1


@pytest.mark.parametrize("by", ["ada", "tess", "oona", "guest"])
def test_make_person_is_for_those_who_run_the_school(by, cast, school):
    with pytest.raises(NotAllowed):
        make_person("mia", display_name="Mia", school=school, by=cast[by])


def test_school_admin_makes_nobody_at_another_school(sam, other_school):
    with pytest.raises(NotAllowed):
        make_person("mia", display_name="Mia", school=other_school, by=sam)
    with pytest.raises(NotAllowed):
        make_person("mia", display_name="Mia", school=None, by=sam)


@pytest.mark.parametrize("role", [Role.GUEST, "superuser", ""])
def test_make_person_knows_three_roles(role, root, school):
    with pytest.raises(NoSuchRole):
        make_person("mia", display_name="Mia", role=role, school=school, by=root)


def test_school_admin_needs_a_school(root):
    with pytest.raises(PersonHasNoSchool):
        make_person("mia", display_name="Mia", role=Role.SCHOOL_ADMIN, by=root)


@pytest.mark.parametrize(
    ("role", "is_staff"),
    [(Role.LEARNER, False), (Role.INSTRUCTOR, True), (Role.SCHOOL_ADMIN, True)],
)
@pytest.mark.parametrize("by", ["sam", "root"])
def test_give_role_sets_role_and_staff_together(by, role, is_staff, cast):
    give_role(cast["tess"], role, by=cast[by])
    tess = User.objects.get(username="tess")
    assert (tess.role, tess.is_staff) == (role, is_staff)


def test_give_role_never_touches_other_rights(root, tess):
    group = Group.objects.create(name="editors")
    tess.groups.add(group)
    tess.user_permissions.add(Permission.objects.first())
    give_role(tess, Role.SCHOOL_ADMIN, by=root)
    tess.refresh_from_db()
    assert not tess.is_superuser
    assert list(tess.groups.all()) == [group]
    assert tess.user_permissions.count() == 1


def test_give_role_twice_changes_nothing_more(sam, ada):
    give_role(ada, Role.INSTRUCTOR, by=sam)
    give_role(ada, Role.INSTRUCTOR, by=sam)
    ada.refresh_from_db()
    assert (ada.role, ada.is_staff) == (Role.INSTRUCTOR, True)


@pytest.mark.parametrize("by", ["ben", "tess", "theo", "oona", "guest"])
def test_give_role_is_for_those_who_run_the_school(by, cast):
    with pytest.raises(NotAllowed):
        give_role(cast["ada"], Role.INSTRUCTOR, by=cast[by])
    assert User.objects.get(username="ada").role == Role.LEARNER


def test_school_admin_gives_no_role_at_another_school(sam, oona):
    with pytest.raises(NotAllowed):
        give_role(oona, Role.LEARNER, by=sam)


def test_nobody_changes_her_own_role(sam, root):
    for person in (sam, root):
        with pytest.raises(NotAllowed):
            give_role(person, Role.LEARNER, by=person)


def test_school_admin_does_not_touch_a_superuser_of_her_school(sam, school):
    boss = InstructorFactory(school=school, is_superuser=True)
    with pytest.raises(NotAllowed):
        give_role(boss, Role.LEARNER, by=sam)
    with pytest.raises(NotAllowed):
        reset_password(boss, by=sam)


def test_superuser_keeps_the_admin_with_any_role(root, school):
    boss = InstructorFactory(school=school, is_superuser=True)
    give_role(boss, Role.LEARNER, by=root)
    boss.refresh_from_db()
    assert boss.is_staff


def test_guest_gets_no_role(root, guest):
    with pytest.raises(NotAllowed):
        give_role(guest, Role.LEARNER, by=root)


def test_give_role_knows_three_roles(root, ada):
    with pytest.raises(NoSuchRole):
        give_role(ada, Role.GUEST, by=root)


def test_person_without_school_becomes_no_school_admin(root):
    with pytest.raises(PersonHasNoSchool):
        give_role(LearnerFactory(), Role.SCHOOL_ADMIN, by=root)


def test_reset_password_replaces_the_old_one(sam, ada):
    made = reset_password(ada, by=sam)
    ada.refresh_from_db()
    assert ada.check_password(made.password)
    assert not ada.check_password(PASSWORD)
    assert ada.must_change_password


@pytest.mark.parametrize("by", ["ada", "ben", "tess", "oona"])
def test_reset_password_is_for_those_who_run_the_school(by, cast):
    with pytest.raises(NotAllowed):
        reset_password(cast["ada"], by=cast[by])


@pytest.mark.parametrize("right", ["group", "permission"])
def test_school_admin_resets_no_password_of_somebody_with_more_rights(right, sam, tess):
    if right == "group":
        tess.groups.add(Group.objects.create(name="editors"))
    else:
        tess.user_permissions.add(Permission.objects.first())
    with pytest.raises(NotAllowed):
        reset_password(tess, by=sam)


def test_choose_password_ends_the_one_time_password(sam, ada):
    made = reset_password(ada, by=sam)
    choose_password(ada, "blue kettle, no lid")
    ada.refresh_from_db()
    assert not ada.must_change_password
    assert ada.check_password("blue kettle, no lid")
    assert not ada.check_password(made.password)


def test_name_guest_keeps_the_row(guest, school):
    named = name_guest(guest, username="mia", display_name="Mia", password=PASSWORD, school=school)
    assert named.pk == guest.pk
    assert (named.role, named.school, named.username) == (Role.LEARNER, school, "mia")
    assert named.check_password(PASSWORD)


def test_name_guest_twice_keeps_the_first_name(guest):
    name_guest(guest, username="mia", display_name="Mia", password=PASSWORD)
    with pytest.raises(NotAGuest):
        name_guest(guest, username="eve", display_name="Eve", password=PASSWORD)
    assert User.objects.get(pk=guest.pk).username == "mia"


def test_name_guest_refuses_a_taken_name(guest, ada):
    with pytest.raises(NameTaken):
        name_guest(guest, username="Ada", display_name="Ada", password=PASSWORD)
    guest.refresh_from_db()
    assert guest.is_guest


def test_make_learner_refuses_a_taken_name(ada):
    with pytest.raises(NameTaken):
        make_learner(username="ADA", display_name="Ada", password=PASSWORD)


def test_what_is_done_to_people_is_written_down(sam, ada, school):
    made = make_person("mia", display_name="Mia", school=school, by=sam).person
    give_role(ada, Role.INSTRUCTOR, by=sam)
    give_role(ada, Role.INSTRUCTOR, by=sam)
    reset_password(ada, by=sam)
    acts = [(act.verb, act.person, act.detail) for act in Act.objects.order_by("pk")]
    assert acts == [
        ("person-made", made, {"role": "learner"}),
        ("role-given", ada, {"role": "instructor"}),
        ("password-set", ada, {}),
    ]


def test_act_without_a_deed_is_not_written(ada, ben, sam):
    with pytest.raises(NotAllowed):
        reset_password(ada, by=ben)
    assert not Act.objects.exists()
