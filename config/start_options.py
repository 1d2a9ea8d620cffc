"""The options of `manage.py start`, and what they tell the settings before Django is loaded.

Standard library only: `manage.py` reads them first, because the data folder, the allowed hosts and
DEBUG are settings.
"""

from __future__ import annotations

import argparse
import ipaddress
import os
import re
import secrets
import socket
import sys
from collections.abc import MutableMapping, Sequence
from pathlib import Path

LOOPBACK = ("127.0.0.1", "::1", "localhost")
# Commands that know `--data` and nothing else of `start`.
COMPANIONS = ("backup", "restore", "doctor")
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104  compared with, not bound to


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options, once for the command and once for the reading before Django."""
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        help="address to listen on; 0.0.0.0 is every address of this computer (127.0.0.1)",
    )
    parser.add_argument(
        "--port", type=port, default=8000, help="port to listen on, 0 for any free one (8000)"
    )
    add_data_argument(parser)
    parser.add_argument(
        "--allow",
        metavar="NAME",
        action="append",
        default=[],
        help="a further name under which the site may be opened; can be repeated",
    )
    parser.add_argument(
        "--wheels",
        metavar="DIR",
        help="install packages from this folder, which `manage.py wheels` filled, not the network",
    )
    parser.add_argument(
        "--lean",
        action="store_true",
        help="do not install the packages that read documents (Word, PDF, web pages …)",
    )
    parser.add_argument(
        "--demo", action="store_true", help="add a demo school with a class and its work"
    )
    parser.add_argument(
        "--debug", action="store_true", help="show errors in full; never where others can reach it"
    )


def add_data_argument(parser: argparse.ArgumentParser) -> None:
    """Declare `--data`, which `export` reads before the settings are there."""
    parser.add_argument(
        "--data",
        metavar="DIR",
        help="folder of everything that belongs to this site (GROUNDWORK_DATA, or ./instance)",
    )


def check_data(given: str | None) -> None:
    """End when `--data` was given where nobody could read it in time."""
    if given and Path(given).resolve() != Path(os.environ.get("GROUNDWORK_DATA", "")).resolve():
        sys.exit("--data is read by manage.py; elsewhere set GROUNDWORK_DATA.")


def port(text: str) -> int:
    """Read a port number. Raises ArgumentTypeError outside 0 to 65535."""
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port: ports go from 1 to 65535")
    return int(text)


def wheels(arguments: Sequence[str]) -> str:
    """The folder that `start` shall install from; empty without one, and for other commands."""
    return str(_read(arguments[1:]).wheels or "") if list(arguments[:1]) == ["start"] else ""


def is_lean(arguments: Sequence[str]) -> bool:
    """Whether `start` shall do without the readers of documents; no for other commands."""
    return list(arguments[:1]) == ["start"] and bool(_read(arguments[1:]).lean)


def export(arguments: Sequence[str], environ: MutableMapping[str, str]) -> None:
    """Write what the options of `start` and its companions tell the settings into `environ`."""
    command = next(iter(arguments), "")
    if command in COMPANIONS:
        _export_data(arguments[1:], environ)
    if command == "restore":
        # Or the settings would make a key where the one of the archive is to stand.
        environ.setdefault("GROUNDWORK_SECRET_KEY", secrets.token_urlsafe(48))
    if command != "start":
        return
    options = _read(arguments[1:])
    if options.data:
        environ["GROUNDWORK_DATA"] = options.data
    if options.debug:
        environ["GROUNDWORK_DEBUG"] = "yes"
    names = [*own_names(options.host), *options.allow]
    if names:
        given = environ.get("GROUNDWORK_ALLOWED_HOSTS", "")
        environ["GROUNDWORK_ALLOWED_HOSTS"] = " ".join([given, *names]).strip()


def _export_data(arguments: Sequence[str], environ: MutableMapping[str, str]) -> None:
    parser = argparse.ArgumentParser(add_help=False)
    add_data_argument(parser)
    options, _ = parser.parse_known_args(arguments)
    if options.data:
        environ["GROUNDWORK_DATA"] = options.data


def _read(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="manage.py start", add_help=False)
    add_arguments(parser)
    return parser.parse_known_args(arguments)[0]


def own_names(host: str) -> list[str]:
    """List the names and addresses under which a browser reaches this computer at `host`."""
    if host in LOOPBACK:
        return []
    if host not in EVERYWHERE:
        return [_bracketed(host)]
    name = socket.gethostname()
    found = {name, f"{name.split('.')[0]}.local", *_resolved(name), *_outward(), *_configured()}
    return sorted(_bracketed(address) for address in found if address not in LOOPBACK)


def outward_address(host: str) -> str:
    """The address to tell people: the host itself, or for "everywhere" the one that faces them."""
    if host not in EVERYWHERE:
        return _bracketed(host)
    return _bracketed(next(iter([*_outward(), *_configured()]), socket.gethostname()))


def _resolved(name: str) -> list[str]:
    try:
        found = socket.getaddrinfo(name, None)
    except OSError:
        return []
    return [str(entry[4][0]).split("%")[0] for entry in found]


def _outward() -> list[str]:
    """The address that this computer sends from; nothing is sent, UDP only looks up a route."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return []
        return [str(probe.getsockname()[0])]


def _configured(tables: Path = Path("/proc/net")) -> list[str]:
    """The addresses of the network cards, IPv4 first; empty where the system is not Linux.

    In a network without a router no route tells them, and a name often resolves to loopback alone.
    """
    found: list[str] = []
    try:
        routes = (tables / "fib_trie").read_text(encoding="ascii")
        # A line with the address, and below it one that says that it is this computer's own.
        found += dict.fromkeys(re.findall(r"-- (\S+)\n\s+/32 host LOCAL", routes))
        cards = (tables / "if_inet6").read_text(encoding="ascii").splitlines()
        found += [str(ipaddress.IPv6Address(int(card.split()[0], 16))) for card in cards]
    except OSError:
        pass
    # Browsers cannot open a link-local address: it means nothing without the card's name.
    return [
        a for a in found if not (ip := ipaddress.ip_address(a)).is_loopback and not ip.is_link_local
    ]


def _bracketed(address: str) -> str:
    return f"[{address}]" if ":" in address else address
