"""The cast: the people of every permission test, the same everywhere.

Ada learns in class 10b with Ben; Tess teaches it. Theo teaches another class of their school,
where Tom learns; Sam runs that school. Oona teaches at another school. Root may do everything.
The guest has a row without a name; the visitor has none.
"""

from collections.abc import Callable, Mapping

import pytest
from django.test import Client

from rosters.models import Classroom, School, User
from tests.factories import (
    ClassroomFactory,
    GuestFactory,
    SchoolAdminFactory,
    SchoolFactory,
    SuperuserFactory,
    make_learner_of,
    make_teacher_of,
)

Cast = Mapping[str, User]


@pytest.fixture
def school(db: None) -> School:
    return SchoolFactory(name="Hilltop School", slug="hilltop")


@pytest.fixture
def other_school(db: None) -> School:
    return SchoolFactory(name="Riverside School", slug="riverside")


@pytest.fixture
def classroom(school: School) -> Classroom:
    return ClassroomFactory(name="10b", school=school)


@pytest.fixture
def other_classroom(school: School) -> Classroom:
    return ClassroomFactory(name="9a", school=school)


@pytest.fixture
def far_classroom(other_school: School) -> Classroom:
    return ClassroomFactory(name="8c", school=other_school)


@pytest.fixture
def ada(classroom: Classroom) -> User:
    """The learner."""
    return make_learner_of(classroom, username="ada", display_name="Ada Quispe")


@pytest.fixture
def ben(classroom: Classroom) -> User:
    """Her classmate."""
    return make_learner_of(classroom, username="ben", display_name="Ben Larsen")


@pytest.fixture
def tess(classroom: Classroom) -> User:
    """Their teacher."""
    return make_teacher_of(classroom, username="tess", display_name="Tess Varga")


@pytest.fixture
def theo(other_classroom: Classroom) -> User:
    """The teacher of another class of the same school."""
    return make_teacher_of(other_classroom, username="theo", display_name="Theo Brandt")


@pytest.fixture
def tom(other_classroom: Classroom) -> User:
    """A learner of that other class."""
    return make_learner_of(other_classroom, username="tom", display_name="Tom Ilves")


@pytest.fixture
def oona(far_classroom: Classroom) -> User:
    """Another school's instructor."""
    return make_teacher_of(far_classroom, username="oona", display_name="Oona Rahal")


@pytest.fixture
def sam(school: School) -> User:
    """The school admin of Ada's school."""
    return SchoolAdminFactory(username="sam", display_name="Sam Okello", school=school)


@pytest.fixture
def root(db: None) -> User:
    """The superuser; of no school."""
    return SuperuserFactory(username="root", display_name="Root")


@pytest.fixture
def guest(db: None) -> User:
    """A visitor who did something without an account."""
    return GuestFactory()


@pytest.fixture
def cast(
    ada: User, ben: User, tess: User, theo: User, oona: User, sam: User, root: User, guest: User
) -> Cast:
    """Everybody who has a row, by name."""
    return {
        "ada": ada,
        "ben": ben,
        "tess": tess,
        "theo": theo,
        "oona": oona,
        "sam": sam,
        "root": root,
        "guest": guest,
    }


@pytest.fixture
def visitor(db: None) -> Client:
    """The browser of somebody without a session."""
    return Client()


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    """A browser in which this person is signed in."""

    def sign_in(person: User) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return sign_in
