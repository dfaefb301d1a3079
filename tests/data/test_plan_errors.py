"""A plan file that cannot be used is told by one error: every problem, its line and its key.

Long because every kind of fault has its broken plan and its sentence here.
"""

import shutil
from pathlib import Path

import pytest

from data.plan.load import PlanError, load_plan

# Another organisation's plan: other languages, horizons, codes, and no facilities at all.
RIVERS = (Path(__file__).parent / "rivers.yml").read_text(encoding="utf-8")
REGISTER = Path(__file__).parent / "rivers-partners.yml"

# Sections the made-up plan has not, each naming something that is not there.
ROADMAP = """\
baseline_year: 2024
roadmap:
  - id: x
    facility: F
    title: {de: a, pt: b}
    objectives: [Q]
    year: 2025
    when: {de: a, pt: b}
    state: done
"""
COALITIONS = """\
baseline_year: 2024
coalitions:
  - {id: x, kind: alliance, facility: F, name: {de: a, pt: b}, partners: [], source: s}
"""
ACTIVITIES = """\
baseline_year: 2024
activities:
  - {id: x, objective: Q, title: {de: a, pt: b}, state: done}
"""


def written(folder: Path, text: str = RIVERS) -> Path:
    shutil.copy(REGISTER, folder)
    path = folder / "plan.yml"
    path.write_text(text, encoding="utf-8")
    return path


def problems(folder: Path, old: str, new: str) -> list[str]:
    """What the error says, file name apart, once `old` in the made-up plan became `new`."""
    assert old in RIVERS
    path = written(folder, RIVERS.replace(old, new, 1))
    with pytest.raises(PlanError) as raised:
        load_plan(path)
    lines = str(raised.value).splitlines()
    assert all(line.startswith(f"{path}:") for line in lines)
    return [line.removeprefix(f"{path}:") for line in lines]


def line_of(text: str, within: str = RIVERS) -> int:
    return within[: within.index(text)].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "key", "sentence"),
    [
        (
            "    headline: true\n    baseline: {state: range",
            "    headlin: true\n    baseline: {state: range",
            "indicators[R-1/length].headlin",
            "unknown key; did you mean “headline”?",
        ),
        (
            "goal: free",
            "goal: fre",
            "objectives[R-2].goal",
            "there is no “fre” among the plan's goals",
        ),
        (
            "goal: free, label",
            "goal: free, facility: CF9, label",
            "objectives[R-2].facility",
            "there is no “CF9” among the plan's facilities",
        ),
        (
            "objective: R-2",
            "objective: R-9",
            "indicators[R-2/rate].objective",
            "there is no “R-9” among the plan's objectives",
        ),
        (
            "unit: basins\n    set",
            "unit: miles\n    set",
            "indicators[R-1/basins].unit",
            "there is no “miles” among the plan's units",
        ),
        (
            "set: basins\n    baseline",
            "set: lakes\n    baseline",
            "indicators[R-1/basins].set",
            "there is no “lakes” among the plan's sets",
        ),
        (
            "of: basins",
            "of: lakes",
            "indicators[R-1/basins].baseline.of",
            "there is no “lakes” among the plan's sets",
        ),
        (
            "all_of, set: basins",
            "all_of, set: lakes",
            "indicators[R-1/basins].targets.2035.set",
            "there is no “lakes” among the plan's sets",
        ),
        (
            "of_horizon: 2027",
            "of_horizon: 2030",
            "indicators[R-1/length].targets.2035.of_horizon",
            "2030 is not one of the plan's horizons",
        ),
        (
            "code: R-3, goal",
            "code: R-2, goal",
            "objectives[R-2].code",
            "“R-2” is used twice; each code names one thing",
        ),
        (
            "type: number, value: 40",
            "value: 40",
            "indicators[R-1/length].targets.2027",
            "a target needs a type, one of number",
        ),
        (
            "type: number, value: 40",
            "type: numbr, value: 40",
            "indicators[R-1/length].targets.2027.type",
            "input should be 'number'",
        ),
        (
            "type: number, value: 40",
            "type: number",
            "indicators[R-1/length].targets.2027",
            "a target of type number needs value",
        ),
        (
            "type: all_of, set: basins",
            "type: all_of",
            "indicators[R-1/basins].targets.2035",
            "a target of type all_of needs set",
        ),
        (
            ", of_horizon: 2027",
            "",
            "indicators[R-1/length].targets.2035",
            "a target of type multiple needs of_horizon",
        ),
        (
            "type: milestone, step: 1",
            "type: milestone",
            "indicators[R-3/plan].targets.2027",
            "a target of type milestone needs step",
        ),
        (
            "type: milestone, step: 1",
            "type: milestone, step: 2",
            "indicators[R-3/plan].targets.2027.step",
            "step 2 is not one of the steps 1 to 1",
        ),
        (
            "type: milestone, step: 1",
            "type: number, value: 1",
            "indicators[R-3/plan].targets.2027.type",
            "milestone targets and milestone indicators go together",
        ),
        (
            '      - {name: {de: "fertig", pt: "pronto"}, due: 2026-01-31}\n',
            "",
            "indicators[R-3/plan]",
            "a milestone needs steps",
        ),
        (
            "due: 2026-01-31",
            "due: 2026-13-31",
            "indicators[R-3/plan].steps[1].due",
            "input should be a valid date",
        ),
        ("    kind: rate\n", "", "indicators[R-2/rate].kind", "this key is required"),
        (
            "      2035: {type: none}\n  - id: R-3/plan",
            "  - id: R-3/plan",
            "indicators[R-2/rate].targets",
            "no target for 2035",
        ),
        (
            "      2027: {type: yearly",
            "      2026: {type: none}\n      2027: {type: yearly",
            "indicators[R-2/rate].targets.2026",
            "2026 is not one of the plan's horizons",
        ),
        (', pt: "Limpo"', "", "goals[clean].name", "the text in “pt” is missing"),
        (
            ', pt: "Limpo"',
            ', pt: "Limpo", en: "Clean"',
            "goals[clean].name",
            "“en” is not one of the plan's languages (de, pt)",
        ),
        (', pt: "Limpo"', ", pt: 7", "goals[clean].name", "the text in “pt” has to be words"),
        (
            ', pt: "Limpo"',
            ', pt: "Limpo", unofficial: [fr]',
            "goals[clean].name",
            "“fr” is listed as unofficial but has no text",
        ),
        (
            '{de: "Sauber", pt: "Limpo"}',
            "Sauber",
            "goals[clean].name",
            "words are written one key a language",
        ),
        (
            "low: 3, high: 5",
            "low: 5, high: 3",
            "indicators[R-1/length].baseline",
            "a baseline range needs a low below its high",
        ),
        (
            "low: 3, high: 5, date: 2024-06-30",
            "low: 3",
            "indicators[R-1/length].baseline",
            "a baseline in state range needs date and high",
        ),
        (
            "value: 0, date: 2024-12-31",
            "value: 0",
            "indicators[R-3/plan].baseline",
            "a baseline in state number needs date",
        ),
        (
            "state: not_established",
            "state: not_established, value: 0",
            "indicators[R-2/rate].baseline",
            "a baseline in state not_established has no value",
        ),
        ("    objective: R-2\n", "", "indicators[R-2/rate]", "an indicator needs an objective"),
        (
            "baseline_year: 2024\n",
            ROADMAP,
            "roadmap[x].objectives[0]",
            "there is no “Q” among the plan's objectives",
        ),
        (
            "baseline_year: 2024\n",
            COALITIONS,
            "coalitions[x].facility",
            "there is no “F” among the plan's facilities",
        ),
        (
            "baseline_year: 2024\n",
            ACTIVITIES,
            "activities[x].objective",
            "there is no “Q” among the plan's objectives",
        ),
        (
            "rivers-partners.yml",
            "nobody.yml",
            "partners",
            "there is no file “nobody.yml” beside the plan",
        ),
    ],
)
def test_a_problem_is_told_with_line_key_and_sentence(
    tmp_path: Path, old: str, new: str, key: str, sentence: str
) -> None:
    told = problems(tmp_path, old, new)
    assert any(f": {key}: {sentence}" in f" {line}" for line in told), told


def test_the_line_is_that_of_the_key(tmp_path: Path) -> None:
    line = line_of("unit: basins\n    set")
    assert problems(tmp_path, "unit: basins\n    set", "unit: miles\n    set") == [
        f"{line}: indicators[R-1/basins].unit: there is no “miles” among the plan's units"
    ]


def test_a_headline_too_many_or_too_few_is_told_at_the_objective(tmp_path: Path) -> None:
    line = line_of("code: R-1")
    key = "objectives[R-1].code: R-1 needs exactly one headline indicator, it has"
    none = problems(tmp_path, "    headline: true\n", "")
    two = problems(tmp_path, "    set: basins\n", "    set: basins\n    headline: true\n")
    assert (none, two) == ([f"{line}: {key} 0"], [f"{line}: {key} 2"])


def test_a_key_written_twice_names_both_lines(tmp_path: Path) -> None:
    told = problems(
        tmp_path, "baseline_year: 2024\n", "baseline_year: 2024\nhorizons: [2027, 2035]\n"
    )
    assert told == ["7: horizons: this key is written twice, first on line 5; keep one"]


def test_every_problem_is_in_one_message_in_the_order_of_the_file(tmp_path: Path) -> None:
    broken = RIVERS.replace("goal: free", "goal: fre").replace("kind: rate", "kind: speed")
    told = problems(tmp_path, RIVERS, broken.replace("of: basins", "of: lakes"))
    keys = [line.split(": ")[1] for line in told]
    assert keys == [
        "objectives[R-2].goal",
        "indicators[R-1/basins].baseline.of",
        "indicators[R-2/rate].kind",
    ]


def test_what_is_not_yaml_is_told_with_its_line(tmp_path: Path) -> None:
    told = problems(tmp_path, "languages: [de, pt]", "languages: [de, pt")
    assert told[0].startswith("5: (file): is not YAML: ")


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "plan\n"])
def test_a_file_that_is_no_mapping_is_no_plan(tmp_path: Path, text: str) -> None:
    with pytest.raises(PlanError, match=r"plan\.yml:1: \(file\): a plan has keys"):
        load_plan(written(tmp_path, text))


def test_a_file_that_is_not_there_is_a_plan_error(tmp_path: Path) -> None:
    with pytest.raises(PlanError, match=r"none\.yml:1: \(file\): cannot be read: No such file"):
        load_plan(tmp_path / "none.yml")


def test_a_file_in_another_encoding_is_a_plan_error(tmp_path: Path) -> None:
    path = tmp_path / "plan.yml"
    path.write_bytes("title: é".encode("latin-1"))
    with pytest.raises(PlanError, match="is not UTF-8"):
        load_plan(path)
