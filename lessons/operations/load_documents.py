"""From a pack to rows: documents with their sentences, and their labels."""

from collections.abc import Container, Mapping
from typing import Any, TypeAlias

from lessons.content import objects as content
from lessons.operations.load_entries import put_row
from lessons.operations.load_report import Load
from sources.models import (
    Block,
    Claim,
    ClaimWeakness,
    Collection,
    Document,
    Evidence,
    Rating,
    Sentence,
    SourceCard,
)

Range: TypeAlias = tuple[str, str]
"""The keys of a claim's first and last sentence."""

ADAPTED_FIELDS = ("title", "author", "publisher", "published", "address", "method")
CLAIM_FIELDS = (
    "kind",
    "also_kind",
    "support",
    "why",
    "record",
    "disputed",
    "known",
    "ask",
    "difficulty",
    "contested",
)


def load_documents(load: Load, collection: Collection) -> dict[str, Document]:
    """The version of each text of the pack, by id; a changed text is a new version.

    Old versions keep their sentences, and so what is anchored to them. A text that was put away
    and comes back unchanged is the same version again.
    """
    newest: dict[str, Document] = {}
    for row in Document.objects.filter(collection=collection).order_by("number"):
        newest[row.slug] = row
    return {
        text.id: _load_document(load, collection, text, newest.get(text.id), position)
        for position, text in enumerate(load.pack.texts(), start=1)
    }


def _load_document(
    load: Load,
    collection: Collection,
    text: content.Document,
    newest: Document | None,
    position: int,
) -> Document:
    values = _document_values(text, position)
    digest = text.digest()
    if newest is not None and newest.sha256 == digest:
        put_row(newest, {**values, "superseded_at": None}, load.report, "documents")
        return newest
    if newest is not None and newest.superseded_at is None:
        Document.objects.filter(pk=newest.pk).update(superseded_at=load.at)
    row = Document(
        collection=collection,
        slug=text.id,
        number=newest.number + 1 if newest else 1,
        supersedes=newest,
        sha256=digest,
        created_at=load.at,
        **values,
    )
    row.save()
    load.report.count("documents", new=newest is None)
    _write_text(row, text)
    return row


def _document_values(text: content.Document, position: int) -> dict[str, Any]:
    adapted, provenance = text.adapted_from, text.provenance
    return {
        "title": text.title,
        "edition": text.edition,
        "language": text.language,
        "licence": text.licence,
        "adapted_from": {name: getattr(adapted, name) for name in ADAPTED_FIELDS}
        if adapted
        else {},
        "known": list(provenance.known) if provenance else [],
        "unknown": list(provenance.unknown) if provenance else [],
        "notice": text.notice,
        "topic": text.topic,
        "position": position,
    }


def _write_text(row: Document, text: content.Document) -> None:
    """Blocks and sentences of a new version, with their offsets into the stored text."""
    blocks = Block.objects.bulk_create(
        Block(document=row, position=n, kind=block.kind.replace("-", "_"), level=block.level)
        for n, block in enumerate(text.blocks, start=1)
    )
    written = ""
    sentences: list[Sentence] = []
    for block, source in zip(blocks, text.blocks, strict=True):
        written += "\n\n" if written else ""
        for index, sentence in enumerate(source.sentences):
            written += " " if index else ""
            sentences.append(
                Sentence(
                    document=row,
                    block=block,
                    key=sentence.id,
                    position=len(sentences) + 1,
                    number=number_of(sentence.id),
                    start=len(written),
                    end=len(written) + len(sentence.text),
                )
            )
            written += sentence.text
    row.text = written
    row.save(update_fields=["text"])
    Sentence.objects.bulk_create(sentences)


def number_of(key: str) -> int | None:
    """The number shown in the margin: that of `s08` is 8; headings and the like have none."""
    return int(key[1:]) if key.startswith("s") and key[1:].isdecimal() else None


def load_claims(
    load: Load, documents: Mapping[str, Document], cards: Mapping[str, SourceCard]
) -> None:
    """Labels of each text. A text whose labels differ from the pack's gets the pack's.

    What a person decided on this site stays, which the report says (decision 16); so does what
    was suggested or rejected.
    """
    for text in load.pack.texts():
        row = documents[text.id]
        decided = _decided_here(load, row)
        wanted, standing = _labels_of(text, documents), _labels_in(row)
        _tell_what_stays(load, row, decided, wanted, standing)
        if _without(wanted, decided) == _without(standing, decided):
            continue
        replaced = row.claims.accepted().exclude(pk__in=decided.values())
        is_new = not replaced.exists()
        replaced.delete()
        _write_claims(row, text, documents, cards, leave=decided)
        load.report.count("texts with labels", new=is_new)


def _decided_here(load: Load, row: Document) -> dict[Range, int]:
    """Claims of a text that another person than the one who loads accepted or rejected."""
    claims = row.claims.exclude(status=Claim.Status.SUGGESTED).exclude(edited_by=None)
    found = claims.values_list("first__key", "last__key", "pk", "edited_by")
    return {(first, last): pk for first, last, pk, by in found if load.is_foreign(by)}


def _without(labels: list[Any], ranges: Mapping[Range, int]) -> list[Any]:
    return [label for label in labels if _by_range(label) not in ranges]


def _tell_what_stays(
    load: Load,
    row: Document,
    decided: Mapping[Range, int],
    wanted: list[Any],
    standing: list[Any],
) -> None:
    """Say of each decision that the pack has otherwise that it was kept."""
    there = {_by_range(label): label for label in wanted}
    here = {_by_range(label): label for label in standing}
    for place in sorted(decided):
        if there.get(place) != here.get(place):
            load.report.note(
                f"claims: {row.slug}, {'–'.join(dict.fromkeys(place))}, was decided on this site "
                "and differs from the pack; the site's decision was kept."
            )


def _write_claims(
    row: Document,
    text: content.Document,
    documents: Mapping[str, Document],
    cards: Mapping[str, SourceCard],
    *,
    leave: Container[Range],
) -> None:
    """Write the pack's claims, without those of the ranges to leave."""
    sentences = {s.key: s for s in row.sentences.all()}
    wanted = [claim for claim in text.claims if (claim.first, claim.last) not in leave]
    claims = Claim.objects.bulk_create(
        Claim(
            document=row,
            first=sentences[claim.first],
            last=sentences[claim.last],
            **{name: getattr(claim, name) for name in CLAIM_FIELDS},
        )
        for claim in wanted
    )
    weaknesses, evidence, rated = [], [], []
    for claim_row, claim in zip(claims, wanted, strict=True):
        weaknesses += _weaknesses(claim_row, claim)
        for position, item in enumerate(claim.evidence):
            evidence.append(
                Evidence(
                    claim=claim_row,
                    stance=item.stance,
                    position=position,
                    card=cards[item.card] if item.card else None,
                    sentence=_sentence(item.sentence, row, documents) if item.sentence else None,
                )
            )
        rated += [
            Rating(
                claim=claim_row,
                rater=r.rater,
                kind=r.kind,
                support=r.support,
                weaknesses=list(r.weaknesses),
                also_ok=list(r.also_ok),
            )
            for r in _ratings_of(text, claim)
        ]
    ClaimWeakness.objects.bulk_create(weaknesses)
    Evidence.objects.bulk_create(evidence)
    Rating.objects.bulk_create(rated)


def _weaknesses(row: Claim, claim: content.Claim) -> list[ClaimWeakness]:
    standing = ClaimWeakness.Standing
    labelled = [(standing.CORE, label) for label in claim.weaknesses]
    labelled += [(standing.ALSO, label) for label in claim.also_ok]
    return [
        ClaimWeakness(claim=row, weakness=label.id, cue=label.cue, standing=kind, position=position)
        for position, (kind, label) in enumerate(labelled)
    ]


def _sentence(reference: str, row: Document, documents: Mapping[str, Document]) -> Sentence:
    slug, _, key = reference.rpartition("#")
    owner = documents[slug] if slug else row
    return Sentence.objects.get(document=owner, key=key)


def _ratings_of(text: content.Document, claim: content.Claim) -> list[content.Rating]:
    return [r for r in text.ratings if (r.first, r.last) == (claim.first, claim.last)]


def _labels_of(text: content.Document, documents: Mapping[str, Document]) -> list[Any]:
    """The labels of a pack's text in a form that compares."""
    own = documents[text.id]
    labels = [
        [
            c.first,
            c.last,
            *(getattr(c, name) for name in CLAIM_FIELDS),
            [[w.id, w.cue] for w in c.weaknesses],
            [[w.id, w.cue] for w in c.also_ok],
            [[e.stance, e.card, *_place_of(e.sentence, own, documents)] for e in c.evidence],
            sorted(
                [r.rater, r.kind, r.support, list(r.weaknesses), list(r.also_ok)]
                for r in _ratings_of(text, c)
            ),
        ]
        for c in text.claims
    ]
    return sorted(labels, key=_by_range)


def _place_of(reference: str, own: Document, documents: Mapping[str, Document]) -> tuple[int, str]:
    """The id of the document that a reference names, and the sentence in it."""
    if not reference:
        return 0, ""
    slug, _, key = reference.rpartition("#")
    return (documents[slug] if slug else own).pk, key


def _labels_in(row: Document) -> list[Any]:
    """The labels of a stored text in the same form. Six queries."""
    standing = ClaimWeakness.Standing
    claims = (
        row.claims.accepted()
        .select_related("first", "last")
        .prefetch_related("weaknesses", "evidence__card", "evidence__sentence", "ratings")
    )
    labels = [
        [
            c.first.key,
            c.last.key,
            *(getattr(c, name) for name in CLAIM_FIELDS),
            [[w.weakness, w.cue] for w in c.weaknesses.all() if w.standing == standing.CORE],
            [[w.weakness, w.cue] for w in c.weaknesses.all() if w.standing == standing.ALSO],
            [
                [
                    e.stance,
                    e.card.slug if e.card else "",
                    e.sentence.document_id if e.sentence else 0,
                    e.sentence.key if e.sentence else "",
                ]
                for e in c.evidence.all()
            ],
            sorted([r.rater, r.kind, r.support, r.weaknesses, r.also_ok] for r in c.ratings.all()),
        ]
        for c in claims
    ]
    return sorted(labels, key=_by_range)


def _by_range(label: list[Any]) -> Range:
    return label[0], label[1]
