"""A build against what stands: what it would add, change, leave alone and take away."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import QuerySet

from lessons.models import Build, BuiltPart, Module, Release
from lessons.operations.building.parts import (
    Content,
    Key,
    Kind,
    PlannedPart,
    digest_of_content,
    standing_parts,
)


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


def base_release(module: Module) -> Release | None:
    """What a build goes by: the draft, or the published release that a draft would copy."""
    found = module.releases.exclude(status=Release.Status.RETIRED).order_by("status")
    return found.first()


def compare(module: Module | None, planned: Sequence[PlannedPart]) -> list[Change]:
    """What a build of these parts would do to the module, in the order of the plan. Writes nothing.

    Without a module all is new. The number of queries does not grow with the parts.
    """
    if module is None:
        return [Change(What.ADDED, part.kind, part.slug, None, part.content) for part in planned]
    release = base_release(module)
    standing = standing_parts(module, release)
    known = {(part.kind, part.slug): part for part in module.built_parts.all()}
    written = written_digests(module)
    out = _taken_out(module, release, known, standing)
    changes = [
        _change(part, standing.get(part.key), known.get(part.key), written.get(part.key, set()),
                was_taken_out=part.key in out)
        for part in planned
    ]  # fmt: skip
    wanted = {part.key for part in planned}
    changes += _gone(wanted, standing, known, written)
    return changes


def written_digests(module: Module) -> dict[Key, set[str]]:
    """The digests of everything that builds ever wrote: what has another one, a person edited."""
    found: dict[Key, set[str]] = {}
    for build in _done(module):
        for change in build.changes:
            if change.get("digest"):
                found.setdefault((change["kind"], change["slug"]), set()).add(change["digest"])
    return found


def _done(module: Module) -> "QuerySet[Build]":
    return module.builds.filter(status__in=[Build.Status.DONE, Build.Status.TAKEN_BACK])


def _change(
    part: PlannedPart,
    before: Content | None,
    known: BuiltPart | None,
    written: set[str],
    *,
    was_taken_out: bool,
) -> Change:
    if part.kind in BuiltPart.CANDIDATES:
        return _candidate(part, known)
    what = What.CHANGED
    if before is None:
        what = What.DELETED if known is not None and was_taken_out else What.ADDED
    elif digest_of_content(before) == part.digest or _waits(known, part):
        what = What.SAME
    elif digest_of_content(before) not in written:
        # Edited by a person; no word about it where the build has nothing new to say.
        is_new = known is None or known.digest != part.digest
        what = What.KEPT if is_new else What.SAME
    return Change(what, part.kind, part.slug, before, part.content)


def _waits(known: BuiltPart | None, part: PlannedPart) -> bool:
    """Whether the change is there already, and waits for the publishing of its quiz."""
    return known is not None and known.digest == part.digest and bool(known.content.get("waits"))


def _candidate(part: PlannedPart, known: BuiltPart | None) -> Change:
    """A card, term or event: offered once, and whatever a person decided stays."""
    if known is None:
        return Change(What.ADDED, part.kind, part.slug, None, part.content)
    edited = digest_of_content(known.content) != known.digest
    same = known.decided or edited or known.digest == part.digest
    what = What.SAME if same else What.CHANGED
    return Change(what, part.kind, part.slug, known.content, part.content)


def _gone(
    wanted: set[Key],
    standing: Mapping[Key, Content],
    known: Mapping[Key, BuiltPart],
    written: Mapping[Key, set[str]],
) -> Iterator[Change]:
    """What earlier builds wrote and this one does not: gone, unless somebody edited it."""
    for key, part in known.items():
        if key in wanted:
            continue
        before = standing.get(key)
        if part.kind in BuiltPart.CANDIDATES:
            if not part.decided:
                yield Change(What.GONE, *key, part.content)
        elif before is not None:
            edited = digest_of_content(before) not in written.get(key, set())
            yield Change(What.KEPT if edited else What.GONE, *key, before)


def _taken_out(
    module: Module,
    release: Release | None,
    known: Mapping[Key, BuiltPart],
    standing: Mapping[Key, Content],
) -> set[Key]:
    """Parts that a person deleted. What went with a draft that was discarded is not among them."""
    out = {key for key in known if key not in standing}
    of_lessons = {key for key in out if key[0] in (Kind.LESSON, Kind.STEP)}
    if not of_lessons:
        return out
    survived: set[Key] = set()
    for build in _done(module).select_related("release"):
        if release is not None and build.release and build.release.number <= release.number:
            survived |= {(change["kind"], change["slug"]) for change in build.changes}
    return (out - of_lessons) | (of_lessons & survived)
