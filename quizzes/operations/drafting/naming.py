"""Name-the-weakness items: a sentence with its cue, and four weaknesses to choose from."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from quizzes.operations.drafting.drafts import DraftItem
from quizzes.operations.drafting.labels import Labelled, Passage
from quizzes.operations.drafting.words import base_fields, explanation, placed, reference, slug_of
from sources.operations.explaining import weakness_words
from sources.taxonomy import WEAKNESSES

MOST_PER_SECTION = 3
OPTIONS = 4
CLOSE = frozenset(
    frozenset(pair.split())
    for pair in (
        "anon-source vague-attribution",
        "anon-source orphan-quote",
        "anon-source uncheckable-source",
        "vague-attribution uncheckable-source",
        "vague-attribution vague-amount",
        "vague-attribution unmeasured",
        "vague-attribution generalise",
        "orphan-quote attribution-mismatch",
        "orphan-quote quote-mining",
        "vague-amount unmeasured",
        "vague-amount generalise",
        "vague-amount missing-anchor",
        "unmeasured opinion-as-fact",
        "unmeasured loaded",
        "post-hoc single-cause",
        "motive opinion-as-fact",
        "hindsight prediction-as-fact",
        "hindsight post-hoc",
        "hindsight unmeasured",
        "opinion-as-fact loaded",
        "loaded loaded-question",
        "circular single-cause",
    )
)
"""Weaknesses that a fair reader may take for each other: never options of one question."""


def draft_names(passage: Passage) -> Iterator[DraftItem]:
    """A few items for each section, each on another weakness where there are several."""
    asked: dict[str, int] = {}
    for section in passage.sections:
        fit = [(one, w) for one in section if one.can_key for w in _askable(one)]
        taken: set[str] = set()
        for _turn in range(MOST_PER_SECTION):
            left = [(one, w) for one, w in fit if w not in taken and one.key not in taken]
            if not left:
                break
            one, weakness = min(
                left, key=lambda pair: (asked.get(pair[1], 0), pair[0].difficulty, pair[0].position)
            )
            asked[weakness] = asked.get(weakness, 0) + 1
            taken |= {weakness, one.key}
            yield _item(passage, one, weakness)


def _askable(one: Labelled) -> list[str]:
    """Core weaknesses that words of the sentence show, and no other label by the same words."""
    others = {**one.weaknesses, **one.acceptable}
    return [
        w
        for w in one.weaknesses
        if one.cue_of(w)
        and "…" not in one.cue_of(w)
        and not WEAKNESSES[w].of_text
        and len(one.cue_of(w)) < len(one.text)
        and not any(one.cue_of(w) == cue for other, cue in others.items() if other != w)
    ]


def distractors(passage: Passage, one: Labelled, weakness: str) -> list[str]:
    """Three weaknesses that the sentence surely does not have, those of the same text first."""
    labels = {*one.weaknesses, *one.acceptable}
    fit = [
        w
        for w in WEAKNESSES
        if w not in labels
        and not WEAKNESSES[w].of_text
        and not any(frozenset((w, label)) in CLOSE for label in labels)
    ]
    first = [w for w in passage.weaknesses if w in fit]
    group = WEAKNESSES[weakness].group
    near = [w for w in fit if WEAKNESSES[w].group == group]
    ranked = list(dict.fromkeys([*first[:2], *near[:1], *first, *near, *fit]))
    return ranked[: OPTIONS - 1]


def _item(passage: Passage, one: Labelled, weakness: str) -> DraftItem:
    slug = slug_of(passage, "name", one.key, weakness)
    cue = one.cue_of(weakness)
    chosen = [weakness, *distractors(passage, one, weakness)]
    return DraftItem(
        slug=slug,
        fields={
            **base_fields(
                "name-weakness",
                _("Name it: “%(cue)s”") % {"cue": cue[:120]},
                _("Which weakness do the underlined words show?"),
            ),
            "sentence": reference(passage, one),
            "cue": cue,
            "options": [
                {"id": w, "feedback": _feedback(w, weakness)} for w in placed(chosen, slug)
            ],
            "key": weakness,
            "explanation": explanation(cue=cue, why=_why(one, weakness), ask=_ask(one, weakness)),
            "difficulty": one.difficulty,
            "skills": [weakness],
        },
        purpose="name",
        weakness=weakness,
        document=passage.slug,
        first=one.key,
        last=one.key,
        begins=one.position,
        ends=one.position,
    )


def _feedback(option: str, key: str) -> str:
    meaning = _(WEAKNESSES[option].definition)
    if option == key:
        return _("Yes. %(meaning)s") % {"meaning": meaning}
    return _("These words do not show it. It would mean: %(meaning)s") % {"meaning": meaning}


def _why(one: Labelled, weakness: str) -> str:
    """The reviewer's words where the weakness is the only one, else what its cue shows."""
    if set(one.weaknesses) == {weakness}:
        return one.why
    return weakness_words(weakness, one.cue_of(weakness))


def _ask(one: Labelled, weakness: str) -> str:
    return one.ask if set(one.weaknesses) == {weakness} else _(WEAKNESSES[weakness].question)
