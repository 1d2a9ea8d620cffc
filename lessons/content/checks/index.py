"""A pack with everything findable by its id, and what the claims say about a sentence."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from lessons.content.objects import Block, Claim, Document, Pack, Sentence
from sources.taxonomy import WEAKNESSES

MARKABLE_KINDS = frozenset({"paragraph", "quotation", "list"})
"""Blocks whose sentences get a checkbox (decision 8)."""


@dataclass(frozen=True, slots=True)
class Labels:
    """What the claims of a document say about one sentence."""

    claims: tuple[Claim, ...]
    core: frozenset[str]
    also: frozenset[str]

    @property
    def is_contested(self) -> bool:
        return any(claim.contested for claim in self.claims)

    @property
    def is_claim(self) -> bool:
        """Whether any label says that the sentence claims something."""
        return any(claim.kind != "none" for claim in self.claims)

    def standing(self, mark: str) -> str:
        """`core`, `also` or "" for a weakness, or for `any` of them."""
        if mark == "any":
            return "core" if self.core else "also" if self.also else ""
        return "core" if mark in self.core else "also" if mark in self.also else ""


class PackIndex:
    """The things of a pack by their ids."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.documents = {document.id: document for document in pack.texts()}
        self.by_target: dict[str, dict[str, Any]] = {
            "card": _by_id(pack.cards),
            "term": _by_id(pack.terms),
            "event": _by_id(pack.events),
            "document": {**self.documents},
            "item": _by_id(pack.items),
            "quiz": _by_id(pack.quizzes),
        }
        self._sentences: dict[str, dict[str, tuple[int, Block, Sentence]]] = {
            document.id: {
                sentence.id: (position, block, sentence)
                for position, (block, sentence) in enumerate(document.sentences())
            }
            for document in pack.texts()
        }

    def sentence(self, reference: str, document: str = "") -> tuple[Document, Sentence] | None:
        """The sentence that `s05` (within a document) or `document#s05` names, if it exists."""
        name, found, key = reference.rpartition("#")
        name = name if found else document
        entry = self._sentences.get(name, {}).get(key)
        return (self.documents[name], entry[2]) if entry else None

    def sentence_ids(self, document: str) -> list[str]:
        return list(self._sentences.get(document, {}))

    def position(self, document: str, key: str) -> int:
        """Where a sentence stands in its document, from 0; -1 when it does not."""
        entry = self._sentences.get(document, {}).get(key)
        return entry[0] if entry else -1

    def between(self, document: str, first: str, last: str) -> list[tuple[Block, Sentence]]:
        """The sentences from one to another, both included; none if either is unknown."""
        start, end = self.position(document, first), self.position(document, last)
        if start < 0 or end < 0:
            return []
        entries = list(self._sentences[document].values())[start : end + 1]
        return [(block, sentence) for _, block, sentence in entries]

    def labels(self, document: Document, key: str) -> Labels:
        """The labels of one sentence. A claim over several sentences labels each of them, but
        for weaknesses that belong to a whole text."""
        place = self.position(document.id, key)
        claims = tuple(
            claim
            for claim in document.claims
            if self.position(document.id, claim.first) <= place
            and place <= self.position(document.id, claim.last)
        )
        core = {one for claim in claims for one in claim.core if _counts(claim, one)}
        also = {one for claim in claims for one in claim.also if _counts(claim, one)}
        return Labels(claims, frozenset(core), frozenset(also - core))


def _counts(claim: Claim, weakness: str) -> bool:
    return claim.first == claim.last or not WEAKNESSES[weakness].of_text


def _by_id(things: Iterable[Any]) -> dict[str, Any]:
    return {thing.id: thing for thing in things}
