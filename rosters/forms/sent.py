"""The number in a form by which the server knows it again when it is sent twice."""

import secrets
from typing import Any

from django import forms

LENGTH = 40


def new_form_number() -> str:
    """A number that no other form has."""
    return secrets.token_urlsafe(12)


class FormNumberField(forms.CharField):
    """Hidden, new in each form; a form without one is taken as it is."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=LENGTH,
            required=False,
            initial=new_form_number,
            # No browser may put the number of an earlier form into this one.
            widget=forms.HiddenInput(attrs={"autocomplete": "off"}),
            **kwargs,
        )
