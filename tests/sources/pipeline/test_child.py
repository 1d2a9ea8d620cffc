"""The child: a fresh interpreter without Django, that answers as the reader itself would."""

import subprocess
import sys

from sources.pipeline.child import FLAGS, ROOT, read_file
from sources.pipeline.prepare import prepare
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
