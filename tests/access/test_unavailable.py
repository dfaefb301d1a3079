"""What measures or accounts lie in is away: everyone is told so, and nothing is lost or made up."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from unittest.mock import Mock

import psycopg
import pytest

from data.accounts.accounts import Accounts
from data.accounts.engine import accounts_engine
from data.accounts.tokens import Tokens
from data.errors import (
    AccountsError,
    LakeError,
    LedgerBusyError,
    StorageError,
    UnreadableSnapshotError,
)
from data.store.snapshot import Snapshot
from data.times import utc_now
from ingest import open_ledger as opening
from ingest.review import decisions as deciding
from tests.access.people import Town
from tests.access.test_batches import decide, deeds
from tests.access.test_story import GOOD, public, send

WORDS = {"en": "Not at the moment", "fr": "Pas pour l’instant", "es": "No en este momento"}
INSIDE = "host=10.0.0.7"


@pytest.fixture
def cut(monkeypatch: pytest.MonkeyPatch) -> Callable[[Exception], None]:
    """Makes the ledger fail to open from now on."""

    def now(error: Exception) -> None:
        monkeypatch.setattr(opening, "open_ledger", Mock(side_effect=error))

    return now


@pytest.mark.parametrize("lang", WORDS)
@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("ana", "/submit"),
        ("ana", "/submit/B-000001"),
        ("rosa", "/review"),
        ("rosa", "/review/B-000001"),
        ("rosa", "/monitoring"),
    ],
)
def test_pages_say_so_in_the_readers_language(
    town: Town, cut: Callable[[Exception], None], name: str, path: str, lang: str
) -> None:
    browser = town.signed_in(name)
    cut(LakeError(f"The lake cannot be reached ({INSIDE})"))
    answer = browser.get(f"{path}?lang={lang}")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "30")
    assert WORDS[lang] in answer.text and f'<html lang="{lang}"' in answer.text
    assert INSIDE not in answer.text


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (LakeError(INSIDE), 503, "unavailable"),
        (LedgerBusyError("The ledger is busy."), 503, "busy"),
        (StorageError("The disk is full."), 507, "storage"),
    ],
)
def test_programs_get_a_problem_document(
    town: Town, cut: Callable[[Exception], None], error: Exception, status: int, code: str
) -> None:
    token = Tokens(town.engine).make("afris", "test", ("submit",), timedelta(days=1), utc_now())[1]
    cut(error)
    said = {"Authorization": f"Bearer {token}"}
    answer = town.stranger().post("/api/v1/measures", content=GOOD.encode(), headers=said)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert INSIDE not in json.dumps(answer.json())


def test_what_is_published_and_cannot_be_read_is_asked_for_again_soon(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = UnreadableSnapshotError(f"What is published cannot be read ({INSIDE}).")
    monkeypatch.setattr(Snapshot, "connect", Mock(side_effect=away))
    visitor = town.stranger()
    answer = visitor.get("/api/v1/measures")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert answer.json()["detail"].startswith("What is published cannot be read")
    page = visitor.get("/regions?lang=fr")
    assert page.status_code == 503 and "recharge d’elle-même" in page.text
    picture = visitor.get("/chart/objective/A1.svg?lang=fr")
    assert (picture.status_code, picture.headers["content-type"]) == (503, "image/svg+xml")
    embed = visitor.get("/embed/objective/A1?lang=es")
    assert embed.status_code == 503 and "no puede dibujarse en este momento" in embed.text
    assert INSIDE not in answer.text + page.text + picture.text


def test_a_decision_that_is_not_published_is_kept_and_said(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, rosa = town.signed_in("ana"), town.signed_in("rosa")
    batch = send(ana)
    page = f"/review/{batch}"
    with monkeypatch.context() as full:
        full.setattr(deciding, "publish", Mock(side_effect=StorageError("full")))
        answer = rosa.form(page, page, what="approve", lang="fr")
    assert answer.status_code == 202
    assert 'role="status">Votre décision est enregistrée' in answer.text
    assert deeds(town, batch)[0] == ("rosa@example.org", "approved")
    assert public(town) == []
    other = send(ana, GOOD.replace("2025-Q1", "2025-Q2"))
    assert decide(rosa, other, "approve") == 303
    assert len(public(town)) == 2


def test_accounts_that_are_away_are_named(databases: Iterator[str], tmp_path: Path) -> None:
    address = next(databases)
    engine = accounts_engine(address, tmp_path)
    name = engine.url.database
    elsewhere = address.replace("+psycopg", "").replace(f"/{name}?", "/postgres?")
    with psycopg.connect(elsewhere, autocommit=True) as server:
        server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        server.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s",
            [name],
        )
        with pytest.raises(AccountsError, match="FPT_ACCOUNTS_URL"):
            Accounts(engine).all()
        server.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    assert Accounts(engine).all() == []
    engine.dispose()


def test_nobody_signs_in_while_accounts_are_away(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    rosa = town.signed_in("rosa")
    away = Mock(side_effect=AccountsError(f"away ({INSIDE})"))
    monkeypatch.setattr(Accounts, "of_session", away)
    answer = rosa.get("/review?lang=es")
    assert answer.status_code == 503 and WORDS["es"] in answer.text and INSIDE not in answer.text
