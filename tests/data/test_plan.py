"""The plans we ship say what is published, and another organisation's plan loads as well."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pydantic import BaseModel

from data.plan.load import load_plan, plan_digest
from data.plan.model import Plan, Words

PLANS = Path(__file__).parents[2] / "data" / "plans"

# Another organisation's plan: other languages, horizons, codes, and no facilities at all.
RIVERS = (Path(__file__).parent / "rivers.yml").read_text(encoding="utf-8")
REGISTER = Path(__file__).parent / "rivers-partners.yml"


@pytest.fixture(scope="module")
def v2() -> Plan:
    return load_plan(PLANS / "v2.yml")


def written(folder: Path, text: str = RIVERS) -> Path:
    shutil.copy(REGISTER, folder)
    path = folder / "plan.yml"
    path.write_text(text, encoding="utf-8")
    return path


def words_in(record: BaseModel) -> Iterator[Words]:
    for name in type(record).model_fields:
        yield from _words(getattr(record, name))


def _words(value: object) -> Iterator[Words]:
    if isinstance(value, Words):
        yield value
    elif isinstance(value, BaseModel):
        yield from words_in(value)
    elif isinstance(value, tuple | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _words(item)


# --- Version 2 ---


def test_v2_has_its_24_objectives_under_6_goals_and_14_facilities(v2: Plan) -> None:
    assert (len(v2.objectives), len(v2.goals), len(v2.facilities)) == (24, 6, 14)
    assert len(v2.indicators) == 30
    assert [goal.code for goal in v2.goals] == list("ABCDEF")


def test_core_facilities_are_home_to_13_objectives_and_global_ones_to_11(v2: Plan) -> None:
    homes = [v2.facility(o.facility).family for o in v2.objectives if o.facility]
    assert (homes.count("core"), homes.count("global")) == (13, 11)
    assert [o.code for o in v2.objectives_of_facility("CF7")] == ["F1", "F2", "F3"]
    assert v2.objectives_of_facility("CF1") == ()


@pytest.mark.parametrize("version", ["v1", "v2"])
def test_every_text_is_there_in_every_language_of_the_plan(version: str) -> None:
    plan = load_plan(PLANS / f"{version}.yml")
    texts = list(words_in(plan))
    assert len(texts) > 100
    for words in texts:
        assert tuple(words.by_language) == plan.languages
        assert all(words.text(lang).strip() for lang in plan.languages)
        assert "'" not in "".join(words.by_language.values())


def test_a1_starts_at_28_of_196_parties_in_2019_and_keeps_its_caveat(v2: Plan) -> None:
    a1 = v2.headline("A1")
    assert (a1.baseline.value, a1.baseline.date) == (28, date(2019, 12, 31))
    assert a1.baseline.of == "unfccc_parties"
    assert a1.baseline.caveat is not None
    assert v2.place_set("unfccc_parties").size_at(date(2019, 12, 31)) == 196
    assert [a1.targets[h].set for h in v2.horizons] == ["partner_countries", "unfccc_parties"]


@pytest.mark.parametrize("code", ["A3", "A4", "A5", "B4", "E1", "E2"])
def test_what_is_not_published_stays_so(v2: Plan, code: str) -> None:
    headline = v2.headline(code)
    assert headline.baseline.state == "not_published"
    assert {target.type for target in headline.targets.values()} == {"none"}
    assert v2.objective(code).target_texts == {}


def test_titles_that_are_not_published_are_none(v2: Plan) -> None:
    assert [o.code for o in v2.objectives if o.title is None] == ["B4", "E1", "E2"]


def test_b1_has_a_target_but_no_established_baseline(v2: Plan) -> None:
    b1 = v2.headline("B1")
    assert b1.baseline.state == "not_established"
    assert b1.targets[2030].type == "all_of"


def test_the_targets_that_are_easy_to_get_wrong(v2: Plan) -> None:
    growth, double = v2.indicator("F2.1").targets.values()
    assert (growth.type, growth.value) == ("growth", 10)
    assert (double.type, double.value, double.of_horizon) == ("multiple", 2, 2030)
    assert v2.indicator("A2.1").targets[2030].type == "yearly_minimum"
    assert v2.indicator("C3.1").targets[2050].set == "finance_institutions"
    assert v2.indicator("D3.1").targets[2030].type == "none"
    assert [step.due for step in v2.indicator("F3.1").steps] == [
        None,
        date(2022, 12, 31),
        date(2023, 12, 31),
        date(2050, 12, 31),
    ]


def test_set_sizes_are_those_known_on_the_day(v2: Plan) -> None:
    partners = v2.place_set("partners")
    assert partners.size_at(date(2010, 1, 1)) == 100
    assert partners.size_at(date(2018, 12, 31)) == 359
    assert partners.size_at(date(2026, 1, 1)) == 739
    assert v2.place_set("partner_countries").size_at(date(2026, 1, 1)) == 41
    assert v2.place_set("regions").size_at(date(2026, 1, 1)) == 5
    assert v2.place_set("finance_institutions").size_at(date(2026, 1, 1)) is None


def test_membership_is_context_under_no_target(v2: Plan) -> None:
    assert [i.id for i in v2.context] == [
        "membership.partners",
        "membership.members",
        "membership.countries",
    ]
    assert v2.indicator("membership.members").objective is None


def test_official_names_are_not_marked_unofficial(v2: Plan) -> None:
    dashboard = v2.objective("F3").label
    assert dashboard.text("fr") == "Tableau de bord «\u00a04 pour 1000\u00a0»"
    assert dashboard.unofficial == ()
    assert v2.objective("C2").label.is_unofficial("es")
    assert not v2.objective("C2").label.is_unofficial("fr")


def test_headline_and_supporting_indicators_part_an_objective(v2: Plan) -> None:
    assert v2.headline("A2").id == "A2.1"
    assert [i.id for i in v2.supporting("A2")] == ["A2.2"]


def test_a_lookup_of_what_is_not_there_is_a_key_error(v2: Plan) -> None:
    lookups = (
        v2.goal,
        v2.facility,
        v2.objective,
        v2.indicator,
        v2.place_set,
        v2.unit,
        v2.headline,
        v2.supporting,
        v2.objectives_of_goal,
        v2.objectives_of_facility,
    )
    for lookup in lookups:
        with pytest.raises(KeyError):
            lookup("Z9")


# --- Version 1 and other plans ---


def test_v1_knows_its_labels_and_no_targets() -> None:
    v1 = load_plan(PLANS / "v1.yml")
    assert v1.objective("D2").label.text("en") == "Outreach"
    assert all(o.facility is None for o in v1.objectives)
    assert {t.type for i in v1.indicators for t in i.targets.values()} == {"none"}
    assert v1.headline("A1").baseline.state == "not_established"


def test_the_plan_of_another_organisation_loads(tmp_path: Path) -> None:
    plan = load_plan(written(tmp_path))
    assert plan.horizons == (2027, 2035)
    assert plan.headline("R-3").steps[1].due == date(2026, 1, 31)
    assert plan.unit("km").conversions == {"m": 0.001}
    assert [o.code for o in plan.objectives_of_goal("free")] == ["R-2"]


def test_a_language_the_plan_has_not_falls_back_to_its_first(tmp_path: Path) -> None:
    swapped = RIVERS.replace('{de: "Sauber", pt: "Limpo"}', '{pt: "Limpo", de: "Sauber"}')
    assert load_plan(written(tmp_path, swapped)).goal("clean").name.text("en") == "Sauber"


def test_the_digest_is_of_the_bytes(tmp_path: Path) -> None:
    path = written(tmp_path, "")
    assert plan_digest(path).startswith("e3b0c44298fc1c149afbf4c8996fb924")
