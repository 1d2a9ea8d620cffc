"""Suggestions for a document: which sentences claim something, how weakly, and why we think so."""

import math
from dataclasses import dataclass

from sources.pipeline.claims import kind_of, support_of
from sources.pipeline.finding_words import Finding
from sources.pipeline.findings import findings_of, findings_without_rules
from sources.pipeline.language import ENGLISH, language_of
from sources.pipeline.scene import Scene
from sources.pipeline.scenes import scenes_of
from sources.pipeline.text import ReadDocument
from sources.pipeline.weaknesses.base import Rule
from sources.pipeline.weaknesses.registry import finding_rules
from sources.pipeline.worth import Worth, cue_list, worth_of

RULES_VERSION = 7
"""Goes up whenever a rule changes, so that stored suggestions say which rules made them."""
WORDS_A_PAGE = 300
PER_PAGE = 8
WORTH_COUNTS = 0.5


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the machine thinks of one sentence.

    weaknesses: (id, the words that show it). score: for ranking, 0 or more. reasons: words that
    counted and how much of the score or of the check-worthiness they bring, the largest first.
    """

    sentence: int
    kind: str
    support: str
    weaknesses: tuple[tuple[str, str], ...]
    score: float
    reasons: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Suggestions:
    """All that the machine says of a document; the best first. left_out: how many more there
    are than were asked for."""

    version: str
    suggestions: tuple[Suggestion, ...]
    findings: tuple[Finding, ...]
    left_out: int = 0


def version() -> str:
    """Which rules and which weights made the suggestions."""
    return f"{RULES_VERSION}-{cue_list().digest}"


def suggest(document: ReadDocument, *, per_page: int | None = PER_PAGE) -> Suggestions:
    """Suggestions and findings for a document that was read, cleaned and split.

    per_page: at most so many for each 300 words of running text, and at least so many in all;
    None for every one. Deterministic, linear in the length of the document. The rules are made
    for English: other texts get findings, and no suggestions.
    """
    language = language_of(document)
    if language != ENGLISH:
        return Suggestions(version(), (), findings_without_rules(document, language))
    scenes = scenes_of(document)
    rules = finding_rules()
    made = [
        suggestion
        for at, scene in enumerate(scenes)
        if scene is not None and (suggestion := _suggestion(at, scene, rules)) is not None
    ]
    made.sort(key=lambda suggestion: (-suggestion.score, suggestion.sentence))
    most = len(made)
    if per_page is not None:
        words = sum(len(scene.words) for scene in scenes if scene is not None)
        most = per_page * max(1, math.ceil(words / WORDS_A_PAGE))
    return Suggestions(
        version=version(),
        suggestions=tuple(made[:most]),
        findings=findings_of(document, scenes),
        left_out=max(0, len(made) - most),
    )


def _suggestion(at: int, scene: Scene, rules: tuple[Rule, ...]) -> Suggestion | None:
    """What is to be said of one sentence, or None when nothing is."""
    found: list[tuple[Rule, str]] = []
    for rule in rules:
        spans = rule.look(scene)
        if spans:
            found.append((rule, spans[0].cue))
    kind = kind_of(scene)
    worth = worth_of(scene.text)
    if not found and (kind == "none" or not worth.worthy):
        return None
    return Suggestion(
        sentence=at,
        kind=kind,
        support=support_of(scene, kind),
        weaknesses=tuple((rule.id, cue) for rule, cue in found),
        score=round(_score(found, worth), 3),
        reasons=_reasons(found, worth),
    )


def _score(found: list[tuple[Rule, str]], worth: Worth) -> float:
    """The heaviest weakness whole, each further one by half as much as the one before it."""
    weights = sorted((rule.weight for rule, _ in found), reverse=True)
    weak = sum(weight * 0.5**place for place, weight in enumerate(weights))
    return float(weak) + WORTH_COUNTS * worth.chance


def _reasons(found: list[tuple[Rule, str]], worth: Worth) -> tuple[tuple[str, float], ...]:
    reasons = [(cue, rule.weight) for rule, cue in found] + list(worth.reasons)
    return tuple(sorted(reasons, key=lambda reason: (-abs(reason[1]), reason[0])))
