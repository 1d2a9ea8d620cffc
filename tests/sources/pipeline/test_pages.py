"""Saved pages of five builds: what is the article, and what stands around it."""

from pathlib import Path

import pytest

from sources.pipeline.clean import FURTHER_WHY
from sources.pipeline.prepare import prepare

PAGES = Path(__file__).parent / "pages"
ARTICLES = {
    "blog": [
        ("heading", "Why the Mill Burned"),
        ("caption", "The mill in 1900. Photo: town archive"),
        (
            "paragraph",
            "The mill burned in the night of 3 May 1931. Nobody was hurt. Some say it was arson.",
        ),
        (
            "paragraph",
            "“We saw the fire from the hill,” said Tom Reed, a farmer. “It was a red sky.”",
        ),
        ("heading", "The inquiry"),
        ("list", "A lamp\nA spark"),
        ("table", "Year | Workers\n1930 | 40"),
    ],
    "newspaper": [
        ("heading", "Harbour sold for £1"),
        ("paragraph", "Councillors split over secret deal with shipping firm"),
        ("paragraph", "The harbour of Saltness was sold for £1 on Tuesday, documents show."),
        ("paragraph", 'A senior official said the deal was "a disgrace".'),
        (
            "paragraph",
            'The mayor, Ines Duarte, said: "We had no choice. The debts were too high."',
        ),
        ("paragraph", "The firm did not reply."),
    ],
    "encyclopaedia": [
        ("heading", "Salt road"),
        ("table", "Salt road\nLength | 212 km"),
        (
            "paragraph",
            "The salt road is a trade route in Venn. It is widely regarded as the oldest.",
        ),
        ("heading", "History"),
        ("paragraph", "It opened in 1301."),
        ("caption", "A cart on the road"),
        ("heading", "References"),
        ("list", "^ Lind (1950), p. 4."),
        ("heading", "Further reading"),
        ("list", "Lind, M. Roads of Venn."),
    ],
    "ministry": [
        ("heading", "Ministry of Works"),
        ("heading", "Minister opens landmark bridge"),
        (
            "paragraph",
            "The Minister today opened the new bridge at Norra, which will bring jobs to the whole "
            "region.",
        ),
        ("paragraph", "The Minister said:"),
        ("quotation", "This is a historic day for Norra."),
        ("paragraph", "The bridge is 212 metres long."),
        ("heading", "Notes to editors"),
        ("list", "The bridge cost 4 million crowns.\nWork began in 2016."),
        ("paragraph", "Contact: press@works.example"),
    ],
    "divisions": [
        ("heading", "El puente que nadie quería"),
        (
            "paragraph",
            "El Sr. Gómez llegó a las 5 p. m. a la obra. «No hay dinero», dijo la Dra. Ruiz.",
        ),
        ("paragraph", "¿Quién pagará el puente? Nadie lo sabe todavía en el pueblo."),
        (
            "paragraph",
            "Según el alcalde, el puente costará 3.000.000 de euros y se terminará antes del "
            "verano, aunque los vecinos dudan de que las obras empiecen siquiera este año, "
            "porque el presupuesto de la diputación todavía no se ha aprobado.",
        ),
    ],
}
STATED = {
    "blog": {"author": "Ada Alder", "publisher": "Valley Stories", "published": "2021-03-04"},
    "newspaper": {
        "title": "Harbour sold for £1",
        "author": "Ida Crane, Sol Reyes",
        "published": "2022-05-06",
    },
    "encyclopaedia": {"title": "Salt road", "author": "", "published": ""},
    "ministry": {"author": "Ministry of Works", "published": "2019-02-01"},
    "divisions": {"author": "Lucía Pérez", "published": "4 de mayo de 2020"},
}


def page(name):
    return prepare((PAGES / f"{name}.html").read_bytes(), f"{name}.html")


@pytest.mark.parametrize("name", ARTICLES)
def test_page_gives_its_article_and_nothing_else(name):
    kept = [(one.kind.value, one.text) for one in page(name).blocks if not one.set_aside]
    assert kept == ARTICLES[name]


@pytest.mark.parametrize("name", STATED)
def test_page_states_its_provenance(name):
    provenance = page(name).provenance
    assert {field: getattr(provenance, field) for field in STATED[name]} == STATED[name]


def test_caption_of_a_marked_pull_quote_is_set_aside_with_it():
    aside = [(one.kind.value, one.text) for one in page("blog").blocks if one.set_aside]
    assert ("pull_quote", "We saw the fire from the hill") in aside
    assert ("caption", "Tom Reed, farmer") in aside


def test_references_below_a_list_of_links_are_kept_and_flagged():
    flagged = [one.text for one in page("encyclopaedia").blocks if one.why == FURTHER_WHY]
    assert flagged[0] == "References"
    assert "Lind, M. Roads of Venn." in flagged
