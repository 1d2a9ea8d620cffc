"""The authoring admin of modules, releases, lessons and steps; learners' notes to read."""

from lessons.admin import modules, notes, releases, shown, steps

__all__ = ["modules", "notes", "releases", "shown", "steps"]
