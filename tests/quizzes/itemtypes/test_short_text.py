import pytest

from quizzes.itemtypes.definitions import DefinitionInvalid
from quizzes.itemtypes.registry import get_item_type

short_text = get_item_type("short-text")


def test_near_miss_has_its_own_word_in_the_review():
    definition = short_text.load(
        {"accept": ["Pell"], "near_misses": [{"text": "Roe", "feedback": "The miller."}]}
    )
    (row,) = short_text.review(definition, {}, {"text": "Roe"})["rows"]
    assert (row["state"], row["key"], row["feedback"]) == ("false", "Pell", "<p>The miller.</p>")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"accept": []}, "accept: at least one answer is needed."),
        ({"accept": ["a", "?"], "ignore": ["punctuation"]}, "accept[2] holds nothing"),
        ({"accept": ["a"], "ignore": ["vowels"]}, "ignore: vowels is none of"),
        (
            {"accept": ["a"], "ignore": ["case"], "near_misses": [{"text": "A"}]},
            "near_misses[1] is an accepted answer.",
        ),
    ],
)
def test_definition_that_cannot_work_is_refused(fields, message):
    with pytest.raises(DefinitionInvalid) as caught:
        short_text.load(fields)
    assert caught.value.messages[0].startswith(message)


def test_page_says_what_does_not_matter():
    definition = short_text.load({"accept": ["a"], "ignore": ["punctuation", "case"]})
    html = short_text.form(definition, {}).render_parts()
    assert "These do not matter: capital letters, punctuation." in html
