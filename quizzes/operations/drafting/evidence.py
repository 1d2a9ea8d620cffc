"""Evidence items: which of four things would do most to settle a claim?"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from quizzes.operations.drafting.answer_bank import BANK, NAMED, Settles
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
from quizzes.operations.drafting.wrong_answers import SAME_WORDS, WRONG
from sources.operations.explaining import escaped, weakness_words
from sources.taxonomy import WEAKNESSES

MOST_PER_SECTION = 2
KEY = "settles"
MOST_CUE_WORDS = 7
"""A cue of more words is not named in an answer: it would be the longest of the four."""

Said = dict[str, str]
"""Which words the question before used for each option, by its id."""


def draft_evidence(passage: Passage) -> Iterator[DraftItem]:
    """A few items for each section, each on another weakness where there are several.

    A claim that a card supports, challenges or frames is an evidence choice with that card; of
    another nobody knows what the evidence would say, so that only the best source is asked for.
    """
    asked: dict[str, int] = {}
    before: Said = {}
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
            slug = slug_of(passage, "settles", one.key, weakness)
            options = _options(one, weakness, slug, before)
            before = {option["id"]: option["text"] for option in options}
            yield _item(passage, one, weakness, slug, options)


def _item(
    passage: Passage, one: Labelled, weakness: str, slug: str, options: list[dict[str, Any]]
) -> DraftItem:
    fields = _with_card(passage, one) if one.cards else _without_card(passage, one)
    if one.cards:
        card = one.cards[0]
        options[0] |= {"text": card.words, "card": card.slug}
    return DraftItem(
        slug=slug,
        fields={
            **fields,
            "options": placed(options, slug),
            "key": KEY,
            **({"stance": one.cards[0].stance} if one.cards else {}),
            "explanation": explanation(
                cue=cue_line([one.cue_of(weakness)], otherwise=one.text),
                why=_("%(shown)s\nWhat would settle it has to come from outside this text.")
                % {"shown": weakness_words(weakness, one.cue_of(weakness))},
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


def _options(one: Labelled, weakness: str, slug: str, before: Said) -> list[dict[str, Any]]:
    """The key first, then another opinion, something popular, and the same source again.

    The key names the words that show the weakness where it can, and then one of the others does
    too. before: what the question before said, which none of these says again.
    """
    cue = one.cue_of(weakness)
    named = _can_be_named(cue) and weakness in NAMED and not one.cards
    bank = (NAMED[weakness],) if named else BANK[weakness]
    if named and _option(KEY, NAMED[weakness], cue)["text"] == before.get(KEY):
        bank, named = BANK[weakness], False
    options = [_another(KEY, bank, cue, slug, before)]
    for own, wrong in WRONG.items():
        others = SAME_WORDS if named and own == "again" else wrong
        options.append(_another(own, others, cue, slug, before))
    return options


def _can_be_named(cue: str) -> bool:
    """Short, whole, and no quotation of its own."""
    return bool(cue) and len(cue.split()) <= MOST_CUE_WORDS and not set(cue) & set('…“”"«»')


def _another(
    own: str, bank: Sequence[Settles], cue: str, slug: str, before: Said
) -> dict[str, Any]:
    """One of the bank by the words of the slug alone; the next where the last question had it."""
    turn = place_of(f"{slug} {own}", len(bank))
    option = _option(own, bank[turn], cue)
    if option["text"] == before.get(own):
        option = _option(own, bank[(turn + 1) % len(bank)], cue)
    return option


def _option(own: str, one: Settles, cue: str) -> dict[str, Any]:
    text = str(one.text)
    shown = text % {"cue": cue} if "%(cue)s" in text else text
    return {"id": own, "text": shown, "feedback": str(one.feedback)}
