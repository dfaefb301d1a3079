"""What a plan file brings with it: its partners, its facts, its earlier versions, its samples."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from data.home import Home
from data.ledger.reference_tables import fill_reference, sync
from data.ledger.schema import METADATA
from data.ledger.tables import Tables
from data.ledger.writer import Ledger, open_ledger
from data.plan.load import PlanError, load_plan
from data.reference.partners import PartnersError
from data.reference.plan_sources import read_plan, read_versions
from data.settings import Settings

DATA = Path(__file__).parents[2] / "data"
RIVERS = Path(__file__).parent / "rivers.yml"
V2 = DATA / "plans" / "v2.yml"


@pytest.fixture
def rivers(tmp_path: Path) -> Path:
    """A copy of the made-up plan with its register, to change."""
    shutil.copy(RIVERS.with_name("rivers-partners.yml"), tmp_path)
    return Path(shutil.copy(RIVERS, tmp_path))


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(Home(tmp_path / "home")) as opened:
        yield opened


def change(path: Path, old: str, new: str) -> Path:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def follow(path: Path, version: str) -> Path:
    """A plan file of a later version, beside the one before."""
    later = path.with_name(f"rivers-{version}.yml")
    text = path.read_text(encoding="utf-8").split("\n")
    kept = [line for line in text if not line.startswith(("version:", "previous:"))]
    head = [f'version: "{version}"', f"previous: {path.name}"]
    later.write_text("\n".join(head + kept), encoding="utf-8")
    return later


def versions(ledger: Ledger) -> list[tuple[str, bool]]:
    rows = ledger.run("SELECT version, earlier FROM plan ORDER BY recorded_at")
    return [(row.version, row.earlier) for row in rows]


def settings(plan: Path, sample: bool = True) -> Settings:
    return Settings(plan=plan, sample=sample)


def test_the_plan_we_ship_names_its_files() -> None:
    v2, v1 = read_versions(V2)
    assert (v2.plan.version, v1.plan.version) == ("v2", "v1")
    assert v2.plan.samples and not v1.plan.samples
    assert v2.facts is not None and v2.facts.samefile(DATA / "reference" / "facts.csv")
    assert len(v2.partners) == 21 and v1.partners == ()


def test_earlier_versions_are_kept_apart_and_written_once(fresh: Ledger) -> None:
    assert sync(fresh, settings(V2))
    assert versions(fresh) == [("v1", True), ("v2", False)]
    assert not sync(fresh, settings(V2))
    assert sync(fresh, settings(V2, sample=False))
    assert versions(fresh) == [("v1", True), ("v2", False)]


def test_versions_are_followed_as_far_as_they_go(fresh: Ledger, rivers: Path) -> None:
    third = follow(follow(rivers, "3.2"), "3.3")
    sync(fresh, settings(third))
    assert versions(fresh) == [("3.1", True), ("3.2", True), ("3.3", False)]


def test_a_plan_back_in_force_is_written_down_again(fresh: Ledger, rivers: Path) -> None:
    later = follow(rivers, "3.2")
    for plan in (later, rivers, later):
        assert sync(fresh, settings(plan))
    assert [v for v, earlier in versions(fresh) if not earlier] == ["3.2", "3.1", "3.2"]
    assert [v for v, earlier in versions(fresh) if earlier] == ["3.1"]


def test_a_changed_earlier_version_is_written_down_again(fresh: Ledger, rivers: Path) -> None:
    later = follow(rivers, "3.2")
    sync(fresh, settings(later))
    change(rivers, "Sauber", "Rein")
    assert sync(fresh, settings(later))
    assert versions(fresh) == [("3.1", True), ("3.2", False), ("3.1", True)]


def test_a_changed_register_is_taken_up(fresh: Ledger, rivers: Path) -> None:
    plan = settings(rivers)
    sync(fresh, plan)
    change(rivers.with_name("rivers-partners.yml"), "anglers", "fishers")
    assert sync(fresh, plan)
    known = {row.id for row in fresh.run("SELECT id FROM partner")}
    assert known == {"fishers", "douro-authority", "nile-school"}


def test_samples_are_only_of_the_plan_they_were_written_for(fresh: Ledger, rivers: Path) -> None:
    sync(fresh, settings(V2))
    assert fresh.scalar("SELECT count(*) FROM partner WHERE sample") == 740
    sync(fresh, settings(rivers))
    assert fresh.scalar("SELECT count(*) FROM partner") == 3


def test_a_plan_without_files_has_no_partners_no_facts_and_nothing_before(rivers: Path) -> None:
    change(rivers, "partners: rivers-partners.yml\n", "")
    file = read_plan(rivers)
    assert (file.partners, file.facts, file.previous) == ((), None, None)
    assert read_versions(rivers) == (file,)


def test_a_version_before_itself_is_refused(rivers: Path) -> None:
    later = follow(rivers, "3.2")
    change(rivers, "baseline_year", f"previous: {later.name}\nbaseline_year")
    with pytest.raises(PlanError, match="comes after itself"):
        read_versions(later)


def test_a_wrong_register_is_told_with_its_line(fresh: Ledger, rivers: Path) -> None:
    rivers.with_name("rivers-partners.yml").write_text("- {id: Anglers, name: A}\n")
    with pytest.raises(PartnersError, match=r"rivers-partners\.yml:1"):
        sync(fresh, settings(rivers))


def test_facility_ids_are_read_however_they_are_written(fresh: Ledger, rivers: Path) -> None:
    from ingest.load.dry_run import try_load
    from ingest.load.load import Delivery

    home = "facilities:\n  - {id: upper Rhine, family: core, number: I, name: {de: a, pt: b}}\n"
    sync(fresh, settings(change(rivers, "objectives:\n", home + "objectives:\n")))
    file = rivers.with_name("measures.csv")
    file.write_text(
        "indicator,partner,place,facility,period,value\n"
        "R-2/rate,anglers,DEU,UPPER RHINE,2025,1\n"
        "R-2/rate,anglers,DEU,lower Rhine,2025,1\n"
    )
    report = try_load(fresh, Delivery(file)).report
    assert (report.new, report.rejected) == (1, 1)
    assert "upper Rhine" in report.problems[0].sentence("en")


def test_other_tables_than_the_ledgers_can_be_filled() -> None:
    engine = create_engine("duckdb:///:memory:")
    with engine.connect() as connection:
        METADATA.create_all(connection)
        tables = Tables(connection)
        for plan, count in ((V2, 33), (RIVERS, 5)):
            fill_reference(tables, load_plan(plan), read_plan(RIVERS).partners)
            assert tables.scalar("SELECT count(*) FROM indicator") == count
        assert tables.scalar("SELECT count(*) FROM place_set_member") == 2
        assert tables.scalar("SELECT count(*) FROM partner") == 3
    engine.dispose()
