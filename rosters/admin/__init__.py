"""People, classes, schools and extra time in the admin."""

from rosters.admin import classes, groups, people, schools

__all__ = ["classes", "groups", "people", "schools"]
