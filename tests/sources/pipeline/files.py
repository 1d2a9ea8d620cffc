"""Documents of each format, made here by the bytes; the smallest that a reader takes."""

import io
import zipfile

PARAGRAPH = "The mill at Alder Hill closed on 3 March 1931. Forty people lost their work."
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def zipped(parts: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as packed:
        for name, content in parts.items():
            kind = zipfile.ZIP_STORED if name == "mimetype" else compression
            packed.writestr(zipfile.ZipInfo(name), content, compress_type=kind)
    return out.getvalue()


def docx_parts(body: str = "", prolog: str = "") -> dict[str, str | bytes]:
    body = body or (
        '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>The mill</w:t></w:r></w:p>'
        f"<w:p><w:r><w:t>{PARAGRAPH}</w:t></w:r></w:p>"
    )
    return {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": (
            f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" '
            f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
        ),
        "word/styles.xml": (
            f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="Heading1">'
            '<w:name w:val="heading 1"/></w:style></w:styles>'
        ),
        "word/document.xml": (
            f'{prolog}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        ),
        "docProps/core.xml": (
            '<c:p xmlns:c="urn:c" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            "<dc:title>The mill</dc:title><dc:creator>Ada Alder</dc:creator></c:p>"
        ),
    }


def docx() -> bytes:
    return zipped(docx_parts())


def odt_parts() -> dict[str, str | bytes]:
    text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    return {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": (
            f'<o:document-content xmlns:o="{office}" xmlns:t="{text}"><o:body><o:text>'
            f'<t:h t:outline-level="2">The mill</t:h><t:p>{PARAGRAPH}</t:p>'
            "<t:list><t:list-item><t:p>One</t:p></t:list-item></t:list>"
            "</o:text></o:body></o:document-content>"
        ),
        "meta.xml": (
            f'<o:document-meta xmlns:o="{office}" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            "<o:meta><dc:title>The mill</dc:title><dc:language>en</dc:language></o:meta>"
            "</o:document-meta>"
        ),
        "META-INF/manifest.xml": "<manifest/>",
    }


def odt() -> bytes:
    return zipped(odt_parts())


def epub_parts() -> dict[str, str | bytes]:
    return {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": (
            '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>'
        ),
        "OPS/book.opf": (
            '<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
            "<dc:title>Mills</dc:title><dc:creator>Ada Alder</dc:creator>"
            "<dc:rights>CC BY</dc:rights></metadata><manifest>"
            '<item id="n" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
            '<item id="b" href="b.xhtml" media-type="application/xhtml+xml"/>'
            '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
            '<spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/></spine></package>'
        ),
        "OPS/nav.xhtml": "<html><body><p>Contents</p></body></html>",
        "OPS/a.xhtml": f"<!DOCTYPE html><html><body><h1>One</h1><p>{PARAGRAPH}</p></body></html>",
        "OPS/b.xhtml": "<html><body><h1>Two</h1><p>It never opened again.</p></body></html>",
    }


def epub() -> bytes:
    return zipped(epub_parts())


def pdf(lines: list[str]) -> bytes:
    """One page with the lines; without lines, a page without a text layer."""
    shown = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
    stream = f"BT /F1 11 Tf 50 780 Td {shown}ET" if lines else "0 0 10 10 re f"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        "<< /Title (The mill) /Author (Ada Alder) /CreationDate (D:19310303) >>",
    ]
    out, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(objects) + 1
    end = f"trailer\n<< /Size {count} /Root 1 0 R /Info 6 0 R >>\nstartxref\n{len(out)}\n%%EOF"
    return f"{out}xref\n0 {count}\n0000000000 65535 f \n{table}{end}".encode("latin-1")
