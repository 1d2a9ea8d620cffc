"""What a learner writes in a lesson."""

from django import forms
from django.utils.translation import gettext_lazy as _

NOTE_LENGTH = 10_000
"""Characters of a note at most: about six printed pages."""


class NoteForm(forms.Form):
    """A note under a step's prompt. A blank one empties it."""

    text = forms.CharField(
        label=_("Your note"),
        required=False,
        strip=False,
        error_messages={
            "max_length": _("Your note is longer than %(limit_value)d characters: shorten it.")
        },
    )

    def clean_text(self) -> str:
        """One character a line break, as the browser counts them."""
        text = str(self.cleaned_data["text"]).replace("\r\n", "\n")
        if len(text) > NOTE_LENGTH:
            raise forms.ValidationError(
                _("Your note is longer than %(limit)d characters: shorten it."),
                code="max_length",
                params={"limit": NOTE_LENGTH},
            )
        return text
