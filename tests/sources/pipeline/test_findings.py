"""What is found of a whole document."""

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
