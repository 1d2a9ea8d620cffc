"""A whole module as an instructor owns it: the small sound pack of the tests, loaded."""

from typing import Any

from lessons.models import Module, Release
from lessons.operations.loading import load_pack
from quizzes.itemtypes.row_choosing import RowForms
from rosters.models import User
from sources.models import Collection
from tests.controls import controls_of
from tests.factories_quizzes import NOON
from tests.lessons.content.small_pack import small_pack


def module_of(owner: User | None, *, as_draft: bool = False) -> Module:
    """The module “mill-town”, published at noon, on a private collection of its owner.

    Without an owner it belongs to the instance. as_draft: lessons and quizzes stay drafts.
    """
    report = load_pack(small_pack(), owner=owner, by=owner, as_draft=as_draft, at=NOON)
    assert report.loaded, report.problems
    module = Module.objects.select_related("collection").get(slug=report.slug)
    if owner is not None:
        Collection.objects.filter(pk=module.collection_id).update(
            visibility=Collection.Visibility.PRIVATE
        )
        module.refresh_from_db()
    return module


def draft_of(module: Module) -> Release:
    return module.releases.get(status=Release.Status.DRAFT)


def published_of(module: Module) -> Release:
    return module.releases.get(status=Release.Status.PUBLISHED)


def as_posted(form: Any) -> dict[str, Any]:
    """What a browser sends of a form that was only opened: each field as it is shown."""
    sent: dict[str, Any] = {}
    for bound in form:
        if isinstance(bound.field.widget, RowForms):
            sent |= controls_of(str(bound))
            continue
        value = bound.value()
        if value is None or value is False:
            continue
        sent[bound.html_name] = "on" if value is True else bound.field.prepare_value(value)
    return sent


def page_as_posted(context: Any) -> dict[str, Any]:
    """The same for a whole admin page: its form and every inline row."""
    sent = as_posted(context["adminform"].form)
    for inline in context["inline_admin_formsets"]:
        formset = inline.formset
        sent |= as_posted(formset.management_form)
        for form in formset.forms:
            sent |= as_posted(form)
    return sent
