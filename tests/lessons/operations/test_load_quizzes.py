"""Items and quizzes when a pack is loaded again."""

import pytest

from quizzes.models import Item, Quiz, Slot
from quizzes.operations.attempts import start_attempt, submit_attempt
from rosters.models import User
from tests.factories import InstructorFactory, LearnerFactory
from tests.lessons.content.small_pack import FILES
from tests.lessons.operations.loads import (
    AT,
    CUE,
    FEEDBACK,
    LATER,
    SENTENCE,
    edit_item,
    exported,
    load_files,
    with_changes,
    without,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def author() -> User:
    return InstructorFactory(username="tess")


def test_changed_item_in_a_published_quiz_gets_a_new_version_and_the_quiz_its_pin() -> None:
    load_files()
    report = load_files(with_changes(FEEDBACK))
    assert (report.changed["items"], report.changed["quizzes"]) == (1, 1)
    item = Item.objects.get(slug="choose-day")
    assert list(item.versions.values_list("number", flat=True)) == [2, 1]
    assert Slot.objects.get(item_version__item=item).item_version == item.current


def test_changed_item_in_no_quiz_is_changed_in_place() -> None:
    load_files()
    load_files(with_changes(("items/name-it.yaml", "No reason is given.", "There is no reason.")))
    version = Item.objects.get(slug="name-it").versions.get()
    assert (version.number, version.pack["options"][1]["feedback"]) == (1, "There is no reason.")


def test_claim_that_changed_makes_a_new_version_of_the_items_over_it() -> None:
    load_files()
    load_files(with_changes(SENTENCE, CUE))
    current = Item.objects.get(slug="name-it").current
    assert current is not None
    assert "as a gift" in str(current.definition)


def test_changed_quiz_setting_is_loaded() -> None:
    load_files()
    load_files(with_changes(("quizzes/the-check.yaml", "pass_percent: 60", "pass_percent: 75")))
    assert Quiz.objects.get().pass_percent == 75


def test_layout_of_a_quiz_is_loaded() -> None:
    change = ("quizzes/the-check.yaml", "each\nsh", "each\nlayout: all-on-one\nsh")
    load_files(with_changes(change))
    assert Quiz.objects.get().layout == "all-on-one"
    assert exported() == with_changes(change)


def test_item_that_left_is_archived_and_comes_back() -> None:
    load_files()
    report = load_files(without(["items/name-it.yaml"]), at=LATER)
    assert report.notes == ["items: name-it is no longer in the pack and was archived."]
    assert Item.objects.get(slug="name-it").archived_at == LATER
    load_files()
    assert Item.objects.get(slug="name-it").archived_at is None


def test_item_that_a_person_edited_keeps_her_version(author: User) -> None:
    load_files()
    edit_item("name-it", author)
    report = load_files(with_changes(("items/name-it.yaml", "  Yes.", "  Indeed.")))
    assert report.notes == [
        "items: name-it was edited on this site and differs from the pack; the site's version "
        "was kept."
    ]
    assert "title: Edited here" in exported()["items/name-it.yaml"]


def test_edit_that_nobody_published_is_not_published_by_a_load(author: User) -> None:
    load_files()
    pinned = Slot.objects.get(item_version__item__slug="choose-day").item_version
    edit_item("choose-day", author)
    load_files(with_changes(("quizzes/the-check.yaml", "pass_percent: 60", "pass_percent: 75")))
    assert Slot.objects.get(item_version__item__slug="choose-day").item_version == pinned


def test_author_who_loads_her_pack_again_replaces_her_own_edits(author: User) -> None:
    load_files(owner=author, by=author)
    edit_item("name-it", author)
    assert load_files(owner=author, by=author).changed["items"] == 1
    assert exported() == FILES


def test_running_attempt_keeps_the_versions_that_it_drew() -> None:
    load_files()
    attempt = start_attempt(Quiz.objects.get(), learner=LearnerFactory(), at=AT)
    drawn = [r.item_version_id for r in attempt.responses.all()]
    load_files(with_changes(FEEDBACK))
    assert [r.item_version_id for r in attempt.responses.all()] == drawn
    submit_attempt(attempt, at=LATER)
    again = start_attempt(Quiz.objects.get(), learner=LearnerFactory(), at=LATER)
    fresh = {r.item_version.item.slug: r.item_version.number for r in again.responses.all()}
    assert fresh == {"choose-day": 2, "order-the-mill": 1}


def test_version_that_an_attempt_used_stays_when_its_quiz_no_longer_shows_it() -> None:
    asked = with_changes(("quizzes/the-check.yaml", "  - choose-day\n", "  - name-it\n"))
    load_files(asked)
    start_attempt(Quiz.objects.get(), learner=LearnerFactory(), at=AT)
    load_files()
    load_files(with_changes(("items/name-it.yaml", "No reason is given.", "There is no reason.")))
    versions = Item.objects.get(slug="name-it").versions
    assert list(versions.values_list("number", flat=True)) == [2, 1]


def test_quiz_that_a_person_edited_keeps_her_rules(author: User) -> None:
    load_files()
    Quiz.objects.update(pass_percent=80, edited_by=author)
    report = load_files(
        with_changes(("quizzes/the-check.yaml", "pass_percent: 60", "pass_percent: 75"))
    )
    assert Quiz.objects.get().pass_percent == 80
    assert report.notes == [
        "quizzes: the-check was edited on this site and differs from the pack; the site's rules "
        "and questions were kept."
    ]
