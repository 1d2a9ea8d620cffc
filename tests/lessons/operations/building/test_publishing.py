import pytest

from lessons.models import Release
from lessons.operations.building.deciding import accept_parts
from lessons.operations.building.decisions import decisions_of
from lessons.operations.building.publishing import StillToDecide, publish_built
from lessons.operations.building.taking_over import turn_down
from quizzes.models import Quiz
from rosters.models import User
from tests.lessons.operations.building.rivertown import LATER, built, decide_all, reviewed

pytestmark = pytest.mark.django_db


def test_what_was_built_is_published_once_all_is_decided(tess: User) -> None:
    module, _build = built(reviewed(tess), tess)
    decide_all(module)
    release = publish_built(module, at=LATER, by=tess)
    assert release.status == Release.Status.PUBLISHED
    states = Quiz.objects.filter(collection=module.collection).values_list("status", flat=True)
    assert set(states) == {Quiz.Status.PUBLISHED}


def test_nothing_is_published_while_something_is_left(tess: User) -> None:
    module, _build = built(reviewed(tess), tess)
    parts = [one.part.pk for one in decisions_of(module).left]
    turn_down(module, parts=parts)
    accept_parts(module, parts=parts[1:])
    with pytest.raises(StillToDecide) as refused:
        publish_built(module, at=LATER, by=tess)
    assert refused.value.count == 1
    assert not module.releases.filter(status=Release.Status.PUBLISHED).exists()
