import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.grading.text import IGNORABLE, fold, is_accepted
from tests.quizzes.grading.worked import quoted


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Víctor  ANDRADE,", "victor andrade"),
        ("Washington, D.C.", "washington dc"),
        ("twenty‑four", "twenty four"),
    ],
)
def test_fold_as_the_page_says(text, folded):
    quoted(f'"{text}" becomes "{folded}"')
    assert fold(text, IGNORABLE) == folded


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  two\u00a0\twords ", "two words"),
        ("it’s", "it's"),
        ("“x”", '"x"'),
        ("a–b", "a-b"),
        ("ﬁne", "fine"),
        ("so\u00adft", "soft"),
        ("Ａ", "A"),
        ("e\u0301", "é"),
    ],
)
def test_fold_always_makes_these_alike(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Łódź", "Lodz"),
        ("Ærø", "Aero"),
        ("Straße", "Strasse"),
        ("ή", "η"),
        ("ёлка", "елка"),
        ("й", "й"),
        ("हिन्दी", "हिन्दी"),
        ("ガ", "ガ"),
    ],
)
def test_fold_without_accents_leaves_letters_of_other_scripts(text, folded):
    assert fold(text, ["accents"]) == folded


def test_fold_keeps_case_and_accents_unless_told():
    assert fold("Víctor") == "Víctor"
    assert not is_accepted("victor", ["Víctor"], ["case"])
    assert is_accepted("víctor", ["Víctor"], ["case"])


def test_fold_refuses_what_cannot_be_ignored():
    with pytest.raises(ValueError, match="vowels"):
        fold("x", ["vowels"])


def test_accepted_never_for_nothing():
    assert not is_accepted("...", ["", "?"], ["punctuation"])


@given(st.text(max_size=40))
def test_fold_is_stable(text):
    once = fold(text, IGNORABLE)
    assert fold(once, IGNORABLE) == once
