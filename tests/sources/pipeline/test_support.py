"""What a sentence rests on, by rules: documents with a date or a number, and nobody."""

import pytest

from sources.pipeline.claims import kind_of, support_of
from sources.pipeline.scene import Scene
from sources.pipeline.weaknesses.registry import get_rule


def support(text: str) -> str:
    scene = Scene.alone(text)
    return support_of(scene, kind_of(scene))


@pytest.mark.parametrize(
    "text",
    [
        "According to the toll book of 1921, 412 carts came down.",
        "The timetable of 1924 lists six buses.",
        "The parish register shows 31 marriages in 1925.",
        "The inquiry's report, published in 1912, recommended a wage board.",
        "In a letter to his sister dated 12 June 1796, Penn wrote that trade was slow.",
        "Ruth Alder, in her 1978 book on the valley, counted fourteen empty houses.",
        "The mill was opened on 4 May 1791, as his own ledger records.",
    ],
)
def test_a_document_with_a_date_or_a_number_is_cited(text: str) -> None:
    assert support(text) == "cited"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("According to an old book, the town was rich.", "anon"),
        ("The report shows a change of mind.", "bare"),
        ("The book of 1921 was a disappointment to its readers.", "bare"),
        ("A register of births was kept.", "bare"),
    ],
)
def test_a_document_without_either_is_not(text: str, status: str) -> None:
    assert support(text) == status


def test_a_wish_is_not_a_voice() -> None:
    text = "The strike was caused by foreign agitators who wanted to destroy the town."
    assert kind_of(Scene.alone(text)) == "motive"
    assert support(text) == "bare"


def test_a_dated_document_tells_what_its_people_said() -> None:
    rule = get_rule("anon-source")
    told = "The inquiry's report, published in 1912, recommended a board with three members."
    assert rule.look(Scene.alone(told)) == []
    assert (
        rule.look(Scene.alone("A former official said that the report of 1912 was forged.")) != []
    )


@pytest.mark.parametrize(
    ("weakness", "text"),
    [
        ("post-hoc", "The market brought wealth, and therefore the town became proud."),
        ("post-hoc", "Crime rose, because the workers had lost their moral bearings."),
        ("post-hoc", "The hall was full, which proves that it was worth its price."),
        ("post-hoc", "Since the museum opened in 2021, shops in the street have flourished."),
        ("vague-attribution", "It is said that the plague was brought by a Flemish merchant."),
        ("vague-attribution", "Everyone knows that the town was rich."),
        ("generalise", "The whole valley was watching the strike."),
        ("unmeasured", "The town is among its loveliest places."),
    ],
)  # fmt: skip
def test_wordings_of_textbooks_are_found(weakness: str, text: str) -> None:
    assert get_rule(weakness).look(Scene.alone(text)) != []
