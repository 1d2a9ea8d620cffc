"""Documents for the tests of the pipeline, made of blocks of sentences."""

from sources.pipeline.text import Block, Kind, Provenance, ReadDocument, Sentence


def document_of(
    *parts: tuple[Kind, list[str]], author: str = "", published: str = ""
) -> ReadDocument:
    """Blocks of a kind with their sentences, which are told apart by one space each."""
    blocks, sentences = [], []
    for number, (kind, texts) in enumerate(parts):
        blocks.append(Block(kind, " ".join(texts), set_aside=kind is Kind.BOILERPLATE))
        start, open_quote = 0, False
        for text in texts:
            sentences.append(Sentence(number, start, start + len(text), text, open_quote))
            start += len(text) + 1
            open_quote = (open_quote + text.count("“") - text.count("”")) > 0
    provenance = Provenance(author=author, published=published)
    return ReadDocument(provenance, tuple(blocks), tuple(sentences))


def paragraph(*sentences: str) -> ReadDocument:
    """A document of one paragraph."""
    return document_of((Kind.PARAGRAPH, list(sentences)))
