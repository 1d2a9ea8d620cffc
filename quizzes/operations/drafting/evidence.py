"""Evidence items: which of four things would do most to settle a claim?"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from quizzes.operations.drafting.answer_bank import BANK, OPINION, POPULAR, SAME_AGAIN, Settles
from quizzes.operations.drafting.drafts import DraftItem
from quizzes.operations.drafting.labels import Labelled, Passage
from quizzes.operations.drafting.words import (
    base_fields,
    cue_line,
    explanation,
    place_of,
    placed,
    reference,
    sentence_name,
    slug_of,
)
from sources.operations.explaining import escaped
from sources.taxonomy import WEAKNESSES

MOST_PER_SECTION = 2
IDS = ("settles", "opinion", "popular", "again")


def draft_evidence(passage: Passage) -> Iterator[DraftItem]:
    """A few items for each section, each on another weakness where there are several.

    A claim that a card supports, challenges or frames is an evidence choice with that card; of
    another nobody knows what the evidence would say, so that only the best source is asked for.
    """
    asked: dict[str, int] = {}
    for section in passage.sections:
        fit = [
            (one, w)
            for one in section
            if one.can_key and one.own
            for w in one.weaknesses
            if w in BANK
        ]
        taken: set[str] = set()
        for _turn in range(MOST_PER_SECTION):
            left = [pair for pair in fit if pair[1] not in taken and pair[0].key not in taken]
            if not left:
                break
            one, weakness = min(
                left,
                key=lambda pair: (
                    not pair[0].cards,
                    asked.get(pair[1], 0),
                    len(pair[0].weaknesses),
                    pair[0].position,
                ),
            )
            asked[weakness] = asked.get(weakness, 0) + 1
            taken |= {weakness, one.key}
            yield _item(passage, one, weakness)


def _item(passage: Passage, one: Labelled, weakness: str) -> DraftItem:
    slug = slug_of(passage, "settles", one.key, weakness)
    fields = _with_card(passage, one) if one.cards else _without_card(passage, one)
    options = _options(weakness, slug)
    if one.cards:
        card = one.cards[0]
        options[0] |= {"text": card.words, "card": card.slug}
    return DraftItem(
        slug=slug,
        fields={
            **fields,
            "options": placed(options, slug),
            "key": IDS[0],
            **({"stance": one.cards[0].stance} if one.cards else {}),
            "explanation": explanation(
                cue=cue_line([one.cue_of(weakness)], otherwise=one.text),
                why=_("%(meaning)s\nWhat would settle it has to come from outside this text.")
                % {"meaning": _(WEAKNESSES[weakness].definition)},
                ask=_(WEAKNESSES[weakness].question),
            ),
            "difficulty": one.difficulty,
            "skills": [weakness, "corroboration"],
            **(
                {"sources": [one.cards[0].slug]}
                if one.cards
                else {"about": [reference(passage, one)]}
            ),
        },
        purpose="evidence",
        weakness=weakness,
        document=passage.slug,
        first=one.key,
        last=one.key,
        begins=one.position,
        ends=one.position,
    )


def _with_card(passage: Passage, one: Labelled) -> dict[str, Any]:
    stem = _(
        "Which of these would do most to settle the claim, "
        "and what does it do to the claim once you have it?"
    )
    return {
        **base_fields("evidence-choice", _title(one), stem),
        "sentence": reference(passage, one),
    }


def _without_card(passage: Passage, one: Labelled) -> dict[str, Any]:
    words = {"sentence": sentence_name(one), "text": escaped(one.text)}
    stem = _("The text says in %(sentence)s:\n“%(text)s”\n\nWhich of these would settle it best?")
    return base_fields("choice", _title(one), stem % words)


def _title(one: Labelled) -> str:
    return _("What would settle %(sentence)s?") % {"sentence": sentence_name(one)}


def _options(weakness: str, slug: str) -> list[dict[str, Any]]:
    """The key first, then another opinion, something popular, and the same source again."""
    turn = place_of(f"{slug} others", len(OPINION))
    chosen: list[Settles] = [BANK[weakness], OPINION[turn], POPULAR[turn - 1], SAME_AGAIN[turn]]
    return [
        {"id": own, "text": str(one.text), "feedback": str(one.feedback)}
        for own, one in zip(IDS, chosen, strict=True)
    ]
