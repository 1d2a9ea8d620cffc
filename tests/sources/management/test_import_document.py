"""`manage.py import_document`: what scripts rely on."""

import json

import pytest
from django.core.management import call_command

from sources.pipeline.weaknesses.registry import finding_rules
from tests.sources.pipeline import files


def run(capsys, *arguments):
    code = 0
    try:
        call_command("import_document", *map(str, arguments))
    except SystemExit as ended:
        code = ended.code
    said = capsys.readouterr()
    return said.out, said.err, code


@pytest.fixture
def text(tmp_path):
    path = tmp_path / "mill.txt"
    path.write_text("The mill\nMany people say that the mill was the best in the world.\n")
    return path


def test_dry_run_prints_one_object_with_the_documented_keys(capsys, text):
    out, _, code = run(capsys, text, "--dry-run", "--json")
    said = json.loads(out)
    assert code == 0
    assert list(said) == ["provenance", "findings", "blocks", "sentences", "suggestions"]
    assert said["blocks"][0] == {"kind": "heading", "text": "The mill", "set_aside": False}
    assert list(said["sentences"][0]) == ["block", "start", "end", "text"]
    assert list(said["suggestions"][0]) == ["sentence", "kind", "support", "weaknesses", "score"]


def test_suggested_weaknesses_are_of_the_taxonomy(capsys, text):
    said = json.loads(run(capsys, text, "--dry-run", "--json")[0])
    found = {one["id"] for row in said["suggestions"] for one in row["weaknesses"]}
    assert found
    assert found <= {rule.id for rule in finding_rules()}


def test_several_files_are_one_line_each(capsys, tmp_path, text):
    (tmp_path / "mill.docx").write_bytes(files.docx())
    out, _, _ = run(capsys, text, tmp_path / "mill.docx", "--dry-run", "--json")
    assert [json.loads(line)["provenance"]["title"] for line in out.splitlines()] == [
        "The mill",
        "The mill",
    ]


def test_refused_file_is_said_and_the_others_are_read(capsys, tmp_path, text):
    (tmp_path / "x.docx").write_bytes(files.docx()[:200])
    out, err, code = run(
        capsys, tmp_path / "x.docx", tmp_path / "none", text, "--dry-run", "--json"
    )
    assert code == 1
    assert "damaged or cut short" in err
    assert "No such file" in err
    assert len(out.splitlines()) == 1


def test_without_dry_run_nothing_is_read(capsys, text):
    out, err, code = run(capsys, text)
    assert (out, code) == ("", 2)
    assert "--dry-run" in err
