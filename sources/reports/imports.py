"""Files on their way to becoming documents, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sources.models import Import
from sources.pipeline.progress import Phase
from sources.pipeline.read.refusals import TEMPLATES

# What the reader knows nothing of (`sources.operations.importing`).
OWN_REFUSALS = {
    "lost": gettext_lazy(
        "The file that was kept is gone or has changed on the disk of the server. Bring it again."
    ),
    "failed": gettext_lazy(
        "Something on the server went wrong while the file was read; its log says what. Try again."
    ),
}


def refusal_words(one: Import) -> str:
    """Which limit the file met and what to do, in a sentence or two; empty if it was read."""
    return refusal_sentence(one.refusal, one.refusal_values) if one.refusal else ""


def refusal_sentence(reason: str, values: dict[str, int | str]) -> str:
    """The sentence of a refusal, in the reader's language."""
    if reason in OWN_REFUSALS:
        return str(OWN_REFUSALS[reason])
    template = TEMPLATES.get(reason, TEMPLATES["crashed"])
    return _(template) % values if values else _(template)


def doing_words(one: Import) -> str:
    """What is being done to it now: "Page 12 of 400 is being read"."""
    if one.status == Import.Status.WAITING:
        return _("Waits until what is before it is done.")
    total = one.phase_total
    if one.phase == Phase.SPLITTING and total:
        return ngettext(
            "%(done)d of %(total)d part is split into sentences.",
            "%(done)d of %(total)d parts are split into sentences.",
            total,
        ) % {"done": one.phase_done, "total": total}
    if one.phase == Phase.CLEANING:
        return _("Headings, quotations and what stands around the text are told apart.")
    if total:
        return _("Page or chapter %(done)d of %(total)d is read.") % {
            "done": min(one.phase_done + 1, total),
            "total": total,
        }
    return _("The file is opened.")
