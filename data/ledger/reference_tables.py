"""Copies plan, places and partners into the ledger, so that SQL can join them.

Done again only when one of the files changed; `meta` remembers a digest of what was copied, and
which files the plan had named.
"""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Table

from data.ledger import reference_rows
from data.ledger.schema import (
    ACTIVITY,
    FACILITY,
    INDICATOR,
    META,
    PARTNER,
    PLACE,
    PLACE_ALIAS,
    PLACE_SET_MEMBER,
    PLAN,
    PRINTED,
    UNIT,
)
from data.ledger.tables import Tables
from data.ledger.writer import Ledger
from data.plan.load import plan_digest
from data.plan.model import Plan
from data.reference import place_aliases, places
from data.reference.partners import Partner
from data.reference.plan_sources import PlanFile, read_versions
from data.sample.partners import sample_partners
from data.settings import Settings
from data.times import utc_now

COPIED = "reference_digest"
NAMED = "reference_file"
# In force, one version follows another; of the earlier ones each stands for itself.
NEWEST_DIGEST = """
SELECT digest FROM plan WHERE earlier = :earlier AND (NOT earlier OR version = :version)
ORDER BY recorded_at DESC LIMIT 1
"""


def sync(ledger: Ledger, settings: Settings) -> bool:
    """Bring the reference tables up to date; whether anything had to change."""
    named = ledger.run("SELECT value FROM meta WHERE name = :name", name=NAMED)
    copied = ledger.scalar("SELECT value FROM meta WHERE name = :name", name=COPIED)
    if copied == _digest(settings, [Path(row.value) for row in named]):
        return False
    versions = read_versions(settings.plan)
    in_force = versions[0]
    sampled = settings.sample and in_force.plan.samples
    partners = in_force.partners + (sample_partners() if sampled else ())
    with ledger.transaction():
        for version in reversed(versions):
            _keep(ledger, version, earlier=version is not in_force)
        fill_reference(ledger, in_force.plan, partners)
        _remember(ledger, settings, versions)
    return True


def fill_reference(target: Tables, plan: Plan, partners: tuple[Partner, ...]) -> None:
    """Fill the tables that follow from a plan, the places and the partners, in place of what was.

    `target` need not be the ledger: the same measures can be judged by another version elsewhere.
    """
    content: dict[Table, list[reference_rows.Row]] = {
        INDICATOR: reference_rows.indicator_rows(plan),
        PRINTED: reference_rows.printed_rows(plan),
        UNIT: reference_rows.unit_rows(plan),
        FACILITY: [{"id": facility.id} for facility in plan.facilities],
        ACTIVITY: [{"id": activity.id, "lead": activity.lead} for activity in plan.activities],
        PLACE: reference_rows.place_rows(),
        PLACE_ALIAS: reference_rows.alias_rows(),
        PARTNER: reference_rows.partner_rows(partners),
        PLACE_SET_MEMBER: list(reference_rows.member_rows(plan, partners)),
    }
    for table, rows in content.items():
        target.run(f"DELETE FROM {table.name}")
        target.add(table, rows)


def _keep(ledger: Ledger, version: PlanFile, earlier: bool) -> None:
    """Write a version down, unless it is what was written down last."""
    plan, digest = version.plan, plan_digest(version.path)
    if ledger.scalar(NEWEST_DIGEST, earlier=earlier, version=plan.version) != digest:
        row = {
            "version": plan.version,
            "digest": digest,
            "content": plan.model_dump_json(),
            "recorded_at": utc_now(),
            "earlier": earlier,
        }
        ledger.add(PLAN, [row])


def _remember(ledger: Ledger, settings: Settings, versions: tuple[PlanFile, ...]) -> None:
    register = versions[0].register
    named = [version.path for version in versions[1:]] + ([register] if register else [])
    ledger.run("DELETE FROM meta WHERE name IN (:copied, :named)", copied=COPIED, named=NAMED)
    ledger.add(META, [{"name": COPIED, "value": _digest(settings, named)}])
    ledger.add(META, [{"name": NAMED, "value": str(path)} for path in named])


def _digest(settings: Settings, named: Iterable[Path]) -> str:
    """Of all that is copied; the facts are measures, told apart by a digest of their own."""
    files = (
        settings.plan,
        places.REFERENCE,
        places.OFFICIAL_NAMES,
        Path(place_aliases.__file__),
        Path(reference_rows.__file__),
        *sorted(named),
    )
    read = sha256(f"{settings.sample} {settings.plan}".encode())
    for file in files:
        read.update(file.read_bytes() if file.exists() else b"")
    return read.hexdigest()
