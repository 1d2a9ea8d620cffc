"""Four clients that save answers without a pause, and note what they were promised."""

import http.client
import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.running import ROOT, clean_environment

CSRF = "c" * 32
SECONDS = 20


@dataclass
class Notes:
    """What one client saw. A save is in flight when it was sent and no whole reply came."""

    acknowledged: list[dict[str, Any]] = field(default_factory=list)
    in_flight: int = 0
    refused: list[str] = field(default_factory=list)


class SavingClient(threading.Thread):
    """Saves one new text after the other; one that got no reply it sends again, as the page does.

    `address` tells where the server listens now, None while there is none.
    """

    def __init__(
        self, name: str, learner: Mapping[str, Any], address: Callable[[], int | None]
    ) -> None:
        super().__init__(name=name, daemon=True)
        self.learner, self.address, self.notes = learner, address, Notes()
        self.stopping = threading.Event()
        self.sequence, self.base = 0, dict.fromkeys(learner["positions"], 0)
        self._connection: http.client.HTTPConnection | None = None
        self._port: int | None = None

    def run(self) -> None:
        positions = self.learner["positions"]
        while not self.stopping.is_set():
            self.sequence += 1
            position = positions[self.sequence % len(positions)]
            # Now and then a long one, so that a commit is more than a page or two.
            text = f"{self.name} {self.sequence} " + "because " * (self.sequence % 7 * 100)
            while not self.stopping.is_set() and not self._save(position, text.strip()):
                self.stopping.wait(0.002)
        self._close()

    def _save(self, position: int, text: str) -> bool:
        """Send one save; say whether it was answered."""
        port = self.address()
        if port is None or not self._connect(port):
            return False
        try:
            status, reply = self._post(position, text)
        except (OSError, http.client.HTTPException):
            self.notes.in_flight += 1
            self._close()
            return False
        if status == 200 and reply.get("saved"):
            self.base[position] = reply["base"]
            told = {name: reply[name] for name in ("number", "line")}
            self.notes.acknowledged.append(
                told
                | {
                    "attempt": self.learner["attempt"],
                    "position": position,
                    "text": text,
                    "at": time.time(),
                }
            )
            return True
        self.notes.refused.append(f"{status}: {reply}")
        # A server error is answered as the page does: the answer is kept and sent again.
        return status < 500

    def _connect(self, port: int) -> bool:
        if self._connection is not None and self._port == port:
            return True
        self._close()
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
        try:
            connection.connect()
        except OSError:
            return False
        # Head and body go as two packets; waiting for the first to be confirmed costs 40 ms.
        connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._connection, self._port = connection, port
        return True

    def _post(self, position: int, text: str) -> tuple[int, dict[str, Any]]:
        assert self._connection is not None
        form = {
            "text": text,
            "tab": self.name,
            "sequence": self.sequence,
            "base": self.base[position],
        }
        cookies = {
            self.learner["cookie_name"]: self.learner["cookie"],
            self.learner["csrf_cookie_name"]: CSRF,
        }
        self._connection.request(
            "POST",
            f"/attempts/{self.learner['attempt']}/{position}/save/",
            body=urlencode(form),
            headers={
                "Content-Type": "application/x-www-form-urlencoded",
                "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
                "X-CSRFToken": CSRF,
            },
        )
        reply = self._connection.getresponse()
        body = reply.read()
        is_json = reply.headers.get_content_type() == "application/json"
        return reply.status, json.loads(body) if is_json else {}

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


class Class:
    """The clients together."""

    def __init__(
        self, learners: Sequence[Mapping[str, Any]], address: Callable[[], int | None]
    ) -> None:
        self.clients = [
            SavingClient(f"client-{place}", learner, address)
            for place, learner in enumerate(learners, start=1)
        ]

    def __enter__(self) -> "Class":
        for client in self.clients:
            client.start()
        return self

    def __exit__(self, *error: object) -> None:
        for client in self.clients:
            client.stopping.set()
        for client in self.clients:
            client.join(SECONDS)

    @property
    def acknowledged(self) -> list[dict[str, Any]]:
        return [told for client in self.clients for told in client.notes.acknowledged]

    @property
    def in_flight(self) -> int:
        return sum(client.notes.in_flight for client in self.clients)

    @property
    def refused(self) -> list[str]:
        return [words for client in self.clients for words in client.notes.refused]


def eventually(condition: Callable[[], bool], *, seconds: float = 60) -> bool:
    """Wait until the condition holds; return whether it came to hold in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def site_environment(data: Path, settings: str = "config.settings") -> dict[str, str]:
    """The environment of a program that works in this data folder."""
    return clean_environment(GROUNDWORK_DATA=str(data), DJANGO_SETTINGS_MODULE=settings)


def prepare(data: Path) -> list[dict[str, Any]]:
    """Fill a data folder; return what each of the four clients needs."""
    data.mkdir(exist_ok=True)
    clients: list[dict[str, Any]] = _rows(data, "prepare", "")
    return clients


def inspect(data: Path, acknowledged: list[dict[str, Any]]) -> dict[str, Any]:
    """Look for acknowledged saves in a data folder that no server works in."""
    found: dict[str, Any] = _rows(data, "inspect", json.dumps(acknowledged))
    return found


def _rows(data: Path, command: str, told: str) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "tests.durability.rows", command],
        cwd=ROOT,
        env=site_environment(data),
        input=told,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
