"""The command line: exit codes, JSON on stdout, sentences on stderr in the asked language."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from data.home import Home
from data.store.store import Store
from ingest.__main__ import main

HEADER = "indicator,partner,place,period,value\n"
GOOD = HEADER + "C1.1,afris,BEN,2025-Q1,3\n"
MIXED = GOOD + "Z9.9,afris,BEN,2025-Q1,3\n"
Run = Callable[..., Result]


@pytest.fixture
def run(facts_home: Home, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("FPT_HOME", str(facts_home.root))
    monkeypatch.setenv("FPT_SAMPLE", "0")

    def invoke(*command: object) -> Result:
        return CliRunner().invoke(main, [str(part) for part in command])

    return invoke


def test_good_rows_end_with_0_and_are_published(
    run: Run, write: Callable[..., Path], facts_home: Home
) -> None:
    before = Store(facts_home).current_id()
    done = run("load", write(GOOD))
    assert (done.exit_code, done.stdout) == (0, "")
    assert "1 new" in done.stderr and "Published S-" in done.stderr
    assert Store(facts_home).current_id() != before


def test_good_and_bad_rows_end_with_3_and_say_where_and_why(
    run: Run, write: Callable[..., Path]
) -> None:
    done = run("load", write(MIXED), "--lang", "fr")
    assert done.exit_code == 3
    assert "ligne 3, indicator: unknown_indicator: Aucun indicateur" in done.stderr


def test_only_bad_rows_end_with_1(run: Run, write: Callable[..., Path]) -> None:
    assert run("load", write(HEADER + "Z9.9,afris,BEN,2025-Q1,3\n")).exit_code == 1


def test_the_same_file_again_ends_with_0_and_publishes_nothing(
    run: Run, write: Callable[..., Path], facts_home: Home
) -> None:
    file = write(GOOD)
    run("load", file)
    before = Store(facts_home).current_id()
    again = run("load", file)
    assert again.exit_code == 0 and "1 unchanged" in again.stderr
    assert Store(facts_home).current_id() == before


def test_an_unreadable_file_ends_with_1_and_one_sentence(
    run: Run, write: Callable[..., Path]
) -> None:
    refused = run("load", write("a,b\n1,2\n"))
    assert refused.exit_code == 1 and "Unknown column “a”" in refused.stderr


@pytest.mark.parametrize("command", [["load"], ["load", "x.csv", "--locale", "xx"], ["nothing"]])
def test_wrong_usage_ends_with_2(run: Run, command: list[str]) -> None:
    assert run(*command).exit_code == 2


def test_json_is_one_document_on_stdout(run: Run, write: Callable[..., Path]) -> None:
    told = json.loads(run("load", write(MIXED), "--json", "--lang", "es").stdout)
    (batch,) = told["batches"]
    assert (batch["new"], batch["rejected"]) == (1, 1)
    assert batch["problems"][0]["sentence"].startswith("Ningún indicador")


def test_a_dry_run_writes_and_publishes_nothing(
    run: Run, write: Callable[..., Path], facts_home: Home
) -> None:
    before = Store(facts_home).current_id()
    assert run("load", write(GOOD), "--dry-run").exit_code == 0
    assert Store(facts_home).current_id() == before
    assert "1 new" in run("load", write(GOOD)).stderr


def test_a_pending_batch_is_listed_shown_approved_and_withdrawn(
    run: Run, write: Callable[..., Path]
) -> None:
    run("load", write(MIXED), "--state", "pending")
    (listed,) = json.loads(run("batches", "--state", "pending", "--json").stdout)["batches"]
    shown = json.loads(run("show", listed["batch"], "--json").stdout)
    assert shown["problems"][0]["code"] == "unknown_indicator"
    assert run("approve", listed["batch"]).exit_code == 0
    assert run("approve", listed["batch"]).exit_code == 1  # it is already
    assert run("withdraw", listed["batch"], "--why", "a mistake").exit_code == 0
    assert "a mistake" in run("show", listed["batch"]).stderr
    assert run("show", "B-999999").exit_code == 1
    assert run("show", "twelve").exit_code == 1


def test_an_export_loads_back_as_nothing_new(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "all.csv"
    assert run("export", "-o", target).exit_code == 0
    again = json.loads(run("load", target, "--json").stdout)["batches"][0]
    assert (again["new"], again["revised"], again["rejected"]) == (0, 0, 0)
    assert again["unchanged"] == again["read"] > 40


def test_formula_texts_are_exported_harmless(
    run: Run, write: Callable[..., Path], tmp_path: Path
) -> None:
    run("load", write("indicator,partner,place,period,value,comment\nC1.1,afris,BEN,2025,1,=1+1\n"))
    run("export", "-o", tmp_path / "all.csv")
    assert "'=1+1" in (tmp_path / "all.csv").read_text()


def test_status_names_the_snapshot(run: Run, facts_home: Home) -> None:
    assert json.loads(run("status", "--json").stdout)["id"] == Store(facts_home).current_id()


def test_a_broken_plan_is_told_with_its_line(run: Run, write: Callable[..., Path]) -> None:
    refused = run("plan", "check", write("version: v9\nwrong: 1\n", "plan.yml"))
    assert refused.exit_code == 1 and "plan.yml:2: wrong" in refused.stderr


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("FPT_HOEM", "x", "Unknown setting FPT_HOEM"),
        ("FPT_PORT", "many", "FPT_PORT"),
        ("FPT_WORKERS", "0", "FPT_WORKERS"),
    ],
)
def test_a_wrong_setting_is_an_error_at_start(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)
    refused = run("status")
    assert refused.exit_code == 1 and said in refused.stderr


def test_every_command_has_help_with_an_example(run: Run) -> None:
    for name in main.commands:
        if name not in ("plan", "accounts", "embeds"):  # groups of commands
            assert "Example:" in run(name, "--help").stdout, name
