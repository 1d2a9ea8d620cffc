"""A question with its key in one list, for whoever decides whether it is good."""

import pytest

from quizzes.itemtypes.base import plain_prose
from quizzes.itemtypes.keys import key_rows
from quizzes.itemtypes.registry import get_item_type

DRAFTED = [
    "choice",
    "evidence-choice",
    "highlight",
    "matching",
    "name-weakness",
    "needs-more-support",
    "ordering",
    "verdict",
]
"""The types that builds draft."""


def rows_of(slug: str):
    kind = get_item_type(slug)
    return key_rows(kind, kind.load(kind.samples()[0].definition), prose=plain_prose)


@pytest.mark.parametrize("slug", DRAFTED)
def test_every_drafted_type_marks_its_key(slug):
    rows = rows_of(slug)
    assert any(row.state == "hit" and row.word for row in rows)


@pytest.mark.parametrize("slug", ["choice", "name-weakness", "needs-more-support"])
def test_one_option_is_the_key_and_all_say_why(slug):
    rows = [row for row in rows_of(slug) if row.state]
    assert [row.word for row in rows].count("The key") == 1
    assert all("SECRET" in row.feedback or "FEEDBACK" in row.feedback for row in rows)


def test_a_passage_says_of_each_sentence_whether_to_mark_it():
    rows = rows_of("highlight")
    words = [row.word for row in rows]
    assert (words.count("To mark"), words.count("To leave alone")) == (4, 4)
    assert "" in words


def test_a_weakness_is_named_below_its_sentence():
    quoted = rows_of("name-weakness")[0]
    assert '<u class="cue">' in quoted.text
    assert not quoted.state
