"""Makes `.venv` and fills it, then hands the command over to its Python.

Standard library only, because it runs before anything is installed; and written so that an old
Python can still read it and say that it is too old.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from config import start_options, wheels

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
LISTS = ROOT / "config" / "requirements"
OLDEST_PYTHON = (3, 11)
# Need the readers of documents: the site itself (unless --lean), the tests, and what reads files.
DOCUMENT_COMMANDS = ("start", "test", "import_document")

NO_INSTALLER = (
    "This Python has no pip and no ensurepip, so nothing can be installed. On Debian and Ubuntu "
    "'apt install python3-venv' brings them; then run the same command again."
)
NO_PACKAGES = (
    "The packages could not be installed; the lines above say why. Nothing was changed outside "
    ".venv, and the same command can be run again. A computer without a network installs from a "
    "folder: 'manage.py wheels DIR' fills it elsewhere, 'manage.py start --wheels DIR' uses it."
)
NO_DOWNLOAD = "The packages could not be downloaded; the lines above say why."
QUIET = ["--quiet", "--disable-pip-version-check", "--no-input"]
PINNED = ["--no-deps", "--require-hashes", "--only-binary", ":all:"]


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
    given = start_options.wheels(argv[1:])
    if install(needed_lists(argv, os.environ), Path(given) if given else None):
        _hand_over()


def needed_lists(argv: list[str], environ: os._Environ[str] | dict[str, str]) -> list[str]:
    """Name the package lists that a command needs: files of `config/requirements/`."""
    lists = ["runtime"]
    if _database_url(environ).startswith("postgres"):
        lists.append("postgres")
    if _reads_documents(argv[1:]):
        lists.append("documents")
    if argv[1:2] == ["test"]:
        lists.append("test")
    return lists


def _reads_documents(arguments: list[str]) -> bool:
    command = next(iter(arguments), "")
    return command in DOCUMENT_COMMANDS and not start_options.is_lean(arguments)


def _database_url(environ: os._Environ[str] | dict[str, str]) -> str:
    """What DATABASE_URL says, or the file that DATABASE_URL_FILE names."""
    path = environ.get("DATABASE_URL_FILE", "")
    try:
        return Path(path).read_text(encoding="utf-8") if path else environ.get("DATABASE_URL", "")
    except OSError:
        # The settings will say it in a sentence.
        return ""


def install(lists: list[str], folder: Path | None = None) -> bool:
    """Install the lists whose text or whose Python changed since; say whether any did.

    From the folder where one is given, without a network.
    """
    installed = False
    for name in lists:
        listed = (LISTS / (name + ".txt")).read_bytes()
        stamp = ENVIRONMENT / (".groundwork-" + name)
        key = hashlib.sha256(listed + sys.version.encode()).hexdigest()
        if stamp.exists() and stamp.read_text() == key:
            continue
        count = sum(b"==" in line[:40] and line[:1].isalpha() for line in listed.splitlines())
        _say("Installing the " + name + " packages (" + str(count) + ") …")
        _run_installer(LISTS / (name + ".txt"), folder)
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


def _run_installer(listed: Path, folder: Path | None) -> None:
    command = _installer()
    if command is None:
        sys.exit(NO_INSTALLER)
    command += [*PINNED, "-r", str(listed)]
    if folder is None:
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            sys.exit(NO_PACKAGES)
        return
    try:
        wheels.check(folder)
    except wheels.WheelsMissing as missing:
        sys.exit(str(missing))
    command += ["--no-index", "--find-links", str(folder.resolve())]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    if done.returncode:
        sys.exit(wheels.why_not(done.stderr, folder))


def download(lists: list[str], folder: Path) -> None:
    """Fill a folder with the packages of the lists, for this system and this Python."""
    pip = _pip(sys.executable)
    if pip is None:
        sys.exit(NO_INSTALLER)
    for name in lists:
        _say("Downloading the " + name + " packages …")
        command = [*pip, "download", *QUIET, *PINNED, "--dest", str(folder)]
        if subprocess.run([*command, "-r", str(LISTS / (name + ".txt"))], check=False).returncode:
            sys.exit(NO_DOWNLOAD)


def _installer() -> list[str] | None:
    """Find something that installs: pip in the environment, the other Python's pip, or uv."""
    python = str(environment_python())
    pip = _pip(python)
    if pip:
        return [*pip, "install", *QUIET]
    uv = shutil.which("uv")
    if uv:
        return [uv, "pip", "install", "--quiet", "--python", python]
    return None


def _pip(python: str) -> list[str] | None:
    if _answers([python, "-m", "pip", "--version"]):
        return [python, "-m", "pip"]
    if _answers([python, "-m", "ensurepip", "--default-pip"]):
        return [python, "-m", "pip"]
    outside = getattr(sys, "_base_executable", sys.executable)
    if _answers([outside, "-m", "pip", "--python", python, "--version"]):
        return [outside, "-m", "pip", "--python", python]
    return None


def _answers(command: list[str]) -> bool:
    quiet = subprocess.DEVNULL
    return subprocess.run(command, stdout=quiet, stderr=quiet, check=False).returncode == 0


def _say(line: str) -> None:
    # Scripts read what a command prints as JSON, on a new machine too.
    print(line, file=sys.stderr if "--json" in sys.argv else sys.stdout, flush=True)


def main(arguments: list[str]) -> None:
    """Fill the environment with further lists: `python3 -m config.bootstrap browser dev`."""
    parser = argparse.ArgumentParser(prog="python3 -m config.bootstrap")
    known = sorted(path.stem for path in LISTS.glob("*.txt"))
    parser.add_argument("lists", nargs="*", metavar="LIST", help=", ".join(known))
    parser.add_argument("--wheels", metavar="DIR", type=Path)
    options = parser.parse_args(arguments)
    if unknown := set(options.lists) - set(known):
        parser.error("there is no list " + ", ".join(sorted(unknown)))
    if not _is_inside():
        if not _runs(environment_python()):
            _make_environment()
        _hand_over()
    install(["runtime", *options.lists], options.wheels)


if __name__ == "__main__":
    main(sys.argv[1:])
