"""What drafting gives back: plain objects, the same for the same labels."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PURPOSES: dict[str, Promise | str] = {
    "highlight": _("Mark the sentences"),
    "verdict": _("What does each claim rest on?"),
    "kinds": _("What kind of claim is it?"),
    "name": _("Name the weakness"),
    "who": _("Who says so?"),
    "order": _("Put in order"),
    "evidence": _("What would settle it?"),
    "pair": _("Which needs more support?"),
}


@dataclass(frozen=True, slots=True)
class DraftItem:
    """One question as it could be asked. Nothing is stored.

    slug: the same at every build for the same sentences. fields: a pack item, as
    `quizzes.operations.items.put_item_version` takes it. purpose: a key of `PURPOSES`; weakness:
    the one that is asked for, or empty. document: the slug of the text that is asked about; first,
    last: keys of the sentences that it draws on, begins, ends: their positions.
    """

    slug: str
    fields: Mapping[str, Any]
    purpose: str
    document: str
    first: str
    last: str
    begins: int
    ends: int
    weakness: str = ""
