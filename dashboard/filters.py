"""The filters of a view, checked before a question is wasted on them."""

from data.answers import Filters
from data.places import place
from data.snapshot import Snapshot


def known_filters(filters: Filters, snapshot: Snapshot) -> Filters:
    """The filters; KeyError where one names nothing we know."""
    for code in filter(None, (filters.region, filters.place)):
        place(code)
    if filters.facility:
        snapshot.plan.facility(filters.facility)
    return filters
