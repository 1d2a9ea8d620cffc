"""Who somebody is: by log-in name and password, and on every later request by the session."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from rosters.models import User
from rosters.prepared import PreparedObjects


class PeopleBackend(ModelBackend):
    """Log-in names in any mix of capitals; the school comes along with the person.

    Every page shows the school's name in its foot: read here, it costs no statement of its own.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        """The person, or None. Takes as long for a name that nobody has as for a wrong password."""
        if not username or password is None:
            return None
        person = self._find(username)
        if person is None:
            # One hash, as in the other case: the time must not tell whether the account exists.
            User().set_password(password)
            return None
        if person.check_password(password) and self.user_can_authenticate(person):
            return person
        return None

    def get_user(self, user_id: int) -> User | None:
        """The person of a session with the school, in one statement; None when gone or closed."""
        person = _PERSON.first(person=user_id)
        return person if person is not None and self.user_can_authenticate(person) else None

    def _find(self, username: str) -> User | None:
        """The person of a log-in name in any mix of capitals. One statement."""
        name = User.normalize_username(username.strip())
        return User.objects.select_related("school").filter(username__iexact=name).first()


_PERSON = PreparedObjects[User](
    lambda person: User.objects.select_related("school").filter(pk=person), {"person": int}
)
