"""From a verdict that flipped in public back to who sent what, who let it in, and when."""

from datetime import timedelta
from typing import Any

from data.accounts.audit import Audit
from data.accounts.tokens import Tokens
from data.accounts.trusted_partners import TrustedPartners
from data.home import Home
from data.ledger.writer import open_ledger
from data.store.publish import publish
from data.store.store import Store
from data.times import utc_now
from ingest.load.load import Delivery, load
from tests.access.people import Town
from tests.access.test_batches import decide
from tests.access.test_story import HEADER, send


def test_every_flip_leads_to_its_sender_and_its_approver(town: Town) -> None:
    """By page, by token, by rule, from the command line, and taken out again."""
    ana, rosa = town.signed_in("ana"), town.signed_in("rosa")
    by_page = send(ana, HEADER + "C1.1,BEN,2025-Q1,3,\n")
    assert decide(rosa, by_page, "approve", "checked by phone") == 303
    token, secret = Tokens(town.engine).make(
        "afris", "nightly", ["submit"], timedelta(days=1), utc_now()
    )
    by_token = _sent_by(town, secret, HEADER + "A2.1,BEN,2025,3,\n")
    assert decide(rosa, by_token, "approve") == 303
    TrustedPartners(town.engine).add("afris", utc_now())
    by_rule = send(ana, HEADER + "F2.1,BEN,2024,3,\n")
    by_command = _loaded(town.home)
    assert decide(rosa, by_page, "withdraw", "counted twice") == 303
    flips = list(_flips(town))
    told = {batch: [(e.who, e.what) for e in deeds] for _, batch, deeds in flips}
    assert told == {
        by_page: [
            ("rosa@example.org", "withdrawn"),
            ("rosa@example.org", "approved"),
            ("ana@example.org", "sent"),
        ],
        by_token: [("rosa@example.org", "approved"), (f"token {token.id}", "sent")],
        by_rule: [("rule", "approved"), ("ana@example.org", "sent")],
        by_command: [],
    }
    for published_at, _, deeds in flips:
        assert all(published_at - deed.at < timedelta(days=1) for deed in deeds)
    page = rosa.get(f"/review/{by_command}?lang=en").text
    assert "loaded where the dashboard runs" in page and "command.csv" in page


def _flips(town: Town) -> Any:
    """What the public page says of each flip: when, its batches, and what the log has of them."""
    log = Audit(town.engine)
    snapshot = Store(town.home).current()
    for published in snapshot.publications(100):
        for change in published.changes:
            if any(change.verdict_changed(horizon) for horizon in change.after):
                for cause in change.causes:
                    for batch in cause.batches:
                        yield published.published_at, batch, log.entries(batch)


def _sent_by(town: Town, secret: str, rows: str) -> str:
    headers = {"Authorization": f"Bearer {secret}", "Content-Type": "text/csv"}
    sent = town.stranger().post("/api/v1/measures", content=rows, headers=headers)
    return str(sent.json()["batches"][0]["batch"])


def _loaded(home: Home) -> str:
    path = home.root / "command.csv"
    path.write_text("partner," + HEADER + "afris,B1.1,BEN,2025,1,\n")
    with open_ledger(home) as ledger:
        batch = load(ledger, Delivery(path, state="approved")).batch
        publish(ledger)
    return batch
