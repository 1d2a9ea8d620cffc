"""What the tests of documents and their review share."""

from collections.abc import Callable

import pytest
from django.test import Client

from rosters.models import User
from sources.models import Document
from tests.factories_review import bridge_text


@pytest.fixture
def document(tess: User) -> Document:
    """A short text of Tess's, cut, with suggestions of which nothing is decided."""
    return bridge_text(tess)


@pytest.fixture
def browser(tess: User, client_of: Callable[[User], Client]) -> Client:
    """Tess, signed in."""
    return client_of(tess)
