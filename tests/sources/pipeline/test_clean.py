"""What the cleaning makes of blocks; and of the two texts of the project, where at hand."""

from pathlib import Path

import pytest

from sources.pipeline.clean import FURTHER_WHY, clean
from sources.pipeline.prepare import prepare
from sources.pipeline.text import Block, Kind

SOURCES = Path(__file__).resolve().parents[4] / "shared" / "sources"
SPEECH = "She said, “The mill was old, it was dark, and nobody wanted it any more in the end.”"


def cleaned(*texts):
    blocks = [Block(Kind.PARAGRAPH, text) for text in texts]
    return [(block.kind.value, block.set_aside) for block in clean(blocks)]


def source(name):
    path = SOURCES / name
    if not path.exists():
        pytest.skip("the two source texts are not at hand")
    return prepare(path.read_bytes(), name)


def test_short_lines_without_end_mark_are_headings():
    assert (
        cleaned("The mill", "It closed.", "After it", "It stood empty.")
        == [
            ("heading", False),
            ("paragraph", False),
        ]
        * 2
    )


def test_last_line_is_no_heading():
    assert cleaned("It closed.", "Ada Alder")[1] == ("paragraph", False)


@pytest.mark.parametrize(
    "quotation",
    [
        "“The mill was old, it was dark, and nobody wanted it any more in the end.”",
        "“The mill was old, […] and nobody wanted it any more …”",
        '"The mill was old... nobody wanted it any more in the end"',
    ],
)
@pytest.mark.parametrize("is_before", [True, False])
def test_quotation_that_the_body_repeats_is_a_pull_quote_with_its_caption(quotation, is_before):
    pulled = [quotation, "A former miller"]
    texts = [*pulled, SPEECH] if is_before else [SPEECH, *pulled, "It closed in the end."]
    kinds = cleaned(*texts)
    place = 0 if is_before else 1
    assert kinds[place : place + 2] == [("pull_quote", True), ("caption", True)]
    assert kinds[-1] == ("paragraph", False)


def test_quotation_of_its_own_stays():
    assert cleaned("It closed.", "“Nobody will ever open it again.”")[1] == ("quotation", False)


@pytest.mark.parametrize(
    "text",
    [
        "We use cookies to improve your visit.",
        "Usamos cookies para mejorar su visita.",
        "Home | News | Sport | Weather | Contact",
        "Subscribe now",
        "© 2021 Bell Ltd. All rights reserved.",
        "No warranty, express or implied, is given, and all liability is disclaimed.",
    ],
)
def test_what_stands_around_a_text_is_set_aside(text):
    assert cleaned("The mill closed in 1931.", text)[1] == ("boilerplate", True)


@pytest.mark.parametrize(
    "text",
    ["The cookie was on the table.", "A long liability followed the closing of the mill."],
)
def test_what_only_looks_like_boilerplate_stays(text):
    assert cleaned("The mill closed in 1931.", text)[1] == ("paragraph", False)


def test_list_of_other_articles_ends_at_a_long_paragraph():
    long = " ".join(["The mill stood by the river for all of those years."] * 5)
    assert cleaned("It closed.", "Related articles", "Fog", "A wet spring.", long)[1:] == [
        ("boilerplate", True),
        ("boilerplate", True),
        ("boilerplate", True),
        ("paragraph", False),
    ]


def test_text_goes_on_after_a_legal_box():
    notice = "No warranty, express or implied, is given, and all liability is disclaimed."
    body = "The harbour master has worked at the port for thirty years."
    assert cleaned("The mill closed.", "Important notice", notice, body)[1:] == [
        ("boilerplate", True),
        ("boilerplate", True),
        ("paragraph", False),
    ]


def test_further_reading_below_a_list_of_other_articles_is_kept():
    texts = ("It closed.", "See also", "Fog", "Further reading", "Alder, Mills (1950).")
    assert [aside for _, aside in cleaned(*texts)] == [False, True, True, False, False]


@pytest.mark.parametrize(
    "line", ["By Mara Lind", "Por Lucía Pérez — 4 de mayo de 2020", "4 May 2020"]
)
def test_byline_below_the_title_is_no_heading(line):
    assert cleaned("The mill", line, "It closed in 1931.")[1] == ("boilerplate", True)


def test_byline_gives_author_and_date_that_the_file_leaves_out():
    stated = prepare(b"The mill\n\nBy Mara Lind, 4 May 2020\n\nIt closed.\n", "a.txt").provenance
    assert (stated.author, stated.published) == ("Mara Lind", "4 May 2020")


def test_words_in_brackets_do_not_hide_a_pull_quote():
    quotation = "“[She said that] the mill was old, it was dark”"
    assert cleaned(SPEECH, quotation, "It closed.")[1] == ("pull_quote", True)


def test_line_that_ends_near_the_margin_is_not_wrapped():
    text = (
        "The mill of Alder Hill\nThe mill is seen as the oldest one in all the province of Venn.\n"
        "After the fire\nIt never opened again.\n"
    )
    kinds = [block.kind.value for block in prepare(text.encode(), "a.txt").blocks]
    assert kinds == ["heading", "paragraph", "heading", "paragraph"]


def test_further_reading_is_kept_and_flagged():
    texts = ("The mill", "It closed.", "Further reading", "Alder, Mills (1950).")
    blocks = clean([Block(Kind.PARAGRAPH, text) for text in texts])
    assert [block.why == FURTHER_WHY for block in blocks] == [False, False, True, True]
    assert not any(block.set_aside for block in blocks)


def test_first_source_has_ten_headings_and_nothing_set_aside():
    document = source("a-setting-the-stage-1945.txt")
    kinds = [block.kind for block in document.blocks]
    assert kinds.count(Kind.HEADING) == 10
    assert not any(block.set_aside for block in document.blocks)
    assert sum(block.why == FURTHER_WHY for block in document.blocks) == 3


def test_second_source_sets_aside_notice_list_and_pull_quotes():
    document = source("b-bolivia-courts-russian-interest.txt")
    aside = [block.kind for block in document.blocks if block.set_aside]
    assert aside.count(Kind.PULL_QUOTE) == aside.count(Kind.CAPTION) == 2
    assert [why for why in (block.why for block in document.blocks) if why == "legal notice"] == [
        "legal notice"
    ] * 3
    assert aside.count(Kind.BOILERPLATE) == 3 + 20


def test_quotations_of_the_second_source_run_over_sentences():
    document = source("b-bolivia-courts-russian-interest.txt")
    kept = [one for one in document.sentences if not document.blocks[one.block].set_aside]
    assert sum(one.quoted for one in kept) == 8


def read(text, name="a.txt"):
    return [(block.kind.value, block.text) for block in prepare(text.encode(), name).blocks]


def test_rows_with_tabs_are_a_table():
    text = "The mill\n\nTable 1: Men\nYear\tMen\n1930\t40\n\nIt closed.\n"
    assert read(text)[1:3] == [("caption", "Table 1: Men"), ("table", "Year | Men\n1930 | 40")]


def test_item_of_a_list_goes_on_in_an_indented_line():
    assert read("Why?\n\n- fire\n- debt\n  and flood\n")[1] == ("list", "- fire\n- debt and flood")


def test_line_that_goes_on_in_lower_case_is_wrapped():
    text = "The end of the mill was long and sad for the whole of the\ntown of Alder Hill.\n"
    assert read(text)[0][1] == text.replace("\n", " ").strip()


@pytest.mark.parametrize("line", ["Table 1: Men by year", "Source: town archive", "Foto: A. Vega"])
def test_line_that_names_a_table_or_a_picture_is_a_caption(line):
    assert read(f"The mill\n\nIt closed.\n\n{line}\n\nIt burned.\n")[2] == ("caption", line)


def test_question_of_an_interview_is_no_heading():
    texts = ("The mill", "Q: Why did it close?", "A: Nobody knows.")
    assert cleaned(*texts)[1] == ("paragraph", False)


@pytest.mark.parametrize("line", ["========", "* * *", "Tags: mills, fire", "5 comments"])
def test_lines_of_signs_and_of_machines_are_set_aside(line):
    assert cleaned("The mill closed.", line, "It burned.")[1] == ("boilerplate", True)


def test_marks_of_notes_in_markdown_are_left_out():
    text = "# The mill\n\nIt closed[^1] in 1931.\n\n[^1]: Bell, 4 May.\n"
    assert [text for _, text in read(text, "a.md")] == [
        "The mill", "It closed in 1931.", "Bell, 4 May."
    ]  # fmt: skip
