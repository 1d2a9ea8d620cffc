"""The authoring admin of modules, releases, lessons and steps."""

from lessons.admin import modules, releases, shown, steps

__all__ = ["modules", "releases", "shown", "steps"]
