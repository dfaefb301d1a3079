"""The real partners, and the measured facts that name them."""

import csv
from pathlib import Path

import pytest

from data.plan.load import load_plan
from data.reference.partners import COLLEGES, PartnersError, load_partners
from data.reference.places import load_places

DATA = Path(__file__).parents[2] / "data"
REGISTER = DATA / "reference" / "partners.yml"
COLUMNS = [
    "indicator",
    "partner",
    "place",
    "facility",
    "period",
    "value",
    "denominator",
    "unit",
    "obs_status",
    "disclosure",
    "activity",
    "source",
    "comment",
]


@pytest.fixture(scope="module")
def facts() -> list[dict[str, str]]:
    with (DATA / "reference" / "facts.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_20_organisations_of_the_deck_and_the_secretariat_are_there() -> None:
    partners = load_partners(REGISTER)
    assert len(partners) == 21
    assert partners[0].id == "4p1000-secretariat"
    assert not any(partner.sample for partner in partners)


def test_every_partner_has_a_college_with_words_in_three_languages() -> None:
    assert {partner.college for partner in load_partners(REGISTER)} <= set(COLLEGES)
    assert len(COLLEGES) == 7
    assert all(set(words.by_language) == {"en", "fr", "es"} for words in COLLEGES.values())


def test_a_company_is_no_member_and_nothing_else_is_claimed() -> None:
    claims = {partner.id: partner.member for partner in load_partners(REGISTER)}
    assert claims.pop("mcdonalds-france") is False
    assert set(claims.values()) == {None}


def test_the_plan_names_only_partners_that_are_there() -> None:
    known = {partner.id for partner in load_partners(REGISTER)}
    plan = load_plan(DATA / "plans" / "v2.yml")
    assert {partner for c in plan.coalitions for partner in c.partners} == known - {
        "4p1000-secretariat"
    }


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "- {id: a, name: A, college: kings, source: s}",
            "1: [a].college: “kings” is not a college",
        ),
        (
            "- {id: a, name: A, college: states, seat: FR, source: s}",
            "1: [a].seat: “FR” is not a country",
        ),
        ("- {id: A b, name: A, college: states, source: s}", "1: [A b].id: string should match"),
        (
            "- id: a\n  nam: A\n  college: states\n  source: s",
            "2: [a].nam: unknown key; did you mean “name”?",
        ),
        ("- {id: a, name: A, college: states, source: s}\n" * 2, "2: [a].id: “a” is used twice"),
        (
            "- id: a\n  name: A\n  name: B\n  college: states\n  source: s",
            "3: [a].name: this key is written twice, first on line 2",
        ),
        ("- id: [", "2: (file): is not YAML"),
        ("partners", "1: (file): input should be a valid tuple"),
    ],
)
def test_a_problem_is_told_with_file_line_key_and_sentence(
    tmp_path: Path, text: str, problem: str
) -> None:
    path = tmp_path / "partners.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PartnersError) as raised:
        load_partners(path)
    assert f"{path}:{problem}" in str(raised.value)


# --- Measured facts ---


def test_facts_have_the_columns_of_a_measures_file(facts: list[dict[str, str]]) -> None:
    assert list(facts[0]) == COLUMNS


def test_facts_name_indicators_partners_and_places_that_are_there(
    facts: list[dict[str, str]],
) -> None:
    plan = load_plan(DATA / "plans" / "v2.yml")
    assert {plan.indicator(row["indicator"]).id for row in facts}
    assert {row["partner"] for row in facts} == {"4p1000-secretariat"}
    assert {row["place"] for row in facts} <= {place.code for place in load_places()}


def test_every_fact_has_its_source_and_its_own_key(facts: list[dict[str, str]]) -> None:
    assert all(row["source"] for row in facts)
    keys = {(row["indicator"], row["place"], row["period"], row["activity"]) for row in facts}
    assert len(keys) == len(facts)


@pytest.mark.parametrize(
    ("indicator", "values"),
    [
        ("A1.1", [28]),
        ("C3.1", [20]),
        ("D2.2", [1] * 5),
        ("D4.2", [1] * 20),
        ("F1.1", [1] * 6),
        ("F2.2", [450]),
        ("F3.1", [0]),
        ("membership.partners", [100, 200, 250, 359, 450, 650, 733, 739]),
        ("membership.members", [130, 183, 326]),
        ("membership.countries", [37, 41]),
    ],
)
def test_the_facts_are_those_of_the_public_material(
    facts: list[dict[str, str]], indicator: str, values: list[float]
) -> None:
    assert [float(row["value"]) for row in facts if row["indicator"] == indicator] == values


def test_every_agreement_is_an_activity_of_a_partner(facts: list[dict[str, str]]) -> None:
    agreements = [row["activity"] for row in facts if row["indicator"] == "D4.2"]
    partners = [
        f"agreement-{p.id}" for p in load_partners(REGISTER) if p.id != "4p1000-secretariat"
    ]
    assert agreements == partners


def test_estimates_are_marked(facts: list[dict[str, str]]) -> None:
    estimates = {row["period"] for row in facts if row["obs_status"] == "E"}
    assert estimates == {"2015-12", "2018-04", "2020", "2021-11", "2022-H1"}
