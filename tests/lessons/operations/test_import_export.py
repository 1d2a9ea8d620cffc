"""What was imported comes out of an exported pack as it was stored, whatever the text."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lessons.content.documents import read_document, write_document
from lessons.operations.exporting import export_module
from sources.models import Document
from sources.operations.storing import About, store_document
from sources.pipeline.prepare import prepare
from sources.pipeline.read.refusals import FileRefused
from tests.factories_content import module_with
from tests.factories_quizzes import NOON

pytestmark = pytest.mark.django_db

PIECES = [
    "The mill closed in 1931. ", "“They lied,” said a clerk. ", "# A head\n\n", "- one\n- two\n\n",
    "> quoted\n\n", "::: table\n", "```claims\n", "[s1] ", "---\n", "\n\n", "title: x\n", "\u2028",
    "\x85", "\x0b", "\t", "A | B\n", "¿Quién? ", "…", "'", '"', "\\", "`", "&amp;", "<b>", "Dr. ",
]  # fmt: skip
TEXT = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=25).map("".join)


@given(text=TEXT)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_import_then_export_gives_the_same_text(place, text):
    with transaction.atomic():
        document = stored(place, text)
        if document is not None:
            [exported] = export_module(place.module).documents
            file, found = write_document(exported), []
            again = read_document(file, file="imported.md", id="imported", found=found)
            assert again is not None, [str(problem) for problem in found]
            assert again.digest() == exported.digest()
            assert sentences_of(again) == kept(document)
            assert write_document(again) == file
        transaction.set_rollback(True)


@pytest.fixture
def place():
    return module_with(1)


def stored(place, text: str) -> Document | None:
    try:
        read = prepare(text.encode("utf-8", "ignore"), "a.md")
    except FileRefused:
        return None
    if not any(not read.blocks[one.block].set_aside for one in read.sentences):
        return None
    about = About(slug="imported", title="Imported", unknown=("Who wrote it",))
    return store_document(read, about=about, collection=place.collection, at=NOON)


def sentences_of(document) -> list[tuple[str, str, str]]:
    return [
        (block.kind.replace("-", "_"), one.id, one.text)
        for block in document.blocks
        for one in block.sentences
    ]


def kept(document: Document) -> list[tuple[str, str, str]]:
    rows = document.sentences.filter(block__set_aside=False).select_related("block")
    return [
        (one.block.kind, one.key, document.text[one.start : one.end])
        for one in rows.order_by("position")
    ]
