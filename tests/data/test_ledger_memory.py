"""The memory of a load is bounded: what needs more is refused, and nothing of it is kept."""

import pytest

from data.errors import UnreadableFileError
from data.home import Home
from data.ledger import contributions
from data.ledger.writer import Ledger, open_ledger

LARGE = "CREATE TEMP TABLE large AS SELECT string_agg(repeat('x', 999) || i) FROM range(99999) r(i)"


def test_too_much_at_once_is_refused_with_what_to_do(facts_home: Home) -> None:
    with open_ledger(facts_home) as ledger:
        ledger.run("SET memory_limit = '40MB'")
        with pytest.raises(UnreadableFileError, match="in several files"):
            _take_too_much(ledger)
        ledger.run("SET memory_limit = '1GB'")
        assert ledger.scalar("SELECT count(*) FROM batch") > 0


def _take_too_much(ledger: Ledger) -> None:
    with ledger.transaction():
        ledger.run("DELETE FROM batch")
        ledger.run(LARGE)


def test_what_is_refreshed_slice_by_slice_is_the_same(
    sample_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contributions, "MANY_GROUPS", 1)
    monkeypatch.setattr(contributions, "SLICE_ROWS", 500)
    asked = "SELECT * FROM {} ORDER BY ALL"
    with open_ledger(sample_home) as ledger:
        before = [ledger.run(asked.format(name)) for name in ("contribution", "overlap")]
        with ledger.transaction():
            contributions.refresh(ledger)
        assert len(contributions._slices(ledger)) > 3
        assert [ledger.run(asked.format(name)) for name in ("contribution", "overlap")] == before
    assert all(before)
