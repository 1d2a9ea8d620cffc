"""What a pack no longer holds: put away, retired or taken out, unless something still needs it."""

import json
from collections.abc import Iterable, Iterator

from lessons.models import Module, Release, Step
from lessons.operations.load_report import Load
from quizzes.models import Item, ItemVersion, Quiz
from quizzes.operations.publishing import QuizInUse, retire_quiz
from sources.models import Claim, Collection, Document, Event, SourceCard, Term
from sources.prose import references_in


def put_away_missing(load: Load, module: Module) -> None:
    """Documents are put away, quizzes retired, items archived, and entries taken out.

    Nothing that learners used goes: old versions stay for the attempts that hold them. A quiz
    that a class still has before it stays, and so does every entry that something cites. Called
    at the end of a load, when only what is still in use points anywhere.
    """
    collection = module.collection
    _documents(load, collection)
    _quizzes(load, collection)
    _items(load, collection)
    _entries(load, module)


def _documents(load: Load, collection: Collection) -> None:
    wanted = {text.id for text in load.pack.texts()}
    current = Document.objects.current().filter(collection=collection)
    for row in current.exclude(slug__in=wanted):
        Document.objects.filter(pk=row.pk).update(superseded_at=load.at)
        load.report.count("documents", new=False)
        load.report.note(f"documents: {row.slug} is no longer in the pack and was put away.")


def _quizzes(load: Load, collection: Collection) -> None:
    wanted = {quiz.id for quiz in load.pack.quizzes}
    published = Quiz.objects.published().filter(collection=collection)
    for row in published.exclude(slug__in=wanted):
        try:
            retire_quiz(row, at=load.at, by=load.by)
        except QuizInUse:
            load.report.note(
                f"quizzes: {row.slug} is no longer in the pack; it stays, for a class has it to do."
            )
            continue
        load.report.count("quizzes", new=False)
        load.report.note(f"quizzes: {row.slug} is no longer in the pack and was retired.")


def _items(load: Load, collection: Collection) -> None:
    wanted = {item.id for item in load.pack.items}
    asked = ItemVersion.objects.filter(slots__section__quiz__status=Quiz.Status.PUBLISHED)
    there = Item.objects.filter(collection=collection, archived_at=None)
    gone = there.exclude(slug__in=wanted).exclude(pk__in=asked.values("item"))
    for row in gone:
        Item.objects.filter(pk=row.pk).update(archived_at=load.at)
        load.report.count("items", new=False)
        load.report.note(f"items: {row.slug} is no longer in the pack and was archived.")


def _entries(load: Load, module: Module) -> None:
    pack, collection = load.pack, module.collection
    missing: list[tuple[str, Iterable[Term | Event | SourceCard]]] = [
        ("terms", _missing(Term, collection, (t.id for t in pack.terms))),
        ("events", _missing(Event, collection, (e.id for e in pack.events))),
        ("cards", _missing(SourceCard, collection, (c.id for c in pack.cards))),
    ]
    if not any(rows for _, rows in missing):
        return
    for kind, rows in missing:
        # Asked for each kind: a term that was taken out above cites no card any more.
        cited = _ids_in_use(module)
        for row in rows:
            if (kind, row.slug) in cited:
                load.report.note(
                    f"{kind}: {row.slug} is no longer in the pack; it stays, for it is cited."
                )
                continue
            row.delete()
            load.report.count(kind, new=False)
            load.report.note(f"{kind}: {row.slug} is no longer in the pack and was taken out.")


def _missing(
    model: type[Term] | type[Event] | type[SourceCard],
    collection: Collection,
    wanted: Iterable[str],
) -> list[Term | Event | SourceCard]:
    rows = model._default_manager.filter(collection=collection)
    return list(rows.exclude(slug__in=list(wanted)))


def _ids_in_use(module: Module) -> set[tuple[str, str]]:
    """(kind, id) of the cards, terms and events that anything in use names."""
    collection = module.collection
    used: set[tuple[str, str]] = set()
    for text in _texts(module):
        cards, terms = references_in(text)
        used |= {("cards", slug) for slug in cards} | {("terms", slug) for slug in terms}
    for version in ItemVersion.objects.filter(item__collection=collection):
        used |= {("cards", slug) for slug in version.sources}
        used |= set(_named_in(version.pack))
    for relation in ("evidence", "termsource", "eventsource"):
        cited = SourceCard.objects.filter(collection=collection, **{f"{relation}__isnull": False})
        used |= {("cards", slug) for slug in cited.values_list("slug", flat=True)}
    return used


def _texts(module: Module) -> Iterator[str]:
    """Whatever learners read, or will when somebody publishes a draft."""
    collection = module.collection
    yield from (module.summary, module.audience)
    steps = Step.objects.filter(lesson__release__module=module).exclude(
        lesson__release__status=Release.Status.RETIRED
    )
    for step in steps.select_related("lesson"):
        yield from (step.body, step.prompt, json.dumps(step.notes), step.lesson.summary)
        yield json.dumps([step.lesson.objectives, step.lesson.teacher_notes])
    for claim in Claim.objects.filter(document__collection=collection):
        yield from (claim.why, claim.known)
    for version in ItemVersion.objects.filter(item__collection=collection):
        yield version.stem
        yield json.dumps([version.pack, version.explanation])
    yield from Quiz.objects.filter(collection=collection).values_list("intro", flat=True)
    for card in SourceCard.objects.filter(collection=collection):
        yield from (card.says, card.limits)
    yield from Term.objects.filter(collection=collection).values_list("meaning", flat=True)
    yield from Event.objects.filter(collection=collection).values_list("why", flat=True)


def _named_in(value: object) -> Iterator[tuple[str, str]]:
    """The entries that an item's fields name: `card`, `term`, `event`, and `settled_by`."""
    if isinstance(value, list):
        for inner in value:
            yield from _named_in(inner)
    if isinstance(value, dict):
        for name in ("card", "term", "event"):
            if isinstance(value.get(name), str):
                yield f"{name}s", value[name]
        yield from (("cards", slug) for slug in value.get("settled_by", []))
        for inner in value.values():
            yield from _named_in(inner)
