"""Homes to test in: one with the measured facts only, one with the sample measures too."""

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from data.home import Home
from data.ledger.reference_tables import sync
from data.ledger.writer import Ledger, open_ledger
from data.settings import Settings
from data.store.publish import publish
from data.store.snapshot import Snapshot
from data.store.store import Store
from ingest.cli.prepare import prepare
from ingest.load.load import Delivery, LoadReport, load
from tests.beside import left_out
from tests.databases import postgres

# Tests against each kind of database or store run under its name.
POSTGRES = re.compile(r"\b(postgresql|lake)\b")
# Folders and modules in which each test loads and publishes, crawls, draws or kills.
SLOW = {
    *("access", "api", "charts", "faults", "fuzz", "ingest", "newsletter", "test_changes"),
    *("test_contributions", "test_double_counting", "test_homes_before", "test_indicator_kinds"),
    *("test_languages", "test_ledger_properties", "test_past", "test_release"),
    *("test_release_properties", "test_rhythms", "test_stores"),
}
TODAY = date(2026, 11, 22)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end what was not asked for want of what others published."""
    for line in left_out():
        terminalreporter.write_line(line)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser, a server or PostgreSQL, and what takes long by nature."""
    for item in items:
        for marker in _markers(item):
            item.add_marker(marker)


def _markers(item: pytest.Item) -> Iterator[str]:
    module, fixtures = item.getparent(pytest.Module), set(getattr(item, "fixturenames", ()))
    modules = {getattr(found, "__module__", "") for found in vars(module.obj).values()}  # type: ignore[union-attr]
    if "browser" in fixtures:
        yield "browser"
    if "tests.serving" in modules or "sample_server" in fixtures:
        yield "server"
    if "databases" in fixtures or POSTGRES.search(item.name):
        yield "postgres"
    if item.path.parent.name in SLOW or item.path.stem in SLOW:
        yield "slow"


@pytest.fixture(autouse=True)
def _no_settings_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FPT_HOME", "FPT_SAMPLE", "FPT_PORT", "FPT_PLAN"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def facts_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A prepared home without samples; copy it, don't write to it."""
    return _prepared(tmp_path_factory.mktemp("facts"), sample=False)


@pytest.fixture(scope="session")
def sample_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A prepared home with samples; copy it, don't write to it."""
    return _prepared(tmp_path_factory.mktemp("sample"), sample=True)


def _own(template: Path, folder: Path) -> Home:
    """A copy of what was prepared, without what servers over the template left beside it."""
    left = shutil.ignore_patterns("renders", "frozen", "drafts", "accounts.sqlite*")
    return Home(shutil.copytree(template, folder / "home", ignore=left))


@pytest.fixture
def facts_home(facts_template: Path, tmp_path: Path) -> Home:
    """A home of one's own with the measured facts."""
    return _own(facts_template, tmp_path)


@pytest.fixture
def sample_home(sample_template: Path, tmp_path: Path) -> Home:
    """A home of one's own with facts and samples."""
    return _own(sample_template, tmp_path)


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Iterator[str]]:
    """Addresses of empty PostgreSQL databases."""
    yield from postgres(tmp_path_factory.mktemp("databases"))


@pytest.fixture(params=["sqlite", "postgresql"])
def accounts_url(request: pytest.FixtureRequest) -> str:
    """Where accounts are kept: in the home, or in a database of one's own."""
    return "" if request.param == "sqlite" else next(request.getfixturevalue("databases"))


@pytest.fixture(scope="session")
def facts(facts_template: Path) -> Iterator[Snapshot]:
    """The published facts, to ask questions of."""
    snapshot = Store(Home(facts_template)).current()
    yield snapshot
    snapshot.close()


@pytest.fixture(scope="session")
def samples(sample_template: Path) -> Iterator[Snapshot]:
    """The published facts and samples, to ask questions of."""
    snapshot = Store(Home(sample_template)).current()
    yield snapshot
    snapshot.close()


@pytest.fixture(scope="session")
def empty_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose ledger knows plan, places and partners but holds no measure."""
    settings = Settings(home=tmp_path_factory.mktemp("empty") / "home", sample=False)
    with open_ledger(Home(settings.home)) as opened:
        sync(opened, settings)
    return settings.home


@pytest.fixture
def ledger(empty_template: Path, tmp_path: Path) -> Iterator[Ledger]:
    """An open ledger that knows plan, places and partners but holds no measure."""
    with open_ledger(Home(shutil.copytree(empty_template, tmp_path / "home"))) as opened:
        yield opened


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes a measures file: a header's names and rows of cells, or text as it is."""

    def write_file(content: str | bytes, name: str = "measures.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write_file


@pytest.fixture
def send(ledger: Ledger, write: Callable[..., Path]) -> Callable[..., LoadReport]:
    """Loads the text of a measures file."""

    def send_text(content: str | bytes, **said: object) -> LoadReport:
        return load(ledger, Delivery(write(content), **said))  # type: ignore[arg-type]

    return send_text


@pytest.fixture
def published(ledger: Ledger) -> Iterator[Callable[[], Snapshot]]:
    """Publishes the ledger and opens what was published."""
    opened: list[Snapshot] = []

    def publish_now() -> Snapshot:
        publish(ledger)
        opened.append(Store(ledger.home).current())
        return opened[-1]

    yield publish_now
    for snapshot in opened:
        snapshot.close()


def _prepared(root: Path, sample: bool) -> Path:
    settings = Settings(home=root / "home", sample=sample)
    with open_ledger(Home(settings.home)) as opened:
        prepare(opened, settings)
    return settings.home
