"""Skills by weakness and by type of task, certainty, and discernment. No queries here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lessons.reports.answers import Answer
from quizzes.grading.highlight import Marks, Tendency, criterion, d_prime, pooled, tendency
from quizzes.grading.intervals import wilson

LAST_OBSERVATIONS = 50
"""How far back a skill looks (decision 18)."""

ENOUGH_OBSERVATIONS = 8
"""Below this it is too few to tell (decision 18)."""

ENOUGH_CERTAIN_ANSWERS = 20
"""Answers with certainty that a calibration needs (taxonomy 2c)."""

ENOUGH_SENTENCES = 20
"""Targets, and lures, that a report on discernment needs (taxonomy 2b)."""

PAYS = {1: (0.0, 2 / 3), 2: (2 / 3, 0.8), 3: (0.8, 1.0)}
"""Shares right at which each certainty earns more than the others (taxonomy 2c)."""


@dataclass(frozen=True, slots=True)
class Skill:
    """How often a learner was right at one thing.

    right of total observations, partly right ones in part; low and high: Wilson interval of the
    true share at 95 %, 0..1.
    """

    id: str
    right: float
    total: int
    low: float
    high: float

    @property
    def share(self) -> float:
        return self.right / self.total

    @property
    def is_told(self) -> bool:
        """Whether there are enough observations to tell."""
        return self.total >= ENOUGH_OBSERVATIONS


@dataclass(frozen=True, slots=True)
class Level:
    """One level of certainty: right of total answers, interval, and where it pays, 0..1."""

    level: int
    right: float
    total: int
    low: float
    high: float
    pays_from: float
    pays_to: float

    @property
    def share(self) -> float:
        return self.right / self.total if self.total else 0.0

    @property
    def is_too_sure(self) -> bool:
        """The whole interval lies below where this certainty pays."""
        return self.total > 0 and self.high < self.pays_from

    @property
    def is_too_shy(self) -> bool:
        """The whole interval lies above where this certainty pays."""
        return self.total > 0 and self.low > self.pays_to


@dataclass(frozen=True, slots=True)
class Calibration:
    """Certainty against what was right. levels: 1, 2, 3; total: answers with certainty."""

    levels: Sequence[Level]
    total: int

    @property
    def is_told(self) -> bool:
        return self.total >= ENOUGH_CERTAIN_ANSWERS

    @property
    def missing(self) -> int:
        return max(0, ENOUGH_CERTAIN_ANSWERS - self.total)

    @property
    def highest(self) -> Level | None:
        """The highest level that was chosen at all, about which the page has a sentence."""
        return next((level for level in reversed(self.levels) if level.total), None)


@dataclass(frozen=True, slots=True)
class Discernment:
    """Telling weak sentences from sound ones, over all highlight passages.

    sensitivity: d′ in standard deviations; bias: criterion, below 0 marks too much. Both None
    before there are 20 targets and 20 lures.
    """

    marks: Marks | None = None
    passages: int = 0
    sensitivity: float | None = None
    bias: float | None = None
    tendency: Tendency | None = None

    @property
    def is_told(self) -> bool:
        return self.sensitivity is not None


@dataclass(frozen=True, slots=True)
class SkillReport:
    """Everything that a learner's answers show."""

    answer_count: int
    skills: Sequence[Skill]
    tasks: Sequence[Skill]
    calibration: Calibration
    discernment: Discernment

    @property
    def weakest(self) -> Skill | None:
        """The skill to practise next: the lowest of those that can be told."""
        return next((skill for skill in self.skills if skill.is_told), None)

    @property
    def strongest(self) -> Skill | None:
        """The highest of those that can be told, when there are at least two."""
        told = [skill for skill in self.skills if skill.is_told]
        return told[-1] if len(told) > 1 else None


def skill_report(answers: Sequence[Answer]) -> SkillReport:
    """Count everything once. answers: newest first."""
    return SkillReport(
        answer_count=len(answers),
        skills=skills_of(answers),
        tasks=tasks_of(answers),
        calibration=calibration_of(answers),
        discernment=discernment_of(answers),
    )


def skills_of(answers: Iterable[Answer]) -> Sequence[Skill]:
    """By weakness and general skill, weakest first; what cannot be told yet stands last."""
    values: dict[str, list[float]] = {}
    for answer in answers:
        for skill, value in answer.observations:
            values.setdefault(skill, []).append(value)
    return _ranked(values)


def tasks_of(answers: Iterable[Answer]) -> Sequence[Skill]:
    """By type of task: each answer is one observation, its fraction."""
    values: dict[str, list[float]] = {}
    for answer in answers:
        values.setdefault(answer.type_slug, []).append(answer.fraction)
    return _ranked(values)


def _ranked(values: Mapping[str, Sequence[float]]) -> Sequence[Skill]:
    """The newest 50 values of each. Ranked by share; ties by id, so that the order is settled."""
    skills = [_skill(name, found[:LAST_OBSERVATIONS]) for name, found in values.items()]
    return sorted(
        skills,
        key=lambda s: (not s.is_told, s.share if s.is_told else -s.total, s.id),
    )


def _skill(name: str, values: Sequence[float]) -> Skill:
    right = sum(values)
    low, high = wilson(_share(right, len(values)), len(values))
    return Skill(name, right, len(values), low, high)


def _share(right: float, total: int) -> float:
    """A mean of values 0..1, kept there against rounding of the sum."""
    return min(1.0, max(0.0, right / total))


def calibration_of(answers: Iterable[Answer]) -> Calibration:
    """For each certainty, how often it was right; a partly right answer counts in part."""
    fractions: dict[int, list[float]] = {level: [] for level in PAYS}
    for answer in answers:
        if answer.certainty is not None:
            fractions[answer.certainty].append(answer.fraction)
    levels = []
    for level, found in fractions.items():
        right, total = sum(found), len(found)
        low, high = wilson(_share(right, total), total) if total else (0.0, 1.0)
        levels.append(Level(level, right, total, low, high, *PAYS[level]))
    return Calibration(levels, sum(level.total for level in levels))


def discernment_of(answers: Iterable[Answer]) -> Discernment:
    """Hits and false alarms of all highlight passages together, with d′ and criterion."""
    passages = [answer.marks for answer in answers if answer.marks is not None]
    if not passages:
        return Discernment()
    marks = pooled(passages)
    if marks.targets < ENOUGH_SENTENCES or marks.lures < ENOUGH_SENTENCES:
        return Discernment(marks, len(passages))
    bias = criterion(marks)
    return Discernment(marks, len(passages), d_prime(marks), bias, tendency(bias))
