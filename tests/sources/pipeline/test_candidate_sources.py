"""Which documents and speakers of a text are sources, and which words are none."""

import pytest

from sources.pipeline.candidates import events_of, no_sources, sources_of, terms_of
from sources.pipeline.clean import clean
from sources.pipeline.split import split
from sources.pipeline.text import Block, Kind, Provenance, ReadDocument

DOCUMENTS = {
    "According to the charter of 1214, kept as roll 17, the king granted a market.": (
        ("The charter of 1214", "record", "", "1214"),
    ),
    "The parish register for 1349 lists 212 burials.": (
        ("The parish register for 1349", "record", "", "1349"),
    ),
    "The historian Ruth Alder, in her 1978 book on the valley, counted nine.": (
        ("Ruth Alder’s 1978 book on the valley", "book", "Ruth Alder", "1978"),
    ),
    "The mill was opened by Josiah Penn on 4 May 1791, as his own ledger records.": (
        ("Josiah Penn’s ledger", "record", "Josiah Penn", ""),
    ),
    "In a letter to his brother dated 12 June 1796, Penn wrote that he paid two shillings.": (
        ("Penn’s letter to his brother dated 12 June 1796", "record", "Penn", "12 June 1796"),
    ),
    "The timetable of 1848, printed by Lenn Press, shows four trains.": (
        ("The timetable of 1848", "record", "Lenn Press", "1848"),
    ),
    "The inquiry’s report, published in 1912, recommended a wage board.": (
        ("The inquiry’s report, published in 1912", "record", "The inquiry", "1912"),
    ),
    "The town council voted on 14 March 2019 to keep it, as its minutes show.": (
        ("The town council’s minutes", "record", "The town council", ""),
    ),
    "The census of 1921 counts 190 people, and the census of 1931 counts 187.": (
        ("The census of 1921", "record", "", "1921"),
        ("The census of 1931", "record", "", "1931"),
    ),
    "The Fell Gazette of 9 August 1911 counted 300 people.": (
        ("Fell Gazette", "newspaper", "Fell Gazette", "9 August 1911"),
    ),
}  # fmt: skip
NO_SOURCES = [
    "Many observers agreed that conditions were shameful.",
    "Experts believe that the town would have vanished.",
    "Sources close to the company later said that wages had been raised.",
    "“We were never asked,” said one worker.",
    "Figures show that it grew.",
    "Studies show that towns with museums have less crime.",
    "The report was lost.",
    "She bought a book and a map.",
    "Some critics say that the road was a mistake.",
]


def read(*paragraphs: str) -> ReadDocument:
    cleaned = clean([Block(Kind.PARAGRAPH, text) for text in paragraphs])
    return ReadDocument(Provenance(), cleaned, split(cleaned))


@pytest.mark.parametrize("text", DOCUMENTS)
def test_sources_of_finds_the_document_with_its_maker_and_date(text: str) -> None:
    found = sources_of(read(text))
    assert tuple((one.short, one.type, one.maker, one.date) for one in found) == DOCUMENTS[text]


@pytest.mark.parametrize("text", NO_SOURCES)
def test_sources_of_takes_no_crowd_and_no_plain_noun(text: str) -> None:
    assert sources_of(read(text)) == ()


def test_sources_of_takes_no_month_for_a_speaker() -> None:
    text = "Councillor James Orr said at the meeting of 8 May 2023 that he doubted the figures."
    assert [one.short for one in sources_of(read(text))] == ["Councillor James Orr"]


@pytest.mark.parametrize("text", [text for text in DOCUMENTS if "on 4 May" not in text])
def test_events_of_takes_no_date_of_a_document(text: str) -> None:
    dated = {event.form for event in events_of(read(text))}
    assert dated <= {"2019-03-14"}


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("The strike ended on 2 May 1911, and it was a victory.", "The strike ended"),
        ("Since the museum opened in 2021, shops have flourished.", "The museum opened"),
        ("The inspector reported in 1834 that 46 were young.",
         "The inspector reported in 1834 that 46 were young"),
        ("Following the end of the war in 1945, the union began to look south.",
         "The union began to look south"),
        ("On 7 August 1911 the hands stopped work.", "The hands stopped work"),
        ("According to the Fell Gazette, the bridge was closed on 3 May 1921.",
         "The bridge was closed"),
        ("Mrs Cole told the county on 3 May 1911 that her wage had been cut by a fifth, that "
         "nobody had asked her, and that the whole town was against it.",
         "Mrs Cole told the county on 3 May 1911 that her wage had been cut by a fifth, that "
         "nobody had asked her…"),
        ("The railway company, which had opened a line in 1911, carried the fish.",
         "The railway company had opened a line"),
        ("The railway company, which had a line to the sea, carried half of the fish by 1925 "
         "(Board of Trade report, 1926, table 8).",
         "The railway company carried half of the fish"),
        ("Mary Toller thanked on 20 November 1891 “the men of the wall”.",
         "Mary Toller thanked on 20 November 1891 “the men of the wall”"),
        ("Dr Helen Marsh, a historian at the University of Carrow and once a diver, writes in her "
         "book on walls of the north and of the sea that the wall was raised in 1954.",
         "…that the wall was raised"),
    ],
)  # fmt: skip
def test_events_of_cuts_no_words_out_of_the_middle(text: str, title: str) -> None:
    assert [event.title for event in events_of(read(text))] == [title]


def test_events_of_begins_no_title_with_a_participle() -> None:
    assert events_of(read("Founded in 1905, the company lost money.")) == ()


def test_terms_of_offers_words_that_a_pupil_may_not_know() -> None:
    text = "The burgesses wrote it into the ledger. A wage board and the market were new."
    words = [term.term for term in terms_of(read(text)) if term.kind == "word"]
    assert sorted(words) == ["burgess", "ledger", "wage board"]


def test_terms_of_finds_what_is_explained_between_commas() -> None:
    [term] = terms_of(read("They crossed in a coracle, a kind of boat made of hides."))
    assert (term.term, term.defined) == ("coracle", True)


def test_no_sources_leaves_who_speaks_to_the_cards() -> None:
    document = read("Councillor James Orr said that the Corn Hall was full. The Corn Hall shut.")
    left = no_sources(terms_of(document), sources_of(document))
    assert [term.term for term in left] == ["Corn Hall"]


def speakers_of(*paragraphs: str) -> list[tuple[str, int]]:
    found = sources_of(read(*paragraphs))
    return [(one.short, one.times) for one in found if one.type == "speaker"]


def test_sources_of_takes_the_diplomat_for_the_one_named_before() -> None:
    assert speakers_of(
        "A former Bolivian diplomat says that it is late. The former diplomat continues: “It is.” "
        "“We wait,” comments the current diplomat."
    ) == [("Former Bolivian diplomat", 2), ("Current diplomat", 1)]


def test_sources_of_keeps_two_who_may_be_two_apart() -> None:
    text = "A former Bolivian diplomat says that it is late. A former diplomat says it is not."
    assert len(speakers_of(text)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Fishermen feared that the wall would ruin the harbour.",
        "Barrow built walls at Tarn and Penwick, and he was widely regarded as the best.",
        "According to the Ellery Gazette of 12 May 1887, about 300 people signed.",
        "Some say that the mayor, Edwin Strand, wanted a monument to himself.",
        "Thanks to the wall, not a single boat of the village was lost that day.",
    ],
)
def test_sources_of_gives_words_to_nobody_who_says_nothing(text: str) -> None:
    assert speakers_of(text) == []


def test_events_of_gives_no_title_that_begins_in_the_middle_of_a_phrase() -> None:
    text = (
        "A former clerk affirms that, although the defence of the valley’s oldest partner in all "
        "the long and difficult talks of those years was a pillar of the council’s whole policy "
        "from its days as a guest at the table of the district from 1916 to 1918, it gave in."
    )
    assert events_of(read(text)) == ()
