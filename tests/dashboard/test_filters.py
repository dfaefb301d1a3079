"""A filter that names nothing we know is refused before anything is asked or kept for it."""

from datetime import date

import pytest

from dashboard.reader.filters import known_filters
from data.questions.answers import Filters
from data.store.snapshot import Snapshot

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    "filters",
    [
        Filters(region="999"),
        Filters(place="ZZZ"),
        Filters(facility="moon"),
        Filters(partner="nobody"),
        Filters(college="of-hard-knocks"),
    ],
    ids=str,
)
def test_what_names_nothing_is_refused(facts: Snapshot, filters: Filters) -> None:
    with pytest.raises(KeyError):
        known_filters(filters, facts, TODAY)


def test_what_names_something_passes(facts: Snapshot) -> None:
    partner, facility = facts.partners(TODAY)[0], facts.plan.facilities[0]
    filters = Filters("002", "COL", facility.id, partner.id, partner.college)
    assert known_filters(filters, facts, TODAY) is filters
