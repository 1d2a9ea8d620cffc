"""How the practice passages of a document are found: by their ids."""

import hashlib

from sources.models import Document
from sources.taxonomy import WEAKNESSES

LONGEST = 80


def practice_slug(document: Document, weakness: str) -> str:
    """The id of the practice passage of a document for one weakness."""
    tail = f"practice-{weakness}"
    whole = f"{document.slug}-{tail}"
    if len(whole) <= LONGEST:
        return whole
    digest = hashlib.sha256(document.slug.encode()).hexdigest()[:6]
    kept = document.slug[: LONGEST - len(tail) - len(digest) - 2].rstrip("-")
    return f"{kept}-{digest}-{tail}"


def practice_slugs(document: Document) -> dict[str, str]:
    """By weakness, the id that the document's practice passage has or would have."""
    return {weakness: practice_slug(document, weakness) for weakness in WEAKNESSES}
