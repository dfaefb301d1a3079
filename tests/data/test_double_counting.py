"""The same fact under another key counts once, and two facts are never merged: rules.md, part 7."""

from collections.abc import Callable
from datetime import date

import pytest

from data.ledger.writer import Ledger
from data.questions.answers import Dimension
from data.store.snapshot import Snapshot
from ingest.load.load import Delivery, LoadReport, load
from tests.beside import case

TODAY = date(2026, 11, 22)
HEADER = "indicator,partner,place,period,value,facility,activity\n"
Send = Callable[..., LoadReport]
Publish = Callable[[], Snapshot]


def rows(*lines: str, indicator: str = "C1.1", partner: str = "afris") -> str:
    """Lines of place, period, value, facility and activity."""
    return HEADER + "".join(f"{indicator},{partner},{line}\n" for line in lines)


def newest(snapshot: Snapshot, indicator: str = "C1.1") -> float:
    return snapshot.indicator(indicator, TODAY).points[-1].value


def by_place(snapshot: Snapshot, indicator: str = "C1.1") -> dict[str | None, float]:
    parts = snapshot.contributions(indicator, Dimension.PLACE, TODAY).parts
    return {part.code: part.value for part in parts if part.value}


def spread(snapshot: Snapshot, indicator: str = "C1.1") -> tuple[float, float] | None:
    return snapshot.indicator(indicator, TODAY).spread


def told(snapshot: Snapshot, indicator: str = "C1.1") -> list[tuple[str, float, bool]]:
    return [(o.why, o.amount, o.open) for o in snapshot.overlaps(indicator, TODAY)]


# --- Amounts: wholes and parts ---

CASES: dict[str, tuple[list[str], float]] = {
    "a year beside its quarters": (["BEN,2025,10,,", "BEN,2025-Q1,4,,", "BEN,2025-Q3,3,,"], 10),
    "quarters that add up to more than their year": (
        ["BEN,2025,10,,", "BEN,2025-Q1,7,,", "BEN,2025-Q3,6,,"],
        13,
    ),
    "a year, its halves and their quarters": (
        ["BEN,2025,10,,", "BEN,2025-H1,6,,", "BEN,2025-Q1,2,,", "BEN,2025-Q2,5,,"],
        10,
    ),
    "a total beside its parts by activity": (
        ["BEN,2025,10,,", "BEN,2025,4,,P1", "BEN,2025,3,,P2"],
        10,
    ),
    "a region beside its countries": (["002,2025,10,,", "BEN,2025,4,,", "TGO,2025,3,,"], 10),
    "a country outside the region": (["002,2025,10,,", "DEU,2025,4,,"], 14),
    "a subregion within its region": (["002,2025,10,,", "011,2025,6,,", "BEN,2025,4,,"], 10),
    "Sub-Saharan Africa": (["202,2025,10,,", "011,2025,6,,", "MAR,2025,4,,"], 14),
    "the world": (["WLD,2025,10,,", "BEN,2025,4,,", "DEU,2025,9,,"], 13),
    "the year of another year": (["BEN,2025,10,,", "BEN,2024-Q1,4,,"], 14 - 4),
    "a region in a year, a country in a quarter, by activity": (
        ["002,2025,10,,", "BEN,2025-Q1,4,,P1", "TGO,2025-Q2,3,,P2"],
        10,
    ),
    "two activities are two facts": (["BEN,2025,5,,P1", "BEN,2025,5,,P2"], 10),
    "two facilities are two facts": (["BEN,2025,5,CF4,", "BEN,2025,5,GF1,"], 10),
    "the home facility's total and another's part": (
        ["BEN,2025,10,,", "BEN,2025-Q1,4,CF4,"],
        10,
    ),
    "a facility named later": (["BEN,2025,5,,", "BEN,2025,5,CF4,"], 5),
    "another number for another facility": (["BEN,2025,5,,", "BEN,2025,6,CF4,"], 11),
    "ids that differ by case": (["BEN,2025,5,,P-1", "BEN,2025,5,,p-1"], 5),
    "ids that differ by case, with other numbers": (["BEN,2025,5,,P-1", "BEN,2025,6,,p-1"], 11),
    "ids that differ by a dash": (["BEN,2025,5,,P‑1", "BEN,2024,5,,P–1"], 5),
    "parts of an activity beside the activity": (
        ["BEN,2025,10,,A1", "BEN,2025,4,,A1#sex=f", "BEN,2025,3,,A1#sex=m"],
        10,
    ),
    "parts of an activity alone": (["BEN,2025,4,,A1#sex=f", "BEN,2025,3,,A1#sex=m"], 7),
    "periods that overlap in part": (
        ["BEN,2025-01-01/2025-06-30,4,,", "BEN,2025-04-01/2025-09-30,9,,"],
        4,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_amounts(send: Send, published: Publish, name: str) -> None:
    lines, expected = CASES[name]
    assert send(rows(*lines)).rejected == 0
    assert newest(published()) == expected


@pytest.mark.parametrize("name", CASES)
def test_amounts_delivered_one_by_one_in_any_order(
    send: Send, published: Publish, name: str
) -> None:
    lines, expected = CASES[name]
    earlier_counts = name == "periods that overlap in part"
    for line in lines if earlier_counts else lines[::-1]:
        send(rows(line))
    assert newest(published()) == expected


def test_parts_count_where_they_are_and_the_rest_where_the_whole_is(
    send: Send, published: Publish
) -> None:
    send(rows("002,2025,10,,", "BEN,2025,4,,", "TGO,2025,3,,"))
    snapshot = published()
    assert by_place(snapshot) == {"BEN": 4, "TGO": 3, "002": 3}
    assert told(snapshot) == [("whole_and_parts", 7, False)]


def test_a_whole_smaller_than_its_parts_is_asked_about(send: Send, published: Publish) -> None:
    send(rows("002,2025,10,,", "BEN,2025,8,,", "TGO,2025,3,,"))
    snapshot = published()
    assert by_place(snapshot) == {"BEN": 8, "TGO": 3}
    assert told(snapshot) == [("whole_and_parts", 10, True)]


def test_what_is_withdrawn_gives_the_whole_its_value_back(
    send: Send, ledger: Ledger, published: Publish
) -> None:
    from ingest.load.batches import decide

    send(rows("002,2025,10,,"))
    parts = send(rows("BEN,2025,8,,", "TGO,2025,4,,"))
    assert newest(published()) == 12
    decide(ledger, parts.batch, "withdrawn", None)
    snapshot = published()
    assert (newest(snapshot), by_place(snapshot), told(snapshot)) == (10, {"002": 10}, [])


def test_activities_that_name_each_other_as_their_parent_count_both(
    ledger: Ledger, write: Callable, published: Publish
) -> None:
    activity = """<iati-activity><iati-identifier>{0}</iati-identifier><reporting-org ref="afris"/>
      <recipient-country code="BJ"/><related-activity type="1" ref="{1}"/><result type="1">
      <indicator measure="1"><title><narrative>C1.1</narrative></title><period>
      <period-start iso-date="2025-01-01"/><period-end iso-date="2025-12-31"/>
      <actual value="{2}"/></period></indicator></result></iati-activity>"""
    both = activity.format("A", "B", 3) + activity.format("B", "A", 4)
    load(ledger, Delivery(write(f"<iati-activities>{both}</iati-activities>", "a.xml")))
    assert newest(published()) == 7


def test_a_parent_activity_holds_its_children(
    ledger: Ledger, write: Callable, published: Publish
) -> None:
    activity = """<iati-activity><iati-identifier>{0}</iati-identifier><reporting-org ref="afris"/>
      <recipient-country code="BJ"/>{1}<result type="1">
      <indicator measure="1"><title><narrative>C1.1</narrative></title><period>
      <period-start iso-date="2025-01-01"/><period-end iso-date="2025-12-31"/>
      <actual value="{2}"/></period></indicator></result></iati-activity>"""
    child = '<related-activity type="1" ref="P"/>'
    sent = activity.format("P", "", 10) + activity.format("C1", child, 4)
    sent += activity.format("C2", child, 3)
    load(ledger, Delivery(write(f"<iati-activities>{sent}</iati-activities>", "a.xml")))
    assert newest(published()) == 10


def test_the_total_of_a_year_and_its_quarters_by_activity(
    ledger: Ledger, published: Publish
) -> None:
    load(ledger, Delivery(case("21-year-and-quarters-activity/a.csv")))
    assert newest(published()) == 10


def test_a_facility_that_is_given_later(ledger: Ledger, published: Publish) -> None:
    for name in ("a", "b"):
        load(ledger, Delivery(case(f"92-facility-later/{name}.csv")))
    snapshot = published()
    assert newest(snapshot) == 5
    assert told(snapshot) == [("same_fact", 5, True)]
    parts = snapshot.contributions("C1.1", Dimension.FACILITY, TODAY).parts
    assert {part.code: part.value for part in parts} == {"CF4": 5}


def test_one_activity_as_spreadsheet_users_type_it(ledger: Ledger, published: Publish) -> None:
    reports = [load(ledger, Delivery(case(f"91-activity-spelling/{n}.csv"))) for n in "abcd"]
    assert [(r.new, r.unchanged) for r in reports] == [(1, 0), (0, 1), (1, 0), (0, 1)]
    snapshot = published()
    assert newest(snapshot) == 5
    assert told(snapshot) == [("same_fact", 5, True)]


# --- States ---


def states(snapshot: Snapshot) -> list[tuple[str, float]]:
    points = snapshot.indicator("A3.1", TODAY).points
    return [(point.period_end.isoformat(), point.value) for point in points]


def test_a_state_of_a_region_beside_those_of_its_countries_at_every_date(
    send: Send, published: Publish
) -> None:
    lines = ["002,2022,10,,", "BEN,2022,4,,", "BEN,2023,8,,", "TGO,2023,5,,", "002,2024,20,,"]
    send(rows(*lines, indicator="A3.1"))
    snapshot = published()
    assert states(snapshot) == [("2022-12-31", 10), ("2023-12-31", 13), ("2024-12-31", 20)]
    assert by_place(snapshot, "A3.1") == {"BEN": 8, "TGO": 5, "002": 7}


def test_a_state_by_activity_beside_the_total(send: Send, published: Publish) -> None:
    lines = ["BEN,2023,3,,P1", "BEN,2024,9,,", "BEN,2025,4,,P1", "BEN,2025,6,,P2"]
    send(rows(*lines, indicator="A3.1"))
    assert states(published()) == [("2023-12-31", 3), ("2024-12-31", 9), ("2025-12-31", 10)]


# --- Activities of several partners ---


def test_of_unequal_amounts_the_larger_counts_until_somebody_knows_the_lead(
    send: Send, published: Publish
) -> None:
    send(rows("BEN,2025,30,,fair"))
    send(rows("BEN,2025,40,,fair", partner="giz"))
    snapshot = published()
    assert newest(snapshot) == 40
    assert told(snapshot) == [("joint", 30, True)]
    assert spread(snapshot) == (40, 70)


def test_the_lead_s_amount_counts_though_another_is_larger(
    send: Send, ledger: Ledger, published: Publish
) -> None:
    with ledger.transaction():
        ledger.run("INSERT INTO activity VALUES ('fair', 'afris')")
    send(rows("BEN,2025,30,,fair"))
    send(rows("BEN,2025,40,,fair", partner="giz"))
    snapshot = published()
    assert newest(snapshot) == 30
    (overlap,) = snapshot.overlaps("C1.1", TODAY)
    assert (overlap.counted, overlap.leads, overlap.open) == ("afris", True, False)
    assert spread(snapshot) is None


def test_another_place_or_period_of_a_joint_activity_counts(send: Send, published: Publish) -> None:
    send(rows("BEN,2025-Q1,30,,fair"))
    send(rows("BEN,2025-Q1,20,,fair", "BEN,2025-Q2,5,,fair", "TGO,2025-Q1,7,,fair", partner="giz"))
    assert newest(published()) == 42


def test_a_region_overlaps_with_its_country_in_a_joint_activity(
    send: Send, published: Publish
) -> None:
    send(rows("002,2025,30,,fair"))
    send(rows("BEN,2025-Q2,20,,fair", partner="giz"))
    assert newest(published()) == 30


def test_nobody_erases_what_another_reports_by_taking_its_activity(
    send: Send, published: Publish
) -> None:
    send(rows("BEN,2025,500,,fair"))
    send(rows("BEN,2025,1,,fair", partner="giz"))
    assert newest(published()) == 500


def test_a_public_report_counts_before_a_confidential_one(send: Send, published: Publish) -> None:
    header = HEADER.replace("activity", "activity,disclosure")
    send(header + "C1.1,afris,BEN,2025,50,,fair,aggregate\n")
    send(header + "C1.1,giz,BEN,2025,40,,fair,public\n")
    snapshot = published()
    assert newest(snapshot) == 40
    assert snapshot.overlaps("C1.1", TODAY) == ()


# --- What a person settled ---


def test_what_a_person_calls_two_facts_counts_twice(
    send: Send, ledger: Ledger, published: Publish
) -> None:
    from data.ledger.settlements import settle

    send(rows("BEN,2025,5,,", "BEN,2025,5,CF4,"))
    key = ledger.scalar("SELECT deducted_key FROM overlap")
    settle(ledger, key, "apart", "reviewer@example.org")
    assert newest(published()) == 10
    assert spread(published()) is None
    settle(ledger, key, "same", "reviewer@example.org")
    snapshot = published()
    assert newest(snapshot) == 5
    assert told(snapshot) == [("same_fact", 5, False)]
    assert spread(snapshot) is None
