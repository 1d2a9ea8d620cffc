"""Making item versions. A version that an attempt has used, or a quiz shows, is never edited."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from quizzes.itemtypes.base import ITEM_FIELDS
from quizzes.itemtypes.definitions import DefinitionInvalid
from quizzes.itemtypes.registry import get_item_type
from quizzes.models import Anchor, Item, ItemVersion, Quiz
from quizzes.operations.library import CollectionLibrary
from quizzes.operations.receipts import canonical
from rosters.models import User
from rosters.operations.acts import Verb, record
from sources.models import Document, Sentence

Range = tuple[Document, Sentence, Sentence]


@transaction.atomic
def put_item_version(
    item: Item,
    *,
    fields: Mapping[str, Any],
    library: CollectionLibrary,
    by: User | None = None,
) -> ItemVersion:
    """Make these the fields of the item's current version; returns that version.

    fields: a pack item (`type title stem`, what the type needs, `explanation difficulty skills
    about sources`). The same content again changes nothing, unless a newer version of the text has
    other sentences where it points: then it rests on those from now on. A version that no attempt
    used and no published quiz shows is changed in place; otherwise a new one is made, and the log
    says so when a person (`by`) changed what is asked or what is right. Raises
    DefinitionInvalid or LookupError, and then nothing is written.
    """
    fresh, ranges = build_version(fields, library)
    current = item.current
    moved = current is not None and bool(ranges) and current.pk in library.broken
    if current is not None and current.digest == fresh.digest and not moved:
        return current
    if current is not None and not is_frozen(current):
        fresh.pk, fresh.number = current.pk, current.number
        current.anchors.all().delete()
    else:
        fresh.number = 1 + (current.number if current else 0)
    fresh.item, fresh.created_by = item, by
    fresh.save()
    Anchor.objects.bulk_create(
        Anchor(item_version=fresh, document=document, first=first, last=last)
        for document, first, last in ranges
    )
    if ranges:
        library.broken.discard(fresh.pk)
    item.current = fresh
    item.save(update_fields=["current"])
    if by is not None and current is not None and _asks_otherwise(current, fresh):
        record(Verb.CHANGED_KEY, by=by, subject=item, detail={"version": fresh.number})
    return fresh


def _asks_otherwise(current: ItemVersion, fresh: ItemVersion) -> bool:
    """Whether another version was made, and of more than its words around the question."""
    return fresh.pk != current.pk and fresh.definition != current.definition


def build_version(
    fields: Mapping[str, Any], library: CollectionLibrary
) -> tuple[ItemVersion, list[Range]]:
    """An unsaved version, whole, and the sentence ranges that it is anchored to.

    Raises UnknownItemType, DefinitionInvalid, or LookupError for what is not in the collection.
    """
    library.forget()
    item_type = get_item_type(str(fields["type"]))
    definition = item_type.dump(item_type.load(item_type.complete(fields, library)))
    for reference in fields.get("about", []):
        library.sentence(reference)
    for card in fields.get("sources", []):
        library.card(card)
    version = ItemVersion(
        type_slug=item_type.slug,
        title=fields["title"],
        stem=fields["stem"],
        pack={name: value for name, value in fields.items() if name not in ITEM_FIELDS},
        definition=definition,
        explanation=dict(fields.get("explanation", {})),
        difficulty=fields.get("difficulty", 1),
        skills=list(fields.get("skills", [])),
        about=list(fields.get("about", [])),
        sources=list(fields.get("sources", [])),
    )
    version.digest = digest_of(version)
    unique = {
        (first.pk, last.pk): (document, first, last) for document, first, last in library.touched
    }
    return version, list(unique.values())


def digest_of(version: ItemVersion) -> str:
    """SHA-256 over everything that a learner or a grader can notice."""
    content = [
        version.type_slug,
        version.title,
        version.stem,
        version.pack,
        version.definition,
        version.explanation,
        version.difficulty,
        version.skills,
        version.about,
        version.sources,
    ]
    return hashlib.sha256(canonical(content)).hexdigest()


def pack_fields(version: ItemVersion) -> dict[str, Any]:
    """The version as a pack item again: what `put_item_version` was given."""
    fields: dict[str, Any] = {
        "type": version.type_slug,
        "title": version.title,
        "stem": version.stem,
        **version.pack,
        "explanation": version.explanation,
        "difficulty": version.difficulty,
        "skills": version.skills,
    }
    if version.about:
        fields["about"] = version.about
    if version.sources:
        fields["sources"] = version.sources
    return fields


def is_frozen(version: ItemVersion) -> bool:
    """Whether an attempt has used this version or a published quiz shows it."""
    return (
        version.responses.exists()
        or version.slots.filter(section__quiz__status=Quiz.Status.PUBLISHED).exists()
    )


def is_out_of_step(version: ItemVersion, library: CollectionLibrary) -> bool:
    """Whether claims, cards or sentences were edited since it was made (decision 6), or a newer
    version of its text has other sentences where its anchors point."""
    try:
        fresh, ranges = build_version(pack_fields(version), library)
    except (DefinitionInvalid, LookupError):
        return True
    return fresh.digest != version.digest or (bool(ranges) and version.pk in library.broken)
