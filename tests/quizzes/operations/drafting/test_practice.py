"""Practice passages: from approved made sentences to a passage that guessing does not pass."""

from datetime import UTC, datetime

import pytest

from quizzes.operations.drafting import draft_items, needs
from quizzes.operations.practice import put_practice_passage, put_practice_passages
from rosters.models import User
from sources.models import Claim, Document, ReviewAct, Variant
from sources.operations.undoing import last_undoable, undo
from sources.operations.variants import (
    NotChanged,
    NotFilledIn,
    NothingDecided,
    VariantChangedMeanwhile,
    decide_variant,
    offer_variants,
    token_of,
    undo_decision,
    variant_state,
)
from tests.labelled import labelled_document, sound, weak

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
APPROVED = Variant.Status.APPROVED
WEAK = [
    weak("Many towns of the Lower Valley joined in that summer."),
    weak("Many carts came down."),
    weak("Many of the 30 shops on Hill Road were closed by noon, and stayed closed."),
    weak("Many people sang."),
    weak("Many of the guests came from Arl."),
]
MENDED = {
    "s01": "Arl, Bex and Cully of the Lower Valley joined in that summer, as the minutes say.",
    "s02": "Carts came down: 410.",
    "s03": "Of the 30 shops on the road, 21 were closed by noon (report, page 4).",
    "s04": "Forty people sang.",
}


@pytest.fixture
def document() -> Document:
    return labelled_document("The Towns", WEAK, slug="towns", title="The Towns")


def approve_all(document: Document, by: User, mended: dict[str, str] = MENDED) -> None:
    offer_variants(document, weakness="vague-amount")
    for key, text in mended.items():
        variant = document.variants.filter(sentence__key=key).order_by("pk").first()
        assert variant is not None
        decide_variant(variant, text=text, status=APPROVED, by=by, at=NOON)


def test_offer_variants_gives_templates_for_weak_sentences(document: Document) -> None:
    assert offer_variants(document, weakness="vague-amount") == 5
    first = document.variants.filter(sentence__key="s02").order_by("pk").first()
    assert first is not None
    assert (first.text, first.is_sound) == ("____ of ____ carts came down.", True)
    assert (first.before, first.after) == ("Many", "____ of ____")


def test_offer_variants_spoils_sound_sentences_by_the_change_of_that_weakness() -> None:
    document = labelled_document([sound("The toll book counts 410 carts.")])
    assert offer_variants(document, weakness="vague-amount") == 1
    [variant] = document.variants.all()
    assert (variant.change, variant.is_sound) == ("number-dropped", False)
    assert (variant.before, variant.after) == ("410", "many")


def test_offering_again_keeps_what_was_written(document: Document, tess: User) -> None:
    approve_all(document, tess)
    assert offer_variants(document, weakness="vague-amount") == 0
    assert document.variants.filter(status=APPROVED).count() == 4


def test_offering_again_takes_away_what_no_claim_carries_any_more(
    document: Document, tess: User
) -> None:
    approve_all(document, tess, {"s02": MENDED["s02"]})
    document.claims.filter(first__key__in=["s01", "s02"]).delete()
    offer_variants(document, weakness="vague-amount")
    kept = document.variants.values_list("sentence__key", flat=True)
    assert "s01" not in kept
    assert list(kept).count("s02") == 1


def test_offering_again_keeps_a_draft_that_somebody_wrote(document: Document, tess: User) -> None:
    offer_variants(document, weakness="vague-amount")
    variant = document.variants.filter(sentence__key="s02").earliest("pk")
    offered = Variant.Status.OFFERED
    decide_variant(variant, text="Carts came (____).", status=offered, by=tess, at=NOON)
    document.claims.filter(first__key="s02").delete()
    offer_variants(document, weakness="vague-amount")
    kept = document.variants.filter(sentence__key="s02").values_list("text", flat=True)
    assert list(kept) == ["Carts came (____)."]


def test_the_workbench_does_not_undo_what_was_decided_on_a_made_sentence(
    document: Document, tess: User
) -> None:
    approve_all(document, tess, {"s02": "Carts came down: 410."})
    assert last_undoable(document, by=tess) is None


def test_the_history_undoes_a_decision_on_a_made_sentence(document: Document, tess: User) -> None:
    approve_all(document, tess, {"s02": "Carts came down: 410."})
    undo(ReviewAct.objects.get(), by=tess, at=NOON)
    assert not document.variants.filter(status=APPROVED).exists()


def test_another_language_gets_the_sentence_to_rewrite() -> None:
    document = labelled_document([weak("Muchos carros bajaron.", cue="Muchos")], language="es")
    offer_variants(document, weakness="vague-amount")
    [variant] = document.variants.all()
    assert (variant.change, variant.text) == ("rewritten", "Muchos carros bajaron.")


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("", NotFilledIn),
        ("Of ____ carts, 3 came.", NotFilledIn),
        ("Many carts came down.", NotChanged),
    ],
)
def test_a_sentence_that_is_not_finished_cannot_be_approved(
    document: Document, tess: User, text: str, refusal: type[Exception]
) -> None:
    offer_variants(document, weakness="vague-amount")
    variant = document.variants.filter(sentence__key="s02").first()
    with pytest.raises(refusal):
        decide_variant(variant, text=text, status=APPROVED, by=tess, at=NOON)
    assert not ReviewAct.objects.exists()


def test_a_decision_keeps_the_words_before_and_after_and_who_made_it(
    document: Document, tess: User
) -> None:
    approve_all(document, tess, {"s02": "Carts came down: 410."})
    variant = document.variants.get(status=APPROVED)
    assert (variant.before, variant.after) == ("Many carts came down", "Carts came down: 410")
    assert (variant.decided_by, variant.decided_at) == (tess, NOON)
    act = ReviewAct.objects.get()
    assert act.after["variants"][str(variant.pk)]["status"] == "approved"


def test_a_decision_on_what_somebody_changed_meanwhile_is_refused(
    document: Document, tess: User
) -> None:
    offer_variants(document, weakness="vague-amount")
    variant = document.variants.filter(sentence__key="s02").first()
    assert variant is not None
    seen = token_of(variant_state(variant))
    decide_variant(variant, text="Carts came: 9.", status=APPROVED, by=tess, at=NOON, seen=seen)
    with pytest.raises(VariantChangedMeanwhile):
        decide_variant(variant, text="Carts came: 8.", status=APPROVED, by=tess, at=NOON, seen=seen)


def test_undo_brings_back_what_stood_before(document: Document, tess: User) -> None:
    approve_all(document, tess, {"s02": "Carts came down: 410."})
    undo_decision(document, by=tess, at=NOON)
    assert not document.variants.filter(status=APPROVED).exists()
    first = document.variants.filter(sentence__key="s02").order_by("pk").first()
    assert first is not None
    assert first.text == "____ of ____ carts came down."
    with pytest.raises(NothingDecided):
        undo_decision(document, by=tess, at=NOON)


def test_undo_of_what_another_has_changed_since_is_refused(
    document: Document, tess: User, theo: User
) -> None:
    approve_all(document, tess, {"s02": "Carts came down: 410."})
    variant = document.variants.get(status=APPROVED)
    decide_variant(variant, text="Carts came: 9.", status=APPROVED, by=theo, at=NOON)
    with pytest.raises(VariantChangedMeanwhile):
        undo_decision(document, by=tess, at=NOON)


def test_a_practice_passage_mixes_weak_sentences_with_mended_ones(
    document: Document, tess: User
) -> None:
    approve_all(document, tess)
    passage = put_practice_passage(document, "vague-amount", by=tess, at=NOON)
    assert passage is not None
    texts = [sentence.text for sentence in passage.sentences.all()]
    assert (passage.edition, len(texts)) == ("practice", 8)
    assert set(MENDED.values()) < set(texts)
    assert "nothing here is stated as a fact" in passage.notice


def test_a_mended_sentence_is_labelled_sound_in_its_passage(document: Document, tess: User) -> None:
    approve_all(document, tess)
    passage = put_practice_passage(document, "vague-amount", by=tess, at=NOON)
    assert passage is not None
    claims = {claim.first.text: claim for claim in passage.claims.select_related("first")}
    mended = claims[MENDED["s02"]]
    assert (mended.support, mended.weaknesses.count(), mended.status) == ("in-text", 0, "accepted")


def test_only_approved_sentences_are_used(document: Document, tess: User) -> None:
    approve_all(document, tess, dict(list(MENDED.items())[:3]))
    assert put_practice_passage(document, "vague-amount", by=tess, at=NOON) is None
    assert not Document.objects.filter(edition="practice").exists()


def test_putting_a_passage_again_changes_nothing(document: Document, tess: User) -> None:
    approve_all(document, tess)
    first = put_practice_passage(document, "vague-amount", by=tess, at=NOON)
    assert first is not None
    claims = list(first.claims.values_list("pk", flat=True))
    assert put_practice_passages(document, by=tess, at=NOON) == [first]
    assert list(first.claims.values_list("pk", flat=True)) == claims


def test_another_wording_makes_a_new_version_of_the_passage(document: Document, tess: User) -> None:
    approve_all(document, tess)
    first = put_practice_passage(document, "vague-amount", by=tess, at=NOON)
    variant = document.variants.get(sentence__key="s04", status=APPROVED)
    decide_variant(variant, text="Forty guests sang.", status=APPROVED, by=tess, at=NOON)
    second = put_practice_passage(document, "vague-amount", by=tess, at=NOON)
    assert first is not None
    assert second is not None
    assert (second.number, second.supersedes) == (2, first)


def test_a_passage_that_cannot_be_made_any_more_is_put_away_and_comes_back(
    document: Document, tess: User
) -> None:
    approve_all(document, tess)
    first = put_practice_passage(document, "vague-amount", by=tess, at=NOON)
    undo_decision(document, by=tess, at=NOON)
    assert put_practice_passages(document, by=tess, at=NOON) == []
    assert not Document.objects.current().filter(edition="practice").exists()
    approve_all(document, tess)
    assert put_practice_passages(document, by=tess, at=NOON) == [first]


def test_a_passage_to_mark_is_drafted_from_the_practice_passage(
    document: Document, tess: User
) -> None:
    approve_all(document, tess)
    put_practice_passages(document, by=tess, at=NOON)
    drafts = draft_items(document, collection=document.collection)
    [draft] = [one for one in drafts if one.purpose == "highlight"]
    assert draft.slug == "towns-practice-vague-amount-mark"
    assert draft.fields["document"] == "towns-practice-vague-amount"
    assert (draft.first, draft.last, len(draft.fields["targets"])) == ("s01", "s05", 4)


def test_needs_count_what_was_approved(document: Document, tess: User) -> None:
    approve_all(document, tess, dict(list(MENDED.items())[:3]))
    need = needs(document)[0]
    assert (need.sound, need.message) == (3, "Write 1 sound sentence.")
    approve_all(document, tess, {"s04": MENDED["s04"]})
    [need] = [one for one in needs(document) if one.weakness == "vague-amount"]
    assert need.in_practice
    assert need.is_met


def test_a_passage_that_guessing_passes_is_not_made_and_a_gap_says_so(
    document: Document, tess: User
) -> None:
    longer = {key: f"{text[:-1]} (report 7 of 1911, page 12)." for key, text in MENDED.items()}
    approve_all(document, tess, longer)
    assert put_practice_passage(document, "vague-amount", by=tess, at=NOON) is None
    need = needs(document)[0]
    assert need.kind == "blind"


def edited(practice: Document, by: User) -> Claim:
    """A label of the passage as a person changed it in the admin."""
    claim = practice.claims.order_by("first__position").first()
    assert claim is not None
    Claim.objects.filter(pk=claim.pk).update(why="In my words.", support="in-text", edited_by=by)
    return claim


def test_what_a_person_edited_in_a_passage_outlives_the_next_build(
    document: Document, tess: User
) -> None:
    approve_all(document, tess)
    practice = put_practice_passage(document, "vague-amount", by=tess, at=NOON)
    assert practice is not None
    mine, others = edited(practice, tess), practice.claims.count() - 1
    document.claims.update(why="Written anew.")
    put_practice_passage(document, "vague-amount", by=tess, at=NOON)
    mine.refresh_from_db()
    assert (mine.why, mine.support, mine.edited_by) == ("In my words.", "in-text", tess)
    assert practice.claims.exclude(pk=mine.pk).exclude(why="In my words.").count() == others


def test_what_a_person_edited_goes_with_its_sentence_into_a_new_version(
    document: Document, tess: User
) -> None:
    approve_all(document, tess)
    practice = put_practice_passage(document, "vague-amount", by=tess, at=NOON)
    assert practice is not None
    text = edited(practice, tess).first.text
    for variant in document.variants.filter(status=APPROVED):
        if variant.text != text:
            again = f"{variant.text.rstrip('.')} that day."
            decide_variant(variant, text=again, status=APPROVED, by=tess, at=NOON)
    newer = put_practice_passage(document, "vague-amount", by=tess, at=NOON)
    assert newer is not None
    assert newer.number == 2
    kept = newer.claims.get(why="In my words.")
    assert (kept.first.text, kept.edited_by) == (text, tess)
    assert newer.claims.count() == newer.sentences.count()
