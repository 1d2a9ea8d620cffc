"""Which language a document is in, by its most frequent small words."""

import re
from collections.abc import Iterable

from sources.pipeline.text import ReadDocument

ENGLISH, SPANISH, OTHER = "en", "es", "other"
NAMES = {SPANISH: "Spanish", OTHER: "another language than English"}
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = {
    ENGLISH: (
        "the of and to in a is that for it was on with as by at from are were this which be had "
        "his her not but they an or have has been their its we you he she who will would there "
        "all if when what no so said"
    ),
    SPANISH: (
        "de la que el en y los del las por con una su para es al lo como más pero sus le se un o "
        "fue ha este esta ya muy sin sobre también hasta hay donde quien desde todo nos durante "
        "ser son entre cuando era no ni"
    ),
    "fr": (
        "de la le les et des du un une est dans qui que pour pas sur au aux avec ce cette il elle "
        "son sa ses par plus ne se en été sont ont nous vous mais ou leur à même"
    ),
    "de": (
        "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es "
        "an er hat aus bei sie nach wird war wurde einer um am sind noch wie einem über einen so"
    ),
    "it": (
        "di e il la che in a per un una è del della non con si i da le dei al sono più nel alla "
        "gli come anche ha ma lo delle se o era suo sua questo dal nella"
    ),
    "pt": (
        "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao "
        "das tem à seu sua ou ser quando muito nos já está eu também pelo pela até"
    ),
}
_LISTS = {name: frozenset(small.split()) for name, small in _SMALL.items()}
FEWEST_WORDS = 12
MOST_WORDS = 5_000
LEAST_SHARE = 0.12


def language_of(document: ReadDocument) -> str:
    """`en`, `es` or `other`: by the words of the running text; where they are too few, by what
    the file says of itself, and English where it says nothing."""
    words = list(_words(document))
    stated = document.provenance.language.lower()[:2]
    by_file = stated if stated in NAMES or stated == ENGLISH else OTHER if stated else ENGLISH
    if len(words) < FEWEST_WORDS:
        return by_file
    counts = {name: sum(word in small for word in words) for name, small in _LISTS.items()}
    best = max(counts, key=lambda name: (counts[name], name == by_file))
    if counts[best] >= LEAST_SHARE * len(words):
        return best if best in (ENGLISH, SPANISH) else OTHER
    # Lists and tables have few small words in any language.
    return by_file


def _words(document: ReadDocument) -> Iterable[str]:
    """The first words of what is not set aside, in lower case."""
    left = MOST_WORDS
    for block in document.blocks:
        if left <= 0:
            return
        if not block.set_aside:
            found = _WORD.findall(block.text[: 8 * left].lower())[:left]
            left -= len(found)
            yield from found
