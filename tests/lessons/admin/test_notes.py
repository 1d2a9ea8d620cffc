import pytest

from lessons.models import StepNote
from lessons.permissions import notes_staff_may_see
from tests.factories_content import ModuleFactory

pytestmark = pytest.mark.django_db


def test_teacher_reads_the_notes_of_her_own_classes_alone(cast, ada, tom):
    module = ModuleFactory()
    notes = {
        person.username: StepNote.objects.create(
            learner=person, module=module, step_key="a/b", text="I wondered."
        )
        for person in (ada, tom)
    }
    seen = {name: set(notes_staff_may_see(cast[name])) for name in ("tess", "theo", "oona", "ada")}
    assert seen == {"tess": {notes["ada"]}, "theo": {notes["tom"]}, "oona": set(), "ada": set()}


def test_teacher_can_change_no_note(cast, client_of):
    note = StepNote.objects.create(
        learner=cast["ada"], module=ModuleFactory(), step_key="a/b", text="Mine."
    )
    page = client_of(cast["tess"]).post(
        f"/admin/lessons/stepnote/{note.pk}/change/", {"text": "Yours."}
    )
    note.refresh_from_db()
    assert (page.status_code, note.text) == (403, "Mine.")
