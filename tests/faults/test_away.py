"""What the product lies on is away, of another version or takes no more: a sentence each.

What can be served is served, and `/readyz` tells.
"""

import errno
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import Mock

import pytest
from sqlalchemy import text

from dashboard.charts.http import frozen
from dashboard.web.app import create_app
from data.accounts.accounts import Accounts
from data.accounts.engine import AccountsWatch, accounts_engine
from data.errors import AccountsError, OtherVersionError, StorageError
from data.home import Home
from data.ledger import upgrade
from data.ledger.schema import VERSION
from data.ledger.writer import open_ledger
from data.settings import Settings
from data.store.publish import publish
from data.store.store import Store
from ingest.load.load import Delivery
from ingest.sources import folder as watch
from ingest.sources.folder import Watcher
from tests.access.people import Town
from tests.asking import Asking
from tests.serving import PATIENCE, ROOT, environment_of

LOST = "-dac_override,-dac_read_search"  # what lets root write everywhere
PUBLIC = ("/", "/objective/A1", "/api/v1/objectives", "/chart/objective/A1.svg")
LANGUAGES = {"en": "another version", "fr": "autre version", "es": "otra versión"}


def opened(home: Home) -> Asking:
    return Asking(create_app(Store(home), settings=Settings(home=home.root, sample=False)))


def readiness(client: Asking) -> dict[str, object]:
    answer = client.get("/readyz")
    return {**answer.json(), "code": answer.status_code}


# --- Another version ---


def test_tables_that_change_get_another_number() -> None:
    """Where this fails, raise `VERSION` in data/ledger/schema.py and write the new pair here."""
    assert (VERSION, upgrade.schema_digest()[:12]) == (1, "3428cfc6a7fe")


def of_another_version(home: Home, version: int) -> None:
    with open_ledger(home) as ledger:
        with ledger.transaction():
            ledger.run("DELETE FROM meta WHERE name IN ('schema_version', 'schema_digest')")
            ledger.run(f"INSERT INTO meta VALUES ('schema_version', '{version}')")
            ledger.run("INSERT INTO meta VALUES ('schema_digest', 'of that version')")
        publish(ledger)


def test_a_home_of_a_later_version_is_left_as_it_is(facts_home: Home) -> None:
    of_another_version(facts_home, VERSION + 1)
    before = facts_home.ledger.read_bytes()
    with pytest.raises(OtherVersionError, match="Run the later version"), open_ledger(facts_home):
        pass
    assert facts_home.ledger.read_bytes() == before
    told = subprocess.run(
        [sys.executable, "-m", "ingest", "load", str(ROOT / "README.md")],
        cwd=ROOT,
        env=environment_of(facts_home),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    assert told.returncode == 1 and "later version" in told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.one_file
def test_a_snapshot_of_another_version_gives_way_to_one_of_this(facts_home: Home) -> None:
    good = Store(facts_home).current().info.id
    of_another_version(facts_home, VERSION + 1)
    client = opened(facts_home)
    told = readiness(client)
    assert (told["code"], told["snapshot"]) == (200, good) and told["damaged"]
    assert client.get("/api/v1/snapshot").json()["id"] == good


@pytest.mark.one_file
def test_where_all_is_of_another_version_everyone_is_told(facts_home: Home) -> None:
    store = Store(facts_home)
    of_another_version(facts_home, VERSION)
    serving = create_app(store, settings=Settings(home=facts_home.root))
    for snapshot in facts_home.snapshots.glob("S-*"):
        if snapshot.stem != facts_home.current.read_text():
            snapshot.unlink()
    client = opened(facts_home)
    told = readiness(client)
    assert (told["code"], told["status"]) == (503, "other_version")
    assert "ingest prepare" in str(told["detail"])
    for lang, said in LANGUAGES.items():
        assert said in client.get(f"/objective/A1?lang={lang}").text
    assert client.get("/api/v1/objectives").status_code == 503
    # Who served something before goes on with it, here nothing yet: it says the same.
    assert readiness(Asking(serving))["status"] == "other_version"


# --- Accounts ---


def test_accounts_that_went_away_are_missed_and_not_made_anew(facts_home: Home) -> None:
    town = Town(facts_home)
    browser = town.signed_in("ana")
    file = facts_home.root / "accounts.sqlite"
    aside = facts_home.root / "aside"
    aside.mkdir()
    for kept in facts_home.root.glob("accounts.sqlite*"):
        kept.rename(aside / kept.name)
    for lang, said in {"en": "Not at the moment", "fr": "Pas pour l’instant"}.items():
        answer = browser.get(f"/submit?lang={lang}")
        assert answer.status_code == 503 and said in answer.text
    for address in PUBLIC:
        assert town.stranger().get(address).status_code == 200
    told = town.stranger().get("/readyz")
    assert (told.status_code, told.json()["accounts"]) == (200, "away")
    assert not file.exists()
    for kept in aside.iterdir():
        kept.rename(facts_home.root / kept.name)
    assert town.stranger().get("/readyz").json()["accounts"] == "ok"
    assert browser.get("/submit").status_code == 200


def test_a_server_starts_without_its_accounts_and_finds_them_later(
    facts_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = facts_home.root / "accounts.sqlite"
    file.mkdir()  # nothing that could be opened
    with pytest.raises(AccountsError):
        accounts_engine("", facts_home.root)
    client = opened(facts_home)
    assert client.get("/objective/A1").status_code == 200
    assert readiness(client)["accounts"] == "away"
    assert client.get("/embeds", cookies={"fpt_session": "x" * 43}).status_code in (303, 503)
    file.rmdir()
    assert readiness(client)["accounts"] == "ok"
    assert Accounts(accounts_engine("", facts_home.root)).all() == []


def test_an_accounts_database_that_hangs_holds_nobody_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from threading import Event

    held = Event()
    engine = Mock()
    engine.connect.side_effect = lambda: held.wait(PATIENCE)
    monkeypatch.setattr("data.accounts.engine.ENOUGH_TO_ANSWER", 0.01)
    watching = AccountsWatch(engine)
    assert [watching.answers() for _ in range(3)] == [False] * 3
    assert engine.connect.call_count == 1
    held.set()


# --- A home that takes nothing ---


@pytest.fixture
def read_only(facts_home: Home) -> Iterator[Home]:
    """A home that a user without rights may only read."""
    folders = [facts_home.root, *(p for p in facts_home.root.rglob("*") if p.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    yield facts_home
    for folder in folders:
        folder.chmod(0o755)


def without_rights(home: Home, *command: str) -> subprocess.CompletedProcess[str]:
    """A command that may do no more than the rights of files say, whoever we are."""
    lowered = ["setpriv", f"--bounding-set={LOST}"] if os.getuid() == 0 else []
    return subprocess.run(
        [*lowered, sys.executable, *command],
        cwd=ROOT,
        env=environment_of(home) | {"PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )


ASKED = """
from dashboard.web.app import create_app
from data.home import Home
from data.settings import read_settings
from data.store.store import Store
from tests.asking import Asking
settings = read_settings()
client = Asking(create_app(Store(settings.place), settings=settings))
ready = client.get("/readyz")
print(ready.status_code, ready.json()["home"], ready.json()["accounts"])
print(*(client.get(a).status_code for a in ("/objective/A1", "/chart/objective/A1.png")))
print(client.post("/frozen", params={"chart": "/chart/objective/A1.png"}).status_code)
print(client.post("/auth/sign-in", data={"email": "a@b.org", "password": "x"}).status_code)
"""


@pytest.mark.one_file
def test_a_home_that_may_only_be_read_is_served(read_only: Home) -> None:
    told = without_rights(read_only, "-c", ASKED)
    assert told.returncode == 0, told.stderr[-2000:]
    ready, pages, frozen_now, signed = told.stdout.splitlines()
    assert ready == "200 read_only away" and pages == "200 200"
    assert frozen_now == "507" and signed in ("403", "503")


@pytest.mark.one_file
@pytest.mark.parametrize("command", [("load", "LICENSE"), ("publish",), ("recover",)])
def test_commands_end_in_a_sentence_on_a_home_that_may_only_be_read(
    read_only: Home, command: tuple[str, ...]
) -> None:
    told = without_rights(read_only, "-m", "ingest", *command)
    assert told.returncode == 1 and "cannot be written to" in told.stderr, told.stderr
    assert "still served" in told.stderr and "Traceback" not in told.stderr


# --- A disk that takes no more ---


def test_a_full_disk_is_told_and_names_no_folder(
    facts_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = OSError(errno.ENOSPC, "No space left on device", str(facts_home.root))
    monkeypatch.setattr(frozen, "write_whole", Mock(side_effect=full))
    answer = opened(facts_home).post("/frozen", params={"chart": "/chart/objective/A1.png"})
    assert answer.status_code == 507 and answer.json()["code"] == "storage"
    assert str(facts_home.root) not in answer.text


def test_an_inbox_that_takes_no_more_keeps_its_files_and_says_so(
    facts_home: Home,
    tmp_path: Path,
    write: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    file = write("indicator,partner,place,period,value\nC1.1,afris,BEN,2025-Q1,3\n")
    sent = file.rename(inbox / "a.csv")
    os.utime(sent, (0, 0))
    watcher = Watcher(inbox, Delivery(sent), lambda: open_ledger(facts_home))
    full = OSError(errno.ENOSPC, "No space left on device")
    from data.times import utc_now

    with monkeypatch.context() as while_full:
        while_full.setattr(watch, "put_away", Mock(side_effect=full))
        watcher.pass_once(utc_now())
        for _ in range(4):
            with pytest.raises(StorageError, match="disk is full"):
                watcher.pass_once(utc_now())
    assert sent.exists()
    (filed,) = watcher.pass_once(utc_now()).filed
    assert filed.moved.parent.name == "done" and not sent.exists()
    with open_ledger(facts_home) as ledger:
        told = ledger.connection.execute(
            text("SELECT count(*) FROM measure WHERE period = '2025-Q1'")
        )
        assert told.scalar() == 1
