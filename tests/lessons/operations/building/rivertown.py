"""A reviewed text of three sections, from which the tests build a module."""

from datetime import UTC, datetime, timedelta
from typing import Any

from lessons.models import Build, BuiltPart, Module
from lessons.operations.building.build import build_module
from rosters.models import User
from sources.models import Collection, Document
from tests.factories_quizzes import CollectionFactory
from tests.labelled import Said, labelled_document, sound, weak

BUILT_AT = datetime(2026, 4, 1, 9, tzinfo=UTC)
LATER = BUILT_AT + timedelta(days=1)
FILLER = "It was a long day, and the light over the river stayed until the last cart had gone. " * 5

TOWNS: list[Said] = [
    weak("Many towns of the Lower Valley joined in that summer."),
    sound("The minutes of 4 May list the towns."),
    sound("Mayor Corran spoke for ten minutes, as the record of the meeting says."),
    weak("Many carts came down."),
    sound("The toll book counts 410 carts at the bridge of the river."),
    weak("Many of the 30 shops on Hill Road were closed by noon, and stayed closed."),
    weak("Many people sang."),
    sound("A letter tells of the songs."),
    Said(FILLER.strip()),
]


def reviewed(owner: User | None, **fields: Any) -> Document:
    """“The Towns”, with eight accepted claims in each of two sections, on a shelf of its owner."""
    visibility = Collection.Visibility.PUBLIC if owner is None else Collection.Visibility.PRIVATE
    shelf = CollectionFactory(slug="rivertown", owner=owner, visibility=visibility)
    given = {"slug": "towns", "title": "The Towns", "collection": shelf, **fields}
    return labelled_document("The summer", [*TOWNS], "The autumn", [*TOWNS], **given)


def built(document: Document, by: User) -> tuple[Module, Build]:
    """The module that a first build makes of it."""
    build, _changes = build_module([document], title="Rivertown", by=by, at=BUILT_AT)
    return build.module, build


def decide_all(module: Module) -> None:
    """Say of everything that it is good as it stands, and turn the candidates down."""
    BuiltPart.objects.filter(module=module).update(decided=True)
