"""What somebody is called in a greeting."""

import pytest

from rosters.models import User


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Ada Quispe", "Ada"),
        ("Madonna", "Madonna"),
        ("Ms Ines Vogel", "Ms Ines Vogel"),
        ("DR. Meitner", "DR. Meitner"),
        ("Missy Elliott", "Missy"),
    ],
)
def test_short_name_is_no_title(name, called):
    assert User(display_name=name, username="somebody").get_short_name() == called
