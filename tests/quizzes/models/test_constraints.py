"""Each constraint of the quizzes tables, violated once; the list comes from the models."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from quizzes.models import (
    Anchor,
    Assignment,
    Attempt,
    Item,
    Mark,
    Quiz,
    Response,
    ResponseRevision,
    Score,
    Slot,
)
from quizzes.operations.attempts import start_attempt, submit_attempt
from sources.models import Block, Document, Sentence
from tests.factories import LearnerFactory
from tests.factories_quizzes import (
    NOON,
    RIGHT,
    WRONG,
    AssignmentFactory,
    ItemFactory,
    ItemVersionFactory,
    QuizFactory,
    SectionFactory,
    quiz_of,
    response_of,
    save,
    started,
)

pytestmark = pytest.mark.django_db


def again(row, **changes):
    """Write a row a second time as a new one, with some fields changed."""
    fresh = type(row).objects.get(pk=row.pk)
    fresh.pk = None
    fresh._state.adding = True
    for name, value in changes.items():
        setattr(fresh, name, value)
    fresh.save(force_insert=True)


def change(row, **changes):
    """Change a row where it stands, past every operation."""
    type(row).objects.filter(pk=row.pk).update(**changes)


def saved_revision():
    attempt = started(2)
    save(attempt, RIGHT, sequence=1)
    return ResponseRevision.objects.get()


def graded():
    submit_attempt(started(1), at=NOON)
    return Score.objects.get()


def marked():
    response = response_of(started(1))
    return Mark.objects.create(
        response=response, item_version=response.item_version, fraction=Decimal("0.5")
    )


def assigned():
    quiz = quiz_of(1)
    return start_attempt(
        quiz, learner=LearnerFactory(), at=NOON, assignment=AssignmentFactory(quiz=quiz)
    )


def anchored():
    version = ItemVersionFactory()
    document = Document.objects.create(
        collection=version.item.collection,
        slug="speech",
        title="A speech",
        text="Once.",
        sha256="0",
    )
    block = Block.objects.create(document=document, position=1, kind="paragraph")
    sentence = Sentence.objects.create(
        document=document, block=block, key="s01", position=1, number=1, start=0, end=5
    )
    return Anchor.objects.create(
        item_version=version, document=document, first=sentence, last=sentence
    )


def slotted():
    return Slot.objects.get(section__quiz=quiz_of(1))


VIOLATIONS = {
    "item_slug_once": lambda: again(ItemFactory()),
    "item_version_number_once": lambda: again(ItemVersionFactory()),
    "item_version_difficulty_1_to_3": lambda: ItemVersionFactory(difficulty=4),
    "anchor_range_once": lambda: again(anchored()),
    "quiz_slug_once": lambda: again(QuizFactory()),
    "quiz_pass_percent_0_to_100": lambda: QuizFactory(pass_percent=101),
    "quiz_limits_are_positive": lambda: QuizFactory(attempts_allowed=0),
    "section_slug_once": lambda: again(SectionFactory()),
    "section_weight_is_positive": lambda: SectionFactory(weight=Decimal(0)),
    "section_draw_is_positive": lambda: SectionFactory(draw=0),
    "slot_item_version_once_per_section": lambda: again(slotted()),
    "assignment_closes_after_it_opens": lambda: AssignmentFactory(opens_at=NOON, closes_at=NOON),
    "attempt_submitted_at_matches_status": lambda: change(started(1), submitted_at=NOON),
    "attempt_score_when_graded": lambda: change(
        started(1), status=Attempt.Status.GRADED, submitted_at=NOON, score=None
    ),
    "attempt_one_in_progress_per_assignment": lambda: again(assigned(), number=2),
    "attempt_one_in_progress_per_quiz": lambda: again(started(1), number=2),
    "attempt_number_once_per_quiz": lambda: again(submit_attempt(started(1), at=NOON)),
    "attempt_number_once_per_assignment": lambda: again(submit_attempt(assigned(), at=NOON)),
    "attempt_set_aside_is_not_running": lambda: change(started(1), set_aside_at=NOON),
    "response_position_once": lambda: again(response_of(started(1))),
    "response_certainty_1_to_3": lambda: change(response_of(started(1)), certainty=4),
    "response_saved_at_matches_revision": lambda: change(response_of(started(1)), saved_at=NOON),
    "revision_number_once": lambda: again(saved_revision(), sequence=2),
    "revision_once_per_tab_and_sequence": lambda: again(saved_revision(), number=2),
    "revision_number_from_1": lambda: again(saved_revision(), number=0, sequence=2),
    "revision_late_stands_only_when_accepted": lambda: change(saved_revision(), late=True),
    "revision_verdict_only_when_late": lambda: change(saved_revision(), verdict="left"),
    "revision_base_is_older": lambda: change(saved_revision(), base=1),
    "mark_one_current": lambda: again(marked()),
    "mark_fraction_0_to_1": lambda: change(marked(), fraction=Decimal("1.5")),
    "mark_released_exactly_with_score": lambda: change(marked(), released_at=NOON),
    "score_one_current": lambda: again(graded()),
    "score_fraction_0_to_1": lambda: change(graded(), fraction=Decimal("1.5")),
    "score_fraction_exactly_when_graded": lambda: change(graded(), fraction=None),
}


def constraint_names():
    models = apps.get_app_config("quizzes").get_models()
    return sorted(c.name for model in models for c in model._meta.constraints)


def test_every_constraint_has_a_violation():
    assert sorted(VIOLATIONS) == constraint_names()


@pytest.mark.parametrize("name", sorted(VIOLATIONS))
def test_constraint_refuses(name):
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        VIOLATIONS[name]()
    assert any(words in str(caught.value) for words in (name, OTHER_WORDS.get(name, name)))


# SQLite names the columns of a unique index and not the index; and a save before the first one
# breaks two rules, of which either may be named.
OTHER_WORDS = {
    "revision_number_from_1": "revision_base_is_older",
    "item_slug_once": "quizzes_item.collection_id, quizzes_item.slug",
    "item_version_number_once": "quizzes_itemversion.item_id, quizzes_itemversion.number",
    "anchor_range_once": "quizzes_anchor.item_version_id, quizzes_anchor.first_id",
    "quiz_slug_once": "quizzes_quiz.collection_id, quizzes_quiz.slug",
    "section_slug_once": "quizzes_section.quiz_id, quizzes_section.slug",
    "slot_item_version_once_per_section": "quizzes_slot.section_id, quizzes_slot.item_version_id",
    "attempt_one_in_progress_per_assignment": "attempt.learner_id, quizzes_attempt.assignment_id",
    "attempt_one_in_progress_per_quiz": "attempt.learner_id, quizzes_attempt.quiz_id",
    "attempt_number_once_per_quiz": "attempt.quiz_id, quizzes_attempt.number",
    "attempt_number_once_per_assignment": "attempt.assignment_id, quizzes_attempt.number",
    "response_position_once": "quizzes_response.attempt_id, quizzes_response.position",
    "revision_number_once": "revision.attempt_id, quizzes_responserevision.number",
    "revision_once_per_tab_and_sequence": "quizzes_responserevision.tab",
    "mark_one_current": "quizzes_mark.response_id",
    "score_one_current": "quizzes_score.response_id",
}


def test_window_that_closes_later_is_taken():
    AssignmentFactory(opens_at=NOON, closes_at=NOON + timedelta(seconds=1))
    assert Assignment.objects.count() == 1


def test_same_id_in_another_collection_is_taken():
    for model, factory in ((Item, ItemFactory), (Quiz, QuizFactory)):
        factory(slug="same")
        factory(slug="same")
        assert model.objects.filter(slug="same").count() == 2


def test_older_scores_stay_beside_the_current_one():
    score = graded()
    change(score, is_current=False)
    again(score, is_current=True)
    assert Score.objects.current().count() == 1


def test_saves_without_script_may_share_tab_and_sequence():
    attempt = started(1)
    for base, option in enumerate((RIGHT, WRONG)):
        save(attempt, option, sequence=0, base=base)
    assert Response.objects.get().revision == 2
