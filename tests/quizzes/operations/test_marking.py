"""Marking: rows that are only added, scores that exist only once released."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from quizzes.grading.rubric import LevelsUnlikeRubric
from quizzes.models import Assignment, Attempt, Mark, Quiz, Response, Score
from quizzes.models.assignments import ReleaseOfMarks
from quizzes.operations.attempts import start_attempt, submit_attempt
from quizzes.operations.marking import (
    MarkedMeanwhile,
    MarkIsReleased,
    OwnResponse,
    ReasonMissing,
    Seen,
    TextChanged,
    WaitsForNobody,
    mark_response,
    release_marks,
    take_back_mark,
)
from rosters.models import Act, Notice, User
from rosters.operations.acts import Verb
from rosters.operations.notices import Kind, sentence_of
from tests.factories import make_learner_of
from tests.factories_quizzes import (
    ESSAY,
    NOON,
    RIGHT,
    AssignmentFactory,
    fill_section,
    quiz_of,
    response_of,
    save,
)
from tests.statements import statements

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(hours=2)
FIRST, ALL = {"grounds": 2}, {"grounds": 3}


def essay_quiz(**fields: object) -> Quiz:
    """One choice item of one point, then one essay of three points."""
    quiz = quiz_of(1, **fields)
    section = fill_section(quiz, 1, type_slug="essay", definition=ESSAY, skills=["sourcing"])
    section.weight = Decimal(3)
    section.save()
    return quiz


def written(
    learner: User, quiz: Quiz | None = None, *, assignment: Assignment | None = None
) -> Attempt:
    """Handed in: the choice is right, the essay waits."""
    quiz = quiz or essay_quiz()
    attempt = start_attempt(quiz, learner=learner, at=NOON, assignment=assignment)
    save(attempt, RIGHT)
    save(attempt, None, position=2, base=1, text="The minutes say so.")
    return submit_attempt(attempt, at=NOON)


@pytest.fixture
def together(classroom) -> Assignment:
    return AssignmentFactory(
        quiz=essay_quiz(), classroom=classroom, release_marks=ReleaseOfMarks.TOGETHER
    )


def mark(response: Response, by: User, levels: Mapping[str, int] = FIRST, **options) -> Mark:
    """Mark what stands, as somebody does whose page is fresh."""
    standing = Mark.objects.current().filter(response=response).first()
    fresh = Response.objects.get(pk=response.pk)
    seen = Seen(standing.pk if standing else 0, fresh.revision)
    given = {"comment": "Say who saw it.", "at": LATER, "seen": seen} | options
    return mark_response(response, levels=levels, by=by, **given)


def test_mark_of_unassigned_work_is_released_at_once(ada, tess):
    attempt = written(ada)
    assert (attempt.status, attempt.score) == (Attempt.Status.SUBMITTED, Decimal(1))
    given = mark(response_of(attempt, 2), tess)
    attempt.refresh_from_db()
    # 2/3 of three points, and one for the choice.
    assert given.fraction == Decimal("0.666667")
    assert (attempt.status, attempt.score) == (Attempt.Status.GRADED, Decimal(3))


def test_released_score_names_its_grader_and_the_levels(ada, tess):
    given = mark(response_of(written(ada), 2), tess)
    score = Score.objects.current().get(response=given.response)
    assert given.score == score
    assert (score.grader, score.marked_by, score.score) == ("person", tess, Decimal(2))
    assert score.detail == {"levels": FIRST}
    assert score.observations == [["sourcing", 0.666667]]
    assert given.response.scores.count() == 2


def test_mark_to_be_released_together_changes_no_score(ada, tess, together):
    attempt = written(ada, together.quiz, assignment=together)
    given = mark(response_of(attempt, 2), tess)
    attempt.refresh_from_db()
    assert given.released_at is None
    assert attempt.status == Attempt.Status.SUBMITTED
    assert Notice.objects.count() == 0


def test_release_settles_every_attempt_and_tells_each_learner_once(ada, ben, tess, together):
    attempts = [written(each, together.quiz, assignment=together) for each in (ada, ben)]
    marks = [mark(response_of(attempt, 2), tess, ALL) for attempt in attempts]
    assert release_marks(marks, by=tess, at=LATER) == 2
    for attempt in attempts:
        attempt.refresh_from_db()
        assert (attempt.status, attempt.score) == (Attempt.Status.GRADED, Decimal(4))
    together.refresh_from_db()
    assert together.marks_released_at == LATER
    notices = Notice.objects.filter(kind=Kind.MARKED)
    assert {notice.person for notice in notices} == {ada, ben}
    assert notices[0].path.startswith("/attempts/")


def test_release_twice_changes_nothing(ada, tess, together):
    given = mark(response_of(written(ada, together.quiz, assignment=together), 2), tess)
    release_marks([given], by=tess, at=LATER)
    assert release_marks([given], by=tess, at=LATER) == 0
    assert Score.objects.filter(response=given.response).count() == 2


@pytest.mark.parametrize(
    "change",
    [
        {"status": Attempt.Status.IN_PROGRESS, "submitted_at": None},
        {"set_aside_at": LATER},
    ],
    ids=["runs again", "set aside"],
)
def test_release_leaves_marks_of_attempts_that_do_not_count(change, ada, tess, together):
    attempt = written(ada, together.quiz, assignment=together)
    given = mark(response_of(attempt, 2), tess)
    Attempt.objects.filter(pk=attempt.pk).update(**change)
    assert release_marks([given], by=tess, at=LATER) == 0


def test_release_leaves_marks_of_a_text_that_was_changed(ada, tess, together):
    given = mark(response_of(written(ada, together.quiz, assignment=together), 2), tess)
    Response.objects.filter(pk=given.response_id).update(revision=9)
    assert release_marks([given], by=tess, at=LATER) == 0


def test_mark_of_a_text_that_was_changed_since_release_is_no_correction(ada, tess, together):
    response = response_of(written(ada, together.quiz, assignment=together), 2)
    release_marks([mark(response, tess)], by=tess, at=LATER)
    Response.objects.filter(pk=response.pk).update(revision=9)
    assert mark(response, tess, ALL).released_at is None


def test_same_levels_for_a_text_that_was_changed_are_a_new_mark(ada, tess, together):
    response = response_of(written(ada, together.quiz, assignment=together), 2)
    mark(response, tess)
    Response.objects.filter(pk=response.pk).update(revision=9)
    assert mark(response, tess).revision == 9


def test_release_leaves_marks_of_a_text_that_was_erased(ada, tess, together):
    given = mark(response_of(written(ada, together.quiz, assignment=together), 2), tess)
    Response.objects.filter(pk=given.response_id).update(erased_at=LATER)
    assert release_marks([given], by=tess, at=LATER) == 0


def test_mark_of_a_colleague_is_not_overwritten(ada, tess, theo, together):
    response = response_of(written(ada, together.quiz, assignment=together), 2)
    stands = mark(response, theo)
    with pytest.raises(MarkedMeanwhile) as refused:
        mark(response, tess, ALL, seen=Seen(0, response.revision))
    assert refused.value.mark == stands
    assert Mark.objects.get() == stands


def test_mark_of_a_text_that_is_not_the_one_shown_is_refused(ada, tess):
    response = response_of(written(ada), 2)
    with pytest.raises(TextChanged):
        mark(response, tess, seen=Seen(0, response.revision - 1))


def test_mark_again_adds_a_row_and_keeps_the_first(ada, tess, together):
    response = response_of(written(ada, together.quiz, assignment=together), 2)
    mark(response, tess)
    mark(response, tess, ALL)
    assert [(each.is_current, each.levels) for each in response.marks.order_by("pk")] == [
        (False, FIRST),
        (True, ALL),
    ]


def test_same_mark_again_adds_nothing(ada, tess, together):
    response = response_of(written(ada, together.quiz, assignment=together), 2)
    assert mark(response, tess) == mark(response, tess)
    assert Act.objects.filter(verb=Verb.MARKED).count() == 1


def test_correction_of_a_released_mark_needs_a_reason(ada, tess):
    response = response_of(written(ada), 2)
    mark(response, tess)
    with pytest.raises(ReasonMissing):
        mark(response, tess, ALL)
    assert Mark.objects.count() == 1


def test_correction_goes_out_at_once_with_its_reason(ada, tess, together):
    attempt = written(ada, together.quiz, assignment=together)
    response = response_of(attempt, 2)
    release_marks([mark(response, tess)], by=tess, at=LATER)
    corrected = mark(response, tess, ALL, reason="I overlooked the second card.")
    attempt.refresh_from_db()
    assert (corrected.released_at, attempt.score) == (LATER, Decimal(4))
    assert [score.score for score in response.scores.order_by("pk")] == [None, 2, 3]
    told = Notice.objects.get(kind=Kind.MARK_CORRECTED)
    assert "I overlooked the second card." in sentence_of(told)
    assert Act.objects.filter(reason="I overlooked the second card.").count() == 2


def test_second_essay_of_an_attempt_adds_no_second_notice(ada, tess):
    quiz = essay_quiz()
    fill_section(quiz, 1, type_slug="essay", definition=ESSAY)
    attempt = start_attempt(quiz, learner=ada, at=NOON)
    for position in (2, 3):
        save(attempt, None, position=position, base=position - 2, text="Once.")
    submit_attempt(attempt, at=NOON)
    for position in (2, 3):
        mark(response_of(attempt, position), tess)
    assert Notice.objects.count() == 1


def test_taken_back_mark_waits_again_and_stays_readable(ada, tess, together):
    response = response_of(written(ada, together.quiz, assignment=together), 2)
    given = mark(response, tess)
    take_back_mark(given, by=tess)
    take_back_mark(given, by=tess)
    assert response.marks.get().is_current is False
    assert Act.objects.filter(verb=Verb.TOOK_BACK_MARK).count() == 1


def test_released_mark_cannot_be_taken_back(ada, tess):
    given = mark(response_of(written(ada), 2), tess)
    with pytest.raises(MarkIsReleased):
        take_back_mark(given, by=tess)


def test_levels_that_the_rubric_has_not_are_refused(ada, tess):
    with pytest.raises(LevelsUnlikeRubric):
        mark(response_of(written(ada), 2), tess, {"grounds": 4})
    assert Mark.objects.count() == 0


def test_own_text_is_refused(ada):
    with pytest.raises(OwnResponse):
        mark(response_of(written(ada), 2), ada)


def test_what_the_site_graded_is_refused(ada, tess):
    with pytest.raises(WaitsForNobody):
        mark(response_of(written(ada), 1), tess)


def test_blank_essay_is_refused(ada, tess):
    attempt = submit_attempt(start_attempt(essay_quiz(), learner=ada, at=NOON), at=NOON)
    with pytest.raises(WaitsForNobody):
        mark(response_of(attempt, 2), tess)


@pytest.mark.parametrize(
    "change",
    [
        {"status": Attempt.Status.IN_PROGRESS, "submitted_at": None},
        {"kind": Attempt.Kind.PREVIEW},
        {"set_aside_at": LATER},
    ],
    ids=["running", "preview", "set aside"],
)
def test_attempt_that_waits_for_nobody_is_refused(change, ada, tess):
    attempt = written(ada)
    Attempt.objects.filter(pk=attempt.pk).update(**change)
    with pytest.raises(WaitsForNobody):
        mark(response_of(attempt, 2), tess)


def test_erased_response_is_refused(ada, tess):
    response = response_of(written(ada), 2)
    Response.objects.filter(pk=response.pk).update(erased_at=timezone.now())
    with pytest.raises(WaitsForNobody):
        mark(response, tess)


def test_acts_stand_in_the_log_of_the_attempt_without_names(ada, tess, together):
    attempt = written(ada, together.quiz, assignment=together)
    release_marks([mark(response_of(attempt, 2), tess)], by=tess, at=LATER)
    acts = Act.objects.filter(subject_kind="attempt", subject_id=attempt.pk).order_by("pk")
    assert [(act.verb, act.actor, act.person) for act in acts] == [
        (Verb.MARKED, tess, ada),
        (Verb.RELEASED_MARKS, tess, ada),
    ]
    assert acts[0].detail == {"position": 2, "levels": FIRST}
    assert acts[0].classroom == together.classroom


@pytest.mark.parametrize(("learners", "count"), [(1, 13), (4, 28)])
def test_release_costs_five_statements_for_each_attempt(learners, count, classroom, tess, together):
    attempts = [
        written(make_learner_of(classroom), together.quiz, assignment=together)
        for _ in range(learners)
    ]
    marks = [mark(response_of(attempt, 2), tess) for attempt in attempts]
    with statements() as sent:
        release_marks(marks, by=tess, at=LATER)
    assert len(sent) == count, sent.counted
