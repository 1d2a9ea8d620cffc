"""Ordering items: what a text tells, without its dates, to be put in their order."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from quizzes.operations.drafting.dating import Dated, dated
from quizzes.operations.drafting.drafts import DraftItem
from quizzes.operations.drafting.labels import Labelled, Passage
from quizzes.operations.drafting.words import (
    base_fields,
    cue_line,
    difficulty_of,
    explanation,
    reference,
    sentence_name,
    slug_of,
)
from sources.operations.explaining import escaped

LEAST, MOST = 4, 6
FACTS = frozenset({"fact", "quantity"})

Entry = tuple[Labelled, Dated]


def draft_orders(passage: Passage) -> Iterator[DraftItem]:
    """One item of four to six sound facts whose dates do not overlap; none with fewer."""
    entries = [
        (one, found)
        for one in passage.keys
        if one.own
        and FACTS & {one.kind, one.also_kind}
        and not one.weaknesses
        and (found := dated(one.text))
    ]
    chosen = apart(entries)[:MOST]
    if len(chosen) >= LEAST:
        yield _item(passage, chosen)


def apart(entries: Sequence[Entry]) -> list[Entry]:
    """Entries in the order of their dates, without those that might have been at the same time."""
    chosen: list[Entry] = []
    for entry in sorted(entries, key=lambda e: (e[1].when.latest, e[0].position)):
        if not chosen or entry[1].when.earliest > chosen[-1][1].when.latest:
            chosen.append(entry)
    return chosen


def _item(passage: Passage, entries: Sequence[Entry]) -> DraftItem:
    ends = sorted((one for one, _dated in entries), key=lambda one: one.position)
    return DraftItem(
        slug=slug_of(passage, "in-order"),
        fields={
            **base_fields(
                "ordering",
                _("In what order? %(document)s") % {"document": passage.title},
                _("Put what the text tells in order, the earliest first. The text has the dates."),
            ),
            "entries": [
                {
                    "id": one.key,
                    "text": found.rest,
                    "feedback": _("%(sentence)s gives the date: %(date)s.")
                    % {
                        "sentence": sentence_name(one).capitalize(),
                        "date": escaped(found.words),
                    },
                }
                for one, found in entries
            ],
            "explanation": explanation(
                cue=cue_line([found.words for _one, found in entries], otherwise=""),
                why=_(
                    "A date lets you see what came before what.\n"
                    "That one thing came after another does not show that it came from it."
                ),
                ask=_("Which of them could have led to another, and which came too late?"),
            ),
            "difficulty": difficulty_of(ends),
            "skills": ["contextualisation", "close-reading"],
            "about": [reference(passage, one) for one in ends],
        },
        purpose="order",
        document=passage.slug,
        first=ends[0].key,
        last=ends[-1].key,
        begins=ends[0].position,
        ends=ends[-1].position,
    )
