"""A home without samples: no page speaks of any, and each says what is missing."""

import pytest

from dashboard.reader.view import View
from data.store.snapshot import Snapshot
from data.times import utc_now
from tests.browser.addresses import ADDRESSES
from tests.context import page_of
from tests.dashboard.walk import words


def shown(facts: Snapshot, address: str) -> str:
    path, _, query = address.partition("?")
    view = View.of(path, query, facts.plan.horizons)
    return words(page_of(view, facts, utc_now().date()).body)


@pytest.mark.parametrize("address", [a for a in ADDRESSES if "sample" not in a])
def test_no_page_speaks_of_samples(facts: Snapshot, address: str) -> None:
    assert "sample" not in shown(facts, address).lower()


@pytest.mark.parametrize(
    ("code", "said"),
    [
        *((code, "No target published") for code in ("A3", "A4", "A5", "B4", "E1", "E2")),
        ("B1", "not established"),
        ("F3", "Far behind"),
        *(("D2", said) for said in ("1 in 2020", "3 in 2023", "1 in 2024")),
        ("A1", "28 of 196"),
    ],
)
def test_what_is_missing_is_said(facts: Snapshot, code: str, said: str) -> None:
    assert said in shown(facts, f"/objective/{code}")
