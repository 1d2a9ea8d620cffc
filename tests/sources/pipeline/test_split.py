"""Sentences: where they end, and who still speaks."""

import pytest

from sources.pipeline.split import split
from sources.pipeline.text import Block, Kind

STRESS = [
    "Dr. A. B. Alder came to the mill in c. 1875 with Mrs. Vane.",
    "He met Lt. Col. J. R. R. Marsh of the U.S. Army at 5 p.m. on 3 Mar. 1876.",
    "“It is old,” said Prof. Reed.",
    "See pp. 14–17 and fig. 3 of No. 12.",
    "He waited … and left.",
    "She stopped... then she went on.",
    "It cost 3.50 (approx. 4.20 with tax).",
    "“Why?” he asked.",
    "(Nobody knew.)",
    "Rome fell in A.D. 476, they say.",
    "“I saw it.",
    "It burned.",
    "Nobody came.”",
    "Sen. Ortiz vs. Gov. Lane was decided.",
    "Prices, wages, etc. rose again.",
]
SPANISH = [
    "El Dr. J. Pérez llegó a las 5 p. m. con la Sra. Díaz.",
    "¿Quién lo vio?",
    "«No vino nadie», dijo el Gral. Soto.",
    "La pág. 14 del art. 3 lo dice.",
    "EE. UU. no respondió.",
]


def texts(text, kind=Kind.PARAGRAPH):
    return [sentence.text for sentence in split([Block(kind, text)])]


@pytest.mark.parametrize("sentences", [STRESS, SPANISH])
def test_sentences_run_together_are_found_again(sentences):
    assert texts(" ".join(sentences)) == sentences


@pytest.mark.parametrize("sentence", [*STRESS[:10], *SPANISH])
def test_sentence_by_itself_stays_whole(sentence):
    assert texts(sentence) == [sentence]


def test_line_ends_a_sentence():
    assert texts("One\nTwo three", Kind.LIST) == ["One", "Two three"]


def test_heading_is_one_sentence():
    assert texts("Why? Because. So.", Kind.HEADING) == ["Why? Because. So."]


def test_quotation_state_runs_over_sentences():
    found = split([Block(Kind.PARAGRAPH, "He said: “It is old. It is dark. Leave.” He left.")])
    assert [one.quoted for one in found] == [False, True, True, False]


def test_quotation_state_runs_over_paragraphs_that_open_anew():
    blocks = [
        Block(Kind.PARAGRAPH, text) for text in ("“It is old.", "“It is dark. Leave.”", "He left.")
    ]
    assert [one.quoted for one in split(blocks)] == [False, True, True, False]


def test_quotation_that_is_never_closed_ends_with_its_paragraph():
    blocks = [Block(Kind.PARAGRAPH, text) for text in ("“It is old.", "He left.")]
    assert [one.quoted for one in split(blocks)] == [False, False]


DIALOGUE = [
    ["¿Quién lo vio?", "Nadie."],
    ["¡Qué vergüenza!", "Nadie dijo nada."],
    ["«No vino nadie», dijo el alcalde.", "Se fue a casa."],
    ["—¿Vienes mañana? —preguntó ella.", "—No lo sé —respondió él—.", "Quizá el lunes."],
    ["El Sr. Pérez y la Sra. Díaz llegaron a las 5 p. m. del martes.", "No hablaron."],
    ["Según la Dra. Ruiz, EE. UU. no firmó el tratado.", "Francia sí."],
    ["Murió en el año 44 a. C. en Roma.", "Lo mató un amigo."],
    ["El templo es del s. II d. C. según la guía.", "Está cerrado."],
    ["Véase la pág. 14 y la fig. 3 del núm. 12 de la revista.", "Luego siga."],
    ["La ley (art. 3, párr. 2) lo prohíbe.", "Nadie la cumple."],
    ["Ocurrió en el s. XIX, p. ej. en Lima.", "Fue breve."],
    ["El Gral. J. M. Soto habló en la Av. Bolívar.", "Llovía."],
    ["«Todo está perdido.", "No hay remedio», escribió el capitán."],
    ["¿Por qué no vino?", "¡Porque no quiso!"],
    ["Costó 3.500.000 de euros.", "Fue caro."],
    ["El Dr. Gómez, Ph. D., vive en el 4.º piso.", "No sale."],
    ["Los EE. UU. y la UE, etc., firmaron.", "El resto no."],
    ["Nació el 3 de mayo de 1931 en Sta. Cruz de la Sierra.", "Fue maestro."],
    ["¿Y qué?, preguntó el juez.", "Nadie contestó."],
    ["Esperamos una hora… y nos fuimos.", "… pero no llegó."],
    ["La empresa Hnos. Vega S. A. quebró en 1931.", "Debía 4 millones."],
    ["Las FF. AA. y la Sra. Ministra de RR. EE. callaron.", "Fue raro."],
    ["Habló con el Excmo. Sr. Ministro.", "Fue inútil."],
    ["(¿Quién lo diría?)", "Nadie lo dijo."],
]


@pytest.mark.parametrize("sentences", DIALOGUE, ids=lambda sentences: sentences[0][:24])
def test_spanish_sentences_are_found(sentences):
    assert texts(" ".join(sentences)) == sentences
