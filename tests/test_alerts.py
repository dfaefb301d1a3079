"""Alert rules speak of figures that are told, and the runbook of every alert."""

import logging
import re
from pathlib import Path

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from dashboard.web.app import create_app
from dashboard.web.request_log import FaultCount
from data.home import Home
from data.store.store import Store
from tests.asking import Asking
from tests.serving import ROOT

GROUPS = yaml.safe_load((ROOT / "deploy" / "alerts.yml").read_text())["groups"]
RULES = {rule["alert"]: rule for group in GROUPS for rule in group["rules"]}
FIGURE = re.compile(r"\b(?:fpt|process)_\w+")


@pytest.fixture(scope="module")
def told(facts_template: Path) -> dict[str, set[str]]:
    """Every figure's name with the labels it has."""
    asking = Asking(create_app(Store(Home(facts_template))))
    asking.get("/api/v1/objectives")
    FaultCount().emit(logging.LogRecord("tests", logging.ERROR, "", 0, "a fault", None, None))
    families = text_string_to_metric_families(asking.get("/metrics").text)
    samples = [sample for family in families for sample in family.samples]
    return {sample.name: set(sample.labels) for sample in samples}


@pytest.mark.parametrize("name", RULES)
def test_a_rule_speaks_of_figures_that_are_told(name: str, told: dict[str, set[str]]) -> None:
    expression = RULES[name]["expr"]
    figures = FIGURE.findall(expression)
    assert figures and not set(figures) - told.keys()
    for figure, selector in re.findall(r"(\w+)\{(\w+)", expression):
        assert selector in told[figure]


@pytest.mark.parametrize("name", RULES)
def test_the_runbook_says_what_to_do(name: str) -> None:
    runbook = (ROOT / "docs" / "operations.md").read_text()
    row = re.search(rf"^\| `{name}` \|(.+)\|(.+)\|$", runbook, re.MULTILINE)
    assert row and all(cell.strip() for cell in row.groups())
