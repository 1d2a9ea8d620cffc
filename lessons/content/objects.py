"""What a pack holds, as frozen objects. Absent text is "", an absent number is None.

Every object carries its `place` in the files, which does not count when two are compared.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from lessons.content.problems import Json, Place
from sources.pipeline.digest import digest_of

FORMAT = "groundwork-pack/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """What was read from a file knows where it stood there."""

    place: Place = field(default_factory=Place, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence(Placed):
    """A sentence with its id, or a heading."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A part of a document. `level` is 1 to 3 for a heading and 0 for everything else."""

    kind: str
    sentences: tuple[Sentence, ...]
    level: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AdaptedFrom(Placed):
    """The original of an adapted text; what is not known is the word "unknown"."""

    title: str
    author: str
    publisher: str
    published: str
    address: str
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance(Placed):
    """What is known and what is not known about where a text comes from."""

    known: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WeaknessLabel(Placed):
    """A weakness of a claim, with the words that show it ("" where no words do)."""

    id: str
    cue: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence(Placed):
    """A card or a sentence (one of them is "") and what it does to the claim."""

    stance: str
    card: str = ""
    sentence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _OverSentences(Placed):
    """Something said about the sentences from `first` to `last`, both included."""

    first: str
    last: str

    @property
    def at(self) -> str:
        """The one sentence, or "" when there are several."""
        return self.first if self.first == self.last else ""

    @property
    def range_first(self) -> str:
        return "" if self.at else self.first

    @property
    def range_last(self) -> str:
        return "" if self.at else self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(_OverSentences):
    """The label of one sentence or of several in a row."""

    kind: str
    support: str
    why: str
    ask: str
    difficulty: int
    also_kind: str = ""
    weaknesses: tuple[WeaknessLabel, ...] = ()
    also_ok: tuple[WeaknessLabel, ...] = ()
    record: str = ""
    disputed: bool = False
    known: str = ""
    evidence: tuple[Evidence, ...] = ()
    contested: bool = False

    @property
    def core(self) -> frozenset[str]:
        """The ids of the weaknesses that count as targets."""
        return frozenset(label.id for label in self.weaknesses)

    @property
    def also(self) -> frozenset[str]:
        """The ids of the weaknesses that are never penalised."""
        return frozenset(label.id for label in self.also_ok)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating(_OverSentences):
    """How one rater, known by a number only, labelled the same sentences."""

    rater: int
    kind: str
    support: str
    weaknesses: tuple[str, ...] = ()
    also_ok: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Placed):
    """A text with numbered sentences and its labels; `edition` is adapted, original or practice."""

    id: str
    title: str
    edition: str
    language: str
    licence: str
    blocks: tuple[Block, ...]
    adapted_from: AdaptedFrom | None = None
    provenance: Provenance | None = None
    notice: str = ""
    topic: str = ""
    claims: tuple[Claim, ...] = ()
    ratings: tuple[Rating, ...] = ()

    def sentences(self) -> Iterator[tuple[Block, Sentence]]:
        """Every sentence and heading in reading order, with the block it stands in."""
        for block in self.blocks:
            for sentence in block.sentences:
                yield block, sentence

    def digest(self) -> str:
        """The version of the text: SHA-256, in hex, of its blocks, ids and sentences.

        A block's kind counts, for it decides whether its sentences can be marked; labels do not.
        """
        return digest_of(
            (block.kind, block.level, [(s.id, s.text) for s in block.sentences])
            for block in self.blocks
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Card(Placed):
    """A short description, in our words, of a real source."""

    id: str
    short: str
    title: str
    maker: str
    date: str
    type: str
    purpose: str
    says: str
    limits: str
    citation: str
    confidence: str
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Placed):
    """A word, person or body of the glossary."""

    id: str
    term: str
    meaning: str
    also: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Placed):
    """A dated entry of the timeline."""

    id: str
    date: str
    title: str
    why: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Placed):
    """A question and a note beside one sentence of a passage."""

    at: str
    ask: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Placed):
    """One page of a lesson: a reading, a passage or a check."""

    id: str
    title: str
    kind: str
    purpose: str
    minutes: int
    body: str = ""
    document: str = ""
    first: str = ""
    last: str = ""
    notes: tuple[Note, ...] = ()
    quiz: str = ""
    provenance_of: str = ""
    prompt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson(Placed):
    """A lesson and its steps."""

    id: str
    title: str
    summary: str
    minutes: int
    objectives: tuple[str, ...]
    skills: tuple[str, ...]
    teacher_notes: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation(Placed):
    """What the review page says: the words to look at, why, and the question to ask."""

    cue: str
    why: str
    ask: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Placed):
    """A question. `content` holds the fields of its type, in their order, as plain values."""

    id: str
    type: str
    title: str
    stem: str
    content: Mapping[str, Json]
    explanation: Explanation
    difficulty: int
    skills: tuple[str, ...]
    about: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Placed):
    """Items of a quiz. Without `draw` all are asked; `weight` is that of each item."""

    id: str
    items: tuple[str, ...]
    title: str = ""
    draw: int | None = None
    weight: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiz(Placed):
    """Which items are asked and under which rules; without `attempts` there is no limit."""

    id: str
    title: str
    purpose: str
    intro: str
    counts: str
    show_feedback: str
    shuffle_items: bool
    shuffle_options: bool
    certainty: bool
    pass_percent: int
    sections: tuple[Section, ...]
    layout: str = "one-a-page"
    time_limit_minutes: int | None = None
    attempts: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack(Placed):
    """Everything of one module. `documents` and `practice` differ in where their labels stand."""

    slug: str
    title: str
    summary: str
    audience: str
    language: str
    licence: str
    version: str
    authors: tuple[str, ...]
    documents: tuple[Document, ...] = ()
    practice: tuple[Document, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    quizzes: tuple[Quiz, ...] = ()
    cards: tuple[Card, ...] = ()
    terms: tuple[Term, ...] = ()
    events: tuple[Event, ...] = ()
    items: tuple[Item, ...] = ()

    def texts(self) -> tuple[Document, ...]:
        """Documents and practice passages."""
        return self.documents + self.practice
