"""Random bytes and random markup: never a crash, and offsets that are always valid."""

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from sources.pipeline.bylines import is_byline
from sources.pipeline.child import from_json, to_json
from sources.pipeline.clean import clean
from sources.pipeline.phrases import words_of
from sources.pipeline.prepare import prepare
from sources.pipeline.read.refusals import FileRefused
from sources.pipeline.scene import Scene
from sources.pipeline.split import split
from sources.pipeline.suggest import suggest
from sources.pipeline.text import Block, Kind
from sources.pipeline.weaknesses.registry import all_rules
from tests.sources.pipeline import files, office

NAMES = st.sampled_from(["a.txt", "a.md", "a.html", "a.docx", "a.odt", "a.epub", "a.pdf"])
SAMPLES = st.sampled_from([
    files.docx(), files.odt(), files.epub(), files.pdf(["One.", "Two."]), office.word(),
    office.writer(), office.pages([(50, 700, "One line."), (320, 700, "Another line.")]),
])  # fmt: skip
PIECES = [
    "<p>", "</p>", "<div class='nav'>", "</div>", "<blockquote>", "<ul>", "<li>", "</ul>",
    "<table>",
    "<tr>", "<td>", "<h2>", "</h2>", "<b>", "</b>", "<!--", "-->", "<script>", "&amp;", "&nbsp;",
    "“It is.”", "Dr. ", "Alder ", "…", "[", "]", "#", "- ", "*", ">", "|", "\n\n", "1. ", "<",
]  # fmt: skip
MARKUP = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
TEXT = st.text(
    alphabet=st.one_of(st.sampled_from("ab. “”\"'’«»…!?\n()-A1 "), st.characters()), max_size=300
)


def is_sound(document):
    for one in document.sentences:
        assert document.blocks[one.block].text[one.start : one.end] == one.text
        assert one.text.strip() == one.text != ""
    for before, after in zip(document.sentences, document.sentences[1:], strict=False):
        assert before.block < after.block or before.end <= after.start
    assert from_json(to_json(document)) == document


def read_or_refused(data, name):
    with suppress(FileRefused):
        is_sound(prepare(data, name))


@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=500), name=NAMES)
def test_random_bytes_are_read_or_refused(data, name):
    read_or_refused(data, name)


@settings(max_examples=100, deadline=None)
@given(markup=MARKUP, name=st.sampled_from(["a.txt", "a.md", "a.html"]))
def test_random_markup_is_read_or_refused(markup, name):
    read_or_refused(markup.encode(), name)


@settings(max_examples=120, deadline=None)
@given(
    data=SAMPLES, place=st.integers(0, 10_000), put=st.binary(max_size=8), cut=st.integers(0, 20)
)
def test_documents_with_random_edits_are_read_or_refused(data, place, put, cut):
    place %= len(data)
    read_or_refused(data[:place] + put + data[place + cut :], "a.bin")


@settings(max_examples=150, deadline=None)
@given(text=TEXT)
def test_no_letter_is_lost_between_sentences(text):
    found = split([Block(Kind.PARAGRAPH, text)])
    kept = "".join("".join(one.text.split()) for one in found)
    assert kept == "".join(text.split())


EXAMPLES = st.sampled_from([text for rule in all_rules() for text in (*rule.weak, *rule.fine)])


@settings(max_examples=150, deadline=None)
@given(text=EXAMPLES, place=st.integers(0, 200), put=TEXT, cut=st.integers(0, 30))
def test_rules_give_spans_inside_sentences_with_random_edits(text, place, put, cut):
    place %= len(text)
    edited = text[:place] + put + text[place + cut :]
    scene = Scene(text=edited, words=words_of(edited), open_quote=place % 2 == 0)
    for rule in all_rules():
        for span in rule.look(scene):
            assert 0 <= span.start < span.end <= len(edited)
            assert span.cue


@settings(max_examples=60, deadline=None)
@given(texts=st.lists(st.one_of(EXAMPLES, TEXT), max_size=12))
def test_cleaning_drops_and_moves_nothing(texts):
    blocks = [Block(Kind.PARAGRAPH, text) for text in texts]
    kept = [text for text in texts if text.strip()]
    assert [block.text for block in clean(blocks)] == kept


@settings(max_examples=60, deadline=None)
@given(texts=st.lists(st.one_of(EXAMPLES, TEXT), max_size=12))
def test_suggestions_point_at_sentences_and_are_the_same_twice(texts):
    with suppress(FileRefused):
        document = prepare("\n\n".join(texts).encode("utf-8", "replace"), "a.txt")
        made = suggest(document, per_page=None)
        assert made == suggest(document, per_page=None)
        assert all(0 <= one.sentence < len(document.sentences) for one in made.suggestions)


@settings(max_examples=80, deadline=None)
@given(text=TEXT)
def test_bylines_are_told_without_failing(text):
    assert is_byline(text) in (True, False)
