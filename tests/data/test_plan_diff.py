"""Two versions of a plan compared: by hand-made pairs, and the two versions we ship.

Long because every kind of difference has its pair.
"""

from pathlib import Path
from typing import Any

import pytest

from data.plan.diff import Difference, differences
from data.plan.diff_words import line
from data.plan.load import load_plan
from data.plan.model import Baseline, Plan, Target, Words
from data.text.i18n import LANGUAGES, Language

PLANS = Path(__file__).parents[2] / "data" / "plans"
ENGLISH = Language("en")


def said(text: str, **others: str) -> dict[str, str]:
    return {"en": text, **others}


def indicator(**changes: Any) -> dict[str, Any]:
    plain = {
        "id": "I",
        "objective": "O",
        "name": said("Length"),
        "kind": "level",
        "unit": "km",
        "headline": True,
        "baseline": {"state": "number", "value": 1, "date": "2020-12-31"},
        "targets": {2030: {"type": "number", "value": 10}},
    }
    return plain | changes


def plan(**changes: Any) -> Plan:
    """One objective under one goal with one indicator, and a set of two regions."""
    plain = {
        "version": "1",
        "title": said("Plan"),
        "languages": ["en"],
        "horizons": [2030],
        "baseline_year": 2020,
        "units": [{"id": "km", "name": said("km")}, {"id": "percent", "name": said("percent")}],
        "sets": [
            {"id": "S", "name": said("Regions"), "kind": "regions", "members": ["002", "150"]}
        ],
        "goals": [{"code": "G", "name": said("Goal")}],
        "facilities": [{"id": "F", "family": "core", "number": "I", "name": said("Home")}],
        "objectives": [{"code": "O", "goal": "G", "label": said("Rivers"), "source": "x"}],
        "indicators": [indicator()],
    }
    return Plan.model_validate(plain | changes)


def objective(**changes: Any) -> dict[str, Any]:
    return {"code": "O", "goal": "G", "label": said("Rivers"), "source": "x"} | changes


def the_difference(new: Plan, old: Plan | None = None) -> tuple[Difference, str]:
    """The only difference from the plain plan, and its line."""
    before = old or plan()
    (found,) = differences(before, new)
    return found, line(ENGLISH, found, before, new)


def test_a_plan_does_not_differ_from_itself() -> None:
    assert differences(plan(), plan()) == ()


# --- What came and what went ---


@pytest.mark.parametrize(
    ("section", "record", "what", "code"),
    [
        ("goals", {"code": "H", "name": said("New")}, "goal", "H"),
        (
            "facilities",
            {"id": "N", "family": "global", "number": "1", "name": said("New")},
            "facility",
            "N",
        ),
        ("objectives", objective(code="P", label=said("New")), "objective", "P"),
        ("indicators", indicator(id="J", name=said("New"), headline=False), "indicator", "J"),
        ("context", indicator(id="J", name=said("New"), objective=None), "indicator", "J"),
        ("sets", {"id": "T", "name": said("New"), "kind": "countries"}, "set", "T"),
    ],
)
def test_what_came_is_added_and_the_other_way_round_removed(
    section: str, record: dict[str, Any], what: str, code: str
) -> None:
    more = plan(**{section: [*plan().model_dump(mode="json")[section], record]})
    came, told = the_difference(more)
    assert (came.what, came.code, came.field, came.before) == (what, code, "added", None)
    assert came.after == Words.of(en="New")
    thing = "Group" if what == "set" else what.capitalize()
    assert told == f"{thing} {code}, added: “New”"
    went, _ = the_difference(plan(), more)
    assert (went.field, went.before, went.after) == ("removed", came.after, None)


def test_a_new_horizon_is_one_with_the_targets_it_brings() -> None:
    targets = indicator()["targets"]
    later = {2040: {"type": "number", "value": 20}}
    new = plan(horizons=[2030, 2040], indicators=[indicator(targets=targets | later)])
    horizon, target = differences(plan(), new)
    assert (horizon.what, horizon.code, horizon.field) == ("horizon", "2040", "added")
    assert line(ENGLISH, horizon, plan(), new) == "Horizon 2040, added: 2040"
    assert (target.field, target.horizon, target.before) == ("target", 2040, None)
    assert line(ENGLISH, target, plan(), new) == ("Indicator I, target 2040: nothing said → 20 km")


def test_a_new_horizon_that_asks_for_nothing_brings_no_target() -> None:
    targets = indicator()["targets"] | {2040: {"type": "none"}}
    new = plan(horizons=[2030, 2040], indicators=[indicator(targets=targets)])
    assert the_difference(new)[0].what == "horizon"


# --- What is said otherwise ---


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"label": said("Streams")}, "Objective O, label: “Rivers” → “Streams”"),
        ({"title": said("All")}, "Objective O, title: nothing said → “All”"),
        ({"facility": "F"}, "Objective O, home facility: nothing said → F Home"),
        (
            {"baseline_text": said("Few")},
            "Objective O, wording of the baseline: nothing said → “Few”",
        ),
        (
            {"target_texts": {2030: said("Many")}},
            "Objective O, wording of the target 2030: nothing said → “Many”",
        ),
        ({"source": "elsewhere"}, None),
    ],
)
def test_an_objective_said_otherwise(changes: dict[str, Any], told: str | None) -> None:
    new = plan(objectives=[objective(**changes)])
    assert [line(ENGLISH, d, plan(), new) for d in differences(plan(), new)] == (
        [told] if told else []
    )


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"name": said("Width")}, "name: “Length” → “Width”"),
        ({"kind": "rate"}, "kind: state reached → amount a year"),
        ({"direction": "down"}, "direction: more is better → less is better"),
        ({"aggregation": "max"}, "how measures add up: values are added up → the highest value"),
        ({"measure_unit": "percent"}, "unit of a measure: nothing said → percent"),
        ({"headline": False}, "headline indicator: yes → no"),
        ({"low": 0}, "lowest value allowed: nothing said → 0"),
        ({"set": "S"}, "set: nothing said → Regions"),
        (
            {"baseline": {"state": "number", "value": 1, "date": "2019-12-31"}},
            "baseline: 1 km (31 Dec 2020) → 1 km (31 Dec 2019)",
        ),
        (
            {"baseline": {"state": "range", "low": 1, "high": 3, "date": "2020-12-31"}},
            "baseline: 1 km (31 Dec 2020) → 1 to 3 km (31 Dec 2020)",
        ),
        (
            {"baseline": {"state": "number", "value": 1, "date": "2020-12-31", "of": "S"}},
            "baseline: 1 km (31 Dec 2020) → 1 km, Regions (31 Dec 2020)",
        ),
        ({"baseline": {"state": "not_established"}}, "1 km (31 Dec 2020) → not established"),
        ({"targets": {2030: {"type": "none"}}}, "target 2030: 10 km → not published"),
        ({"targets": {2030: {"type": "yearly_minimum", "value": 4}}}, "→ 4 km at least"),
        ({"targets": {2030: {"type": "all_of", "set": "S"}}}, "→ all of: Regions"),
        ({"targets": {2030: {"type": "share", "value": 50}}}, "→ 50%"),
        ({"targets": {2030: {"type": "growth", "value": 2.5}}}, "→ 2.5% a year"),
        (
            {"targets": {2030: {"type": "number", "value": 10, "due": "2029-06-30"}}},
            "target 2030: 10 km → 10 km (30 Jun 2029)",
        ),
        (
            {"targets": {2030: {"type": "multiple", "value": 2, "of_horizon": 2030}}},
            "→ 2 times the figure of 2030",
        ),
        (
            {"targets": {2030: {"type": "number", "value": 10, "text": said("Ten")}}},
            "wording of the target 2030: nothing said → “Ten”",
        ),
    ],
)
def test_an_indicator_said_otherwise(changes: dict[str, Any], told: str) -> None:
    found, sentence = the_difference(plan(indicators=[indicator(**changes)]))
    assert (found.what, found.code) == ("indicator", "I")
    assert told in sentence


def test_values_stay_what_they_are_in_the_plan() -> None:
    new = plan(indicators=[indicator(unit="percent", targets={2030: {"type": "none"}})])
    unit, target = differences(plan(), new)
    assert (unit.before, unit.after) == ("km", "percent")
    assert isinstance(target.before, Target) and target.before.value == 10
    other = indicator(baseline={"state": "not_published"})
    (baseline,) = differences(plan(), plan(indicators=[other]))
    assert isinstance(baseline.after, Baseline) and baseline.after.state == "not_published"


def test_a_ladder_tells_its_steps() -> None:
    steps = [{"name": said("Asked")}, {"name": said("Built")}]
    ladder = {
        "kind": "milestone",
        "steps": steps,
        "baseline": {"state": "number", "value": 0, "date": "2020-12-31"},
        "targets": {2030: {"type": "milestone", "step": 1}},
    }
    old = plan(indicators=[indicator(**ladder)])
    dated = [steps[0], steps[1] | {"due": "2028-12-31"}]
    new = plan(indicators=[indicator(**ladder | {"steps": dated})])
    assert the_difference(new, old)[1] == (
        "Indicator I, steps: Asked · Built → Asked · Built (31 Dec 2028)"
    )
    built = ladder | {"baseline": {"state": "number", "value": 1, "date": "2020-12-31"}}
    assert the_difference(plan(indicators=[indicator(**built)]), old)[1] == (
        "Indicator I, baseline: Step 0: Asked (31 Dec 2020) → Step 1: Built (31 Dec 2020)"
    )


def test_a_set_tells_its_newest_size_and_its_members() -> None:
    sized = {"id": "S", "name": said("Regions"), "kind": "regions"}
    sizes = [{"date": "2022-10-31", "size": 41, "source": "x"}]
    older = [{"date": "2016-11-17", "size": 37, "source": "x"}]
    old, new = plan(sets=[sized | {"sizes": older}]), plan(sets=[sized | {"sizes": sizes + older}])
    assert the_difference(new, old)[1] == "Group S, size: 37 → 41"
    unknown = plan(sets=[sized])
    assert the_difference(unknown)[1] == "Group S, members: 2 → nothing said"


def test_the_plan_itself_tells_its_baseline_year() -> None:
    assert the_difference(plan(version="2", baseline_year=2022))[1] == (
        "Plan 2, baseline year: 2020 → 2022"
    )


def test_a_new_translation_is_no_new_wording() -> None:
    goal = {"code": "G", "name": said("Goal", fr="But")}
    assert differences(plan(), plan(goals=[goal])) == ()


# --- The two versions we ship ---


@pytest.fixture(scope="module")
def v1() -> Plan:
    return load_plan(PLANS / "v1.yml")


@pytest.fixture(scope="module")
def v2() -> Plan:
    return load_plan(PLANS / "v2.yml")


def test_from_v1_to_v2_targets_facilities_and_six_indicators_came(v1: Plan, v2: Plan) -> None:
    found = differences(v1, v2)
    came = [(d.what, d.code) for d in found if d.field == "added"]
    assert [code for what, code in came if what == "facility"] == [f.id for f in v2.facilities]
    assert [code for what, code in came if what == "indicator"] == [
        "A2.2",
        "B2.2",
        "C1.2",
        "D2.2",
        "D4.2",
        "F2.2",
    ]
    assert not [d for d in found if d.field == "removed"]
    homes = [d for d in found if (d.what, d.field) == ("objective", "facility")]
    assert len(homes) == 24 and all(d.before is None for d in homes)


def test_d2_was_called_outreach(v1: Plan, v2: Plan) -> None:
    (label,) = (d for d in differences(v1, v2) if (d.code, d.field) == ("D2", "label"))
    assert line(ENGLISH, label, v1, v2) == "Objective D2, label: “Outreach” → “Regional Networks”"


def test_a1_gained_a_baseline_of_the_parties(v1: Plan, v2: Plan) -> None:
    (found,) = (d for d in differences(v1, v2) if (d.code, d.field) == ("A1.1", "baseline"))
    assert line(ENGLISH, found, v1, v2) == (
        "Indicator A1.1, baseline: not established"
        " → 28 countries, Parties to the UNFCCC (31 Dec 2019)"
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_difference_has_its_line_in_every_language(v1: Plan, v2: Plan, lang: str) -> None:
    for old, new in ((v1, v2), (v2, v1)):
        told = [line(Language(lang), d, old, new) for d in differences(old, new)]
        assert len(told) > 150 and len(set(told)) == len(told)
        assert not any("{" in text for text in told)


def test_nothing_shared_is_everything_gone_and_everything_new(v2: Plan) -> None:
    rivers = load_plan(Path(__file__).parent / "rivers.yml")
    found = differences(rivers, v2)
    by_objective = [(d.code, d.field) for d in found if d.what == "objective"]
    assert ("R-1", "removed") in by_objective and ("A1", "added") in by_objective
    assert all(line(ENGLISH, d, rivers, v2) for d in found)
