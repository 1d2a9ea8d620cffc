"""What people say about drafted parts: good as it stands, used, or turned down."""

from collections.abc import Iterable

from django.db import transaction

from lessons.models import BuiltPart, Module


@transaction.atomic
def accept_parts(module: Module, *, parts: Iterable[int]) -> int:
    """Say of drafted lessons, steps, questions and quizzes that they are good as they stand.

    A lesson takes its steps with it, a quiz its questions. parts: ids; candidates among them are
    passed over. Returns how many were decided by it.
    """
    rows = module.built_parts.exclude(kind__in=BuiltPart.CANDIDATES).filter(pk__in=list(parts))
    return rows.filter(decided=False).update(decided=True)


@transaction.atomic
def reopen_parts(module: Module, *, parts: Iterable[int]) -> int:
    """Take back such a word. Returns how many wait again."""
    rows = module.built_parts.exclude(kind__in=BuiltPart.CANDIDATES).filter(pk__in=list(parts))
    return rows.filter(decided=True).update(decided=False)
