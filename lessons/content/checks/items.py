"""What must hold of the key of each item: within the item, and against the labels."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from lessons.content.checks.claim_items import (
    check_evidence_choice,
    check_name_weakness,
    check_needs_more_support,
    check_verdict,
)
from lessons.content.checks.content import maps, text, texts
from lessons.content.checks.highlights import check_highlight
from lessons.content.checks.index import PackIndex
from lessons.content.dates import date_bounds
from lessons.content.objects import Item
from lessons.content.problems import Json, Problem
from quizzes.grading.blind import CEILING, option_scores

ItemCheck = Callable[[PackIndex, Item], Iterator[Problem]]

ENOUGH_ITEMS = 8
"""From how many one-best-answer items on the places of the keys say something."""

_GAP = re.compile(r"\[\[([^\[\]]*)\]\]")


def check_items(index: PackIndex) -> Iterator[Problem]:
    """Every item by the rules of its type, then where the keys of all of them stand."""
    for item in index.pack.items:
        check = CHECKS.get(item.type)
        if check is not None:
            yield from check(index, item)
    yield from _check_places_of_keys(index)


def _check_multiple_response(index: PackIndex, item: Item) -> Iterator[Problem]:
    key, options = texts(item.content, "key"), maps(item.content, "options")
    if len(key) == len(options):
        yield item.place.below("key").error("Every option is right. Add some that are not.")
    choose = item.content.get("choose")
    if choose is not None and choose != len(key):
        yield item.place.below("choose").error(
            f"`choose` says {choose}, and the key has {len(key)}. Make them the same."
        )


def _check_ordering(index: PackIndex, item: Item) -> Iterator[Problem]:
    events = index.by_target["event"]
    earlier: tuple[str, date, date] | None = None
    for position, entry in enumerate(maps(item.content, "entries")):
        name = text(entry, "event")
        if name not in events:
            continue
        first, last = date_bounds(events[name].date)
        place = item.place.below("entries", position)
        if earlier and (first, last) < earlier[1:]:
            yield place.error(f"`{name}` is earlier than `{earlier[0]}`. Put it above.")
        elif earlier and first <= earlier[2]:
            yield place.warning(
                f"By their dates alone, `{earlier[0]}` and `{name}` may be in either order."
            )
        earlier = (name, first, last)


def _check_matching(index: PackIndex, item: Item) -> Iterator[Problem]:
    seen: set[str] = set()
    for position, pair in enumerate(maps(item.content, "pairs")):
        match = text(pair, "match")
        if match in seen:
            yield item.place.below("pairs", position, "match").error(
                "This match stands twice, so that two pairs would be right. Change one of them."
            )
        seen.add(match)
    for position, extra in enumerate(texts(item.content, "left_over")):
        if extra in seen:
            yield item.place.below("left_over", position).error(
                "This is also the match of a pair. Write one that fits none."
            )


def _check_cloze(index: PackIndex, item: Item) -> Iterator[Problem]:
    in_text = _GAP.findall(text(item.content, "text"))
    listed = [text(gap, "id") for gap in maps(item.content, "gaps")]
    for position, gap in enumerate(listed):
        if in_text.count(gap) != 1:
            yield item.place.below("gaps", position).error(
                f"`[[{gap}]]` should stand in the text once; it stands there "
                f"{in_text.count(gap)} times."
            )
    for gap in in_text:
        if gap not in listed:
            yield item.place.below("text").error(f"`[[{gap}]]` is not in `gaps`. Add it there.")


def _check_numeric(index: PackIndex, item: Item) -> Iterator[Problem]:
    limits = item.content.get("range")
    if isinstance(limits, dict) and _number(limits["from"]) > _number(limits["to"]):
        yield item.place.below("range").error("The range ends before it begins. Swap its ends.")
    tolerance = item.content.get("tolerance")
    if tolerance is not None and _number(tolerance) < 0:
        yield item.place.below("tolerance").error("A tolerance is 0 or more.")
    for position, miss in enumerate(maps(item.content, "near_misses")):
        if _is_right(item, _number(miss["value"])):
            yield item.place.below("near_misses", position, "value").error(
                "This near miss counts as right. Change it or the key."
            )


def _is_right(item: Item, value: Decimal) -> bool:
    limits = item.content.get("range")
    if isinstance(limits, dict):
        return _number(limits["from"]) <= value <= _number(limits["to"])
    distance = abs(value - _number(item.content.get("key")))
    return distance <= _number(item.content.get("tolerance"))


def _number(value: Json) -> Decimal:
    return Decimal(str(value if value is not None else 0))


def _check_short_text(index: PackIndex, item: Item) -> Iterator[Problem]:
    accepted = {one.casefold() for one in texts(item.content, "accept")}
    for position, miss in enumerate(maps(item.content, "near_misses")):
        if text(miss, "text").casefold() in accepted:
            yield item.place.below("near_misses", position, "text").error(
                "This near miss is accepted as right. Take it out of one of the lists."
            )


def _check_essay(index: PackIndex, item: Item) -> Iterator[Problem]:
    words = item.content.get("words")
    if isinstance(words, dict) and _number(words["from"]) > _number(words["to"]):
        yield item.place.below("words").error("The range ends before it begins. Swap its ends.")


def _check_places_of_keys(index: PackIndex) -> Iterator[Problem]:
    scores: list[dict[str, Fraction]] = []
    for item in index.pack.items:
        if item.type in ("choice", "evidence-choice"):
            options = maps(item.content, "options")
            right = {i for i, one in enumerate(options) if one.get("id") == item.content["key"]}
            wordings = [text(one, "text") for one in options]
            scores.append(option_scores(wordings, frozenset(right)))
    if len(scores) < ENOUGH_ITEMS:
        return
    for strategy in scores[0]:
        mean = sum((score[strategy] for score in scores), Fraction(0)) / len(scores)
        if mean > CEILING:
            yield index.pack.place.warning(
                f"Choosing {strategy} is right in {float(mean):.0%} of the {len(scores)} items "
                "with options. Spread the keys, and make the options alike in length."
            )


CHECKS: dict[str, ItemCheck] = {
    "multiple-response": _check_multiple_response,
    "ordering": _check_ordering,
    "matching": _check_matching,
    "cloze": _check_cloze,
    "short-text": _check_short_text,
    "numeric": _check_numeric,
    "essay": _check_essay,
    "highlight": check_highlight,
    "verdict": check_verdict,
    "name-weakness": check_name_weakness,
    "evidence-choice": check_evidence_choice,
    "needs-more-support": check_needs_more_support,
}
"""What else must hold, by type. A type without an entry needs no more than its table."""
