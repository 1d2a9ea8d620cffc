"""Each format, as a file that was made here."""

import pytest

from sources.pipeline.prepare import prepare
from sources.pipeline.read.refusals import FileRefused
from sources.pipeline.text import Kind
from tests.sources.pipeline import files
from tests.sources.pipeline.files import PARAGRAPH

PAGE = f"""<!doctype html><html lang="en"><head><title>x</title>
<meta name="author" content="Ada Alder"><meta property="og:site_name" content="The Bell">
<meta property="article:published_time" content="1931-03-04">
<link rel="canonical" href="https://bell.example/mill"></head><body>
<nav><a href="/">Home</a> <a href="/b">News</a></nav>
<div class="cookie-bar"><p>We use cookies.</p><button>Accept</button></div>
<article><h1>The mill</h1><p>{PARAGRAPH}</p><blockquote>They knew.</blockquote>
<ul><li>One</li><li>Two</li></ul><table><tr><th>a</th><td>b</td></tr></table>
<figure><img src="x"><figcaption>The mill in 1930</figcaption></figure></article>
<aside><p>Related: the tram</p></aside><footer>Bell Ltd</footer><script>bad()</script></body>"""


def kinds_and_texts(data, name):
    return [(block.kind, block.text) for block in prepare(data, name).blocks]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", f"The mill\n{PARAGRAPH}".encode()),
        ("a.txt", f"The mill\r\n\r\n{PARAGRAPH}\r\n".encode("utf-16")),
        ("a.txt", f"The mill\n\n{PARAGRAPH}\n".encode("utf-16-le")),
        ("a.md", f"# The mill\n\n{PARAGRAPH}".encode()),
        ("a.docx", files.docx()),
        ("a.html", f"<h1>The mill</h1><p>{PARAGRAPH}</p>".encode()),
        ("a.pdf", files.pdf(["The mill", *PARAGRAPH.replace(". ", ".\n").split("\n")])),
    ],
)
def test_file_gives_its_heading_and_its_paragraph(name, data):
    document = prepare(data, name)
    assert document.blocks[0].kind == Kind.HEADING
    assert document.provenance.title == "The mill"
    sentences = [one.text for one in document.sentences]
    assert sentences[0] == "The mill"
    assert " ".join(sentences[1:]) == PARAGRAPH


def test_odt_gives_headings_paragraphs_and_lists():
    assert kinds_and_texts(files.odt(), "a.odt") == [
        (Kind.HEADING, "The mill"),
        (Kind.PARAGRAPH, PARAGRAPH),
        (Kind.LIST, "One"),
    ]


def test_epub_gives_the_chapters_in_reading_order_without_the_contents():
    texts = [text for _, text in kinds_and_texts(files.epub(), "a.epub")]
    assert texts == ["One", PARAGRAPH, "Two", "It never opened again."]


def test_page_gives_the_article_and_sets_aside_what_stands_around_it():
    blocks = prepare(PAGE.encode(), "a.html").blocks
    assert [(block.kind.value, block.text) for block in blocks if not block.set_aside] == [
        ("heading", "The mill"),
        ("paragraph", PARAGRAPH),
        ("quotation", "They knew."),
        ("list", "One\nTwo"),
        ("table", "a | b"),
        ("caption", "The mill in 1930"),
    ]
    assert [block.why for block in blocks if block.set_aside] == [
        "navigation",
        "cookie bar",
        "beside the text",
        "page footer",
    ]


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.docx", files.docx(), {"title": "The mill", "author": "Ada Alder"}),
        ("a.odt", files.odt(), {"title": "The mill", "language": "en"}),
        ("a.epub", files.epub(), {"title": "Mills", "author": "Ada Alder", "rights": "CC BY"}),
        ("a.pdf", files.pdf(["A line."]), {"author": "Ada Alder", "published": "1931-03-03"}),
        (
            "a.html",
            PAGE.encode(),
            {
                "author": "Ada Alder",
                "publisher": "The Bell",
                "published": "1931-03-04",
                "address": "https://bell.example/mill",
                "language": "en",
            },
        ),
        (
            "a.md",
            b"---\ntitle: The mill\ndate: 1931\nlicense: CC0\n---\n\nText.",
            {"title": "The mill", "published": "1931", "rights": "CC0"},
        ),
    ],
)
def test_provenance_is_what_the_file_states(name, data, expected):
    provenance = prepare(data, name).provenance
    assert {field: getattr(provenance, field) for field in expected} == expected


def test_windows_letters_are_told_from_utf8():
    text = "“Café” – señor"
    assert kinds_and_texts(text.encode("windows-1252"), "a.txt")[0][1] == text


def test_non_breaking_blanks_and_old_line_ends_become_plain():
    data = "Ten\u00a0people left the mill.\rNobody\u202fcame back to it.\n".encode()
    texts = [text for _, text in kinds_and_texts(data, "a.txt")]
    assert texts == ["Ten people left the mill.", "Nobody came back to it."]


def test_content_decides_before_the_name():
    assert kinds_and_texts(files.docx(), "a.txt")[0] == (Kind.HEADING, "The mill")


def test_pdf_without_text_layer_says_so():
    with pytest.raises(FileRefused, match="no text layer"):
        prepare(files.pdf([]), "a.pdf")
