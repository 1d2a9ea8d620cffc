import pytest

from lessons.models import Lesson, Release, Step
from lessons.operations.publishing import (
    ReleaseNotDraft,
    discard_draft,
    mark_edited,
    open_draft,
    publish_release,
)
from lessons.operations.release_checks import findings_of_release
from quizzes.models import Quiz
from sources.operations.findings import NotReadyToPublish
from tests.factories_authoring import draft_of, module_of, published_of
from tests.factories_quizzes import NOON
from tests.statements import statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def module(tess):
    return module_of(tess)


@pytest.fixture
def draft(module, tess):
    return open_draft(module, by=tess)


def fresh(release):
    return Release.objects.select_related("module__collection").get(pk=release.pk)


def blocking(release):
    return [f for f in findings_of_release(fresh(release)) if f.blocks]


def step_of(release, kind):
    return Step.objects.get(lesson__release=release, kind=kind)


def change(step, **fields):
    Step.objects.filter(pk=step.pk).update(**fields)


def content_of(release):
    steps = Step.objects.filter(lesson__release=release)
    return list(steps.values_list("lesson__slug", "slug", "title", "kind", "body", "quiz"))


def test_open_draft_copies_what_is_published(module, draft):
    assert draft.status == Release.Status.DRAFT
    assert draft.number == 2
    assert content_of(draft) == content_of(published_of(module))


def test_open_draft_twice_is_the_same_draft(module, draft, tess):
    assert open_draft(module, by=tess) == draft
    assert module.releases.count() == 2


def test_open_draft_without_anything_published_is_the_one_there(tess):
    module = module_of(tess, as_draft=True)
    assert open_draft(module, by=tess) == draft_of(module)


def test_open_draft_costs_the_same_whatever_the_size(module, tess):
    with statements() as small:
        discard_draft(open_draft(module, by=tess))
    lesson = Lesson.objects.get(release=published_of(module))
    Step.objects.bulk_create(
        Step(lesson=lesson, slug=f"more-{n}", title="More", body="Text.") for n in range(30)
    )
    with statements() as large:
        discard_draft(open_draft(module, by=tess))
    assert len(small) == len(large)


def test_findings_of_a_sound_draft_are_none(draft):
    assert findings_of_release(fresh(draft)) == []


def test_findings_of_an_empty_draft_name_the_missing_lesson(draft):
    draft.lessons.all().delete()
    assert [f.message for f in blocking(draft)] == ["There is no lesson yet. Add the first one."]


def test_findings_name_a_lesson_without_steps(draft):
    lesson = Lesson.objects.create(release=draft, slug="empty", title="Empty", objectives=["See."])
    assert [(f.message, f.about) for f in blocking(draft)] == [("“Empty” has no steps.", lesson)]


def test_findings_name_a_lesson_without_objectives(draft):
    draft.lessons.update(objectives=[])
    assert [f.message for f in blocking(draft)] == ["“Two dates” names no objectives."]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("See [@nothing].", "[@nothing] cites a source that is not in this module."),
        ("A [word](term:nothing).", "“term:nothing” links a word that is not in the glossary."),
        (
            "![](/static/map.png)",
            "The image /static/map.png has no words for people who cannot see it.",
        ),
    ],
)
def test_findings_name_what_a_text_refers_to_in_vain(draft, body, message):
    step = step_of(draft, "reading")
    change(step, body=body)
    assert [(f.message, f.about) for f in blocking(draft)] == [(message, step)]


def test_findings_name_an_empty_step(draft):
    step = step_of(draft, "reading")
    change(step, body="", prompt="")
    (found,) = blocking(draft)
    assert (found.message, found.about) == ("“Before you read” is empty.", step)


def test_findings_name_sentences_that_are_not_there(draft):
    step = step_of(draft, "passage")
    change(step, from_key="s99")
    assert [f.about for f in blocking(draft)] == [step]
    assert "does not have: s99" in blocking(draft)[0].message


def test_findings_name_a_passage_that_ends_before_it_begins(draft):
    step = step_of(draft, "passage")
    change(step, from_key="s03", to_key="s01", notes=[])
    assert [f.message for f in blocking(draft)] == ["“The text” ends before it begins."]


def test_findings_name_a_check_with_an_unpublished_quiz(draft):
    quiz = step_of(draft, "check").quiz
    Quiz.objects.filter(pk=quiz.pk).update(status=Quiz.Status.DRAFT)
    assert [f.about for f in blocking(draft)] == [quiz]


def test_publish_release_retires_the_former_one(module, draft):
    former = published_of(module)
    publish_release(draft, at=NOON, by=None)
    former.refresh_from_db()
    assert (draft.status, draft.published_at) == (Release.Status.PUBLISHED, NOON)
    assert former.status == Release.Status.RETIRED


def test_publish_release_refuses_with_findings_and_changes_nothing(module, draft):
    change(step_of(draft, "reading"), body="See [@nothing].")
    former = published_of(module)
    with pytest.raises(NotReadyToPublish) as refused:
        publish_release(draft, at=NOON, by=None)
    assert len(refused.value.findings) == 1
    draft.refresh_from_db()
    assert draft.status == Release.Status.DRAFT
    assert published_of(module) == former


def test_publish_release_twice_is_refused(draft):
    publish_release(draft, at=NOON, by=None)
    with pytest.raises(ReleaseNotDraft):
        publish_release(draft, at=NOON, by=None)


def test_publish_release_keeps_the_ids_of_steps(module, draft):
    keys = {step.key for step in Step.objects.filter(lesson__release=published_of(module))}
    publish_release(draft, at=NOON, by=None)
    assert {step.key for step in Step.objects.filter(lesson__release=draft)} == keys


def test_discard_draft_leaves_what_is_published(module, draft):
    discard_draft(draft)
    assert [release.status for release in module.releases.all()] == [Release.Status.PUBLISHED]


def test_discard_draft_refuses_what_is_published(module):
    with pytest.raises(ReleaseNotDraft):
        discard_draft(published_of(module))


def test_mark_edited_refuses_what_is_published(module, tess):
    with pytest.raises(ReleaseNotDraft):
        mark_edited(published_of(module), by=tess)


def test_findings_cost_the_same_with_1_and_30_steps(draft):
    release = fresh(draft)
    with statements() as few:
        findings_of_release(release)
    lesson = release.lessons.get()
    Step.objects.bulk_create(
        Step(lesson=lesson, slug=f"more-{n}", title="More", body="See [@parish-book].")
        for n in range(30)
    )
    with statements() as many:
        findings_of_release(release)
    assert (len(few), len(many)) == (6, 6)
