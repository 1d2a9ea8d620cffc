"""Next, notes and Start: what a POST does, and for whom."""

import pytest
from django.contrib.messages import get_messages

from lessons.models import LessonCompletion, Release, Step, StepCompletion, StepNote
from quizzes.models import Attempt, Quiz
from rosters.models import School, User
from tests.factories_content import module_with, private_to
from tests.factories_quizzes import fill_section, quiz_of
from tests.statements import statements

pytestmark = pytest.mark.django_db

JSON = {"Accept": "application/json"}


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def press_next(client, place, lesson="a", step="1", **posted):
    return client.post(place.url("step-read", lesson, step), posted)


@pytest.fixture
def asked():
    """A module of one lesson with two steps, both with a prompt."""
    place = module_with(2)
    Step.objects.update(prompt="Why?")
    return place


def test_next_leads_to_the_next_step(client_of, ada):
    place = module_with(2)
    answer = press_next(client_of(ada), place)
    assert answer.headers["Location"] == place.url("step", "a", "2")
    assert StepCompletion.objects.get(learner=ada).step_key == "a/1"


def test_next_on_the_last_step_leads_to_the_next_lesson(client_of, ada):
    place = module_with(1, 1)
    answer = press_next(client_of(ada), place)
    assert answer.headers["Location"] == place.url("lesson", "b")
    assert said(answer) == ["Lesson 1 is complete: Title of a."]


def test_next_at_the_end_leads_to_the_module(client_of, ada):
    place = module_with(1)
    assert press_next(client_of(ada), place).headers["Location"] == place.path


def test_next_at_the_end_says_what_is_missing(client_of, ada):
    place = module_with(2, checks=True)
    answer = press_next(client_of(ada), place, step="2")
    assert said(answer) == ["Lesson 1 is not complete yet. Open: 1 Title of 1, 2 Title of 2."]


def test_next_twice_is_harmless(client_of, ada):
    place = module_with(1)
    client = client_of(ada)
    press_next(client, place)
    assert press_next(client, place).status_code == 302
    assert StepCompletion.objects.count() == LessonCompletion.objects.count() == 1


def test_next_saves_the_note_in_the_box(client_of, ada, asked):
    press_next(client_of(ada), asked, text="Since it opened.")
    assert StepNote.objects.get(learner=ada).text == "Since it opened."


def test_next_with_too_long_a_note_stays_and_says_so(client_of, ada, asked):
    answer = press_next(client_of(ada), asked, text="x" * 10_001)
    assert answer.headers["Location"] == asked.url("step", "a", "1")
    assert said(answer) == ["Your note is longer than 10000 characters: shorten it."]
    assert not StepCompletion.objects.exists()


def test_next_makes_a_guest_of_a_visitor(client):
    place = module_with(2)
    press_next(client, place)
    learner = StepCompletion.objects.get().learner
    assert learner.is_guest
    press_next(client, place, step="2")
    assert StepCompletion.objects.filter(learner=learner).count() == 2


def test_next_of_a_visitor_goes_on_where_guests_are_not_taken(client):
    School.objects.create(name="Hilltop", slug="hilltop", guests_allowed=False)
    place = module_with(2)
    answer = press_next(client, place)
    assert answer.headers["Location"] == place.url("step", "a", "2")
    assert said(answer) == ["You can read on. To keep your place and your notes, sign in."]
    assert not User.objects.exists()


@pytest.mark.parametrize("name", ["step-read", "note-save", "step-quiz-start"])
def test_posts_are_not_answered_to_get(client_of, ada, name):
    place = module_with(1, checks=True)
    assert client_of(ada).get(place.url(name, "a", "1")).status_code == 405


@pytest.mark.parametrize("name", ["step-read", "note-save", "step-quiz-start"])
def test_posts_to_a_private_module_are_not_there_for_others(client_of, oona, ben, name):
    place = module_with(1, checks=True, **private_to(oona))
    assert client_of(ben).post(place.url(name, "a", "1"), {"text": "x"}).status_code == 404
    assert not StepCompletion.objects.exists()


@pytest.mark.parametrize("lessons", [1, 8])
def test_next_takes_a_constant_number_of_statements(client_of, ada, lessons):
    place = module_with(*[4] * lessons)
    client = client_of(ada)
    press_next(client, place)
    with statements() as sent:
        press_next(client, place, step="2")
    assert len(sent) == 6, sent.counted


def test_note_is_saved_by_its_button(client_of, ada, asked):
    answer = client_of(ada).post(asked.url("note-save", "a", "1"), {"text": "A note."})
    assert answer.headers["Location"] == asked.url("step", "a", "1") + "#note"
    assert said(answer) == ["Your note is saved."]
    assert not StepCompletion.objects.exists()


def test_note_is_saved_by_the_page(client_of, ada, asked):
    answer = client_of(ada).post(
        asked.url("note-save", "a", "1"), {"text": "A note."}, headers=JSON
    )
    assert answer.status_code == 200
    assert answer.json()["at"]
    assert StepNote.objects.get(learner=ada).text == "A note."


def test_note_of_a_visitor_brings_the_new_token(client, asked):
    answer = client.post(asked.url("note-save", "a", "1"), {"text": "A note."}, headers=JSON)
    assert StepNote.objects.get().learner.is_guest
    assert len(answer.json()["token"]) == 64


def test_note_that_is_too_long_is_refused_in_words(client_of, ada, asked):
    answer = client_of(ada).post(
        asked.url("note-save", "a", "1"), {"text": "x" * 10_001}, headers=JSON
    )
    assert answer.status_code == 422
    assert "shorten it" in answer.json()["message"]


def test_note_counts_a_line_break_as_the_browser_does(client_of, ada, asked):
    text = "\r\n" * 10_000
    answer = client_of(ada).post(
        asked.url("note-save", "a", "1"), {"text": "x" + text[2:]}, headers=JSON
    )
    assert answer.status_code == 200


def test_note_of_a_visitor_is_refused_where_guests_are_not_taken(client, asked):
    School.objects.create(name="Hilltop", slug="hilltop", guests_allowed=False)
    answer = client.post(asked.url("note-save", "a", "1"), {"text": "x"}, headers=JSON)
    assert answer.status_code == 403


def test_note_under_a_step_without_a_prompt_is_not_kept(client_of, ada):
    place = module_with(1)
    client_of(ada).post(place.url("note-save", "a", "1"), {"text": "x"})
    assert not StepNote.objects.exists()


def test_note_stands_in_the_box_again(client_of, ada, asked):
    StepNote.objects.create(learner=ada, module=asked.module, step_key="a/1", text="<My note>")
    html = client_of(ada).get(asked.url("step", "a", "1")).content.decode()
    assert "&lt;My note&gt;</textarea>" in html


def test_note_of_a_classmate_is_not_shown(client_of, ada, ben, asked):
    StepNote.objects.create(learner=ben, module=asked.module, step_key="a/1", text="Secret")
    html = client_of(ada).get(asked.url("step", "a", "2")).content.decode()
    assert "Secret" not in html


def test_last_step_shows_the_notes_of_the_lesson(client_of, ada, asked):
    StepNote.objects.create(learner=ada, module=asked.module, step_key="a/1", text="My note")
    html = client_of(ada).get(asked.url("step", "a", "2")).content.decode()
    assert "What you wrote in this lesson" in html
    assert "<p>My note</p>" in html


def test_check_starts_with_the_way_back(client_of, ada):
    place = module_with(1, checks=True)
    fill_section(Quiz.objects.get(), 1)
    answer = client_of(ada).post(place.url("step-quiz-start", "a", "1"))
    attempt = Attempt.objects.get(learner=ada)
    assert answer.headers["Location"] == f"/attempts/{attempt.pk}/"
    assert attempt.origin_path == place.url("step", "a", "1")
    assert attempt.origin_title == "Title of a"


def test_start_on_a_step_without_a_quiz_is_not_there(client_of, ada):
    place = module_with(1)
    assert client_of(ada).post(place.url("step-quiz-start", "a", "1")).status_code == 404


def test_quiz_of_the_module_starts_with_the_way_back(client_of, ada):
    place = module_with(1)
    quiz = quiz_of(1, collection=place.collection, slug="lab")
    client_of(ada).post(place.url("module-quiz-start", "lab"))
    attempt = Attempt.objects.get(learner=ada, quiz=quiz)
    assert attempt.origin_path == place.url("module-quiz", "lab")


def test_start_records_a_lesson_that_a_passed_check_completed(client_of, ada):
    place = module_with(1, checks=True)
    quiz = Quiz.objects.get()
    fill_section(quiz, 1)
    Attempt.objects.create(
        learner=ada, quiz=quiz, status="graded", submitted_at=place.release.published_at,
        score=1, max_score=1,
    )  # fmt: skip
    client_of(ada).post(place.url("step-quiz-start", "a", "1"))
    assert LessonCompletion.objects.filter(learner=ada, lesson_slug="a").exists()


@pytest.fixture
def preview(tess):
    """Tess's module as a draft that she previews."""
    place = module_with(2, checks=True, **private_to(tess))
    Step.objects.update(prompt="Why?")
    fill_section(Quiz.objects.get(), 1)
    Release.objects.update(status=Release.Status.DRAFT, published_at=None)
    return f"/preview/{place.release.pk}/"


def test_preview_goes_on_without_writing_progress(client_of, tess, preview):
    client = client_of(tess)
    answer = client.post(f"{preview}a/1/read/", {"text": "A note."})
    assert answer.headers["Location"] == f"{preview}a/2/"
    client.post(f"{preview}a/1/note/", {"text": "A note."})
    saved = client.post(f"{preview}a/1/note/", {"text": "A note."}, headers=JSON)
    assert saved.status_code == 403
    assert not StepCompletion.objects.exists()
    assert not StepNote.objects.exists()


def test_preview_of_a_check_starts_a_preview_attempt(client_of, tess, preview):
    client_of(tess).post(f"{preview}a/2/start/")
    assert Attempt.objects.get().is_preview
    assert not LessonCompletion.objects.exists()


@pytest.mark.parametrize(
    "rules",
    [{"purpose": "exam"}, {"status": Quiz.Status.DRAFT}, {"status": Quiz.Status.RETIRED}],
    ids=["exam", "draft", "retired"],
)
def test_check_that_cannot_be_started_alone_is_not_there(client_of, ada, rules):
    place = module_with(1, checks=True)
    Quiz.objects.update(**rules)
    step = Step.objects.get(quiz__isnull=False)
    path = place.url("step-quiz-start", step.lesson.slug, step.slug)
    assert client_of(ada).post(path).status_code == 404
    assert not Attempt.objects.exists()
