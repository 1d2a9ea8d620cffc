"""Documents as programs write them, for the tests of the readers."""

from tests.sources.pipeline import files
from tests.sources.pipeline.files import OFFICE, RELATIONS, W

STYLES = {
    "Title": "Title", "Heading1": "heading 1", "Quote": "Quote", "IntenseQuote": "Intense Quote",
    "Caption": "caption", "ListParagraph": "List Paragraph", "TOC1": "toc 1",
}  # fmt: skip


def paragraph(text: str, style: str = "", run: str = "") -> str:
    """A paragraph of Word; run: properties of its only run."""
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    properties = f"<w:rPr>{run}</w:rPr>" if run else ""
    return f'<w:p>{named}<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def bullet(text: str) -> str:
    return (
        '<w:p><w:pPr><w:pStyle w:val="ListParagraph"/><w:numPr><w:ilvl w:val="0"/>'
        f'<w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'
    )


TEXT_BOX = (
    "<w:p><w:r><mc:AlternateContent "
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice Requires="wps"><w:drawing><wps:txbx xmlns:wps="urn:wps"><w:txbxContent>'
    + paragraph("The mill had 40 workers.")
    + "</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict>"
    '<v:textbox xmlns:v="urn:schemas-microsoft-com:vml"><w:txbxContent>'
    + paragraph("The mill had 40 workers.")
    + "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
)
NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
CHANGED = (
    '<w:p><w:r><w:t xml:space="preserve">The owner was </w:t></w:r>'
    '<w:del w:id="1" w:author="x"><w:r><w:delText>poor</w:delText></w:r></w:del>'
    '<w:ins w:id="2" w:author="x"><w:r><w:t>rich</w:t></w:r></w:ins><w:r><w:t>.</w:t></w:r></w:p>'
)
BODY = "".join([
    paragraph("The mill at Alder Hill", "Title"),
    paragraph("By Ada Alder"),
    paragraph("The fire 1", "TOC1"),
    paragraph("The fire", "Heading1"),
    paragraph("It burned on 3 May 1931.").replace("</w:p>", NOTE + "</w:p>"),
    CHANGED,
    paragraph("“They knew,” he said.", "Quote"),
    TEXT_BOX,
    paragraph("The mill in 1930", "Caption"),
    bullet("A lamp"),
    bullet("A spark"),
    f"<w:tbl><w:tr><w:tc>{paragraph('Year')}</w:tc><w:tc>{paragraph('Workers')}</w:tc></w:tr></w:tbl>",
    '<w:p><w:r><w:t>One line</w:t><w:br/><w:t>and more.</w:t></w:r>'
    "<w:r><w:tab/><w:t>So.</w:t></w:r></w:p>",
    paragraph("After the fire", "", "<w:b/>"),
    paragraph("It stood empty for 10 years."),
])  # fmt: skip


def word() -> bytes:
    """Headings by style, a note, tracked changes, a text box written twice, a list, a table."""
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in STYLES.items()
    )
    targets = {"r1": "footnotes", "r2": "numbering", "r4": "styles"}
    related = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{name}" Target="{name}.xml"/>'
        for key, name in targets.items()
    )
    return files.zipped({
        **files.docx_parts(BODY),
        "word/styles.xml": f'<w:styles xmlns:w="{W}">{styles}</w:styles>',
        "word/footnotes.xml": (
            f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2">{paragraph("Bell, p. 2.")}'
            "</w:footnote></w:footnotes>"
        ),
        "word/numbering.xml": (
            f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
            '<w:numFmt w:val="bullet"/></w:lvl></w:abstractNum><w:num w:numId="1">'
            '<w:abstractNumId w:val="0"/></w:num></w:numbering>'
        ),
        "word/header1.xml": f'<w:hdr xmlns:w="{W}">{paragraph("Running head")}</w:hdr>',
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="{RELATIONS}">{related}</Relationships>'
        ),
    })  # fmt: skip


def writer() -> bytes:
    """Styles by parent, deletions kept, a note, a remark, a box, nested lists."""
    name = "urn:oasis:names:tc:opendocument:xmlns"
    content = f"""<o:document-content xmlns:o="{name}:office:1.0" xmlns:t="{name}:text:1.0"
xmlns:d="{name}:drawing:1.0" xmlns:s="{name}:style:1.0"><o:automatic-styles>
<s:style s:name="P1" s:parent-style-name="Quotations"/></o:automatic-styles><o:body><o:text>
<t:tracked-changes><t:changed-region><t:deletion><t:p>gone</t:p></t:deletion></t:changed-region>
</t:tracked-changes><t:p t:style-name="Title">The mill</t:p><t:table-of-content><t:index-body>
<t:p>The fire 1</t:p></t:index-body></t:table-of-content><t:h t:outline-level="2">The fire</t:h>
<t:p>It burned<t:s t:c="3"/>in <t:span>1931</t:span>.<t:note><t:note-citation>1</t:note-citation>
<t:note-body><t:p>Bell, p. 2.</t:p></t:note-body></t:note> So.<o:annotation><t:p>remark</t:p>
</o:annotation></t:p><t:p t:style-name="P1">They knew.</t:p>
<t:p><d:frame><d:text-box><t:p>Boxed words.</t:p></d:text-box></d:frame>Around the box.</t:p>
<t:list><t:list-item><t:p>One</t:p><t:list><t:list-item><t:p>One a</t:p></t:list-item></t:list>
</t:list-item></t:list></o:text></o:body></o:document-content>"""
    return files.zipped({**files.odt_parts(), "content.xml": content})


def pages(*lines_of_pages: list[tuple[int, int, str]], extra: str = "") -> bytes:
    """A PDF; each page a list of (x, y, text) in points from the lower left corner, 600 by 800."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>", "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]  # fmt: skip
    kids = []
    for lines in lines_of_pages:
        shown = "".join(f"1 0 0 1 {x} {y} Tm ({text}) Tj " for x, y, text in lines)
        stream = f"BT /F1 10 Tf {shown}ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] "
            f"/Contents {len(objects)} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(objects) + 1
    end = f"trailer\n<< /Size {count} /Root 1 0 R {extra}>>\nstartxref\n{len(out)}\n%%EOF"
    return f"{out}xref\n0 {count}\n0000000000 65535 f \n{table}{end}".encode("latin-1")
