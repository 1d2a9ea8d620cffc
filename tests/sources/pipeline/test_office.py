"""What the readers make of documents as programs write them."""

import unicodedata

import pytest

from sources.pipeline.prepare import prepare
from sources.pipeline.read.refusals import FileRefused
from tests.sources.pipeline import files, office

LEFT = [
    ["The salt road ran from the coast to", "the hills and was kept by the carters for a hun-",
     "dred years, and nobody else could use", "it, for its toll was high."],
    ["A second paragraph stands below it and", "goes on to the foot of the column, as it"],
]  # fmt: skip
RIGHT = [
    ["goes on in the second column, and ends."],
    ["The railway came in 1820 and the carters", "lost their work, so that forty of them", "left."],
]  # fmt: skip
READ = [
    "The salt road ran from the coast to the hills and was kept by the carters for a hundred "
    "years, and nobody else could use it, for its toll was high.",
    "A second paragraph stands below it and goes on to the foot of the column, as it goes on in "
    "the second column, and ends.",
    "The railway came in 1820 and the carters lost their work, so that forty of them left.",
]
LETTERS = "“Señor Núñez,” she said — “it’s naïve.” He left…"


def column(x, paragraphs):
    lines, y = [], 720
    for texts in paragraphs:
        lines += [(x, y - 12 * row, text) for row, text in enumerate(texts)]
        y -= 12 * (len(texts) + 1)
    return lines


def kept(data, name):
    return [(one.kind.value, one.text) for one in prepare(data, name).blocks if not one.set_aside]


def texts(data, name="a.txt"):
    return [text for _, text in kept(data, name)]


def test_word_document_gives_what_a_reader_sees():
    assert kept(office.word(), "a.docx") == [
        ("heading", "The mill at Alder Hill"),
        ("heading", "The fire"),
        ("paragraph", "It burned on 3 May 1931."),
        ("paragraph", "The owner was rich."),
        ("quotation", "“They knew,” he said."),
        ("paragraph", "The mill had 40 workers."),
        ("caption", "The mill in 1930"),
        ("list", "A lamp\nA spark"),
        ("table", "Year | Workers"),
        ("paragraph", "One line and more. So."),
        ("heading", "After the fire"),
        ("paragraph", "It stood empty for 10 years."),
        ("list", "Bell, p. 2."),
    ]


def test_word_document_sets_aside_byline_and_table_of_contents():
    why = [one.why for one in prepare(office.word(), "a.docx").blocks if one.set_aside]
    assert why == ["byline", "table of contents"]


def test_writer_document_gives_what_a_reader_sees():
    assert kept(office.writer(), "a.odt") == [
        ("heading", "The mill"),
        ("heading", "The fire"),
        ("paragraph", "It burned in 1931. So."),
        ("paragraph", "Bell, p. 2."),
        ("quotation", "They knew."),
        ("paragraph", "Around the box."),
        ("paragraph", "Boxed words."),
        ("list", "One\nOne a"),
    ]


def test_book_leaves_out_the_numbers_of_its_notes():
    parts = files.epub_parts()
    parts["OPS/a.xhtml"] = (
        '<html xmlns:epub="urn:ops"><body><h1>One</h1><p>It burned in 1931.'
        '<a epub:type="noteref" href="#n1">1</a> So.</p></body></html>'
    )
    assert texts(files.zipped(parts), "a.epub")[1] == "It burned in 1931. So."


@pytest.mark.parametrize("row_by_row", [False, True])
def test_two_columns_are_read_one_after_the_other(row_by_row):
    lines = column(50, LEFT) + column(320, RIGHT)
    if row_by_row:
        lines.sort(key=lambda line: -line[1])
    assert texts(office.pages(lines), "a.pdf") == READ


def test_heads_and_feet_of_pages_are_set_aside():
    bodies = ["The salt road began here.", "Carts went up.", "Rain came down.", "It is no more."]
    made = office.pages(*[
        [(50, 780, "Journal of Roads"), (50, 700, body), (50, 600, body[::-1]), (280, 30, str(n))]
        for n, body in enumerate(bodies, start=1)
    ])  # fmt: skip
    aside = [one.text for one in prepare(made, "a.pdf").blocks if one.set_aside]
    assert aside == ["Journal of Roads", "1"]
    assert not any(text.isdigit() or text in aside for text in texts(made, "a.pdf"))


def test_encrypted_pdf_says_so():
    locked = (
        "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 "
        f"/O <{'41' * 32}> /U <{'42' * 32}> >> /ID [<{'43' * 16}> <{'43' * 16}>] "
    )
    with pytest.raises(FileRefused) as caught:
        prepare(office.pages([(50, 700, "A line.")], extra=locked), "a.pdf")
    assert caught.value.reason == "encrypted"


@pytest.mark.parametrize(
    "data",
    [
        LETTERS.encode(),
        LETTERS.encode("utf-8-sig"),
        LETTERS.encode("utf-16"),
        LETTERS.encode("utf-16-le"),
        LETTERS.encode("utf-16-be"),
        LETTERS.encode("utf-32"),
        LETTERS.encode("windows-1252"),
        unicodedata.normalize("NFD", LETTERS).encode(),
        LETTERS.replace(" ", "\u00a0").encode(),
        LETTERS.replace(" ", "\t").encode(),
        LETTERS.replace("naïve", "na\u00adï\u200bve").encode(),
        LETTERS.replace("left", "\u202aleft\u202c\u200e").encode(),
        f"{LETTERS}\r\n".encode(),
        LETTERS.encode() + b"\n\xe2\x80",
    ],
)
def test_text_is_the_same_in_every_encoding(data):
    assert texts(data) == [LETTERS]


def test_few_broken_bytes_leave_the_other_letters_whole():
    (text,) = texts((LETTERS * 3).encode().replace(b"left", b"le\xff\xfeft", 1))
    assert text.count("Núñez") == 3


@pytest.mark.parametrize(
    ("named", "encoding"),
    [
        ("windows-1252", "windows-1252"),
        ("iso-8859-1", "windows-1252"),
        ("iso-8859-1", "utf-8"),
        ("utf-16", "utf-8"),
        ("no-such", "utf-8"),
    ],
)
def test_page_is_read_as_browsers_do_whatever_it_calls_itself(named, encoding):
    page = f"<html><head><meta charset={named}></head><body><p>{LETTERS}</p></body></html>"
    assert texts(page.encode(encoding), "a.html") == [LETTERS]


def test_paragraph_of_bars_is_no_menu_when_it_ends_a_sentence():
    assert kept(b"It begins.\n\n" + b"a | " * 95 + b"!\n", "a.txt")[1][0] == "paragraph"
