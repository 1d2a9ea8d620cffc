"""The child: a fresh interpreter without Django, that answers as the reader itself would."""

import os
import subprocess
import sys
import textwrap
import time

import pytest

from sources.pipeline import child
from sources.pipeline.child import FLAGS, ROOT, ReadingCancelled, read_file
from sources.pipeline.prepare import prepare
from sources.pipeline.progress import Phase, Progress, listening
from sources.pipeline.read.refusals import LIMITS, FileRefused
from tests.sources.pipeline import files


def test_child_answers_what_reading_here_gives():
    assert read_file(files.docx(), "a.docx") == prepare(files.docx(), "a.docx")


def test_child_imports_no_django():
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); import sources.pipeline.child_answer; "
        "print([name for name in sys.modules if name.split('.')[0] == 'django'])"
    )
    done = subprocess.run(
        [sys.executable, *FLAGS, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_name_is_only_its_ending():
    assert read_file(b"# The mill\n\nIt closed.", "/etc/../x.md").blocks[0].level == 1


def played_by(monkeypatch, tmp_path, code: str) -> None:
    """Let a script of the test's own stand in for the child."""
    script = tmp_path / "entry.py"
    script.write_text(textwrap.dedent(code), encoding="utf-8")
    monkeypatch.setattr(child, "ENTRY", script)


def is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_cancelled_reading_kills_the_child(monkeypatch, tmp_path):
    played_by(
        monkeypatch,
        tmp_path,
        """
        import os, sys, time
        print(f'["reading", 3, {os.getpid()}]', flush=True)
        time.sleep(60)
        """,
    )
    seen: list[Progress] = []

    def watch(progress: Progress) -> bool:
        seen.append(progress)
        return progress.total == 0

    begun = time.monotonic()
    with pytest.raises(ReadingCancelled):
        read_file(b"The mill closed.", "a.txt", watch=watch)
    assert time.monotonic() - begun < 10
    assert (seen[-1].phase, seen[-1].done) == (Phase.READING, 3)
    assert is_gone(seen[-1].total)


def test_a_watch_that_fails_kills_the_child_too(monkeypatch, tmp_path):
    written = tmp_path / "pid"
    played_by(
        monkeypatch,
        tmp_path,
        f"""
        import os, time
        open({str(written)!r}, "w").write(str(os.getpid()))
        time.sleep(60)
        """,
    )

    def watch(progress: Progress) -> bool:
        if written.exists() and written.read_text():
            raise OSError("The database is gone.")
        return True

    with pytest.raises(OSError, match="database"):
        read_file(b"The mill closed.", "a.txt", watch=watch)
    assert is_gone(int(written.read_text()))


def test_child_that_closes_its_mouth_and_stays_is_ended(monkeypatch, tmp_path):
    monkeypatch.setattr(child, "LAST_SECONDS", 0.2)
    played_by(monkeypatch, tmp_path, "import os, time; os.close(1); time.sleep(60)")
    begun = time.monotonic()
    with pytest.raises(FileRefused):
        read_file(b"The mill closed.", "a.txt")
    assert time.monotonic() - begun < 10


def test_lines_that_are_no_progress_say_nothing(monkeypatch, tmp_path):
    played_by(
        monkeypatch,
        tmp_path,
        """
        print('warning: odd font')
        print('["flying", 1, 2]')
        print('{"refused": "empty", "values": {}}', end="")
        """,
    )
    with pytest.raises(FileRefused) as refused:
        read_file(b"The mill closed.", "a.txt")
    assert refused.value.reason == "empty"


def test_progress_counts_as_output(monkeypatch, tmp_path):
    played_by(monkeypatch, tmp_path, "while True: print('[\"reading\", 1, 2]')")
    limits = child.Limits(output_bytes=100_000)
    with pytest.raises(FileRefused) as refused:
        read_file(b"The mill closed.", "a.txt", limits)
    assert refused.value.reason == "output"


def test_phases_come_in_order_and_their_percent_never_falls():
    said: list[Progress] = []
    with listening(said.append):
        prepare(files.pdf(["The mill closed.", "It was sold."]), "a.pdf", LIMITS)
    phases = [progress.phase for progress in said]
    assert sorted(phases, key=list(Phase).index) == phases
    assert set(phases) == set(Phase)
    percents = [progress.percent for progress in said]
    assert percents == sorted(percents)


@pytest.mark.parametrize(
    ("progress", "percent"),
    [
        (Progress(Phase.READING), 0),
        (Progress(Phase.READING, 10, 20), 22),
        (Progress(Phase.SPLITTING, 30, 20), 99),
        (Progress(Phase.SPLITTING, 0, 0), 50),
    ],
)
def test_percent_is_of_the_whole_way(progress, percent):
    assert progress.percent == percent
