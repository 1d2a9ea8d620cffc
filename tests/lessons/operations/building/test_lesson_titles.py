"""What lessons and their questions are called, so that a list tells them apart."""

import pytest

from lessons.operations.building.outline import Section, title_of
from quizzes.operations.drafting import draft_items
from sources.models import Document
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


@pytest.mark.django_db
@pytest.mark.parametrize("purpose", ["verdict", "pair"])
def test_questions_of_a_purpose_have_titles_of_their_own(purpose: str) -> None:
    document = reviewed(None)
    drafts = draft_items(document, collection=document.collection)
    titles = [str(one.fields["title"]) for one in drafts if one.purpose == purpose]
    assert len(titles) > 1
    assert len(set(titles)) == len(titles)
