"""What is found of a whole document."""

from sources.pipeline.finding_words import EACH, TEMPLATES, Part, say
from sources.pipeline.prepare import prepare
from sources.pipeline.suggest import suggest
from sources.pipeline.text import Kind
from tests.sources.pipeline.documents import document_of, paragraph


def ids_of(document) -> set[str]:
    return {finding.id for finding in suggest(document).findings}


def message_of(document, finding_id: str) -> str:
    (found,) = [each for each in suggest(document).findings if each.id == finding_id]
    return found.message


def test_findings_say_that_nobody_and_no_date_stand_on_it():
    assert {"no-author", "no-date", "no-sources"} <= ids_of(paragraph("It rained."))


def test_findings_leave_out_what_the_file_says():
    document = document_of((Kind.PARAGRAPH, ["It rained."]), author="A. Lind", published="1921")
    assert not {"no-author", "no-date"} & ids_of(document)


def test_findings_see_a_disclaimer_in_what_was_set_aside():
    notice = "No responsibility is accepted."
    assert "disclaimer" in ids_of(document_of((Kind.BOILERPLATE, [notice])))


def test_findings_count_who_speaks():
    document = paragraph(
        "A clerk said it rained.", "The clerk said it snowed.", "A nurse said it was dry."
    )
    assert "clerk 2 of 3" in message_of(document, "attribution")
    assert {"one-sided", "no-reply", "no-named-source"} <= ids_of(document)


def test_findings_grant_a_reply():
    document = paragraph(
        "A clerk said it rained.",
        "A nurse said it was dry.",
        "Mayor Ines Duarte denied it and said no.",
    )
    assert not {"no-reply", "one-sided", "no-named-source"} & ids_of(document)


def test_findings_bound_when_it_was_written():
    message = message_of(paragraph("It burned in 1788 and in 1921."), "dates-inside")
    assert "1788 to 1921" in message
    assert "1921 or later" in message


def test_findings_tell_two_of_one_noun_apart_by_their_rank():
    document = paragraph(
        "A former Venn diplomat said it rained.",
        "The former diplomat said it snowed.",
        "A current Venn diplomat said it was dry.",
    )
    message = message_of(document, "attribution")
    assert message.startswith("3 of 3 sentences")
    assert "former diplomat 2 of 3, current diplomat 1 of 3" in message


def test_findings_count_the_sides_that_are_told():
    document = paragraph(
        "A former Vennish diplomat said it rained.",
        "The former diplomat said it snowed.",
        "A Norran analyst said it was dry.",
    )
    assert "Vennish 2 of 3, Norran 1 of 3" in message_of(document, "sides")


def test_findings_name_who_is_never_heard():
    document = paragraph(
        "They sold the well to Norra.",
        "The mill went to Norra too.",
        "And the toll of the bridge is paid to Norra.",
        "A clerk said it rained.",
        "The clerk said it snowed.",
        "A nurse said it was dry.",
    )
    assert "Norra in 3 sentences" in message_of(document, "unheard")


def test_findings_show_a_pull_quote_that_cuts_the_text():
    text = (
        "“The dam is safe only until 1990, and then it is not,” the report says.\n\n"
        "“The dam is safe … and then it is not”\n\nIt stands to this day.\n"
    )
    assert "cut-quotation" in ids_of(prepare(text.encode(), "a.txt"))


def test_titles_without_a_year_are_no_sources():
    text = "The mill\n\nIt closed.\n\nFurther reading\n\nMills of the North, and Salt and Silver.\n"
    assert "no year" in message_of(prepare(text.encode(), "a.txt"), "no-sources")
    dated = text.replace("Silver.", "Silver (1950).")
    assert "no-sources" not in ids_of(prepare(dated.encode(), "a.txt"))


def test_findings_are_said_by_their_templates_in_any_language():
    document = paragraph("A clerk said it rained.", "The clerk said it snowed.", "A nurse said no.")
    (one,) = [each for each in suggest(document).findings if each.id == "attribution"]
    words = {
        TEMPLATES["attribution"]: "%(voices)d|%(shares)s",
        EACH["shares"]: "%(label)s: %(count)d",
    }
    assert say(one.parts, words.__getitem__) == "3|clerk: 2, nurse: 1"


def test_findings_say_the_language_of_a_text_in_the_readers_words():
    words = {TEMPLATES["language"]: "en %(language)s", "Spanish": "español"}
    said = say([Part("language", {"language": "Spanish"})], words.__getitem__)
    assert said == "en español"
