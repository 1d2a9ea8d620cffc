"""Rows of a build, as a page meets them: what was drafted, and candidates that wait."""

from typing import Any

from django.utils import timezone

from lessons.models import Build, BuiltPart, Module
from rosters.models import User

CANDIDATES: dict[str, dict[str, Any]] = {
    BuiltPart.Kind.CARD: {
        "short": "The {mark} log {n}", "title": "The {mark} log {n}", "maker": "unknown",
        "date": "unknown", "type": "record", "purpose": "Not known yet.", "says": "Not looked up.",
        "limits": "Nobody here has seen it.", "citation": "Named in a text.", "address": "",
        "confidence": "N", "times": 1, "sort": "record",
    },
    BuiltPart.Kind.TERM: {
        "term": "{mark} weir {n}", "also": [], "meaning": "In the text.", "times": 2,
        "sort": "name",
    },
    BuiltPart.Kind.EVENT: {
        "date": "1902", "title": "The {mark} bridge {n} opened", "why": "The text says so.",
        "words": "1902", "sort": "year",
    },
}  # fmt: skip


def put_build(module: Module, by: User, *, mark: str, rows: int) -> BuiltPart:
    """One finished build; so many candidates of each kind, and all that stands as drafted.

    Returns the first candidate.
    """
    document = module.collection.documents.earliest("pk")
    build = Build.objects.create(
        module=module, by=by, at=timezone.now(), release=module.releases.latest("number"),
        done_percent=100,
    )  # fmt: skip
    build.documents.add(document)
    parts = [
        BuiltPart(
            module=module, kind=kind, slug=f"{kind}-{number}", digest="0" * 64,
            content=_filled(content, mark, number) | {"sentence": f"{mark} {number}.",
                                                     "document": document.slug, "at": "s1"},
        )
        for number in range(rows)
        for kind, content in CANDIDATES.items()
    ]  # fmt: skip
    for lesson in build.release.lessons.prefetch_related("steps") if build.release else ():
        parts.append(BuiltPart(module=module, kind="lesson", slug=lesson.slug, digest="0" * 64))
        parts += [
            BuiltPart(module=module, kind="step", slug=f"{lesson.slug}/{step.slug}",
                      digest="0" * 64)
            for step in lesson.steps.all()
        ]  # fmt: skip
    BuiltPart.objects.bulk_create(parts)
    return parts[0]


def _filled(content: dict[str, Any], mark: str, number: int) -> dict[str, Any]:
    return {
        name: value.format(mark=mark, n=number) if isinstance(value, str) else value
        for name, value in content.items()
    }
