"""What a pack no longer holds."""

from datetime import timedelta

import pytest

from lessons.operations.publishing import open_draft
from quizzes.models import Assignment, Item, Quiz
from rosters.models import User
from sources.models import Event, SourceCard, Term
from tests.factories import ClassroomFactory, InstructorFactory
from tests.lessons.content.small_pack import FILES
from tests.lessons.operations.loads import LATER, Files, load_files, module, with_changes, without

pytestmark = pytest.mark.django_db

SECOND_CARD = FILES["sources.yaml"].replace("id: parish-book", "id: letter")
WITH_CARD = {**FILES, "sources.yaml": FILES["sources.yaml"] + SECOND_CARD}
PARISH = "- id: parish\n  term: parish\n  meaning: |-\n    The area of one church.\n"
WITH_QUIZ = with_changes(("pack.yaml", "  - the-check\n", "  - the-check\n  - extra\n"))
WITH_QUIZ["quizzes/extra.yaml"] = FILES["quizzes/the-check.yaml"].replace("choose-day", "years")


@pytest.fixture
def author() -> User:
    return InstructorFactory(username="tess")


def cite(path: str, old: str, new: str) -> Files:
    return with_changes((path, old, new), of=WITH_CARD)


def test_entry_that_nothing_cites_is_taken_out() -> None:
    load_files(WITH_CARD)
    report = load_files(with_changes(("glossary.yaml", PARISH, "")))
    assert sorted(report.notes) == [
        "cards: letter is no longer in the pack and was taken out.",
        "terms: parish is no longer in the pack and was taken out.",
    ]
    assert [card.slug for card in SourceCard.objects.all()] == ["parish-book"]
    assert [term.slug for term in Term.objects.all()] == ["mill"]


def test_event_that_nothing_cites_is_taken_out() -> None:
    event = "- id: flood\n  date: '1903'\n  title: A flood\n  why: |-\n    Wet.\n  sources:\n"
    load_files({**FILES, "timeline.yaml": FILES["timeline.yaml"] + event + "    - parish-book\n"})
    load_files()
    assert not Event.objects.filter(slug="flood").exists()


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("items/choose-day.yaml", "sources:\n  - parish-book\n", "sources:\n  - letter\n"),
        ("items/choose-day.yaml", "One day earlier.", "One day earlier [@letter]."),
        ("items/settle-it.yaml", "card: parish-book\n", "card: letter\n"),
        ("items/judge-the-mill.yaml", "      - parish-book\n", "      - letter\n"),
    ],
)
def test_card_that_an_older_version_of_an_item_cites_stays(path: str, old: str, new: str) -> None:
    slug = path.removeprefix("items/").removesuffix(".yaml")
    files = with_changes((path, old, new), of=WITH_CARD)
    if slug != "choose-day":
        files = with_changes(("quizzes/the-check.yaml", "choose-day", slug), of=files)
    load_files(files)
    report = load_files(
        FILES
        if slug == "choose-day"
        else with_changes(("quizzes/the-check.yaml", "choose-day", slug))
    )
    assert report.notes == ["cards: letter is no longer in the pack; it stays, for it is cited."]
    assert SourceCard.objects.filter(slug="letter").exists()


def test_card_that_only_a_retired_release_cites_is_taken_out() -> None:
    load_files(cite("lessons/01-two-dates.md", "[@parish-book].", "[@letter]."))
    load_files()
    assert not SourceCard.objects.filter(slug="letter").exists()


def test_term_that_the_draft_of_a_person_links_stays(author: User) -> None:
    load_files()
    draft = open_draft(module(), by=author)
    step = draft.lessons.get().steps.get(slug="check")
    step.body = "Ask the [parish](term:parish)."
    step.save()
    load_files(with_changes(("glossary.yaml", PARISH, "")))
    assert Term.objects.filter(slug="parish").exists()


def test_quiz_that_left_is_retired_and_comes_back() -> None:
    load_files(WITH_QUIZ)
    report = load_files()
    assert report.notes == ["quizzes: extra is no longer in the pack and was retired."]
    assert Quiz.objects.get(slug="extra").status == Quiz.Status.RETIRED
    load_files(WITH_QUIZ)
    assert Quiz.objects.get(slug="extra").status == Quiz.Status.PUBLISHED


def test_quiz_that_a_class_has_to_do_stays_with_its_items() -> None:
    load_files(WITH_QUIZ)
    Assignment.objects.create(
        quiz=Quiz.objects.get(slug="extra"),
        classroom=ClassroomFactory(),
        opens_at=LATER,
        closes_at=LATER + timedelta(days=7),
    )
    smaller = without(["items/years.yaml"])
    assert load_files(smaller, at=LATER).notes == [
        "quizzes: extra is no longer in the pack; it stays, for a class has it to do."
    ]
    assert Quiz.objects.get(slug="extra").status == Quiz.Status.PUBLISHED
    assert Item.objects.get(slug="years").archived_at is None


def test_quiz_that_a_class_had_to_do_is_retired() -> None:
    load_files(WITH_QUIZ)
    Assignment.objects.create(
        quiz=Quiz.objects.get(slug="extra"),
        classroom=ClassroomFactory(),
        opens_at=LATER - timedelta(days=7),
        closes_at=LATER,
    )
    load_files(at=LATER)
    assert Quiz.objects.get(slug="extra").status == Quiz.Status.RETIRED


def test_draft_of_a_quiz_is_left_alone() -> None:
    load_files(WITH_QUIZ)
    Quiz.objects.filter(slug="extra").update(status=Quiz.Status.DRAFT)
    assert load_files().notes == []
