"""Words, dates and sources that a text names, and what is none of them."""

from sources.pipeline.candidates import events_of, sources_of, terms_of
from sources.pipeline.clean import clean
from sources.pipeline.split import split
from sources.pipeline.text import Block, Kind, Provenance, ReadDocument

STEAMER = (
    "In the spring of 1904 the Valley Council asked for a steamer. According to the minutes of 12 "
    "March 1904, nine members voted for it. Councillor Edwin Marsh, a miller from Upper Fell, "
    "warned that the lake froze. Marsh later left.",
    "The Fell Navigation Company (FNC) was founded on 3 June 1905. A steamer is a ship that is "
    "driven by steam. The FNC sold 1,200 shares; 1500 people came. The Fell Gazette reported that "
    "half the valley had come.",
    "Two years later the company lost money. Historian Ida Crane argues in her book “Boats of the "
    "Upper Lakes” that the railway killed the steamer. A local resident said that the captain "
    "drank. See also Crane (1988) and (Holm and Berg, 1991).",
    "The Treaty of Fell was signed on 11 November 1919 by Marsh. In the 1910s a railway was "
    "opened, and by 1914 the boat lay still.",
)


def read(*paragraphs: str, further: tuple[str, ...] = ()) -> ReadDocument:
    """A text as the reader leaves it."""
    blocks = [Block(Kind.HEADING, "The lake steamer", 1)]
    blocks += [Block(Kind.PARAGRAPH, text) for text in paragraphs]
    if further:
        blocks.append(Block(Kind.HEADING, "Further reading", 2))
        blocks += [Block(Kind.LIST, text) for text in further]
    cleaned = clean(blocks)
    return ReadDocument(Provenance(), cleaned, split(cleaned))


def test_terms_of_finds_names_with_their_kinds() -> None:
    kinds = {term.term: term.kind for term in terms_of(read(*STEAMER))}
    assert kinds["Valley Council"] == "organisation"
    assert kinds["Treaty of Fell"] == "treaty"
    assert kinds["Councillor Edwin Marsh"] == "person"


def test_terms_of_counts_a_last_name_as_the_whole_one() -> None:
    marsh = next(t for t in terms_of(read(*STEAMER)) if t.term == "Councillor Edwin Marsh")
    assert (marsh.also, marsh.times) == (("Marsh",), 3)


def test_terms_of_spells_out_a_short_form() -> None:
    fnc = next(term for term in terms_of(read(*STEAMER)) if term.term == "FNC")
    assert (fnc.kind, fnc.expansion, fnc.times) == ("acronym", "Fell Navigation Company", 2)


def test_terms_of_gives_the_sentence_that_defines_a_word() -> None:
    document = read(*STEAMER)
    steamer = next(term for term in terms_of(document) if term.term == "steamer")
    assert steamer.defined
    assert document.sentences[steamer.sentence].text.startswith("A steamer is a ship")


def test_terms_of_takes_no_title_of_a_work_and_no_first_word() -> None:
    names = {term.term for term in terms_of(read(*STEAMER))}
    assert not names & {"Boats of the Upper Lakes", "According", "Historian", "Two", "See"}


def test_terms_of_takes_a_word_before_a_name_at_the_beginning_off() -> None:
    document = read("Analysing Novaria is hard. We saw Novaria twice, and liked Novaria.")
    assert [(term.term, term.times) for term in terms_of(document)] == [("Novaria", 3)]


def test_terms_of_offers_no_name_that_every_atlas_has() -> None:
    document = read("We saw Bolivia. They left Bolivia for the US. In Bolivia the US has no base.")
    assert terms_of(document) == ()


def test_terms_of_offers_no_name_that_is_only_mentioned() -> None:
    document = read("They met Ruth Calloway in Tarn, and Edwin Strand, the mayor, came to Tarn.")
    assert [term.term for term in terms_of(document)] == ["Edwin Strand"]


def test_terms_of_leaves_out_what_is_set_aside() -> None:
    block = Block(Kind.BOILERPLATE, "The Deheza Company sells it.", set_aside=True)
    document = ReadDocument(Provenance(), (block,), split((block,)))
    assert terms_of(document) == ()


def test_events_of_leaves_the_date_out_of_the_title() -> None:
    events = {event.form: event.title for event in events_of(read(*STEAMER))}
    assert events["1904"] == "The Valley Council asked for a steamer"
    assert events["1905-06-03"] == "The Fell Navigation Company (FNC) was founded"


def test_events_of_gives_each_date_its_own_part_of_the_sentence() -> None:
    events = {event.form: event.title for event in events_of(read(*STEAMER))}
    assert events["191X"] == "A railway was opened"
    assert events["1914"] == "The boat lay still"


def test_events_of_takes_no_year_of_a_citation() -> None:
    forms = {event.form for event in events_of(read(*STEAMER))}
    assert not forms & {"1988", "1991"}


def test_events_of_says_what_cannot_be_resolved() -> None:
    unresolved = [event for event in events_of(read(*STEAMER)) if not event.form]
    assert [event.words for event in unresolved] == ["Two years later"]


def test_sources_of_finds_every_source_once() -> None:
    found = {source.short: source.type for source in sources_of(read(*STEAMER))}
    assert found == {
        "Valley Council": "speaker",
        "The minutes of 12 March 1904": "record",
        "Councillor Edwin Marsh": "speaker",
        "Fell Gazette": "newspaper",
        "Boats of the Upper Lakes": "book",
        "Historian Ida Crane": "speaker",
        "Local resident": "speaker",
        "Crane (1988)": "study",
        "Holm and Berg (1991)": "study",
    }


def test_sources_of_leaves_open_what_the_text_does_not_say() -> None:
    book = next(s for s in sources_of(read(*STEAMER)) if s.type == "book")
    assert (book.maker, book.date, book.address) == ("", "", "")


def test_sources_of_reads_a_list_of_further_reading() -> None:
    further = ("Ida Crane, Boats of the Lakes (1988)", "https://rail.example/history")
    found = sources_of(read(STEAMER[0], further=further))
    assert [(s.short, s.date, s.address) for s in found[-2:]] == [
        ("Ida Crane, Boats of the Lakes (1988)", "1988", ""),
        ("rail.example", "", "https://rail.example/history"),
    ]
