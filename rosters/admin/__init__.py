"""People, classes, schools, extra time and the audit log in the admin."""

from rosters.admin import acts, classes, groups, people, schools

__all__ = ["acts", "classes", "groups", "people", "schools"]
