"""The order of names in a list."""

import pytest

from rosters.models.name_order import name_order


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Ángel Ruiz", "Zoe Ames"),
        ("ada Quispe", "Ben Okafor"),
        ("Łukasz Kos", "Mia Tran"),
        ("Østergård", "Pia"),
        ("Zoe Ames", "Zoë Berg"),
        ("Юлия", "Яна"),
    ],
)
def test_name_order_goes_by_plain_letters(first, second):
    assert sorted([second, first], key=name_order) == [first, second]


def test_name_order_tells_names_apart_that_differ_in_accents_alone():
    assert name_order("Zoe") != name_order("Zoë")
    assert sorted(["Zoë", "Zoe"], key=name_order) == sorted(["Zoe", "Zoë"], key=name_order)
