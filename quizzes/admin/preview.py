"""An item version, saved or not, as learners will see it before and after answering."""

from random import Random
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from quizzes.itemtypes.definitions import DefinitionInvalid
from quizzes.itemtypes.registry import UnknownItemType, get_item_type
from quizzes.models import Item, ItemVersion
from quizzes.operations.blind import audit_of
from quizzes.operations.publishing import findings_of_version
from sources.models import Collection
from sources.reports import page_references

NOT_LOADABLE = (DefinitionInvalid, UnknownItemType)


def render_version(version: ItemVersion, collection: Collection) -> SafeString:
    """The question, its review, its checks and its blind audit. Three queries at most."""
    if version.item_id is None:
        version.item = Item(collection=collection)
    findings = list(findings_of_version(version))
    try:
        shown = _shown(version, collection)
    except NOT_LOADABLE:
        shown = {}
    return render_to_string(
        "admin/quizzes/_item_preview.html",
        {**shown, "version": version, "findings": findings, "audit": audit_of(version)},
    )


def render_faults(form: Any) -> SafeString:
    """What still keeps a preview from standing here."""
    return render_to_string("admin/quizzes/_item_faults.html", {"form": form})


def _shown(version: ItemVersion, collection: Collection) -> dict[str, Any]:
    item_type = get_item_type(version.type_slug)
    definition = item_type.load(version.definition)
    order = item_type.order(definition, shuffle=False, rng=Random(1))  # noqa: S311 not a secret
    why = str(version.explanation.get("why", ""))
    named = item_type.review(definition, order, None).get("cards", [])
    references = page_references(
        collection,
        [version.stem, why],
        cards=[
            *item_type.cards_beside(definition, version.sources),
            *version.sources,
            *(str(card["id"]) for card in named),
        ],
    )

    def prose(text: str) -> SafeString:
        return mark_safe(references.render(text))  # noqa: S308 cleaned by nh3

    stem = prose(version.stem)
    reveal = item_type.review(definition, order, None, prose=prose)
    return {
        "stem": stem,
        "form": item_type.form(definition, order, prefix="preview"),
        "review": item_type.form(
            definition, order, prefix="preview-review", reveal=reveal, read_only=True
        ),
        "why": prose(why),
        "references": references,
    }
