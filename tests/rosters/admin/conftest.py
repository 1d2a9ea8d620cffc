from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


@pytest.fixture
def count_statements() -> Callable[[Client, str], int]:
    """How many statements a staff page costs, without those of the menu.

    The menu asks Django's own admins (groups), which read the person's permission rows.
    """

    def count(client: Client, address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return sum("auth_permission" not in each["sql"] for each in captured)

    return count
