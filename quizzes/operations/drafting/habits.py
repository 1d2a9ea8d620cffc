"""What a habit of marking without reading rests on, and what to write against it."""

from collections.abc import Mapping
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

Words = tuple[str | Promise, str | Promise]

HABITS: Mapping[str, Words] = {
    "longest half": (
        gettext_lazy("The weak sentences are mostly longer than the sound ones."),
        gettext_lazy("Write a long sound sentence, or a short weak one."),
    ),
    "shortest half": (
        gettext_lazy("The sound sentences are mostly longer than the weak ones."),
        gettext_lazy("Write a short sound sentence, or a long weak one."),
    ),
    "with a digit": (
        gettext_lazy("Figures stand mostly in the weak sentences."),
        gettext_lazy("Write a sound sentence with a figure, or a weak one without."),
    ),
    "without a digit": (
        gettext_lazy("Figures stand mostly in the sound sentences."),
        gettext_lazy("Write a sound sentence without a figure, or a weak one with one."),
    ),
    "with a quotation mark": (
        gettext_lazy("Quotation marks stand mostly in the weak sentences."),
        gettext_lazy("Write a sound sentence with a quotation, or a weak one without."),
    ),
    "without a quotation mark": (
        gettext_lazy("Quotation marks stand mostly in the sound sentences."),
        gettext_lazy("Write a sound sentence without a quotation, or a weak one with one."),
    ),
    "with a capitalised word inside": (
        gettext_lazy("Names and other words with a capital stand mostly in the weak sentences."),
        gettext_lazy("Write a sound sentence with a name, or a weak one without."),
    ),
    "without a capitalised word inside": (
        gettext_lazy("Names and other words with a capital stand mostly in the sound sentences."),
        gettext_lazy("Write a sound sentence without a name, or a weak one with one."),
    ),
    "with a bracket": (
        gettext_lazy("Brackets stand mostly in the weak sentences."),
        gettext_lazy("Write a sound sentence with a bracket, or a weak one without."),
    ),
    "without a bracket": (
        gettext_lazy("Brackets stand mostly in the sound sentences."),
        gettext_lazy("Write a sound sentence without a bracket, or a weak one with one."),
    ),
    "no digit and no quotation mark": (
        gettext_lazy("Figures and quotations stand mostly in the sound sentences."),
        gettext_lazy("Write a sound sentence that has neither."),
    ),
    "first half": (
        gettext_lazy("The weak sentences stand mostly before the sound ones."),
        gettext_lazy("Write another weak and another sound sentence, so that they can be mixed."),
    ),
    "last half": (
        gettext_lazy("The sound sentences stand mostly before the weak ones."),
        gettext_lazy("Write another weak and another sound sentence, so that they can be mixed."),
    ),
    "odd sentences": (
        gettext_lazy("Weak and sound sentences take turns."),
        gettext_lazy("Write another weak and another sound sentence, so that they can be mixed."),
    ),
    "even sentences": (
        gettext_lazy("Weak and sound sentences take turns."),
        gettext_lazy("Write another weak and another sound sentence, so that they can be mixed."),
    ),
}
"""By the name of a blind strategy: what it profits from, and what is missing."""


def seen_words(strategy: str, share: Fraction) -> str:
    """What a strategy profits from, and the share, 0..1, that it would earn."""
    earns = _("Whoever marks by that alone would earn %(share)d per cent without reading.")
    return f"{HABITS[strategy][0]} {earns % {'share': round(share * 100)}}"


def wanted_words(strategy: str) -> str:
    """Which kind of sentence would put an end to it."""
    return str(HABITS[strategy][1])
