from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from lessons.models import Module, Release
from rosters.models import User
from tests.factories_quizzes import CollectionFactory
from tests.labelled import labelled_document, weak
from tests.lessons.operations.building.rivertown import decide_all, reviewed

pytestmark = pytest.mark.django_db


def ran(*arguments: str) -> tuple[list[str], str]:
    """The lines of its output, and what it complained about."""
    out, err = StringIO(), StringIO()
    call_command("build_module", *arguments, stdout=out, stderr=err)
    return out.getvalue().splitlines(), err.getvalue()


def test_build_module_prints_the_address_and_what_is_left(tess: User) -> None:
    reviewed(tess)
    lines, _said = ran("towns", "--title", "Rivertown summers")
    assert lines[0] == "/modules/rivertown-summers/"
    assert lines[1].startswith("Left to decide: ")
    assert lines[2] == "1. The summer: Lesson “The summer”"


def test_build_module_takes_the_number_of_a_document(tess: User) -> None:
    document = reviewed(tess)
    assert ran(str(document.pk))[0][0] == "/modules/rivertown/"


def test_build_module_publishes_nothing_while_something_is_left(tess: User) -> None:
    reviewed(tess)
    with pytest.raises(SystemExit) as ended:
        ran("towns", "--publish")
    assert ended.value.code == 1
    assert not Release.objects.filter(status=Release.Status.PUBLISHED).exists()


def test_build_module_publishes_once_nothing_is_left(tess: User) -> None:
    reviewed(tess)
    ran("towns")
    decide_all(Module.objects.get(slug="rivertown"))
    lines, said = ran("towns", "--publish")
    assert (lines[-1], said) == ("Published.", "")
    assert Release.objects.get().status == Release.Status.PUBLISHED


def test_build_module_adds_a_further_document_to_those_built_before(tess: User) -> None:
    first = reviewed(tess)
    labelled_document([weak("Many came.")], slug="more", title="More", collection=first.collection)
    ran("towns")
    ran("more")
    lessons = Release.objects.get().lessons.values_list("slug", flat=True)
    assert set(lessons) == {"the-summer", "the-autumn", "more"}


def test_build_module_names_a_document_that_is_not_there(db: None) -> None:
    with pytest.raises(CommandError, match="There is no current document 'none'"):
        ran("none")


def test_build_module_asks_which_of_two_documents_is_meant(tess: User) -> None:
    reviewed(tess)
    labelled_document([weak("Many came.")], slug="towns", collection=CollectionFactory(owner=tess))
    with pytest.raises(CommandError, match="Several documents are called 'towns'"):
        ran("towns")


def test_build_module_refuses_documents_of_two_modules(tess: User) -> None:
    reviewed(tess)
    labelled_document([weak("Many came.")], slug="more", collection=CollectionFactory(owner=tess))
    with pytest.raises(CommandError, match="stand in different modules"):
        ran("towns", "more")


def test_build_module_names_whoever_does_it(tess: User) -> None:
    reviewed(None)
    with pytest.raises(CommandError, match="nobody with the sign-in name 'nobody'"):
        ran("towns", "--by", "nobody")
