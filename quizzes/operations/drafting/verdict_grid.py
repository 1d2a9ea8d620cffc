"""Verdict items: what does each of several claims rest on, and what kind of claim is each?"""

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from quizzes.itemtypes.passages import RECORD_SCALE, SUPPORT_SCALE
from quizzes.operations.drafting.drafts import DraftItem
from quizzes.operations.drafting.labels import Labelled, Passage
from quizzes.operations.drafting.words import (
    base_fields,
    cue_line,
    difficulty_of,
    explanation,
    range_name,
    reference,
    slug_of,
)
from sources.taxonomy import KINDS, RECORDS, SOUND_SUPPORTS, SUPPORTS

LEAST_ROWS, MOST_ROWS = 4, 8
LEAST_VERDICTS = 2
KIND_PAIRS = 4
OPEN = "open"
KIND_OF_WEAKNESS = {
    "motive": "motive",
    "post-hoc": "cause",
    "single-cause": "cause",
    "prediction-as-fact": "predict",
    "opinion-as-fact": "value",
    "unmeasured": "compare",
    "vague-amount": "compare",
}
"""The kind of claim as which a sentence with this weakness can be read too."""


def draft_verdicts(passage: Passage) -> Iterator[DraftItem]:
    """One grid on support for each section with enough claims of different support.

    Where no section has enough, one over the whole text. No verdict is right for more than half
    of the rows, so that the same answer everywhere earns half at most.
    """
    grids = [rows for part in passage.sections if (rows := _rows(part))]
    if not grids and (rows := _rows(passage.sentences)):
        grids = [rows]
    for rows in grids:
        yield _grid(passage, rows)


def draft_records(passage: Passage) -> Iterator[DraftItem]:
    """One grid on what the cards say, over claims whose record a person has entered."""
    fit = [
        one
        for one in passage.keys
        if one.own and one.record in RECORD_SCALE and (one.cards or one.record == OPEN)
    ]
    rows = _rows(fit, by="record", scale=RECORD_SCALE)
    if passage.is_practice or not any(one.cards for one in rows):
        return
    cards = list(dict.fromkeys(card.slug for one in rows for card in one.cards))
    yield DraftItem(
        slug=slug_of(passage, "record"),
        fields={
            **base_fields(
                "verdict",
                _("What do the cards say? %(where)s") % {"where": range_name(rows[0], rows[-1])},
                _(
                    "For each sentence, say what the source cards make of it. "
                    "Point to the card that settles it, or say that none does."
                ),
            ),
            "document": passage.slug,
            "scale": "record",
            "rows": [_record_row(one) for one in rows],
            "explanation": explanation(
                cue=cue_line([rows[0].text], otherwise=rows[0].text),
                why=_(
                    "“Weak” is about what the text shows, the verdict here about what is known.\n"
                    "A weak sentence may turn out to be so, and a well-written one may not."
                ),
                ask=_("Which card settles this, and which part of the sentence?"),
            ),
            "difficulty": 3,
            "skills": ["corroboration"],
            "sources": cards,
        },
        purpose="verdict",
        document=passage.slug,
        first=rows[0].key,
        last=rows[-1].key,
        begins=rows[0].position,
        ends=rows[-1].position,
    )


def _record_row(one: Labelled) -> dict[str, object]:
    settled = [] if one.record == OPEN else [card.slug for card in one.cards]
    feedback = _("%(verdict)s. %(meaning)s") % {
        "verdict": str(RECORD_SCALE[one.record]),
        "meaning": _(RECORDS[one.record].meaning),
    }
    return {
        "sentence": one.key,
        "key": one.record,
        **({"settled_by": settled} if settled else {}),
        "feedback": f"{feedback}\n{one.known}".strip() if one.known else feedback,
    }


def draft_kinds(passage: Passage) -> Iterator[DraftItem]:
    """One matching item: sentences of four kinds, each with its kind; two kinds are left over."""
    clear = [one for one in passage.keys if one.own and _has_one_kind(one)]
    by_kind: dict[str, Labelled] = {}
    for one in sorted(clear, key=lambda one: (one.difficulty, len(one.text), one.position)):
        by_kind.setdefault(one.kind, one)
    if len(by_kind) < KIND_PAIRS:
        return
    chosen = sorted(by_kind.values(), key=lambda one: one.position)[: KIND_PAIRS + 2]
    others = [kind for kind in KINDS if kind not in by_kind and kind != "none"][:2]
    yield DraftItem(
        slug=slug_of(passage, "kinds"),
        fields={
            **base_fields(
                "matching",
                _("Kinds of claim: %(where)s") % {"where": range_name(chosen[0], chosen[-1])},
                _("Give each sentence the kind of claim that it makes."),
            ),
            "pairs": [
                {
                    "id": one.key,
                    "text": one.text,
                    "match": _(KINDS[one.kind].meaning),
                    "feedback": _("%(kind)s. %(meaning)s")
                    % {"kind": _(KINDS[one.kind].name), "meaning": _(KINDS[one.kind].meaning)},
                }
                for one in chosen
            ],
            **({"left_over": [_(KINDS[kind].meaning) for kind in others]} if others else {}),
            "explanation": explanation(
                cue=cue_line([chosen[0].text], otherwise=chosen[0].text),
                why=_(
                    "The kind of a claim tells you what could show it.\n"
                    "A record can show a fact; nobody can look up a judgement."
                ),
                ask=_("What would a reader have to look up?"),
            ),
            "difficulty": difficulty_of(chosen),
            "skills": ["close-reading"],
            "about": [reference(passage, one) for one in chosen],
        },
        purpose="kinds",
        document=passage.slug,
        first=chosen[0].key,
        last=chosen[-1].key,
        begins=chosen[0].position,
        ends=chosen[-1].position,
    )


def _has_one_kind(one: Labelled) -> bool:
    """Whether no other kind of claim would be right as well, for what a reader sees in it."""
    if one.also_kind or one.kind not in KINDS:
        return False
    return all(KIND_OF_WEAKNESS.get(w, one.kind) == one.kind for w in one.weaknesses)


def _rows(
    sentences: Sequence[Labelled],
    *,
    by: str = "support",
    scale: Mapping[str, object] = SUPPORT_SCALE,
) -> list[Labelled]:
    """Claims for one grid in reading order; empty where there are too few with other verdicts.

    by: the label that is asked for; scale: its verdicts.
    """
    queues = [
        sorted(
            (one for one in sentences if _verdict_of(one, by) == verdict),
            key=lambda one: (one.difficulty, one.position),
        )
        for verdict in scale
    ]
    queues = [queue for queue in queues if queue]
    if len(queues) < LEAST_VERDICTS:
        return []
    turns = (queue[turn] for turn in range(MOST_ROWS) for queue in queues if turn < len(queue))
    chosen = list(turns)[:MOST_ROWS]
    while 2 * max(sum(one in queue for one in chosen) for queue in queues) > len(chosen):
        commonest = max(queues, key=lambda queue: sum(one in queue for one in chosen))
        chosen.remove([one for one in chosen if one in commonest][-1])
    return sorted(chosen, key=lambda one: one.position) if len(chosen) >= LEAST_ROWS else []


def _verdict_of(one: Labelled, by: str) -> str:
    return str(getattr(one, by)) if one.can_key and one.own else ""


def _grid(passage: Passage, rows: Sequence[Labelled]) -> DraftItem:
    weaknesses = dict.fromkeys(w for one in rows for w in one.weaknesses)
    bare = [one for one in rows if one.support in ("bare", "anon")]
    cues = [cue for one in bare for w in one.weaknesses if (cue := one.cue_of(w))]
    return DraftItem(
        slug=slug_of(passage, "rests-on", rows[0].section),
        fields={
            **base_fields(
                "verdict",
                _("What does it rest on? %(range)s") % {"range": range_name(rows[0], rows[-1])},
                _(
                    "For each sentence of the text, choose what it rests on. "
                    "Judge by the text alone."
                ),
            ),
            "document": passage.slug,
            "scale": "support",
            "rows": [
                {"sentence": one.key, "key": one.support, "feedback": _feedback(one)}
                for one in rows
            ],
            "explanation": explanation(
                cue=cue_line(cues, otherwise=(bare or list(rows))[0].text),
                why=_(
                    "Each verdict answers one question: what could a reader follow up?\n"
                    "A document beats a name, a name beats a voice, and a voice beats nothing."
                ),
                ask=_("Who or what could I go to in order to check this?"),
            ),
            "difficulty": difficulty_of(rows),
            "skills": ["sourcing", *list(weaknesses)[:3]],
        },
        purpose="verdict",
        document=passage.slug,
        first=rows[0].key,
        last=rows[-1].key,
        begins=rows[0].position,
        ends=rows[-1].position,
    )


def _feedback(one: Labelled) -> str:
    """What the verdict rests on: its name in words, then why.

    Of a weak sentence that rests on something, that comes first: its weakness is another matter.
    """
    words = {"verdict": str(SUPPORT_SCALE[one.support]), "why": one.why}
    if one.weaknesses and one.support in SOUND_SUPPORTS:
        words["meaning"] = _(SUPPORTS[one.support].meaning)
        return _("%(verdict)s. %(meaning)s\nStill, it is weak in another way. %(why)s") % words
    return _("%(verdict)s.\n%(why)s") % words
