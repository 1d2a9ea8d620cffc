"""The site's addresses and `/connections/`: what each database connection of this process says."""

import threading
from typing import Any

from django.db import connection
from django.db.backends.signals import connection_created
from django.http import HttpRequest, JsonResponse
from django.urls import include, path
from django_tasks import task

seen: list[dict[str, Any]] = []


def describe(wrapper: Any) -> dict[str, Any]:
    """How durable the commits of this connection are, and which thread it belongs to."""
    with wrapper.cursor() as cursor:
        values = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("synchronous", "journal_mode")
        }
    return {"thread": threading.current_thread().name, **values}


def note(sender: Any, connection: Any, **more: Any) -> None:
    seen.append(describe(connection))


connection_created.connect(note)


@task()
def ask_worker() -> dict[str, Any]:
    return describe(connection)


def connections(request: HttpRequest) -> JsonResponse:
    """This request's own connection, and all that were opened before."""
    if request.GET:
        ask_worker.enqueue()
    return JsonResponse({"mine": describe(connection), "all": seen})


urlpatterns = [path("connections/", connections), path("", include("config.urls"))]
