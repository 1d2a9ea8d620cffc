"""A module as one visitor may walk through it, and the addresses of its pages."""

from dataclasses import dataclass
from functools import lru_cache

from django.urls import get_script_prefix, reverse

from lessons.models import Module, Release
from sources.models import Collection


@dataclass(frozen=True, slots=True)
class OpenModule:
    """A module as one visitor may walk through it: which release, and whether as a preview.

    A preview shows staff a release as learners would see it, and writes no progress.
    """

    module: Module
    release: Release
    is_preview: bool = False
    term_count: int = 0

    @property
    def collection(self) -> Collection:
        return self.module.collection

    def url(self, name: str, *args: str) -> str:
        """The address of a page of this module, in the preview where this is one."""
        if self.is_preview:
            return reverse(f"lessons:preview:{name}", args=[self.release.pk, *args])
        return _address(get_script_prefix(), f"lessons:{name}", self.module.slug, *args)

    @property
    def path(self) -> str:
        return self.url("module")

    @property
    def glossary_path(self) -> str:
        return self.url("glossary")

    @property
    def timeline_path(self) -> str:
        return self.url("timeline")

    @property
    def progress_path(self) -> str:
        """Her progress in this module; a preview has none and leads back to the module."""
        return self.path if self.is_preview else self.url("progress-module")


@lru_cache(maxsize=2048)
def _address(prefix: str, name: str, *args: str) -> str:
    """An address below the script's prefix; a page has dozens of them, the same on every page."""
    return reverse(name, args=args)
