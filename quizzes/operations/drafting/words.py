"""Words that drafts share: quotations, numbers of sentences, slugs, and places of keys."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from quizzes.operations.drafting.labels import Labelled, Passage

MOST_SLUG = 80
LONGEST_CUE = 160
_EDGE = ' .,;:“”"«»'
_Option = TypeVar("_Option")


def sentence_name(one: Labelled) -> str:
    """“sentence 5”, or its id where it has no number."""
    return _("sentence %(number)s") % {"number": one.number or one.key}


def range_name(first: Labelled, last: Labelled) -> str:
    """“Sentences 5 to 12”, by their ids where one has no number."""
    words = {"first": first.number or first.key, "last": last.number or last.key}
    return _("Sentences %(first)s to %(last)s") % words


def slug_of(passage: Passage, *parts: str | int) -> str:
    """An id from the document and what is asked; longer ones end in a digest of the whole."""
    whole = "-".join([passage.slug, *(str(part) for part in parts)])
    if len(whole) <= MOST_SLUG:
        return whole
    tail = "-".join(str(part) for part in parts)
    digest = hashlib.sha256(passage.slug.encode()).hexdigest()[:6]
    kept = passage.slug[: MOST_SLUG - len(tail) - len(digest) - 2].rstrip("-")
    return f"{kept}-{digest}-{tail}"


def place_of(seed: str, places: int) -> int:
    """A place from 0 to places - 1 that depends on the words of the seed alone."""
    return int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8], "big") % places


def placed(options: Sequence[_Option], seed: str) -> list[_Option]:
    """The options, of which the first is the key, turned so that the key stands anywhere."""
    turn = place_of(seed, len(options))
    return [*options[-turn:], *options[:-turn]] if turn else list(options)


def cue_line(cues: Iterable[str], *, otherwise: str) -> str:
    """Several cues on one line, each once, as an explanation names them: no mark at their ends."""
    shown: list[str] = []
    for cue in dict.fromkeys(
        " ".join(cue.split()).strip(_EDGE) for cue in cues if cue.strip(_EDGE)
    ):
        if shown and len(", ".join([*shown, cue])) > LONGEST_CUE:
            break
        shown.append(cue)
    return ", ".join(shown) or " ".join(otherwise.split())


def explanation(*, cue: str, why: str, ask: str) -> dict[str, str]:
    """The fields of an explanation. None is empty; a question has at most 300 characters."""
    return {"cue": cue, "why": why, "ask": ask[:300]}


def difficulty_of(sentences: Iterable[Labelled]) -> int:
    """The middle difficulty, 1..3, of the sentences; of two middle ones the harder."""
    found = sorted(one.difficulty for one in sentences) or [1]
    return found[len(found) // 2]


def reference(passage: Passage, one: Labelled) -> str:
    """`slug#key`, as packs point at a sentence."""
    return f"{passage.slug}#{one.key}"


def base_fields(kind: str, title: str, stem: str) -> dict[str, Any]:
    """The first fields of every pack item."""
    return {"type": kind, "title": title[:200], "stem": stem}
