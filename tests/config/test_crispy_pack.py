"""Our crispy template pack: names, descriptions and errors reach everybody."""

import re

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Submit
from crispy_forms.utils import render_crispy_form
from django import forms


class CaseForm(forms.Form):
    name = forms.CharField(label="Name", help_text="As in the register.")
    stance = forms.ChoiceField(
        label="Stance", widget=forms.RadioSelect, choices=[("for", "For"), ("against", "Against")]
    )
    agreed = forms.BooleanField(label="I have read the rule")
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout(Fieldset("Your case", "name", "stance"), "agreed", "token")
        helper.add_input(Submit("save", "Save the case"))
        return helper

    def clean(self):
        if self.cleaned_data.get("name") == "nobody":
            raise forms.ValidationError("Somebody has to stand behind a case.")


def test_valid_page_has_no_error_summary():
    html = render_crispy_form(CaseForm())
    assert "problems" not in html
    assert "novalidate" in html


def test_label_and_help_belong_to_the_control():
    html = render_crispy_form(CaseForm())
    assert '<label for="id_name">Name</label>' in html
    assert 'id="id_name_helptext">As in the register.' in html
    assert 'aria-describedby="id_name_helptext"' in html


def test_error_is_announced_at_its_control():
    html = render_crispy_form(CaseForm({}))
    control = re.search(r'<input[^>]*name="name"[^>]*>', html)[0]
    assert 'aria-invalid="true"' in control
    assert 'aria-describedby="id_name_helptext id_name_error"' in control
    assert 'id="id_name_error"' in html


def test_error_summary_counts_takes_the_focus_and_links_each_control():
    html = render_crispy_form(CaseForm({}))
    summary = re.search(r'<section class="problems".*?</section>', html, re.DOTALL)[0]
    assert 'tabindex="-1" autofocus' in summary
    assert "3 things need another look" in summary
    assert '<a href="#id_name">Name</a>' in summary
    assert '<a href="#id_stance_0">Stance</a>' in summary


def test_every_link_of_the_summary_leads_to_an_element_of_the_form():
    html = render_crispy_form(CaseForm({}))
    for target in re.findall(r'<a href="#([^"]+)"', html):
        assert f'id="{target}"' in html


def test_error_of_the_whole_form_stands_in_the_summary():
    form = CaseForm({"name": "nobody", "stance": "for", "agreed": "on"})
    html = render_crispy_form(form)
    assert "One thing needs another look" in html
    assert "<li>Somebody has to stand behind a case.</li>" in html


def test_group_of_radios_is_a_fieldset_with_its_legend():
    html = render_crispy_form(CaseForm())
    assert "<legend>Stance</legend>" in html
    assert html.count("<fieldset") == html.count("</fieldset>") == 2


def test_hidden_field_has_neither_label_nor_box():
    html = render_crispy_form(CaseForm())
    assert 'id="div_id_token"' not in html
    assert '<input type="hidden" name="token"' in html


def test_button_is_a_button_with_its_words():
    html = render_crispy_form(CaseForm())
    assert re.search(r'<button type="submit" name="save"[^>]*>Save the case</button>', html)


def test_form_has_no_inline_style_or_handler():
    assert not re.search(r"style=|\son[a-z]+=", render_crispy_form(CaseForm({})))
