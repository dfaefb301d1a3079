"""Asks the snapshot for what stands side by side."""

from collections.abc import Callable
from datetime import date

from dashboard.components.compare.objectives import Shown
from dashboard.components.compare.sides import FacilitySide, RegionSide
from dashboard.reader.compare_choice import Compared
from data.questions.answers import Dimension
from data.reference.places import load_places
from data.store.snapshot import Snapshot
from data.store.time_travel import known_by

Side = Shown | FacilitySide | RegionSide


def sides_of(snapshot: Snapshot, compared: Compared, as_of: date) -> list[Side]:
    """One answer a code, in the order chosen."""
    asked: dict[str, Callable[[Snapshot, str, date], Side]] = {
        "objective": objective_shown,
        "facility": facility_side,
        "region": region_side,
    }
    return [asked[compared.kind](snapshot, code, as_of) for code in compared.codes]


def objective_shown(snapshot: Snapshot, code: str, as_of: date) -> Shown:
    """An objective as a snapshot knows it."""
    return Shown(snapshot.objective(code, as_of), snapshot.plan, as_of)


def objective_beside(snapshot: Snapshot, code: str, day: date) -> Shown | None:
    """The same as known on another day; None where that day's plan had no such objective."""
    then = known_by(snapshot.published, day)
    try:
        return objective_shown(then, code, day)
    except KeyError:
        return None


def facility_side(snapshot: Snapshot, code: str, as_of: date) -> FacilitySide:
    """A facility's objectives and how much was reported on them."""
    found = tuple(
        o for o in snapshot.overview(as_of).objectives if o.facility and o.facility.id == code
    )
    indicators = [i for o in found for i in (o.headline, *o.supporting)]
    partners = {
        part.code
        for i in indicators
        for part in snapshot.contributions(i.indicator.id, Dimension.PARTNER, as_of).parts
    }
    recorded = [i.recorded_at.date() for i in indicators if i.recorded_at]
    return FacilitySide(
        objectives=found,
        measures=sum(i.measures for i in indicators),
        partners=len(partners - {None}),
        newest=max(recorded, default=None),
    )


def region_side(snapshot: Snapshot, code: str, as_of: date) -> RegionSide:
    """What was reported from a region, and from how many of its countries."""
    countries = {p.code for p in load_places() if p.kind == "country" and p.region == code}
    report = next((r for r in snapshot.regions(as_of) if r.code == code), None)
    places = [p.code for p in snapshot.places(as_of, code) if p.measures]
    return RegionSide(
        measures=report.measures if report else 0,
        partners=report.partners if report else 0,
        countries=len(countries.intersection(places)),
        countries_in_all=len(countries),
        newest=report.newest if report else None,
    )
