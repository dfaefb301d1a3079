"""Copies plan, places and partners into the ledger, so that SQL can join them.

Done again only when one of the files changed; a digest in `meta` remembers what was copied.
"""

from hashlib import sha256
from pathlib import Path

from data import place_aliases, places
from data.ledger import Ledger
from data.partners import REFERENCE as PARTNERS_FILE
from data.partners import Partner, load_partners
from data.plan import load_plan, plan_digest
from data.plan_models import Indicator, PlaceSet, Plan
from data.publish import utc_now
from data.sample.partners import sample_partners
from data.schema import (
    ACTIVITY,
    FACILITY,
    INDICATOR,
    META,
    PARTNER,
    PLACE,
    PLACE_ALIAS,
    PLACE_SET_MEMBER,
    PLAN,
    UNIT,
)
from data.settings import Settings

COPIED = "reference_digest"
STATES_COLLEGE = "states"
PLACE_KINDS = {"countries": "country", "regions": "region"}


def sync(ledger: Ledger, settings: Settings) -> bool:
    """Bring the reference tables up to date; whether anything had to change."""
    digest = _digest(settings)
    if ledger.scalar("SELECT value FROM meta WHERE name = :name", name=COPIED) == digest:
        return False
    plan = load_plan(settings.plan)
    partners = load_partners() + (sample_partners() if settings.sample else ())
    with ledger.transaction():
        _copy_plan(ledger, plan, settings.plan)
        _copy_places(ledger)
        _copy_partners(ledger, partners)
        _copy_set_members(ledger, plan, partners)
        ledger.run("DELETE FROM meta WHERE name = :name", name=COPIED)
        ledger.add(META, [{"name": COPIED, "value": digest}])
    return True


def _digest(settings: Settings) -> str:
    files = (settings.plan, places.REFERENCE, Path(place_aliases.__file__), PARTNERS_FILE)
    read = sha256(str(settings.sample).encode())
    for file in files:
        read.update(file.read_bytes() if file.exists() else b"")
    return read.hexdigest()


def _copy_plan(ledger: Ledger, plan: Plan, file: Path) -> None:
    now = utc_now()
    ledger.add(
        PLAN,
        [
            {
                "version": plan.version,
                "digest": plan_digest(file),
                "content": plan.model_dump_json(),
                "recorded_at": now,
                "earlier": False,
            }
        ],
    )
    for table in (INDICATOR, UNIT, FACILITY, ACTIVITY):
        ledger.run(f"DELETE FROM {table.name}")
    indicators = plan.indicators + plan.context
    ledger.add(INDICATOR, [_indicator_row(plan, indicator) for indicator in indicators])
    ledger.add(UNIT, [row for indicator in indicators for row in _unit_rows(plan, indicator)])
    ledger.add(FACILITY, [{"id": facility.id} for facility in plan.facilities])
    ledger.add(ACTIVITY, [{"id": a.id, "lead": a.lead} for a in plan.activities])


def _indicator_row(plan: Plan, indicator: Indicator) -> dict[str, object]:
    home = plan.objective(indicator.objective).facility if indicator.objective else None
    return {
        "id": indicator.id,
        "objective": indicator.objective,
        "facility": home,
        "kind": indicator.kind,
        "unit": indicator.measure_unit or indicator.unit,
        "aggregation": indicator.aggregation,
        "low": indicator.low,
        "high": indicator.high,
        "place_kind": _place_kind(plan, indicator),
        "needs_denominator": indicator.kind == "share" and indicator.set is None,
    }


def _place_kind(plan: Plan, indicator: Indicator) -> str | None:
    """What kind of place a `places` indicator counts: that of its set, or countries."""
    if indicator.kind != "places":
        return None
    named = [indicator.set, *(target.set for target in indicator.targets.values())]
    kinds = [plan.place_set(name).kind for name in named if name]
    return PLACE_KINDS.get(kinds[0] if kinds else "countries", "country")


def _unit_rows(plan: Plan, indicator: Indicator) -> list[dict[str, object]]:
    """Ways to write the indicator's unit, and units that can be turned into it."""
    unit = plan.unit(indicator.measure_unit or indicator.unit)
    written = [unit.id, *unit.name.by_language.values()]
    written += unit.symbol.by_language.values() if unit.symbol else ()
    factors = {code.lower(): 1.0 for code in written}
    factors |= {code.lower(): factor for code, factor in unit.conversions.items()}
    return [{"indicator": indicator.id, "code": c, "factor": f} for c, f in factors.items()]


def _copy_places(ledger: Ledger) -> None:
    ledger.run("DELETE FROM place")
    ledger.run("DELETE FROM place_alias")
    ledger.add(
        PLACE,
        [
            {"code": p.code, "kind": p.kind, "region": _region(p), "subregion": p.subregion}
            for p in places.load_places()
        ],
    )
    folded = {(places.fold(alias), code) for alias, code in places.aliases()}
    ledger.add(PLACE_ALIAS, [{"alias": alias, "code": code} for alias, code in sorted(folded)])


def _region(place: places.Place) -> str | None:
    """A region lies in itself, so that what is reported for it counts in it."""
    return place.code if place.kind == "region" else place.region


def _copy_partners(ledger: Ledger, partners: tuple[Partner, ...]) -> None:
    ledger.run("DELETE FROM partner")
    fields = ("id", "name", "acronym", "college", "seat", "member", "sample")
    ledger.add(PARTNER, [{name: getattr(p, name) for name in fields} for p in partners])


def _copy_set_members(ledger: Ledger, plan: Plan, partners: tuple[Partner, ...]) -> None:
    ledger.run("DELETE FROM place_set_member")
    ledger.add(
        PLACE_SET_MEMBER,
        [
            {"set": place_set.id, "place": code}
            for place_set in plan.sets
            for code in _members(place_set, partners)
        ],
    )


def _members(place_set: PlaceSet, partners: tuple[Partner, ...]) -> tuple[str, ...]:
    """The plan's list; else, for countries, the seats of registered States once they are all."""
    if place_set.members is not None:
        return place_set.members
    if place_set.kind != "countries":
        return ()
    seats = {p.seat for p in partners if p.college == STATES_COLLEGE and p.seat}
    size = place_set.sizes[-1].size if place_set.sizes else None
    return tuple(sorted(seats)) if size is not None and len(seats) >= size else ()
