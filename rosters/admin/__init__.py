"""People, classes, schools and extra time in the admin."""

from rosters.admin import classes, people, schools

__all__ = ["classes", "people", "schools"]
