"""What the shipped packs say: each fact with its card, in our own words, for a sixteen-year-old."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

import pytest

from lessons.content import read_files
from lessons.content.checks.references import item_leaves
from lessons.content.kinds import Ref
from sources.prose import references_in
from tests.lessons.shipped import ROOT, SLUGS, claims_of, pack_of

pytestmark = pytest.mark.parametrize("slug", SLUGS)

# Citations


def test_every_card_is_cited_somewhere_and_has_its_limits(slug: str) -> None:
    used = cards_in_use(slug)
    for card in pack_of(slug).cards:
        assert card.id in used, card.id
        assert card.limits, card.id
        assert card.citation, card.id


def cards_in_use(slug: str) -> set[str]:
    pack = pack_of(slug)
    used = {card for thing in (*pack.terms, *pack.events) for card in thing.sources}
    used |= {evidence.card for claim in claims_of(slug) for evidence in claim.evidence}
    for item in pack.items:
        used |= {
            str(leaf.value)
            for leaf in item_leaves(item)
            if isinstance(leaf.kind, Ref) and leaf.kind.target == "card"
        }
    for lesson in pack.lessons:
        for step in lesson.steps:
            used |= set(references_in(step.body)[0])
    return used


def test_every_event_rests_on_a_card(slug: str) -> None:
    assert all(event.sources for event in pack_of(slug).events)


_QUOTED = re.compile(r'"[^"]*"|“[^”]*”')
_POINTS_INSIDE = re.compile(r"[Ss]entences? \d+(?:(?:, | and | to |–)\d+)*|[Ll]essons? \d+")
_COUNTED = re.compile(r"\d{2,}")


def test_every_sentence_of_a_lesson_with_a_number_has_a_citation_in_its_paragraph(
    slug: str,
) -> None:
    """Questions, quoted examples and warm-ups about invented things state no fact."""
    offenders = []
    for lesson in pack_of(slug).lessons:
        for step in lesson.steps:
            if step.kind != "reading" or step.purpose == "warm-up":
                continue
            for paragraph in re.split(r"\n\s*\n|\n(?=\d+\. |- )", step.body):
                offenders += [
                    (lesson.id, step.id, sentence)
                    for sentence in paragraph.split("\n")
                    if "[@" not in paragraph and states_a_number(sentence)
                ]
    assert offenders == []


def states_a_number(sentence: str) -> bool:
    bare = _POINTS_INSIDE.sub("", _QUOTED.sub("", sentence))
    return bool(_COUNTED.search(bare)) and not sentence.rstrip().endswith("?")


# Our own words

SOURCES = ROOT.parent / "shared" / "sources"
FILES_OF = {"cold-war-diplomacy": "a-*.txt", "modern-alignment-debates": "b-*.txt"}
TITLES = (
    "Setting the Stage for New Alliances",
    "Bolivia courts Russian interest",
    "Bolivia: A Revolutionary State",
    "The Soviet Union and Latin America: A Historical Survey",
)
_WORD = re.compile(r"[a-z0-9’']+")


def words_of(written: str) -> list[str]:
    return _WORD.findall(written.lower().replace("’", "'"))


def source_words(slug: str) -> list[str]:
    found = sorted(SOURCES.glob(FILES_OF[slug]))
    if not found:
        pytest.skip("the original documents are no part of the project: ../shared/sources")
    return words_of(found[0].read_text())


def pack_texts(slug: str) -> Iterator[str]:
    for path, data in read_files(ROOT / "fixtures" / slug)[0].items():
        if path != "LICENSE":
            written = data.decode()
            for title in TITLES:
                written = re.sub(re.escape(title), " § ", written, flags=re.IGNORECASE)
            yield written


def runs(words: list[str], length: int) -> Mapping[tuple[str, ...], int]:
    """Every run of so many words, with its place."""
    return {tuple(words[i : i + length]): i for i in range(len(words) - length + 1)}


def test_no_eight_words_in_a_row_are_those_of_the_original(slug: str) -> None:
    known = runs(source_words(slug), 8)
    for written in pack_texts(slug):
        # Two titles side by side do not join into one run: a § stands between.
        for part in written.split("§"):
            found = runs(words_of(part), 8).keys() & known.keys()
            assert found == set()


def test_quotations_are_short_and_together_below_a_tenth_of_the_original(slug: str) -> None:
    words = source_words(slug)
    fours = runs(words, 4)
    quoted: set[int] = set()
    for written in pack_texts(slug):
        for span in _QUOTED.findall(written):
            own = words_of(span)
            places = [fours[run] for run in runs(own, 4) if run in fours]
            if places:
                assert len(own) < 25 or longest_run(places) + 3 < 25, span
            quoted |= {place + i for place in places for i in range(4)}
    assert len(quoted) < len(words) / 10


def longest_run(places: list[int]) -> int:
    """How many places in a row stand side by side, at most."""
    best = length = 1
    for one, other in pairwise(sorted(set(places))):
        length = length + 1 if other == one + 1 else 1
        best = max(best, length)
    return best


# Reading level


def test_lessons_read_at_school_grade_nine_or_below(slug: str) -> None:
    for lesson in pack_of(slug).lessons:
        written = "\n".join(f"{step.body}\n{step.prompt}" for step in lesson.steps)
        assert grade_of(written) <= 9.5, lesson.id


def grade_of(written: str) -> float:
    """Flesch–Kincaid grade: 0.39 words per sentence + 11.8 syllables per word − 15.59."""
    plain = re.sub(r"\[@[^\]]*\]|\]\(term:[^)]*\)|[*_#>\[\]]", "", written)
    sentences = [s for s in re.split(r'(?<=[.?!:])[\s"]+|\n+', plain) if re.search("[a-z]", s)]
    words = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", plain)
    syllables = sum(syllables_in(word) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def syllables_in(word: str) -> int:
    groups = len(re.findall(r"[aeiouy]+", word.lower()))
    silent = word.lower().endswith("e") and not word.lower().endswith("le") and groups > 1
    return max(groups - silent, 1)
