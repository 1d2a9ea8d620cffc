"""The form with which a person is erased."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.utils.translation import gettext_lazy as _

from rosters.models import User

REASON_LENGTH = 300


class EraseForm(forms.Form):
    """The log-in name once more, so that nobody is erased by a slip, and why."""

    login = forms.CharField(
        label=_("Log-in name of the person, typed once more"),
        max_length=80,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}
        ),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=REASON_LENGTH,
        help_text=_("It stays in the audit log. Leave names out."),
    )

    def __init__(self, *args: object, person: User, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.person = person

    def clean_login(self) -> str:
        typed: str = self.cleaned_data["login"]
        if typed.casefold() != (self.person.username or "").casefold():
            raise forms.ValidationError(_("That is another log-in name. Nothing was erased."))
        return typed

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_class = "form"
        helper.add_input(Submit("erase", _("Erase this person"), css_class="is-quiet is-danger"))
        return helper
