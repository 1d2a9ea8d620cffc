"""Loading the small pack, whole or with something changed, and reading it back."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.apps import apps

from lessons.content import checked_pack, write_pack
from lessons.models import Module
from lessons.operations.exporting import export_module
from lessons.operations.load_report import LoadReport
from lessons.operations.loading import load_pack
from quizzes.models import Item
from quizzes.operations.items import pack_fields, put_item_version
from quizzes.operations.library import CollectionLibrary
from rosters.models import User
from tests.lessons.content.small_pack import FILES, packed

AT = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)

Files = dict[str, str]

# Changes for `with_changes`: file, what stands there, what shall stand there.
SENTENCE = ("documents/the-mill.md", "as a blessing", "as a gift")
CUE = ("claims.yaml", "cue: a blessing", "cue: a gift")
FEEDBACK = ("items/choose-day.yaml", "One day earlier.", "That is one day later.")
LESSON = ("lessons/01-two-dates.md", "title: Two dates", "title: Two days")


def load_files(files: Files | None = None, *, at: datetime = AT, **options: Any) -> LoadReport:
    """Load the files of a pack, by default the small one, which must be sound."""
    pack, problems = checked_pack(packed(files or FILES))
    assert pack is not None, [str(problem) for problem in problems]
    return load_pack(pack, at=at, **options)


def with_changes(*changes: tuple[str, str, str], of: Files = FILES) -> Files:
    """A pack with pieces of text replaced, each of which must be there once."""
    changed = dict(of)
    for path, old, new in changes:
        assert changed[path].count(old) == 1, (path, old)
        changed[path] = changed[path].replace(old, new)
    return changed


def without(files: Iterable[str], *changes: tuple[str, str, str]) -> Files:
    """The small pack without some files, and with pieces of text replaced."""
    changed = with_changes(*changes)
    return {path: text for path, text in changed.items() if path not in set(files)}


def exported(slug: str = "mill-town", *, draft: bool = False) -> Files:
    """The files of a module as the exporter writes them."""
    module = Module.objects.select_related("collection").get(slug=slug)
    written = write_pack(export_module(module, draft=draft))
    return {path: data.decode() for path, data in written.items()}


def all_rows() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table of the site, by table."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for label in ("lessons", "quizzes", "sources", "rosters")
        for model in apps.get_app_config(label).get_models()
    }


def module() -> Module:
    """The module of the small pack."""
    return Module.objects.select_related("collection").get(slug="mill-town")


def edit_item(slug: str, by: User) -> None:
    """What the admin does when somebody saves an item with another title."""
    item = Item.objects.select_related("current").get(slug=slug)
    assert item.current is not None
    fields = {**pack_fields(item.current), "title": "Edited here"}
    put_item_version(item, fields=fields, library=CollectionLibrary(item.collection), by=by)
