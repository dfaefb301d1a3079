"""Which registered partners a reader asked to see, and in what order: as the address says it."""

from collections.abc import Callable, Sequence
from datetime import date

from dashboard.reader.view import View
from data.questions.answers import PartnerSummary
from data.reference.places import fold

WITH, WITHOUT = "with", "without"  # measures
MOST, NEWEST = "most", "newest"
ORDERS: dict[str, Callable[[PartnerSummary], int]] = {
    MOST: lambda partner: -partner.measures,
    NEWEST: lambda partner: -(partner.newest or date.min).toordinal(),
}


def chosen_partners(view: View, partners: Sequence[PartnerSummary]) -> tuple[PartnerSummary, ...]:
    """Those that meet every choice; in the order they came in where none is asked for."""
    named = fold(view.named or "")
    found = [
        partner
        for partner in partners
        if named in fold(f"{partner.name} {partner.acronym or ''}")
        and view.college in (None, partner.college)
        and view.reporting != (WITHOUT if partner.measures else WITH)
    ]
    order = ORDERS.get(view.order or "")
    return tuple(sorted(found, key=order) if order else found)
