from collections import Counter
from random import Random

import pytest

from quizzes.itemtypes.definitions import DefinitionInvalid
from quizzes.itemtypes.registry import get_item_type
from tests.quizzes.itemtypes.pages import Page

ordering = get_item_type("ordering")


def definition(count=3):
    return ordering.load({"entries": [{"id": f"e{n}", "text": f"Entry {n}"} for n in range(count)]})


def read(places, shown):
    data = {f"place-{at}": str(place) for at, place in enumerate(places)}
    form = ordering.form(definition(), {"entries": shown}, data=data)
    return form.cleaned_response() if form.is_valid() else form.sentences_of_errors()


def test_order_is_never_the_right_one_and_else_any_one():
    seen = Counter(
        tuple(ordering.order(definition(), shuffle=False, rng=Random(seed))["entries"])  # noqa: S311
        for seed in range(500)
    )
    assert (0, 1, 2) not in seen
    assert len(seen) == 5
    assert min(seen.values()) > 60


def test_order_left_as_shown_is_unanswered():
    assert read([1, 2, 3], [2, 0, 1]) is None


def test_places_are_read_as_entries_in_order():
    assert read([3, 1, 2], [2, 0, 1]) == {"entries": ["e0", "e1", "e2"]}


@pytest.mark.parametrize(
    ("places", "sentence"),
    [
        ([1, 1, 3], "Place 1 is given twice. Give each entry a place of its own."),
        ([0, 1, 2], "There is no place 0: the places run from 1 to 3."),
        ([1, 2, ""], "Give each entry a place from 1 to 3."),
        (["", "x", ""], "A place is a whole number."),
    ],
)
def test_places_that_make_no_order_are_refused(places, sentence):
    assert read(places, [2, 0, 1]) == [sentence]


def test_two_entries_are_refused_because_their_order_shows_itself():
    with pytest.raises(DefinitionInvalid, match="at least 3"):
        definition(2)


def test_saved_order_is_shown_as_it_was_left():
    order, saved = {"entries": [2, 0, 1]}, {"entries": ["e0", "e1", "e2"]}
    html = ordering.form(definition(), order, initial=saved).render_parts()
    assert html.index("Entry 0") < html.index("Entry 1") < html.index("Entry 2")
    assert Page(html).sent.dict() == {"place-1": "1", "place-2": "2", "place-0": "3"}


def test_entry_is_an_event_or_a_text_and_never_both():
    both = {"event": "e", "id": "i", "text": "t"}
    with pytest.raises(DefinitionInvalid) as caught:
        ordering.load({"entries": [both, {"event": "gone"}, {"id": "x"}]})
    assert caught.value.messages == [
        "entries[1]: give an event, or an id and a text.",
        "events.gone is missing.",
        "entries[3]: give an event, or an id and a text.",
    ]
