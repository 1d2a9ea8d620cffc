"""Addresses and posts of the workbench, for its tests."""

from django.urls import reverse

from tests.factories_review import sentence


def page(document, key="", **query):
    address = reverse("sources:review", args=[document.pk])
    if key:
        query["at"] = sentence(document, key).pk
    return address + ("?" + "&".join(f"{name}={value}" for name, value in query.items()))


def decide_at(document, key):
    return reverse("sources:review-decide", args=[document.pk, sentence(document, key).pk])


def as_shown(browser, document, key, **changed):
    """What the form of a sentence posts as it is shown, with a few fields otherwise."""
    card = browser.get(page(document, key)).context["card"]
    sent = {"claim": card.place.claim_id or "", "seen": card.place.seen, "show": ""}
    for name in card.form.fields:
        value = card.form[name].value()
        if value not in (None, False, []):
            sent[name] = value
    return sent | changed


def post(browser, document, key, act, **changed):
    return browser.post(
        decide_at(document, key), as_shown(browser, document, key, act=act, **changed)
    )


def text_of(response):
    return response.content.decode()
