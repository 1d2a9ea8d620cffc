"""Names of other people, taken out of what somebody may read about herself."""

import re
from collections.abc import Callable
from itertools import chain

from django.utils.translation import gettext as _

from rosters.models import Enrollment, User

LEAST_LETTERS = 2
"""Of a part of a name that is taken out where it stands alone: no initials."""


def without_others(person: User) -> Callable[[str], str]:
    """What takes the names of others out of a text about this person. Two queries.

    Known are the whole names and log-ins of her school, and each part of the names of those who
    share a class with her, spelled as there. Her own name stays, and so does what somebody else is
    called by a word that she is called by too. Whom the site does not know, it cannot take out.
    """
    everybody = User.objects.exclude(pk=person.pk)
    school = everybody.filter(school=person.school_id) if person.school_id else everybody.none()
    whole = set(chain.from_iterable(school.values_list("display_name", "username")))
    places = Enrollment.objects.filter(classroom__people=person).exclude(user=person)
    near = set(places.values_list("user__display_name", flat=True))
    own = {*_parts(person.display_name), person.display_name, person.username}
    parts = {part for name in near for part in _parts(name)}
    names = sorted({name for name in (whole | near | parts) - own if name}, key=len, reverse=True)
    if not names:
        return str
    name = "|".join(map(re.escape, names))
    pattern = re.compile(rf"(?<!\w)(?:{name})(?!\w)")
    return lambda text: pattern.sub(_("[another person]"), text)


def _parts(name: str) -> list[str]:
    """The words of a name that could stand for it alone."""
    words = re.split(r"[\s,]+", name)
    return [word for word in words if len(word.strip(".")) >= LEAST_LETTERS and word[0].isupper()]
