"""How measures add up, batch by batch; refreshing everything gives the same."""

from collections.abc import Callable
from datetime import date

import pytest

from data.home import Home
from data.ledger.contributions import refresh
from data.ledger.writer import Ledger, open_ledger
from data.progress.model import Reason
from data.questions.answers import Breakdown, Dimension, Filters, Overlap
from data.store.partner_effect import lost_without
from data.store.snapshot import Snapshot
from ingest.load.batches import decide
from ingest.load.load import LoadReport
from tests.data.ledger_world import World

Send = Callable[..., LoadReport]
TODAY = date(2026, 11, 22)
HEADER = "indicator,partner,place,period,value,denominator,disclosure,activity\n"


def totals(snapshot: Snapshot, indicator: str) -> list[tuple[str, float]]:
    return [(str(p.period_end), p.value) for p in snapshot.indicator(indicator, TODAY).points]


def parts(found: Breakdown) -> dict[str | None, float]:
    return {part.code: part.value for part in found.parts}


def test_a_level_is_the_sum_of_each_keys_latest_value(send: Send, published: Callable) -> None:
    send(
        HEADER
        + "A3.1,afris,BEN,2024,5,,,\n"
        + "A3.1,afris,BEN,2025,8,,,\n"
        + "A3.1,giz,DEU,2025-Q2,2,,,\n"
    )
    assert totals(published(), "A3.1") == [
        ("2024-12-31", 5),
        ("2025-06-30", 7),
        ("2025-12-31", 10),
    ]


def test_a_place_that_two_partners_report_counts_once(send: Send, published: Callable) -> None:
    send(HEADER + "E1.1,afris,BEN,2024,1,,,\nE1.1,giz,BEN,2025,1,,,\nE1.1,giz,TGO,2025,1,,,\n")
    snapshot = published()
    assert totals(snapshot, "E1.1") == [("2024-12-31", 1), ("2025-12-31", 2)]
    by_region = parts(snapshot.contributions("E1.1", Dimension.REGION, TODAY))
    assert by_region == {"002": 2}
    by_partner = parts(snapshot.contributions("E1.1", Dimension.PARTNER, TODAY))
    assert by_partner == {"giz": 2, "afris": 1}


def test_a_place_that_lost_it_is_not_counted_any_longer(send: Send, published: Callable) -> None:
    send(HEADER + "E1.1,afris,BEN,2023,1,,,\nE1.1,giz,BEN,2024,0,,,\n")
    assert totals(published(), "E1.1") == [("2023-12-31", 1), ("2024-12-31", 0)]


def test_a_share_divides_sums_and_never_averages_shares(send: Send, published: Callable) -> None:
    send(HEADER + "C2.1,afris,BEN,2025,10,100,,\nC2.1,giz,DEU,2025,1,2,,\n")
    (point,) = published().indicator("C2.1", TODAY).points
    assert (round(point.value, 4), point.denominator) == (10.7843, 102)


def test_a_rate_sums_within_a_year_and_shows_the_running_one_apart(
    send: Send, published: Callable
) -> None:
    send(
        HEADER
        + "C1.1,afris,BEN,2025-Q1,3,,,\nC1.1,giz,DEU,2025-Q4,4,,,\nC1.1,giz,DEU,2026-Q1,9,,,\n"
    )
    progress = published().indicator("C1.1", TODAY)
    assert [(p.value, p.complete) for p in progress.points] == [(7, True), (9, False)]
    assert progress.current is not None and progress.current.value == 7


def test_a_quarter_inside_a_reported_year_is_in_it_already(send: Send, published: Callable) -> None:
    send(HEADER + "C1.1,afris,BEN,2025,12,,,\nC1.1,afris,BEN,2025-Q1,3,,,\n")
    assert totals(published(), "C1.1") == [("2025-12-31", 12)]


def test_one_year_of_amounts_is_too_early_for_growth(send: Send, published: Callable) -> None:
    send(HEADER + "F2.1,afris,BEN,2025,12,,,\n")
    verdict = published().indicator("F2.1", TODAY).verdicts[2030]
    assert verdict.reason is Reason.TOO_EARLY


def test_the_same_activity_from_two_partners_counts_once(
    send: Send, ledger: Ledger, published: Callable
) -> None:
    send(HEADER + "C1.1,afris,BEN,2025-Q1,1,,,fair\n")
    send(HEADER + "C1.1,giz,BEN,2025-Q1,1,,,fair\n")
    assert totals(published(), "C1.1") == [("2025-12-31", 1)]
    overlap = "SELECT indicator, why, activity, counted, deducted, open FROM overlap"
    assert [tuple(row) for row in ledger.run(overlap)] == [
        ("C1.1", "joint", "fair", "afris", "giz", False)
    ]


def test_withdrawing_a_batch_gives_the_other_partner_its_activity_back(
    send: Send, ledger: Ledger, published: Callable
) -> None:
    first = send(HEADER + "C1.1,afris,BEN,2025-Q1,1,,,fair\n")
    send(HEADER + "C1.1,giz,BEN,2025-Q1,1,,,fair\n")
    decide(ledger, first.batch, "withdrawn", "sent by mistake")
    snapshot = published()
    assert parts(snapshot.contributions("C1.1", Dimension.PARTNER, TODAY)) == {"giz": 1}
    decide(ledger, first.batch, "approved", None)
    assert parts(published().contributions("C1.1", Dimension.PARTNER, TODAY)) == {"afris": 1}


def test_a_pending_batch_counts_nowhere_until_it_is_approved(
    send: Send, ledger: Ledger, published: Callable
) -> None:
    batch = send(HEADER + "C1.1,afris,BEN,2025,3,,,\n", state="pending").batch
    assert totals(published(), "C1.1") == []
    decide(ledger, batch, "approved", None)
    assert totals(published(), "C1.1") == [("2025-12-31", 3)]


def test_aggregate_values_count_in_totals_and_are_never_shown_alone(
    send: Send, published: Callable
) -> None:
    rows = "A3.1,giz,DEU,2025,2,,,\nA3.1,farm,FRA,2025,1,,,\n"
    for partner, value in (("afris", 5), ("ird", 6), ("inrae", 7)):
        rows += f"A3.1,{partner},BEN,2025,{value},,aggregate,\n"
    send(HEADER + rows)
    snapshot = published()
    assert totals(snapshot, "A3.1") == [("2025-12-31", 21)]
    found = snapshot.contributions("A3.1", Dimension.PARTNER, TODAY).parts
    told = [(p.code, p.value, p.in_confidence) for p in found]
    assert told == [("giz", 2, False), ("farm", 1, False), (None, 18, True)]
    assert [m.partner for m in snapshot.measures(TODAY).measures] == ["farm", "giz"]


# However many the public reports beside are: they can be subtracted.
BESIDE = "".join(f"C1.1,{who},DEU,2025,1,,,\n" for who in ("farm", "inrae", "ird", "oiv"))


@pytest.mark.parametrize("beside", ["", "C1.1,cirad,FRA,2025,4,,aggregate,\n", BESIDE])
def test_of_too_few_nothing_is_told(send: Send, published: Callable, beside: str) -> None:
    send(HEADER + "C1.1,afris,BEN,2025,5,,aggregate,\nC1.1,giz,DEU,2025,2,,,\n" + beside)
    snapshot = published()
    public = 2 + 4 * (beside == BESIDE)
    assert totals(snapshot, "C1.1") == [("2025-12-31", public)]
    parts = snapshot.contributions("C1.1", Dimension.PARTNER, TODAY).parts
    assert not any(part.in_confidence for part in parts)
    part = snapshot.objective("C1", TODAY, Filters(partner="giz")).part
    assert part is not None and (part.value, part.share) == (2, 2 / public)


IN_CONFIDENCE = "".join(
    f"{{indicator}},{who},FRA,{{period}},5,,aggregate,\n" for who in ("afris", "ird", "inrae")
)


@pytest.mark.parametrize(
    ("indicator", "beside", "shown"),
    [
        # A step that one partner took, a public one from a confidential state: the state stands.
        ("A3.1", "A3.1,afris,FRA,2025,8,,aggregate,\n", {2024: 15, 2025: 17}),
        ("A3.1", "A3.1,afris,FRA,2025,8,,,\n", {2024: 15, 2025: 17}),
        # A year that one partner told of, and one report that would stand for all.
        ("C1.1", "C1.1,afris,FRA,2025,8,,aggregate,\n", {2024: 15, 2025: 2}),
        ("F2.2", "", {2025: 2}),
    ],
)
def test_no_period_reveals_what_one_partner_reported_in_confidence(
    send: Send, published: Callable, indicator: str, beside: str, shown: dict[int, float]
) -> None:
    told = HEADER + IN_CONFIDENCE.format(indicator=indicator, period=2024)
    send(told + f"{indicator},giz,DEU,2025,2,,,\n" + beside)
    found = published().indicator(indicator, TODAY).points
    assert {p.period_end.year: p.value for p in found} == shown


def test_a_change_from_a_confidential_state_is_no_part_of_its_own(
    send: Send, published: Callable
) -> None:
    """Four reported in confidence, and four go on in public: they stand in what was released."""
    told = IN_CONFIDENCE + "{indicator},farm,FRA,{period},5,,aggregate,\n"
    send(HEADER + told.format(indicator="A3.1", period=2024))
    published()
    send(HEADER + told.format(indicator="A3.1", period=2025).replace("5,,aggregate", "9,,public"))
    found = published().contributions("A3.1", Dimension.PARTNER, TODAY).parts
    assert [(p.code, p.value, p.in_confidence) for p in found] == [(None, 20, True)]


def test_without_a_partner_nothing_is_told_that_it_reported_in_confidence(
    send: Send, published: Callable
) -> None:
    told = IN_CONFIDENCE + "{indicator},farm,FRA,{period},5,,aggregate,\n"
    send(HEADER + told.format(indicator="A3.1", period=2024) + "A3.1,giz,DEU,2024,2,,,\n")
    snapshot = published()
    assert [p.value for p in snapshot.indicator("A3.1", TODAY).points] == [22]
    assert lost_without(snapshot, "farm", TODAY) == ()
    (told_of,) = lost_without(snapshot, "giz", TODAY)
    assert told_of.after[2030].value == 20


def test_a_value_made_confidential_is_public_no_longer(send: Send, published: Callable) -> None:
    send(HEADER + "A3.1,giz,BEN,2024,3,,public,\nA3.1,afris,BEN,2024,1,,public,\n")
    send(HEADER + "A3.1,giz,BEN,2024,8,,secretariat,\n")
    snapshot = published()
    assert totals(snapshot, "A3.1") == [("2024-12-31", 1)]
    assert [m.partner for m in snapshot.measures(TODAY).measures] == ["afris"]


def test_the_first_reporter_of_an_activity_stays_first_when_it_revises(
    send: Send, published: Callable
) -> None:
    send(HEADER + "C1.1,afris,BEN,2024,5,,,fair\n")
    send(HEADER + "C1.1,giz,BEN,2024,3,,,fair\n")
    send(HEADER + "C1.1,afris,BEN,2024,6,,,fair\n")
    snapshot = published()
    assert totals(snapshot, "C1.1") == [("2024-12-31", 6)]
    assert snapshot.overlaps("C1.1", TODAY) == (
        Overlap("fair", None, "afris", ("giz",), 3, open=True),
    )


def test_a_deduction_is_what_would_have_counted(send: Send, published: Callable) -> None:
    """A state where both tell of it; of a rate the last complete year, its last quarter in it."""
    send(
        HEADER
        + "A3.1,afris,BEN,2024,5,,,school\nA3.1,giz,BEN,2024,3,,,school\n"
        + "A3.1,giz,TGO,2023,2,,,school\nA3.1,giz,TGO,2024,4,,,school\n"
        + "C1.1,afris,BEN,2025,5,,,fair\nC1.1,giz,BEN,2025,3,,,fair\n"
        + "C1.1,giz,BEN,2025-Q4,1,,,fair\nC1.1,giz,BEN,2024,2,,,fair\n"
    )
    snapshot = published()
    found = {i: snapshot.overlaps(i, TODAY)[0].amount for i in ("A3.1", "C1.1")}
    assert found == {"A3.1": 3, "C1.1": 3}
    assert (totals(snapshot, "A3.1")[-1], totals(snapshot, "C1.1")) == (
        ("2024-12-31", 9),
        [("2024-12-31", 2), ("2025-12-31", 5)],
    )


def test_places_outside_the_set_are_no_measure_of_it(send: Send, published: Callable) -> None:
    send(HEADER + "A1.1,giz,TWN,2024,1,,,\n")  # no Party to the UNFCCC
    verdict = published().indicator("A1.1", TODAY).verdicts[2050]
    assert verdict.reason is Reason.NO_MEASURES


def test_coalition_and_secretariat_values_stay_out_of_public_figures(
    send: Send, published: Callable
) -> None:
    send(HEADER + "A3.1,afris,BEN,2025,5,,coalition,\nA3.1,giz,DEU,2025,2,,secretariat,\n")
    snapshot = published()
    assert totals(snapshot, "A3.1") == []
    assert snapshot.measures(TODAY).total == 0


def test_contributions_add_up_to_the_total_in_every_dimension(samples: Snapshot) -> None:
    # Levels and rates are sums; a place may have several reporters, so places are left out.
    for indicator in samples.plan.indicators:
        if indicator.kind in ("level", "rate") and indicator.aggregation == "sum":
            current = samples.indicator(indicator.id, TODAY).current
            for dimension in Dimension:
                found = samples.contributions(indicator.id, dimension, TODAY).parts
                assert current is not None
                assert abs(sum(part.value for part in found) - current.value) < 1e-9, indicator.id


def test_a_count_for_the_world_has_parts_until_places_are_named(
    send: Send, published: Callable
) -> None:
    send(HEADER + "E1.1,giz,WLD,2022,7,,,\nE1.1,giz,BEN,2024,1,,,\n")
    snapshot = published()
    for day, count in ((date(2023, 6, 1), 7), (TODAY, 1)):
        current = snapshot.indicator("E1.1", day).current
        total = snapshot.contributions("E1.1", Dimension.PARTNER, day).total
        assert (current and current.value, total) == (count, count)


def test_of_two_newest_states_told_at_once_the_total_is_the_judged_one(
    send: Send, published: Callable
) -> None:
    for one, other in ((500, 600), (900, 800)):
        send(HEADER + f"F2.2,giz,DEU,2025,{one},,,\nF2.2,ird,FRA,2025,{other},,,\n")
        snapshot = published()
        current = snapshot.indicator("F2.2", TODAY).current
        total = snapshot.contributions("F2.2", Dimension.PARTNER, TODAY).total
        assert (current and current.value, total) == (max(one, other), max(one, other))


def test_refreshing_batch_by_batch_gives_what_refreshing_everything_gives(
    sample_home: Home,
) -> None:
    with open_ledger(sample_home) as opened:
        world = World(opened, sample_home.root)
        step_by_step = world.derived()
        with opened.transaction():
            refresh(opened)
        assert world.derived() == step_by_step
        found = {table: len(rows) for table, rows in step_by_step.items()}
        assert found["contribution"] > 3000 and min(found.values()) > 10
