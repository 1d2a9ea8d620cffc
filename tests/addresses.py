"""Every address of the site, from its URL resolver: what the tests of pages go through."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

CONVERTER = re.compile(r"<(?:\w+:)?(\w+)>")
APP_LIST = "admin/^(?P<app_label>"
CATCH_ALL = "admin/(?P<url>.*)$"


class NoExample(LookupError):
    """An address for which no test has an example."""


@dataclass(frozen=True, slots=True)
class Address:
    """One pattern of the resolver. route: as in `urls.py`, from the root; name: with namespaces."""

    route: str
    name: str
    callback: Any

    @property
    def takes(self) -> tuple[str, ...]:
        """Names of the parts that the route leaves open."""
        return tuple(CONVERTER.findall(self.route))

    @property
    def is_admin(self) -> bool:
        return self.name.startswith("admin:")

    def path(self, parts: Mapping[str, Any]) -> str:
        """The address with its open parts filled. Raises NoExample for a part that is missing."""
        missing = [name for name in self.takes if name not in parts]
        if missing:
            raise NoExample(f"{self.route}: {', '.join(missing)}")
        return "/" + CONVERTER.sub(lambda found: str(parts[found[1]]), self.route)


@cache
def all_addresses() -> tuple[Address, ...]:
    """Every pattern once, the first where two have the same route: the resolver takes that one."""
    found: dict[str, Address] = {}
    for address in _walk(get_resolver(), "", ""):
        found.setdefault(address.route, address)
    return tuple(found.values())


def _walk(resolver: URLResolver, prefix: str, namespace: str) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield Address(_plain(route), f"{namespace}{entry.name or ''}", entry.callback)
        else:
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry, route, inner)


def _plain(route: str) -> str:
    """The admin's two regular expressions, as routes like the others."""
    if route.startswith(APP_LIST):
        return "admin/<app_label>/"
    if route == CATCH_ALL:
        return "admin/<url>"
    return route
