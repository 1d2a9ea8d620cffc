"""Two sentences of like length and subject: which of them needs more support?"""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from quizzes.operations.drafting.drafts import DraftItem
from quizzes.operations.drafting.labels import Labelled, Passage
from quizzes.operations.drafting.words import (
    base_fields,
    cue_line,
    explanation,
    place_of,
    reference,
    sentence_name,
    slug_of,
)

MOST = 6
SHORTER, LONGER = 0.6, 1.67
"""How long the sound sentence is beside the weak one, as a ratio of characters."""
_WORD = re.compile(r"[^\W\d_]{4,}")


def draft_pairs(passage: Passage) -> Iterator[DraftItem]:
    """A weak and a sound sentence side by side, each used once; the likest pairs first.

    Of the pairs drafted, the weak one is the longer in about half, so that length tells nothing.
    """
    weak = [one for one in passage.keys if one.own and one.weaknesses]
    sound = [one for one in passage.keys if one.own and one.is_sound]
    ranked = sorted(
        (
            (likeness(a, b), a.position, b.position, a, b)
            for a in weak
            for b in sound
            if _alike(a, b)
        ),
        key=lambda found: (-found[0], found[1], found[2]),
    )
    used: set[str] = set()
    longer, chosen = 0, []
    for _likeness, _a, _b, a, b in ranked:
        weak_is_longer = len(a.text) > len(b.text)
        if used & {a.key, b.key} or (weak_is_longer and longer >= (MOST + 1) // 2):
            continue
        used |= {a.key, b.key}
        longer += weak_is_longer
        chosen.append((a, b))
        if len(chosen) == MOST:
            break
    for a, b in sorted(chosen, key=lambda pair: pair[0].position):
        yield _item(passage, a, b)


def likeness(a: Labelled, b: Labelled) -> float:
    """How much two sentences are about the same, 0..2: shared words, and nearness in the text."""
    words, others = _words(a), _words(b)
    shared = len(words & others) / max(1, len(words | others))
    return shared + (0.5 if a.section == b.section else 0) + (0.5 if a.kind == b.kind else 0)


def _sound_words(sound: Labelled) -> str:
    """Why the sound sentence of a pair is the wrong answer."""
    if sound.support == "common":
        return _("This one needs no source here.\n%(why)s") % {"why": sound.why}
    return _("This one shows you where to look.\n%(why)s") % {"why": sound.why}


def _words(one: Labelled) -> set[str]:
    return {word.lower() for word in _WORD.findall(one.text)}


def _alike(a: Labelled, b: Labelled) -> bool:
    return SHORTER <= len(b.text) / len(a.text) <= LONGER


def _item(passage: Passage, weak: Labelled, sound: Labelled) -> DraftItem:
    slug = slug_of(passage, "pair", weak.key)
    options = [
        {
            "id": "a",
            "sentence": reference(passage, weak),
            "feedback": _("Yes: it has to be taken on trust.\n%(why)s") % {"why": weak.why},
        },
        {
            "id": "b",
            "sentence": reference(passage, sound),
            "feedback": _sound_words(sound),
        },
    ]
    if place_of(slug, 2):
        options.reverse()
        options[0]["id"], options[1]["id"] = "a", "b"
    key = next(one["id"] for one in options if one["sentence"] == reference(passage, weak))
    first, last = sorted((weak, sound), key=lambda one: one.position)
    cues = [cue for w in weak.weaknesses if (cue := weak.cue_of(w))]
    return DraftItem(
        slug=slug,
        fields={
            **base_fields(
                "needs-more-support",
                _("Which needs more support: %(first)s or %(last)s?")
                % {"first": sentence_name(first), "last": sentence_name(last)},
                _(
                    "One of these sentences can be followed up as it stands. The other leaves "
                    "something open that a reader has to take on trust. "
                    "Which of them needs more support?"
                ),
            ),
            "options": options,
            "key": key,
            "explanation": explanation(
                cue=cue_line(cues, otherwise=weak.text), why=weak.why, ask=weak.ask
            ),
            "difficulty": max(weak.difficulty, sound.difficulty),
            "skills": list(weak.weaknesses),
        },
        purpose="pair",
        document=passage.slug,
        first=first.key,
        last=last.key,
        begins=first.position,
        ends=last.position,
    )
