"""Claims are labelled by the taxonomy; a cue is copied letter for letter."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from sources.forms.content import ContentForm
from sources.forms.fields import MARKDOWN_HELP, MarkdownTextarea, NamedChoices
from sources.models import (
    Claim,
    ClaimWeakness,
    Document,
    Evidence,
    ReviewRound,
    Sentence,
    SourceCard,
)
from sources.taxonomy import KINDS, RECORDS, SUPPORTS, WEAKNESSES


class SentenceChoices(forms.ModelChoiceField[Sentence]):
    """One sentence of a document, by number and first words."""

    def label_from_instance(self, obj: Any) -> str:
        number = obj.number if obj.number is not None else "–"
        return f"{number} · {obj.key} · {Truncator(obj.text).chars(70)}"


def sentences_of(document: Document | None) -> Any:
    """Sentences in reading order with their document, so that their text costs no query."""
    if document is None:
        return Sentence.objects.none()
    return Sentence.objects.filter(document=document).select_related("document")


class ClaimForm(ContentForm):
    """One claim: its range, its labels, why, and what is known."""

    first = SentenceChoices(queryset=Sentence.objects.none(), label=_("first sentence"))
    last = SentenceChoices(queryset=Sentence.objects.none(), label=_("last sentence"))
    kind = NamedChoices(KINDS, label=_("kind"))
    also_kind = NamedChoices(KINDS, label=_("second kind"), required=False)
    support = NamedChoices(SUPPORTS, label=_("support"))
    record = NamedChoices(RECORDS, label=_("what the record says"), required=False)

    class Meta:
        model = Claim
        fields = (
            "first", "last", "status", "kind", "also_kind", "support", "difficulty", "contested",
            "why", "ask", "record", "disputed", "known",
        )  # fmt: skip
        widgets = {"why": MarkdownTextarea(rows=4), "known": MarkdownTextarea(rows=4)}
        help_texts = {"why": MARKDOWN_HELP}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sentences = sentences_of(self.instance.document if self.instance.document_id else None)
        for name in ("first", "last"):
            if name in self.fields:
                self.fields[name].queryset = sentences  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and first.position > last.position:
            self.add_error("last", _t("The last sentence stands before the first one."))
        rounds = ReviewRound.objects.filter(document=self.instance.document_id, closed_at=None)
        if rounds.exists():
            # A rater could read here what somebody else thinks.
            raise ValidationError(
                _t(
                    "An independent review of this text is under way. "
                    "Until it is closed nobody decides for all."
                )
            )
        return cleaned


class ClaimWeaknessForm(forms.ModelForm[Any]):
    """A weakness and the words that show it."""

    weakness = NamedChoices(WEAKNESSES, label=_("weakness"))

    class Meta:
        model = ClaimWeakness
        fields = ("weakness", "standing", "cue", "position")

    def clean_cue(self) -> str:
        """The cue, found letter for letter in the sentences of the claim; “…” stands for a gap."""
        cue: str = self.cleaned_data["cue"].strip()
        claim = getattr(self, "claim", None)
        if not cue or claim is None or not claim.first_id or not claim.last_id:
            return cue
        text = claim.document.text[claim.first.start : claim.last.end]
        missing = [part.strip() for part in cue.split("…") if part.strip() not in text]
        if missing:
            raise ValidationError(
                _t("“%(cue)s” does not stand in the sentence letter for letter."),
                params={"cue": missing[0]},
            )
        return cue


class EvidenceForm(forms.ModelForm[Any]):
    """A card of the collection, or a sentence of the document."""

    sentence = SentenceChoices(
        queryset=Sentence.objects.none(), required=False, label=_("sentence")
    )

    class Meta:
        model = Evidence
        fields = ("stance", "card", "sentence", "position")


def offer_evidence(form: forms.BaseForm, claim: Claim | None, cards: Any, sentences: Any) -> None:
    """Let an evidence form choose among these cards and sentences only."""
    for name, offered in (("card", cards), ("sentence", sentences)):
        if name in form.fields:
            form.fields[name].queryset = offered  # type: ignore[attr-defined]


def cards_of(claim: Claim | None) -> Any:
    """Cards on the collection of the claim's document."""
    if claim is None or not claim.document_id:
        return SourceCard.objects.none()
    return SourceCard.objects.filter(collection=claim.document.collection_id)
