"""Documents and practice passages: Markdown in which every sentence is a line with an id."""

import re
from collections.abc import Iterator

from lessons.content.kinds import SLUG, choices
from lessons.content.markdown_files import (
    Lines,
    end_of_fence,
    read_values,
    split_head,
    write_fence,
    write_head,
)
from lessons.content.objects import Block, Document, Sentence
from lessons.content.problems import Json, Place, Problem, has_errors
from lessons.content.shapes import Record, attributes, unbuild
from lessons.content.tables import CLAIMS, DOCUMENT

MARKED_KINDS = ("pull-quote", "caption", "table", "boilerplate")
"""Kinds of block that a line `::: kind` gives; the others show by how their lines begin."""

SENTENCE_ID_LIMIT = 12

_SENTENCE = re.compile(r"\[([^\]\s]*)\] +(\S.*)")
_HEADING = re.compile(r"(#+) +")
_PREFIXES = {"quotation": "> ", "list": "- "}


def read_document(text: str, *, file: str, id: str, found: list[Problem]) -> Document | None:  # noqa: A002
    """The document of one file; None when something in it is wrong, which `found` then says."""
    mine: list[Problem] = []
    parts = split_head(text, file=file, found=mine)
    document = None
    if parts is not None:
        head, body = parts
        fields, place = read_values(head, Record(DOCUMENT), mine)
        fence = _claims_fence(body, mine)
        blocks = _blocks(body.cut(0, fence), mine)
        labels: Json = None
        labels_place = place
        if fence is not None:
            labels, labels_place = _claims(body, fence, fields, mine)
        if not has_errors(mine) and isinstance(fields, dict):
            claims = CLAIMS.build(labels, labels_place) if labels else ()
            values = attributes(DOCUMENT, fields, place)
            document = Document(id=id, place=place, blocks=blocks, claims=claims, **values)
    found.extend(mine)
    return document


def _claims_fence(body: Lines, found: list[Problem]) -> int | None:
    for position, line in enumerate(body.texts):
        if line.startswith("```"):
            if line.rstrip() != "```claims":
                found.append(
                    body.place(position).error("Only a `claims` block may stand here, at the end.")
                )
                return None
            return position
    return None


def _claims(body: Lines, fence: int, fields: Json, found: list[Problem]) -> tuple[Json, Place]:
    end = end_of_fence(body, fence)
    if end is None:
        found.append(body.place(fence).error("This block is never closed. Add a line ```."))
        return None, body.place(fence)
    for position in range(end + 1, len(body.texts)):
        if body.texts[position].strip():
            found.append(body.place(position).error("Nothing may follow the claims. Move it up."))
            break
    if isinstance(fields, dict) and fields.get("edition") != "practice":
        found.append(
            body.place(fence).error(
                "Only a practice passage holds its claims. Move them to `claims.yaml`."
            )
        )
    return read_values(body.cut(fence + 1, end), CLAIMS, found)


def _blocks(body: Lines, found: list[Problem]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    marked = ""
    for group in _groups(body):
        lines = group
        if group.texts[0].startswith(":::"):
            marked = _marked_kind(group, found)
            lines = group.cut(1)
        if not lines.texts:
            continue
        block = _block(lines, marked, found)
        marked = ""
        if block is not None:
            blocks.append(block)
    if not blocks:
        found.append(body.place(0).error("There is no sentence here yet."))
    seen: set[str] = set()
    for sentence in (s for block in blocks for s in block.sentences):
        if sentence.id in seen:
            found.append(
                sentence.place.error(f"The id `{sentence.id}` was used above. Give a new one.")
            )
        seen.add(sentence.id)
    return tuple(blocks)


def _groups(body: Lines) -> Iterator[Lines]:
    start: int | None = None
    for position, line in enumerate([*body.texts, ""]):
        if line.strip():
            start = position if start is None else start
        elif start is not None:
            yield body.cut(start, position)
            start = None


def _marked_kind(group: Lines, found: list[Problem]) -> str:
    kind = group.texts[0][3:].strip()
    if kind in MARKED_KINDS:
        return kind
    found.append(
        group.place(0).error(f"`{kind}` is not a kind of block. {choices(kind, MARKED_KINDS)}")
    )
    return "caption"


def _block(lines: Lines, marked: str, found: list[Problem]) -> Block | None:
    first = lines.texts[0]
    heading = _HEADING.match(first)
    level = len(heading.group(1)) if heading else 0
    prefix = heading.group(0) if heading else first[:2] if first[:2] in ("> ", "- ") else ""
    kind = marked or ("heading" if heading else _kind_of_prefix(prefix))
    if heading and (marked or level > 3 or len(lines.texts) > 1):
        found.append(
            lines.place(0).error(
                "A heading is one line after #, ## or ###, with a blank line below it and no "
                "`:::` line above it."
            )
        )
        return None
    sentences: list[Sentence] = []
    for position, line in enumerate(lines.texts):
        place = lines.place(position)
        if not line.startswith(prefix):
            found.append(place.error(f"Begin each line of this block with `{prefix}`."))
            continue
        sentence = _sentence(line.removeprefix(prefix).strip(), place, found)
        if sentence is not None:
            sentences.append(sentence)
    if not sentences:
        return None
    return Block(kind=kind, level=level, sentences=tuple(sentences))


def _kind_of_prefix(prefix: str) -> str:
    return next((kind for kind, mark in _PREFIXES.items() if mark == prefix), "paragraph")


def _sentence(line: str, place: Place, found: list[Problem]) -> Sentence | None:
    match = _SENTENCE.fullmatch(line)
    if not match:
        found.append(
            place.error(
                "Begin each sentence with its id and a blank, such as `[s01] `; one "
                "sentence a line."
            )
        )
        return None
    key, text = match.groups()
    if not SLUG.fullmatch(key) or len(key) > SENTENCE_ID_LIMIT:
        found.append(
            place.error(
                f"`{key}` is not an id of a sentence. Write one such as s01, with at most "
                f"{SENTENCE_ID_LIMIT} letters and digits."
            )
        )
        return None
    return Sentence(id=key, text=text, place=place)


def write_document(document: Document) -> str:
    """The file of a document. The claims of a practice passage stand at its end."""
    parts = [write_head(unbuild(DOCUMENT, document)), *map(_write_block, document.blocks)]
    if document.edition == "practice" and document.claims:
        parts.append(write_fence("claims", CLAIMS.unbuild(document.claims)))
    return "\n".join(parts)


def _write_block(block: Block) -> str:
    if block.kind in MARKED_KINDS:
        return f"::: {block.kind}\n" + _write_sentences(block, "")
    if block.kind == "heading":
        return _write_sentences(block, "#" * block.level + " ")
    return _write_sentences(block, _PREFIXES.get(block.kind, ""))


def _write_sentences(block: Block, prefix: str) -> str:
    return "".join(f"{prefix}[{s.id}] {s.text}\n" for s in block.sentences)
