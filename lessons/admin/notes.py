"""What learners wrote under the prompts of steps, for their teachers to read (decision 17)."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from lessons.models import StepNote
from lessons.permissions import notes_staff_may_see
from rosters.admin.scoping import ScopedAdmin
from rosters.permissions import Visitor


@admin.register(StepNote)
class StepNoteAdmin(ScopedAdmin[StepNote]):
    """Nobody marks or edits a note: it is the learner's own."""

    list_display = ("learner", "module", "step_key", "beginning", "updated_at")
    list_select_related = ("learner", "module")
    search_fields = ("learner__display_name", "learner__username", "step_key")
    ordering = ("-updated_at",)
    actions = None
    fields = ("learner", "module", "step_key", "text", "updated_at")

    @admin.display(description=_("note"))
    def beginning(self, note: StepNote) -> str:
        return Truncator(note.text).words(12)

    def may_see(self, user: Visitor) -> QuerySet[StepNote]:
        return notes_staff_may_see(user).select_related("learner", "module")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
