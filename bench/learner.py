"""A learner's browser, as little of it as the flow needs: cookies, forms, one connection."""

import gzip
import http.client
import re
import socket
import time
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlencode

SECONDS = 60
FORM = r'<form method="post"[^>]* id="{}".*?</form>'
CONTROL = re.compile(r"<(input|select|textarea)\b([^>]*)>(?:(.*?)</\1>)?", re.DOTALL)
ATTRIBUTE = re.compile(r'([a-z-]+)(?:="([^"]*)")?')
OPTION = re.compile(r'<option value="([^"]+)"')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
ASSET = re.compile(r'(?:href|src)="(/static/[^"#]+)')


class Unexpected(Exception):
    """A reply that the flow does not know what to do with."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One request: which step, when, how long, how large, and its statements by the server."""

    step: str
    began: float
    seconds: float
    status: int
    sent_bytes: int
    compressed_bytes: int
    statements: int | None = None
    cpu_seconds: float | None = None


@dataclass
class Reply:
    status: int
    body: str
    location: str = ""


@dataclass
class Browser:
    """Sends requests one after the other and notes each as a Sample."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    samples: list[Sample] = field(default_factory=list)
    cpu: "object" = None
    _connection: http.client.HTTPConnection | None = None

    def get(self, step: str, path: str) -> Reply:
        return self._ask(step, "GET", path, None)

    def post(self, step: str, path: str, form: list[tuple[str, str]], token: str = "") -> Reply:
        return self._ask(step, "POST", path, urlencode(form), token)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()

    def _ask(self, step: str, method: str, path: str, body: str | None, token: str = "") -> Reply:
        connection = self._open()
        headers = {
            "Accept-Encoding": "gzip",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        if token:
            headers["X-CSRFToken"] = token
        before = self.cpu() if callable(self.cpu) else None
        began = time.perf_counter()
        connection.request(method, path, body=body, headers=headers)
        reply = connection.getresponse()
        content = reply.read()
        took = time.perf_counter() - began
        spent = self.cpu() - before if callable(self.cpu) and before is not None else None
        self._keep_cookies(reply)
        head = sum(len(name) + len(value) + 4 for name, value in reply.getheaders()) + 20
        is_packed = reply.getheader("Content-Encoding") == "gzip"
        packed = len(content) if is_packed else len(gzip.compress(content, 6))
        counted = reply.getheader("X-Statements")
        self.samples.append(
            Sample(
                step=step,
                began=began,
                seconds=took,
                status=reply.status,
                sent_bytes=head + len(content),
                compressed_bytes=head + packed,
                statements=int(counted) if counted is not None else None,
                cpu_seconds=spent,
            )
        )
        text = gzip.decompress(content) if is_packed else content
        if reply.status >= 400:
            raise Unexpected(f"{step}: {method} {path} gave {reply.status}: {text[:300]!r}")
        return Reply(reply.status, text.decode(errors="replace"), reply.getheader("Location", ""))

    def _open(self) -> http.client.HTTPConnection:
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
            self._connection.connect()
            self._connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self._connection

    def _keep_cookies(self, reply: http.client.HTTPResponse) -> None:
        for line in reply.headers.get_all("Set-Cookie") or []:
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value


def token_of(page: str) -> str:
    """The page's CSRF token."""
    found = TOKEN.search(page)
    if found is None:
        raise Unexpected("no CSRF token on the page")
    return found[1]


def assets_of(page: str) -> list[str]:
    """Stylesheets, script, icons of a page, each once."""
    return sorted(set(ASSET.findall(page)))


def answers_of(page: str, *, turn: int = 0, form_id: str = "response") -> list[tuple[str, str]]:
    """A page's form with something entered everywhere, as a browser would post it.

    Without a name it is the question's. Of radio buttons one, of checkboxes every other one, of
    lists each its own place; another `turn` enters something else.
    """
    found = re.search(FORM.format(form_id), page, re.DOTALL)
    if found is None:
        raise Unexpected(f"no form {form_id} on the page")
    posted: list[tuple[str, str]] = []
    radios: dict[str, list[str]] = {}
    numbers: list[str] = []
    boxes = lists = 0
    for kind, attributes, inner in CONTROL.findall(found[0]):
        values = {name: unescape(value) for name, value in ATTRIBUTE.findall(attributes)}
        name, value = values.get("name", ""), values.get("value", "")
        if not name or name == "csrfmiddlewaretoken":
            continue
        if kind == "select":
            options = OPTION.findall(inner)
            posted.append((name, options[(lists + turn) % len(options)]))
            lists += 1
        elif kind == "textarea":
            posted.append((name, "It was written there by somebody who saw it. " * (5 + turn % 9)))
        elif values.get("type") == "radio":
            radios.setdefault(name, []).append(value)
        elif values.get("type") == "checkbox":
            boxes += 1
            if (boxes + turn) % 2:
                posted.append((name, value))
        elif values.get("type") == "hidden":
            posted.append((name, value))
        elif values.get("type") == "number":
            # Places in an order: turned round, for what is left as shown is no answer.
            numbers.append(name)
        else:
            posted.append((name, str(42 + turn)))
    posted += [(name, values[turn % len(values)]) for name, values in radios.items()]
    places = range(len(numbers), 0, -1)
    return [*posted, *((name, str(place)) for name, place in zip(numbers, places, strict=True))]
