"""The start page's prepared reading shows each person what the rules of the site let her read."""

import pytest
from django.contrib.auth.models import AnonymousUser

from lessons.permissions import published_releases
from lessons.reports.catalogue import releases_for
from rosters.models import User
from sources.models import Collection
from tests.factories import LearnerFactory
from tests.factories_content import module_with, private_to

pytestmark = pytest.mark.django_db

PEOPLE = ["ada", "ben", "tess", "theo", "oona", "sam", "root", "guest", "visitor"]


@pytest.fixture
def shelves(cast):
    """One module of the instance, and of tess a public, a private and a school's one."""
    module_with(1)
    for visibility in Collection.Visibility:
        module_with(1, **private_to(cast["tess"]) | {"visibility": visibility})


@pytest.mark.parametrize("name", PEOPLE)
def test_releases_for_a_person_are_those_that_the_permissions_give(cast, shelves, name):
    person = {**cast, "visitor": AnonymousUser()}[name]
    if isinstance(person, User):
        person = User.objects.get(pk=person.pk)
    assert releases_for(person) == list(published_releases(person))


def test_releases_for_a_learner_follow_her_from_school_to_school(cast, shelves):
    learner = LearnerFactory()
    counts = []
    for school in (cast["tess"].school, None, cast["oona"].school):
        learner.school = school
        learner.save()
        counts.append(len(releases_for(learner)))
    assert counts == [3, 2, 2]
