"""Rows that keep an order of their own: numbers to write, and buttons that work by keyboard."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import slugify

from rosters.views.asked import whole_number
from sources.admin.content import ContentAdmin


def move_buttons(row: Model, name: str) -> SafeString:
    """Two submit buttons, `_move` with `name:pk:up` or `down`; they save the form as well."""
    context = {"value": f"{name}:{row.pk}", "row": str(row)}
    return render_to_string("admin/authoring/_move.html", context)


def moved_order(pks: Iterable[int], moved: int, direction: str) -> list[int]:
    """The keys with one of them a place further up or down; at the ends nothing changes."""
    order = list(pks)
    if moved not in order:
        return order
    at = order.index(moved)
    to = at - 1 if direction == "up" else at + 1
    if 0 <= to < len(order):
        order[at], order[to] = order[to], order[at]
    return order


class OrderedAdmin(ContentAdmin):
    """A thing whose inline rows move up and down. Without script each move is one save.

    ordered: by the name that the buttons carry, the model of the rows and its field that points
    at the thing. The rows have a `position`.
    """

    ordered: ClassVar[Mapping[str, tuple[type[Model], str]]] = {}

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        name, _, rest = request.POST.get("_move", "").partition(":")
        pk, _, direction = rest.partition(":")
        number = whole_number(pk)
        if name not in self.ordered or number is None:
            return super().response_change(request, obj)
        model, field = self.ordered[name]
        rows = model._default_manager.filter(**{field: obj}).order_by("position", "pk")
        known = {row.pk: row for row in rows}
        for position, key in enumerate(moved_order(known, number, direction), start=1):
            row: Any = known[key]
            if row.position != position:
                row.position = position
                row.save(update_fields=["position"])
        anchor = slugify(f"{name}:{pk}")
        return HttpResponseRedirect(f"{request.path}#move-{anchor}-{direction}")
