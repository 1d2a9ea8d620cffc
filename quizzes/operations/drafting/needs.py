"""What each weakness of a text has, and still needs, for a passage to mark.

The page of practice sentences and the page of a build both ask here, so that they say the same.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from quizzes.itemtypes.highlight_passage import ANY, LEAST
from quizzes.operations.drafting.habits import seen_words, wanted_words
from quizzes.operations.drafting.highlight import best_window, counts_as, fair_windows
from quizzes.operations.drafting.labels import Passage, read_passage
from quizzes.operations.drafting.practice_plan import fairest_mix, missing_parts, plan_practice
from quizzes.operations.library import CollectionLibrary
from sources.models import Document, Variant
from sources.taxonomy import WEAKNESSES


@dataclass(frozen=True, slots=True)
class Need:
    """One weakness. weak, sound: sentences of the text and approved made ones that can be used.

    weakness: an id, or `any`. kind: what is missing, `targets`, `lures` or `blind` (guessing would
    earn too much), empty when a passage can be drafted; in_practice: then one of made sentences.
    message: what to do, in the reader's language.
    """

    weakness: str
    weak: int
    sound: int
    kind: str = ""
    message: str = ""
    in_practice: bool = False

    @property
    def name(self) -> str:
        return _("Any weakness") if self.weakness == ANY else _(WEAKNESSES[self.weakness].name)

    @property
    def is_met(self) -> bool:
        return not self.kind

    @property
    def weak_wanted(self) -> int:
        return max(0, LEAST - self.weak)

    @property
    def sound_wanted(self) -> int:
        return max(0, LEAST - self.sound)


def needs(
    document: Document,
    *,
    library: CollectionLibrary | None = None,
    variants: Sequence[Variant] | None = None,
) -> list[Need]:
    """Every weakness that some claim or made sentence of a text has, what is nearest to done first.

    Those that are met come last, in the order of the taxonomy. Where no weakness has a passage in
    the text, `any` stands among them: a passage to mark whatever the weakness. variants: all made
    sentences in reading order, each with its sentence; else read here. Costs as `draft_items` does.
    """
    passage = read_passage(document, library or CollectionLibrary(document.collection))
    if variants is None:
        rows = document.variants.select_related("sentence")
        variants = list(rows.order_by("sentence__position", "pk"))
    approved = [one for one in variants if one.status == Variant.Status.APPROVED]
    there = {*passage.weaknesses, *(one.weakness for one in variants)}
    found = [_need(passage, id_, approved) for id_ in WEAKNESSES if id_ in there]
    if found and not any(one.is_met and not one.in_practice for one in found):
        found.append(_need(passage, ANY, ()))
    return sorted(found, key=lambda one: (one.is_met, one.weak_wanted + one.sound_wanted))


def _need(passage: Passage, mark: str, approved: Sequence[Variant]) -> Need:
    weak, sound = _counted(passage, mark, approved)
    if fair_windows(passage, mark):
        return Need(mark, weak, sound)
    plan = plan_practice(passage, mark, approved)
    if plan is not None and plan.is_fair:
        return Need(mark, weak, sound, in_practice=True)
    if weak < LEAST or sound < LEAST:
        kind = "targets" if weak < LEAST else "lures"
        return Need(mark, weak, sound, kind, _count_words(mark, weak, sound))
    words = _any_words(passage) if mark == ANY else _blind_words(passage, mark, approved)
    return Need(mark, weak, sound, "blind", words)


def _counted(passage: Passage, mark: str, approved: Sequence[Variant]) -> tuple[int, int]:
    """Weak sentences and others; made ones count beside those of the text that stand alone."""
    if any(one.weakness == mark for one in approved):
        return missing_parts(passage, mark, approved)
    counts = Counter(counts_as(one, mark) for one in passage.sentences)
    return counts["target"], counts["lure"]


def _count_words(mark: str, weak: int, sound: int) -> str:
    said = []
    if (more := LEAST - weak) > 0:
        words = ngettext(
            "Find %(n)d more weak sentence in the review, or make it for practice.",
            "Find %(n)d more weak sentences in the review, or make them for practice.",
            more,
        )
        if mark == ANY:
            words = ngettext(
                "Find %(n)d more weak sentence in the review.",
                "Find %(n)d more weak sentences in the review.",
                more,
            )
        said.append(words % {"n": more})
    if (more := LEAST - sound) > 0:
        words = ngettext("Write %(n)d sound sentence.", "Write %(n)d sound sentences.", more)
        if mark == ANY:
            words = ngettext(
                "Find %(n)d more sound sentence in the review.",
                "Find %(n)d more sound sentences in the review.",
                more,
            )
        said.append(words % {"n": more})
    return " ".join(said)


def _blind_words(passage: Passage, mark: str, approved: Sequence[Variant]) -> str:
    """What the fairest practice passage of these sentences still gives away."""
    mix = fairest_mix(passage, mark, approved)
    if mix is None:
        return _(
            "The sentences stand too far apart for one passage. "
            "Write weak and sound sentences for a practice passage."
        )
    if mix.is_fair:
        return _(
            "There are sentences enough, but where they stand gives them away. Approve one "
            "sentence made for practice: a practice passage then mixes them with it."
        )
    return f"{seen_words(mix.strategy, mix.blind)} {wanted_words(mix.strategy)}"


def _any_words(passage: Passage) -> str:
    window = best_window(passage, ANY)
    if window is None:
        return _(
            "Weak and sound sentences stand too far apart for one passage. "
            "Review the sentences between them."
        )
    seen = seen_words(window.strategy, window.blind)
    more = _("Review more of the text: weak and sound sentences have to look alike.")
    return f"{seen} {more}"
