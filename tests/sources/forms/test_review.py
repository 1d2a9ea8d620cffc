"""The form of one place in the workbench."""

from sources.forms.review import ReviewForm
from sources.operations.reviewing import Labels

NAMELESS = [{"id": "anon-source", "cue": "former diplomat", "standing": "core"}]


def a_form(text: str) -> ReviewForm:
    labels = Labels(kind="attrib", support="anon", weaknesses=NAMELESS)
    return ReviewForm(None, labels=labels, text=text)


def test_words_of_the_sentence_are_filled_in():
    form = a_form("A former diplomat says so.")
    assert form["cue-anon-source"].value() == "former diplomat"
    assert form["cue-anon-source"].help_text == ""


def test_words_of_an_earlier_sentence_are_told_and_not_filled_in():
    form = a_form("The agenda comes from outside.")
    assert form["cue-anon-source"].value() == ""
    assert "“former diplomat”" in str(form["cue-anon-source"].help_text)
