"""What lessons and their questions are called, so that a list tells them apart."""

import pytest

from lessons.operations.building.lessons import outline_of
from lessons.operations.building.outline import Section, title_of
from quizzes.operations.drafting import draft_items
from sources.models import Document
from tests.labelled import Said, labelled_document
from tests.lessons.operations.building.rivertown import reviewed


@pytest.mark.parametrize(
    ("headings", "title"),
    [
        (["The Towns", "The Mill"], "The Mill"),
        (["the  TOWNS", "The Mill", "The Strike"], "The Mill"),
        (["The Strike", "Today"], "The Strike"),
        (["The Towns"], "The Towns"),
        ([], "The Towns"),
    ],
)
def test_a_lesson_is_called_by_one_heading_that_is_not_the_title(
    headings: list[str], title: str
) -> None:
    assert title_of(Section(titles=headings), Document(title="The Towns")) == title


LONG = Said("The light over the river stayed until the last cart had gone home. " * 15)


def titles_of(document: Document) -> list[str]:
    rows = document.sentences.select_related("block")
    return [each.title for each in outline_of(document, rows, [], taken=set())]


@pytest.mark.django_db
def test_the_title_of_the_whole_text_names_no_lesson_of_several() -> None:
    sections = ("The Mill", [LONG], "The Strike", [LONG])
    document = labelled_document("Towns by the river", [LONG], *sections, title="The Towns")
    document.blocks.exclude(position=1).filter(kind="heading").update(level=2)
    assert titles_of(document) == ["How it begins", "The Mill", "The Strike"]


@pytest.mark.django_db
def test_lessons_by_marks_alone_are_called_by_how_they_begin() -> None:
    document = labelled_document([LONG], [LONG], [LONG], title="The Towns")
    document.blocks.filter(position__gt=1).update(starts_lesson=True)
    assert titles_of(document) == ["How it begins", *["“The light over the river stayed …”"] * 2]


@pytest.mark.django_db
def test_the_only_lesson_of_a_text_has_its_title() -> None:
    document = labelled_document("Towns", [LONG], title="The Towns")
    assert titles_of(document) == ["Towns"]


@pytest.mark.django_db
@pytest.mark.parametrize("purpose", ["verdict", "pair"])
def test_questions_of_a_purpose_have_titles_of_their_own(purpose: str) -> None:
    document = reviewed(None)
    drafts = draft_items(document, collection=document.collection)
    titles = [str(one.fields["title"]) for one in drafts if one.purpose == purpose]
    assert len(titles) > 1
    assert len(set(titles)) == len(titles)
