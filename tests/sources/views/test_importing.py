"""Bringing documents in: who may, what comes of it, and what every page says on the way."""


import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rosters.models import User
from sources.models import Collection, Document, Import
from sources.operations.importing import begin_import
from sources.operations.shelves import make_shelf

pytestmark = pytest.mark.django_db

TEXT = (
    "The mill at Brook End\n\nThe mill opened in 1850. It closed after a dispute, say many.\n\n"
    "All rights reserved. This material may not be published, broadcast or rewritten.\n"
)


@pytest.fixture
def shelf(tess: User) -> Collection:
    return make_shelf("Mill towns", by=tess)


@pytest.fixture
def as_tess(client: Client, tess: User) -> Client:
    client.force_login(tess)
    return client


def a_file(text: str = TEXT, name: str = "mill.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def bring(client: Client, *files: SimpleUploadedFile, **fields: object) -> Import:
    response = client.post(reverse("sources:import-new"), {"files": list(files), **fields})
    assert response.status_code == 302, response.context["form"].errors
    return Import.objects.latest("pk")


def waiting(shelf: Collection, tess: User, **columns: object) -> Import:
    """A file that nobody has begun to read."""
    one = begin_import(
        TEXT.encode(), name="mill.txt", collection=shelf, by=tess, at=timezone.now()
    )
    Import.objects.filter(pk=one.pk).update(**columns)
    return Import.objects.get(pk=one.pk)


def page_of(client: Client, one: Import) -> str:
    return client.get(reverse("sources:import", args=[one.pk])).content.decode()


def test_uploaded_file_becomes_a_document(as_tess, tess):
    one = bring(as_tess, a_file(), title="Mill towns")
    assert one.status == Import.Status.READ
    assert (one.collection.title, one.collection.owner) == ("Mill towns", tess)
    assert "mill.txt is read" in page_of(as_tess, one)
    said = {"title": "The mill", "author": "A. Vale", "language": "en"}
    response = as_tess.post(reverse("sources:import", args=[one.pk]), said)
    document = Document.objects.get()
    assert response.url == reverse("sources:document", args=[document.pk])
    assert document.adapted_from["author"] == "A. Vale"
    assert "published" not in document.adapted_from
    assert {"no-date"} <= {finding["id"] for finding in document.findings}
    assert any("published" in words for words in document.unknown)
    page = as_tess.get(response.url)
    assert page.status_code == 200
    assert "The mill opened in 1850." in page.content.decode()
