"""Bringing documents in: what comes of it, and what every page says on the way."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rosters.models import User
from sources.forms import importing as forms
from sources.models import Claim, Collection, Document, Import, ReviewRound
from sources.operations.importing import SILENT_AFTER, WAITS_LONG_AFTER, store_import
from sources.operations.originals import original_bytes
from sources.operations.origins import about_text
from sources.operations.shelves import make_shelf
from sources.pipeline.read.refusals import TEMPLATES, Limits
from tests.factories_imports import TEXT, make_import
from tests.sources.pipeline import files

pytestmark = pytest.mark.django_db

Status = Import.Status


@pytest.fixture
def shelf(tess: User) -> Collection:
    return make_shelf("Mill towns", by=tess)


@pytest.fixture
def as_tess(client: Client, tess: User) -> Client:
    client.force_login(tess)
    return client


def a_file(data: bytes | str = TEXT, name: str = "mill.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data.encode() if isinstance(data, str) else data)


def bring(client: Client, *given: SimpleUploadedFile, follows: int = 0, **fields: object):
    query = f"?new_version_of={follows}" if follows else ""
    return client.post(reverse("sources:import-new") + query, {"documents": list(given), **fields})


def page_of(client: Client, one: Import) -> str:
    return client.get(reverse("sources:import", args=[one.pk])).content.decode()


def act(client: Client, name: str, one: Import):
    return client.post(reverse(f"sources:import-{name}", args=[one.pk]), follow=True)


def stored(one: Import, by: User) -> Document:
    about = about_text({"title": "The mill", "language": "en"}, slug="the-mill")
    return store_import(one, about=about, by=by, at=timezone.now())[0]


def test_uploaded_file_becomes_a_document(as_tess, tess):
    bring(as_tess, a_file(), title="Mill towns")
    one = Import.objects.get()
    assert (one.status, one.by) == (Status.READ, tess)
    assert (one.collection.title, one.collection.owner) == ("Mill towns", tess)
    assert "mill.txt is read" in page_of(as_tess, one)
    said = {"title": "The mill", "author": "A. Vale", "language": "en"}
    response = as_tess.post(reverse("sources:import", args=[one.pk]), said)
    document = Document.objects.get()
    assert response.url == reverse("sources:document", args=[document.pk])
    assert document.adapted_from == {"author": "A. Vale"}
    assert "When it was published" in document.unknown
    assert {"no-date"} <= {finding["id"] for finding in document.findings}
    page = as_tess.get(response.url).content.decode()
    assert "The mill opened in 1850." in page
    assert "When it was published" in page


def test_form_has_what_the_file_says_and_names_what_it_does_not(as_tess):
    bring(as_tess, a_file(files.docx(), "mill.docx"))
    page = page_of(as_tess, Import.objects.get())
    assert 'value="The mill"' in page
    assert "left empty, it is kept as unknown" in page


def test_title_of_a_new_module_is_the_name_of_the_file_where_none_is_said(as_tess):
    bring(as_tess, a_file(name="Mill towns.txt"))
    assert Collection.objects.get().title == "Mill towns"


def test_several_files_go_to_one_module_and_lead_to_the_list(as_tess, shelf):
    response = bring(as_tess, a_file(), a_file("Another mill.", "b.txt"), collection=shelf.pk)
    assert response.url == reverse("sources:documents")
    assert [one.collection for one in Import.objects.all()] == [shelf, shelf]
    page = as_tess.get(response.url).content.decode()
    assert "mill.txt" in page
    assert "b.txt" in page


def test_pasted_text_is_kept_as_a_file(as_tess):
    bring(as_tess, text="The mill\r\n\r\nIt closed.", text_title="A letter")
    one = Import.objects.get()
    assert (one.name, one.status, one.collection.title) == (
        "A letter.txt", Status.READ, "A letter")  # fmt: skip
    assert original_bytes(one.original) == b"The mill\n\nIt closed."


def test_nothing_chosen_is_said(as_tess):
    response = bring(as_tess, text="  \n ")
    assert "Choose a file, or paste a text below." in response.content.decode()
    assert not Collection.objects.exists()


def test_file_above_the_limit_is_said_before_anything_is_kept(as_tess, monkeypatch):
    monkeypatch.setattr(forms, "LIMITS", Limits(file_bytes=1024 * 1024))
    response = bring(as_tess, a_file(b"x" * (1024 * 1024 + 1), "big.txt"))
    assert "big.txt: The file has more than 1 MB." in response.content.decode()
    assert not Import.objects.exists()


def test_too_many_files_are_said(as_tess, monkeypatch):
    monkeypatch.setattr(forms, "MOST_FILES", 1)
    page = bring(as_tess, a_file(), a_file()).content.decode()
    assert "These are 2 files; 1 at a time." in page


def test_too_long_a_pasted_text_is_said(as_tess, monkeypatch):
    monkeypatch.setattr(forms, "MOST_PASTED", 5)
    assert "Save it as a file" in bring(as_tess, text="The mill.").content.decode()


def test_another_persons_module_cannot_be_chosen(as_tess, oona):
    far = make_shelf("Far mills", by=oona)
    page = bring(as_tess, a_file(), collection=far.pk).content.decode()
    assert "Far mills" not in page
    assert not Import.objects.exists()


def test_empty_file_is_refused_with_what_to_do(as_tess):
    bring(as_tess, a_file(b"\n"))
    page = page_of(as_tess, Import.objects.get())
    assert "The file is empty. Choose the file that holds the text." in page
    assert "Bring another file" in page


@pytest.mark.parametrize("reason", [*TEMPLATES, "lost", "failed"])
def test_every_refusal_is_a_sentence_on_its_page(as_tess, tess, shelf, reason):
    values = {"limit": 50, "name": "../x"}
    one = make_import(shelf, tess, status=Status.REFUSED, refusal=reason, refusal_values=values)
    page = page_of(as_tess, one)
    assert "This file was not read" in page
    assert "%(" not in page


def test_waiting_page_goes_on_by_itself_without_script(as_tess, tess, shelf):
    page = page_of(as_tess, make_import(shelf, tess, status=Status.WAITING))
    assert '<noscript><meta http-equiv="refresh"' in page
    assert "Waits until what is before it is done." in page


def test_state_says_how_far_it_is(as_tess, tess, shelf):
    one = make_import(shelf, tess, status=Status.READING, done_percent=40, phase="reading",
                      phase_done=11, phase_total=400)  # fmt: skip
    assert as_tess.get(reverse("sources:import-state", args=[one.pk])).json() == {
        "is_under_way": True,
        "status": "reading",
        "percent": 40,
        "words": "Page or chapter 12 of 400 is read.",
    }


@pytest.mark.parametrize(
    ("status", "age", "said"),
    [
        (Status.READING, SILENT_AFTER, "The reading was interrupted"),
        (Status.WAITING, WAITS_LONG_AFTER, "Nobody has begun to read it"),
    ],
)
def test_interrupted_reading_is_said_and_can_be_tried_again(
    as_tess, tess, shelf, status, age, said
):
    one = make_import(shelf, tess, status=status, touched_at=timezone.now() - age * 2)
    state = as_tess.get(reverse("sources:import-state", args=[one.pk])).json()
    assert not state["is_under_way"]
    assert said in page_of(as_tess, one)
    assert "Where does it come from?" in act(as_tess, "retry", one).content.decode()


def test_cancelled_reading_is_said_and_can_be_taken_up(as_tess, tess, shelf):
    one = make_import(shelf, tess, status=Status.READING)
    assert "Nothing of the file was stored." in act(as_tess, "cancel", one).content.decode()
    assert Import.objects.get().status == Status.CANCELLED
    act(as_tess, "retry", one)
    assert Import.objects.get().status == Status.READ


def test_put_away_file_is_gone(as_tess, tess, shelf):
    one = make_import(shelf, tess, status=Status.READ)
    assert "mill.txt is put away." in act(as_tess, "put-away", one).content.decode()
    assert not Import.objects.exists()


def test_stored_import_leads_to_its_document(as_tess, tess, shelf):
    one = make_import(shelf, tess, status=Status.READ)
    document = stored(one, tess)
    response = as_tess.get(reverse("sources:import", args=[one.pk]))
    assert response.url == reverse("sources:document", args=[document.pk])


def test_suggestions_of_a_long_text_are_made_in_the_background(as_tess, tess, shelf, monkeypatch):
    monkeypatch.setattr("sources.operations.importing.LONG_TEXT", 1)
    one = make_import(shelf, tess, status=Status.READ)
    address = reverse("sources:import", args=[one.pk])
    as_tess.post(address, {"title": "The mill", "language": "en"})
    assert Document.objects.get().suggestions.exists()


def test_what_was_set_aside_is_shown_and_brought_back(as_tess, tess, shelf):
    one = make_import(shelf, tess, status=Status.READ)
    page = page_of(as_tess, one)
    assert "1 part was set aside" in page
    aside = [at for at, block in enumerate(one.read["blocks"]) if block["set_aside"]]
    said = {"title": "The mill", "language": "en", "bring_back": aside}
    as_tess.post(reverse("sources:import", args=[one.pk]), said)
    assert not Document.objects.get().blocks.filter(set_aside=True).exists()


def test_ticks_survive_a_form_with_a_mistake(as_tess, tess, shelf):
    one = make_import(shelf, tess, status=Status.READ)
    aside = [at for at, block in enumerate(one.read["blocks"]) if block["set_aside"]]
    response = as_tess.post(
        reverse("sources:import", args=[one.pk]), {"title": "", "bring_back": aside}
    )
    assert f'value="{aside[0]}" id="back-{aside[0]}" checked' in response.content.decode()


def test_new_version_carries_decisions_over_and_says_so(as_tess, tess, shelf):
    old = stored(make_import(shelf, tess, status=Status.READ), tess)
    first = old.sentences.get(key="s1")
    Claim.objects.create(document=old, first=first, last=first, kind="event", support="none")
    bring(as_tess, a_file(TEXT.replace("1850", "1850 or so")), follows=old.pk)
    one = Import.objects.latest("pk")
    assert (one.new_version_of, one.collection) == (old, shelf)
    response = as_tess.post(
        reverse("sources:import", args=[one.pk]), {"title": "The mill", "language": "en"}
    )
    new = Document.objects.current().get()
    assert (new.supersedes, new.number, new.claims.count()) == (old, 2, 1)
    page = as_tess.get(response.url).content.decode()
    assert "Stored as version 2; 1 decision was carried over." in page


def test_new_version_begins_with_what_is_known_of_the_old_one(as_tess, tess, shelf):
    old = stored(make_import(shelf, tess, status=Status.READ), tess)
    Document.objects.filter(pk=old.pk).update(adapted_from={"author": "A. Vale"}, title="Mills")
    one = make_import(shelf, tess, status=Status.READ, new_version_of=old)
    page = page_of(as_tess, one)
    assert 'value="A. Vale"' in page
    assert 'value="Mills"' in page


def test_version_that_raters_label_is_not_followed_and_the_file_waits(as_tess, tess, shelf):
    old = stored(make_import(shelf, tess, status=Status.READ), tess)
    ReviewRound.objects.create(document=old, number=1)
    one = make_import(shelf, tess, status=Status.READ, new_version_of=old)
    response = as_tess.post(
        reverse("sources:import", args=[one.pk]), {"title": "The mill", "language": "en"}
    )
    assert response.url == reverse("sources:rounds", args=[old.pk])
    one.refresh_from_db()
    assert (one.status, Document.objects.count()) == (Status.READ, 1)


def test_superseded_version_gets_no_second_successor(as_tess, tess, shelf):
    old = stored(make_import(shelf, tess, status=Status.READ), tess)
    Document.objects.filter(pk=old.pk).update(superseded_at=timezone.now())
    response = as_tess.get(reverse("sources:import-new"), {"new_version_of": old.pk})
    assert response.url == reverse("sources:document", args=[old.pk])


@pytest.mark.parametrize("asked", ["999", "x", "-1", "²"])
def test_new_version_of_nothing_is_not_found(as_tess, asked):
    response = as_tess.get(reverse("sources:import-new"), {"new_version_of": asked})
    assert response.status_code == 404


def test_site_without_readers_says_how_to_get_them(as_tess, monkeypatch):
    monkeypatch.setattr(forms, "READERS", ("no_such_reader",))
    assert "once without --lean" in as_tess.get(reverse("sources:import-new")).content.decode()
