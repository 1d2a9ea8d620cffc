"""The forms with which staff act on attempts. Each asks for a reason, which goes into the log."""

from crispy_forms.helper import FormHelper
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from quizzes.operations.staff_acts import MINUTES
from rosters.forms.sent import FormNumberField

LONGEST_REASON = 500


class ActForm(forms.Form):
    """A reason. The page does not show it to the learner; whoever may read the log reads it.

    name: tells several forms of one page apart, in the ids of their fields.
    """

    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        error_messages={"required": _("Say why; it stands in the log.")},
    )
    form = FormNumberField()

    def __init__(self, data: QueryDict | None = None, *, name: str) -> None:
        super().__init__(data, auto_id=f"{name}-%s")

    @property
    def why(self) -> str:
        """The reason of a form that is valid."""
        reason: str = self.cleaned_data["reason"]
        return reason

    @property
    def number(self) -> str:
        """By which a form that is sent twice is known again."""
        number: str = self.cleaned_data["form"]
        return number

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        return helper


class TimeForm(ActForm):
    """How many minutes more, and why."""

    minutes = forms.IntegerField(
        label=_("Minutes more"), min_value=MINUTES[0], max_value=MINUTES[-1], initial=10
    )
    field_order = ("minutes", "reason")


class ReopenForm(ActForm):
    """How long from now, or empty, and why."""

    minutes = forms.IntegerField(
        label=_("Minutes from now"),
        min_value=MINUTES[0],
        max_value=MINUTES[-1],
        required=False,
        help_text=_("Empty: until the assignment closes, or without an end."),
    )
    field_order = ("minutes", "reason")


class VerdictForm(ActForm):
    """Whether a late answer counts, and why; the button pressed says which."""

    verdict = forms.ChoiceField(
        choices=[("accept", "accept"), ("leave", "leave")], widget=forms.HiddenInput, required=True
    )
