"""Source you cannot find: a source is mentioned, with too little to find it by."""

import re
from collections.abc import Iterable

from sources.pipeline.phrases import Span
from sources.pipeline.scene import Scene
from sources.pipeline.weaknesses.base import Rule, examples

_THING = (
    r"(?:studies|study|research|researches|records?|documents?|surveys?|polls?|reports?|data|"
    r"statistics|figures|archives?|sources|letters|findings|experiments|evidence|files|papers|"
    r"investigations?|science|history)"
)
_SHOWS = (
    r"(?:show|prov|prove|suggest|confirm|reveal|demonstrate|indicate|tell|make|say|find|found|report|"
    r"teach)(?:s|es|ed|n|ing)?"
)
_PATTERN = re.compile(
    rf"\b(?:(?:recent|several|many|some|various|new|old|secret|scientific|academic|official|"
    rf"historical|numerous|internal|a|one|all|the)\s+){{0,3}}{_THING}\s+"
    rf"(?:(?:have|has|clearly|also|now|consistently|long|had)\s+){{0,2}}{_SHOWS}\b"
    r"|\brecommended readings?\b|\bfurther reading\b|\bbooks? (?:such as|like)\b"
    rf"|\baccording to (?:(?:recent|several|some|various|many|a|one|new|old|official|secret|"
    rf"scientific|an)\s+){{0,3}}{_THING}\b"
    r"|\b(?:scientifically|statistically|historically) (?:proven|proved)\b"
    r"|\b(?:i|we) (?:once )?read (?:somewhere|online|on the internet)\b"
    r"|\bas (?:studies|research|documents|records) (?:show|prove|confirm)\b",
    re.I,
)
_FINDABLE = re.compile(
    r"\b(?:1[0-9]|20)\d\d\b|\b(?:table|page|p\.|pp\.|vol\.|volume|no\.|chapter|folio|fol\.|box|"
    r"doi|isbn)\s*\d|https?://|\b[A-Z][a-z]+ (?:Survey|Census|Report|Archive|Institute|Office|"
    r"University|Journal|Bureau)\b"
)
_NOT_EVIDENCE = re.compile(r"\b(?:history|science) (?:say|report|find|found|make|tell)", re.I)


def _outside(scene: Scene) -> str:
    """The sentence without its quotations, in which titles may look like offices."""
    text = scene.text
    for mark in reversed(scene.quotations):
        text = text[: mark.start] + text[mark.end :]
    return text


def find(scene: Scene) -> Iterable[Span]:
    """Mentions of studies, records or books in a sentence that names none so that it is found."""
    if scene.is_question or _FINDABLE.search(_outside(scene)):
        return
    for match in _PATTERN.finditer(scene.text):
        if not _NOT_EVIDENCE.match(match.group()):
            yield Span(match.start(), match.end(), match.group())


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
