import pytest
from django.utils import timezone

from quizzes.models import Item, Quiz, Slot
from quizzes.models.quizzes import Feedback, Purpose
from quizzes.operations.attempts import start_attempt
from quizzes.operations.items import pack_fields, put_item_version
from quizzes.operations.library import CollectionLibrary
from quizzes.operations.publishing import (
    QuizInUse,
    QuizNotPublished,
    findings_of_quiz,
    publish_quiz,
    retire_quiz,
)
from sources.models import Claim, SourceCard
from sources.operations.findings import NotReadyToPublish
from tests.factories_authoring import module_of
from tests.factories_quizzes import (
    NOON,
    OPTIONS,
    AssignmentFactory,
    QuizFactory,
    SectionFactory,
    fill_section,
)
from tests.statements import statements

pytestmark = pytest.mark.django_db


@pytest.fixture
def module(tess):
    return module_of(tess, as_draft=True)


@pytest.fixture
def quiz(module):
    return module.collection.quizzes.first()


def put(item, **changes):
    """A new content for an item, as its page would save it."""
    fields = {**pack_fields(item.current), **changes}
    return put_item_version(item, fields=fields, library=CollectionLibrary(item.collection))


def messages(quiz, *, blocking=True):
    return [f.message for f in findings_of_quiz(quiz) if f.blocks == blocking]


def first_item(quiz, slug=None):
    slots = Slot.objects.filter(section__quiz=quiz)
    if slug:
        slots = slots.filter(item_version__type_slug=slug)
    return slots.first().item_version.item


def test_findings_of_a_sound_quiz_are_none(quiz):
    assert messages(quiz) == []


def test_publish_quiz_moves_it_to_published(quiz):
    assert quiz.status == Quiz.Status.DRAFT
    assert publish_quiz(quiz, by=None).status == Quiz.Status.PUBLISHED


def test_findings_of_a_quiz_without_items_say_so(module):
    empty = QuizFactory(collection=module.collection, status=Quiz.Status.DRAFT)
    SectionFactory(quiz=empty)
    assert messages(empty) == ["This quiz asks nothing yet. Add questions to a section."]


def test_findings_name_a_section_that_draws_more_than_it_holds(quiz):
    section = quiz.sections.first()
    held = section.slots.count()
    quiz.sections.filter(pk=section.pk).update(draw=held + 1)
    found = [f for f in findings_of_quiz(quiz) if f.blocks]
    assert [f.about for f in found] == [section]
    assert found[0].message == f"“{section}” draws {held + 1} questions and holds {held}."


def test_findings_advise_a_pool_of_twice_what_is_drawn(quiz):
    section = quiz.sections.first()
    held = section.slots.count()
    quiz.sections.filter(pk=section.pk).update(draw=held)
    assert f"“{section}” draws {held} of {held}: a pool holds at least twice." in messages(
        quiz, blocking=False
    )


def test_findings_name_an_archived_item(quiz):
    item = first_item(quiz)
    Item.objects.filter(pk=item.pk).update(archived_at=NOON)
    assert messages(quiz) == [f"“{item.current.title}” is archived."]


def test_findings_name_an_item_whose_claim_was_edited(quiz):
    item = Item.objects.get(collection=quiz.collection, slug="mark-the-fair")
    Slot.objects.create(section=quiz.sections.first(), item_version=item.current)
    before = messages(quiz)
    anchor = item.current.anchors.first()
    Claim.objects.filter(document=anchor.document).update(why="A new reason.")
    (new,) = [f for f in findings_of_quiz(quiz) if f.blocks and f.message not in before]
    assert new.about == item
    assert "out of step" in new.message


def test_findings_name_empty_feedback(quiz):
    item = first_item(quiz, "choice")
    options = item.current.pack["options"]
    first = {name: value for name, value in options[0].items() if name != "feedback"}
    put(item, options=[first, *options[1:]])
    found = [f for f in findings_of_quiz(quiz) if f.blocks]
    assert [f.about for f in found] == [item]
    assert "feedback" in found[0].message


def test_findings_name_a_key_without_explanation(quiz):
    item = first_item(quiz)
    put(item, explanation={"ask": "Who saw it?"})
    assert messages(quiz) == [f"“{item.current.title}”. It has a key and no explanation."]


def test_findings_name_a_citation_that_resolves_to_nothing(quiz):
    item = first_item(quiz)
    put(item, stem="Read this. [@no-such-card]")
    assert messages(quiz) == ["[@no-such-card] cites a source that is not in this module."]


def test_findings_name_an_image_without_words(quiz):
    item = first_item(quiz)
    put(item, stem="Look: ![](/static/map.png)")
    assert len(messages(quiz)) == 1
    assert "/static/map.png has no words" in messages(quiz)[0]


def test_findings_name_a_pass_mark_that_a_blind_habit_reaches(tess, module):
    # Both keys are the first option, and it is the longest too: without shuffling, habit earns 1.
    quiz = QuizFactory(
        collection=module.collection,
        purpose=Purpose.CHECK,
        pass_percent=60,
        shuffle_options=False,
        status=Quiz.Status.DRAFT,
    )
    fill_section(quiz, 2)
    found = [m for m in messages(quiz) if "Without reading a word" in m]
    assert len(found) == 1
    assert "100 per cent" in found[0]


def test_findings_only_advise_on_a_blind_habit_in_practice(module):
    quiz = QuizFactory(collection=module.collection, purpose=Purpose.PRACTICE)
    fill_section(quiz, 2)
    assert not any("Without reading" in m for m in messages(quiz))
    assert any("Without reading" in m for m in messages(quiz, blocking=False))


def test_findings_advise_on_an_item_whose_key_another_quiz_shows(quiz):
    Quiz.objects.filter(pk=quiz.pk).update(attempts_allowed=2)
    quiz.refresh_from_db()
    other = QuizFactory(
        collection=quiz.collection, show_feedback=Feedback.AFTER_EACH, title="Practice again"
    )
    version = first_item(quiz).current
    Slot.objects.create(section=SectionFactory(quiz=other), item_version=version)
    advice = messages(quiz, blocking=False)
    assert any(version.title in m and "Practice again" in m for m in advice)


def test_findings_advise_that_keys_of_shipped_items_are_public(module, quiz):
    shipped = first_item(quiz).current
    Quiz.objects.filter(pk=quiz.pk).update(purpose=Purpose.EXAM)
    quiz.refresh_from_db()
    assert not any("shipped" in m for m in messages(quiz, blocking=False))
    foreign = fill_section(QuizFactory(), 1, digest=shipped.digest)
    assert foreign.quiz.collection.owner is None
    assert any(
        "1 question comes from a shipped module" in m for m in messages(quiz, blocking=False)
    )


def test_publish_quiz_refuses_with_findings_and_changes_nothing(quiz):
    good, bad = Slot.objects.filter(section__quiz=quiz)[:2]
    publish_quiz(quiz, by=None)
    put(good.item_version.item, title="A new title")
    put(bad.item_version.item, explanation={})
    with pytest.raises(NotReadyToPublish) as refused:
        publish_quiz(quiz, by=None)
    assert len(refused.value.findings) == 1
    for slot in (good, bad):
        pinned = slot.item_version_id
        slot.refresh_from_db()
        assert slot.item_version_id == pinned


def test_publish_quiz_again_takes_up_the_new_version(quiz):
    publish_quiz(quiz, by=None)
    slot = Slot.objects.filter(section__quiz=quiz).first()
    version = put(slot.item_version.item, title="A new title")
    assert version.number == 2
    publish_quiz(quiz, by=None)
    slot.refresh_from_db()
    assert slot.item_version == version


def test_publish_quiz_again_leaves_running_attempts_their_versions(quiz, ada):
    publish_quiz(quiz, by=None)
    attempt = start_attempt(quiz, learner=ada, at=NOON)
    response = attempt.responses.first()
    put(response.item_version.item, title="A new title")
    publish_quiz(quiz, by=None)
    response.refresh_from_db()
    assert response.item_version.number == 1
    assert response.item_version.title != "A new title"


def make_current(section):
    """Give each new item of a section its version, as saving it would."""
    for slot in section.slots.select_related("item_version"):
        Item.objects.filter(pk=slot.item_version.item_id).update(current=slot.item_version)


def test_findings_cost_the_same_with_1_and_30_items(module):
    quiz = QuizFactory(collection=module.collection)
    make_current(fill_section(quiz, 1, pack=OPTIONS))
    with statements() as one:
        findings_of_quiz(Quiz.objects.select_related("collection").get(pk=quiz.pk))
    make_current(fill_section(quiz, 29, pack=OPTIONS))
    with statements() as thirty:
        findings_of_quiz(Quiz.objects.select_related("collection").get(pk=quiz.pk))
    assert (len(one), len(thirty)) == (3, 3)


def test_retire_quiz_takes_it_from_new_attempts(quiz):
    publish_quiz(quiz, by=None)
    assert retire_quiz(quiz, at=NOON, by=None).status == Quiz.Status.RETIRED


def test_retire_quiz_refuses_while_a_class_has_it_before_it(quiz, classroom):
    publish_quiz(quiz, by=None)
    AssignmentFactory(quiz=quiz, classroom=classroom, closes_at=None)
    with pytest.raises(QuizInUse):
        retire_quiz(quiz, at=timezone.now(), by=None)
    quiz.refresh_from_db()
    assert quiz.status == Quiz.Status.PUBLISHED


def test_retire_quiz_refuses_a_draft(quiz):
    with pytest.raises(QuizNotPublished):
        retire_quiz(quiz, at=NOON, by=None)


def test_findings_name_an_item_whose_card_is_gone(quiz):
    item = Item.objects.get(collection=quiz.collection, slug="settle-it")
    Slot.objects.create(section=quiz.sections.first(), item_version=item.current)
    SourceCard.objects.filter(collection=quiz.collection).update(slug="renamed")
    assert any(item.current.title in m and "out of step" in m for m in messages(quiz))


def test_findings_name_an_item_whose_claim_is_gone(quiz):
    item = Item.objects.get(collection=quiz.collection, slug="mark-the-fair")
    Slot.objects.create(section=quiz.sections.first(), item_version=item.current)
    Claim.objects.filter(document__collection=quiz.collection).update(status="rejected")
    assert any(item.current.title in m and "out of step" in m for m in messages(quiz))
