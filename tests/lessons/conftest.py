"""What tests of lessons and of classes at work share."""

import pytest
from django.utils import timezone


@pytest.fixture
def now():
    """The moment at which a test began."""
    return timezone.now()
