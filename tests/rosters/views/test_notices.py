import pytest
from django.urls import reverse
from django.utils import timezone

from rosters.operations.notices import Kind, notify, put_away, read_notices, unread_notices
from tests.statements import statements

pytestmark = pytest.mark.django_db

PAGE = "/notices/"
PUT_AWAY = "/notices/put-away/"


def tell(person, title="Mills", path="/quizzes/1/"):
    return notify(person, Kind.ONE_MORE, detail={"title": title}, path=path)


def test_page_says_what_is_new_and_leads_there(ada, client_of):
    tell(ada)
    text = client_of(ada).get(PAGE).content.decode()
    assert '<a href="/quizzes/1/">You may take “Mills” once more.</a>' in text


def test_page_without_news_says_what_would_bring_some(ada, client_of):
    assert "Nothing new." in client_of(ada).get(PAGE).content.decode()


def test_one_is_put_away_and_the_others_stay(ada, client_of):
    first, second = tell(ada), tell(ada, "Brooks")
    client_of(ada).post(PUT_AWAY, {"notice": first.pk})
    assert unread_notices(ada) == [second]
    assert read_notices(ada) == [first]


def test_all_are_put_away_at_once(ada, ben, client_of):
    for _ in range(3):
        tell(ada)
    others = tell(ben)
    client_of(ada).post(PUT_AWAY)
    assert unread_notices(ada) == []
    assert unread_notices(ben) == [others]


def test_anothers_notice_cannot_be_put_away(ada, ben, client_of):
    notice = tell(ben)
    client_of(ada).post(PUT_AWAY, {"notice": notice.pk})
    assert unread_notices(ben) == [notice]


@pytest.mark.parametrize(
    ("back", "goes_to"), [("/", "/"), ("https://elsewhere.example/", PAGE), ("", PAGE)]
)
def test_putting_away_leads_back_within_the_site(ada, client_of, back, goes_to):
    tell(ada)
    assert client_of(ada).post(PUT_AWAY, {"back": back}).url == goes_to


def test_putting_away_twice_is_harmless(ada):
    notice = tell(ada)
    assert put_away(ada, notice_id=notice.pk, at=timezone.now()) == 1
    assert put_away(ada, notice_id=notice.pk, at=timezone.now()) == 0


def test_visitors_are_sent_to_sign_in(visitor):
    assert visitor.get(PAGE).url.startswith(reverse("rosters:sign-in"))


def test_page_costs_the_same_for_many(ada, client_of):
    browser, costs = client_of(ada), []
    for count in (1, 29):
        for _ in range(count):
            tell(ada)
        with statements() as counted:
            browser.get(PAGE)
        costs.append(len(counted))
    assert costs == [4, 4]
