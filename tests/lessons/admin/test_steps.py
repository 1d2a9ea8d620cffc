import pytest
from django.urls import reverse

from lessons.models import Release, Step
from lessons.operations.publishing import open_draft, publish_release
from quizzes.models import Quiz
from tests.factories_authoring import module_of, page_as_posted, published_of
from tests.factories_quizzes import NOON, CollectionFactory

pytestmark = pytest.mark.django_db
ADD = reverse("admin:lessons_step_add")


@pytest.fixture
def module(tess):
    return module_of(tess)


@pytest.fixture
def draft(module, tess):
    return open_draft(module, by=tess)


@pytest.fixture
def step(draft):
    return Step.objects.get(lesson__release=draft, kind="reading")


@pytest.fixture
def browser(tess, client_of):
    return client_of(tess)


def change(step):
    return reverse("admin:lessons_step_change", args=[step.pk])


def form_of(client, step):
    return page_as_posted(client.get(change(step)).context)


def test_saving_changes_the_step_of_the_draft_alone(browser, module, step):
    browser.post(change(step), {**form_of(browser, step), "body": "New *words*."})
    step.refresh_from_db()
    assert step.body == "New *words*."
    former = Step.objects.get(lesson__release=published_of(module), slug=step.slug)
    assert former.body != step.body


def test_saving_every_step_as_it_was_changes_nothing(browser, draft):
    steps = Step.objects.filter(lesson__release=draft)
    before = list(steps.values())
    for step in steps:
        assert browser.post(change(step), form_of(browser, step)).status_code == 302
    assert list(steps.values()) == before


def test_saving_remembers_who_edited_the_draft(browser, tess, draft, step):
    Release.objects.filter(pk=draft.pk).update(edited_by=None)
    browser.post(change(step), form_of(browser, step))
    draft.refresh_from_db()
    assert draft.edited_by == tess


def test_a_published_step_is_read_only(browser, module):
    step = Step.objects.filter(lesson__release=published_of(module)).first()
    page = browser.get(change(step))
    assert page.status_code == 200
    assert page.context["has_change_permission"] is False
    assert browser.post(change(step), {"title": "Changed"}).status_code == 403
    step.refresh_from_db()
    assert step.title != "Changed"


def test_a_published_steps_id_cannot_be_changed_in_the_draft(browser, step):
    browser.post(change(step), {**form_of(browser, step), "slug": "other"})
    step.refresh_from_db()
    assert step.slug == "before"


def test_a_new_step_is_made_in_its_lesson(browser, step):
    url = f"{ADD}?within={step.lesson_id}"
    sent = {
        "title": "More", "slug": "more", "kind": "reading", "minutes": "2", "position": "9",
        "body": "Text.",
    }  # fmt: skip
    assert browser.post(url, sent).status_code == 302
    assert Step.objects.get(lesson=step.lesson_id, slug="more").body == "Text."


def test_a_passage_without_document_is_refused_in_words(browser, step):
    sent = {**form_of(browser, step), "kind": "passage"}
    form = browser.post(change(step), sent).context["adminform"].form
    assert form.errors["document"] == ["A passage shows a document: choose one."]


def test_what_does_not_belong_to_the_kind_is_dropped(browser, draft):
    step = Step.objects.get(lesson__release=draft, kind="passage")
    browser.post(change(step), {**form_of(browser, step), "kind": "reading"})
    step.refresh_from_db()
    assert (step.document, step.from_key, step.notes) == (None, "", [])


def test_a_note_without_its_sentence_is_refused_by_line(browser, draft):
    step = Step.objects.get(lesson__release=draft, kind="passage")
    sent = {**form_of(browser, step), "notes": "Which day?\n> A year."}
    form = browser.post(change(step), sent).context["adminform"].form
    assert form.errors["notes"] == ["Line 1: begin with the sentence, as [s03]."]


def test_choices_are_the_modules_own(browser, tess, step):
    # Could leak: her own quiz in another module.
    shelf = CollectionFactory(owner=tess)
    other = Quiz.objects.create(collection=shelf, slug="other", title="Other")
    form = browser.get(change(step)).context["adminform"].form
    assert other not in form.fields["quiz"].queryset
    assert form.fields["quiz"].queryset.count() == 1


def test_preview_without_script_shows_the_form_again_and_saves_nothing(browser, step):
    sent = {**form_of(browser, step), "body": "New *words*.", "_preview": "1"}
    response = browser.post(change(step), sent)
    assert "New <em>words</em>." in response.content.decode()
    assert response.context["adminform"].form["body"].value() == "New *words*."
    step.refresh_from_db()
    assert "New" not in step.body


def test_live_preview_names_what_leads_nowhere(browser, step):
    url = reverse("admin:lessons_step_preview") + f"?object={step.pk}"
    page = browser.post(url, {**form_of(browser, step), "body": "See [@nothing]."})
    assert "nothing" in page.content.decode()
    assert "<html" not in page.content.decode()


def test_publish_button_publishes_and_says_so(browser, module, draft):
    url = reverse("admin:lessons_release_publish", args=[draft.pk])
    page = browser.post(url, follow=True).content.decode()
    assert "Published. Learners see it from now on." in page
    assert published_of(module) == draft


def test_publish_button_lists_what_is_wrong_with_links(browser, module, draft, step):
    Step.objects.filter(pk=step.pk).update(body="See [@nothing].")
    url = reverse("admin:lessons_release_publish", args=[draft.pk])
    page = browser.post(url, follow=True).content.decode()
    assert "[@nothing] cites a source that is not in this module." in page
    assert f'href="{change(step)}"' in page
    assert published_of(module) != draft


def test_publish_by_get_is_not_there(browser, draft):
    url = reverse("admin:lessons_release_publish", args=[draft.pk])
    assert browser.get(url).status_code == 404


def test_publishing_what_is_published_is_not_there(browser, draft):
    publish_release(draft, at=NOON, by=None)
    url = reverse("admin:lessons_release_publish", args=[draft.pk])
    assert browser.post(url).status_code == 404


def test_the_draft_and_its_steps_lead_to_their_preview(browser, draft, step):
    release = reverse("admin:lessons_release_change", args=[draft.pk])
    whole = reverse("lessons:preview:module", args=[draft.pk])
    one = reverse("lessons:preview:step", args=[draft.pk, "two-dates", step.slug])
    assert f'href="{whole}"' in browser.get(release).content.decode()
    assert f'href="{one}"' in browser.get(change(step)).content.decode()
    assert browser.get(whole).status_code == 200
