"""The card of the workbench: all that is to be decided of one sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from sources.forms.review import ReviewForm, weaknesses_by_group
from sources.models import Evidence, Sentence, Suggestion
from sources.operations.reviewing import Place, labels_from, labels_of, offered_again
from sources.pipeline.weaknesses.registry import all_rules
from sources.reports.claim_states import State, evidence_of, token_of
from sources.reports.desk import Desk
from sources.reports.desk_claims import DeskClaim
from sources.taxonomy import WEAKNESSES, Weakness


@dataclass(frozen=True, slots=True)
class Row:
    """One weakness in question, with the fields of the form that decide on it."""

    weakness: Weakness
    fine: str
    standing: Any
    cue: Any
    cue_words: str


@dataclass(slots=True)
class Card:
    """What the card shows. claim: the one that is decided on; around: one that begins earlier;
    others: further claims on the sentence."""

    place: Place
    state: State | None
    form: ReviewForm
    rows: Sequence[Row]
    suggestion: Suggestion | None
    number: int
    claim: DeskClaim | None = None
    around: DeskClaim | None = None
    others: Sequence[DeskClaim] = field(default_factory=list)
    evidence: Sequence[Evidence] = field(default_factory=list)

    @property
    def text(self) -> str:
        place = self.place
        return place.document.text[place.first.start : place.last.end]

    @property
    def is_range(self) -> bool:
        return self.place.first.pk != self.place.last.pk

    @property
    def menu(self) -> Sequence[tuple[str, list[Weakness]]]:
        return list(weaknesses_by_group(self.form.rows))


def card_of(
    desk: Desk,
    *,
    claim_id: int | None = None,
    entered: QueryDict | None = None,
    shows_suggestions: bool = True,
) -> Card | None:
    """The card of the desk's current sentence; None when the text has none.

    entered: what was posted, which then stands in the form. At most two queries.
    """
    sentence = desk.current
    if sentence is None:
        return None
    here = [one for one in desk.claims if one.covers(sentence.position)]
    mine = [one for one in here if one.first == sentence.position and not one.is_of_text]
    chosen = next((one for one in here if one.pk == claim_id), mine[-1] if mine else None)
    state, place, evidence = _place(desk, sentence, chosen)
    suggestion = getattr(sentence, "suggestion", None) if shows_suggestions else None
    labels = labels_of(state) if state else labels_from(suggestion)
    if chosen is not None and chosen.is_rejected:
        labels = offered_again(labels)
    text = desk.document.text[place.first.start : place.last.end]
    named = [one["id"] for one in suggestion.weaknesses] if suggestion and not state else []
    form = ReviewForm(entered, labels=labels, text=text, named=named)
    numbers = [way.sentence for way in desk.ways]
    earlier = [one for one in here if one.first < sentence.position and not one.is_of_text]
    return Card(
        place=place,
        state=state,
        form=form,
        rows=_rows(form),
        suggestion=suggestion,
        number=numbers.index(sentence.pk) + 1 if sentence.pk in numbers else 0,
        claim=chosen,
        evidence=evidence,
        around=earlier[-1] if earlier and chosen is None else None,
        others=[one for one in here if one is not chosen and one.first == sentence.position],
    )


def _place(
    desk: Desk, sentence: Sentence, chosen: DeskClaim | None
) -> tuple[State | None, Place, list[Evidence]]:
    """At most two queries: the evidence, and the end of a range that lies in another part."""
    document = desk.document
    if chosen is None:
        return None, Place(document=document, first=sentence, last=sentence), []
    evidence = list(
        Evidence.objects.filter(claim=chosen.pk)
        .select_related("card", "sentence")
        .order_by("position")
    )
    state = chosen.state([evidence_of(one) for one in evidence])
    held = desk.sentences
    missing = [pk for pk in (chosen.first_id, chosen.last_id) if pk not in held]
    if missing:
        held = {**held, **document.sentences.in_bulk(missing)}
    place = Place(
        document=document,
        first=held[chosen.first_id],
        last=held[chosen.last_id],
        claim_id=chosen.pk,
        seen=token_of(state),
    )
    return state, place, evidence


def _rows(form: ReviewForm) -> list[Row]:
    fine: Mapping[str, Sequence[str]] = {rule.id: rule.fine for rule in all_rules()}
    return [
        Row(
            weakness=WEAKNESSES[weakness_id],
            fine=next(iter(fine.get(weakness_id, ())), ""),
            standing=form[f"standing-{weakness_id}"],
            cue=form[f"cue-{weakness_id}"],
            cue_words=cue,
        )
        for weakness_id, (_standing, cue) in form.rows.items()
        if weakness_id in WEAKNESSES
    ]


def counted_words(suggestion: Suggestion | None) -> list[tuple[str, str]]:
    """The words that counted with their weight, as a reader can follow it."""
    if suggestion is None:
        return []
    names = {
        "#year": _("a year"),
        "#money": _("a sum of money"),
        "#share": _("a share in percent"),
        "#number": _("a number"),
    }
    found = []
    for words, weight in suggestion.reasons:
        shown = " ".join(names.get(word, word) for word in str(words).split(" "))
        found.append((shown, f"{weight:+.2f}"))
    return found
