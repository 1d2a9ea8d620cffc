"""Blocks to sentences: lines first, then syntok, then a state of who still speaks."""

import itertools
import re
from collections.abc import Iterator, Sequence

import syntok.segmenter as segmenter
from syntok.tokenizer import Tokenizer

from sources.pipeline.progress import Phase, report
from sources.pipeline.quotations import CLOSING, with_quotations
from sources.pipeline.text import Block, Kind, Sentence

# Never the end of a sentence, for these stand before a name or a number. Compared in lower case.
BEFORE_A_NAME = frozenset(
    [
        "adm",
        "amb",
        "art",
        "brig",
        "c",
        "ca",
        "cap",
        "capt",
        "cf",
        "ch",
        "cmdr",
        "col",
        "cpl",
        "cía",
        "dña",
        "dr",
        "dra",
        "ed",
        "eds",
        "fig",
        "figs",
        "fr",
        "gen",
        "gob",
        "gov",
        "gral",
        "hno",
        "hon",
        "ing",
        "insp",
        "jr",
        "lcda",
        "lcdo",
        "lic",
        "lt",
        "maj",
        "mgr",
        "mons",
        "mr",
        "mrs",
        "ms",
        "mt",
        "mx",
        "no",
        "nos",
        "núm",
        "p",
        "pp",
        "pág",
        "págs",
        "pbro",
        "pres",
        "prof",
        "profa",
        "pte",
        "rep",
        "rev",
        "sec",
        "sen",
        "sgt",
        "sr",
        "sra",
        "sres",
        "srta",
        "st",
        "ste",
        "supt",
        "tte",
        "vol",
        "vols",
        "vs",
        "v",
        "esq",
        "e.g",
        "i.e",
        "p.ej",
        "p.",
        "ej",
        "ph",
        "av",
        "avda",
        "sta",
        "sto",
        "urb",
        "dpto",
        "depto",
        "prov",
        "pza",
        "ctra",
        "excmo",
        "excma",
        "ilmo",
        "ilma",
        "rvdo",
        "fdo",
        "tel",
        "párr",
        "ap",
        "lám",
        "cfr",
        "ss",
    ]
)
# May end a sentence: only what follows tells.
BEFORE_LOWER = frozenset(
    [
        "etc",
        "inc",
        "ltd",
        "co",
        "corp",
        "al",
        "a.m",
        "p.m",
        "a.c",
        "d.c",
        "ee.uu",
        "u.s",
        "u.k",
        "a.d",
        "b.c",
        "dept",
    ]
)
TAIL = re.compile(r"(?:^|[\s(\[“\"«'‘])((?:\w\.[ ]?)*\w+)\.$")
# Spanish writes plurals with doubled initials: EE. UU., FF. AA.
DOUBLED = re.compile(r"(?:^|[\s(“\"«])([A-Z])\1\.$")
# Before and after Christ in Spanish: 44 a. C., 476 d. C.
ERA = re.compile(r"(?:^|\s)[ad]\.$")
ASIDE = re.compile(r"[—–]\s?[a-záéíóúñ]")
SPEECH = re.compile(r"[.!?…][\"”»]?\s+(?=[—–][A-ZÁÉÍÓÚÑ¿¡])")
INITIAL = re.compile(r"(?:^|[\s(“\"«.])([A-ZÁÉÍÓÚÑ])\.$")
ELLIPSIS_END = re.compile(r"(?:…|\.\.\.|\[(?:…|\.\.\.)\])[\"”’»)\]]*$")
CLOSERS = re.compile(r"[\"”’»)\]]+(?=\s|$)")
REPORTS = re.compile(r"[a-záéíóúñ—–,;]")
LONGEST_LINE = 20_000
LONGEST_TAIL = 80


def split(blocks: Sequence[Block]) -> tuple[Sentence, ...]:
    """The sentences of all blocks, those set aside too, in their order.

    `text == blocks[block].text[start:end]`; sentences of a block do not overlap, and only white
    space stands between them. Language: English and Spanish.
    """
    return with_quotations(blocks, _cut(blocks))


def _cut(blocks: Sequence[Block]) -> Iterator[tuple[int, int, int]]:
    for at, block in enumerate(blocks):
        report(Phase.SPLITTING, at, len(blocks))
        for start, end in spans(block):
            yield at, start, end


def spans(block: Block) -> Iterator[tuple[int, int]]:
    """Where the sentences of a block begin and end. A heading, a caption and a row are one each."""
    whole = block.kind in (Kind.HEADING, Kind.CAPTION, Kind.TABLE)
    offset = 0
    for line in block.text.split("\n"):
        if line.strip():
            cut = [_trimmed(line, 0, len(line))] if whole else _spans_of_line(line)
            yield from ((offset + start, offset + end) for start, end in cut)
        offset += len(line) + 1


def _spans_of_line(line: str) -> list[tuple[int, int]]:
    marks = [0]
    for piece in range(0, len(line), LONGEST_LINE):
        if piece:
            marks.append(piece)
        marks += _starts(line[piece : piece + LONGEST_LINE], piece)
    marks += [found.end() for found in SPEECH.finditer(line)]
    edges = [*dict.fromkeys(_with_closers(line, mark) for mark in sorted(marks)), len(line)]
    cut: list[tuple[int, int]] = []
    for start, end in itertools.pairwise(edges):
        start, end = _trimmed(line, start, end)
        if start >= end:
            continue
        if cut and _belongs_together(line[cut[-1][0] : cut[-1][1]], line[start:end]):
            cut[-1] = (cut[-1][0], end)
        else:
            cut.append((start, end))
    return cut


def _starts(text: str, offset: int) -> Iterator[int]:
    """Where syntok begins a sentence, found again in the text from left to right."""
    tokenizer = Tokenizer(emit_hyphen_or_underscore_sep=True, replace_not_contraction=False)
    place = 0
    for sentence in segmenter.segment(iter(tokenizer.split(text))):
        is_first = True
        for token in sentence:
            found = text.find(token.value, place)
            if found < 0 or not token.value:
                continue
            if is_first:
                yield offset + found
            is_first = False
            place = found + len(token.value)


def _with_closers(line: str, mark: int) -> int:
    """A closing mark at the beginning belongs to the sentence before."""
    if mark and (closers := CLOSERS.match(line, mark)) and not line[mark - 1].isspace():
        return closers.end()
    return mark


def _trimmed(line: str, start: int, end: int) -> tuple[int, int]:
    text = line[start:end]
    return start + len(text) - len(text.lstrip()), end - (len(text) - len(text.rstrip()))


def _belongs_together(before: str, after: str) -> bool:
    """Whether what was cut is one sentence: after an abbreviation, an initial or a quotation."""
    before = before[-LONGEST_TAIL:]
    goes_on = bool(REPORTS.match(after))
    if before[-1] in ".!?…" and after[0] in "—–":
        # Spanish dialogue: —¿Vienes? —preguntó ella. —Sí.
        return bool(ASIDE.match(after))
    if before[-1].isalnum() or before[-1] in ",;:–—":
        # No end at all: syntok cut for another reason, such as a bracket.
        return goes_on
    if ELLIPSIS_END.search(before) and goes_on:
        return True
    if before[-1] in CLOSING + "\"'’)]":
        return goes_on
    if before[-1] != ".":
        return goes_on and after[0] in ",;"
    if INITIAL.search(before):
        return _is_name_part(before)
    if ERA.search(before) and after.startswith("C."):
        return True
    if DOUBLED.search(before) and re.match(r"[A-Z]{2}\.", after):
        return True
    tail = TAIL.search(before)
    word = tail[1].lower().replace(" ", "") if tail else ""
    if word in BEFORE_A_NAME:
        return word != "no" or after[:1].isdigit()
    return goes_on and (word in BEFORE_LOWER or len(word) <= 4)


def _is_name_part(before: str) -> bool:
    """An initial is part of a name, but "vitamin C." and "Plan B." end a sentence."""
    words = before.split()
    if len(words) == 1:
        return True
    return words[-2][:1].isupper() and words[-2].lower() not in (
        "plan",
        "vitamin",
        "group",
        "grupo",
    )
