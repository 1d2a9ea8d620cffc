"""The cast × every page of the authoring admin. Mill town is Tess's; Theo and Oona have no part."""

import pytest
from django.contrib import admin
from django.urls import NoReverseMatch, reverse

from lessons.models import Lesson, Module, Release, Step, StepNote
from lessons.operations.publishing import open_draft
from quizzes.models import Assignment, Attempt, Item, Quiz, Section
from quizzes.operations.attempts import start_attempt
from rosters.models import User
from sources.models import Claim, Collection, Document, Event, SourceCard, Term
from tests.factories_authoring import module_of
from tests.factories_quizzes import NOON, AssignmentFactory

pytestmark = pytest.mark.django_db
SHELF = {
    Module: "collection",
    Release: "module__collection",
    Lesson: "release__module__collection",
    Step: "lesson__release__module__collection",
    Item: "collection",
    Quiz: "collection",
    Section: "quiz__collection",
    Document: "collection",
    Claim: "document__collection",
    SourceCard: "collection",
    Term: "collection",
    Event: "collection",
}
OF_CLASSES = (Assignment, Attempt, StepNote)
ALL = (*SHELF, *OF_CLASSES)
# Has a page of its own outside the admin, to which the admin's leads.
ELSEWHERE = {Attempt}
PAGES = ("change", "history", "delete")
FORBIDDEN = {"is_staff", "is_superuser", "groups", "user_permissions"}


@pytest.fixture
def module(tess, ada, classroom):
    made = module_of(tess)
    open_draft(made, by=tess)
    quiz = made.collection.quizzes.get()
    AssignmentFactory(quiz=quiz, classroom=classroom)
    start_attempt(quiz, learner=ada, at=NOON)
    StepNote.objects.create(learner=ada, module=made, step_key="a/b", text="I wondered.")
    return made


def row_of(model, module):
    if model in OF_CLASSES:
        return model.objects.first()
    return model.objects.filter(**{SHELF[model]: module.collection}).order_by("-pk").first()


def at(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def test_every_model_of_the_authoring_admin_stands_in_this_table():
    ours = {
        model
        for model in admin.site._registry
        if model._meta.app_label in ("sources", "quizzes", "lessons")
    }
    assert ours == set(ALL)


@pytest.mark.parametrize("who", ["ada", "ben", "guest", "theo", "oona"])
def test_anyone_elses_page_is_not_there(who, module, cast, client_of):
    browser = client_of(cast[who])
    answers = {
        (model.__name__, page): browser.get(at(model, page, row_of(model, module).pk)).status_code
        for model in ALL
        for page in PAGES
    }
    # Learners and guests are sent to sign in; to other staff it does not exist.
    assert answers == dict.fromkeys(answers, 302 if who in ("ada", "ben", "guest") else 404)


@pytest.mark.parametrize("who", ["theo", "oona", "ada"])
def test_anyone_elses_form_is_not_taken(who, module, cast, client_of):
    browser = client_of(cast[who])
    rows = {model: row_of(model, module).pk for model in ALL}

    def contents():
        return {model: model.objects.filter(pk=pk).values().get() for model, pk in rows.items()}

    before = contents()
    answers = {
        model: browser.post(at(model, "change", pk), {"title": "Stolen"}).status_code
        for model, pk in rows.items()
    }
    assert answers == dict.fromkeys(ALL, 302 if who == "ada" else 404)
    assert contents() == before


@pytest.mark.parametrize("model", SHELF, ids=lambda model: model.__name__)
def test_lists_hold_nothing_of_anyone_else(model, module, oona, client_of):
    found = client_of(oona).get(at(model, "changelist")).context["cl"].result_list
    assert list(found) == []


@pytest.mark.parametrize("model", ALL, ids=lambda model: model.__name__)
def test_own_pages_open(model, module, tess, client_of):
    browser = client_of(tess)
    assert browser.get(at(model, "changelist")).status_code == 200
    opened = browser.get(at(model, "change", row_of(model, module).pk))
    assert opened.status_code == (302 if model in ELSEWHERE else 200)
    assert browser.get(at(model, "history", row_of(model, module).pk)).status_code == 200


ACTS = {
    "quizzes_quiz_publish": Quiz,
    "quizzes_quiz_retire": Quiz,
    "quizzes_item_archive": Item,
    "quizzes_section_pick": Section,
    "lessons_module_edit": Module,
    "lessons_module_archive": Module,
    "lessons_release_publish": Release,
    "lessons_release_discard": Release,
}


def states(module):
    """What the acts could change."""
    return (
        list(Quiz.objects.values_list("status", flat=True)),
        list(Item.objects.values_list("archived_at", flat=True)),
        list(Release.objects.values_list("status", flat=True)),
        Module.objects.get(pk=module.pk).archived_at,
    )


@pytest.mark.parametrize("who", ["ada", "theo", "oona", "guest"])
def test_nobody_acts_on_anyone_elses_things(who, module, cast, client_of):
    browser, before = client_of(cast[who]), states(module)
    for name, model in ACTS.items():
        row = row_of(model, module)
        response = browser.post(reverse(f"admin:{name}", args=[row.pk]))
        assert response.status_code == (302 if who in ("ada", "guest") else 404), name
        assert states(module) == before, name


@pytest.mark.parametrize("name", ACTS)
def test_nobody_acts_on_what_belongs_to_the_site(name, tess, client_of):
    shipped = module_of(None)
    before = states(shipped)
    row = row_of(ACTS[name], shipped)
    assert client_of(tess).post(reverse(f"admin:{name}", args=[row.pk])).status_code == 404
    assert states(shipped) == before


@pytest.mark.parametrize("model", SHELF, ids=lambda model: model.__name__)
def test_what_belongs_to_the_site_is_read_only(model, tess, client_of):
    shipped = module_of(None)
    row = row_of(model, shipped)
    browser = client_of(tess)
    page = browser.get(at(model, "change", row.pk))
    assert page.context["has_change_permission"] is False
    assert browser.post(at(model, "change", row.pk), {"title": "Mine"}).status_code == 403


@pytest.mark.parametrize(
    "model",
    [model for model in ALL if model not in ELSEWHERE],
    ids=lambda model: model.__name__,
)
def test_no_authoring_form_is_a_ladder(model, module, tess, client_of):
    """Decision 22: no field of the authoring admin gives rights, or changes whose a thing is."""
    page = client_of(tess).get(at(model, "change", row_of(model, module).pk))
    fields = set(page.context["adminform"].form.fields)
    assert fields & (FORBIDDEN | {"owner", "collection", "created_by"}) == set()


@pytest.mark.parametrize("model", ALL, ids=lambda model: model.__name__)
def test_no_bulk_action_is_offered(model, module, tess, client_of):
    context = client_of(tess).get(at(model, "changelist")).context
    assert context["action_form"] is None


def test_posting_rights_beside_a_module_gives_none(module, tess, client_of):
    page = client_of(tess).get(at(Module, "change", module.pk))
    sent = {"title": "Mill town", "is_superuser": "on", "owner": "", "collection": ""}
    client_of(tess).post(page.request["PATH_INFO"], sent)
    assert User.objects.get(pk=tess.pk).is_superuser is False
    assert Collection.objects.get(pk=module.collection_id).owner == tess


@pytest.mark.parametrize("model", SHELF, ids=lambda model: model.__name__)
def test_filtering_by_a_hand_made_address_reads_nothing_hidden(model, module, tess, client_of):
    path = f"{SHELF[model]}__owner__password__startswith"
    response = client_of(tess).get(at(model, "changelist"), {path: "a"})
    assert response.status_code in (302, 400)


def test_autocomplete_offers_nothing_of_the_shelves(module, oona, client_of):
    response = client_of(oona).get(
        reverse("admin:autocomplete"),
        {"app_label": "quizzes", "model_name": "slot", "field_name": "item_version"},
    )
    assert response.status_code == 403


def test_every_page_of_this_table_has_an_address():
    for model in ALL:
        for page in ("changelist", "add"):
            try:
                at(model, page)
            except NoReverseMatch:
                pytest.fail(f"{model} {page}")
