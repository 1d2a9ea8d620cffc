"""The passage of a highlight item: its sentences, how they are copied, and what to check in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _t

from quizzes.grading.blind import CEILING, Markable, highlight_scores
from quizzes.grading.highlight import Marks, count_marks
from quizzes.itemtypes.base import Library, Observation, Problem
from quizzes.itemtypes.definitions import DefinitionInvalid
from quizzes.itemtypes.forms import ResponseData
from quizzes.itemtypes.passages import CHECKABLE_BLOCKS, DocumentCopy

LEAST = 4
"""A passage needs this many targets and this many lures before it may be published."""

COUNTS = ("target", "lure", "also", "contested", "none")
ANY = "any"


@dataclass(frozen=True, slots=True)
class MarkableSentence:
    """One sentence of the passage with a copy of its labels.

    counts: "target", "lure", "also" (also acceptable) or "contested" have a checkbox, "none" has
    not. core, also: ids of weaknesses; cues: the words that show what is asked for.
    """

    id: str
    text: str
    block: str
    counts: str
    paragraph: int = 0
    number: int = 0
    core: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    why: str = ""
    ask: str = ""
    known: str = ""
    cards: tuple[str, ...] = ()

    @property
    def has_checkbox(self) -> bool:
        """Whether it can be marked."""
        return self.counts != "none"


@dataclass(frozen=True, slots=True)
class HighlightDefinition:
    """A range of a document, whole; ``mark`` is "any" or the id of a weakness."""

    document: DocumentCopy
    first: str = field(metadata={"as": "from"})
    last: str = field(metadata={"as": "to"})
    mark: str
    sentences: tuple[MarkableSentence, ...]
    if_too_many: str = ""
    if_too_few: str = ""
    cards: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def shown(self) -> list[tuple[int, MarkableSentence]]:
        """Sentences with their positions, without a heading that only repeats the title."""
        return [
            (place, own)
            for place, own in enumerate(self.sentences)
            if own.has_checkbox or own.text != self.document.title
        ]

    def ids(self, counts: str) -> frozenset[str]:
        """Ids of the sentences that count in this way."""
        return frozenset(s.id for s in self.sentences if s.counts == counts)

    def marks(self, response: ResponseData | None) -> Marks:
        """Hits and false alarms of a response, a blank one included."""
        marked = frozenset((response or {}).get("sentences", ()))
        return count_marks(marked, targets=self.ids("target"), lures=self.ids("lure"))


def snapshot(item: Mapping[str, Any], library: Library) -> dict[str, Any]:
    """A definition from the fields of a pack item and the labels of the library.

    Sentences with a checkbox stand in a paragraph, quotation or list and carry an accepted claim
    of a kind other than "none"; of those, a lure is what is neither named nor contested.
    Raises DefinitionInvalid for a named sentence that has no checkbox, LookupError for a card.
    """
    targets, also_ok = set(item["targets"]), set(item.get("also_ok", ()))
    passage = library.passage(item["document"], item["from"], item["to"])
    sentences = [_copy(own, item["mark"], targets, also_ok) for own in passage]
    checkable = {s["id"] for s in sentences if s["counts"] != "none"}
    if missing := sorted((targets | also_ok) - checkable):
        raise DefinitionInvalid(
            [_t("No claim to mark stands at %(id)s.") % {"id": own} for own in missing]
        )
    kept = {name: item[name] for name in ("from", "to", "mark")}
    said = {name: item[name] for name in ("if_too_many", "if_too_few") if item.get(name)}
    cards = dict.fromkeys(card for own in sentences for card in own.get("cards", ()))
    definition = {
        "document": dict(library.document(item["document"])),
        **kept,
        "sentences": sentences,
        **said,
    }
    if cards:
        definition["cards"] = {card: dict(library.card(card)) for card in cards}
    return definition


def _copy(
    own: Mapping[str, Any], mark: str, targets: set[str], also_ok: set[str]
) -> dict[str, Any]:
    core, also = own.get("weaknesses", ()), own.get("also_ok", ())
    counts = "none"
    if own["block"] in CHECKABLE_BLOCKS and own.get("kind", "none") != "none":
        counts = (
            "contested"
            if own.get("contested")
            else "target"
            if own["id"] in targets
            else "also"
            if own["id"] in also_ok
            else "lure"
        )
    asked = [w for w in (*core, *also) if w["id"] == mark] if mark != ANY else list(core)
    copied = {
        "core": [w["id"] for w in core],
        "also": [w["id"] for w in also],
        "cues": list(dict.fromkeys(w["cue"] for w in asked if _stands_in(w.get("cue"), own))),
        "cards": list(own.get("cards", ())),
    }
    words = {name: own[name] for name in ("why", "ask", "known") if own.get(name)}
    place = {name: own[name] for name in ("paragraph", "number") if own.get(name)}
    return {
        "id": own["id"],
        "text": own["text"],
        "block": own["block"],
        "counts": counts,
        **place,
        **{name: value for name, value in copied.items() if value and counts != "none"},
        **(words if counts != "none" else {}),
    }


def _stands_in(cue: str | None, own: Mapping[str, Any]) -> bool:
    """Whether a cue is in this sentence: of a claim over several, it may be in another one."""
    return bool(cue) and all(part.strip() in own["text"] for part in str(cue).split("…"))


def audit(definition: HighlightDefinition) -> list[Problem]:
    """What should be mended in a passage before publishing."""
    problems = [*_too_few(definition), *_blind(definition)]
    for place, sentence in enumerate(definition.sentences, start=1):
        where = f"sentences[{place}]"
        if sentence.has_checkbox and not sentence.why.strip():
            problems.append(Problem(f"{where}.why", _t("Say what this sentence rests on.")))
        if sentence.counts == "target" and not sentence.ask.strip():
            problems.append(Problem(f"{where}.ask", _t("Add the question to ask.")))
        problems += [
            Problem(f"{where}.cues", _t("“%(cue)s” does not stand in it.") % {"cue": cue})
            for cue in sentence.cues
            if any(part.strip() not in sentence.text for part in cue.split("…"))
        ]
        if message := _label_fault(sentence, definition.mark):
            problems.append(Problem(f"{where}.counts", message))
    return problems


def _too_few(definition: HighlightDefinition) -> list[Problem]:
    targets, lures = len(definition.ids("target")), len(definition.ids("lure"))
    messages = []
    if targets < LEAST:
        messages.append(_t("Targets: %(have)d. At least 4 are needed.") % {"have": targets})
    if lures < LEAST:
        messages.append(_t("Lures: %(have)d. At least 4 are needed.") % {"have": lures})
    return [Problem("sentences", message) for message in messages]


def _blind(definition: HighlightDefinition) -> list[Problem]:
    sentences = [
        Markable(s.text, s.counts if s.counts in ("target", "lure") else "also")
        for s in definition.sentences
        if s.has_checkbox
    ]
    return [
        Problem(
            "blind",
            _t("Marking blindly (%(strategy)s) earns %(score).2f; no more than %(most).2f is fair.")
            % {"strategy": strategy, "score": score, "most": CEILING},
        )
        for strategy, score in highlight_scores(sentences).items()
        if score > CEILING
    ]


def _label_fault(sentence: MarkableSentence, mark: str) -> str:
    """Where what counts and what is labelled differ; empty where they agree."""
    core = bool(sentence.core) if mark == ANY else mark in sentence.core
    also = bool(sentence.also) if mark == ANY else mark in sentence.also
    if sentence.counts == "target" and not core:
        return _t("It is a target, and not labelled with what is asked for.")
    if sentence.counts == "also" and not (also or core):
        return _t("It is also acceptable, and not labelled so.")
    if sentence.counts == "lure" and (core or also):
        return _t("It is a lure, and labelled with what is asked for.")
    return ""


def observed(definition: HighlightDefinition, response: ResponseData | None) -> list[Observation]:
    """One observation for each target and core weakness: 1 hit, 0 miss.

    Where one weakness is asked for, only that one is observed, and each lure counts too: 1 left
    alone, 0 marked. An unanswered passage shows nothing (``decisions.md`` 18).
    """
    if not response:
        return []
    marked: Sequence[str] = response.get("sentences", ())
    found = []
    for sentence in definition.sentences:
        is_marked = sentence.id in marked
        if sentence.counts == "target":
            skills = sentence.core if definition.mark == ANY else (definition.mark,)
            found += [Observation(skill, Decimal(int(is_marked))) for skill in skills]
        elif sentence.counts == "lure" and definition.mark != ANY:
            found.append(Observation(definition.mark, Decimal(int(not is_marked))))
    return found
