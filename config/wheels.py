"""A folder of packages for a computer without a network.

`manage.py wheels DIR` fills it where there is one, `start --wheels DIR` installs from it. Standard
library only: the second half runs before anything is installed.
"""

from __future__ import annotations

import platform
import re
import sysconfig
from pathlib import Path

README_NAME = "README.txt"
README = """\
The packages of Groundwork for {target}.

They install on a computer of that system with that Python, without a network. There, in the folder
of the same version of Groundwork:

    python3 manage.py start --wheels {folder}

For another system or another Python, or after an update of Groundwork, fill a folder again on a
computer of that kind that has a network:

    python3 manage.py wheels {folder}
"""


class WheelsMissing(Exception):
    """The folder cannot be installed from; the text says why and what to do."""


def target() -> str:
    """The Python and the system that packages must fit: those of the computer this runs on."""
    implementation = platform.python_implementation()
    version = ".".join(platform.python_version_tuple()[:2])
    return f"{implementation} {version} on {sysconfig.get_platform()}"


def check(folder: Path) -> None:
    """Raise WheelsMissing unless there is a folder with packages."""
    if not folder.is_dir():
        raise WheelsMissing(f"There is no folder {folder}.")
    if not any(folder.glob("*.whl")):
        raise WheelsMissing(f"There is no package in {folder}. {_refill(folder)}")


def write_readme(folder: Path) -> None:
    """Say in the folder what it is for."""
    text = README.format(target=target(), folder=folder.name)
    (folder / README_NAME).write_text(text, encoding="utf-8")


def why_not(said: str, folder: Path) -> str:
    """Turn what pip said when it could not install from the folder into a sentence."""
    missing = re.search(r"satisfies the requirement ([\w.-]+)==([\w.+!-]+)", said)
    if missing:
        name, version = missing[1], missing[2]
        stem = f"{re.sub(r'[-_.]+', '_', name)}-{version}-".lower()
        if any(path.name.lower().startswith(stem) for path in folder.glob("*.whl")):
            return (
                f"{name} {version} in {folder} is for another system or another Python; this is "
                f"{target()}. {README_NAME} there says what it was filled for. {_refill(folder)}"
            )
        return f"{name} {version} is not in {folder}. {_refill(folder)}"
    damaged = re.search(r"DO NOT MATCH THE HASHES.*?\n\s+([\w.-]+)==([\w.+!-]+)", said, re.DOTALL)
    if damaged:
        return (
            f"{damaged[1]} {damaged[2]} in {folder} is damaged or not the one that Groundwork "
            f"names. {_refill(folder)}"
        )
    return f"{said.strip()}\nThe packages in {folder} could not be installed. {_refill(folder)}"


def _refill(folder: Path) -> str:
    return (
        f"Run 'python3 manage.py wheels {folder.name}' in the same version of Groundwork on a "
        "computer of this kind that has a network, and bring the folder here."
    )
