"""Source you cannot find: a source is mentioned, with too little to find it by."""

import re
from collections.abc import Iterable

from sources.pipeline.phrases import Span
from sources.pipeline.scene import Scene
from sources.pipeline.weaknesses.base import Rule, examples

_THING = (
    r"(?:studies|study|research|researches|records?|documents?|surveys?|polls?|reports?|data|"
    r"statistics|figures|archives?|sources|letters|findings|experiments?|evidence|files|papers|"
    r"investigations?|science|history|chronicles?|accounts|analys[ei]s|tests|trials|"
    r"calculations|estimates|emails|memos?)"
)
_SHOWS = (
    r"(?:show|prov|prove|suggest|confirm|reveal|demonstrate|indicate|tell|make|say|find|found|"
    r"report|"
    r"teach|point|establish|state|put|support)(?:s|es|ed|n|ing)?"
)
_WHAT_SORT = (
    r"(?:recent|several|many|some|various|new|old|secret|scientific|academic|official|"
    r"historical|numerous|internal|a|an|one|all|the|leaked|government|independent|medical|"
    r"clinical|famous|confidential|unpublished|ancient|early|local|countless|reliable|"
    r"international|other|our|their|market)"
)
_PATTERN = re.compile(
    rf"\b(?:{_WHAT_SORT}\s+){{0,3}}{_THING}\s+"
    rf"(?:(?:have|has|clearly|also|now|consistently|long|had|once|already)\s+){{0,2}}{_SHOWS}\b"
    rf"|\b(?:surveys?|polls?|studies|tests|research|experiments|trials|interviews)\s+"
    rf"(?:(?:that were\s+)?(?:carried out|conducted|made|done|published|undertaken)\b)"
    rf"[^.,;]{{0,60}}?\b{_SHOWS}\b"
    r"|\brecommended readings?\b|\bfurther reading\b|\bbooks? (?:such as|like)\b"
    rf"|\baccording to (?:{_WHAT_SORT}\s+){{0,3}}{_THING}\b"
    r"|\b(?:scientifically|statistically|historically) (?:proven|proved)\b"
    r"|\b(?:i|we) (?:once )?(?:read|heard|saw) (?:it )?(?:somewhere|online|on the (?:internet|"
    r"radio|"
    r"news)|on television|in (?:a|the|some) (?:book|paper|newspaper|magazine|article)s?)\b"
    r"|\bas (?:studies|research|documents|records|history|science|experience) "
    r"(?:show|prove|confirm|teach|demonstrate)(?:s|es)?\b"
    rf"|\b(?:recorded|told|described|mentioned|found|written|attested)\s+in\s+(?:(?:the|several|"
    rf"some|"
    rf"many|old|ancient|early|local|various|a number of)\s+){{1,3}}(?:chronicles|archives|records|"
    rf"documents|sources|books|texts|letters|manuscripts|papers)\b"
    r"|\b(?:doctors|scientists|experts|researchers|historians|economists|psychologists|"
    r"archaeologists|engineers|teachers|insiders)\s+(?:(?:have|had|long|now|once|recently)\s+){0,2}"
    r"(?:proved|proven|shown|discovered|established|confirmed|demonstrated|seen\s+(?:a|an|the|"
    r"secret)\s+\w+)\b"
    rf"|\b(?:polling|polls?|surveys?|reports|accounts|letters|"
    rf"stories)\b[^.,;]{{0,40}}?\b(?:suggests?|spoke|"
    rf"speak|told|tell|claimed|describe[ds]?|indicate[ds]?)\b"
    r"|\b(?:an?|some|several|one)\s+(?:old|ancient|early|lost|secret|forgotten|medieval|leaked|"
    r"unnamed|unpublished|certain)\s+(?:\w+\s+)?(?:register|document|map|letter|manuscript|"
    r"chronicle|book|paper|file|memo|diary|report|record|photograph|source|inscription)s?\b"
    r"[^.;]{0,50}?\b(?:shows?|mentions?|tells?|speaks?|says?|said|proves?|describes?|suggests?|"
    r"according|confirms?|reveals?)\b"
    r"|\bas seen on (?:television|tv|the internet)\b|\bit (?:is|was) (?:all )?(?:over|on) the "
    r"internet\b"
    rf"|\b{_THING},?\s+(?:which|that)\s+(?:\w+\s+){{0,4}}(?:not|never)\s+(?:been\s+)?"
    rf"(?:released|published|shown|named|printed|seen)\b",
    re.I,
)
_TITLE = re.compile(r"[“\"«]([A-ZÀ-Þ][^“”\"«»]{4,})[”\"»]")
_BOOKS = re.compile(
    r"\b(?:books?|readings?|titles?|volumes?|literature|works?|to (?:learn|read|find out) more|"
    r"go further)\b",
    re.I,
)
_FINDABLE = re.compile(
    r"\b(?:1[0-9]|20)\d\d\b|\b(?:table|page|p\.|pp\.|vol\.|volume|no\.|chapter|folio|fol\.|box|"
    r"doi|isbn)\s*\d|https?://|\b[A-Z][a-z]+ (?:Survey|Census|Report|Archive|Institute|Office|"
    r"University|Journal|Bureau)\b|\b(?:University|Institute|Archive|Ministry|Journal) (?:of|for) "
    r"[A-Z]"
)
_NOT_EVIDENCE = re.compile(r"\b(?:history|science) (?:say|report|find|found|make|tell|put)", re.I)
_SIGNED = re.compile(r"^,?\s+(?:by|of)\s+[A-ZÀ-Þ]|^\s*\(\s*[A-ZÀ-Þ\d]")
_ENOUGH_CAPITALS = 0.5


def _outside(scene: Scene) -> str:
    """The sentence without its quotations, in which titles may look like offices."""
    text = scene.text
    for mark in reversed(scene.quotations):
        text = text[: mark.start] + text[mark.end :]
    return text


def _unsigned_titles(scene: Scene) -> Iterable[Span]:
    """Titles of books that stand without author, year and publisher."""
    if not _BOOKS.search(_outside(scene)):
        return
    for match in _TITLE.finditer(scene.text):
        words = match[1].split()
        capitals = sum(word[:1].isupper() for word in words)
        is_title = len(words) > 1 and capitals >= _ENOUGH_CAPITALS * len(words)
        if is_title and not _SIGNED.match(scene.text[match.end() :]):
            yield Span(match.start(), match.end(), match.group())


def find(scene: Scene) -> Iterable[Span]:
    """Mentions of studies, records or books in a sentence that names none so that it is found."""
    if scene.is_question or _FINDABLE.search(_outside(scene)):
        return
    for match in _PATTERN.finditer(scene.text):
        if not _NOT_EVIDENCE.match(match.group()):
            yield Span(match.start(), match.end(), match.group())
    yield from _unsigned_titles(scene)


RULE = Rule(
    id="uncheckable-source",
    cues="“studies show”, “documents reveal”, “recommended reading” without author, year or page",
    find=find,
    weight=0.8,
    weak=examples("""
Studies show that villages were happier before the railway.
Research has proved that left-handed pupils draw better.
Secret documents reveal that the duke paid the rioters.
According to a recent survey, most sailors could not swim.
Recommended reading includes “The Lost Coast” and “Salt and Silver”.
Old records suggest the well was dug by miners.
It is scientifically proven that bees dislike the colour blue.
Data clearly show that the new school is better.
We read somewhere that the emperor was afraid of cats.
Several reports have confirmed that the ice is thinner now.
You can learn more from books like “The Age of Canals”.
Internal papers prove the bank knew of the hole.
"""),
    fine=examples("""
The Census of 1921, table 14, shows 312 empty houses in the valley.
A study by Mara Quist (Journal of Hydrology, 2014) shows that the marsh stores water.
The archive is closed on Mondays.
The duke's account book for 1788, folio 31, reveals payments to the rioters.
The survey took two weeks and three horses.
For further reading see Lind, Canals of the North (Uppsala, 1998), ch. 3.
Students did research in the library.
According to the National Statistics Office, 41 sailors drowned in May.
The reports were bound in red leather.
The documents lie in box 12 of the town archive.
The letters of 3 and 9 March 1846 confirm the sale.
She studies the records every evening.
"""),
)
