"""The pages of a build: what it will be, what is left to decide, publishing."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lessons.models import Build, BuiltPart, Lesson, Module, Release
from lessons.operations.building.build import build_module
from lessons.operations.building.decisions import decisions_of
from lessons.views import building
from rosters.models import User
from sources.models import Collection, Document, Term
from tests.factories_quizzes import CollectionFactory
from tests.labelled import Said, labelled_document, sound, weak
from tests.lessons.operations.building.rivertown import TOWNS, built, decide_all, reviewed

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(tess: User, client_of: Callable[[User], Client]) -> Client:
    return client_of(tess)


def build_url(document: Document) -> str:
    return reverse("lessons:build", args=[document.pk])


def decide_url(module: Module) -> str:
    return reverse("lessons:build-decisions", args=[module.pk])


def post(browser: Client, name: str, module: Module, **data: object):
    return browser.post(reverse(f"lessons:{name}", args=[module.pk]), data, follow=True)


def messages_of(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_the_page_shows_what_would_be_drafted_and_writes_nothing(browser, tess):
    page = browser.get(build_url(reviewed(tess))).content.decode()
    assert "The summer" in page
    assert "Mark the sentences" in page or "Vague amount" in page
    assert not Module.objects.exists()


def test_a_build_leads_to_what_is_left_to_decide(browser, tess):
    document = reviewed(tess)
    sent = {"title": "River towns", "documents": [document.pk]}
    response = browser.post(build_url(document), sent, follow=True)
    module = Module.objects.get()
    assert response.redirect_chain[-1][0] == f"/builds/{module.pk}/"
    assert (module.title, module.slug) == ("River towns", "river-towns")
    assert "What is left to decide" in response.content.decode()


def test_the_button_stands_before_the_long_list(browser, tess):
    page = browser.get(build_url(reviewed(tess))).content.decode()
    assert page.index('id="from-what"') < page.index('id="changes-')


def test_what_would_be_drafted_stands_lesson_by_lesson(browser, tess):
    page = browser.get(build_url(reviewed(tess))).content.decode()
    summer, autumn = page.index('id="changes-the-summer"'), page.index('id="changes-the-autumn"')
    assert summer < page.index("Vague amount: sentences 1 to 9") < autumn
    assert autumn < page.index("Vague amount: sentences 10 to 18")
    assert page.count("<details class=") == page.count('id="changes-')


def test_the_button_stays_in_reach_below_the_list(browser, tess):
    page = browser.get(build_url(reviewed(tess))).content.decode()
    assert page.index('<section class="bar"') > page.index("</main>")
    assert '<button class="btn" form="build-form">' in page


def test_what_each_weakness_needs_stands_in_a_table_with_a_way_to_write_it(browser, tess):
    document = labelled_document(
        [weak("Many carts came down."), sound("The toll book counts 410 carts.")],
        collection=CollectionFactory(owner=tess),
    )
    page = browser.get(build_url(document)).content.decode()
    assert page.count('class="needs"') == 1
    way = reverse("quizzes:variants", args=[document.pk])
    assert f'href="{way}?weakness=vague-amount"' in page
    assert "Write 3 sound sentences." in page


def test_a_new_module_is_called_what_was_typed_at_import(browser, tess):
    document = reviewed(tess)
    document.collection.title = "Rivertown and its story"
    document.collection.save()
    page = browser.get(build_url(document))
    assert page.context["form"].initial["title"] == "Rivertown and its story"


def test_what_would_change_is_shown_and_no_address_holds_the_token(browser, tess):
    document = reviewed(tess)
    other = labelled_document(
        "The winter", [Said("The river froze.")], slug="winter", collection=document.collection
    )
    page = browser.get(build_url(document)).content.decode()
    assert "Show what changes" in page
    assert 'formmethod="get"' not in page
    sent = {"title": "River towns", "documents": [other.pk], "show": "changes"}
    response = browser.post(build_url(document), sent)
    assert {change.slug for change in response.context["changes"] if change.kind == "lesson"} == {
        "the-winter"
    }
    assert not Module.objects.exists()


def test_a_build_without_documents_says_so(browser, tess):
    response = browser.post(build_url(reviewed(tess)), {"title": "River towns"})
    assert "Choose at least one document." in response.content.decode()
    assert not Module.objects.exists()


def test_the_page_of_a_second_build_shows_the_difference(browser, tess):
    document = reviewed(tess)
    built(document, tess)
    Lesson.objects.filter(slug="the-autumn").update(title="My own autumn")
    document.claims.filter(first__key__in=["s04", "s13"]).update(why="Nobody counted.")
    page = browser.get(build_url(document)).content.decode()
    assert "Left alone" in page
    assert "<ins>" in page
    assert "Apply these changes" in page


def test_a_long_build_waits_for_the_background(browser, tess, monkeypatch):
    monkeypatch.setattr(building, "LONG", 3)
    document = reviewed(tess)
    sent = {"title": "River towns", "documents": [document.pk]}
    response = browser.post(build_url(document), sent, follow=True)
    assert Build.objects.get().status == Build.Status.WAITING
    assert "<progress" in response.content.decode()
    state = browser.get(reverse("lessons:build-state", args=[Module.objects.get().pk])).json()
    assert state == {"is_under_way": True, "percent": 0, "words": "0 of 100 done"}


def test_one_build_at_a_time(browser, tess):
    document = reviewed(tess)
    module, _build = built(document, tess)
    Build.objects.create(module=module, status=Build.Status.RUNNING)
    response = browser.post(build_url(document), {"documents": [document.pk]}, follow=True)
    assert messages_of(response) == ["This module is being built already."]


def test_one_part_is_decided_by_its_button(browser, tess):
    module, _build = built(reviewed(tess), tess)
    part = module.built_parts.get(kind="lesson", slug="the-summer")
    post(browser, "build-decide", module, only=part.pk, group="the-summer")
    assert list(module.built_parts.filter(decided=True)) == [part]


def test_a_whole_lesson_is_decided_at_once(browser, tess):
    module, _build = built(reviewed(tess), tess)
    post(browser, "build-decide", module, act="accept-rest", group="the-summer")
    left = {group.id: len(group.left) for group in decisions_of(module).groups}
    assert left["the-summer"] == 0
    assert left["the-autumn"] > 0


def test_a_decision_is_taken_back(browser, tess):
    module, _build = built(reviewed(tess), tess)
    part = module.built_parts.get(kind="lesson", slug="the-summer")
    post(browser, "build-decide", module, only=part.pk, group="the-summer")
    post(browser, "build-decide", module, reopen=part.pk, group="the-summer")
    assert not module.built_parts.filter(decided=True).exists()


def test_a_question_is_read_whole_where_it_is_decided(browser, tess):
    module, _build = built(reviewed(tess), tess)
    page = browser.get(decide_url(module)).content.decode()
    mark = module.built_parts.get(kind="item", slug="towns-mark-vague-amount-1")
    own = page.split(f'id="part-{mark.pk}"')[1].split('id="part-')[0]
    assert "Mark every sentence with this weakness: Vague amount." in own
    assert "The toll book counts 410 carts at the bridge of the river." in own
    assert (own.count("To mark"), own.count("To leave alone")) == (4, 4)
    assert "The question to ask" in own
    assert own.index("To mark") < own.index("Good as it stands") < own.index("Edit<")


def test_steps_and_words_say_what_learners_will_read(browser, tess):
    module, _build = built(reviewed(tess), tess)
    page = browser.get(decide_url(module)).content.decode()
    assert "Before you read a text, look at where it comes from." in page
    passage = module.built_parts.get(kind="step", slug="the-summer/passage-1")
    assert "The minutes of 4 May list the towns." in page.split(f'id="part-{passage.pk}"')[1]


def test_one_part_is_open_and_a_decision_leads_to_the_next(browser, tess):
    module, _build = built(reviewed(tess), tess)
    first, second, third = decisions_of(module).left[:3]
    page = browser.get(decide_url(module)).content.decode()
    assert page.count("<details open>") == 1
    assert page.index("<details open>") > page.index(f'id="part-{first.part.pk}"')
    response = browser.post(
        reverse("lessons:build-decide", args=[module.pk]),
        {"only": second.part.pk, "group": "the-summer"},
    )
    assert response.url == f"{decide_url(module)}?at={third.part.pk}#part-{third.part.pk}"
    page = browser.get(response.url).content.decode()
    assert page.index("<details open>") > page.index(f'id="part-{third.part.pk}"')
    assert f"1 of {len(decisions_of(module).groups[0].decisions)} decided." in page


def test_after_the_last_decision_the_way_on_is_plain(browser, tess):
    module, _build = built(reviewed(tess), tess)
    last = decisions_of(module).left[-1].part
    decide_all(module)
    BuiltPart.objects.filter(pk=last.pk).update(decided=False)
    response = browser.post(
        reverse("lessons:build-decide", args=[module.pk]), {"drop": last.pk, "only": ""}
    )
    assert response.url == f"{decide_url(module)}#how-far"
    page = browser.get(response.url).content.decode()
    assert page.index("See it as learners do") < page.index("Publish") < page.index("Give it to")


def test_nothing_ticked_is_said(browser, tess):
    module, _build = built(reviewed(tess), tess)
    response = post(browser, "build-decide", module, act="accept", group="the-summer")
    assert messages_of(response) == ["Nothing was ticked, or all of it was decided already."]


def test_a_candidate_is_edited_and_used(browser, tess):
    document = labelled_document(
        [Said("The Valley Council met."), Said("The Valley Council left.")],
        slug="met", title="Met", collection=CollectionFactory(owner=tess),
    )  # fmt: skip
    module, _build = built(document, tess)
    part = module.built_parts.get(kind="term")
    url = reverse("lessons:build-candidate", args=[module.pk, part.pk])
    sent = {"term": "Valley Council", "also": "", "meaning": "Those who met.", "use": "yes"}
    browser.post(url, sent)
    assert Term.objects.get().meaning == "Those who met."
    assert browser.get(url).status_code == 404


def test_a_candidate_needs_a_date_that_can_be_read(browser, tess):
    document = labelled_document(
        [Said("Two years later it fell.")], collection=CollectionFactory(owner=tess)
    )
    module, _build = built(document, tess)
    part = module.built_parts.get(kind="event")
    response = post(browser, "build-decide", module, use=part.pk, group="events")
    assert "Give it a date, and use it then." in messages_of(response)[-1]
    url = reverse("lessons:build-candidate", args=[module.pk, part.pk])
    page = browser.post(url, {"date": "soon", "title": "It fell", "why": "It did."})
    assert "Write the date as" in page.content.decode()


def test_publishing_says_how_much_is_left(browser, tess):
    module, _build = built(reviewed(tess), tess)
    BuiltPart.objects.exclude(kind="lesson", slug="the-summer").update(decided=True)
    response = post(browser, "build-publish", module)
    assert messages_of(response) == ["Not published: 1 part waits for your decision."]


def test_publishing_publishes_when_nothing_is_left(browser, tess):
    module, _build = built(reviewed(tess), tess)
    decide_all(module)
    response = post(browser, "build-publish", module)
    assert messages_of(response) == ["Published. Learners see it from now on."]
    assert module.releases.get().status == Release.Status.PUBLISHED
    page = browser.get(reverse("lessons:build-decisions", args=[module.pk])).content.decode()
    give = f"{reverse('lessons:assign-start')}?what=module-{module.pk}"
    for way in (reverse("lessons:module", args=[module.slug]), give):
        assert f'href="{way}"' in page


def test_publishing_a_second_time_says_that_it_is_published(browser, tess):
    module, _build = built(reviewed(tess), tess)
    decide_all(module)
    post(browser, "build-publish", module)
    said = messages_of(post(browser, "build-publish", module))
    assert said[-1] == "It is published, and no newer draft waits. Learners see it."


def test_a_shelf_named_by_its_file_gives_way_to_the_title_of_the_text(browser, tess):
    document = reviewed(tess)
    Collection.objects.filter(pk=document.collection_id).update(title="towns-final")
    Document.objects.filter(pk=document.pk).update(file_name="towns-final.docx")
    form = browser.get(build_url(document)).context["form"]
    assert form["title"].value() == "The Towns"


def test_saving_a_drafted_part_leads_back_to_what_is_left(browser, tess):
    module, _build = built(reviewed(tess), tess)
    decide = reverse("lessons:build-decisions", args=[module.pk])
    page = browser.get(decide).content.decode()
    lesson = module.releases.get().lessons.first()
    [edit] = re.findall(rf'href="(/admin/lessons/lesson/{lesson.pk}/change/[^"]*)"', page)
    form = browser.get(unescape(edit)).context["adminform"].form
    sent = {name: form[name].value() or "" for name in form.fields} | {
        "steps-TOTAL_FORMS": 0,
        "steps-INITIAL_FORMS": 0,
    }
    response = browser.post(unescape(edit), sent)
    assert response.url.startswith(f"{decide}#part-")


def test_a_build_is_taken_back_by_its_button(browser, tess):
    module, _build = built(reviewed(tess), tess)
    response = post(browser, "build-take-back", module)
    assert messages_of(response) == ["The build is taken back. What you reviewed is untouched."]
    assert not module.built_parts.exists()


def test_a_build_that_died_says_so_and_is_waited_for_no_more(browser, tess):
    module, build = built(reviewed(tess), tess)
    long_ago = timezone.now() - timedelta(days=1)
    Build.objects.filter(pk=build.pk).update(status=Build.Status.RUNNING, at=long_ago)
    page = browser.get(reverse("lessons:build-decisions", args=[module.pk])).content.decode()
    assert "The last build could not be finished" in page
    state = browser.get(reverse("lessons:build-state", args=[module.pk])).json()
    assert state["is_under_way"] is False


def test_nobody_accepts_what_a_later_build_drafted_unseen(browser, tess):
    document = reviewed(tess)
    module, shown = built(document, tess)
    page = browser.get(reverse("lessons:build-decisions", args=[module.pk])).content.decode()
    assert f'name="build" value="{shown.pk}"' in page
    build_module([document], by=tess, at=timezone.now())
    sent = {"act": "accept-rest", "group": "the-summer", "build": shown.pk}
    response = post(browser, "build-decide", module, **sent)
    assert "built again since you opened this page" in messages_of(response)[0]
    assert not module.built_parts.filter(decided=True).exists()


def test_a_word_without_a_meaning_asks_for_one_and_cannot_be_used(browser, tess):
    document = labelled_document(
        [Said("The Valley Council met."), Said("The Valley Council left.")],
        collection=CollectionFactory(owner=tess),
    )
    module, _build = built(document, tess)
    part = module.built_parts.get(kind="term")
    page = browser.get(decide_url(module)).content.decode()
    own = page.split(f'id="part-{part.pk}"')[1].split("</li>")[0]
    assert "Explain it" in own
    assert 'name="use"' not in own
    response = post(browser, "build-decide", module, use=part.pk, group="terms")
    assert messages_of(response)[-1].startswith("No meaning yet: “Valley Council”.")
    assert not Term.objects.exists()


def test_a_question_is_left_out_by_its_button_and_put_back(browser, tess):
    module, _build = built(reviewed(tess), tess)
    question = module.built_parts.get(kind="item", slug="towns-mark-vague-amount-1")
    response = post(browser, "build-decide", module, leave=question.pk, group="the-summer")
    assert messages_of(response) == ["1 part is decided."]
    question.refresh_from_db()
    assert question.turned_down
    post(browser, "build-decide", module, reopen=question.pk, group="the-summer")
    question.refresh_from_db()
    assert not question.decided


def test_what_is_left_costs_the_same_whatever_there_is_to_read(
    browser, tess, django_assert_num_queries
):
    one = labelled_document(
        "The summer", [*TOWNS], collection=CollectionFactory(slug="mill", owner=tess), slug="mill"
    )
    for document in (one, reviewed(tess)):
        module, _build = built(document, tess)
        with django_assert_num_queries(12):
            page = browser.get(decide_url(module)).content.decode()
        assert "What does it rest on?" in page
