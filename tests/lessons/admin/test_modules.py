import pytest
from django.urls import reverse

from lessons.models import Lesson, Module, Release, Step
from lessons.operations.publishing import open_draft
from sources.models import Collection, SourceCard
from tests.factories_authoring import draft_of, module_of, page_as_posted, published_of
from tests.statements import statements

pytestmark = pytest.mark.django_db
ADD = reverse("admin:lessons_module_add")
LIST = reverse("admin:lessons_module_changelist")
NEW = {
    "title": "Rivers", "slug": "rivers", "language": "en", "summary": "On rivers.",
    "version": "0.1.0", "position": "0",
}  # fmt: skip


@pytest.fixture
def module(tess):
    return module_of(tess)


@pytest.fixture
def browser(tess, client_of):
    return client_of(tess)


def change(thing):
    return reverse(f"admin:lessons_{thing._meta.model_name}_change", args=[thing.pk])


def form_of(client, thing):
    return page_as_posted(client.get(change(thing)).context)


def test_a_new_module_brings_a_private_shelf_and_a_draft(browser, tess):
    browser.post(ADD, NEW)
    made = Module.objects.select_related("collection").get(slug="rivers")
    shelf = made.collection
    assert (shelf.owner, shelf.visibility) == (tess, Collection.Visibility.PRIVATE)
    assert [release.status for release in made.releases.all()] == [Release.Status.DRAFT]


def test_a_new_module_at_an_address_that_is_taken_is_refused(browser, oona, client_of):
    module_of(oona)
    form = browser.post(ADD, {**NEW, "slug": "mill-town"}).context["adminform"].form
    assert form.non_field_errors() == ["There is a module with this address and language."]


def test_saving_a_module_as_it_was_changes_nothing(browser, module):
    before = Module.objects.filter(pk=module.pk).values().get()
    assert browser.post(change(module), form_of(browser, module)).status_code == 302
    assert Module.objects.filter(pk=module.pk).values().get() == before


def test_edit_opens_a_draft_copied_from_what_is_published(browser, module):
    response = browser.post(reverse("admin:lessons_module_edit", args=[module.pk]))
    assert response["Location"] == change(draft_of(module))


def test_edit_by_get_is_not_there(browser, module):
    assert browser.get(reverse("admin:lessons_module_edit", args=[module.pk])).status_code == 404


def test_sharing_with_a_colleague_lets_her_change_it(browser, module, theo, client_of):
    assert client_of(theo).get(change(module)).status_code == 404
    browser.post(change(module), {**form_of(browser, module), "people": [theo.pk]})
    page = client_of(theo).get(change(module))
    assert page.status_code == 200
    assert page.context["has_change_permission"] is True


def test_sharing_is_offered_with_colleagues_of_the_school_alone(browser, module, theo, oona):
    people = browser.get(change(module)).context["adminform"].form.fields["people"].queryset
    assert theo in people
    assert oona not in people


def test_sharing_with_the_school_lets_its_staff_change_it(browser, module, theo, oona, client_of):
    browser.post(change(module), {**form_of(browser, module), "visibility": "school"})
    assert client_of(theo).get(change(module)).status_code == 200
    assert client_of(oona).get(change(module)).status_code == 404


def test_who_it_was_shared_with_does_not_share_it_on(browser, module, theo, client_of):
    browser.post(change(module), {**form_of(browser, module), "people": [theo.pk]})
    form = client_of(theo).get(change(module)).context["adminform"].form
    assert "people" not in form.fields
    assert "visibility" not in form.fields


def test_a_public_module_of_the_site_is_read_only(browser):
    shipped = module_of(None)
    page = browser.get(change(shipped))
    assert page.status_code == 200
    assert page.context["has_change_permission"] is False


def test_archive_takes_a_module_out_of_the_catalogue_and_back(browser, module):
    url = reverse("admin:lessons_module_archive", args=[module.pk])
    browser.post(url)
    module.refresh_from_db()
    assert module.archived_at is not None
    browser.post(url)
    module.refresh_from_db()
    assert module.archived_at is None


def test_module_lists_what_was_changed_since_publishing(browser, module):
    card = SourceCard.objects.get(collection=module.collection, slug="parish-book")
    url = reverse("admin:sources_sourcecard_change", args=[card.pk])
    assert f'href="{url}"' not in browser.get(change(module)).content.decode()
    Release.objects.filter(pk=published_of(module).pk).update(published_at="2026-01-01T00:00Z")
    browser.post(url, {**form_of_card(browser, url), "says": "It says the day."})
    assert f'href="{url}"' in browser.get(change(module)).content.decode()


def form_of_card(client, url):
    return page_as_posted(client.get(url).context)


def test_list_costs_the_same_with_1_and_30_modules(browser, tess, module):
    browser.get(LIST)
    with statements() as one:
        browser.get(LIST)
    for number in range(29):
        shelf = Collection.objects.create(slug=f"more-{number}", title="More", owner=tess)
        made = Module.objects.create(collection=shelf, slug=f"more-{number}", title="More")
        Release.objects.create(module=made, number=1)
    with statements() as thirty:
        assert len(browser.get(LIST).context["cl"].result_list) == 30
    assert (len(one), len(thirty)) == (7, 7)


# The draft


@pytest.fixture
def draft(module, tess):
    return open_draft(module, by=tess)


@pytest.fixture
def second(draft):
    lesson = Lesson.objects.create(
        release=draft, slug="second", title="Second", objectives=["See."], position=2
    )
    for number in (1, 2):
        Step.objects.create(
            lesson=lesson, slug=f"s{number}", title=f"Step {number}", body="Text.", position=number
        )
    return lesson


def slugs(rows):
    return list(rows.order_by("position", "pk").values_list("slug", flat=True))


def test_a_lesson_moves_up_by_a_button_without_script(browser, draft, second):
    assert slugs(draft.lessons) == ["two-dates", "second"]
    sent = {**form_of(browser, draft), "_move": f"lessons:{second.pk}:up"}
    response = browser.post(change(draft), sent)
    assert slugs(draft.lessons) == ["second", "two-dates"]
    assert response["Location"].endswith(f"#move-lessons{second.pk}-up")


def test_moving_a_step_saves_what_else_was_written(browser, second):
    first = second.steps.get(slug="s1")
    sent = {**form_of(browser, second), "title": "Renamed", "_move": f"steps:{first.pk}:down"}
    browser.post(change(second), sent)
    second.refresh_from_db()
    assert second.title == "Renamed"
    assert slugs(second.steps) == ["s2", "s1"]


def test_moving_the_first_up_changes_nothing(browser, draft, second):
    first = draft.lessons.get(slug="two-dates")
    browser.post(change(draft), {**form_of(browser, draft), "_move": f"lessons:{first.pk}:up"})
    assert slugs(draft.lessons) == ["two-dates", "second"]


def test_a_row_of_another_lesson_is_not_moved(browser, draft, second):
    foreign = Step.objects.filter(lesson__release=draft).exclude(lesson=second).first()
    before = slugs(foreign.lesson.steps)
    sent = {**form_of(browser, second), "_move": f"steps:{foreign.pk}:down"}
    browser.post(change(second), sent)
    assert slugs(foreign.lesson.steps) == before


def test_saving_a_lesson_as_it_was_changes_nothing(browser, draft):
    lesson = draft.lessons.get()
    before = Lesson.objects.filter(pk=lesson.pk).values().get()
    assert browser.post(change(lesson), form_of(browser, lesson)).status_code == 302
    assert Lesson.objects.filter(pk=lesson.pk).values().get() == before


def test_a_published_lesson_cannot_be_moved_or_changed(browser, module):
    lesson = published_of(module).lessons.get()
    assert browser.post(change(lesson), {"title": "Changed"}).status_code == 403
    assert browser.post(change(published_of(module)), {"_move": "lessons:1:up"}).status_code == 403


def test_a_lesson_is_added_to_a_draft_only(browser, module, draft):
    url = reverse("admin:lessons_lesson_add")
    choices = browser.get(f"{url}?within={published_of(module).pk}")
    assert choices.status_code == 302
    assert choices["Location"].endswith(f"within={draft.pk}")


def test_discarding_the_draft_leaves_what_is_published(browser, module, draft):
    browser.post(reverse("admin:lessons_release_discard", args=[draft.pk]))
    assert [release.status for release in module.releases.all()] == [Release.Status.PUBLISHED]


def test_release_page_costs_the_same_with_1_and_30_lessons(browser, draft):
    browser.get(change(draft))
    with statements() as one:
        browser.get(change(draft))
    for number in range(29):
        lesson = Lesson.objects.create(release=draft, slug=f"more-{number}", title="More")
        Step.objects.create(lesson=lesson, slug="step", title="Step", body="Text.")
    with statements() as thirty:
        browser.get(change(draft))
    assert (len(one), len(thirty)) == (14, 14)


# The start page


def test_start_page_leads_to_ones_own_modules(browser, module):
    assert f'href="{change(module)}"' in browser.get(reverse("admin:index")).content.decode()


def test_start_page_says_what_to_do_when_there_is_nothing(oona, client_of, module):
    page = client_of(oona).get(reverse("admin:index")).content.decode()
    assert "No module of yours yet." in page
    assert "Mill town" not in page


def test_sharing_fields_that_were_not_shown_are_not_obeyed(browser, module, theo, oona, client_of):
    browser.post(change(module), {**form_of(browser, module), "people": [theo.pk]})
    theirs = client_of(theo)
    sent = {**form_of(theirs, module), "visibility": "public", "people": [oona.pk]}
    theirs.post(change(module), sent)
    shelf = Collection.objects.get(pk=module.collection_id)
    assert shelf.visibility == Collection.Visibility.PRIVATE
    assert list(shelf.shared_with.all()) == [theo]


def test_who_may_only_look_reads_the_authors_as_names(oona, client_of):
    module = module_of(None)
    Module.objects.filter(pk=module.pk).update(authors=["Ada Byron", "Oona Hall"])
    page = client_of(oona).get(change(module)).content.decode()
    assert "Ada Byron, Oona Hall" in page
    assert "[&quot;Ada" not in page
