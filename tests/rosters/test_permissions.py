import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.http import Http404
from django.utils import timezone

from rosters.models import User
from rosters.operations.classes import set_aside
from rosters.permissions import (
    accommodations_staff_may_see,
    can_make_classrooms,
    can_make_people,
    classrooms_staff_may_change,
    classrooms_staff_may_see,
    classrooms_taught_by,
    get_classroom_for,
    get_person_for,
    people_staff_may_change,
    people_staff_may_see,
    schools_staff_may_change,
    schools_staff_may_see,
)
from tests.factories import AccommodationFactory, InstructorFactory, SchoolFactory

pytestmark = pytest.mark.django_db

# Whom each of the cast sees, and whom she may change. Nobody sees the guest.
PEOPLE = {
    "ada": ("", ""),
    "ben": ("", ""),
    "guest": ("", ""),
    "tess": ("ada ben tess", ""),
    "theo": ("theo", ""),
    "oona": ("oona", ""),
    "sam": ("ada ben sam tess theo", "ada ben sam tess theo"),
    "root": ("ada ben oona root sam tess theo", "ada ben oona root sam tess theo"),
}


def names(people):
    return " ".join(sorted(person.username for person in people))


@pytest.mark.parametrize("who", PEOPLE)
def test_staff_see_and_change_their_people(who, cast):
    seen, changed = PEOPLE[who]
    assert names(people_staff_may_see(cast[who])) == seen
    assert names(people_staff_may_change(cast[who])) == changed


def test_visitor_sees_nobody(cast):
    visitor = AnonymousUser()
    assert not people_staff_may_see(visitor).exists()
    assert not classrooms_staff_may_see(visitor).exists()
    assert not schools_staff_may_see(visitor).exists()


def test_closed_account_sees_nobody(cast):
    cast["tess"].is_active = False
    assert not people_staff_may_see(cast["tess"]).exists()


def test_school_admin_without_school_sees_herself(cast):
    User.objects.filter(username="sam").update(school=None)
    sam = User.objects.get(username="sam")
    assert names(people_staff_may_see(sam)) == "sam"
    assert not people_staff_may_change(sam).exists()


def test_school_admin_changes_nobody_with_rights_above_hers(cast):
    InstructorFactory(school=cast["sam"].school, is_superuser=True)
    cast["tess"].groups.add(Group.objects.create(name="editors"))
    assert names(people_staff_may_change(cast["sam"])) == "ada ben sam theo"


@pytest.mark.parametrize(
    ("who", "whom", "found"),
    [
        ("tess", "ada", True),
        ("theo", "ada", False),
        ("oona", "ada", False),
        ("ada", "ben", False),
        ("sam", "oona", False),
        ("root", "guest", False),
    ],
)
def test_get_person_for_is_a_404_for_anyone_else(who, whom, found, cast):
    if found:
        assert get_person_for(cast[who], cast[whom].pk) == cast[whom]
        return
    with pytest.raises(Http404):
        get_person_for(cast[who], cast[whom].pk)


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("ada", ""),
        ("tess", "10b"),
        ("theo", "9a"),
        ("oona", "8c"),
        ("sam", "10b 9a"),
        ("root", "10b 8c 9a"),
    ],
)
def test_staff_see_their_classes(who, seen, cast):
    rows = classrooms_staff_may_see(cast[who])
    assert " ".join(sorted(row.name for row in rows)) == seen
    assert set(classrooms_staff_may_change(cast[who])) == set(rows)


def test_learner_teaches_no_class(ada):
    assert not classrooms_taught_by(ada).exists()


def test_class_set_aside_is_seen_and_not_changed(classroom, tess, ada, root):
    set_aside(classroom, at=timezone.now(), by=root)
    assert list(classrooms_staff_may_see(tess)) == [classroom]
    assert not classrooms_staff_may_change(tess).exists()
    assert names(people_staff_may_see(tess)) == "tess"


def test_get_classroom_for_is_a_404_for_anyone_else(classroom, tess, theo, ada):
    assert get_classroom_for(tess, classroom.pk) == classroom
    for person in (theo, ada):
        with pytest.raises(Http404):
            get_classroom_for(person, classroom.pk)


def test_schools_are_seen_by_their_staff_and_changed_by_their_admin(cast, school, other_school):
    SchoolFactory()
    assert list(schools_staff_may_see(cast["tess"])) == [school]
    assert not schools_staff_may_change(cast["tess"]).exists()
    assert list(schools_staff_may_change(cast["sam"])) == [school]
    assert schools_staff_may_change(cast["root"]).count() == 3


def test_extra_time_is_seen_with_the_person(cast):
    extra = AccommodationFactory(user=cast["ada"])
    for who, seen in (("tess", True), ("sam", True), ("theo", False), ("ben", False)):
        assert list(accommodations_staff_may_see(cast[who])) == ([extra] if seen else [])


def test_making_is_for_staff(cast):
    assert [who for who in cast if can_make_people(cast[who])] == ["sam", "root"]
    assert [who for who in cast if can_make_classrooms(cast[who])] == [
        "tess",
        "theo",
        "oona",
        "sam",
        "root",
    ]
