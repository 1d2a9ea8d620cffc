"""Practice passages: documents made from approved sentences, to ask for one weakness."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from quizzes.operations.drafting.labels import Passage, read_passage
from quizzes.operations.drafting.practice_plan import Part, PracticePlan, plan_practice
from quizzes.operations.drafting.practice_slugs import practice_slug, practice_slugs
from quizzes.operations.library import CollectionLibrary
from rosters.models import User
from sources.models import Claim, ClaimWeakness, Document, Variant
from sources.operations.storing import write_cut
from sources.pipeline.text import Block, Kind, Provenance, ReadDocument, Sentence
from sources.pipeline.variants.registry import shown_by
from sources.pipeline.variants.repairs import REPAIRS
from sources.taxonomy import WEAKNESSES

PARAGRAPH = 4
"""So many sentences make a paragraph of a practice passage."""
SUPPORT_OF_REPAIR = {repair.id: repair.support for repair in REPAIRS}
SPEAKERS = frozenset({"speaker-named", "speaker-added"})


def approved_variants(document: Document) -> list[Variant]:
    """The approved made sentences of a document, in reading order. One query."""
    rows = document.variants.filter(status=Variant.Status.APPROVED)
    return list(rows.select_related("sentence").order_by("sentence__position", "pk"))


@transaction.atomic
def put_practice_passages(document: Document, *, by: User | None, at: datetime) -> list[Document]:
    """Make or bring up to date every practice passage of a document; returns those that stand.

    What a person changed in their labels stays, as `put_practice_passage` says.
    """
    passage = read_passage(document, CollectionLibrary(document.collection))
    variants = approved_variants(document)
    known = {slug: w for w, slug in practice_slugs(document).items()}
    current = Document.objects.current().filter(collection=document.collection_id, slug__in=known)
    wanted = {v.weakness for v in variants} | {known[one.slug] for one in current}
    found = []
    for weakness in (w for w in WEAKNESSES if w in wanted):
        plan = plan_practice(passage, weakness, variants)
        made = _put(document, passage, weakness, plan if plan and plan.is_fair else None, at)
        found += [made] if made is not None else []
    return found


@transaction.atomic
def put_practice_passage(
    document: Document, weakness: str, *, by: User | None, at: datetime
) -> Document | None:
    """Make or bring up to date the practice passage of a document for one weakness.

    A passage whose sentences changed becomes a new version; its labels are written anew. Those
    that somebody edited, in the admin or in a review, stay with their sentence. Returns None, and
    puts away the passage that stood, where there are too few sentences, or guessing would earn too
    much (`plan_practice` says which).
    """
    passage = read_passage(document, CollectionLibrary(document.collection))
    plan = plan_practice(passage, weakness, approved_variants(document))
    return _put(document, passage, weakness, plan if plan and plan.is_fair else None, at)


def _put(
    document: Document,
    passage: Passage,
    weakness: str,
    plan: PracticePlan | None,
    at: datetime,
) -> Document | None:
    slug = practice_slug(document, weakness)
    rows = Document.objects.select_for_update().filter(collection=document.collection_id, slug=slug)
    standing = rows.order_by("-number").first()
    if plan is None:
        rows.filter(superseded_at=None).update(superseded_at=at)
        return None
    with override(document.language):
        read = _read(plan)
        if standing is None or not _says(standing, read):
            rows.filter(superseded_at=None).update(superseded_at=at)
            older = standing
            standing = _new_version(document, weakness, read, older, at)
            if older is not None:
                _keep_edited(older, standing)
        elif standing.superseded_at is not None:
            rows.filter(pk=standing.pk).update(superseded_at=None)
            standing.superseded_at = None
        _put_claims(standing, plan)
    return standing


def _read(plan: PracticePlan) -> ReadDocument:
    """The passage as the pipeline knows texts: paragraphs of a few sentences."""
    blocks: list[Block] = []
    sentences: list[Sentence] = []
    for at in range(0, len(plan.parts), PARAGRAPH):
        texts = [part.text for part in plan.parts[at : at + PARAGRAPH]]
        start = 0
        for text in texts:
            sentences.append(Sentence(len(blocks), start, start + len(text), text))
            start += len(text) + 1
        blocks.append(Block(Kind.PARAGRAPH, " ".join(texts)))
    return ReadDocument(Provenance(), tuple(blocks), tuple(sentences))


def _says(standing: Document, read: ReadDocument) -> bool:
    own = [one.text for one in standing.sentences.select_related("document").order_by("position")]
    return own == [sentence.text for sentence in read.sentences]


def _new_version(
    document: Document,
    weakness: str,
    read: ReadDocument,
    standing: Document | None,
    at: datetime,
) -> Document:
    shelf = document.collection.documents
    words = {"weakness": _(WEAKNESSES[weakness].name), "title": document.title}
    made = Document.objects.create(
        collection=document.collection,
        slug=practice_slug(document, weakness),
        number=standing.number + 1 if standing else 1,
        supersedes=standing,
        position=standing.position
        if standing
        else (shelf.aggregate(last=Max("position"))["last"] or 0) + 1,
        title=(_("Practice: %(weakness)s (%(title)s)") % words)[:200],
        edition=Document.Edition.PRACTICE,
        language=document.language,
        licence=document.licence,
        topic=document.title[:120],
        notice=_(
            "Made for practice, from sentences of “%(title)s”.\n"
            "Some of them were changed: nothing here is stated as a fact."
        )
        % words,
        text="\n\n".join(block.text for block in read.blocks),
        created_at=at,
    )
    write_cut(made, read)
    return made


def _keep_edited(older: Document, made: Document) -> None:
    """Copy what a person said of a sentence to the sentence of the same words in a new version."""
    same = {one.text: one for one in made.sentences.select_related("document")}
    edited = _edited(older).select_related("first").prefetch_related("weaknesses")
    for claim in edited:
        claim.first.document = older
        sentence = same.get(claim.first.text)
        if sentence is None or claim.first_id != claim.last_id:
            continue
        weaknesses = list(claim.weaknesses.all())
        claim.pk, claim.document, claim.first, claim.last = None, made, sentence, sentence
        claim.save(force_insert=True)
        for each in weaknesses:
            each.pk, each.claim = None, claim
        ClaimWeakness.objects.bulk_create(weaknesses)


def _edited(made: Document) -> QuerySet[Claim]:
    """Claims of a passage that a person has changed since they were drafted."""
    return made.claims.exclude(edited_by=None)


def _put_claims(made: Document, plan: PracticePlan) -> None:
    """The labels of the passage, unless they stand so already or somebody has reviewed them.

    They are nobody's (`edited_by`) until a person edits one; that one stays as it is then.
    """
    if made.review_acts.exists():
        return
    taken = set(_edited(made).values_list("first__position", flat=True))
    sentences = list(made.sentences.order_by("position"))
    wanted = {
        sentence.pk: _labels(part, plan.weakness)
        for sentence, part in zip(sentences, plan.parts, strict=True)
        if sentence.position not in taken
    }
    if list(wanted.values()) == _drafted_labels(made):
        return
    made.claims.filter(edited_by=None).delete()
    for sentence_id, labels in wanted.items():
        claim = Claim.objects.create(
            document=made, first_id=sentence_id, last_id=sentence_id, **labels["fields"]
        )
        ClaimWeakness.objects.bulk_create(
            ClaimWeakness(claim=claim, weakness=w, standing=standing, cue=cue, position=place)
            for place, (w, standing, cue) in enumerate(labels["weaknesses"])
        )


def _drafted_labels(made: Document) -> list[dict[str, Any]]:
    claims = made.claims.accepted().filter(edited_by=None)
    claims = claims.prefetch_related("weaknesses").order_by("first__position")
    return [
        {
            "fields": {name: getattr(claim, name) for name in _FIELDS},
            "weaknesses": [(w.weakness, str(w.standing), w.cue) for w in claim.weaknesses.all()],
        }
        for claim in claims
    ]


_FIELDS = ("kind", "also_kind", "support", "why", "ask", "difficulty")


def _labels(part: Part, weakness: str) -> dict[str, Any]:
    """The labels of one sentence: its own, or what the change made of them."""
    base = part.base
    fields: dict[str, Any] = {
        "kind": base.kind,
        "also_kind": base.also_kind,
        "support": base.support,
        "why": base.why,
        "ask": base.ask,
        "difficulty": base.difficulty,
    }
    core, also = dict(base.weaknesses), dict(base.acceptable)
    if part.variant is not None and part.variant.is_sound:
        core.pop(weakness, None)
        also.pop(weakness, None)
        core, also = _still_shown(core, part.text), _still_shown(also, part.text)
        fields |= _mended(part.variant, fields)
    elif part.variant is not None:
        core = {weakness: _cue(part.variant, weakness)}
        fields |= {"why": "", "ask": ""} | _spoiled(part.variant)
    standing = ClaimWeakness.Standing
    return {
        "fields": fields,
        "weaknesses": [
            *((w, str(standing.CORE), cue) for w, cue in core.items()),
            *((w, str(standing.ALSO), cue) for w, cue in also.items()),
        ],
    }


def _still_shown(labels: Mapping[str, str], text: str) -> dict[str, str]:
    return {w: cue for w, cue in labels.items() if cue and cue in text}


def _mended(variant: Variant, fields: Mapping[str, Any]) -> dict[str, Any]:
    why = _("“%(words)s”: a reader could follow this up.") % {"words": variant.after}
    return {
        "support": SUPPORT_OF_REPAIR.get(variant.change, "in-text"),
        "kind": "attrib" if variant.change in SPEAKERS else fields["kind"],
        "why": why,
        "ask": "",
    }


def _spoiled(variant: Variant) -> dict[str, Any]:
    if variant.change == "actor-dropped":
        return {"support": "anon", "kind": "attrib"}
    if variant.change == "cause-invented":
        return {"kind": "cause", "support": "bare"}
    return {"support": "bare"}


def _cue(variant: Variant, weakness: str) -> str:
    """The words that show the weakness, as its rule finds them, or the words that were put in."""
    found = shown_by(weakness, variant.text)
    if found or variant.change == "date-dropped":
        return found
    return variant.after if variant.after in variant.text else ""
