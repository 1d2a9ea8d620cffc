"""Tags of the `ui` library as pages use them."""

from types import SimpleNamespace

import pytest
from django.template import Context, Template

from config.templatetags.ui import figure


def rendered(source, **context):
    return Template(source).render(Context(context))


def test_icon_is_hidden_from_readers_and_comes_from_the_sprite():
    html = rendered('{% icon "hit" 24 "mark" %}')
    assert 'class="i mark" width="24" height="24" aria-hidden="true"' in html
    assert 'href="/static/config/icons.svg#hit"' in html


@pytest.mark.parametrize(
    ("number", "text"), [("7.50", "7.5"), ("3.00", "3"), (0.625, "0.62"), (10, "10"), (100, "100")]
)
def test_figure_has_no_idle_zeros(number, text):
    assert figure(number) == text


def test_skill_bar_shows_the_interval_as_marks_and_as_words():
    html = rendered('{% skill_bar "Cause" 14 25 0.37 0.73 %}')
    assert 'x="37%" width="36%"' in html
    assert "14 of 25" in html
    assert "37 to 73 %" in html


def test_skill_bar_says_when_it_is_too_few_to_tell():
    html = rendered('{% skill_bar "Motive" 4 6 0.3 0.9 %}')
    assert "Too few to tell yet: 2 more to go." in html
    assert "<rect" not in html


def test_timeline_names_its_picture_and_lists_its_events():
    events = [
        {"date": "1945-04-18", "title": "Notes"},
        SimpleNamespace(date="1969", title="Embassies"),
    ]
    html = rendered('{% timeline events "From notes to embassies" %}', events=events)
    assert '<title id="timeline-t">From notes to embassies</title>' in html
    assert "<time>18 April 1945</time> Notes" in html
    assert "style=" not in html


def test_timeline_keeps_an_event_without_a_readable_date_in_the_list():
    events = [
        {"date": "1945", "title": "Notes"},
        {"date": "1969", "title": "Embassies"},
        {"date": "some day", "title": "Legend"},
    ]
    html = rendered('{% timeline events "Both" %}', events=events)
    assert html.count("<circle") == 2
    assert "<time>some day</time> Legend" in html


def test_timeline_stands_in_the_order_of_its_dates():
    events = [
        {"date": "some day", "title": "Legend"},
        {"date": "2021", "title": "Museum"},
        {"date": "1911~", "title": "Railway"},
    ]
    html = rendered('{% timeline events "Both" %}', events=events)
    assert html.index("Railway") < html.index("Museum") < html.index("Legend")


def test_timeline_draws_no_scale_for_one_date():
    html = rendered('{% timeline events "One" %}', events=[{"date": "1945~", "title": "Notes"}])
    assert "<svg" not in html
    assert "<li><span><time>about 1945</time> Notes</span></li>" in html


def test_calibration_has_the_same_numbers_as_a_table():
    levels = [
        {"level": 1, "words": "guess", "right": 8, "total": 14, "low": 0.33, "high": 0.79}
        | {"pays_from": 0, "pays_to": 0.67},
        {"level": 2, "words": "fairly", "right": 0, "total": 0, "low": 0, "high": 1}
        | {"pays_from": 0.67, "pays_to": 0.8},
    ]
    html = rendered("{% calibration levels %}", levels=levels)
    assert "<td>8 of 14</td><td>57 %</td><td>33–79 %</td><td>0–67 %</td>" in html
    assert "not chosen yet" in html
    assert html.count('class="dot"') == 1
