"""`plan check` and `plan diff`: lines for people, one document for programs."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ingest.__main__ import main
from ingest.cli.commands.plan import plan

ROOT = Path(__file__).parents[2]
V1, V2 = ROOT / "data/plans/v1.yml", ROOT / "data/plans/v2.yml"
RIVERS = ROOT / "tests/data/rivers.yml"


def run(*command: object) -> Result:
    return CliRunner().invoke(main, ["plan", *(str(part) for part in command)])


def test_the_plan_of_another_organisation_is_right() -> None:
    done = run("check", RIVERS, "--json")
    assert done.exit_code == 0
    facts = json.loads(done.stdout)
    assert (facts["objectives"], facts["indicators"], facts["partners"]) == (3, 5, 3)
    assert json.loads(run("check", V2, "--json").stdout)["earlier"] == ["v1"]


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", "Indicator A2.1, target 2030: not published → 30 projects a year at least"),
        ("fr", "Indicateur A2.1, cible 2030\u00a0: non publiée → au moins 30 projets par an"),
        ("es", "Indicador A2.1, finalidad 2030: no publicada → al menos 30 proyectos al año"),
    ],
)
def test_each_difference_is_a_line(lang: str, told: str) -> None:
    done = run("diff", V1, V2, "--lang", lang)
    assert (done.exit_code, done.stdout) == (0, "")
    assert told in done.stderr.splitlines()


def test_differences_as_json_keep_their_values_and_have_their_sentences() -> None:
    told = json.loads(run("diff", V1, V2, "--json", "--lang", "fr").stdout)
    assert (told["old"], told["new"]) == ("v1", "v2")
    (target,) = (
        d
        for d in told["differences"]
        if (d["code"], d["field"], d["horizon"]) == ("A2.1", "target", 2030)
    )
    assert (target["before"]["type"], target["after"]["value"]) == ("none", 30)
    assert target["sentence"].startswith("Indicateur A2.1")


def test_a_plan_says_the_same_as_itself() -> None:
    assert run("diff", V2, V2).stderr.startswith("v2 and v2 say the same.\n")


def test_each_command_has_help_with_an_example() -> None:
    for name in plan.commands:
        assert "Example:" in run(name, "--help").stdout
