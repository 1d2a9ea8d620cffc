"""The references of one page, in Python and in templates."""

from django.template import Context, Template

from sources.models import SourceCard, Term
from sources.prose import CardLink, References, TermLink


def links():
    card = SourceCard(
        title="A column",
        short="Ahora",
        type="newspaper",
        maker="Ahora",
        date="1945-04-18",
        says="Notes were exchanged.",
        limits="Written to *celebrate*.",
    )
    term = Term(term="embassy", meaning="An office abroad.")
    return References(
        cards={"ahora": CardLink("ahora", "Ahora", "/cards/ahora/", about=card)},
        terms={"embassy": TermLink("embassy", "embassy", "/glossary/#embassy", about=term)},
    )


def rendered(source, **context):
    return Template("{% load prose %}" + source).render(Context(context))


def test_page_collects_what_its_texts_refer_to():
    page = links()
    page.render("An [embassy](term:embassy) [@ahora].")
    page.render("Again [@ahora], and [@nowhere].")
    assert [(number, link.id) for number, link in page.cited] == [(1, "ahora")]
    assert [term.id for term in page.terms] == ["embassy"]
    assert [problem.target for problem in page.problems] == ["nowhere"]


def test_page_shows_a_card_for_each_reference_that_was_made():
    page = links()
    html = rendered(
        "{% prose text links %}{% source_popovers links %}",
        text="An [embassy](term:embassy) [@ahora].",
        links=page,
    )
    assert 'id="card-ahora" popover' in html
    assert '<term-card class="pop card is-punched" id="term-embassy" popover' in html
    assert "Ahora, 18 April 1945" in html
    assert "<em>celebrate</em>" in html


def test_page_without_references_has_no_section_for_them():
    assert rendered("{% source_popovers links %}", links=links()).strip() == ""


def test_every_popover_target_exists_once():
    html = rendered(
        "{% prose text links %}{% prose text links %}{% source_popovers links %}",
        text="Notes [@ahora].",
        links=links(),
    )
    assert html.count('id="card-ahora"') == 1


def test_filter_without_links_drops_citations_and_keeps_words():
    html = rendered("{{ text|prose }}", text="An [embassy](term:embassy) [@ahora].")
    assert html == "<p>An embassy.</p>"


def test_card_can_be_cited_outside_of_prose():
    page = links()
    html = rendered('{% cite "ahora" links %}{% cite "nowhere" links %}', links=page)
    assert html.count("<button") == 1
    assert page.numbers == {"ahora": 1}
