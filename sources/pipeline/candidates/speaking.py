"""Whether words that stand for a speaker name somebody whom one could look for."""

import re

from sources.pipeline.candidates.dates import MONTHS
from sources.pipeline.candidates.words import words_in

_CROWD = words_in(
    "many most some several various numerous few countless two three four five six seven eight "
    "nine ten all other others such these those certain has have had is was were been be who"
)
_NO_NAMES = words_in(
    "figures experts sources studies critics observers historians scholars witnesses people "
    "everyone everybody nobody somebody others members workers brother sister mother father wife "
    "husband son daughter friend neighbour research science history tradition legend god"
)
_ROLES = words_in(
    "ambassador analyst archaeologist archivist attaché bishop captain chairman chairwoman clerk "
    "colonel commander consul councillor curator delegate deputy diplomat director doctor editor "
    "engineer foreman general geographer governor headteacher historian inspector journalist judge "
    "lawyer librarian lieutenant magistrate mayor midwife minister nurse officer official owner "
    "physician pilot policeman politician president priest professor prosecutor reporter "
    "researcher resident scientist secretary senator sergeant soldier spokesman spokesperson "
    "spokeswoman statistician surgeon surveyor teacher treasurer vicar "
    "analista alcalde embajador diplomático funcionario historiador ministro portavoz presidente "
    "diplomática funcionaria historiadora ministra presidenta"
)
_BODY = words_in(
    "council committee commission inquiry ministry board company court office agency bureau "
    "union parliament police museum university consejo comisión ministerio"
)
_ARTICLE = re.compile(r"^(?:the|an?|one|el|la|un|una)\s+", re.I)


def can_be_asked(said: str) -> bool:
    """A name (“Marsh”, “Mrs Edith Cole”), a role told closer (“former diplomat”) or a body
    (“town council”). No crowds, no plain nouns, no months: “many observers”, “worker”, “May”.

    said: as the text writes it, small letters small.
    """
    words = _ARTICLE.sub("", said.strip()).split()
    if not words or words[0].lower() in _CROWD:
        return False
    last = words[-1].strip(".,’'")
    if len(words) == 1:
        plain = {last.lower()} & (_NO_NAMES | _ROLES | _BODY | set(MONTHS))
        return last[:1].isupper() and not plain and len(last) > 2
    if last[:1].isupper():
        return last.lower() not in MONTHS
    return bool({last.lower()} & (_ROLES | _BODY)) or _holds_a_name(words)


def _holds_a_name(words: list[str]) -> bool:
    """“ministry of Health in the north”: a role or a body with a name behind it."""
    heads = {word.lower() for word in words}
    named = any(word[:1].isupper() for word in words[1:])
    return named and bool(heads & (_ROLES | _BODY))
