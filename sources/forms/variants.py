"""The forms of the page of made sentences: which weakness, and one sentence."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from sources.models import Variant
from sources.operations.variants import token_of, variant_state

LONGEST = 1000


class VariantForm(forms.Form):
    """One made sentence. `seen` says from which state the form was built."""

    text = forms.CharField(
        label=_("Sentence"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, variant: Variant, **options: Any) -> None:
        """variant: with its sentence; its id tells the form's fields from those beside it."""
        options.setdefault(
            "initial", {"text": variant.text, "seen": token_of(variant_state(variant))}
        )
        options["auto_id"] = f"variant-{variant.pk}-%s"
        super().__init__(*args, **options)
        self.fields["text"].widget.attrs["lang"] = variant.document.language
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(Field("text"), Field("seen"))
