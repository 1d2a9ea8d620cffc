"""The form of the workbench: one sentence, what is said of it, and by which words."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sources.forms.fields import MarkdownTextarea, NamedChoices
from sources.models import ClaimWeakness, Document, Evidence, Sentence, SourceCard
from sources.operations.reviewing import Labels
from sources.taxonomy import GROUPS, KINDS, RECORDS, SOUND_SUPPORTS, SUPPORTS, WEAKNESSES

DOWN = "down"
STANDINGS = (*ClaimWeakness.Standing.choices, (DOWN, _("Not here")))
GAP = "…"
IMPLIED = {
    "post-hoc": "cause",
    "single-cause": "cause",
    "motive": "motive",
    "prediction-as-fact": "predict",
    "anon-source": "attrib",
    "vague-attribution": "attrib",
    "orphan-quote": "attrib",
    "attribution-mismatch": "attrib",
    "quote-mining": "attrib",
    "vague-amount": "quantity",
    "opinion-as-fact": "value",
}
"""Weaknesses that only claims of one kind have."""
SHOWN_AGAIN = ("add", "accept", "contested")
"""Buttons after which the card is shown once more, with a row for what was newly named."""
UNTOUCHED = "fact"
"""The kind of a sentence of which nobody and no rule has said another."""


class ReviewForm(forms.Form):
    """Labels of a range of sentences.

    Each weakness in question has a row: `standing-<id>`, `cue-<id>`; `more` names further ones.
    newly_named: those of `more` that had no row when the form was sent. offered_kind: a kind that
    they imply and that stands in the form now, for nobody had chosen one.
    """

    kind = NamedChoices(KINDS, label=_("Kind"))
    support = NamedChoices(SUPPORTS, label=_("Support"))
    also_kind = NamedChoices(KINDS, label=_("Second kind"), required=False)
    why = forms.CharField(
        label=_("Why: what a learner reads afterwards"),
        required=False,
        widget=MarkdownTextarea(rows=3),
    )
    ask = forms.CharField(
        label=_("Question to ask, if another fits better"), required=False, max_length=300
    )
    record = NamedChoices(RECORDS, label=_("What the record says"), required=False)
    disputed = forms.BooleanField(label=_("Historians differ on the record"), required=False)
    known = forms.CharField(
        label=_("What is known"), required=False, widget=MarkdownTextarea(rows=2)
    )
    difficulty = forms.TypedChoiceField(
        label=_("Difficulty"),
        coerce=int,
        empty_value="1",
        required=False,
        choices=[(1, _("1 easy")), (2, _("2 middling")), (3, _("3 hard"))],
    )
    more = forms.MultipleChoiceField(
        required=False, choices=[(one.id, one.name) for one in WEAKNESSES.values()]
    )
    reason = forms.CharField(label=_("Why not? (if you reject it)"), required=False, max_length=200)

    def __init__(
        self,
        entered: QueryDict | None = None,
        *,
        labels: Labels,
        text: str,
        named: Iterable[str] = (),
    ) -> None:
        """labels: what the form starts from; text: of the range, in which cues stand; named:
        weaknesses that have a row although `labels` does not name them."""
        self.labels, self.text = labels, text
        initial = {name: getattr(labels, name) for name in _SIMPLE}
        super().__init__(entered, initial=initial)
        self.rows = self._rows_of(named)
        self.newly_named = self._newly_named()
        self.offered_kind = self._offered_kind()
        if entered is not None and self.newly_named:
            self.data = self._shown_first(entered)
        for weakness_id, (standing, cue) in self.rows.items():
            self.fields[f"standing-{weakness_id}"] = forms.ChoiceField(
                choices=STANDINGS, initial=standing, required=False, widget=forms.RadioSelect
            )
            self.fields[f"cue-{weakness_id}"] = self._cue_field(cue)

    def _cue_field(self, cue: str) -> forms.CharField:
        """The words of the sentence. A speaker may be named in an earlier one: told beside it."""
        is_here = not _missing(cue, self.text)
        told = "" if is_here else _t("In an earlier sentence: “%(cue)s”.") % {"cue": cue}
        return forms.CharField(
            label=_("Words that show it"),
            initial=cue if is_here else "",
            help_text=told,
            required=False,
            max_length=300,
        )

    def _rows_of(self, named: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Standing and cue of each weakness in question, those of the labels first."""
        rows = {one["id"]: (one["standing"], one["cue"]) for one in self.labels.weaknesses}
        for one in self.labels.turned_down:
            rows.setdefault(one["id"], (DOWN, one["cue"]))
        wanted = list(named)
        if self.is_bound:
            wanted += [str(name)[9:] for name in self.data if str(name).startswith("standing-")]
            wanted += self.data.getlist("more") if hasattr(self.data, "getlist") else []
        for weakness_id in wanted:
            if weakness_id in WEAKNESSES:
                rows.setdefault(weakness_id, ("core", ""))
        return rows

    def _newly_named(self) -> list[str]:
        more = self.data.getlist("more") if isinstance(self.data, QueryDict) else []
        return [one for one in more if one in self.rows and f"standing-{one}" not in self.data]

    def asks_for_words(self) -> bool:
        """Whether a decision waits, once, for the words of what was named with it."""
        return bool(self.newly_named) and self.data.get("act") in SHOWN_AGAIN

    def _offered_kind(self) -> str:
        if self.data.get("act") not in SHOWN_AGAIN:
            return ""
        if self.labels.kind != UNTOUCHED or self.data.get("kind") != UNTOUCHED:
            return ""
        return next((IMPLIED[one] for one in self.newly_named if one in IMPLIED), "")

    def _shown_first(self, entered: QueryDict) -> QueryDict:
        """What was entered, as it is shown again with a row for what was newly named."""
        shown: QueryDict = entered.copy()
        for weakness_id in self.newly_named:
            shown[f"standing-{weakness_id}"] = self.rows[weakness_id][0]
            shown.setdefault(f"cue-{weakness_id}", self.rows[weakness_id][1])
        if self.offered_kind:
            shown["kind"] = self.offered_kind
        return shown

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("kind") == "none":
            cleaned["support"] = "na"
        elif cleaned.get("support") == "na":
            self.add_error("support", _t("Only what claims nothing needs no support."))
        elif self.data.get("act") == "sound" and cleaned.get("support") not in SOUND_SUPPORTS:
            self.add_error(
                "support",
                _t("A sound sentence rests on something: say on what, then call it sound."),
            )
            if cleaned.get("kind") == self.labels.kind == UNTOUCHED:
                # Questions ask for the kind as well: it must not be one that nobody looked at.
                self.add_error("kind", _t("Look at the kind too: is this a fact?"))
        for weakness_id in self.rows:
            self._clean_cue(f"cue-{weakness_id}")
        return cleaned

    def _clean_cue(self, name: str) -> None:
        cue: str = self.cleaned_data.get(name, "").strip()
        missing = _missing(cue, self.text)
        if missing:
            self.add_error(
                name,
                ValidationError(
                    _t("“%(cue)s” does not stand in the sentence letter for letter."),
                    params={"cue": missing[0]},
                ),
            )
        self.cleaned_data[name] = cue

    def standing_of(self, weakness_id: str) -> str:
        """What was chosen for a weakness; as it was before when the form did not ask."""
        if f"standing-{weakness_id}" in self.data:
            return str(self.cleaned_data.get(f"standing-{weakness_id}") or DOWN)
        return self.rows[weakness_id][0]

    def cue_of(self, weakness_id: str) -> str:
        if f"cue-{weakness_id}" in self.data:
            return str(self.cleaned_data.get(f"cue-{weakness_id}", ""))
        return self.rows[weakness_id][1]

    def chosen(self) -> Labels:
        """What was entered, as labels; evidence stays as it was.

        Of a form that is not valid, for a draft: what cannot stand is as it was before.
        """
        cleaned = {name: getattr(self.labels, name) for name in _SIMPLE} | self.cleaned_data
        if (cleaned["kind"] == "none") != (cleaned["support"] == "na"):
            cleaned["support"] = "na" if cleaned["kind"] == "none" else "bare"
        cleaned["difficulty"] = int(cleaned["difficulty"] or 1)
        reasons = {one["id"]: one.get("reason", "") for one in self.labels.turned_down}
        standing, down = [], []
        for weakness_id in self.rows:
            chosen, cue = self.standing_of(weakness_id), self.cue_of(weakness_id)
            if chosen == DOWN:
                reason = reasons.get(weakness_id) or cleaned.get("reason", "")
                down.append({"id": weakness_id, "cue": cue, "reason": reason})
            else:
                standing.append({"id": weakness_id, "cue": cue, "standing": chosen})
        return Labels(
            **{name: cleaned[name] for name in _SIMPLE},
            weaknesses=standing,
            turned_down=down,
            evidence=list(self.labels.evidence),
        )


_SIMPLE = (
    "kind",
    "support",
    "also_kind",
    "why",
    "ask",
    "record",
    "disputed",
    "known",
    "difficulty",
)


class EvidenceForm(forms.Form):
    """A card, or a sentence by its number in the margin, that bears on the claim."""

    evidence_card = forms.ModelChoiceField(
        queryset=SourceCard.objects.none(), label=_("A source card"), required=False
    )
    evidence_sentence = forms.IntegerField(
        label=_("or the number of a sentence"), required=False, min_value=1
    )
    evidence_stance = forms.ChoiceField(
        label=_("It"), choices=Evidence.Stance.choices, required=False
    )

    def __init__(self, entered: QueryDict | None = None, *, document: Document) -> None:
        super().__init__(entered)
        self.document = document
        self.sentence: Sentence | None = None
        cards = SourceCard.objects.filter(collection=document.collection_id).order_by("short")
        self.fields["evidence_card"].queryset = cards  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        number, card = cleaned.get("evidence_sentence"), cleaned.get("evidence_card")
        if number is not None:
            self.sentence = self.document.sentences.filter(number=number).first()
            if self.sentence is None:
                self.add_error("evidence_sentence", _t("No sentence has that number."))
        if bool(card) == (number is not None) and not self.errors:
            self.add_error("evidence_card", _t("Name a card or a sentence: one of them."))
        return cleaned


def weaknesses_by_group(but: Iterable[str]) -> Iterable[tuple[str, list[Any]]]:
    """The menu of the taxonomy: the name of each group with its weaknesses, but for some."""
    left_out = set(but)
    for group in GROUPS.values():
        held = [one for one in WEAKNESSES.values() if one.group == group.id]
        yield _t(group.name), [one for one in held if one.id not in left_out]


def _missing(cue: str, text: str) -> list[str]:
    """The parts of a cue that do not stand in the text letter for letter."""
    return [part.strip() for part in cue.split(GAP) if part.strip() not in text]
