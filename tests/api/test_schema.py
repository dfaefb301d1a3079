"""The API in the terms of its own description: whatever is asked, it answers and never breaks."""

import shutil
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import Phase, given, settings

from dashboard.web.app import create_app
from data.home import Home
from data.settings import Settings
from data.store.store import Store

EXAMPLES = 15  # of every operation
TRY = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
)


@pytest.fixture
def operations(facts_template: Path, tmp_path: Path) -> list[Any]:
    home = Home(shutil.copytree(facts_template, tmp_path / "home"))
    app = create_app(Store(home), settings=Settings(home=home.root, sample=False))
    schema = schemathesis.openapi.from_asgi("/openapi.json", app)
    return [found.ok() for found in schema.get_all_operations()]


def test_no_question_breaks_it(operations: list[Any]) -> None:
    broken = [told for operation in operations for told in _broken(operation)]
    assert len(operations) > 10
    assert broken == []


def _broken(operation: Any) -> list[str]:
    """The questions that a fault answered, as commands to ask them again."""
    found: list[str] = []

    @TRY
    @given(operation.as_strategy())
    def ask(case: Any) -> None:
        if case.call().status_code >= 500:
            found.append(case.as_curl_command())

    ask()
    return found
