"""What the rules say of a few blocks of a long document, after they were cut otherwise."""

from collections.abc import Sequence

from django.db import transaction

from sources.models import Block, Document, Sentence, Suggestion
from sources.operations.suggesting import row_of
from sources.pipeline import text as pipeline
from sources.pipeline.quotations import with_quotations
from sources.pipeline.suggest import suggest

AROUND = 3
"""Blocks on either side that are read along, for whoever speaks there."""


@transaction.atomic
def suggest_near(document: Document, touched: Sequence[Block]) -> int:
    """Make the suggestions of some blocks again; those of other blocks and the findings stay.

    Returns how many there are. A fixed number of queries, whatever the document's length.
    """
    positions = [block.position for block in touched]
    rows = list(
        document.blocks.filter(
            position__range=(min(positions) - AROUND, max(positions) + AROUND)
        ).order_by("position")
    )
    sentences = list(document.sentences.filter(block__in=rows).order_by("position"))
    made = suggest(_part(document, rows, sentences), per_page=None)
    mine = {block.pk for block in touched}
    cut = [one.pk for one in sentences if one.block_id in mine]
    document.suggestions.filter(sentence__in=cut).delete()
    fresh = [
        row_of(one, document=document, sentence_id=sentences[one.sentence].pk, version=made.version)
        for one in made.suggestions
        if sentences[one.sentence].block_id in mine
    ]
    Suggestion.objects.bulk_create(fresh)
    return len(fresh)


def _part(
    document: Document, rows: Sequence[Block], sentences: Sequence[Sentence]
) -> pipeline.ReadDocument:
    blocks: list[pipeline.Block] = []
    cut: list[tuple[int, int, int]] = []
    for index, row in enumerate(rows):
        mine = [one for one in sentences if one.block_id == row.pk]
        begins = mine[0].start if mine else 0
        text = document.text[begins : mine[-1].end] if mine else ""
        kind = pipeline.Kind(row.kind)
        blocks.append(pipeline.Block(kind, text, row.level or None, row.set_aside, row.why))
        cut += [(index, one.start - begins, one.end - begins) for one in mine]
    return pipeline.ReadDocument(
        provenance=pipeline.Provenance(title=document.title, language=document.language),
        blocks=tuple(blocks),
        sentences=with_quotations(blocks, cut),
    )
