"""What the made-up learners of the demo school answer: right with a given chance."""

from collections.abc import Callable, Mapping
from random import Random
from typing import Any

from django.http import QueryDict

from quizzes.itemtypes.registry import get_item_type
from quizzes.models import Response

ESSAY = (
    "The article says more than it shows. The first card gives a date and a place, the second "
    "one reports a talk from one side only, and the third is older than what it is used for. "
    "None of them shows what anybody wanted. I would look for a letter or a minute written in "
    "those weeks, and for who kept it."
)
OF_ONE_WITNESS = (
    "The sentence rests on what one doctor saw in his own rooms, and he sat on the board, so he "
    "had a reason to like the bath. He gives no figures. It cannot show that people were ill less "
    "often, and not that the bath did it. I would look for the sick lists of the school before "
    "the bath was opened and after."
)
ESSAYS = {"grounds": OF_ONE_WITNESS}
"""By the first criterion of the rubric; `ESSAY` for all others."""


def posted_answer(response: Response, *, ability: float, rng: Random) -> QueryDict:
    """A filled-in form for one response, as a browser would post it.

    ability: chance, 0..1, that each part is right. A type that is not known here stays blank.
    """
    version = response.item_version
    make = _ANSWERS.get(version.type_slug)
    posted = QueryDict(mutable=True)
    if make is None:
        return posted
    item_type = get_item_type(version.type_slug)
    definition = item_type.load(version.definition)
    data = make(version.definition, ability, rng)
    for name, value in item_type.values(definition, response.order or {}, data).items():
        posted.setlist(name, [str(v) for v in value] if isinstance(value, list) else [str(value)])
    return posted


Definition = Mapping[str, Any]


def _one(definition: Definition, ability: float, rng: Random) -> dict[str, Any]:
    return {
        "option": _pick(definition["key"], [o["id"] for o in definition["options"]], ability, rng)
    }


def _several(definition: Definition, ability: float, rng: Random) -> dict[str, Any]:
    right = list(definition["key"])
    wrong = [o["id"] for o in definition["options"] if o["id"] not in right]
    if rng.random() > ability and wrong:
        right[-1] = rng.choice(wrong)
    return {"options": right}


def _ordered(definition: Definition, ability: float, rng: Random) -> dict[str, Any]:
    keys = [e.get("event") or e["id"] for e in definition["entries"]]
    if rng.random() > ability:
        place = rng.randrange(len(keys) - 1)
        keys[place], keys[place + 1] = keys[place + 1], keys[place]
    return {"entries": keys}


def _matched(definition: Definition, ability: float, rng: Random) -> dict[str, Any]:
    ids = [pair["id"] for pair in definition["pairs"]]
    given = list(ids)
    if rng.random() > ability:
        given[0], given[1] = given[1], given[0]
    return {"pairs": dict(zip(ids, given, strict=True))}


def _filled(definition: Definition, ability: float, rng: Random) -> dict[str, Any]:
    gaps = {}
    for gap in definition["gaps"]:
        if gap["input"] == "choice":
            gaps[gap["id"]] = _pick(gap["key"], gap["options"], ability, rng)
        else:
            gaps[gap["id"]] = gap["accept"][0] if rng.random() < ability else "1950"
    return {"gaps": gaps}


def _short(definition: Definition, ability: float, rng: Random) -> dict[str, Any]:
    return {"text": definition["accept"][0] if rng.random() < ability else "Villarroel"}


def _number(definition: Definition, ability: float, rng: Random) -> dict[str, Any]:
    right = definition.get("key") or definition["range"]["from"]
    given = right if rng.random() < ability else str(int(float(right)) + 1)
    return {"text": given, "value": given}


def _marked(definition: Definition, ability: float, rng: Random) -> dict[str, Any]:
    chosen = []
    for sentence in definition["sentences"]:
        chance = {"target": ability, "lure": (1 - ability) / 2, "also": 0.5}
        if rng.random() < chance.get(sentence.get("counts", ""), 0):
            chosen.append(sentence["id"])
    return {"sentences": chosen}


def _judged(definition: Definition, ability: float, rng: Random) -> dict[str, Any]:
    scale = sorted({row["key"] for row in definition["rows"]})
    rows = {}
    for row in definition["rows"]:
        rows[row["sentence"]] = {"verdict": _pick(row["key"], scale, ability, rng)}
        if definition["scale"] == "record":
            rows[row["sentence"]]["card"] = (row.get("settled_by") or ["none"])[0]
    return {"rows": rows}


def _evidence(definition: Definition, ability: float, rng: Random) -> dict[str, Any]:
    return _one(definition, ability, rng) | {"stance": definition["stance"]}


def _essay(definition: Definition, ability: float, rng: Random) -> dict[str, Any]:
    return {"text": ESSAYS.get(definition["rubric"][0]["id"], ESSAY)}


_ANSWERS: Mapping[str, Callable[[Definition, float, Random], dict[str, Any]]] = {
    "choice": _one,
    "name-weakness": _one,
    "needs-more-support": _one,
    "multiple-response": _several,
    "ordering": _ordered,
    "matching": _matched,
    "cloze": _filled,
    "short-text": _short,
    "numeric": _number,
    "highlight": _marked,
    "verdict": _judged,
    "evidence-choice": _evidence,
    "essay": _essay,
}


def _pick(key: str, choices: list[str], ability: float, rng: Random) -> str:
    wrong = [choice for choice in choices if choice != key]
    return key if rng.random() < ability or not wrong else rng.choice(wrong)
