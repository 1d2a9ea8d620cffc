"""`manage.py import_document`: what scripts rely on."""

import json

import pytest
from django.core.management import CommandError, call_command

from sources.models import Collection, Document, Import, Original
from sources.operations.originals import original_bytes
from sources.operations.shelves import make_shelf
from sources.pipeline.weaknesses.registry import finding_rules
from tests.factories import SuperuserFactory
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


def test_dry_run_asks_no_database(capsys, text):
    # No django_db mark: any query fails the test.
    assert run(capsys, text, "--dry-run")[2] == 0


@pytest.fixture
def root(db):
    return SuperuserFactory(username="root")


def test_file_is_stored_and_its_address_printed(capsys, text, root):
    out, _, code = run(capsys, text)
    document = Document.objects.get()
    assert code == 0
    assert out == f"{text}: stored as /documents/{document.pk}/\n"
    assert document.text == "The mill\n\nMany people say that the mill was the best in the world."
    assert document.suggestions.count() == 1
    assert document.unknown[0] == "Who wrote it"
    assert (document.collection.title, document.collection.owner) == ("The mill", root)
    assert document.collection.visibility == "private"
    done = Import.objects.get()
    assert (done.status, done.document, done.by, done.name) == (
        Import.Status.STORED,
        document,
        root,
        "mill.txt",
    )
    assert original_bytes(document.original) == text.read_bytes()


def test_title_and_collection_are_those_that_are_named(capsys, text, root):
    shelf = make_shelf("Mill towns", by=root)
    out, _, _ = run(capsys, text, "--collection", shelf.slug, "--title", "A mill", "--json")
    document = Document.objects.get()
    assert (document.title, document.collection) == ("A mill", shelf)
    assert json.loads(out) == {
        "file": str(text),
        "document": document.pk,
        "address": f"/documents/{document.pk}/",
        "to_look_at": 0,
    }


def test_refused_file_leaves_nothing_behind_and_the_others_are_stored(capsys, tmp_path, text, root):
    (tmp_path / "x.docx").write_bytes(files.docx()[:200])
    out, err, code = run(capsys, tmp_path / "x.docx", text)
    assert code == 1
    assert "damaged or cut short" in err
    assert len(out.splitlines()) == 1
    assert Document.objects.count() == Collection.objects.count() == Original.objects.count() == 1


def test_new_version_takes_the_place_of_the_old_one(capsys, text, root):
    run(capsys, text)
    old = Document.objects.get()
    text.write_text("The mill\nThe mill was the best in the world.\n")
    out, _, code = run(capsys, text, "--new-version-of", old.pk)
    new = Document.objects.current().get()
    assert code == 0
    assert (new.supersedes, new.number) == (old, 2)
    assert "0 decisions carried over, 0 to look at" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--by", "nobody"], "log-in name 'nobody'"),
        (["--by", "ada"], "log-in name 'ada'"),
        (["--collection", "none"], "no module 'none'"),
        (["--new-version-of", "0815"], "no document 815"),
    ],
)
def test_what_is_not_there_is_said(text, root, ada, arguments, said):
    with pytest.raises(CommandError, match=said):
        call_command("import_document", str(text), *arguments)
    assert Document.objects.count() == 0


def test_another_persons_collection_is_not_changed(text, tess, oona):
    shelf = make_shelf("Mill towns", by=tess)
    with pytest.raises(CommandError, match="oona may change"):
        call_command("import_document", str(text), "--collection", shelf.slug, "--by", "oona")


def test_superseded_version_gets_no_second_successor(text, root, capsys):
    run(capsys, text)
    old = Document.objects.get()
    run(capsys, text, "--new-version-of", old.pk)
    with pytest.raises(CommandError, match="newer one already"):
        call_command("import_document", str(text), "--new-version-of", str(old.pk))


def test_one_title_does_not_go_with_two_files(text):
    with pytest.raises(CommandError, match="one file"):
        call_command("import_document", str(text), str(text), "--title", "A mill")


def test_without_an_administrator_it_asks_who_imports(text, db):
    with pytest.raises(CommandError, match="--by"):
        call_command("import_document", str(text))
