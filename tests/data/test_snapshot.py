"""What the published facts say, and what samples show."""

from datetime import date

import pytest

from data.progress.model import Reason, Status
from data.questions.answers import Dimension, Filters
from data.store.cache import Answers
from data.store.snapshot import Snapshot

TODAY = date(2026, 11, 22)


def test_facts_hold_no_sample_anywhere(facts: Snapshot) -> None:
    assert not facts.info.sample
    assert not any(partner.sample for partner in facts.partners(TODAY))
    assert not any(measure.sample for measure in facts.measures(TODAY, size=500).measures)


def test_regional_meetings_are_one_in_2020_three_in_2023_and_one_in_2024(facts: Snapshot) -> None:
    points = facts.indicator("D2.2", TODAY).points
    assert {p.period_end.year: p.value for p in points} == {2020: 1, 2023: 3, 2024: 1}


def test_the_ndc_baseline_is_28_of_196_in_2019(facts: Snapshot) -> None:
    parts = facts.indicator("A1.1", TODAY).verdicts[2050].components
    assert (parts.baseline_count, parts.baseline_size) == (28, 196)
    assert parts.baseline_date == date(2019, 12, 31)


def test_the_count_of_2019_stands_for_all_parties_and_is_too_old(facts: Snapshot) -> None:
    verdicts = facts.indicator("A1.1", TODAY).verdicts
    assert verdicts[2050].reason is Reason.STALE
    assert verdicts[2050].components.current_count == 28
    # Which of the 28 are member or partner countries is not known.
    assert verdicts[2030].reason is Reason.DEFINITION_MISMATCH


@pytest.mark.parametrize("code", ["A3", "A4", "A5", "B4", "E1", "E2"])
def test_objectives_without_a_published_target_say_so(facts: Snapshot, code: str) -> None:
    verdicts = facts.objective(code, TODAY).headline.verdicts
    assert {v.reason for v in verdicts.values()} == {Reason.NO_PUBLISHED_TARGET}


def test_investment_plans_have_no_established_baseline(facts: Snapshot, samples: Snapshot) -> None:
    assert facts.plan.headline("B1").baseline.state == "not_established"
    verdict = samples.objective("B1", TODAY).headline.verdicts[2030]
    assert verdict.reason is Reason.BASELINE_NOT_ESTABLISHED


def test_the_dashboards_own_verdict_follows_from_its_due_dates(facts: Snapshot) -> None:
    verdict = facts.objective("F3", TODAY).headline.verdicts[2030]
    assert verdict.status is Status.FAR_BEHIND  # the step of end 2022 is years late
    assert [str(s.due) for s in verdict.components.steps[1:]] == ["2022-12-31", "2023-12-31"]
    on_the_day = facts.objective("F3", date(2022, 11, 30)).headline.verdicts[2030]
    assert on_the_day.status is Status.ON_TRACK


def test_membership_is_context_with_its_published_numbers(facts: Snapshot) -> None:
    newest = {
        i.indicator.id: i.current.value for i in facts.overview(TODAY).membership if i.current
    }
    assert newest == {
        "membership.partners": 739,
        "membership.members": 326,
        "membership.countries": 41,
    }


def test_twenty_agreements_are_facts(facts: Snapshot) -> None:
    current = facts.indicator("D4.2", TODAY).current
    assert current is not None and current.value == 20


def test_samples_show_every_status_and_most_reasons(samples: Snapshot) -> None:
    verdicts = [
        verdict
        for objective in samples.overview(TODAY).objectives
        for progress in (objective.headline, *objective.supporting)
        for verdict in progress.verdicts.values()
    ]
    assert {v.status for v in verdicts} == set(Status)
    assert {v.reason for v in verdicts} >= {
        Reason.NO_PUBLISHED_TARGET,
        Reason.BASELINE_NOT_ESTABLISHED,
        Reason.STALE,
        Reason.TOO_EARLY,
    }


def test_samples_come_from_all_regions_and_some_740_partners(samples: Snapshot) -> None:
    assert {r.code for r in samples.regions(TODAY)} == {"002", "009", "019", "142", "150"}
    assert sum(p.sample for p in samples.partners(TODAY)) == 740
    assert samples.overview(TODAY).coverage.reporting > 400


def test_a_filter_shows_a_part_and_leaves_the_verdict_alone(samples: Snapshot) -> None:
    everywhere = samples.objective("A1", TODAY)
    africa = samples.objective("A1", TODAY, Filters(region="002"))
    assert africa.headline == everywhere.headline
    assert africa.part is not None and everywhere.part is None
    by_region = samples.contributions("A1.1", Dimension.REGION, TODAY).parts
    assert africa.part.value == next(c.value for c in by_region if c.code == "002")


def test_ndc_countries_are_judged_on_the_horizons_own_set(samples: Snapshot) -> None:
    headline = samples.objective("A1", TODAY).headline
    sizes = {h: v.components.target_size for h, v in headline.verdicts.items()}
    assert sizes == {2030: 41, 2050: 196}
    counts = {h: v.components.current_count for h, v in headline.verdicts.items()}
    assert counts[2030] is not None and counts[2050] is not None
    assert counts[2030] <= 41 < counts[2050]


def test_measures_come_page_by_page_without_gap_or_repeat(samples: Snapshot) -> None:
    seen, cursor = [], None
    while True:
        page = samples.measures(TODAY, indicators=("A1.1",), size=20, cursor=cursor)
        seen += [(m.batch, m.partner, m.place, m.period, m.revision) for m in page.measures]
        cursor = page.cursor
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == page.total


@pytest.mark.parametrize("cursor", ["x", "1_2", "a_b_c"])
def test_a_cursor_that_no_page_gave_is_refused(samples: Snapshot, cursor: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        samples.measures(TODAY, cursor=cursor)


def test_the_same_question_is_answered_from_memory(samples: Snapshot) -> None:
    assert samples.overview(TODAY) is samples.overview(TODAY)


def test_what_readers_choose_is_forgotten_in_time(
    samples: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(samples, "chosen", Answers(most=2))
    regions = [Filters(region=code) for code in ("002", "142", "019")]
    first = samples.overview(TODAY, regions[0])
    assert samples.overview(TODAY, regions[0]) is first
    for filters in regions[1:]:
        samples.overview(TODAY, filters)
    assert samples.overview(TODAY, regions[0]) is not first


def test_views_of_every_filter_share_what_no_filter_changes(samples: Snapshot) -> None:
    plain, africa = samples.overview(TODAY), samples.overview(TODAY, Filters(region="002"))
    for whole, narrowed in zip(plain.objectives, africa.objectives, strict=True):
        assert narrowed.headline is whole.headline
        assert narrowed.supporting is whole.supporting
