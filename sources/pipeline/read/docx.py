"""Word documents, by mammoth; its properties are read by ourselves."""

import re

import mammoth

from sources.pipeline.read import html, zips
from sources.pipeline.read.markup import html_tree, local_name, refuse_entities, squeezed, xml_tree
from sources.pipeline.read.refusals import FileRefused, Limits
from sources.pipeline.text import Provenance, ReadDocument

# Names of Word's own styles, in English and Spanish.
STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Título'] => h1:fresh
p[style-name='Quote'] => blockquote:fresh
p[style-name='Intense Quote'] => blockquote.pullquote:fresh
p[style-name='Cita'] => blockquote:fresh
p[style-name='Cita destacada'] => blockquote.pullquote:fresh
p[style-name='caption'] => p.caption:fresh
p[style-name='Caption'] => p.caption:fresh
p[style-name='Descripción'] => p.caption:fresh
p[style-name^='toc '] => p.toc:fresh
p[style-name^='TDC '] => p.toc:fresh
"""
CORE = {
    "title": "title",
    "creator": "author",
    "publisher": "publisher",
    "created": "published",
    "language": "language",
    "rights": "rights",
}


def read(data: bytes, limits: Limits) -> ReadDocument:
    """Blocks and provenance; pictures are left out."""
    parts = zips.unpack(data, _is_wanted, limits)
    if not any(name.endswith("document.xml") for name in parts):
        raise FileRefused("damaged")
    for name, content in parts.items():
        # For its depth and entities: mammoth would parse it without either guard.
        xml_tree(content, limits) if name.endswith("document.xml") else refuse_entities(content)
    try:
        made = mammoth.convert_to_html(
            zips.repacked(parts), style_map=STYLES, convert_image=_no_picture
        )
    except FileRefused:
        raise
    except Exception as problem:
        # mammoth documents no exceptions of its own; what a broken file raises is of any kind.
        raise FileRefused("damaged") from problem
    tree = html_tree(made.value, limits)
    return ReadDocument(
        provenance=_provenance(parts, limits),
        blocks=tuple(html.blocks_of(tree)) if tree is not None else (),
    )


def _is_wanted(name: str) -> bool:
    return name.endswith((".xml", ".rels")) and not name.startswith("customXml/")


def _no_picture(image: object) -> list[object]:
    """Pictures are left out, and what they point at is never opened."""
    del image
    return []


def _provenance(parts: dict[str, bytes], limits: Limits) -> Provenance:
    stated: dict[str, str] = {}
    if core := parts.get("docProps/core.xml"):
        for element in xml_tree(core, limits):
            field, text = CORE.get(local_name(element)), squeezed(element.text or "")
            if field and text:
                stated.setdefault(field, text)
    if (app := parts.get("docProps/app.xml")) and "publisher" not in stated:
        for element in xml_tree(app, limits):
            if local_name(element) == "company" and element.text:
                stated["publisher"] = squeezed(element.text)
    if "published" in stated:
        stated["published"] = re.sub(r"T.*", "", stated["published"])
    return Provenance(**stated)
