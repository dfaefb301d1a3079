"""Rows of the reference tables, made from plan, places and partners. Pure."""

from collections.abc import Iterator

from data.plan.model import Indicator, PlaceSet, Plan
from data.reference import places
from data.reference.partners import Partner

Row = dict[str, object]

LARGEST = 1e15  # beyond it a unit is lost in rounding; no indicator counts so far
STATES_COLLEGE = "states"
PLACE_KINDS = {"countries": "country", "regions": "region"}
PARTNER_FIELDS = ("id", "name", "acronym", "college", "seat", "member", "sample")


def indicator_rows(plan: Plan) -> list[Row]:
    """What ingestion and totals need to know of every indicator."""
    return [_indicator_row(plan, indicator) for indicator in plan.indicators + plan.context]


def unit_rows(plan: Plan) -> list[Row]:
    """Ways to write each indicator's unit, and units that can be turned into it."""
    return [
        {"indicator": indicator.id, "code": code, "factor": factor}
        for indicator in plan.indicators + plan.context
        for code, factor in _factors(plan, indicator).items()
    ]


def printed_rows(plan: Plan) -> list[Row]:
    """Baselines and targets, which somebody could send as measures; 0 and 1 are too common."""
    return [
        {"indicator": indicator.id, "kind": kind, "value": value, "year": year}
        for indicator in plan.indicators + plan.context
        for kind, value, year in _printed(indicator)
        if indicator.traits.has_amounts and value not in (None, 0, 1)
    ]


def place_rows() -> list[Row]:
    """Countries, regions and the world; a region lies in itself and so counts what it reports."""
    return [
        {
            "code": place.code,
            "kind": place.kind,
            "region": place.code if place.kind == "region" else place.region,
            "subregion": place.subregion,
        }
        for place in places.load_places()
    ]


def alias_rows() -> list[Row]:
    """Every way to write a place."""
    folded = {(places.fold(alias), code) for alias, code in places.aliases()}
    return [{"alias": alias, "code": code} for alias, code in sorted(folded)]


def partner_rows(partners: tuple[Partner, ...]) -> list[Row]:
    """The partners as they are; one without a group is a holding of its own."""
    return [
        {name: getattr(partner, name) for name in PARTNER_FIELDS}
        | {"holding": partner.group or partner.id}
        for partner in partners
    ]


def member_rows(plan: Plan, partners: tuple[Partner, ...]) -> Iterator[Row]:
    """The places of each set, where they are known."""
    for place_set in plan.sets:
        for code in _members(place_set, partners):
            yield {"set": place_set.id, "place": code}


def _indicator_row(plan: Plan, indicator: Indicator) -> Row:
    home = plan.objective(indicator.objective).facility if indicator.objective else None
    return {
        "id": indicator.id,
        "objective": indicator.objective,
        "facility": home,
        "kind": indicator.kind,
        "unit": indicator.measure_unit or indicator.unit,
        "aggregation": indicator.aggregation,
        "low": -LARGEST if indicator.low is None else indicator.low,
        "high": LARGEST if indicator.high is None else indicator.high,
        "place_kind": _place_kind(plan, indicator),
        "needs_denominator": indicator.traits.is_share and indicator.set is None,
        "adds_up": indicator.adds_up,
        "more_is_better": indicator.direction == "up",
    }


def _printed(indicator: Indicator) -> Iterator[tuple[str, float | None, int]]:
    baseline = indicator.baseline
    if baseline.date:
        yield "baseline", baseline.value, baseline.date.year
    for horizon, target in indicator.targets.items():
        if target.type in ("number", "yearly_minimum"):
            yield "target", target.value, horizon


def _place_kind(plan: Plan, indicator: Indicator) -> str | None:
    """What kind of place a `places` indicator counts: that of its set, or countries."""
    if not indicator.traits.counts_places:
        return None
    named = [indicator.set, *(target.set for target in indicator.targets.values())]
    kinds = [plan.place_set(name).kind for name in named if name]
    return PLACE_KINDS.get(kinds[0] if kinds else "countries", "country")


def _factors(plan: Plan, indicator: Indicator) -> dict[str, float]:
    unit = plan.unit(indicator.measure_unit or indicator.unit)
    written = [unit.id, *unit.name.by_language.values()]
    written += unit.symbol.by_language.values() if unit.symbol else ()
    factors = {code.lower(): 1.0 for code in written}
    return factors | {code.lower(): factor for code, factor in unit.conversions.items()}


def _members(place_set: PlaceSet, partners: tuple[Partner, ...]) -> tuple[str, ...]:
    """The plan's list; else, for countries, the seats of registered States once they are all."""
    if place_set.members is not None:
        return place_set.members
    if place_set.kind != "countries":
        return ()
    seats = {p.seat for p in partners if p.college == STATES_COLLEGE and p.seat}
    size = place_set.sizes[-1].size if place_set.sizes else None
    return tuple(sorted(seats)) if size is not None and len(seats) >= size else ()
