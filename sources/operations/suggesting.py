"""What the rules say of a stored document."""

from typing import Any

from django.db import transaction

from sources.models import Document, Suggestion
from sources.operations.planning import take_stock
from sources.operations.reading_back import read_from
from sources.pipeline import suggest as pipeline
from sources.pipeline.finding_words import Finding
from sources.pipeline.suggest import Suggestions, suggest


def suggest_again(document: Document) -> int:
    """Replace suggestions and findings by what the rules say now; returns how many there are.

    Nothing that a person decided changes: decisions are claims, suggestions are none.
    """
    cut = _digest(document)
    made = suggest(read_from(document), per_page=None)
    with transaction.atomic():
        held = Document.objects.select_for_update().get(pk=document.pk)
        if held.sha256 != cut:
            # Somebody cut it otherwise while a long text was read: its sentences are others now.
            made = suggest(read_from(document), per_page=None)
        return put_suggestions(document, made)


def _digest(document: Document) -> str:
    return Document.objects.values_list("sha256", flat=True).get(pk=document.pk)


@transaction.atomic
def put_suggestions(document: Document, made: Suggestions) -> int:
    """Replace suggestions and findings by those that were made of the document as it is cut."""
    sentences = list(document.sentences.order_by("position").values_list("pk", flat=True))
    document.suggestions.all().delete()
    Suggestion.objects.bulk_create(
        row_of(one, document=document, sentence_id=sentences[one.sentence], version=made.version)
        for one in made.suggestions
    )
    document.findings = [stored_finding(one) for one in made.findings]
    document.save(update_fields=["findings"])
    take_stock(len(sentences))
    return len(made.suggestions)


def stored_finding(one: Finding) -> dict[str, Any]:
    """A finding as a document keeps it: to be said in any language, and in English as it is."""
    parts = [{"name": part.name, "values": dict(part.values)} for part in one.parts]
    return {"id": one.id, "message": one.message, "parts": parts}


def row_of(
    one: pipeline.Suggestion, *, document: Document, sentence_id: int, version: str
) -> Suggestion:
    """An unsaved row of what the rules of a version say of a sentence."""
    return Suggestion(
        document=document,
        sentence_id=sentence_id,
        kind=one.kind,
        support=one.support,
        weaknesses=[{"id": weakness, "cue": cue} for weakness, cue in one.weaknesses],
        score=one.score,
        reasons=[list(reason) for reason in one.reasons],
        version=version,
    )
