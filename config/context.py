"""What every page may ask about the site and about the person who looks at it."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.functional import cached_property

from rosters.models import Role, User
from rosters.permissions import is_school_admin

THEMES = ("auto", "light", "dark")


class Frame:
    """The answers for base templates, each worked out when it is first asked for.

    Nothing here costs a statement beyond the session and the person: the school comes with the
    person (`select_related` in the authentication backend).
    """

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def theme(self) -> str:
        """One of `THEMES`, from the cookie that the theme view or `<theme-switch>` writes."""
        chosen = self._request.COOKIES.get("theme", "auto")
        return chosen if chosen in THEMES else "auto"

    @cached_property
    def person(self) -> User | AnonymousUser:
        return getattr(self._request, "user", None) or AnonymousUser()

    @property
    def is_known(self) -> bool:
        """Signed in with an account; a guest is not."""
        return self.person.is_authenticated and not self.is_guest

    @property
    def is_guest(self) -> bool:
        return self.person.is_authenticated and bool(getattr(self.person, "is_guest", False))

    @property
    def is_staff(self) -> bool:
        return self.person.is_staff

    @property
    def runs_a_school(self) -> bool:
        """Whether this person may ask how the site is."""
        return is_school_admin(self.person)

    @property
    def is_warned_of_plain_http(self) -> bool:
        """Whether to remind this person that passwords cross the network unencrypted."""
        return settings.SERVED_IN_THE_CLEAR and (
            self.person.is_superuser or getattr(self.person, "role", "") == Role.SCHOOL_ADMIN
        )

    @property
    def school_name(self) -> str:
        school = getattr(self.person, "school", None)
        return str(school) if school else str(getattr(settings, "SCHOOL_NAME", ""))


def site(request: HttpRequest) -> dict[str, object]:
    """Context processor. The name is `frame` because Django's own views put a `site` there."""
    return {"frame": Frame(request)}
