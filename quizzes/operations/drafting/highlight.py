"""Highlight items: passages with enough to find, enough to leave, and little to guess."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, islice

from django.utils.translation import gettext as _

from quizzes.grading.blind import CEILING, Markable, highlight_scores
from quizzes.itemtypes.highlight_passage import ANY, LEAST
from quizzes.itemtypes.passages import CHECKABLE_BLOCKS
from quizzes.operations.drafting.drafts import DraftItem
from quizzes.operations.drafting.labels import Labelled, Passage
from quizzes.operations.drafting.words import (
    base_fields,
    cue_line,
    difficulty_of,
    explanation,
    range_name,
    slug_of,
)
from sources.taxonomy import WEAKNESSES

LONGEST = 30
"""A passage has at most so many sentences with a checkbox, so that it can be read in one go."""
WINDOWS = 400
"""So many ranges are tried for one weakness of one document."""
LISTED = 20_000
"""They are taken, evenly, from so many at most."""

Candidate = tuple[Sequence[Labelled], Sequence[str], int, int]
"""Sentences, how each counts, and where the range among them begins and ends."""

Ranges = Callable[[Sequence[Labelled]], Iterator[tuple[int, int]]]
"""Beginnings and ends of the ranges of a run that are tried."""


@dataclass(frozen=True, slots=True)
class Window:
    """A range of sentences: what counts in it, and what guessing would earn at most (0..1)."""

    sentences: tuple[Labelled, ...]
    targets: tuple[Labelled, ...]
    also: tuple[Labelled, ...]
    lures: tuple[Labelled, ...]
    blind: Fraction
    strategy: str

    @property
    def rank(self) -> tuple[bool, Fraction, int, int]:
        """Smaller is better: fair, then little to guess, then short, then early."""
        return (
            self.blind > CEILING,
            max(self.blind, CEILING),
            len(self.sentences),
            self.sentences[0].position,
        )

    @property
    def is_fair(self) -> bool:
        """No blind strategy earns more on it than decision 12 allows."""
        return self.blind <= CEILING


def counts_as(one: Labelled, mark: str) -> str:
    """How a sentence counts where `mark` is asked for: target, also, lure or none.

    mark: a weakness, or `any`. As the snapshot of a highlight item counts it.
    """
    if not one.is_claim:
        return "none"
    if one.contested:
        return "contested"
    core = bool(one.weaknesses) if mark == ANY else mark in one.weaknesses
    also = bool(one.acceptable) if mark == ANY else mark in one.acceptable
    return "target" if core else "also" if also else "lure"


def draft_highlights(passage: Passage) -> Iterator[DraftItem]:
    """One item for each weakness and part of the text that has enough targets and lures."""
    found = False
    for mark in passage.weaknesses:
        for window in fair_windows(passage, mark):
            found = True
            yield _item(passage, window, mark)
    if not found:
        for window in fair_windows(passage, ANY):
            yield _item(passage, window, ANY)


def fair_windows(passage: Passage, mark: str) -> list[Window]:
    """Ranges for items on one weakness that no blind strategy profits from, in reading order.

    One for each section that has enough; where none has, the best range of the whole text.
    """
    chosen = [best for part in passage.sections if (best := _best(part, mark)) and best.is_fair]
    if not chosen and (best := _best(passage.sentences, mark)) and best.is_fair:
        chosen = [best]
    return chosen


def best_window(passage: Passage, mark: str) -> Window | None:
    """The least guessable range of the whole text, fair or not; None where none has enough."""
    return _best(passage.sentences, mark)


def _best(sentences: Sequence[Labelled], mark: str) -> Window | None:
    """The best range within these sentences; None where none has enough.

    Whole paragraphs are read best. Where guessing passes each range of those, or none is short
    enough, a range may begin and end within one.
    """
    whole = _least_guessable(_candidates(sentences, mark, _ranges))
    if whole is not None and whole.is_fair:
        return whole
    within = _least_guessable(_candidates(sentences, mark, _ranges_within))
    return within if within is not None and (whole is None or within.is_fair) else whole


def _least_guessable(candidates: Iterator[Candidate]) -> Window | None:
    """Of many ranges every so many-th is tried, so that no part of a long text is left out."""
    found = list(islice(candidates, LISTED))
    step = -(-len(found) // WINDOWS) or 1
    windows = (_window(run[a:b], counts[a:b]) for run, counts, a, b in found[::step])
    return min(windows, key=lambda window: window.rank, default=None)


def _candidates(sentences: Sequence[Labelled], mark: str, ranges: Ranges) -> Iterator[Candidate]:
    """Ranges with enough targets and lures."""
    for run in _runs(sentences, mark):
        counts = [counts_as(one, mark) for one in run]
        targets = list(accumulate((count == "target" for count in counts), initial=0))
        lures = list(accumulate((count == "lure" for count in counts), initial=0))
        for start, end in ranges(run):
            if targets[end] - targets[start] >= LEAST and lures[end] - lures[start] >= LEAST:
                yield run, counts, start, end


def _runs(sentences: Sequence[Labelled], mark: str) -> list[list[Labelled]]:
    """The sentences cut where claims over one sentence differ, or where marking and leaving would
    both be right: no range goes over such a one."""
    runs: list[list[Labelled]] = [[]]
    for one in sentences:
        if one.unclear or _fits_though_not_named(one, mark):
            runs.append([])
        else:
            runs[-1].append(one)
    return [run for run in runs if run]


def _fits_though_not_named(one: Labelled, mark: str) -> bool:
    """Whether it rests on somebody nameless, and its claim names another weakness for that."""
    return (
        mark == "anon-source"
        and one.support == "anon"
        and mark not in one.weaknesses
        and mark not in one.acceptable
    )


def _ranges(run: Sequence[Labelled]) -> Iterator[tuple[int, int]]:
    """Beginnings and ends of ranges that can be read in one go and end in a paragraph."""
    markable = list(accumulate((one.is_claim for one in run), initial=0))
    ends = [
        at + 1
        for at, one in enumerate(run)
        if one.block_kind in CHECKABLE_BLOCKS
        and (at + 1 == len(run) or run[at + 1].block != one.block)
    ]
    for start, one in enumerate(run):
        if start and run[start - 1].block == one.block:
            continue
        for end in ends[bisect_right(ends, start) :]:
            count = markable[end] - markable[start]
            if count > LONGEST:
                break
            if count >= 2 * LEAST:
                yield start, end


def _ranges_within(run: Sequence[Labelled]) -> Iterator[tuple[int, int]]:
    """The shortest ranges first, from any sentence that can be marked to any other."""
    marked = [at for at, one in enumerate(run) if one.is_claim]
    for count in range(2 * LEAST, min(LONGEST, len(marked)) + 1):
        for first, last in zip(marked, marked[count - 1 :], strict=False):
            yield first, last + 1


def _window(sentences: Sequence[Labelled], counts: Sequence[str]) -> Window:
    """The range as an item would count it. It has at least one target and one lure."""
    by: dict[str, list[Labelled]] = {}
    for one, count in zip(sentences, counts, strict=True):
        by.setdefault(count, []).append(one)
    scores = highlight_scores(
        [
            Markable(one.text, count if count in ("target", "lure") else "also")
            for one, count in zip(sentences, counts, strict=True)
            if count != "none"
        ]
    )
    strategy = max(sorted(scores), key=lambda name: scores[name])
    return Window(
        sentences=tuple(sentences),
        targets=tuple(by["target"]),
        also=tuple(by.get("also", ())),
        lures=tuple(by["lure"]),
        blind=scores[strategy],
        strategy=strategy,
    )


def _item(passage: Passage, window: Window, mark: str) -> DraftItem:
    first, last = window.sentences[0], window.sentences[-1]
    cues = [
        cue
        for one in window.targets
        for w in ((mark,) if mark != ANY else tuple(one.weaknesses))
        if (cue := one.cue_of(w))
    ]
    fields = {
        **base_fields("highlight", _title(passage, window, mark), _stem(mark)),
        "document": passage.slug,
        "from": first.key,
        "to": last.key,
        "mark": mark,
        "targets": [one.key for one in window.targets],
        **({"also_ok": [one.key for one in window.also]} if window.also else {}),
        "if_too_many": _(
            "You marked sentences that hold up in this respect.\n"
            "Before you mark one, point at the words that show the weakness."
        ),
        "if_too_few": _(
            "You left sentences alone that need more.\n"
            "Put the question below to each sentence, one by one."
        ),
        "explanation": explanation(
            cue=cue_line(cues, otherwise=window.targets[0].text),
            why=_why(mark),
            ask=window.targets[0].ask if mark == ANY else _(WEAKNESSES[mark].question),
        ),
        "difficulty": difficulty_of(window.targets),
        "skills": [mark]
        if mark != ANY
        else [w for w in WEAKNESSES if any(w in one.weaknesses for one in window.targets)],
    }
    return DraftItem(
        slug=slug_of(passage, "mark", mark, first.section),
        fields=fields,
        purpose="highlight",
        weakness="" if mark == ANY else mark,
        document=passage.slug,
        first=first.key,
        last=last.key,
        begins=first.position,
        ends=last.position,
    )


def _title(passage: Passage, window: Window, mark: str) -> str:
    """What is asked for, and where: learners and teachers tell questions apart by it."""
    name = _("Needs more support") if mark == ANY else _(WEAKNESSES[mark].name)
    if passage.is_practice:
        return _("%(name)s: made for practice") % {"name": name}
    shown = [one for one in window.sentences if one.number] or window.sentences
    where = range_name(shown[0], shown[-1])
    return _("%(name)s: %(where)s") % {"name": name, "where": where[:1].lower() + where[1:]}


def _stem(mark: str) -> str:
    if mark == ANY:
        return _("Mark every sentence that needs more support than this passage gives it.")
    words = {"name": _(WEAKNESSES[mark].name), "meaning": _(WEAKNESSES[mark].definition)}
    return _("Mark every sentence with this weakness: %(name)s.\n%(meaning)s") % words


def _why(mark: str) -> str:
    if mark == ANY:
        return _(
            "A sentence is sound when a reader can follow up what it rests on.\n"
            "Weak does not mean false: it means that the text does not show it."
        )
    meaning = _(WEAKNESSES[mark].definition)
    return _("%(meaning)s\nThe other sentences are sound, or weak in another way.") % {
        "meaning": meaning
    }
