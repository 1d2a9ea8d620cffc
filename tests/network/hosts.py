"""Hosts of a test's own: network namespaces joined by a virtual cable, cut off from all else."""

import ctypes
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

# Kept for documentation and examples (RFC 5737): no host of anybody has such an address.
SERVER_ADDRESS = "198.51.100.1"
VISITOR_ADDRESS = "198.51.100.2"
OTHER_VISITOR_ADDRESS = "198.51.100.3"
CLONE_NEWNET = 0x40000000


@dataclass(frozen=True)
class Host:
    """A network namespace."""

    name: str

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Let this thread, and every process that it starts, work in the host's network."""
        with open("/proc/thread-self/ns/net", "rb") as home:
            _enter(f"/run/netns/{self.name}")
            try:
                yield
            finally:
                _set_namespace(home.fileno())


def skip_without_namespaces() -> None:
    """Skip where namespaces cannot be made: they ask for Linux, iproute2 and root."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or shutil.which("ip") is None:
        pytest.skip("needs Linux, root and iproute2 for network namespaces")
    tried = subprocess.run(["ip", "netns", "add", _name("try")], capture_output=True, text=True)
    if tried.returncode:
        pytest.skip(f"network namespaces cannot be made here: {tried.stderr.strip()}")
    _ip("netns", "delete", _name("try"))


@contextmanager
def cut_off_host() -> Iterator[Host]:
    """A host with its loopback interface and nothing else: no cable, no route, no name server."""
    skip_without_namespaces()
    host = Host(_name("alone"))
    try:
        _ip("netns", "add", host.name)
        _ip("-netns", host.name, "link", "set", "lo", "up")
        yield host
    finally:
        _remove(host)


@contextmanager
def server_and_visitor() -> Iterator[tuple[Host, Host]]:
    """Two hosts on one cable, without a router, as in a room with a switch and nothing else.

    The visitor has two addresses: `VISITOR_ADDRESS`, and `OTHER_VISITOR_ADDRESS` for whoever binds
    to it.
    """
    skip_without_namespaces()
    server, visitor = Host(_name("server")), Host(_name("visitor"))
    cables = {server: f"gws{os.getpid()}", visitor: f"gwv{os.getpid()}"}
    addresses = {server: [SERVER_ADDRESS], visitor: [VISITOR_ADDRESS, OTHER_VISITOR_ADDRESS]}
    try:
        for host in (server, visitor):
            _ip("netns", "add", host.name)
        ends = (cables[server], "type", "veth", "peer", "name", cables[visitor])
        _ip("-netns", server.name, "link", "add", *ends)
        _ip("-netns", server.name, "link", "set", cables[visitor], "netns", visitor.name)
        for host in (server, visitor):
            for address in addresses[host]:
                _ip("-netns", host.name, "address", "add", f"{address}/24", "dev", cables[host])
            for link in ("lo", cables[host]):
                _ip("-netns", host.name, "link", "set", link, "up")
        yield server, visitor
    finally:
        for host in (server, visitor):
            _remove(host)


def _name(role: str) -> str:
    return f"groundwork-{role}-{os.getpid()}"


def _ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, capture_output=True, text=True)


def _remove(host: Host) -> None:
    subprocess.run(["ip", "netns", "delete", host.name], check=False, capture_output=True)


def _enter(path: str) -> None:
    with open(path, "rb") as namespace:
        _set_namespace(namespace.fileno())


def _set_namespace(descriptor: int) -> None:
    # os.setns came with Python 3.12.
    library = ctypes.CDLL(None, use_errno=True)
    if library.setns(descriptor, CLONE_NEWNET):
        raise OSError(ctypes.get_errno(), "setns failed")
