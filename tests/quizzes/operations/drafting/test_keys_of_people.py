"""Keys rest on what a person decided: a suggestion is the key of nothing."""

from typing import Any

import pytest

from quizzes.operations.drafting import draft_items
from sources.models import Claim, Document, Suggestion
from sources.taxonomy import KINDS
from tests.labelled import Said, labelled_document, sound, weak

pytestmark = pytest.mark.django_db

DECIDED = [
    sound("The register of 1911 names the bridge.", "fact", "cited"),
    sound("Inspector Lia Moran called it safe.", "attrib", "named"),
    sound("The toll book counts 410 carts.", "quantity", "in-text"),
    weak("It was a fine bridge, and many said so.", cue="many"),
    Said("It was the longest of all.", "compare", "bare", {"unmeasured": "the longest"}),
]
"""Five claims, with other kinds and supports than any machine would guess."""


def guessed(document: Document) -> None:
    """A suggestion for each sentence, which says the same of all of them."""
    for one in document.sentences.all():
        Suggestion.objects.create(
            document=document, sentence=one, kind="predict", support="anon",
            weaknesses=[{"id": "loaded", "cue": one.text.split()[0]}], score=1, version="1",
        )  # fmt: skip


def drafted(document: Document) -> list[dict[str, Any]]:
    return [dict(one.fields) for one in draft_items(document, collection=document.collection)]


def test_keys_of_kind_and_support_are_those_of_the_claims() -> None:
    document = labelled_document(DECIDED)
    guessed(document)
    claims = {claim.first.key: claim for claim in Claim.objects.select_related("first__document")}
    by_type = {fields["type"]: fields for fields in drafted(document)}
    kinds = {pair["id"]: pair["match"] for pair in by_type["matching"]["pairs"]}
    rows = {row["sentence"]: row["key"] for row in by_type["verdict"]["rows"]}
    assert len(kinds) >= 4
    assert len(rows) >= 4
    assert kinds == {key: KINDS[claims[key].kind].meaning for key in kinds}
    assert rows == {key: claims[key].support for key in rows}


@pytest.mark.parametrize("status", ["suggested", "rejected"])
def test_what_nobody_accepted_is_the_key_of_nothing(status: str) -> None:
    document = labelled_document(DECIDED)
    guessed(document)
    Claim.objects.update(status=status)
    assert drafted(document) == []


def test_suggestions_change_no_draft() -> None:
    document = labelled_document(DECIDED)
    before = drafted(document)
    guessed(document)
    assert drafted(document) == before
