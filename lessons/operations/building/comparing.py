"""A build against what stands: what it would add, change, leave alone and take away."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lessons.models import BuiltPart
from lessons.operations.building.parts import (
    Content,
    Key,
    PlannedPart,
    digest_of_content,
)
from lessons.operations.building.standing import Standing
from quizzes.operations.items import is_out_of_step
from quizzes.operations.library import CollectionLibrary


class What(StrEnum):
    """What a build does with a part."""

    ADDED = "added"
    CHANGED = "changed"
    KEPT = "kept"
    DELETED = "deleted"
    GONE = "gone"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one part. before: what stands; after: what the build would write.

    KEPT: a person edited it, so that it stays; DELETED: a person took it out, so that it stays
    out; GONE: nothing in the review makes it any more, and nobody edited it.
    """

    what: What
    kind: str
    slug: str
    before: Content | None = None
    after: Content | None = None

    @property
    def key(self) -> Key:
        return self.kind, self.slug

    @property
    def title(self) -> str:
        content = self.after or self.before or {}
        return str(content.get("title") or content.get("term") or content.get("short") or self.slug)


def compare(
    standing: Standing | None,
    planned: Sequence[PlannedPart],
    *,
    library: CollectionLibrary | None = None,
) -> list[Change]:
    """What a build of these parts would do, in the order of the plan. Writes nothing.

    standing: of the module, None where there is none yet: then all is new. library: tells which
    questions are out of step with their claims; without it none is thought to be. No query of its
    own.
    """
    if standing is None:
        return [Change(What.ADDED, part.kind, part.slug, None, part.content) for part in planned]
    changes = [_change(standing, part, library) for part in planned]
    return [*changes, *_gone(standing, {part.key for part in planned})]


def _change(standing: Standing, part: PlannedPart, library: CollectionLibrary | None) -> Change:
    known = standing.parts.get(part.key)
    if part.kind in BuiltPart.CANDIDATES:
        return _candidate(part, known)
    before = standing.contents.get(part.key)
    what = What.CHANGED
    if before is None:
        what = What.DELETED if standing.was_taken_out(part.key) else What.ADDED
    elif _waits(known, part):
        what = What.SAME
    elif digest_of_content(before) == part.digest:
        what = What.CHANGED if _is_stale(standing, part, library) else What.SAME
    elif standing.is_edited(part.key):
        what = What.KEPT if _has_news(known, part) else What.SAME
    return Change(what, part.kind, part.slug, before, part.content)


def _is_stale(standing: Standing, part: PlannedPart, library: CollectionLibrary | None) -> bool:
    """Whether a question asks the same of claims that say something else by now."""
    version = standing.versions.get(part.slug)
    if part.kind != BuiltPart.Kind.ITEM or version is None or library is None:
        return False
    return is_out_of_step(version, library)


def _has_news(known: BuiltPart | None, part: PlannedPart) -> bool:
    """Whether a build has something to say of an edited part that it has not said before."""
    return known is None or part.digest not in (known.digest, known.content.get("offered"))


def _waits(known: BuiltPart | None, part: PlannedPart) -> bool:
    """Whether the change is there already, and waits for the publishing of its quiz."""
    return known is not None and known.digest == part.digest and bool(known.content.get("waits"))


def _candidate(part: PlannedPart, known: BuiltPart | None) -> Change:
    """A card, term or event: offered once, and whatever a person decided or edited stays."""
    if known is None:
        return Change(What.ADDED, part.kind, part.slug, None, part.content)
    edited = digest_of_content(known.content) != known.digest
    same = known.decided or edited or known.digest == part.digest
    what = What.SAME if same else What.CHANGED
    return Change(what, part.kind, part.slug, known.content, part.content)


def _gone(standing: Standing, wanted: set[Key]) -> Iterator[Change]:
    """What earlier builds wrote and this one does not: gone, unless somebody edited it."""
    for key, part in standing.parts.items():
        if key in wanted:
            continue
        if part.kind in BuiltPart.CANDIDATES:
            edited = digest_of_content(part.content) != part.digest
            if not part.decided and not edited:
                yield Change(What.GONE, *key, part.content)
        elif key in standing.contents:
            what = What.KEPT if standing.is_edited(key) else What.GONE
            yield Change(what, *key, standing.contents[key])
