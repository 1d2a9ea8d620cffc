"""The pages of marking, and what the learner finds afterwards."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quizzes.models import Anchor, Assignment, Attempt, Mark, Response
from quizzes.models.assignments import ReleaseOfMarks
from quizzes.models.quizzes import Purpose
from quizzes.operations.attempts import start_attempt, submit_attempt
from quizzes.operations.marking import Seen, mark_response, release_marks
from rosters.models import User
from sources.models import Sentence
from tests.factories import LearnerFactory, make_learner_of
from tests.factories_quizzes import (
    ESSAY,
    NOON,
    RIGHT,
    AssignmentFactory,
    QuizFactory,
    fill_section,
    quiz_of,
    response_of,
    save,
)
from tests.keys.twins import page_of as bytes_of
from tests.world import put_document

pytestmark = pytest.mark.django_db

MODEL = "A model that only the marker reads."


@pytest.fixture
def assignment(classroom) -> Assignment:
    quiz = QuizFactory(title="Two essays", purpose=Purpose.EXAM)
    definition = ESSAY | {"model": MODEL}
    fill_section(quiz, 1, type_slug="essay", title="Who saw it?", definition=definition)
    return AssignmentFactory(
        quiz=quiz, classroom=classroom, opens_at=NOON, release_marks=ReleaseOfMarks.TOGETHER
    )


@pytest.fixture
def browser(tess, client_of) -> Client:
    return client_of(tess)


def write(learner: User, assignment: Assignment, text: str = "The minutes say so.") -> Response:
    attempt = start_attempt(assignment.quiz, learner=learner, at=NOON, assignment=assignment)
    save(attempt, None, text=text)
    submit_attempt(attempt, at=NOON)
    return response_of(attempt)


def give(response: Response, by: User, level: int = 2, comment: str = "Which page?") -> Mark:
    standing = Mark.objects.current().filter(response=response).first()
    seen = Seen(standing.pk if standing else 0, response.revision)
    return mark_response(
        response, levels={"grounds": level}, comment=comment, by=by, at=timezone.now(), seen=seen
    )


def page_of(response: Response) -> str:
    return reverse("quizzes:marking-response", args=[response.pk])


def posted(response: Response, level: int = 2, base: int = 0, **more: str) -> dict[str, str]:
    fields = {"level-0": str(level), "comment": "", "base": str(base), "go": "next"}
    return fields | {"revision": str(response.revision)} | more


def text_of(browser: Client, path: str) -> str:
    return browser.get(path).content.decode()


def test_save_and_next_goes_on_to_the_next_that_waits(browser, tess, ada, ben, assignment):
    first, second, third = (
        write(each, assignment) for each in (ada, ben, make_learner_of(assignment.classroom))
    )
    give(second, tess)
    reply = browser.post(page_of(first), posted(first))
    assert reply.url == f"{page_of(third)}?after={first.pk}"
    assert Mark.objects.get(response=first).levels == {"grounds": 2}


def test_save_of_the_last_one_leads_to_the_list_with_its_release(browser, ada, assignment):
    response = write(ada, assignment)
    reply = browser.post(page_of(response), posted(response), follow=True)
    said = reply.content.decode()
    assert "Every answer to this question is marked." in said
    assert "Release 1 mark of “Two essays”, 10b" in said
    assert "Nothing is left to mark." in said


def test_queue_counts_by_question(browser, tess, ada, ben, assignment):
    give(write(ada, assignment), tess)
    write(ben, assignment)
    said = text_of(browser, reverse("quizzes:marking"))
    assert "1 of 2 marked" in said
    assert "1 not released" in said
    assert "1 is still unmarked" in said


def test_queue_without_work_says_what_will_stand_there(browser):
    assert "Nothing waits to be marked." in text_of(browser, reverse("quizzes:marking"))


def test_queue_of_a_school_admin_holds_her_school(client_of, sam, oona, ada, assignment):
    write(ada, assignment)
    path = reverse("quizzes:marking")
    assert "Who saw it?" in text_of(client_of(sam), path)
    assert "Who saw it?" not in text_of(client_of(oona), path)


def test_page_shows_the_text_the_rubric_and_what_is_for_the_marker(browser, ada, assignment):
    said = text_of(browser, page_of(write(ada, assignment)))
    assert "The minutes say so." in said
    assert "mostly" in said
    assert "0.67 points" in said
    assert MODEL in said


def test_level_that_is_missing_is_asked_for(browser, ada, assignment):
    response = write(ada, assignment)
    fields = posted(response, comment="Keep this.")
    del fields["level-0"]
    reply = browser.post(page_of(response), fields)
    assert reply.status_code == 422
    assert "Choose a level." in reply.content.decode()
    assert "Keep this." in reply.content.decode()
    assert Mark.objects.count() == 0


def test_mark_of_a_colleague_is_shown_beside_what_was_entered(browser, theo, ada, assignment):
    response = write(ada, assignment)
    theirs = give(response, theo, 1, "Theo was first.")
    reply = browser.post(page_of(response), posted(response, 3, comment="Mine."))
    said = reply.content.decode()
    assert reply.status_code == 409
    assert "Theo was first." in said
    assert "Mine." in said
    assert Mark.objects.get() == theirs
    again = browser.post(page_of(response), posted(response, 3, base=theirs.pk))
    assert again.status_code == 302
    assert Mark.objects.current().get().levels == {"grounds": 3}


def test_mark_is_taken_back(browser, tess, ada, assignment):
    response = write(ada, assignment)
    given = give(response, tess)
    path = reverse("quizzes:marking-take-back", args=[response.pk])
    assert "waits again" in browser.post(path, {"mark": given.pk}, follow=True).content.decode()
    assert not Mark.objects.current().exists()


def test_mark_that_was_not_shown_is_not_taken_back(browser, tess, ada, assignment):
    response = write(ada, assignment)
    given = give(response, tess)
    path = reverse("quizzes:marking-take-back", args=[response.pk])
    browser.post(path, {"mark": given.pk + 1})
    assert Mark.objects.current().get() == given


def test_names_are_hidden_until_an_answer_is_marked(browser, tess, ada, assignment):
    response = write(ada, assignment)
    browser.post(reverse("quizzes:marking-names"), {"names": "hide"})
    assert "Ada Quispe" not in text_of(browser, page_of(response))
    release = reverse("quizzes:marking-release", args=[assignment.pk])
    assert "Ada Quispe" not in text_of(browser, release)
    give(response, tess)
    assert "Ada Quispe" in text_of(browser, page_of(response))


def test_names_lead_back_to_this_site_only(browser):
    path = reverse("quizzes:marking-names")
    reply = browser.post(path, {"names": "hide", "back": "https://elsewhere.example/"})
    assert reply.url == reverse("quizzes:marking")


def test_release_says_what_is_missing_and_releases_what_is_ready(
    browser, tess, ada, ben, assignment
):
    give(write(ada, assignment), tess)
    write(ben, assignment)
    path = reverse("quizzes:marking-release", args=[assignment.pk])
    said = text_of(browser, path)
    assert "Release 1 mark; 1 still unmarked" in said
    assert "Ben Larsen" in said
    assert "1 mark is released" in browser.post(path, follow=True).content.decode()
    assert [a.status for a in Attempt.objects.order_by("pk")] == ["graded", "submitted"]


def test_release_leaves_learners_of_others(browser, tess, ada, assignment):
    stranger = LearnerFactory()
    given = give(write(stranger, assignment), tess)
    browser.post(reverse("quizzes:marking-release", args=[assignment.pk]))
    given.refresh_from_db()
    assert given.released_at is None


def test_correction_without_a_reason_is_asked_for_it(browser, tess, ada, assignment):
    response = write(ada, assignment)
    given = give(response, tess)
    release_marks([given], by=tess, at=timezone.now())
    reply = browser.post(page_of(response), posted(response, 3, base=given.pk))
    assert reply.status_code == 422
    assert "Say why the mark changes" in reply.content.decode()
    fields = posted(response, 3, base=given.pk, reason="I missed a card.")
    browser.post(page_of(response), fields)
    attempt = Attempt.objects.get()
    assert attempt.score == attempt.max_score


def test_learner_sees_nothing_of_a_mark_before_its_release(client_of, tess, ada, assignment):
    response = write(ada, assignment)
    path = reverse("quizzes:attempt-review", args=[response.attempt_id])
    browser = client_of(ada)
    before = bytes_of(browser, path)
    give(response, tess)
    assert bytes_of(browser, path) == before
    assert b"waits for a person" in before[1]


def test_review_counts_what_is_scored_while_an_essay_waits(client_of, tess, ada, assignment):
    response = write(ada, assignment)
    path = reverse("quizzes:attempt-review", args=[response.attempt_id])
    assert "So far 0 of 1 answers are scored; 0 fully right." in text_of(client_of(ada), path)
    release_marks([give(response, tess)], by=tess, at=timezone.now())
    assert "0 of 1 answer is fully right." in text_of(client_of(ada), path)


def test_review_counts_a_blank_answer_among_those_that_are_not_right(client_of, ada):
    attempt = start_attempt(quiz_of(2), learner=ada, at=timezone.now())
    save(attempt, RIGHT, at=timezone.now())
    submit_attempt(attempt, at=timezone.now())
    path = reverse("quizzes:attempt-review", args=[attempt.pk])
    assert "1 of 2 answers are fully right." in text_of(client_of(ada), path)


def test_learner_reads_levels_and_comment_after_the_release(client_of, tess, ada, assignment):
    """In an exam that is still open: no key belongs to an essay's mark."""
    Assignment.objects.update(closes_at=timezone.now() + timedelta(days=1))
    response = write(ada, assignment)
    release_marks([give(response, tess)], by=tess, at=timezone.now())
    said = text_of(client_of(ada), reverse("quizzes:attempt-review", args=[response.attempt_id]))
    assert "Your teacher’s mark" in said
    assert "Level 2" in said
    assert "mostly" in said
    assert "Which page?" in said
    assert "You earned 0.67 of 1 points." in said
    assert MODEL not in said
    assert "Tess" not in said


def test_essay_asks_for_no_certainty(client_of, ada):
    quiz = QuizFactory(certainty=True)
    fill_section(quiz, 1, type_slug="essay", definition=ESSAY)
    attempt = start_attempt(quiz, learner=ada, at=NOON)
    said = text_of(client_of(ada), reverse("quizzes:attempt-item", args=[attempt.pk, 1]))
    assert 'name="certainty"' not in said


def test_page_shows_the_sentences_that_the_question_is_about(browser, ada, assignment):
    response = write(ada, assignment)
    put_document(assignment.quiz.collection, "text-0", 0, sentences=2)
    sentence = Sentence.objects.get(number=2)
    Anchor.objects.create(
        item_version=response.item_version, document=sentence.document, first=sentence,
        last=sentence,
    )  # fmt: skip
    said = text_of(browser, page_of(response))
    assert "The mill opened." in said
    assert "sentence 2" in said
