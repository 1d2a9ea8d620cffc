"""What to call a claim that was accepted without a weakness."""

from django.utils.translation import gettext as _

from sources.taxonomy import SOUND_SUPPORTS


def is_sound(kind: str, support: str) -> bool:
    """Whether it claims something, and rests on what a reader can follow up."""
    return kind != "none" and support in SOUND_SUPPORTS


def name_without_weakness(kind: str, support: str) -> str:
    """Its name for people, by what it claims and rests on."""
    if kind == "none":
        return _("No claim")
    return _("Sound") if is_sound(kind, support) else _("A claim that offers nothing")
