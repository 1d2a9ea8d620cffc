"""Telling PostgreSQL how many rows there are, where it would not know in time."""

from django.db import connection

from sources.models import Block, Sentence, Suggestion

MANY = 500
"""Sentences of a text above which a plan that was made for none of them takes minutes."""


def take_stock(sentences: int) -> None:
    """Let PostgreSQL count its rows, after those of a text of so many sentences were written.

    It counts by itself only a minute after the commit. Until then it plans by what it knew, which
    may be an empty table: three rows joined in loops are nothing, and thousands take hours.
    """
    if sentences < MANY or connection.vendor != "postgresql":
        return
    tables = (connection.ops.quote_name(model._meta.db_table) for model in _FILLED)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(tables)}")


_FILLED = (Block, Sentence, Suggestion)
