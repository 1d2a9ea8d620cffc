"""Markdown to safe HTML."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.prose import CardLink, ProseProblem, TermLink, plain_text, references_in, render_prose

CARDS = {
    "ahora-2025": CardLink("ahora-2025", "Ahora El Pueblo, 2025", "/cards/ahora-2025/"),
    "ojeda-2010": CardLink("ojeda-2010", "Ojeda, about 2010", "/cards/ojeda-2010/"),
}
TERMS = {"embassy": TermLink("embassy", "embassy", "/glossary/#embassy")}


def render(text, **options):
    return render_prose(text, cards=CARDS, terms=TERMS, **options)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,AAAA)",
        "![x](javascript:alert(1))",
        '[x](https://e.org "a\\" onclick=\\"alert(1)")',
        "<p style='color:red'>",
    ],
)
def test_nothing_in_a_text_becomes_active(text):
    html = render(text).html
    for danger in ("<script", '<img src="x', 'onerror="', 'href="javascript', 'href="data'):
        assert danger not in html
    assert " style=" not in html.replace("&lt;p style=", "")
    assert 'onclick="' not in html.replace("&quot;", "")


@given(st.text(max_size=200))
def test_any_text_renders_and_keeps_its_angle_brackets_inert(text):
    html = render(text).html
    assert "<script" not in html.lower()
    assert "<iframe" not in html.lower()


def test_line_breaks_inside_a_paragraph_are_spaces():
    assert render("One sentence.\nAnother.").html == "<p>One sentence.\nAnother.</p>"


def test_straight_quotes_become_typographic_ones():
    assert render('the band "began"').html == "<p>the band “began”</p>"


def test_citations_are_numbered_in_order_of_first_use():
    rendered = render("A [@ojeda-2010] b [@ahora-2025] c [@ojeda-2010].")
    assert rendered.cited == ["ojeda-2010", "ahora-2025"]
    assert rendered.html.count('popovertarget="card-ojeda-2010"') == 2
    assert 'aria-label="Source 1: Ojeda, about 2010">1</button>' in rendered.html
    assert 'aria-label="Source 2: Ahora El Pueblo, 2025">2</button>' in rendered.html


def test_citation_numbers_go_on_over_the_texts_of_a_page():
    numbers = {}
    render("A [@ojeda-2010].", numbers=numbers)
    assert ">2</button>" in render("B [@ahora-2025].", numbers=numbers).html
    assert numbers == {"ojeda-2010": 1, "ahora-2025": 2}


def test_citation_has_a_link_for_browsers_without_popovers():
    assert '<a class="cite cite-link" href="/cards/ahora-2025/"' in render("[@ahora-2025]").html


def test_citation_never_begins_a_line():
    assert "notes.&nbsp;<button" in render("They exchanged notes. [@ahora-2025]").html


def test_citation_of_a_document_is_a_plain_link():
    document = CardLink("stage", "The Stage", "/documents/stage/", has_popover=False)
    html = render_prose("[@stage]", cards={"stage": document}).html
    assert html == (
        '<p><a class="cite" href="/documents/stage/" aria-label="Source 1: The Stage">1</a></p>'
    )


def test_unknown_citation_is_left_out_and_reported():
    rendered = render("A fact [@nowhere].")
    assert rendered.html == "<p>A fact.</p>"
    assert rendered.problems == [ProseProblem("unknown-card", "nowhere")]


def test_resolver_may_be_a_function():
    assert render_prose("[@ahora-2025]", cards=CARDS.get).cited == ["ahora-2025"]


def test_term_is_a_link_to_the_glossary_that_knows_its_card():
    rendered = render("An [embassy](term:embassy).")
    assert rendered.html == (
        '<p>An <a class="term" href="/glossary/#embassy" data-card="term-embassy">embassy</a>.</p>'
    )
    assert rendered.terms == ["embassy"]


def test_unknown_term_stays_as_plain_words_and_is_reported():
    rendered = render("A [legation](term:legation) here, an [embassy](term:embassy) there.")
    assert rendered.html.startswith("<p>A legation here, an <a")
    assert rendered.problems == [ProseProblem("unknown-term", "legation")]


@pytest.mark.parametrize(
    ("text", "level", "tags"),
    [
        ("# A\n\n## B", 2, ["<h2>A</h2>", "<h3>B</h3>"]),
        ("### A\n\n#### B", 3, ["<h3>A</h3>", "<h4>B</h4>"]),
        ("# A\n\n###### B", 4, ["<h4>A</h4>", "<h6>B</h6>"]),
    ],
)
def test_headings_are_shifted_to_the_room_there_is(text, level, tags):
    html = render(text, heading_level=level).html
    for tag in tags:
        assert tag in html


def test_table_cells_are_aligned_by_class():
    html = render("| year | what |\n|---:|:---:|\n| 1945 | notes |").html
    assert '<th scope="col" class="is-end">year</th>' in html
    assert '<td class="is-center">notes</td>' in html
    assert 'role="region" tabindex="0"' in html


def test_image_needs_words_and_comes_from_this_site():
    rendered = render("![](/media/map.png) ![Map](https://e.org/map.png) ![Map](/media/map.png)")
    assert rendered.problems == [
        ProseProblem("image-without-alt", "/media/map.png"),
        ProseProblem("image-elsewhere", "https://e.org/map.png"),
    ]
    assert "e.org" not in rendered.html
    assert '<img src="/media/map.png" alt="Map" loading="lazy">' in rendered.html


def test_inline_has_no_paragraph():
    assert render("**Which** notes?", inline=True).html == "<strong>Which</strong> notes?"


def test_code_shows_what_it_holds():
    assert render("`[@ahora-2025]`").html == "<p><code>[@ahora-2025]</code></p>"


def test_references_are_found_in_order():
    text = "[a](term:embassy) [@b] [@a] [@b] [x](term:notes)"
    assert references_in(text) == (["b", "a"], ["embassy", "notes"])


def test_plain_text_keeps_the_words_alone():
    text = (
        "# Head\n\nThey *met* [@ahora-2025] at the [embassy](term:embassy) [@ojeda-2010].\nTwice."
    )
    assert plain_text(text) == "Head\n\nThey met at the embassy. Twice."


def test_text_follows_what_it_leads_to():
    """What was rendered is remembered, and shown again only where all that it is made of stays."""
    text = "An [embassy](term:embassy) [@ahora-2025]."
    before = render(text).html
    card = CardLink("ahora-2025", "Ahora, corrected", "/cards/ahora-2025/")
    after = render_prose(text, cards={"ahora-2025": card}, terms=TERMS).html
    assert after == before.replace("Ahora El Pueblo, 2025", "Ahora, corrected")
    assert "/glossary/" not in render_prose(text, cards={"ahora-2025": card}).html


def test_text_that_stands_again_behind_others_counts_on():
    numbers = {"ojeda-2010": 1}
    assert ">1</a>" in render("Said [@ahora-2025].").html
    assert ">2</a>" in render("Said [@ahora-2025].", numbers=numbers).html
    assert numbers == {"ojeda-2010": 1, "ahora-2025": 2}


def test_term_is_found_however_it_is_linked():
    html = render("An [embassy][1].\n\n[1]: term:embassy").html
    assert 'href="/glossary/#embassy"' in html
