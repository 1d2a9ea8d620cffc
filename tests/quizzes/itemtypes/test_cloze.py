import pytest

from quizzes.itemtypes.definitions import DefinitionInvalid
from quizzes.itemtypes.registry import get_item_type

cloze = get_item_type("cloze")


def messages_of(text, *gaps):
    with pytest.raises(DefinitionInvalid) as caught:
        cloze.load({"text": text, "gaps": list(gaps)})
    return caught.value.messages


def test_gap_in_the_text_and_in_the_list_must_agree():
    gap = {"id": "a", "input": "text", "accept": ["x"]}
    assert messages_of("[[a]] [[a]] [[b]]", gap, gap | {"id": "c"}) == [
        "text: the gap a should stand in it once.",
        "text: the gap c should stand in it once.",
        "text: [[b]] has no gap.",
    ]


@pytest.mark.parametrize(
    ("gap", "message"),
    [
        ({"input": "text"}, "give at least one accepted text"),
        ({"input": "text", "accept": ["..."]}, "with a letter or a digit in it"),
        ({"input": "choice", "options": ["a", "a"], "key": "a"}, "2 different options"),
        ({"input": "choice", "options": ["a", "b"], "key": "c"}, "not among the options"),
        ({"input": "drag"}, "input is “text” or “choice”"),
    ],
)
def test_gap_that_nothing_can_fill_is_refused(gap, message):
    (found,) = messages_of("[[a]]", {"id": "a"} | gap)
    assert found.startswith("gaps[1]: ")
    assert message in found


def test_gaps_are_named_in_reading_order_whatever_their_order_in_the_list():
    definition = cloze.load(
        {
            "text": "One [[z]].\n\nTwo [[a]].",
            "gaps": [
                {"id": "a", "input": "text", "accept": ["A"]},
                {"id": "z", "input": "choice", "options": ["Y", "Z"], "key": "Z"},
            ],
        }
    )
    order = {"gaps": [[1, 0], []]}
    form = cloze.form(definition, order, data={"gap-0": "0", "gap-1": " a "})
    assert form.cleaned_response() == {"gaps": {"z": "Z", "a": "a"}}
    assert cloze.key_summary(definition) == "Z; A"
    assert form.render_parts().count('<p class="t cloze">') == 2
