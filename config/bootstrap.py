"""Makes `.venv` and fills it, then hands the command over to its Python.

Standard library only, because it runs before anything is installed; and written so that an old
Python can still read it and say that it is too old.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
LISTS = ROOT / "config" / "requirements"
OLDEST_PYTHON = (3, 11)

NO_INSTALLER = (
    "This Python has no pip and no ensurepip, so nothing can be installed. On Debian and Ubuntu "
    "'apt install python3-venv' brings them; then run the same command again."
)
NO_PACKAGES = (
    "The packages could not be installed; the lines above say why. Nothing was changed outside "
    ".venv, and the same command can be run again."
)


def enter_environment(argv: list[str]) -> None:
    """Return only when this Python has what the command needs; otherwise hand it over.

    Does nothing in an environment that somebody else looks after: a virtual environment of their
    own that has Django, or GROUNDWORK_BOOTSTRAP=off (a container image, say).
    """
    if sys.version_info < OLDEST_PYTHON:
        sys.exit(_too_old())
    if os.environ.get("GROUNDWORK_BOOTSTRAP", "on").lower() in ("off", "0", "no", "false"):
        return
    if not _is_inside():
        if _is_cared_for_by_others():
            return
        if not _runs(environment_python()):
            _make_environment()
        _hand_over()
    if install(needed_lists(argv, os.environ)):
        _hand_over()


def needed_lists(argv: list[str], environ: os._Environ[str] | dict[str, str]) -> list[str]:
    """Name the package lists that a command needs: files of `config/requirements/`."""
    lists = ["runtime"]
    if environ.get("DATABASE_URL", "").startswith("postgres"):
        lists.append("postgres")
    if argv[1:2] == ["test"]:
        lists.append("test")
    return lists


def install(lists: list[str]) -> bool:
    """Install the lists whose text or whose Python changed since; say whether any did."""
    installed = False
    for name in lists:
        listed = (LISTS / (name + ".txt")).read_bytes()
        stamp = ENVIRONMENT / (".groundwork-" + name)
        key = hashlib.sha256(listed + sys.version.encode()).hexdigest()
        if stamp.exists() and stamp.read_text() == key:
            continue
        count = sum(b"==" in line[:40] and line[:1].isalpha() for line in listed.splitlines())
        _say("Installing the " + name + " packages (" + str(count) + ") …")
        _run_installer(LISTS / (name + ".txt"))
        # Last, so that an installation that was cut short is done again.
        stamp.write_text(key)
        installed = True
    return installed


def environment_python() -> Path:
    """Where the environment's Python stands on this system."""
    return ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _too_old() -> str:
    needed = ".".join(str(part) for part in OLDEST_PYTHON)
    return (
        "Groundwork needs Python " + needed + " or newer; this is " + sys.version.split()[0] + "."
    )


def _is_inside() -> bool:
    return os.path.realpath(sys.prefix) == os.path.realpath(ENVIRONMENT)


def _is_cared_for_by_others() -> bool:
    return sys.prefix != sys.base_prefix and importlib.util.find_spec("django") is not None


def _runs(python: Path) -> bool:
    if not os.access(python, os.X_OK):
        return False
    # On Windows a launcher stays when the Python that it launches is gone: only running it tells.
    return os.name != "nt" or subprocess.run([python, "-c", ""], check=False).returncode == 0


def _make_environment() -> None:
    _say("Making the environment in .venv …")
    # Without pip: where ensurepip is missing, with_pip=True leaves half an environment behind.
    venv.create(ENVIRONMENT, clear=True, symlinks=os.name != "nt", with_pip=False)


def _hand_over() -> None:
    python = str(environment_python())
    command = [python, *sys.orig_argv[1:]]
    sys.stdout.flush()
    if os.name != "nt":
        # The same process goes on, so that Ctrl-C and SIGTERM reach the server itself.
        os.execv(python, command)  # noqa: S606
    child = subprocess.Popen(command)
    while True:
        try:
            sys.exit(child.wait())
        except KeyboardInterrupt:
            # The console told the child too; it stops by itself.
            continue


def _run_installer(listed: Path) -> None:
    command = _installer()
    if command is None:
        sys.exit(NO_INSTALLER)
    options = ["--no-deps", "--require-hashes", "--only-binary", ":all:", "-r", str(listed)]
    if subprocess.run([*command, *options], cwd=ROOT, check=False).returncode:
        sys.exit(NO_PACKAGES)


def _installer() -> list[str] | None:
    """Find something that installs: pip in the environment, the other Python's pip, or uv."""
    python = str(environment_python())
    quiet = ["install", "--quiet", "--disable-pip-version-check", "--no-input"]
    if _answers([python, "-m", "pip", "--version"]):
        return [python, "-m", "pip", *quiet]
    if _answers([python, "-m", "ensurepip", "--default-pip"]):
        return [python, "-m", "pip", *quiet]
    outside = getattr(sys, "_base_executable", sys.executable)
    if _answers([outside, "-m", "pip", "--python", python, "--version"]):
        return [outside, "-m", "pip", "--python", python, *quiet]
    uv = shutil.which("uv")
    if uv:
        return [uv, "pip", "install", "--quiet", "--python", python]
    return None


def _answers(command: list[str]) -> bool:
    quiet = subprocess.DEVNULL
    return subprocess.run(command, stdout=quiet, stderr=quiet, check=False).returncode == 0


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    # `python3 -m config.bootstrap browser dev` fills the environment with further lists.
    if not _is_inside():
        if not _runs(environment_python()):
            _make_environment()
        _hand_over()
    install(["runtime", *sys.argv[1:]])
