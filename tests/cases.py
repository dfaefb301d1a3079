"""Small deliveries with the outcome a careful data manager expects, where they lie beside us."""

from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "cases" / "ingest"


def case(name: str) -> Path:
    """A file of them by its path within the folder; the test is left out where there is none."""
    if not FOLDER.exists():
        pytest.skip(f"The cases are not beside this checkout: {FOLDER}")
    return FOLDER / name
