"""How a document is cut into lessons, and a lesson into passages."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from django.utils.translation import gettext as _

from sources.models import Block, Document, Sentence
from sources.pipeline.clean import FURTHER_WHY

SHORT_WORDS = 150
"""A section with fewer words goes together with the next one."""
LESSON_WORDS = 600
"""About so many words stand in a lesson where only the length says where to cut."""
LONGEST_WORDS = 1200
"""A section with more words is cut at the end of a paragraph."""
LONGEST_UNDIVIDED = 900
"""So is a text without headings that has more."""
PASSAGE_WORDS = 260
FIRST_WORDS = 6
"""So many words name a lesson that has no heading."""
# Sentences of these can be asked about, and have a number.
READ = frozenset({Block.Kind.PARAGRAPH, Block.Kind.QUOTATION, Block.Kind.LIST})


@dataclass(frozen=True, slots=True)
class SentenceAt:
    """A sentence of the outline: its key, its place in the document and its words."""

    key: str
    position: int
    number: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """A block with its sentences, as the outline needs it."""

    kind: str
    level: int
    starts_lesson: bool
    why: str
    sentences: tuple[SentenceAt, ...]

    @property
    def text(self) -> str:
        return " ".join(sentence.text for sentence in self.sentences)

    @property
    def words(self) -> int:
        return len(self.text.split()) if self.kind in READ else 0


@dataclass(slots=True)
class Section:
    """A stretch of a document that becomes one lesson: its headings and its blocks in order."""

    titles: list[str] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    piece: tuple[int, int] = (1, 1)
    """Which of how many pieces it is, where a long section was cut."""

    @property
    def words(self) -> int:
        return sum(part.words for part in self.parts)

    @property
    def sentences(self) -> list[SentenceAt]:
        return [sentence for part in self.parts for sentence in part.sentences]

    @property
    def first(self) -> SentenceAt:
        return self.sentences[0]

    @property
    def last(self) -> SentenceAt:
        return self.sentences[-1]

    def holds(self, position: int) -> bool:
        """Whether the sentence at this position of the document stands in it."""
        return self.first.position <= position <= self.last.position


def parts_of(rows: Iterable[Sentence]) -> list[Part]:
    """The blocks that learners read, with their sentences.

    rows: the sentences of a document in order, each with its block and its document.
    """
    shown = (row for row in rows if not row.block.set_aside)
    return [_part(list(group)) for _block, group in groupby(shown, key=lambda row: row.block_id)]


def _part(rows: Sequence[Sentence]) -> Part:
    block = rows[0].block
    return Part(
        kind=block.kind,
        level=block.level,
        starts_lesson=block.starts_lesson,
        why=block.why,
        sentences=tuple(SentenceAt(s.key, s.position, s.number, s.text) for s in rows),
    )


def sections_of(rows: Iterable[Sentence]) -> list[Section]:
    """The lessons that a document makes, in order; rows as for `parts_of`.

    Where the instructor has set marks, a lesson begins at each of them and nowhere else. Without
    marks each heading begins one, short ones go together with what follows, and a long one is cut
    at the end of a paragraph, as is a text without headings. A list of further reading and what
    nobody could be asked about make no lesson of their own.
    """
    parts = parts_of(rows)
    if any(part.starts_lesson for part in parts):
        sections = list(_split(parts, starts=lambda part: part.starts_lesson))
    else:
        level = _dividing_level(parts)
        cut = _split(parts, starts=lambda part: _begins(part, level))
        grouped = _without_whole(_together(_without_further(cut)), parts, level)
        most = LONGEST_WORDS if level else LONGEST_UNDIVIDED
        sections = [piece for section in grouped for piece in _pieces(section, most)]
    return [section for section in sections if section.words]


def title_of(section: Section, document: Document, *, lesson: tuple[int, int] = (1, 1)) -> str:
    """What a lesson is called; which piece, if a section was cut.

    By its first heading that is not the title of the whole text. Without one: by the document if
    it is its only lesson, else by how it begins. lesson: which of how many.
    """
    whole = _plain(document.title)
    own = [each for each in section.titles if _plain(each) != whole]
    number, of = section.piece
    if not own and of == 1 and lesson[1] > 1:
        return _("How it begins") if lesson[0] == 1 else _first_words(section)
    title = own[0] if own else document.title
    return f"{title} ({number}/{of})" if of > 1 else title


def _first_words(section: Section) -> str:
    words = next((s.text for s in section.sentences if s.number), section.first.text).split()
    more = " …" if len(words) > FIRST_WORDS else ""
    return _("“%(words)s”") % {"words": " ".join(words[:FIRST_WORDS]).strip('“”".,') + more}


def _plain(title: str) -> str:
    return " ".join(title.split()).casefold()


def passages_of(section: Section) -> list[list[Part]]:
    """A section in stretches of about `PASSAGE_WORDS` words, cut at the ends of blocks.

    A heading goes with what follows it; the last stretch is never a stub.
    """
    found: list[list[Part]] = [[]]
    words = 0
    left = section.words
    for part in section.parts:
        full = words >= PASSAGE_WORDS or (words and words + part.words > PASSAGE_WORDS * 1.4)
        if full and left >= PASSAGE_WORDS / 3:
            carried: list[Part] = []
            while found[-1] and found[-1][-1].kind == Block.Kind.HEADING:
                carried.insert(0, found[-1].pop())
            found.append(carried)
            words = 0
        found[-1].append(part)
        words += part.words
        left -= part.words
    return [stretch for stretch in found if any(part.words for part in stretch)] or [section.parts]


def _dividing_level(parts: Sequence[Part]) -> int:
    """The level of heading at which lessons begin: the highest that divides the text.

    A single heading at the top is the title of the text. 0 when no level divides.
    """
    headings = [part.level for part in parts if part.kind == Block.Kind.HEADING]
    for level in sorted(set(headings)):
        is_title = headings.count(level) == 1 and headings[0] == level
        if not is_title:
            return level
    return 0


def _begins(part: Part, level: int) -> bool:
    """Whether a lesson begins here: at a heading of that level, or at a list of further reading."""
    return (level > 0 and part.level == level) or part.why == FURTHER_WHY


def _split(parts: Iterable[Part], *, starts: Callable[[Part], bool]) -> Iterator[Section]:
    section = Section()
    for part in parts:
        if starts(part) and any(each.kind != Block.Kind.HEADING for each in section.parts):
            yield section
            section = Section()
        if part.kind == Block.Kind.HEADING and (starts(part) or not section.titles):
            section.titles = [part.text]
        section.parts.append(part)
    if section.parts:
        yield section


def _without_further(sections: Iterable[Section]) -> Iterator[Section]:
    """All but the lists of further reading: these are for source cards."""
    for section in sections:
        kept = [part for part in section.parts if part.why != FURTHER_WHY]
        if kept:
            section.parts = kept
            yield section


def _together(sections: Iterable[Section]) -> Iterator[Section]:
    """Short sections with what follows; a short last one with what comes before it."""
    done: list[Section] = []
    for section in sections:
        last = done[-1] if done else None
        if last is not None and last.words < SHORT_WORDS and _fit(last, section):
            _append(last, section)
        else:
            done.append(section)
    if len(done) > 1 and done[-1].words < SHORT_WORDS and _fit(done[-2], done[-1]):
        _append(done[-2], done.pop())
    return iter(done)


def _without_whole(
    sections: Iterable[Section], parts: Sequence[Part], level: int
) -> Sequence[Section]:
    """Where a text has several sections, the headings above theirs are titles of the whole."""
    found = list(sections)
    above = {part.text for part in parts if part.kind == Block.Kind.HEADING and part.level < level}
    if len(found) > 1:
        for section in found:
            section.titles = [title for title in section.titles if title not in above]
    return found


def _fit(first: Section, second: Section) -> bool:
    return first.words + second.words <= LONGEST_WORDS


def _append(first: Section, second: Section) -> None:
    first.titles += second.titles
    first.parts += second.parts


def _pieces(section: Section, most: int) -> Iterator[Section]:
    """A section, or pieces of it of about the same length where it is too long for a lesson."""
    if section.words <= most:
        yield section
        return
    count = round(section.words / LESSON_WORDS)
    share = section.words / count
    before = 0
    placed: list[tuple[int, Part]] = []
    for part in section.parts:
        # A heading of no words goes to the piece that begins with what follows it.
        placed.append((min(count - 1, int(before / share)), part))
        before += part.words
    groups = [[part for _n, part in group] for _n, group in groupby(placed, key=lambda p: p[0])]
    for number, group in enumerate(groups, start=1):
        yield Section(titles=section.titles[:1], parts=group, piece=(number, len(groups)))
