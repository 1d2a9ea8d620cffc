"""The pages of a module as people see them, and what each costs."""

import pytest
from django.urls import reverse

from lessons.models import Lesson, Release, Step, StepCompletion, StepNote
from lessons.operations.progress import read_step
from quizzes.models import Quiz
from quizzes.operations.attempts import start_attempt, submit_attempt
from sources.models import Document
from tests.factories_content import (
    DocumentFactory,
    EventFactory,
    ReleaseFactory,
    SourceCardFactory,
    StepFactory,
    TermFactory,
    add_lessons,
    cite,
    document_of,
    module_with,
    private_to,
)
from tests.factories_quizzes import NOON, RIGHT, QuizFactory, quiz_of, save
from tests.statements import statements

pytestmark = pytest.mark.django_db

PAGES = [
    ("module", []),
    ("glossary", []),
    ("timeline", []),
    ("document", ["account"]),
    ("card", ["minutes"]),
    ("module-quiz", ["lab"]),
    ("lesson", ["a"]),
    ("step", ["a", "1"]),
]


def furnish(place, *, rows=1):
    """`rows` of everything that a module can show; some of it with names that tests know."""
    shelf = place.collection
    cards = [SourceCardFactory(collection=shelf, slug="minutes", short="Minutes of 1945")]
    cards += SourceCardFactory.create_batch(rows - 1, collection=shelf)
    terms = TermFactory.create_batch(rows, collection=shelf)
    for thing in [*terms, *EventFactory.create_batch(rows, collection=shelf)]:
        cite(thing, *cards)
    document_of(*["The mill opened."] * rows, collection=shelf, slug="account", title="An account")
    DocumentFactory.create_batch(rows - 1, collection=shelf)
    QuizFactory(collection=shelf, slug="lab", title="The lab")
    QuizFactory.create_batch(rows - 1, collection=shelf)
    cited = zip(cards, terms, strict=True)
    body = " ".join(f"Said [@{card.slug}] of [it](term:{term.slug})." for card, term in cited)
    Step.objects.filter(lesson__release=place.release, kind="reading").update(
        body=body, prompt="Why?"
    )


def work(place, learner):
    for step in Step.objects.filter(lesson__release=place.release)[:30]:
        key = f"{step.lesson.slug}/{step.slug}"
        StepCompletion.objects.create(learner=learner, module=place.module, step_key=key)
        StepNote.objects.create(learner=learner, module=place.module, step_key=key, text="Mine")


@pytest.mark.parametrize(("name", "args"), PAGES)
def test_page_opens_for_a_visitor(client, name, args):
    place = module_with(2)
    furnish(place)
    assert client.get(place.url(name, *args), follow=True).status_code == 200


@pytest.mark.parametrize(("name", "args"), PAGES)
def test_page_of_a_private_module_is_not_there_for_others(client_of, oona, ben, name, args):
    place = module_with(2, **private_to(oona))
    furnish(place)
    assert client_of(oona).get(place.url(name, *args), follow=True).status_code == 200
    assert client_of(ben).get(place.url(name, *args)).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "nowhere/",
        "a/nowhere/",
        "documents/nowhere/",
        "cards/nowhere/",
        "quizzes/nowhere/",
        "nowhere/1/",
    ],
)
def test_page_of_what_is_not_in_the_module_is_not_there(client, path):
    place = module_with(1)
    assert client.get(place.path + path).status_code == 404


@pytest.mark.parametrize(("name", "args"), PAGES)
@pytest.mark.parametrize("rows", [1, 30])
def test_page_takes_at_most_eight_statements(client_of, ada, tess, rows, name, args):
    # The dearest case: a class's own module, which only a query can tell her that she may read.
    place = module_with(rows, 1, **private_to(tess))
    furnish(place, rows=rows)
    work(place, ada)
    client = client_of(ada)
    with statements() as sent:
        assert client.get(place.url(name, *args)).status_code in (200, 302)
    assert len(sent) <= 8, sent.counted


@pytest.mark.parametrize("kind", ["passage", "check"])
@pytest.mark.parametrize("rows", [1, 30])
def test_last_step_takes_at_most_eight_statements(client_of, ada, tess, rows, kind):
    place = module_with(rows, **private_to(tess))
    furnish(place, rows=rows)
    work(place, ada)
    last = Step.objects.order_by("-position").first()
    shown = {"document": Document.objects.get(slug="account")} if kind == "passage" else {}
    if kind == "check":
        shown = {"quiz": Quiz.objects.get(slug="lab")}
    Step.objects.filter(pk=last.pk).update(kind=kind, **shown)
    client = client_of(ada)
    with statements() as sent:
        assert client.get(place.url("step", "a", last.slug)).status_code == 200
    assert len(sent) == 8, sent.counted


@pytest.mark.parametrize(("name", "bound"), [("catalogue", 8), ("progress", 6)])
@pytest.mark.parametrize("rows", [1, 30])
def test_overview_takes_few_statements(client_of, ada, rows, name, bound):
    for _ in range(rows):
        work(module_with(1), ada)
    client = client_of(ada)
    with statements() as sent:
        assert client.get(reverse(f"lessons:{name}")).status_code == 200
    assert len(sent) <= bound, sent.counted


@pytest.mark.parametrize("rows", [1, 30])
def test_progress_in_a_module_takes_at_most_eight_statements(client_of, ada, tess, rows):
    place = module_with(rows, **private_to(tess))
    furnish(place, rows=rows)
    work(place, ada)
    client = client_of(ada)
    with statements() as sent:
        assert client.get(place.url("progress-module")).status_code == 200
    assert len(sent) == 8, sent.counted


def test_no_page_writes_anything(client_of, ada):
    place = module_with(2)
    furnish(place)
    client = client_of(ada)
    paths = [place.url(name, *args) for name, args in PAGES]
    paths += [reverse("lessons:catalogue"), reverse("lessons:progress")]
    with statements() as sent:
        for path in paths:
            client.get(path, follow=True)
    assert {verb.upper().lstrip("(") for verb in sent.verbs()} == {"SELECT"}


def test_catalogue_without_modules_says_so(client):
    html = client.get("/").content.decode()
    assert "No module is published yet." in html


def test_catalogue_leads_a_teacher_to_her_own_work(client_of, tess):
    page = client_of(tess).get(reverse("lessons:catalogue")).content.decode()
    for name in ("rosters:classes", "quizzes:marking", "sources:documents"):
        assert f'<h2><a href="{reverse(name)}">' in page


def test_catalogue_offers_a_visitor_to_try_a_lesson(client):
    place = module_with(1)
    html = client.get("/").content.decode()
    assert f'href="{place.url("lesson", "a")}">Try a lesson, no account' in html


def test_module_page_says_where_she_stands(client_of, ada):
    place = module_with(2, 1)
    work(place, ada)
    StepCompletion.objects.filter(step_key="a/2").delete()
    html = client_of(ada).get(place.path).content.decode()
    assert "Go on: lesson 1, step 2" in html
    assert "Under way: next is step 2 of 2" in html
    assert "1 of 2 lessons" in html


def test_module_page_leads_to_the_glossary_with_its_count(client):
    place = module_with(1)
    TermFactory.create_batch(3, collection=place.collection)
    assert "Glossary: 3 words" in client.get(place.path).content.decode()


def test_module_page_without_anything_has_empty_states(client):
    html = client.get(module_with().path).content.decode()
    assert "This module has no lessons yet." in html
    assert "No document stands here yet." in html


def test_lesson_leads_to_the_step_at_which_she_stopped(client_of, ada):
    place = module_with(3)
    StepCompletion.objects.create(learner=ada, module=place.module, step_key="a/1")
    answer = client_of(ada).get(place.url("lesson", "a"))
    assert answer.headers["Location"] == place.url("step", "a", "2")


def test_first_step_shows_objectives_and_the_rule(client):
    place = module_with(2)
    Lesson.objects.update(objectives=["Say when it opened."])
    first = client.get(place.url("step", "a", "1")).content.decode()
    second = client.get(place.url("step", "a", "2")).content.decode()
    assert "Say when it opened." in first
    assert "The lesson is complete when you have read its steps." in first
    assert "Say when it opened." not in second


def test_step_shows_its_citations_with_their_cards(client):
    place = module_with(1)
    furnish(place)
    html = client.get(place.url("step", "a", "1")).content.decode()
    assert 'popovertarget="card-minutes"' in html
    assert 'id="card-minutes" popover' in html


def test_step_text_carries_the_language_of_its_module(client):
    place = module_with(1)
    place.module.language = "es"
    place.module.save()
    html = client.get(place.url("step", "a", "1")).content.decode()
    assert '<div class="prose" lang="es">' in html


def test_passage_asks_first_and_opens_the_note_afterwards(client):
    place = module_with(1)
    document = document_of("One.", "Two.", collection=place.collection)
    Step.objects.update(
        kind="passage", document=document, notes=[{"at": "s02", "ask": "Which?", "note": "This."}]
    )
    html = client.get(place.url("step", "a", "1")).content.decode()
    assert "<summary><span>Which?</span></summary>" in html
    assert html.index("Two.") < html.index("Which?") < html.index("This.")
    assert "Adapted text" in html


def test_check_page_says_its_rules_and_starts_here(client):
    place = module_with(1, checks=True)
    html = client.get(place.url("step", "a", "1")).content.decode()
    assert "60 % of the points" in html
    assert f'action="{place.url("step-quiz-start", "a", "1")}"' in html


def test_glossary_finds_without_script(client):
    place = module_with(1)
    TermFactory(collection=place.collection, term="Mühle", slug="muehle")
    TermFactory(collection=place.collection, term="telegram")
    html = client.get(place.glossary_path, {"q": "MUHLE"}).content.decode()
    assert 'id="muehle"' in html
    assert "Telegram" not in html


@pytest.mark.parametrize("name", ["glossary", "timeline"])
def test_shelf_shows_what_was_edited_in_place(name, client):
    place = module_with(1)
    card = SourceCardFactory(collection=place.collection, short="Ledger")
    term = TermFactory(collection=place.collection, meaning=f"Grain. [@{card.slug}]")
    event = EventFactory(collection=place.collection, why=f"Grain. [@{card.slug}]")
    cite(term, card)
    cite(event, card)
    before = client.get(place.url(name)).content.decode()
    term.meaning = event.why = f"Flour. [@{card.slug}]"
    card.short = "Ledger of 1931"
    for thing in (term, event, card):
        thing.save()
    after = client.get(place.url(name)).content.decode()
    assert [words in before for words in ("Grain", "Flour", "of 1931")] == [True, False, False]
    assert [words in after for words in ("Grain", "Flour", "of 1931")] == [False, True, True]


def test_glossary_without_a_hit_says_so(client):
    place = module_with(1)
    TermFactory(collection=place.collection)
    html = client.get(place.glossary_path, {"q": "zzz"}).content.decode()
    assert "No entry holds these letters." in html


def test_practice_passage_is_shown_to_staff_and_to_nobody_else(client, client_of, tess):
    place = module_with(1)
    DocumentFactory(collection=place.collection, slug="lab", edition=Document.Edition.PRACTICE)
    assert client.get(place.url("document", "lab")).status_code == 404
    assert client_of(tess).get(place.url("document", "lab")).status_code == 200


def test_progress_of_a_visitor_says_that_nothing_is_kept(client):
    html = client.get(reverse("lessons:progress")).content.decode()
    assert "Nothing is kept of you yet." in html


def test_progress_of_a_guest_says_that_an_account_keeps_it(client_of, guest):
    html = client_of(guest).get(reverse("lessons:progress")).content.decode()
    assert "You are here as a guest" in html


PREVIEWS = [page for page in PAGES if page[0] != "progress-module"]


@pytest.fixture
def draft(tess):
    """Tess's module with a draft in which lesson b is new."""
    place = module_with(2, **private_to(tess))
    furnish(place)
    release = ReleaseFactory(module=place.module, number=2, status=Release.Status.DRAFT)
    add_lessons(release, 2, 1)
    return release


@pytest.mark.parametrize(("name", "args"), PREVIEWS)
def test_preview_opens_for_its_author_with_a_banner(client_of, tess, draft, name, args):
    path = reverse(f"lessons:preview:{name}", args=[draft.pk, *args])
    html = client_of(tess).get(path, follow=True).content.decode()
    assert "Preview." in html


@pytest.mark.parametrize(("name", "args"), PREVIEWS)
def test_preview_is_not_there_for_anybody_else(client, client_of, ada, oona, draft, name, args):
    path = reverse(f"lessons:preview:{name}", args=[draft.pk, *args])
    assert [
        reader.get(path).status_code for reader in (client, client_of(ada), client_of(oona))
    ] == [404, 404, 404]


def test_preview_shows_what_is_not_published(client_of, tess, ada, draft):
    path = reverse("lessons:preview:step", args=[draft.pk, "b", "1"])
    assert client_of(tess).get(path).status_code == 200
    published = f"/modules/{draft.module.slug}/b/1/"
    assert client_of(ada).get(published).status_code == 404


def test_progress_draws_certainty_once_there_are_twenty_answers(client_of, ada):
    attempt = start_attempt(quiz_of(20, certainty=True), learner=ada, at=NOON)
    for position in range(1, 21):
        save(attempt, RIGHT, position=position, certainty=3)
    submit_attempt(attempt, at=NOON)
    html = client_of(ada).get(reverse("lessons:progress")).content.decode()
    assert "When you said 3, you were right 20 times in 20." in html
    assert "Calibration curve" in html


def test_progress_says_how_many_certain_answers_are_missing(client_of, ada):
    attempt = start_attempt(quiz_of(1, certainty=True), learner=ada, at=NOON)
    save(attempt, RIGHT, certainty=3)
    submit_attempt(attempt, at=NOON)
    html = client_of(ada).get(reverse("lessons:progress")).content.decode()
    assert "You said how sure you were once. It takes 19 more to draw this." in html


def test_module_says_what_is_new_since_she_finished(client_of, ada):
    place = module_with(1)
    read_step(place, learner=ada, lesson="a", step="1", at=NOON)
    StepFactory(lesson=place.release.lessons.get(), slug="2", position=2)
    html = client_of(ada).get(place.path).content.decode()
    assert "1 step is new since you finished" in html


def page_of(client, place, name, *args):
    return client.get(place.url(name, *args)).content.decode()


def test_module_leads_to_its_source_cards(client):
    place = module_with(1)
    card = SourceCardFactory(collection=place.collection, slug="minutes", short="The minutes")
    html = page_of(client, place, "module")
    assert f'<a href="{place.url("card", card.slug)}">The minutes</a>' in html


def test_module_promises_no_quizzes_that_will_not_come(client):
    place = module_with(1)
    assert 'id="quizzes"' not in page_of(client, place, "module")


def test_module_and_document_say_an_approximate_date_in_words(client):
    place = module_with(1)
    document_of("One.", collection=place.collection, slug="account",
                adapted_from={"published": "2021~"})  # fmt: skip
    for html in (page_of(client, place, "module"), page_of(client, place, "document", "account")):
        assert "about 2021" in html
        assert "2021~" not in html


def test_timeline_speaks_of_sources_only_where_every_event_has_one(client):
    place = module_with(1)
    sourced = EventFactory(collection=place.collection)
    cite(sourced, SourceCardFactory(collection=place.collection))
    assert "One dated event with its source." in page_of(client, place, "timeline")
    EventFactory(collection=place.collection)
    html = page_of(client, place, "timeline")
    assert "2 dated events." in html
    assert "each with its source" not in html
