"""The filters of a view, checked before a question is wasted on them."""

from datetime import date

from data.questions.answers import Filters
from data.reference.partners import COLLEGES
from data.reference.places import place
from data.store.snapshot import Snapshot


def known_filters(filters: Filters, snapshot: Snapshot, as_of: date) -> Filters:
    """The filters; KeyError where one names nothing we know."""
    for code in filter(None, (filters.region, filters.place)):
        place(code)
    if filters.facility:
        snapshot.plan.facility(filters.facility)
    if filters.college and filters.college not in COLLEGES:
        raise KeyError(filters.college)
    if filters.partner and filters.partner not in snapshot.partners_by_id(as_of):
        raise KeyError(filters.partner)
    return filters
