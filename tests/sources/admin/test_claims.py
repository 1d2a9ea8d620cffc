import pytest
from django.urls import reverse

from sources.models import Claim, Document, ReviewRound, SourceCard
from tests.factories_authoring import module_of, page_as_posted
from tests.factories_quizzes import CollectionFactory
from tests.statements import statements

pytestmark = pytest.mark.django_db
LIST = reverse("admin:sources_claim_changelist")


@pytest.fixture
def module(tess):
    return module_of(tess)


@pytest.fixture
def claim(module):
    found = Claim.objects.filter(document__collection=module.collection, weaknesses__cue__gt="")
    return found.first()


def change(thing):
    return reverse(f"admin:sources_{thing._meta.model_name}_change", args=[thing.pk])


def form_of(client, thing):
    return page_as_posted(client.get(change(thing)).context)


def test_saving_a_claim_as_it_was_changes_nothing(browser, module):
    claims = Claim.objects.filter(document__collection=module.collection)
    before = list(claims.order_by("pk").values())
    for claim in claims:
        assert browser.post(change(claim), form_of(browser, claim)).status_code == 302
    assert list(claims.order_by("pk").values()) == before


def test_a_cue_that_does_not_stand_there_is_refused(browser, claim):
    sent = {**form_of(browser, claim), "weaknesses-0-cue": "Words that nobody wrote"}
    response = browser.post(change(claim), sent)
    assert response.status_code == 200
    assert "“Words that nobody wrote” does not stand in the sentence letter for letter." in (
        response.content.decode()
    )


def test_a_claim_is_not_changed_while_raters_label_its_text(browser, claim):
    sent = {**form_of(browser, claim), "why": "My own view."}
    ReviewRound.objects.create(document=claim.document, number=1)
    response = browser.post(change(claim), sent)
    assert "An independent review of this text is under way." in response.content.decode()
    claim.refresh_from_db()
    assert claim.why != "My own view."


def test_a_cue_with_a_gap_is_found_part_by_part(browser, claim):
    text = claim.document.text[claim.first.start : claim.last.end]
    cue = f"{text[:4]}…{text[-4:]}"
    browser.post(change(claim), {**form_of(browser, claim), "weaknesses-0-cue": cue})
    assert claim.weaknesses.first().cue == cue


def test_a_claim_knows_who_decided_on_it(browser, tess, claim):
    browser.post(change(claim), {**form_of(browser, claim), "why": "I looked it up."})
    claim.refresh_from_db()
    assert claim.edited_by == tess


def test_a_claim_knows_who_decided_on_its_weaknesses(browser, tess, claim):
    browser.post(change(claim), {**form_of(browser, claim), "weaknesses-0-standing": "also"})
    claim.refresh_from_db()
    assert claim.edited_by == tess


def test_a_claim_that_ends_before_it_begins_is_refused(browser, claim):
    sentences = list(claim.document.sentences.all())
    sent = {**form_of(browser, claim), "first": sentences[-1].pk, "last": sentences[0].pk}
    form = browser.post(change(claim), sent).context["adminform"].form
    assert form.errors["last"] == ["The last sentence stands before the first one."]


def test_evidence_is_offered_from_the_claims_own_shelf(browser, tess, module, claim):
    # Could leak: her own card on another shelf.
    other = CollectionFactory(owner=tess)
    card = SourceCard.objects.filter(collection=module.collection).first()
    card.pk, card.collection = None, other
    card.save()
    formsets = browser.get(change(claim)).context["inline_admin_formsets"]
    (evidence,) = [each.formset for each in formsets if each.formset.prefix == "evidence"]
    offered = evidence.empty_form.fields["card"].queryset
    assert {each.collection_id for each in offered} == {module.collection_id}


def test_a_new_claim_is_made_in_its_document(browser, module):
    document = Document.objects.filter(collection=module.collection).first()
    url = reverse("admin:sources_claim_add") + f"?within={document.pk}"
    sentence = document.sentences.exclude(claims_beginning__isnull=False).first()
    empty = {
        f"{prefix}-{name}": "0"
        for prefix in ("weaknesses", "evidence")
        for name in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    sent = {
        "first": sentence.pk, "last": sentence.pk, "status": "accepted", "kind": "none",
        "support": "na", "difficulty": "1", **empty,
    }  # fmt: skip
    assert browser.post(url, sent).status_code == 302
    assert Claim.objects.get(first=sentence).document == document


def test_list_costs_the_same_with_1_and_30_claims(browser, module):
    browser.get(LIST)
    with statements() as few:
        browser.get(LIST)
    claim = Claim.objects.filter(document__collection=module.collection).first()
    for _ in range(30):
        claim.pk, claim.status = None, Claim.Status.REJECTED
        claim.save()
    with statements() as many:
        assert len(browser.get(LIST).context["cl"].result_list) > 30
    assert (len(few), len(many)) == (8, 8)


def test_a_documents_text_is_there_to_read_and_not_to_edit(browser, module):
    document = Document.objects.filter(collection=module.collection).first()
    page = browser.get(change(document))
    assert document.sentences.first().text in page.content.decode()
    assert "text" not in page.context["adminform"].form.fields


def test_a_documents_provenance_is_edited_and_its_text_stays(browser, module):
    document = Document.objects.filter(collection=module.collection).first()
    before = (document.text, document.sha256)
    sent = {**form_of(browser, document), "unknown": "Who wrote it.\n\nWhen."}
    assert browser.post(change(document), sent).status_code == 302
    document.refresh_from_db()
    assert document.unknown == ["Who wrote it.", "When."]
    assert (document.text, document.sha256) == before


def test_saving_a_document_as_it_was_changes_nothing(browser, module):
    documents = Document.objects.filter(collection=module.collection)
    before = list(documents.values())
    for document in documents:
        assert browser.post(change(document), form_of(browser, document)).status_code == 302
    assert list(documents.values()) == before


def test_documents_are_not_added_by_hand(browser, module):
    assert browser.get(reverse("admin:sources_document_add")).status_code == 403
