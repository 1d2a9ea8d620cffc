"""The page of the sentences made for practice, as a teacher uses it with script off."""

import pytest
from django.test import Client

from rosters.models import User
from sources.models import Document, ReviewAct, Variant
from sources.operations.variants import offer_variants
from tests.factories_content import private_to
from tests.factories_quizzes import CollectionFactory
from tests.labelled import Said, labelled_document, sound, weak

pytestmark = pytest.mark.django_db

WEAK = "Many carts came down."


@pytest.fixture
def document(tess: User) -> Document:
    shelf = CollectionFactory(**private_to(tess))
    return labelled_document([weak(WEAK), sound("The toll book has it.")], collection=shelf)


@pytest.fixture
def page(client: Client, tess: User) -> Client:
    client.force_login(tess)
    return client


def offered(document: Document) -> Variant:
    offer_variants(document, weakness="vague-amount")
    variant = document.variants.order_by("pk").first()
    assert variant is not None
    return variant


def address(document: Document, rest: str = "") -> str:
    return f"/documents/{document.pk}/variants/{rest}"


def test_a_text_without_weaknesses_says_what_to_do_first(page: Client, tess: User) -> None:
    document = labelled_document(
        [Said("Reviewed.")], collection=CollectionFactory(**private_to(tess))
    )
    answer = page.get(address(document))
    assert "No weakness of this text has been accepted yet." in answer.content.decode()


def test_the_page_offers_sentences_for_the_weakness_that_is_chosen(
    page: Client, document: Document
) -> None:
    answer = page.post(address(document, "offer/"), {"weakness": "vague-amount"}, follow=True)
    said = answer.content.decode()
    assert "1 sentence is offered." in said
    assert "<ins>____ of ____</ins> carts came down." in said


def test_the_words_that_were_changed_are_marked_in_both_sentences(page: Client, tess: User) -> None:
    document = labelled_document(
        [sound("They counted 410 carts.")], collection=CollectionFactory(**private_to(tess))
    )
    offer_variants(document, weakness="vague-amount")
    said = page.get(address(document)).content.decode()
    assert "They counted <del>410</del> carts." in said
    assert "They counted <ins>many</ins> carts." in said


def test_approving_writes_the_sentence_and_comes_back_to_it(
    page: Client, document: Document, tess: User
) -> None:
    variant = offered(document)
    entered = {"act": "approve", "text": "Carts came down: 410."}
    answer = page.post(address(document, f"{variant.pk}/"), entered)
    variant.refresh_from_db()
    assert answer.headers["Location"].endswith(f"?weakness=vague-amount#variant-{variant.pk}")
    assert (variant.status, variant.text) == ("approved", "Carts came down: 410.")
    assert variant.decided_by == tess


def test_a_blank_keeps_what_was_typed_and_says_what_is_missing(
    page: Client, document: Document
) -> None:
    variant = offered(document)
    entered = {"act": "approve", "text": "Carts came (____)."}
    answer = page.post(address(document, f"{variant.pk}/"), entered)
    said = answer.content.decode()
    assert answer.status_code == 409
    assert "Fill in every blank (____) before you approve the sentence." in said
    assert "Carts came (____)." in said


def test_what_a_colleague_decided_meanwhile_is_not_overwritten(
    page: Client, document: Document
) -> None:
    variant = offered(document)
    entered = {"act": "approve", "text": "Carts came down: 410.", "seen": "an older state"}
    answer = page.post(address(document, f"{variant.pk}/"), entered)
    assert answer.status_code == 409
    assert "Somebody else decided on this sentence in the meantime." in answer.content.decode()
    assert not ReviewAct.objects.exists()


def test_a_second_try_after_a_colleague_goes_through(page: Client, document: Document) -> None:
    variant = offered(document)
    entered = {"act": "approve", "text": "Carts came down: 410.", "seen": "an older state"}
    form = page.post(address(document, f"{variant.pk}/"), entered).context["repaired"][0]["form"]
    again = {**entered, "seen": form["seen"].value()}
    assert page.post(address(document, f"{variant.pk}/"), again).status_code == 302


def test_undo_takes_back_the_last_decision(page: Client, document: Document) -> None:
    variant = offered(document)
    page.post(address(document, f"{variant.pk}/"), {"act": "reject", "text": variant.text})
    assert "Undo my last decision" in page.get(address(document)).content.decode()
    page.post(address(document, "undo/"))
    variant.refresh_from_db()
    assert variant.status == "offered"
    assert "Undo my last decision" not in page.get(address(document)).content.decode()


def test_a_draft_is_kept_without_a_decision(page: Client, document: Document) -> None:
    variant = offered(document)
    page.post(address(document, f"{variant.pk}/"), {"act": "keep", "text": "Carts (____)."})
    variant.refresh_from_db()
    assert (variant.status, variant.text) == ("offered", "Carts (____).")


@pytest.mark.parametrize("rest", ["", "offer/", "undo/"])
def test_a_colleague_of_another_school_finds_nothing(
    client: Client, document: Document, oona: User, rest: str
) -> None:
    client.force_login(oona)
    method = client.post if rest else client.get
    assert method(address(document, rest), {"weakness": "vague-amount"}).status_code == 404


def test_a_made_sentence_of_another_text_is_not_decided_here(
    page: Client, document: Document, tess: User
) -> None:
    other = labelled_document([weak(WEAK)], collection=CollectionFactory(**private_to(tess)))
    variant = offered(other)
    answer = page.post(address(document, f"{variant.pk}/"), {"act": "reject", "text": "x"})
    assert answer.status_code == 404


def test_the_page_costs_the_same_with_more_sentences(
    page: Client, tess: User, django_assert_max_num_queries: object
) -> None:
    counts = []
    for many in (1, 6):
        document = labelled_document(
            [weak(WEAK)] * many, collection=CollectionFactory(**private_to(tess))
        )
        offer_variants(document, weakness="vague-amount")
        with django_assert_max_num_queries(12) as counted:  # type: ignore[operator]
            page.get(address(document))
        counts.append(len(counted))
    assert counts[0] == counts[1] <= 10


def test_the_weakness_nearest_to_done_stands_first_and_says_what_it_needs(
    page: Client, tess: User
) -> None:
    texts = [weak(f"Many carts of row {n} came.") for n in range(3)]
    other = weak("The mayor was a brute.", "loaded", "brute")
    document = labelled_document(
        [*texts, other, sound("The toll book has it.")],
        collection=CollectionFactory(**private_to(tess)),
    )
    answer = page.get(address(document))
    rows = [
        (row.need.weakness, row.need.weak_wanted, row.need.sound_wanted)
        for row in answer.context["weaknesses"]
    ]
    assert rows == [("vague-amount", 1, 2), ("loaded", 3, 0)]
    assert "Write 2 sound sentences." in answer.content.decode()


def test_the_page_says_with_the_build_page_what_guessing_gives_away(
    page: Client, tess: User
) -> None:
    texts = [weak(f"Many {what} were seen there.") for what in ("hats", "boats", "coats", "bells")]
    counted = [sound(f"They counted {n} boats there.") for n in (12, 14, 16, 18)]
    mixed = [one for pair in zip(texts, counted, strict=True) for one in pair]
    document = labelled_document(mixed, collection=CollectionFactory(**private_to(tess)))
    said = "Write a sound sentence that has neither."
    assert said in page.get(address(document)).content.decode()
    assert said in page.get(f"/documents/{document.pk}/build/").content.decode()
