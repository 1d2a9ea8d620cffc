"""The list of documents and the page of one."""

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lessons.models import Build, Module
from rosters.models import User
from sources.models import Claim, Collection, Document, Evidence, Import, ReviewRound
from sources.operations.importing import store_import
from sources.operations.origins import about_text
from sources.operations.shelves import make_shelf
from sources.pipeline.carried import What, Why
from sources.pipeline.finding_words import TEMPLATES
from sources.reports.carried import WHAT_WORDS, WHY_WORDS, carried_to
from sources.reports.desk import Desk, desk_of
from sources.reports.reviewed import Reviewed, reviewed_of
from tests.factories_imports import TEXT, make_import
from tests.factories_review import bridge_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf(tess: User) -> Collection:
    return make_shelf("Mill towns", by=tess)


@pytest.fixture
def mill(shelf: Collection, tess: User) -> Document:
    """A document that was imported and not touched."""
    one = make_import(shelf, tess, status=Import.Status.READ)
    about = about_text({"title": "The mill", "language": "en"}, slug="the-mill")
    return store_import(one, about=about, by=tess, at=timezone.now())[0]


@pytest.fixture
def as_tess(client: Client, tess: User) -> Client:
    client.force_login(tess)
    return client


def the_list(client: Client) -> str:
    return " ".join(client.get(reverse("sources:documents")).content.decode().split())


def the_page(client: Client, document: Document, **query: object) -> str:
    address = reverse("sources:document", args=[document.pk])
    return " ".join(client.get(address, query).content.decode().split())


def decide(document: Document, key: str, last: str = "", **fields: str) -> Claim:
    first = document.sentences.get(key=key)
    until = document.sentences.get(key=last or key)
    labels = {"kind": "event", "support": "none"} | fields
    return Claim.objects.create(document=document, first=first, last=until, **labels)


def desk_at(document: Document) -> Desk:
    document.sentence_count = document.sentences.count()
    return desk_of(document)


def test_empty_list_says_what_a_document_is_for(as_tess):
    page = the_list(as_tess)
    assert "A document is a text that your lessons are about" in page
    assert reverse("sources:import-new") in page


def test_list_says_how_far_each_document_is(as_tess, mill):
    assert "Imported and not reviewed" in the_list(as_tess)
    suggestion = mill.suggestions.first()
    decide(mill, suggestion.sentence.key)
    assert f"1 of {mill.suggestions.count()} reviewed" in the_list(as_tess)
    ReviewRound.objects.create(document=mill, number=1)
    assert "An independent review is under way" in the_list(as_tess)


def test_list_names_the_modules_that_were_built(as_tess, mill, shelf, tess):
    module = Module.objects.create(collection=shelf, slug="mills", title="Mills", summary="All.")
    for _ in range(2):
        Build.objects.create(module=module, by=tess).documents.add(mill)
    assert the_list(as_tess).count("built into Mills") == 1


def test_review_is_counted_as_the_workbench_counts_it(mill):
    words = {mill.pk: mill.text.count(" ") + 1}
    assert reviewed_of(words)[mill.pk].done == 0
    decide(mill, "s1", "s2")
    decide(mill, "h1", status="suggested")
    desk = desk_at(mill)
    assert reviewed_of(words) == {mill.pk: Reviewed(desk.reviewed, len(desk.ways))}
    assert desk.reviewed > 0


def test_only_suggestions_that_are_shown_by_default_count(mill, monkeypatch):
    monkeypatch.setattr("sources.reports.reviewed.PER_PAGE", 0)
    assert mill.suggestions.exists()
    assert reviewed_of({mill.pk: 20})[mill.pk] == Reviewed(0, 0)


def test_claim_about_the_whole_text_decides_no_sentence(mill):
    claim = decide(mill, "s1", "s2")
    claim.weaknesses.create(weakness="single-source")
    desk = desk_at(mill)
    found = reviewed_of({mill.pk: mill.text.count(" ") + 1})[mill.pk]
    assert (found.done, desk.reviewed) == (0, 0)


def test_older_versions_are_folded_below_the_current_one(as_tess, mill, shelf, tess):
    new = a_new_version(mill, tess, TEXT)
    page = the_list(as_tess)
    assert "1 older version" in page
    assert "Version 2 ·" in page
    assert the_list(as_tess).count('<h3><a href="/documents/') == 1
    assert reverse("sources:document", args=[new.pk]) in page


def a_new_version(old: Document, by: User, text: str) -> Document:
    one = make_import(old.collection, by, status=Import.Status.READ, new_version_of=old, text=text)
    about = about_text({"title": old.title, "language": "en"}, slug=old.slug)
    return store_import(one, about=about, by=by, at=timezone.now())[0]


def test_other_peoples_documents_stand_apart_and_have_no_ways_on(client, oona, mill, shelf):
    Collection.objects.filter(pk=shelf.pk).update(visibility="public")
    client.force_login(oona)
    page = the_list(client)
    assert "1 module of others that you may see" in page
    assert "Bring a new version" not in the_page(client, mill)
    assert "Set aside" not in the_page(client, mill)


def test_page_shows_what_is_known_and_what_is_not(as_tess, mill):
    page = the_page(as_tess, mill)
    assert "What is unknown" in page
    assert "The file does not say who wrote it." in page
    assert "Imported by Tess Varga" in page
    assert "Save mill.txt as it came" in page
    assert "1 part is set aside" in page


def test_block_is_brought_back_and_set_aside_with_one_click(as_tess, mill):
    address = reverse("sources:document-block", args=[mill.pk])
    block = mill.blocks.get(set_aside=True)
    as_tess.post(address, {"block": f"back-{block.pk}"})
    block.refresh_from_db()
    assert (block.set_aside, block.kind) == (False, "paragraph")
    response = as_tess.post(address, {"block": f"aside-{block.pk}", "page": "1"})
    block.refresh_from_db()
    assert block.set_aside
    assert response.url.endswith(f"/#block-{block.pk}")


@pytest.mark.parametrize("said", ["", "back-", "back-x", "drop-1", "back-999999"])
def test_block_that_is_not_there_is_not_found(as_tess, mill, said):
    address = reverse("sources:document-block", args=[mill.pk])
    assert as_tess.post(address, {"block": said}).status_code == 404


def test_block_of_another_document_is_not_found(as_tess, mill, tess):
    new = a_new_version(mill, tess, TEXT)
    block = mill.blocks.earliest("pk")
    address = reverse("sources:document-block", args=[new.pk])
    assert as_tess.post(address, {"block": f"aside-{block.pk}"}).status_code == 404


def test_text_on_which_something_rests_is_not_cut_anew(as_tess, mill):
    sentence = mill.sentences.get(key="s1")
    Evidence.objects.create(claim=decide(mill, "s1"), sentence=sentence, stance="supports")
    block = mill.blocks.get(set_aside=True)
    response = as_tess.post(
        reverse("sources:document-block", args=[mill.pk]),
        {"block": f"back-{block.pk}"},
        follow=True,
    )
    assert "Import a new version to change" in response.content.decode()
    block.refresh_from_db()
    assert block.set_aside


def test_long_text_comes_in_pages(as_tess, mill, monkeypatch):
    monkeypatch.setattr("sources.views.documents.BLOCKS_A_PAGE", 1)
    assert "Page 2 of 3" in the_page(as_tess, mill, page=2)
    assert "The mill opened in 1850." in the_page(as_tess, mill, page=2)
    assert "Page 3 of 3" in the_page(as_tess, mill, page="99")


def test_original_is_an_attachment_that_runs_nowhere(as_tess, mill):
    response = as_tess.get(reverse("sources:original", args=[mill.pk]))
    assert response.content == TEXT.encode()
    assert response["Content-Disposition"] == 'attachment; filename="mill.txt"'
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize("name", ["???", ""])
def test_original_whose_name_cannot_stand_is_handed_out_all_the_same(as_tess, mill, name):
    Document.objects.filter(pk=mill.pk).update(file_name=name)
    response = as_tess.get(reverse("sources:original", args=[mill.pk]))
    assert response.status_code == 200
    assert response["Content-Disposition"] == 'attachment; filename="the-mill.txt"'


def test_lost_original_is_said(as_tess, mill):
    default_storage.delete(mill.original.file)
    response = as_tess.get(reverse("sources:original", args=[mill.pk]), follow=True)
    assert "gone or damaged" in response.content.decode()


def test_colleague_who_may_see_may_have_the_original(client, sam, oona, mill, shelf):
    client.force_login(sam)
    assert client.get(reverse("sources:original", args=[mill.pk])).status_code == 200
    client.force_login(oona)
    assert client.get(reverse("sources:original", args=[mill.pk])).status_code == 404


def test_page_of_a_new_version_lists_what_was_not_carried(as_tess, mill, tess):
    decide(mill, "s1")
    decide(mill, "s2")
    new = a_new_version(mill, tess, TEXT.replace("It closed after a dispute, say many.", ""))
    page = the_page(as_tess, new)
    assert "What came over from version 1" in page
    assert "1 decision was carried over." in page
    assert "1 was not carried over" in page
    assert "its sentence is not in the new version." in page
    assert "It closed after a dispute, say many." in page


def test_every_reason_has_its_words():
    assert set(WHAT_WORDS) == set(What)
    assert set(WHY_WORDS) == set(Why)


def test_first_version_has_nothing_carried(mill):
    assert carried_to(mill) is None


@pytest.mark.parametrize("name", ["at", "from", "show", "claim"])
def test_workbench_asked_for_an_endless_number_is_no_crash(as_tess, mill, name):
    address = reverse("sources:review", args=[mill.pk])
    assert as_tess.get(address, {name: "9" * 5000}).status_code == 200


def test_news_read_up_to_an_endless_number_are_no_crash(as_tess, mill):
    address = reverse("sources:review-seen", args=[mill.pk])
    assert as_tess.post(address, {"upto": "9" * 30}).status_code == 302


def test_findings_are_said_in_the_readers_language(
    as_tess: Client, mill: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "The file does not say who wrote it." in the_page(as_tess, mill)
    other = {TEMPLATES["no-author"]: "El archivo no dice quién lo escribió."}
    monkeypatch.setattr("sources.reports.staff_page._", lambda text: other.get(text, text))
    page = the_page(as_tess, mill)
    assert "El archivo no dice quién lo escribió." in page
    assert "The file does not say who wrote it." not in page


def test_findings_that_were_stored_as_sentences_are_shown_as_they_are(
    as_tess: Client, mill: Document
) -> None:
    mill.findings = [{"id": "no-date", "message": "It has no day."}]
    mill.save(update_fields=["findings"])
    assert "It has no day." in the_page(as_tess, mill)


def test_page_is_headed_by_the_title_though_the_text_begins_with_it_too(
    as_tess: Client, tess: User
) -> None:
    assert "<h1>Whose bridge?</h1>" in the_page(as_tess, bridge_text(tess))
