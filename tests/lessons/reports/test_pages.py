"""What the pages of a module load: catalogue, module, step, glossary, timeline, progress."""

import pytest
from django.contrib.auth.models import AnonymousUser

from lessons.models import Step, StepCompletion, StepNote
from lessons.operations.progress import read_step
from lessons.permissions import OpenModule
from lessons.reports.catalogue import catalogue_of
from lessons.reports.module_page import module_page
from lessons.reports.progress import progress_in, progress_of
from lessons.reports.shelves import folded, glossary_of, timeline_of
from lessons.reports.sources_cited import references_of
from lessons.reports.step_page import step_page
from quizzes.models import Quiz
from sources.models import Document
from tests.factories_content import (
    DocumentFactory,
    EventFactory,
    LessonFactory,
    SourceCardFactory,
    StepFactory,
    TermFactory,
    cite,
    document_of,
    module_with,
    private_to,
)
from tests.factories_quizzes import NOON, QuizFactory

pytestmark = pytest.mark.django_db

VISITOR = AnonymousUser()


def press_next(place, learner, lesson, step):
    read_step(place, learner=learner, lesson=lesson, step=step, at=NOON)


def a_step(place, **fields):
    return StepFactory(lesson=place.release.lessons.get(slug="a"), **fields)


def test_catalogue_counts_lessons_minutes_and_documents():
    place = module_with(1, 1)
    DocumentFactory(collection=place.collection)
    DocumentFactory(collection=place.collection, edition=Document.Edition.PRACTICE)
    (card,) = catalogue_of(VISITOR).modules
    assert (card.lesson_count, card.minutes, card.document_count) == (2, 60, 1)


def test_catalogue_names_weaknesses_before_general_skills():
    place = module_with(0)
    LessonFactory(release=place.release, skills=["sourcing", "motive", "loaded", "post-hoc"])
    (card,) = catalogue_of(VISITOR).modules
    assert card.skills == ["motive", "loaded", "post-hoc"]


def test_catalogue_goes_on_where_the_learner_stopped(ada):
    place = module_with(2)
    module_with(1)
    press_next(place, ada, "a", "1")
    current = catalogue_of(ada).current
    assert current is not None
    assert current.resume_path == place.url("step", "a", "2")


def test_catalogue_offers_a_visitor_the_first_lesson():
    place = module_with(1)
    assert catalogue_of(VISITOR).trial_path == place.url("lesson", "a")


def test_catalogue_without_modules_offers_nothing():
    assert catalogue_of(VISITOR).trial_path == ""


def test_module_page_lists_quizzes_that_no_step_names(ada):
    place = module_with(1, checks=True)
    QuizFactory(collection=place.collection, slug="lab")
    assert [row.slug for row in module_page(place, ada).quizzes] == ["lab"]


def test_module_page_keeps_the_order_of_quizzes_and_events(ada):
    place = module_with(1)
    for position, slug in enumerate(("late", "early")):
        QuizFactory(collection=place.collection, slug=slug, position=9 - position)
        EventFactory(collection=place.collection, title=slug, position=9 - position)
    page = module_page(place, ada)
    assert [row.slug for row in page.quizzes] == ["early", "late"]
    assert [event["title"] for event in page.events] == ["early", "late"]


def test_module_page_counts_numbered_sentences(ada):
    place = module_with(1)
    document_of("One.", "Two.", collection=place.collection)
    (row,) = module_page(place, ada).documents
    assert (row.sentence_count, row.author, row.published) == (2, "", "")


def test_module_page_says_nothing_for_what_is_unknown(ada):
    place = module_with(1)
    known = {"author": "unknown", "published": "1971"}
    DocumentFactory(collection=place.collection, adapted_from=known)
    (row,) = module_page(place, ada).documents
    assert (row.author, row.published) == ("", "1971")


def test_preview_shows_the_module_as_nobody_has_begun_it(ada):
    place = module_with(1)
    press_next(place, ada, "a", "1")
    preview = OpenModule(place.module, place.release, is_preview=True)
    assert not module_page(preview, ada).outline.is_started


def test_step_page_knows_its_neighbours(ada):
    place = module_with(3, 1)
    page = step_page(place, Step.objects.get(lesson__slug="a", slug="2"), ada)
    assert page.previous is not None
    assert page.next is not None
    assert page.next_lesson is not None
    assert (page.previous.slug, page.next.slug, page.next_lesson.slug) == ("1", "3", "b")
    assert not page.is_first
    assert not page.is_last


def test_step_page_shows_the_range_with_its_notes(ada):
    place = module_with(1)
    document = document_of("One.", "Two.", "Three.", collection=place.collection)
    notes = [{"at": "s02", "ask": "Which?", "note": "This."}]
    step = a_step(
        place, kind="passage", document=document, from_key="s02", to_key="s03", notes=notes
    )
    lines = [line for block in step_page(place, step, ada).blocks for line in block.lines]
    assert [(line.text, line.ask) for line in lines] == [("Two.", "Which?"), ("Three.", "")]


def test_last_step_shows_the_notes_of_the_lesson_with_their_prompts(ada):
    place = module_with(2)
    Step.objects.update(prompt="Why?")
    for key in ("a/1", "a/2", "b/1"):
        StepNote.objects.create(learner=ada, module=place.module, step_key=key, text=key)
    last = step_page(place, Step.objects.get(slug="2"), ada)
    assert [(own.prompt, own.note.text) for own in last.own_notes] == [("Why?", "a/1")]
    assert last.note is not None
    assert last.note.text == "a/2"
    assert step_page(place, Step.objects.get(slug="1"), ada).own_notes == []


def test_check_that_is_not_passed_must_be_passed(ada):
    place = module_with(2, checks=True)
    assert step_page(place, Step.objects.get(slug="2"), ada).must_pass
    assert not step_page(place, Step.objects.get(slug="1"), ada).must_pass


@pytest.mark.parametrize("kind", ["reading", "passage", "check"])
@pytest.mark.parametrize("rows", [1, 30])
def test_step_page_takes_at_most_four_statements(ada, kind, rows, django_assert_max_num_queries):
    place = module_with(rows)
    document = document_of(*["One."] * rows, collection=place.collection)
    cards = SourceCardFactory.create_batch(rows, collection=place.collection)
    terms = TermFactory.create_batch(rows, collection=place.collection)
    body = " ".join(f"[@{c.slug}] [x](term:{t.slug})" for c, t in zip(cards, terms, strict=True))
    shown = {"passage": {"document": document}, "check": {"quiz": QuizFactory()}}.get(kind, {})
    step = a_step(place, kind=kind, body=body, position=99, **shown)
    StepNote.objects.create(learner=ada, module=place.module, step_key="a/1", text="Mine")
    with django_assert_max_num_queries(4):
        page = step_page(place, step, ada)
    assert page.is_last


def test_references_lead_to_cards_terms_and_documents():
    place = module_with(1)
    card = SourceCardFactory(collection=place.collection, slug="minutes")
    DocumentFactory(collection=place.collection, slug="account")
    TermFactory(collection=place.collection, slug="mill")
    text = "Said [@minutes] and [@account] of a [mill](term:mill)."
    links = references_of(place, [text])
    html = links.render(text)
    assert [link.about and link.about.short for _n, link in links.cited] == [card.short, None]
    assert f'href="{place.url("document", "account")}"' in html
    assert f'href="{place.glossary_path}#mill"' in html


def test_references_of_another_module_lead_nowhere():
    card = SourceCardFactory()
    links = references_of(module_with(1), [f"Said [@{card.slug}]."])
    assert "cite" not in links.render(f"Said [@{card.slug}].")


def test_references_of_a_preview_stay_in_the_preview():
    place = module_with(1)
    preview = OpenModule(place.module, place.release, is_preview=True)
    card = SourceCardFactory(collection=place.collection)
    html = references_of(preview, [f"[@{card.slug}]"]).render(f"[@{card.slug}]")
    assert f'href="/preview/{place.release.pk}/cards/{card.slug}/"' in html


def test_references_without_a_reference_ask_nothing(django_assert_num_queries):
    place = module_with(1)
    with django_assert_num_queries(0):
        references_of(place, ["Plain words."])


@pytest.mark.parametrize("rows", [1, 30])
def test_references_take_one_statement(rows, django_assert_num_queries):
    place = module_with(1)
    cards = SourceCardFactory.create_batch(rows, collection=place.collection)
    text = " ".join(f"[@{card.slug}]" for card in cards) + " [x](term:none)"
    with django_assert_num_queries(1):
        references_of(place, [text])


def test_folded_finds_accents_and_capitals():
    assert folded("Víctor ÁNDRADE") == "victor andrade"


@pytest.mark.parametrize(
    ("query", "found"),
    [("", ["Víctor", "mill"]), ("VICTOR", ["Víctor"]), ("Mühle", ["mill"]), ("wheel", ["mill"])],
)
def test_glossary_finds_words_other_forms_and_meanings(query, found):
    place = module_with(1)
    TermFactory(collection=place.collection, term="Víctor")
    TermFactory(collection=place.collection, term="mill", also=["Mühle"], meaning="A wheel.")
    shown = [entry.term for entry in glossary_of(place, query=query).entries]
    assert sorted(shown) == sorted(found)


def test_glossary_stands_in_alphabetical_order():
    place = module_with(1)
    for word in ("zebra", "Ähre", "mill"):
        TermFactory(collection=place.collection, term=word)
    assert [entry.term for entry in glossary_of(place).entries] == ["Ähre", "mill", "zebra"]


@pytest.mark.parametrize("rows", [1, 30])
def test_glossary_takes_at_most_two_statements(rows, django_assert_max_num_queries):
    place = module_with(1)
    card = SourceCardFactory(collection=place.collection)
    for term in TermFactory.create_batch(
        rows, collection=place.collection, meaning=f"See [@{card.slug}]."
    ):
        cite(term, card)
    with django_assert_max_num_queries(2):
        assert len(glossary_of(place).entries) == rows


@pytest.mark.parametrize("rows", [1, 30])
def test_timeline_takes_at_most_two_statements(rows, django_assert_max_num_queries):
    place = module_with(1)
    card = SourceCardFactory(collection=place.collection)
    for event in EventFactory.create_batch(rows, collection=place.collection):
        cite(event, card)
    with django_assert_max_num_queries(2):
        events, _links = timeline_of(place)
    assert [source.name for source in events[0].sources] == [card.short]


def test_progress_lists_the_modules_that_were_begun(ada):
    place = module_with(1, 1)
    module_with(1)
    press_next(place, ada, "a", "1")
    (module,) = progress_of(ada, at=NOON).modules
    assert (module.outline.done, module.outline.total) == (1, 2)
    assert module.resume_path == place.url("step", "b", "1")


def test_progress_leaves_out_modules_that_can_no_longer_be_read(ada, oona):
    place = module_with(1, **private_to(oona))
    StepCompletion.objects.create(learner=ada, module=place.module, step_key="a/1")
    assert progress_of(ada, at=NOON).modules == []


def test_progress_of_a_visitor_is_empty():
    module_with(1)
    assert progress_of(VISITOR, at=NOON).modules == []


def test_progress_in_a_module_lists_its_quizzes(ada):
    place = module_with(1, checks=True)
    QuizFactory(collection=place.collection, slug="lab")
    assert [row.slug for row in progress_in(place, ada, at=NOON).quizzes] == ["lab"]
    assert Quiz.objects.count() == 2
