"""From files to a pack: every file is read, and every problem is told with its file and line."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from lessons.content.checks import check_pack
from lessons.content.documents import read_document
from lessons.content.files import Source, read_files
from lessons.content.item_tables import ITEMS
from lessons.content.kinds import SLUG, Kind, ListOf, OneOf, choices
from lessons.content.lesson_files import read_lesson
from lessons.content.markdown_files import Lines, read_values
from lessons.content.objects import Document, Item, Lesson, Pack, Quiz
from lessons.content.problems import Json, Place, Problem, has_errors, in_order
from lessons.content.shapes import Record, attributes, build
from lessons.content.tables import (
    CARD_SHAPE,
    CLAIM,
    CLAIMS_FILE,
    EVENT,
    PACK,
    QUIZ,
    RATING,
    RATINGS_FILE,
    TERM,
)

FOLDERS = {
    "documents": ".md",
    "practice": ".md",
    "lessons": ".md",
    "quizzes": ".yaml",
    "items": ".yaml",
}
LIST_FILES = ("claims.yaml", "ratings.yaml", "sources.yaml", "glossary.yaml", "timeline.yaml")
NOT_READ = ("README.md", "LICENSE")

_NUMBERED = re.compile(r"^\d+-")


def read_pack(source: Source) -> tuple[Pack | None, list[Problem]]:
    """The pack in a folder or zip, and what is wrong with it, by file and line.

    The pack is None when there is an error; warnings leave it. Cross-file checks run once every
    file can be read by itself. Raises OSError when the disk cannot be read.
    """
    files, refused = read_files(source)
    return (None, refused) if refused else checked_pack(files)


def checked_pack(files: Mapping[str, bytes]) -> tuple[Pack | None, list[Problem]]:
    """The pack in some files, checked by itself and together. None when there is an error.

    files: bytes by path inside the pack.
    """
    pack, problems = parse_pack(files)
    if pack is not None:
        problems = in_order([*problems, *check_pack(pack)])
    return (None if has_errors(problems) else pack), problems


def parse_pack(files: Mapping[str, bytes]) -> tuple[Pack | None, list[Problem]]:
    """The pack in some files, each checked by itself only. None when one cannot be read.

    files: bytes by path inside the pack.
    """
    parser = _Parser(files)
    pack = parser.pack()
    return pack, in_order(parser.found)


def id_of(path: str) -> str:
    """A file's id: its name without the ending and without a leading number."""
    stem = path.rpartition("/")[2].rpartition(".")[0]
    return _NUMBERED.sub("", stem, count=1)


class _Parser:
    """Reads the files of one pack and gathers what is wrong in `found`."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.found: list[Problem] = []
        self.texts = {
            path: self._decoded(path, files[path]) for path in sorted(files) if self._belongs(path)
        }

    def pack(self) -> Pack | None:
        if "pack.yaml" not in self.texts:
            message = "There is no `pack.yaml` here. Choose the folder of a pack."
            self.found.append(Problem("pack.yaml", 0, message))
            return None
        fields, place = self._values("pack.yaml", Record(PACK))
        listed = fields if isinstance(fields, dict) else {}
        named = {folder: self._named(folder) for folder in FOLDERS}
        order = {
            folder: self._listed(folder, listed, named[folder], place)
            for folder in FOLDERS
            if folder != "items"
        }
        documents = [self._document(path) for path in order["documents"]]
        practice = [self._document(path, practice=True) for path in order["practice"]]
        lessons = [self._lesson(path) for path in order["lessons"]]
        quizzes = [self._quiz(path) for path in order["quizzes"]]
        items = [self._item(path) for _, path in sorted(named["items"].items())]
        claims = self._by_document("claims.yaml", "claims", CLAIMS_FILE, documents)
        ratings = self._by_document("ratings.yaml", "ratings", RATINGS_FILE, documents + practice)
        cards = self._entries("sources.yaml", Record(CARD_SHAPE))
        terms = self._entries("glossary.yaml", Record(TERM))
        events = self._entries("timeline.yaml", Record(EVENT))
        if has_errors(self.found):
            return None
        values = attributes(PACK, listed, place)
        del values["format"]
        return Pack(
            **{
                **values,
                "documents": tuple(_labelled(d, claims, ratings) for d in documents if d),
                "practice": tuple(_labelled(d, {}, ratings) for d in practice if d),
                "lessons": tuple(lesson for lesson in lessons if lesson),
                "quizzes": tuple(quiz for quiz in quizzes if quiz),
                "items": tuple(item for item in items if item),
                "cards": cards,
                "terms": terms,
                "events": events,
                "place": place,
            }
        )

    def _belongs(self, path: str) -> bool:
        folder, slash, name = path.rpartition("/")
        if path == "pack.yaml" or path in LIST_FILES:
            return True
        if path in NOT_READ:
            return False
        if slash and FOLDERS.get(folder, "") and name.endswith(FOLDERS[folder]):
            if SLUG.fullmatch(id_of(path)) and len(id_of(path)) <= 80:
                return True
            message = "This name is not an id. Use small letters a to z, digits and hyphens."
            self.found.append(Problem(path, 0, message))
            return False
        self.found.append(
            Problem(
                path,
                0,
                "This file is not part of a pack. Take it out, or check its name and folder.",
            )
        )
        return False

    def _decoded(self, path: str, data: bytes) -> str:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            self.found.append(Problem(path, line, "This is not UTF-8. Save the file as UTF-8."))
            return ""
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def _values(self, path: str, kind: Kind) -> tuple[Json, Place]:
        text = self.texts[path].removesuffix("\n")
        return read_values(Lines(path, 1, text.split("\n")), kind, self.found)

    def _named(self, folder: str) -> dict[str, str]:
        paths: dict[str, str] = {}
        for path in self.texts:
            if path.startswith(folder + "/"):
                key = id_of(path)
                if key in paths:
                    message = f"`{paths[key]}` has the same id, `{key}`. Rename one of them."
                    self.found.append(Problem(path, 0, message))
                paths[key] = path
        return paths

    def _listed(
        self, folder: str, fields: dict[str, Json], named: dict[str, str], place: Place
    ) -> list[str]:
        ids = fields.get(folder)
        ids = [str(one) for one in ids] if isinstance(ids, list) else []
        for position, one in enumerate(ids):
            if one not in named:
                hint = choices(one, sorted(named)) if named else ""
                self.found.append(
                    place.below(folder, position).error(
                        f"There is no `{folder}/{one}{FOLDERS[folder]}`. {hint}".strip()
                    )
                )
        for key, path in named.items():
            if key not in ids and fields:
                self.found.append(
                    Problem(path, 0, f"`pack.yaml` does not list this. Add `{key}` to `{folder}`.")
                )
        return [named[one] for one in ids if one in named]

    def _document(self, path: str, *, practice: bool = False) -> Document | None:
        document = read_document(self.texts[path], file=path, id=id_of(path), found=self.found)
        if document is not None and (document.edition == "practice") != practice:
            folder = "documents" if practice else "practice"
            message = f"`edition: {document.edition}` belongs in `{folder}/`. Move the file."
            self.found.append(document.place.below("edition").error(message))
        return document

    def _lesson(self, path: str) -> Lesson | None:
        return read_lesson(self.texts[path], file=path, id=id_of(path), found=self.found)

    def _quiz(self, path: str) -> Quiz | None:
        fields, place = self._values(path, Record(QUIZ))
        if has_errors(self.found) or not isinstance(fields, dict):
            return None
        return Quiz(id=id_of(path), place=place, **attributes(QUIZ, fields, place))

    def _item(self, path: str) -> Item | None:
        fields, place = self._values(path, _AnyItem())
        if has_errors(self.found) or not isinstance(fields, dict):
            return None
        shape = ITEMS[str(fields["type"])]
        return Item(id=id_of(path), place=place, **attributes(shape, fields, place))

    def _entries(self, path: str, record: Record) -> tuple[Any, ...]:
        if path not in self.texts:
            return ()
        entries, place = self._values(path, ListOf(record))
        entries = entries if isinstance(entries, list) else []
        seen: set[Json] = set()
        for position, entry in enumerate(entries):
            one = entry.get("id") if isinstance(entry, dict) else None
            if one is not None and one in seen:
                message = f"The id `{one}` stands twice in this file. Change one of them."
                self.found.append(place.below(position, "id").error(message))
            seen.add(one)
        if has_errors(self.found):
            return ()
        return tuple(
            build(record.shape, e, place.below(i))
            for i, e in enumerate(entries)
            if isinstance(e, dict)
        )

    def _by_document(
        self, path: str, name: str, kind: ListOf, documents: list[Document | None]
    ) -> dict[str, tuple[Any, ...]]:
        if path not in self.texts:
            return {}
        value, place = self._values(path, kind)
        known = sorted(self._named("documents")) + (
            sorted(self._named("practice")) if name == "ratings" else []
        )
        labels: dict[str, tuple[Any, ...]] = {}
        for position, entry in _maps(value):
            one = str(entry.get("document"))
            here = place.below(position, "document")
            if one in labels:
                message = f"`{one}` stands here twice. Put its {name} together."
                self.found.append(here.error(message))
            if one not in known:
                hint = choices(one, known) if known else ""
                self.found.append(here.error(f"There is no document `{one}`. {hint}".strip()))
            labels[one] = ()
        if has_errors(self.found):
            return {}
        for position, entry in _maps(value):
            entries = ListOf(Record(CLAIM if name == "claims" else RATING))
            built = entries.build(entry[name], place.below(position, name))
            labels[str(entry["document"])] = built
        return labels


class _AnyItem(Kind):
    """An item: its type says which fields it has."""

    def read(self, value: Json, place: Place, found: list[Problem]) -> Json:
        slug = value.get("type") if isinstance(value, dict) else None
        if isinstance(slug, str) and slug in ITEMS:
            return Record(ITEMS[slug]).read(value, place, found)
        if slug is None:
            found.append(place.error("`type` is missing. Begin the item with its type."))
        else:
            OneOf(words=tuple(ITEMS)).read(slug, place.below("type"), found)
        return None


def _maps(value: Json) -> Iterator[tuple[int, dict[str, Json]]]:
    for position, entry in enumerate(value if isinstance(value, list) else []):
        if isinstance(entry, dict):
            yield position, entry


def _labelled(
    document: Document, claims: Mapping[str, Any], ratings: Mapping[str, Any]
) -> Document:
    if document.id in claims:
        document = replace(document, claims=claims[document.id])
    return replace(document, ratings=ratings.get(document.id, ()))
