"""From rows to a pack. Reads the tables only, so that an edit in the admin is in the export."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import override

from lessons.content import objects as content
from lessons.content.normal import normal_pack
from lessons.models import Lesson, Module, Release, Step
from lessons.operations.load_documents import ADAPTED_FIELDS, CLAIM_FIELDS
from lessons.operations.load_quizzes import QUIZ_FIELDS
from quizzes.models import Item, ItemVersion, Quiz, Section
from quizzes.operations.items import pack_fields
from sources.models import (
    Block,
    Claim,
    ClaimWeakness,
    Collection,
    Document,
    Event,
    SourceCard,
    Term,
)
from sources.operations.entries import FIELDS
from sources.operations.explaining import ask_of, why_of

ITEM_FIELDS = frozenset(
    {"type", "title", "stem", "explanation", "difficulty", "skills", "about", "sources"}
)


class NothingToExport(Exception):
    """The module has no release of the kind that was asked for."""


def export_module(module: Module, *, draft: bool = False) -> content.Pack:
    """The module as a pack: the lessons of its published release, or of its draft.

    Documents, cards, terms, events and items are those that the collection holds now: items in
    their current version, whatever a quiz still pins; of archived ones only what a quiz asks.
    Retired quizzes stay behind unless a lesson names them. A constant number of queries. Raises
    NothingToExport when there is no such release. What was set aside stays behind, and what nobody
    has explained is explained from its labels.
    `lessons.content.writer.write_pack` turns the result into files.
    """
    status = Release.Status.DRAFT if draft else Release.Status.PUBLISHED
    release = module.releases.filter(status=status).first()
    if release is None:
        raise NothingToExport(module.slug)
    collection = module.collection
    documents, practice = _documents(collection)
    quizzes = _quizzes(collection, release)
    pack = content.Pack(
        slug=module.slug,
        title=module.title,
        summary=module.summary,
        audience=module.audience,
        language=module.language,
        licence=module.licence,
        version=module.version,
        authors=tuple(module.authors),
        documents=documents,
        practice=practice,
        lessons=_lessons(release),
        quizzes=quizzes,
        cards=_cards(collection),
        terms=_terms(collection),
        events=_events(collection),
        items=_items(collection, quizzes),
    )
    return normal_pack(pack)


def _cards(collection: Collection) -> tuple[content.Card, ...]:
    return tuple(
        content.Card(id=card.slug, **{name: getattr(card, name) for name in FIELDS[SourceCard]})
        for card in SourceCard.objects.filter(collection=collection)
    )


def _terms(collection: Collection) -> tuple[content.Term, ...]:
    terms = Term.objects.filter(collection=collection).prefetch_related("term_sources__card")
    return tuple(
        content.Term(
            id=term.slug,
            term=term.term,
            also=tuple(term.also),
            meaning=term.meaning,
            sources=tuple(source.card.slug for source in term.term_sources.all()),
        )
        for term in terms
    )


def _events(collection: Collection) -> tuple[content.Event, ...]:
    events = Event.objects.filter(collection=collection).prefetch_related("event_sources__card")
    return tuple(
        content.Event(
            id=event.slug,
            date=event.date,
            title=event.title,
            why=event.why,
            sources=tuple(source.card.slug for source in event.event_sources.all()),
        )
        for event in events
    )


def _documents(
    collection: Collection,
) -> tuple[tuple[content.Document, ...], tuple[content.Document, ...]]:
    rows = (
        Document.objects.current()
        .filter(collection=collection)
        .prefetch_related(
            "blocks__sentences",
            "claims__first",
            "claims__last",
            "claims__weaknesses",
            "claims__ratings",
            "claims__evidence__card",
            "claims__evidence__sentence__document",
        )
    )
    texts = [(row.is_practice, _document(row)) for row in rows]
    return (
        tuple(text for is_practice, text in texts if not is_practice),
        tuple(text for is_practice, text in texts if is_practice),
    )


def _document(row: Document) -> content.Document:
    return content.Document(
        id=row.slug,
        title=row.title,
        edition=row.edition,
        language=row.language,
        licence=row.licence or "unknown",
        blocks=tuple(_block(row, block) for block in row.blocks.all() if not block.set_aside),
        adapted_from=_original(row.adapted_from),
        provenance=content.Provenance(known=tuple(row.known), unknown=tuple(row.unknown))
        if row.known or row.unknown
        else None,
        notice=row.notice,
        topic=row.topic,
        **_labels(row),
    )


def _original(said: Mapping[str, str]) -> content.AdaptedFrom | None:
    values: dict[str, Any] = {name: said.get(name) or "unknown" for name in ADAPTED_FIELDS}
    return content.AdaptedFrom(**values) if said else None


def _block(row: Document, block: Block) -> content.Block:
    return content.Block(
        kind=block.kind.replace("_", "-"),
        level=block.level,
        sentences=tuple(
            content.Sentence(id=s.key, text=row.text[s.start : s.end])
            for s in block.sentences.all()
        ),
    )


def _labels(row: Document) -> dict[str, Any]:
    aside = {b.pk for b in row.blocks.all() if b.set_aside}
    accepted = [
        claim
        for claim in row.claims.all()
        if claim.status == Claim.Status.ACCEPTED
        and not aside & {claim.first.block_id, claim.last.block_id}
    ]
    accepted.sort(key=lambda claim: (claim.first.position, claim.last.position))
    ratings = [
        content.Rating(
            first=claim.first.key,
            last=claim.last.key,
            rater=rating.rater,
            kind=rating.kind,
            support=rating.support,
            weaknesses=tuple(rating.weaknesses),
            also_ok=tuple(rating.also_ok),
        )
        for claim in accepted
        for rating in claim.ratings.all()
    ]
    with override(row.language):
        claims = tuple(_claim(row, claim) for claim in accepted)
    return {"claims": claims, "ratings": tuple(ratings)}


def _claim(row: Document, claim: Claim) -> content.Claim:
    standing = ClaimWeakness.Standing
    labels: dict[str, list[content.WeaknessLabel]] = {standing.CORE: [], standing.ALSO: []}
    for weakness in claim.weaknesses.all():
        labels[weakness.standing].append(
            content.WeaknessLabel(id=weakness.weakness, cue=weakness.cue)
        )
    evidence = []
    for item in claim.evidence.all():
        sentence = ""
        if item.sentence is not None:
            owner = item.sentence.document
            if owner.superseded_at is not None and owner.pk != row.pk:
                # Its key means another sentence, or none, in the version that the pack holds.
                continue
            sentence = item.sentence.key
            if owner.pk != row.pk:
                sentence = f"{owner.slug}#{sentence}"
        card = item.card.slug if item.card else ""
        evidence.append(content.Evidence(stance=item.stance, card=card, sentence=sentence))
    return content.Claim(
        first=claim.first.key,
        last=claim.last.key,
        weaknesses=tuple(labels[standing.CORE]),
        also_ok=tuple(labels[standing.ALSO]),
        evidence=tuple(evidence),
        **{name: getattr(claim, name) for name in CLAIM_FIELDS}
        | {"why": why_of(claim), "ask": ask_of(claim)},
    )


def _items(collection: Collection, quizzes: Sequence[content.Quiz]) -> tuple[content.Item, ...]:
    asked = {slug for quiz in quizzes for section in quiz.sections for slug in section.items}
    rows = Item.objects.filter(
        Q(archived_at=None) | Q(slug__in=asked), collection=collection, current__isnull=False
    ).select_related("current")
    return tuple(
        _item(row.slug, row.current) for row in rows.order_by("slug") if row.current is not None
    )


def _item(slug: str, version: ItemVersion) -> content.Item:
    fields = pack_fields(version)
    said = fields["explanation"]
    return content.Item(
        id=slug,
        type=fields["type"],
        title=fields["title"],
        stem=fields["stem"],
        content={name: value for name, value in fields.items() if name not in ITEM_FIELDS},
        explanation=content.Explanation(
            cue=said.get("cue", ""), why=said.get("why", ""), ask=said.get("ask", "")
        ),
        difficulty=fields["difficulty"],
        skills=tuple(fields["skills"]),
        about=tuple(fields.get("about", [])),
        sources=tuple(fields.get("sources", [])),
    )


def _quizzes(collection: Collection, release: Release) -> tuple[content.Quiz, ...]:
    is_named = Q(check_steps__lesson__release=release)
    rows = (
        Quiz.objects.filter(~Q(status=Quiz.Status.RETIRED) | is_named, collection=collection)
        .distinct()
        .prefetch_related("sections__slots__item_version__item")
    )
    return tuple(_quiz(row) for row in rows)


def _quiz(row: Quiz) -> content.Quiz:
    return content.Quiz(
        id=row.slug,
        attempts=row.attempts_allowed,
        sections=tuple(_section(section) for section in row.sections.all()),
        **{name: getattr(row, name) for name in QUIZ_FIELDS},
    )


def _section(row: Section) -> content.Section:
    return content.Section(
        id=row.slug,
        title=row.title,
        draw=row.draw,
        weight=row.weight.normalize() if row.weight % 1 else row.weight.quantize(1),
        items=tuple(slot.item_version.item.slug for slot in row.slots.all()),
    )


def _lessons(release: Release) -> tuple[content.Lesson, ...]:
    rows = release.lessons.prefetch_related(
        "steps__document", "steps__quiz", "steps__provenance_of"
    )
    return tuple(_lesson(row) for row in rows)


def _lesson(row: Lesson) -> content.Lesson:
    return content.Lesson(
        id=row.slug,
        title=row.title,
        summary=row.summary,
        minutes=row.minutes,
        objectives=tuple(row.objectives),
        skills=tuple(row.skills),
        teacher_notes=row.teacher_notes,
        steps=tuple(_step(step) for step in row.steps.all()),
    )


def _step(row: Step) -> content.Step:
    return content.Step(
        id=row.slug,
        title=row.title,
        kind=row.kind,
        purpose=row.purpose,
        minutes=row.minutes,
        body=row.body,
        prompt=row.prompt,
        document=row.document.slug if row.document else "",
        first=row.from_key,
        last=row.to_key,
        notes=tuple(_note(note) for note in row.notes),
        quiz=row.quiz.slug if row.quiz else "",
        provenance_of=row.provenance_of.slug if row.provenance_of else "",
    )


def _note(note: Mapping[str, str]) -> content.Note:
    return content.Note(at=note.get("at", ""), ask=note.get("ask", ""), note=note.get("note", ""))
