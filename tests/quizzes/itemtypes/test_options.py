"""The types with one best option, where the contract does not already say it."""

import pytest

from quizzes.itemtypes.definitions import DefinitionInvalid
from quizzes.itemtypes.registry import get_item_type
from tests.quizzes.itemtypes.gallery import GalleryLibrary, gallery_item

OPTIONS = [{"id": "a", "text": "A", "feedback": "f"}, {"id": "b", "text": "B"}]


@pytest.mark.parametrize(
    ("options", "key", "message"),
    [
        (OPTIONS, "c", "key: no option has the id c."),
        (OPTIONS[:1], "a", "options: at least 2 are needed."),
        ([OPTIONS[0]] * 2, "a", "options: the id a stands twice."),
    ],
)
def test_choice_that_cannot_work_is_refused(options, key, message):
    with pytest.raises(DefinitionInvalid) as caught:
        get_item_type("choice").load({"options": options, "key": key})
    assert caught.value.messages == [message]


def test_choice_without_feedback_is_a_problem():
    choice = get_item_type("choice")
    found = choice.problems(choice.load({"options": OPTIONS, "key": "a"}))
    assert [(p.where, p.message) for p in found] == [
        ("options[2].feedback", "Say why it fits or does not.")
    ]


@pytest.mark.parametrize(
    ("chosen", "states"),
    [
        ("a", ["hit", "left"]),
        ("b", ["miss", "false"]),
        (None, ["miss", "left"]),
    ],
)
def test_choice_review_says_what_was_chosen_and_what_fits(chosen, states):
    choice = get_item_type("choice")
    definition = choice.load({"options": OPTIONS, "key": "a"})
    response = {"option": chosen} if chosen else None
    rows = choice.review(definition, {"options": [0, 1]}, response)["options"]
    assert [row["state"] for row in rows] == states


def test_multiple_response_refuses_more_than_it_asks_for():
    kind = get_item_type("multiple-response")
    definition = kind.load({"options": OPTIONS, "key": ["a"], "choose": 1})
    form = kind.form(definition, {"options": [0, 1]}, data={"options": ["0", "1"]})
    assert form.sentences_of_errors() == ["You chose 2 answers. Choose no more than 1."]


def test_multiple_response_says_when_choosing_all_would_win():
    kind = get_item_type("multiple-response")
    found = kind.problems(kind.load({"options": OPTIONS, "key": ["a", "b"]}))
    assert "Every option is right: choosing all earns 1." in [p.message for p in found]


def test_name_weakness_shows_names_and_hides_ids():
    kind = get_item_type("name-weakness")
    definition = kind.load(kind.complete(gallery_item("name-weakness"), GalleryLibrary()))
    html = kind.form(definition, {"options": [2, 0, 1]}).render_parts()
    assert '<u class="cue">was widely seen as</u>' in html
    assert "What orphan-quote means." in html
    assert "Sentence 12" in html
    assert "orphan-quote</" not in html


def test_name_weakness_says_when_its_cue_is_not_there():
    kind = get_item_type("name-weakness")
    item = dict(gallery_item("name-weakness")) | {"cue": "was wildly seen"}
    found = kind.problems(kind.load(kind.complete(item, GalleryLibrary())))
    assert [p.where for p in found] == ["cue"]


def test_evidence_choice_shows_the_card_only_in_the_review():
    kind = get_item_type("evidence-choice")
    own, order = kind.twins()[0]
    definition = kind.load(own)
    reveal = kind.review(definition, order, None)
    assert "popovertarget" not in kind.form(definition, order).render_parts()
    html = kind.form(definition, order, reveal=reveal).render_parts()
    assert 'popovertarget="card-first-card"' in html
    assert [card["id"] for card in reveal["cards"]] == ["first-card"]


def test_needs_more_support_takes_two_sentences():
    kind = get_item_type("needs-more-support")
    third = {"id": "c", "text": "C"}
    with pytest.raises(DefinitionInvalid, match="exactly 2"):
        kind.load({"options": [*OPTIONS, third], "key": "a"})
