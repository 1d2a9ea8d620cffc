"""What authors and school admins do to keys, quizzes, modules and settings stands in the log."""

import pytest
from django.urls import reverse

from lessons.operations.modules import archive_module, share_module
from lessons.operations.publishing import open_draft, publish_release
from quizzes.models import Item, Quiz, Slot
from quizzes.operations.composing import add_items
from quizzes.operations.items import pack_fields, put_item_version
from quizzes.operations.library import CollectionLibrary
from quizzes.operations.publishing import publish_quiz, retire_quiz
from rosters.models import Act
from rosters.operations.acts import Verb
from sources.operations.findings import NotReadyToPublish
from tests.factories_authoring import module_of, page_as_posted
from tests.factories_quizzes import NOON
from tests.lessons.operations.loads import FEEDBACK, load_files, with_changes

pytestmark = pytest.mark.django_db


@pytest.fixture
def module(tess):
    return module_of(tess, as_draft=True)


@pytest.fixture
def quiz(module):
    return module.collection.quizzes.get()


def logged(verb):
    """Who did it, to what, and how."""
    return [
        (act.actor, act.subject_kind, act.subject_id, act.detail)
        for act in Act.objects.filter(verb=verb).order_by("pk")
    ]


def rewrite(item, by, **changes):
    fields = {**pack_fields(item.current), **changes}
    return put_item_version(item, fields=fields, library=CollectionLibrary(item.collection), by=by)


def a_choice(quiz):
    slots = Slot.objects.filter(section__quiz=quiz, item_version__type_slug="choice")
    return Item.objects.get(pk=slots.first().item_version.item_id)


def with_other_key(item):
    options = item.current.pack["options"]
    other = next(each["id"] for each in options if each["id"] != item.current.pack["key"])
    for option in options:
        option["feedback"] = option.get("feedback") or "It says otherwise."
    return {"options": options, "key": other}


def test_publishing_a_quiz_is_recorded(quiz, tess):
    publish_quiz(quiz, by=tess)
    assert logged(Verb.PUBLISHED) == [(tess, "quiz", quiz.pk, {"title": quiz.title})]


def test_refused_publishing_is_not_recorded(quiz, tess):
    Slot.objects.filter(section__quiz=quiz).delete()
    with pytest.raises(NotReadyToPublish):
        publish_quiz(quiz, by=tess)
    assert not Act.objects.filter(verb=Verb.PUBLISHED).exists()


def test_retiring_a_quiz_is_recorded(quiz, tess):
    publish_quiz(quiz, by=tess)
    retire_quiz(quiz, at=NOON, by=tess)
    assert logged(Verb.RETIRED) == [(tess, "quiz", quiz.pk, {"title": quiz.title})]


def test_new_key_is_recorded_where_the_old_one_is_in_use(quiz, tess):
    publish_quiz(quiz, by=tess)
    item = a_choice(quiz)
    rewrite(item, tess, **with_other_key(item))
    assert logged(Verb.CHANGED_KEY) == [(tess, "item", item.pk, {"version": 2})]


def test_new_title_is_no_new_key(quiz, tess):
    publish_quiz(quiz, by=tess)
    rewrite(a_choice(quiz), tess, title="A new title")
    assert logged(Verb.CHANGED_KEY) == []


def test_new_version_in_a_published_quiz_is_recorded(quiz, tess):
    publish_quiz(quiz, by=tess)
    item = a_choice(quiz)
    rewrite(item, tess, title="A new title")
    publish_quiz(quiz, by=tess)
    detail = {"items": [item.pk], "title": quiz.title}
    assert logged(Verb.CHANGED_KEY) == [(tess, "quiz", quiz.pk, detail)]


def test_questions_added_to_a_published_quiz_are_recorded(quiz, tess):
    publish_quiz(quiz, by=tess)
    spare = Slot.objects.filter(section__quiz=quiz).last()
    section, item = spare.section, spare.item_version.item
    spare.delete()
    add_items(section, items=[item], by=tess)
    expected = [(tess, "quiz", quiz.pk, {"questions_added": 1})]
    assert logged(Verb.CHANGED_SETTINGS) == expected


def test_settings_of_a_published_quiz_are_recorded(quiz, tess, client_of):
    browser, page = client_of(tess), reverse("admin:quizzes_quiz_change", args=[quiz.pk])
    posted = page_as_posted(browser.get(page).context)
    browser.post(page, posted | {"pass_percent": "61"})
    assert logged(Verb.CHANGED_SETTINGS) == []
    Quiz.objects.filter(pk=quiz.pk).update(status=Quiz.Status.PUBLISHED)
    browser.post(page, posted | {"pass_percent": "62"})
    expected = [(tess, "quiz", quiz.pk, {"fields": ["pass_percent"]})]
    assert logged(Verb.CHANGED_SETTINGS) == expected


def test_publishing_a_release_is_recorded(tess):
    draft = open_draft(module_of(tess), by=tess)
    publish_release(draft, at=NOON, by=tess)
    assert logged(Verb.PUBLISHED)[-1] == (tess, "release", draft.pk, {"title": draft.module.title})


def test_sharing_is_recorded_with_numbers(module, tess, theo):
    share_module(module, visibility="private", people=[theo], by=tess)
    share_module(module, visibility="school", people=[], by=tess)
    assert [detail for *_about, detail in logged(Verb.SHARED)] == [
        {"title": "Mill town", "visibility": "private", "added": [theo.pk], "removed": []},
        {"title": "Mill town", "visibility": "school", "added": [], "removed": [theo.pk]},
    ]


def test_sharing_as_before_is_not_recorded(module, tess):
    share_module(module, visibility=module.collection.visibility, people=[], by=tess)
    assert logged(Verb.SHARED) == []


def test_archiving_and_bringing_back_are_recorded(module, tess):
    archive_module(module, at=NOON, by=tess)
    archive_module(module, at=None, by=tess)
    assert logged(Verb.ARCHIVED_MODULE) == logged(Verb.RESTORED_MODULE)
    assert logged(Verb.ARCHIVED_MODULE) == [(tess, "module", module.pk, {"title": module.title})]


def test_load_of_a_pack_is_recorded_once():
    load_files()
    load_files()
    load_files(with_changes(FEEDBACK), dry_run=True)
    (only,) = logged(Verb.LOADED_PACK)
    assert only[0] is None
    assert only[3]["version"]
