"""From a pack to rows: documents with their sentences, and their labels."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from lessons.content import objects as content
from lessons.operations.load_entries import put_row
from lessons.operations.load_report import LoadReport
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


def load_documents(
    collection: Collection, pack: content.Pack, *, at: datetime, report: LoadReport
) -> dict[str, Document]:
    """The current version of each text of the pack, by id; a changed text is a new version."""
    rows = {d.slug: d for d in Document.objects.current().filter(collection=collection)}
    texts = pack.texts()
    for position, text in enumerate(texts, start=1):
        row = _load_document(collection, text, rows.get(text.id), position, at, report)
        rows[text.id] = row
    wanted = {text.id for text in texts}
    for slug in set(rows) - wanted:
        Document.objects.filter(pk=rows[slug].pk).update(superseded_at=at)
        report.note(f"documents: {slug} is no longer in the pack and was put away.")
        del rows[slug]
    return rows


def _load_document(
    collection: Collection,
    text: content.Document,
    current: Document | None,
    position: int,
    at: datetime,
    report: LoadReport,
) -> Document:
    digest = text.digest()
    if current is not None and current.sha256 == digest:
        put_row(current, _document_values(text, position), report, "documents")
        return current
    if current is not None:
        Document.objects.filter(pk=current.pk).update(superseded_at=at)
    row = Document(
        collection=collection,
        slug=text.id,
        number=current.number + 1 if current else 1,
        supersedes=current,
        sha256=digest,
        created_at=at,
    )
    put_row(row, _document_values(text, position), report, "documents")
    _write_text(row, text)
    return row


def _document_values(text: content.Document, position: int) -> dict[str, Any]:
    adapted, provenance = text.adapted_from, text.provenance
    fields = ("title", "author", "publisher", "published", "address", "method")
    return {
        "title": text.title,
        "edition": text.edition,
        "language": text.language,
        "licence": text.licence,
        "adapted_from": {name: getattr(adapted, name) for name in fields} if adapted else {},
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
    documents: Mapping[str, Document],
    pack: content.Pack,
    cards: Mapping[str, SourceCard],
    *,
    report: LoadReport,
) -> None:
    """Labels of each text. A text whose labels differ from the pack's gets the pack's."""
    for text in pack.texts():
        row = documents[text.id]
        if _labels_in(row) == _labels_of(text):
            continue
        is_new = not row.claims.exists()
        row.claims.all().delete()
        _write_claims(row, text, documents, cards)
        report.count("texts with labels", new=is_new)


def _write_claims(
    row: Document,
    text: content.Document,
    documents: Mapping[str, Document],
    cards: Mapping[str, SourceCard],
) -> None:
    sentences = {s.key: s for s in row.sentences.all()}
    claims = Claim.objects.bulk_create(
        Claim(
            document=row,
            first=sentences[claim.first],
            last=sentences[claim.last],
            **{name: getattr(claim, name) for name in CLAIM_FIELDS},
        )
        for claim in text.claims
    )
    ratings = {
        (r.first, r.last): [x for x in text.ratings if (x.first, x.last) == (r.first, r.last)]
        for r in text.ratings
    }
    weaknesses, evidence, rated = [], [], []
    for claim_row, claim in zip(claims, text.claims, strict=True):
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
            for r in ratings.get((claim.first, claim.last), [])
        ]
    ClaimWeakness.objects.bulk_create(weaknesses)
    Evidence.objects.bulk_create(evidence)
    Rating.objects.bulk_create(rated)


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


def _labels_of(text: content.Document) -> list[Any]:
    """The labels of a pack's text in a form that compares."""
    return sorted(
        [
            [
                c.first,
                c.last,
                *(getattr(c, name) for name in CLAIM_FIELDS),
                [[w.id, w.cue] for w in c.weaknesses],
                [[w.id, w.cue] for w in c.also_ok],
                [[e.stance, e.card, e.sentence.rpartition("#")[2]] for e in c.evidence],
                sorted(
                    [r.rater, r.kind, r.support, list(r.weaknesses), list(r.also_ok)]
                    for r in text.ratings
                    if (r.first, r.last) == (c.first, c.last)
                ),
            ]
            for c in text.claims
        ],
        key=lambda label: label[0],
    )


def _labels_in(row: Document) -> list[Any]:
    """The labels of a stored text in the same form. Four queries."""
    standing = ClaimWeakness.Standing
    claims = (
        row.claims.accepted()
        .select_related("first", "last")
        .prefetch_related("weaknesses", "evidence__card", "evidence__sentence", "ratings")
    )
    return sorted(
        [
            [
                c.first.key,
                c.last.key,
                *(getattr(c, name) for name in CLAIM_FIELDS),
                [[w.weakness, w.cue] for w in c.weaknesses.all() if w.standing == standing.CORE],
                [[w.weakness, w.cue] for w in c.weaknesses.all() if w.standing == standing.ALSO],
                [
                    [e.stance, e.card.slug if e.card else "", e.sentence.key if e.sentence else ""]
                    for e in c.evidence.all()
                ],
                sorted(
                    [r.rater, r.kind, r.support, r.weaknesses, r.also_ok] for r in c.ratings.all()
                ),
            ]
            for c in claims
        ],
        key=lambda label: label[0],
    )
