from collections import Counter
from random import Random

import pytest

from quizzes.itemtypes.definitions import DefinitionInvalid
from quizzes.itemtypes.registry import get_item_type

matching = get_item_type("matching")


def pairs(count):
    return [{"id": f"p{n}", "text": f"T{n}", "match": f"M{n}"} for n in range(count)]


def test_order_shuffles_both_sides_independently_whatever_the_quiz_says():
    definition = matching.load({"pairs": pairs(3)})
    seen = Counter()
    for seed in range(3000):
        order = matching.order(definition, shuffle=False, rng=Random(seed))  # noqa: S311
        seen[tuple(order["prompts"]), tuple(order["matches"])] += 1
    assert len(seen) == 36
    assert min(seen.values()) > 40


def test_answer_left_over_counts_as_wrong():
    definition = matching.load({"pairs": pairs(2), "left_over": ["L"]})
    outcome = matching.grade(definition, {"pairs": {"p0": "p0", "p1": "left-over:1"}})
    assert dict(outcome.detail) == {"right": 1, "pairs": 2}


def test_answer_used_twice_is_named():
    definition = matching.load({"pairs": pairs(2)})
    order = {"prompts": [0, 1], "matches": [1, 0]}
    form = matching.form(definition, order, data={"match-0": "0", "match-1": "0"})
    assert not form.is_valid()
    assert form.sentences_of_errors() == ["“M1” is used twice. Each answer can be used once."]


def test_pair_is_one_thing_and_its_copy_is_there():
    broken = [
        {"id": "a", "match": "x"},
        {"id": "b", "card": "c", "match": "x"},
        {"id": "b", "term": "t", "match": "y"},
    ]
    with pytest.raises(DefinitionInvalid) as caught:
        matching.load({"pairs": broken})
    assert caught.value.messages == [
        "pairs: the id b stands twice.",
        "pairs: the answer “x” stands twice.",
        "pairs[1]: give one of card, term and text.",
        "cards.c is missing.",
        "terms.t is missing.",
    ]


def test_problem_without_an_answer_left_over():
    found = matching.problems(matching.load({"pairs": pairs(2)}))
    assert [problem.where for problem in found] == [
        "pairs[1].feedback",
        "pairs[2].feedback",
        "left_over",
    ]
