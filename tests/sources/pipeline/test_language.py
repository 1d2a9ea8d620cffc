"""Which language a text is in, and what is said where the rules do not know it."""

import pytest

from sources.pipeline.language import ENGLISH, OTHER, SPANISH, language_of
from sources.pipeline.prepare import prepare
from sources.pipeline.suggest import suggest
from sources.pipeline.text import Block, Kind, Provenance, ReadDocument

SPANISH_TEXT = (
    "El molino del pueblo cerró en 1931, y nadie supo por qué. Los vecinos dicen que el dueño "
    "perdió todo su dinero. «No hay regime ni radical que valga», dijo un oficial sin nombre."
)
FRENCH_TEXT = (
    "Le moulin du village a fermé en 1931 et personne n'a su pourquoi. Les voisins disent que "
    "son propriétaire avait perdu tout son argent dans une affaire."
)
ENGLISH_TEXT = (
    "The mill closed in 1931, and the people of the town never knew why it had been sold."
)


def document(text, language=""):
    return ReadDocument(Provenance(language=language), (Block(Kind.PARAGRAPH, text),))


@pytest.mark.parametrize(
    ("text", "stated", "expected"),
    [
        (SPANISH_TEXT, "", SPANISH),
        (SPANISH_TEXT, "en", SPANISH),
        (ENGLISH_TEXT, "", ENGLISH),
        (ENGLISH_TEXT, "es", ENGLISH),
        (FRENCH_TEXT, "fr", OTHER),
        ("El molino cerró.", "es-BO", SPANISH),
        ("Mill, 1931", "", ENGLISH),
    ],
)
def test_language_is_that_of_the_text_before_that_of_the_file(text, stated, expected):
    assert language_of(document(text, stated)) == expected


def test_spanish_text_gets_no_suggestions_and_says_so():
    made = suggest(prepare(SPANISH_TEXT.encode(), "a.txt"))
    assert made.suggestions == ()
    found = {one.id: one.message for one in made.findings}
    assert "Spanish" in found["language"]
    assert not found.keys() & {"attribution", "one-sided", "no-reply", "no-sources"}


def test_spanish_text_is_cut_into_sentences_all_the_same():
    assert len(prepare(SPANISH_TEXT.encode(), "a.txt").sentences) == 3


def test_english_text_has_no_finding_about_its_language():
    found = {one.id for one in suggest(prepare(ENGLISH_TEXT.encode(), "a.txt")).findings}
    assert "language" not in found
