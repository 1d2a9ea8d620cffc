"""Forms of staff that are sent twice, as by a double press without script: done once, and the
second answer is as the first."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from lessons.models import Build, Module
from quizzes.models import Assignment, Attempt, ExtraAttempt
from quizzes.operations.attempts import start_attempt, submit_attempt
from rosters.models import Act, Classroom
from sources.models import Collection, Import, ReviewAct
from sources.operations.variants import offer_variants
from tests.factories_content import private_to
from tests.factories_quizzes import AssignmentFactory, CollectionFactory, quiz_of
from tests.labelled import labelled_document, sound, weak

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
WHY = "The fire alarm rang."


@pytest.fixture
def browser(client_of, tess):
    return client_of(tess)


@pytest.fixture
def given(classroom):
    quiz = quiz_of(2, time_limit_minutes=30, attempts_allowed=1, title="Mills")
    return AssignmentFactory(quiz=quiz, classroom=classroom, closes_at=timezone.now() + 90 * MINUTE)


@pytest.fixture
def running(given, ada):
    return start_attempt(given.quiz, learner=ada, at=timezone.now(), assignment=given)


@pytest.fixture
def handed_in(running):
    return submit_attempt(running, at=timezone.now())


def text(response):
    return response.content.decode()


def number_in(response, about=""):
    """The number of the page's form; of several the one whose field's id begins so."""
    found = re.findall(
        r'<input type="hidden" name="form" value="([^"]+)"[^>]*?id="([^"]*)"', text(response)
    )
    return next(number for number, own in found if own.startswith(about))


def twice(browser, path, posted):
    """What is said at the end of the second sending; it says what the first one said."""
    said = [_said(browser.post(path, posted, follow=True)) for _ in range(2)]
    assert said[0] == said[1] != []
    return said[1]


def _said(response):
    return [str(message) for message in response.context["messages"]]


def act(browser, attempt, name, form, **posted):
    page = browser.get(reverse("quizzes:attempt-staff", args=[attempt.pk]))
    posted |= {"reason": WHY, "form": number_in(page, form)}
    return twice(browser, reverse(f"quizzes:attempt-{name}", args=[attempt.pk]), posted)


def test_time_is_added_once(browser, running):
    before = running.deadline_at
    assert act(browser, running, "add-time", "time", minutes=10) == ["10 minutes added."]
    assert Attempt.objects.get().deadline_at == before + 10 * MINUTE
    assert act(browser, running, "add-time", "time", minutes=5) == ["5 minutes added."]
    assert Attempt.objects.get().deadline_at == before + 15 * MINUTE


def test_time_for_all_is_added_once(browser, given, running):
    page = browser.get(reverse("quizzes:assignment-class", args=[given.pk]))
    posted = {"minutes": 10, "reason": WHY, "form": number_in(page)}
    path = reverse("quizzes:assignment-add-time", args=[given.pk])
    assert twice(browser, path, posted) == ["Time added to 1 attempt; its learner finds a notice."]
    assert Attempt.objects.get().deadline_at == running.deadline_at + 10 * MINUTE


def test_one_more_attempt_is_allowed_once(browser, handed_in):
    act(browser, handed_in, "allow", "more")
    assert ExtraAttempt.objects.count() == 1


def test_attempt_is_reopened_once(browser, handed_in):
    said = act(browser, handed_in, "reopen", "reopen", minutes=10, confirmed="yes")
    assert said == ["It is open again; the learner finds a notice."]


def test_number_of_a_form_goes_through_its_second_step(browser, handed_in):
    path = reverse("quizzes:attempt-set-aside", args=[handed_in.pk])
    asked = browser.post(path, {"reason": WHY, "form": "abc"})
    assert 'name="form" value="abc"' in text(asked)


def test_attempt_is_set_aside_and_brought_back_once(browser, handed_in):
    act(browser, handed_in, "set-aside", "aside", confirmed="yes")
    act(browser, handed_in, "bring-back", "back")
    assert Act.objects.count() == 2
    assert Attempt.objects.get().set_aside_at is None


def test_quiz_is_assigned_once(browser, classroom):
    quiz = quiz_of(1, title="Mills")
    closes = timezone.localtime(timezone.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    rules = {
        "what": f"quiz-{quiz.pk}",
        "classrooms": [classroom.pk],
        "closes_at": closes,
        "release_marks": "as-marked",
    }
    path = reverse("lessons:assign", args=[classroom.pk])
    shown = text(browser.post(path, rules))
    number = re.search(r'name="form" value="([^"]+)"', shown).group(1)
    posted = rules | {"step": "assign", "form": number}
    assert twice(browser, path, posted) == [f"“Mills” is assigned to {classroom.name}."]
    assert Assignment.objects.count() == 1


def test_class_without_names_is_made_once(browser, tess):
    path = reverse("rosters:class-new")
    posted = {"name": "11c", "form": number_in(browser.get(path))}
    assert twice(browser, path, posted) == ["The class 11c is made."]
    assert Classroom.objects.filter(name="11c").count() == 1


def test_files_are_brought_in_once(browser, tess):
    path = reverse("sources:import-new")
    number = number_in(browser.get(path))
    ends = []
    for _ in range(2):
        files = [SimpleUploadedFile(f"{name}.txt", b"It is so.") for name in ("mill", "bridge")]
        reply = browser.post(path, {"documents": files, "title": "Towns", "form": number})
        ends.append(reply.url)
    assert ends[0] == ends[1] == reverse("sources:documents")
    assert Import.objects.count() == 2
    assert Collection.objects.filter(owner=tess).count() == 1


def test_pasted_text_sent_twice_leads_to_the_same_import(browser):
    path = reverse("sources:import-new")
    posted = {"text": "It is so.", "form": number_in(browser.get(path))}
    first, second = browser.post(path, posted), browser.post(path, posted)
    assert first.url == second.url == reverse("sources:import", args=[Import.objects.get().pk])


@pytest.fixture
def document(tess):
    shelf = CollectionFactory(**private_to(tess))
    sentences = [weak("Many carts came down."), sound("The toll book has it.")]
    return labelled_document(sentences, collection=shelf)


def test_module_is_built_once(browser, document):
    path = reverse("lessons:build", args=[document.pk])
    posted = {"documents": [document.pk], "title": "The toll"}
    assert twice(browser, path, posted)
    assert Module.objects.filter(collection=document.collection).count() == 1
    assert Build.objects.filter(module__collection=document.collection).count() == 2


def test_made_sentence_is_approved_once(browser, document):
    offer_variants(document, weakness="vague-amount")
    variant = document.variants.earliest("pk")
    page = text(browser.get(f"/documents/{document.pk}/variants/?weakness=vague-amount"))
    seen = re.search(r'name="seen" value="([^"]+)"', page).group(1)
    posted = {"act": "approve", "text": "Carts came down: 410.", "seen": seen}
    path = f"/documents/{document.pk}/variants/{variant.pk}/"
    first, second = browser.post(path, posted), browser.post(path, posted)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.url == second.url
    assert ReviewAct.objects.filter(verb="variant").count() == 1
