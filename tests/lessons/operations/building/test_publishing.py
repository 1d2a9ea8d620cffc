import pytest

from lessons.models import Lesson, Release
from lessons.operations.building.deciding import accept_parts
from lessons.operations.building.decisions import decisions_of
from lessons.operations.building.publishing import StillToDecide, publish_built
from lessons.operations.building.taking_over import turn_down
from lessons.operations.publishing import publish_release
from quizzes.models import Quiz
from rosters.models import User
from sources.operations.findings import NotReadyToPublish
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


def test_the_release_itself_is_not_published_before_all_is_decided(tess: User) -> None:
    """Nor by the button of the admin, which knows nothing of builds."""
    module, _build = built(reviewed(tess), tess)
    Quiz.objects.filter(collection=module.collection).update(status=Quiz.Status.PUBLISHED)
    with pytest.raises(NotReadyToPublish, match="10 drafted lessons and steps"):
        publish_release(module.releases.get(), at=LATER, by=tess)


def test_what_was_edited_needs_no_further_word(tess: User) -> None:
    module, _build = built(reviewed(tess), tess)
    left = len(decisions_of(module).left)
    Lesson.objects.filter(release__module=module, slug="the-summer").update(title="My own")
    assert len(decisions_of(module).left) == left - 1
