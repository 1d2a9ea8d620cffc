"""What `import_document --dry-run --json` prints has one shape for every format."""

import pytest

from sources.management.commands.import_document import as_object
from sources.pipeline.child import read_file
from sources.pipeline.text import Kind
from sources.taxonomy import KINDS, SUPPORTS, WEAKNESSES
from tests.sources.pipeline import files

TEXT = "Critics say the regime always lies. A former clerk said the well was sold. Many towns fell."
FILES = {
    "a.txt": f"The mill\n\n{TEXT}".encode(),
    "a.md": f"# The mill\n\n{TEXT}".encode(),
    "a.html": f"<h1>The mill</h1><p>{TEXT}</p>".encode(),
    "a.docx": files.zipped(files.docx_parts(f"<w:p><w:r><w:t>{TEXT}</w:t></w:r></w:p>")),
    "a.odt": files.zipped({
        **files.odt_parts(),
        "content.xml": str(files.odt_parts()["content.xml"]).replace(files.PARAGRAPH, TEXT),
    }),
    "a.epub": files.zipped({
        **files.epub_parts(), "OPS/a.xhtml": f"<html><body><p>{TEXT}</p></body></html>"
    }),
    "a.pdf": files.pdf(["The mill", *TEXT.replace(". ", ".\n").split("\n")]),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_every_format_gives_the_documented_shape(name):
    made = as_object(read_file(FILES[name], name))
    assert list(made) == ["provenance", "findings", "blocks", "sentences", "suggestions"]
    assert all(set(one) == {"id", "message"} for one in made["findings"])
    for block in made["blocks"]:
        assert set(block) == {"kind", "text", "set_aside"}
        assert block["kind"] in set(Kind)
    for one in made["sentences"]:
        assert set(one) == {"block", "start", "end", "text"}
        assert made["blocks"][one["block"]]["text"][one["start"] : one["end"]] == one["text"]
    scores = [one["score"] for one in made["suggestions"]]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) >= 3
    for one in made["suggestions"]:
        assert set(one) == {"sentence", "kind", "support", "weaknesses", "score"}
        assert one["kind"] in KINDS
        assert one["support"] in SUPPORTS
        assert all(set(each) == {"id", "cue"} for each in one["weaknesses"])
        assert {each["id"] for each in one["weaknesses"]} <= set(WEAKNESSES)
