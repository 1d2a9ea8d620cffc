"""The gallery items, and a library that reads their passage, for tests without a database."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures"
GALLERY = FIXTURES / "gallery"
SENTENCE = re.compile(r"^(?P<mark>#+ |> |- )?\[(?P<id>\w+)\] (?P<text>.*)$")
BLOCKS = {"#": "heading", ">": "quotation", "-": "list"}


class NotThere(LookupError):
    """What was asked for is not in the gallery."""


@cache
def read_item(path: Path) -> Mapping[str, Any]:
    """One pack item."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def gallery_item(slug: str) -> Mapping[str, Any]:
    """The gallery item of a type."""
    return read_item(GALLERY / f"{slug}.yaml")


class GalleryLibrary:
    """What gallery items point at."""

    def __init__(self, folder: Path = GALLERY) -> None:
        self.folder = folder

    def document(self, slug: str) -> Mapping[str, Any]:
        head = yaml.safe_load(self._text(slug).split("---\n")[1])
        return {"slug": slug, "title": head["title"], "edition": "practice", "label": "Practice"}

    def sentence(self, reference: str, document: str = "") -> Mapping[str, Any]:
        slug, _hash, key = reference.rpartition("#")
        return next(s for s in self._sentences(slug or document) if s["id"] == key)

    def passage(self, document: str, first: str, last: str) -> Sequence[Mapping[str, Any]]:
        sentences = self._sentences(document)
        ids = [sentence["id"] for sentence in sentences]
        return sentences[ids.index(first) : ids.index(last) + 1]

    def card(self, card_id: str) -> Mapping[str, Any]:
        return {"id": card_id, "short": f"Card {card_id}", "title": card_id}

    def term(self, term_id: str) -> str:
        return f"Term {term_id}"

    def event(self, event_id: str) -> Mapping[str, Any]:
        return {"title": f"Event {event_id}", "date": "1945"}

    def weakness(self, weakness_id: str) -> Mapping[str, Any]:
        return {"name": weakness_id.capitalize(), "means": f"What {weakness_id} means."}

    def _text(self, slug: str) -> str:
        path = self.folder / f"{slug}.md"
        if not path.exists():
            message = f"There is no document {slug!r} here."
            raise NotThere(message)
        return path.read_text(encoding="utf-8")

    def _sentences(self, slug: str) -> list[dict[str, Any]]:
        text = self._text(slug).split("---\n", 2)[2]
        body, _fence, rest = text.partition("```claims\n")
        claims = {c["at"]: c for c in yaml.safe_load(rest.partition("```")[0])}
        sentences: list[dict[str, Any]] = []
        paragraph = number = 0
        for line in body.splitlines():
            found = SENTENCE.match(line)
            if found is None:
                paragraph += 1
                continue
            block = BLOCKS.get((found["mark"] or " ")[0], "paragraph")
            number += block != "heading"
            sentences.append(
                {
                    "id": found["id"],
                    "text": found["text"],
                    "block": block,
                    "paragraph": paragraph,
                    "number": 0 if block == "heading" else number,
                    **claims.get(found["id"], {}),
                }
            )
        return sentences
