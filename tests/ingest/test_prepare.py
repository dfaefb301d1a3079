"""A home is made ready once; samples go out of force and back as the setting says."""

from data.home import Home
from data.ledger.writer import open_ledger
from data.settings import Settings
from data.store.store import Store
from ingest.cli.prepare import prepare


def test_a_second_time_changes_nothing(facts_home: Home) -> None:
    with open_ledger(facts_home) as ledger:
        assert not prepare(ledger, Settings(home=facts_home.root, sample=False))


def test_samples_leave_without_trace_and_come_back(sample_home: Home) -> None:
    before = Store(sample_home).current().info
    with open_ledger(sample_home) as ledger:
        assert prepare(ledger, Settings(home=sample_home.root, sample=False))
        bare = Store(sample_home).current().info
        assert prepare(ledger, Settings(home=sample_home.root, sample=True))
    again = Store(sample_home).current().info
    assert (bare.sample, bare.measures) == (False, 48)
    assert (again.sample, again.measures, again.partners) == (
        True,
        before.measures,
        before.partners,
    )
