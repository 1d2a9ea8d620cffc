"""A text of our own about an invented town, as a Word file: sound and weak sentences mixed."""

from html import escape

from tests.sources.pipeline.files import docx_parts, zipped

TITLE = "Who saved Alder Bridge?"
TEXT = """
# Who saved Alder Bridge?
The stone bridge at Alder was closed to carts on 3 May 1921.
In her report of 9 May 1921 the engineer, Ruth Hale, wrote that two of five piers had moved.
Many people in the valley knew that something was wrong.
The closing led to the decline of the market.
According to the toll book of 1921, 412 carts a week had crossed before the closing.
Thanks to the closing, the villages on the north bank lost their faith in the county.
A senior official said that the money was there all along.
Numerous farmers sold their animals that summer.
The mill on the south bank burned down in August 1921; as a result the young people left the valley.
The census of 1921 counts 1,904 people in Alder, and the census of 1931 counts 1,877.
# The new road
In 1923 the county built a road of 14 kilometres around the valley.
The road fostered a new spirit among the traders.
The minutes of the council of 12 June 1923 record nine votes for the road and four against.
Some critics say that the road was a mistake.
The road boosted the pride of the south bank.
Various shops opened beside it.
Ruth Hale resigned on 1 February 1924, and her letter gives her health as the reason.
A former colleague told a newspaper that she had been pushed out.
The council wanted to humiliate her.
It was the most important road in the region.
The timetable of 1924 lists six buses a day between Alder and Kassel Green.
Everyone in the valley used the bus.
# The bridge opens again
The repaired bridge opened on 20 October 1926.
The repair cost 8,400 crowns, of which the county paid 5,000.
The opening sparked a rush of marriages.
Several families came back to the north bank.
The opening set the stage for fifty years of calm.
An insider claims that the engineer's plans had been lost on purpose.
The parish register shows 31 marriages in 1925 and 33 in 1927.
Due to the bridge, the market found its old strength again.
The market's book of 1927 lists 96 stalls, as against 101 in 1920.
Countless visitors admired the arches.
The bridge will stand for a thousand years.
An expert says that no bridge in the country is safer.
"""


def word_file() -> bytes:
    """The text as a DOCX with headings by style, a title and no author."""
    paragraphs = []
    for line in TEXT.strip().splitlines():
        heading = line.startswith("# ")
        style = '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>' if heading else ""
        words = escape(line.removeprefix("# "), quote=False)
        paragraphs.append(f"<w:p>{style}<w:r><w:t>{words}</w:t></w:r></w:p>")
    parts = docx_parts("".join(paragraphs))
    parts["docProps/core.xml"] = (
        '<c:p xmlns:c="urn:c" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(TITLE)}</dc:title></c:p>"
    )
    return zipped(parts)
