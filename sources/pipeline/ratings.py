"""What independent raters said of the same text: where they agree, and what follows from it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, TypeAlias, TypeVar

from sources.pipeline.agreement import Agreement, agreement_on, masi

State: TypeAlias = Mapping[str, Any]
"""The whole state of a claim (`sources.reports.claim_states`)."""
REJECTED = "rejected"
KINDS, SUPPORTS = 10, 7
"""How many values a rater can choose from (`sources.taxonomy`)."""
_Value = TypeVar("_Value")


class Result(StrEnum):
    """What the raters' labels of one range come to."""

    AGREED = "agreed"
    DIFFERS = "differs"
    ONE_ONLY = "one-only"


@dataclass(frozen=True, slots=True)
class Rated:
    """One rater's decided label of a range of characters."""

    rater: int
    begins: int
    ends: int
    state: State

    @property
    def is_rejected(self) -> bool:
        return bool(self.state["status"] == REJECTED)

    @property
    def kind(self) -> str:
        return "none" if self.is_rejected else str(self.state["kind"])

    @property
    def support(self) -> str:
        return "na" if self.is_rejected else str(self.state["support"])

    @property
    def core(self) -> frozenset[str]:
        return self._weaknesses("core")

    @property
    def also(self) -> frozenset[str]:
        return self._weaknesses("also")

    def _weaknesses(self, standing: str) -> frozenset[str]:
        if self.is_rejected:
            return frozenset()
        named = self.state["weaknesses"]
        return frozenset(one["id"] for one in named if one["standing"] == standing)

    @property
    def says(self) -> tuple[str, str, frozenset[str]]:
        """What has to be equal for two raters to agree: kind, support, core weaknesses."""
        return self.kind, self.support, self.core


@dataclass(frozen=True, slots=True)
class Outcome:
    """What follows for one range: the claim's state, and who said what."""

    begins: int
    ends: int
    result: Result
    state: dict[str, Any]
    ratings: tuple[Rated, ...]


def outcomes(rated: Iterable[Rated], *, of_text: frozenset[str]) -> list[Outcome]:
    """What the labels come to, range by range, in reading order.

    Two raters or more with equal kind, support and core weaknesses agree. A range on which they
    differ, or which other raters drew otherwise over the same sentences, is contested. What one
    rater alone labelled is begun and not decided. of_text: weaknesses of a text as a whole, whose
    claims decide about no single sentence and so overlap with none.
    """
    ranges: dict[tuple[int, int], list[Rated]] = {}
    for one in rated:
        ranges.setdefault((one.begins, one.ends), []).append(one)
    single = [
        one for group in ranges.values() for one in group if not is_of_text(one.state, of_text)
    ]
    found = []
    for (begins, ends), group in sorted(ranges.items()):
        group.sort(key=lambda one: one.rater)
        result = _result(group, single, of_text)
        state = _merged(group, result)
        found.append(Outcome(begins, ends, result, state, tuple(group)))
    return found


def _result(group: Sequence[Rated], single: Sequence[Rated], of_text: frozenset[str]) -> Result:
    mine = {one.rater for one in group}
    begins, ends = group[0].begins, group[0].ends
    drawn_otherwise = not is_of_text(group[0].state, of_text) and any(
        one.rater not in mine and one.begins < ends and one.ends > begins for one in single
    )
    if drawn_otherwise or len({one.says for one in group}) > 1:
        return Result.DIFFERS
    return Result.AGREED if len(group) > 1 else Result.ONE_ONLY


def is_of_text(state: State, of_text: frozenset[str]) -> bool:
    """Whether a claim speaks of the text as a whole: all its weaknesses do."""
    named = state["weaknesses"]
    return bool(named) and all(one["id"] in of_text for one in named)


def _merged(group: Sequence[Rated], result: Result) -> dict[str, Any]:
    """The claim that follows: what most said, the lower number where as many said each.

    Weaknesses that all call core are core; those that only some name are also acceptable. Words
    (why, question, known) are those of the first who wrote any.
    """
    standing = [one for one in group if not one.is_rejected] or group
    state = dict(standing[0].state)
    if all(one.is_rejected for one in group):
        status = REJECTED
    else:
        status = "accepted"
        state["kind"], state["support"] = _most([(one.kind, one.support) for one in standing])
        if state["kind"] == "none":
            state["also_kind"] = ""
        state["weaknesses"] = [] if state["kind"] == "none" else _weaknesses(group)
    for name in ("also_kind", "why", "ask", "record", "known"):
        said = [one.state[name] for one in standing if one.state[name]]
        state[name] = said[0] if said else ""
    if state["also_kind"] == state["kind"]:
        state["also_kind"] = ""
    state["disputed"] = any(one.state["disputed"] for one in standing)
    state["difficulty"] = _most([one.state["difficulty"] for one in standing])
    state["evidence"] = _once(piece for one in standing for piece in one.state["evidence"])
    kept = {one["id"] for one in state["weaknesses"]}
    down = _once(piece for one in group for piece in one.state["turned_down"])
    state["turned_down"] = [piece for piece in down if piece["id"] not in kept]
    state["status"] = "suggested" if result is Result.ONE_ONLY else status
    state["contested"] = result is Result.DIFFERS
    return state


def _weaknesses(group: Sequence[Rated]) -> list[dict[str, str]]:
    in_all = frozenset.intersection(*(one.core for one in group))
    found: dict[str, dict[str, str]] = {}
    for one in group:
        for named in () if one.is_rejected else one.state["weaknesses"]:
            known = found.setdefault(named["id"], {**named, "standing": "also"})
            known["cue"] = known["cue"] or named["cue"]
            if named["id"] in in_all:
                known["standing"] = "core"
    return list(found.values())


def _most(said: Sequence[_Value]) -> _Value:
    return Counter(said).most_common(1)[0][0]


def _once(pieces: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for piece in pieces:
        if piece not in found:
            found.append(dict(piece))
    return found


def units_of(
    rated: Iterable[Rated],
    sentences: Sequence[tuple[int, int]],
    *,
    raters: Sequence[int],
    of_text: frozenset[str],
) -> list[tuple[Rated | None, ...]]:
    """Each sentence that somebody labelled, with every rater's label of it, in their order.

    sentences: where each begins and ends. The narrowest of a rater's labels over a sentence is
    hers; claims about the text as a whole are left out.
    """
    column = {number: place for place, number in enumerate(raters)}
    rows: dict[int, list[Rated | None]] = {}
    starts = {begins: place for place, (begins, _) in enumerate(sentences)}
    for one in rated:
        place = starts.get(one.begins, len(sentences))
        if place == len(sentences):
            continue
        if one.ends > sentences[place][1] and is_of_text(one.state, of_text):
            continue
        while place < len(sentences) and sentences[place][1] <= one.ends:
            row = rows.setdefault(place, [None] * len(raters))
            known = row[column[one.rater]]
            if known is None or known.ends - known.begins > one.ends - one.begins:
                row[column[one.rater]] = one
            place += 1
    return [tuple(rows[place]) for place in sorted(rows)]


def figures(units: Sequence[tuple[Rated | None, ...]], *, raters: int) -> dict[str, Any]:
    """Agreement on kind, support, weaknesses as a set, and each weakness that somebody named.

    A weakness is told by whether it is called core. Of each: the figures of `agreement_on`, and
    of a single weakness `marked` (by each rater, of the sentences that two or more labelled),
    `by_all` and `by_some` of those who labelled a sentence. The result can be kept as JSON.
    """
    found: dict[str, Any] = {
        "kind": _kept(agreement_on([_each(u, lambda r: r.kind) for u in units], values=KINDS)),
        "support": _kept(
            agreement_on([_each(u, lambda r: r.support) for u in units], values=SUPPORTS)
        ),
    }
    sets = [_each(unit, lambda rating: rating.core) for unit in units]
    several = max(2, len({value for unit in sets for value in unit if value is not None}))
    found["weaknesses"] = _kept(agreement_on(sets, values=several, distance=masi))
    paired = [unit for unit in sets if sum(value is not None for value in unit) > 1]
    named = sorted({weakness for unit in paired for value in unit if value for weakness in value})
    found["each"] = {weakness: _each_weakness(paired, weakness, raters) for weakness in named}
    return found


def _each_weakness(
    paired: Sequence[tuple[frozenset[str] | None, ...]], weakness: str, raters: int
) -> dict[str, Any]:
    units = [tuple(None if v is None else weakness in v for v in unit) for unit in paired]
    given = [[value for value in unit if value is not None] for unit in units]
    return {
        **_kept(agreement_on(units, values=2)),
        "marked": [sum(bool(unit[place]) for unit in units) for place in range(raters)],
        "by_all": sum(all(values) for values in given),
        "by_some": sum(any(values) and not all(values) for values in given),
    }


def _each(unit: Sequence[Rated | None], part: Any) -> tuple[Any, ...]:
    return tuple(None if rating is None else part(rating) for rating in unit)


def _kept(agreement: Agreement) -> dict[str, Any]:
    """Figures as JSON keeps them, rounded to four places."""
    return {
        name: round(value, 4) if isinstance(value, float) else value
        for name, value in {**asdict(agreement), "gate": agreement.gate.value}.items()
    }
