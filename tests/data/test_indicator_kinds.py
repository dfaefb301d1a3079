"""Kinds of indicators: each is one file, from the plan to the page."""

import subprocess
import sys
from pathlib import Path

import pytest

from data.ledger.kind_sql import of_kinds
from data.plan.indicator_kinds import KINDS

ROOT = Path(__file__).resolve().parents[2]
RIVERS = ROOT / "tests" / "data" / "rivers.yml"
FLOW = """
from data.plan.indicator_kind import IndicatorKind

KIND = IndicatorKind(
    name="flow",
    order=7,
    title="Flow",
    in_plan="what flows in a year",
    measure="what flowed within a period",
    total="the sum within a calendar year",
    is_yearly=True,
)
"""
WALK = """
import sys
from datetime import date, datetime
from pathlib import Path

import data.plan.kinds as kinds

kinds.__path__.append(sys.argv[1])

from dashboard.reader.view import View
from data.home import Home
from data.ledger.writer import open_ledger
from data.settings import Settings
from data.store.publish import publish
from data.store.store import Store
from ingest.cli.prepare import prepare
from ingest.load.load import Delivery, load
from tests.context import page_of
from tests.dashboard.walk import words

folder = Path(sys.argv[1])
settings = Settings(home=folder / "home", plan=folder / "plan.yml")
with open_ledger(Home(settings.home)) as ledger:
    prepare(ledger, settings)
    report = load(ledger, Delivery(folder / "measures.csv"), datetime(2026, 11, 22))
    print(report.new, [problem.code for problem in report.problems])
    publish(ledger)
snapshot = Store(Home(settings.home)).current()
today = date(2026, 11, 22)
found = snapshot.indicator("R-2/rate", today)
print(found.indicator.kind, [point.value for point in found.points], found.verdicts[2027].status)
view = View("/objective/R-2", horizon=2027)
print("5" in words(page_of(view, snapshot, today).body))
print("what flowed within a period" in words(page_of(View("/method"), snapshot, today).body))
snapshot.close()
"""
MEASURES = """\
indicator,partner,place,period,value,unit
R-2/rate,anglers,DEU,2025-H1,3,
R-2/rate,douro-authority,PRT,2025-H2,2,
R-2/rate,anglers,DEU,2023-01-01/2025-12-31,9,
"""


def test_a_kind_is_one_file(tmp_path: Path) -> None:
    (tmp_path / "flow.py").write_text(FLOW)
    plan = RIVERS.read_text().replace("kind: rate", "kind: flow")
    (tmp_path / "plan.yml").write_text(plan)
    (tmp_path / "rivers-partners.yml").write_text(
        RIVERS.with_name("rivers-partners.yml").read_text()
    )
    (tmp_path / "measures.csv").write_text(MEASURES)
    command = [sys.executable, "-c", WALK, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines() == [
        "2 ['spans_years']",  # an amount of three years is of no one year
        "flow [5.0] achieved",
        "True",
        "True",
    ], done.stderr


@pytest.mark.parametrize(
    ("trait", "names"),
    [
        ("is_yearly", ["rate", "growth"]),
        ("is_yearly_amount", ["rate"]),
        ("has_amounts", ["level", "share", "rate", "growth"]),
        ("adds_up", ["share", "rate", "growth"]),
        ("counts_places", ["places"]),
        ("has_steps", ["milestone"]),
    ],
)
def test_a_trait_chooses_kinds(trait: str, names: list[str]) -> None:
    assert [kind.name for kind in KINDS.values() if getattr(kind, trait)] == names
    listed = ", ".join(f"'{name}'" for name in names)
    assert of_kinds(trait) == f"i.kind IN ({listed})"


def test_nobody_else_compares_kinds() -> None:
    named = [f'kind {sign} "{name}"' for name in KINDS for sign in ("==", "!=")]
    for folder in ("data", "ingest", "dashboard"):
        for path in (ROOT / folder).rglob("*.py"):
            text = path.read_text()
            assert not [words for words in named if f"indicator.{words}" in text], path
            assert "i.kind = '" not in text and "i.kind IN ('" not in text, path
