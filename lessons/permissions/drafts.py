"""Who may decide on what was built."""

from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from lessons.models import Module
from rosters.models import User
from sources.permissions import changeable_collections


def get_module_to_change(user: "User | AnonymousUser", module_id: int) -> Module:
    """A module that this member of staff may change, with its collection. Raises Http404."""
    module = (
        Module.objects.filter(pk=module_id, collection__in=changeable_collections(user))
        .select_related("collection")
        .first()
    )
    if module is None:
        raise Http404
    return module
