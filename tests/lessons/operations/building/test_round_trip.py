"""A built module is a sound pack: exported, checked, loaded elsewhere, and the same again."""

import pytest

from lessons.content import Level, checked_pack, write_pack
from lessons.models import Module
from lessons.operations.building.build import build_module
from lessons.operations.exporting import export_module
from lessons.operations.loading import load_pack
from quizzes.operations.practice import put_practice_passages
from rosters.models import User
from sources.models import Document, Variant
from sources.operations.variants import decide_variant, offer_variants
from tests.factories_quizzes import CollectionFactory
from tests.labelled import Said, labelled_document, sound, weak
from tests.lessons.operations.building.rivertown import BUILT_AT, LATER, TOWNS

pytestmark = pytest.mark.django_db

MENDED = {
    "s10": "Arl, Bex and Cully of the Lower Valley joined in that summer, as the minutes say.",
    "s13": "Carts came down: 410.",
    "s15": "Of the 30 shops on the road, 21 were closed by noon (report, page 4).",
    "s16": "Forty people sang.",
}
SPOKEN = [
    sound("“The bridge is as safe as a church,” said Inspector Lia Moran.", "attrib", "named"),
    Said(
        "“It shook every single night,” a former clerk said.", "attrib", "anon",
        {"anon-source": "a former clerk"},
    ),
    weak("The queue was never *this* long [or so it seemed].", "generalise", "never"),
    sound("On 4 March 1911 the council agreed to build it."),
    sound("The line reached the hill in June 1912, with two cars."),
    sound("In 1931 the last driver left.", "quantity"),
    sound("The rails were taken up on 2 May 1947.", "cause"),
]  # fmt: skip


def files_of(document: Document, by: User) -> dict[str, bytes]:
    """The pack of the draft that a build makes of it."""
    build, _changes = build_module([document], title="Rivertown", by=by, at=BUILT_AT)
    Document.objects.filter(collection=document.collection).update(licence="CC-BY-4.0")
    Document.objects.filter(pk=document.pk).update(edition="original", unknown=["Who wrote it"])
    Module.objects.filter(pk=build.module_id).update(
        audience="Class 10", licence="CC-BY-4.0", authors=["Tess"], summary="What it rests on."
    )
    module = Module.objects.select_related("collection").get(pk=build.module_id)
    return write_pack(export_module(module, draft=True))


def the_document(by: User) -> Document:
    """The towns, speakers and dates, with a practice passage, and nothing explained by hand."""
    document = labelled_document(
        "The summer", [*TOWNS], "The autumn", [*TOWNS], "The bridge", SPOKEN,
        slug="towns", title="The Towns", collection=CollectionFactory(slug="rivertown", owner=by),
    )  # fmt: skip
    offer_variants(document, weakness="vague-amount")
    for key, text in MENDED.items():
        variant = document.variants.filter(sentence__key=key).order_by("pk").first()
        if variant is not None:
            decide_variant(variant, text=text, status=Variant.Status.APPROVED, by=by, at=BUILT_AT)
    put_practice_passages(document, by=by, at=BUILT_AT)
    return document


def test_the_pack_of_a_built_module_has_no_errors(tess: User) -> None:
    _pack, problems = checked_pack(files_of(the_document(tess), tess))
    assert [str(problem) for problem in problems if problem.level == Level.ERROR] == []


def test_a_built_module_loads_and_comes_out_the_same(tess: User) -> None:
    files = files_of(the_document(tess), tess)
    renamed = {
        path: data.replace(b"slug: rivertown", b"slug: elsewhere") for path, data in files.items()
    }
    pack, problems = checked_pack(renamed)
    assert pack is not None, [str(problem) for problem in problems]
    assert load_pack(pack, at=LATER).loaded
    module = Module.objects.select_related("collection").get(slug="elsewhere")
    assert write_pack(export_module(module)) == renamed
