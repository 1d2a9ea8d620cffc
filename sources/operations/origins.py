"""What a file says of where its text comes from, as it is stored with the document."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from sources.models import Document
from sources.operations.storing import About
from sources.pipeline.text import Provenance

UNKNOWN_WORDS = {
    "author": _("Who wrote it"),
    "publisher": _("Who published it, or where it stood"),
    "published": _("When it was published"),
    "address": _("Where it can be found"),
    "rights": _("Under which rights it may be used"),
}
"""What is asked of every text; what nobody answers stands on its card as unknown."""

ORIGIN = ("author", "publisher", "published", "address")
LANGUAGES = ("en", "es")
LENGTHS = {
    "title": 200,
    "author": 200,
    "publisher": 200,
    "published": 40,
    "address": 300,
    "rights": 80,
}


def stated_by(provenance: Provenance) -> dict[str, str]:
    """What the file says, as long as each column takes, with the language it most likely is in."""
    said = {name: getattr(provenance, name)[:most].strip() for name, most in LENGTHS.items()}
    language = provenance.language[:2].lower()
    return said | {"language": language if language in LANGUAGES else LANGUAGES[0]}


def stated_of(document: Document) -> dict[str, str]:
    """What a stored document says, in the words that its newer version begins with."""
    said = {name: _known(document.adapted_from.get(name)) for name in ORIGIN}
    return said | {
        "title": document.title,
        "rights": document.licence,
        "language": document.language,
    }


def about_text(said: Mapping[str, str], *, slug: str) -> About:
    """All that is known and unknown of a text. said: title, language, and any of UNKNOWN_WORDS."""
    return About(
        slug=slug,
        title=said["title"],
        language=said["language"],
        licence=said.get("rights", ""),
        origin={name: said[name] for name in ORIGIN if said.get(name)},
        unknown=tuple(str(words) for name, words in UNKNOWN_WORDS.items() if not said.get(name)),
    )


def _known(said: object) -> str:
    """Empty for what packs write as unknown."""
    return "" if said in (None, "unknown") else str(said)
