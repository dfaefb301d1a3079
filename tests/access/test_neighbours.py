"""What one partner sent, another neither reads nor changes, by whatever name it asks."""

from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest

from data.accounts.tokens import Tokens
from data.ledger.writer import open_ledger
from data.times import utc_now
from tests.access.addresses import FILTERS
from tests.access.callbacks import ROWS, Callbacks
from tests.access.people import key_on
from tests.access.withheld import ALONE, FILE, HEADER, SENDER, World, found_in

# `ana` reports for afris and looks for what `ben` sent for cgiar-alliance.
OWN = "afris"
DRAFT, DRAFTED = HEADER + f"C1.1,{SENDER},COL,2025-Q1,1928374,public,wheatear\n", "wheatear.csv"
COUNTS = """
SELECT (SELECT count(*) FROM batch) AS batches, (SELECT count(*) FROM batch_event) AS events,
  (SELECT count(*) FROM measure) AS measures
"""


@pytest.fixture(scope="module")
def draft(world: World) -> str:
    """The id of what Ben tried and did not send."""
    ben = world.town.signed_in("ben")
    key = key_on(ben.get("/submit").text)
    files = {"file": (DRAFTED, DRAFT.encode(), "text/csv")}
    tried = ben.post("/submit/try", data={"key": key, "locale": "en"}, files=files).text
    return tried.split('name="draft" value="')[1].split('"')[0]


def state(world: World) -> tuple[int, ...]:
    with open_ledger(world.town.home) as ledger:
        return tuple(ledger.run(COUNTS)[0])


def sending(world: World, partner: str) -> dict[str, str]:
    tokens = Tokens(world.town.engine)
    secret = tokens.make(partner, "test", ["submit"], timedelta(days=1), utc_now())[1]
    return {"Authorization": f"Bearer {secret}"}


# -- reading ----------------------------------------------------------------------
def test_its_own_page_tells_of_no_other(world: World, draft: str) -> None:
    page = world.town.signed_in("ana").get("/submit").text
    for name in (*world.batches.values(), FILE, DRAFTED, draft, SENDER):
        assert name not in page


def test_no_batch_of_another_is_shown(world: World) -> None:
    ana = world.town.signed_in("ana")
    for name in world.batches.values():
        for written in (name, name.lower(), str(int(name[2:])), f"{name}?partner={OWN}"):
            assert ana.get(f"/review/{written}").status_code == 403
            assert ana.get(f"/submit/{written}").status_code == 404
            assert ana.get(f"/submit/{written}/refused.xlsx".replace("?", "%3F")).status_code == 404


def test_no_filter_and_no_day_shows_it(world: World) -> None:
    ana = world.town.signed_in("ana")
    days = ("", "&asof=2026-01-01", f"&asof={utc_now():%Y-%m-%d}")
    for asked in (f"{chosen}{day}" for chosen in (*FILTERS, "") for day in days):
        for path in ("measures?size=1000&", "measures?format=csv&", "objectives?"):
            answer = ana.get(f"/api/v1/{path}{asked}")
            assert answer.status_code == 200 and [*found_in(answer.text)] == []


def test_no_callback_hands_it_out(world: World) -> None:
    asking = Callbacks(world.town.signed_in("ana"))
    told = [answer.text for answer in _forged(asking, world)]
    assert len(told) > 2 * len(world.keys) > 20
    assert [*found_in("".join(told))] == []


def _forged(asking: Callbacks, world: World) -> Iterator[httpx.Response]:
    """Questions that no page of ours asks."""
    for key in world.keys:
        yield asking.ask("measure-chosen.", [[{"key": key}]], [["", "/data"]])
        yield asking.ask("header.children", [f"/measure/{key}", "?lang=en", ""])
    for query in (
        "",
        f"partner={SENDER}",
        f"partner={SENDER}&disclosure=secretariat&state=pending",
    ):
        yield asking.ask("getRowsResponse", [ROWS], [[query, "/data"]])
        for column in ("value", "disclosure", "batch", "partner", "comment"):
            wanted = {"filterType": "text", "type": "contains", "filter": str(int(ALONE.number))}
            asked = ROWS | {"filterModel": {column: wanted}, "sortModel": [{"colId": column}]}
            yield asking.ask("getRowsResponse", [asked], [[query, "/data"]])
    for name in (*world.batches.values(), SENDER, "ird"):
        yield asking.ask("loss.children", [[name, "/partner/x?lang=en"]])
        yield asking.ask(
            "issue.", [f"/newsletter?charts=objective/{name}", 1], ["http://fpt.test/"]
        )


def test_what_is_made_for_other_sites_holds_nothing_of_it(world: World) -> None:
    ana = world.town.signed_in("ana")
    for name in (*world.batches.values(), *world.keys[:3], "../ledger", f"partner:{SENDER}"):
        frozen = ana.post("/frozen", params={"chart": f"/chart/objective/{name}.png"})
        assert frozen.status_code in (404, 422)
        for address in (f"/embed/partner/{name}", f"/share/partner/{name}", f"/oembed?url=/{name}"):
            assert [*found_in(ana.get(address).text)] == []


# -- changing ---------------------------------------------------------------------
def test_no_batch_of_another_is_taken_back_or_decided(world: World) -> None:
    ana, before = world.town.signed_in("ana"), state(world)
    for name in (*world.batches.values(), "B-000001", "", "B-", "²", "9" * 30, "' OR 1=1"):
        assert ana.form("/submit", "/submit/undo", batch=name).status_code == 422, name
        key = key_on(ana.get("/submit").text)
        said = {"key": key, "what": "approve", "why": ""}
        assert ana.post(f"/review/{name or 'x'}", data=said).status_code == 403
        for what in ("answer", "mend"):
            written = {"key": key, "said": "mine", "cell-2-0": "C1.1"}
            assert ana.post(f"/submit/{name or 'x'}/{what}", data=written).status_code == 404
    assert state(world) == before


def test_no_draft_of_another_is_sent(world: World, draft: str) -> None:
    ana, before = world.town.signed_in("ana"), state(world)
    for name in (draft, draft.upper(), f"../drafts/{draft}", f"{draft}.file", "*"):
        assert ana.form("/submit", "/submit/send", draft=name, partner=SENDER).status_code == 422
    assert state(world) == before


def test_a_form_or_a_file_that_names_another_reports_for_nobody(world: World) -> None:
    ana, before = world.town.signed_in("ana"), state(world)
    key = key_on(ana.get("/submit").text)
    for rows in (DRAFT, DRAFT.replace(f",{SENDER},", ",CGIAR,").replace("1928374", "5")):
        files = {"file": ("report.csv", rows.encode(), "text/csv")}
        said = {"key": key, "locale": "en", "partner": SENDER}
        tried = ana.post(f"/submit/try?partner={SENDER}", data=said, files=files)
        assert tried.status_code == 200 and "Send for approval" not in tried.text
    assert state(world) == before


def test_a_token_speaks_for_its_own_organisation_only(world: World) -> None:
    stranger, before = world.town.stranger(), state(world)
    mine = sending(world, OWN)
    other = stranger.post(f"/api/v1/measures?partner={SENDER}", content=DRAFT, headers=mine)
    assert (other.status_code, other.json()["code"]) == (403, "not_your_partner")
    rows = stranger.post("/api/v1/measures", content=DRAFT, headers=mine)
    codes = {p["code"] for batch in rows.json()["batches"] for p in batch["problems"]}
    assert (rows.status_code, codes) == (422, {"not_your_partner"})
    assert state(world)[2] == before[2]


def test_a_key_that_another_used_tells_nothing_of_what_it_sent(world: World) -> None:
    stranger = world.town.stranger()
    key = {"Idempotency-Key": "monday"}
    sent = stranger.post(
        "/api/v1/measures", content=DRAFT, headers=key | sending(world, SENDER)
    ).json()["batches"][0]["batch"]
    for used in ("monday", f"{SENDER}:monday", f"x {SENDER}:monday"):
        again = stranger.post(
            "/api/v1/measures?dry_run=true",
            content=DRAFT,
            headers={"Idempotency-Key": used} | sending(world, OWN),
        )
        assert sent not in again.text


def test_a_trial_of_one_s_own_releases_nothing(world: World) -> None:
    """It moves what is public, a value of 100 that it revises or closes, and nothing else."""
    for disclosure, after in (("public", 201), ("aggregate", 200)):
        row = f"{ALONE.indicator},{OWN},BEN,{ALONE.period},1,{disclosure},\n"
        tried = world.town.stranger().post(
            "/api/v1/measures?dry_run=true", content=HEADER + row, headers=sending(world, OWN)
        )
        assert tried.status_code == 200, tried.text
        (batch,) = tried.json()["batches"]
        moved = [c for c in batch["changes"] if c["indicator"] == ALONE.indicator]
        values = {s["value"] for c in moved for s in c["after"].values()}
        assert values == {after}
        assert [*found_in(tried.text, (ALONE,))] == []
