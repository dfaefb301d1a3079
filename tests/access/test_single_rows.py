"""One row taken back by its sender; two reports told apart, or together, by a reviewer."""

import re
from typing import Any

import httpx

from data.accounts.audit import Audit
from tests.access.people import Browser, Town, key_on
from tests.access.test_story import public, send

HEADER = "indicator,place,period,value,facility\n"
TWICE = HEADER + "C1.1,BEN,2025,5,\nC1.1,BEN,2025,5,CF4\n"


def approved(town: Town, content: str) -> str:
    batch = send(town.signed_in("ana"), content)
    rosa = town.signed_in("rosa")
    assert rosa.form(f"/review/{batch}", f"/review/{batch}", what="approve").status_code == 303
    return batch


def take_back(browser: Browser, batch: str, line: int) -> httpx.Response:
    return browser.form(f"/submit/{batch}", f"/submit/{batch}/retract", line=str(line))


def total(town: Town) -> float:
    answer: dict[str, Any] = town.stranger().get("/api/v1/indicators/C1.1/series").json()
    return float(answer["points"][-1]["value"])


def test_a_row_is_taken_back_with_a_button_and_what_it_changes_is_told_first(town: Town) -> None:
    ana, rosa = town.signed_in("ana"), town.signed_in("rosa")
    batch = approved(town, HEADER + "C1.1,BEN,2025,5,\nC1.1,TGO,2025,7,\n")
    tried = take_back(ana, batch, 3)
    assert tried.status_code == 200 and "1 revised" in tried.text
    assert {m["place"] for m in public(town)} == {"BEN", "TGO"}
    draft = tried.text.split('name="draft" value="')[1].split('"')[0]
    ana.post("/submit/send", data={"key": key_on(tried.text), "draft": draft})
    second = "B-" + ana.get("/submit").text.split("/submit/B-")[1][:6]
    assert "7, taken back" in rosa.get(f"/review/{second}").text
    rosa.form(f"/review/{second}", f"/review/{second}", what="approve")
    in_force = [m["place"] for m in public(town) if not m["superseded"]]
    assert in_force == ["BEN"]
    assert "7, taken back" in ana.get(f"/submit/{second}").text


def test_nobody_takes_back_anothers_row(town: Town) -> None:
    batch = approved(town, HEADER + "C1.1,BEN,2025,5,\n")
    assert town.signed_in("ben").post(f"/submit/{batch}/retract", data={}).status_code == 404
    ana = town.signed_in("ana")
    assert take_back(ana, batch, 99).status_code == 404
    assert "too old" in ana.post(f"/submit/{batch}/retract", data={"line": "2"}).text


def test_a_reviewer_says_that_two_reports_are_two_facts(town: Town) -> None:
    rosa = town.signed_in("rosa")
    batch = approved(town, TWICE)
    assert total(town) == 5
    shown = rosa.get(f"/review/{batch}").text
    assert "Counts once with another report" in shown
    (apart,) = re.findall(r'value="(apart:\d+)"', shown)
    done = rosa.form(f"/review/{batch}", f"/review/{batch}/settle", settle=apart)
    assert (done.status_code, total(town)) == (303, 10)
    assert Audit(town.engine).entries(batch)[0].what == "settled: apart"


def test_what_waits_tells_what_will_count_once(town: Town) -> None:
    batch = send(town.signed_in("ana"), TWICE)
    assert "Counts once with another report" in town.signed_in("rosa").get(f"/review/{batch}").text


def test_only_reviewers_settle(town: Town) -> None:
    ana = town.signed_in("ana")
    batch = approved(town, TWICE)
    answer = ana.post(f"/review/{batch}/settle", data={"settle": "apart:1"})
    assert answer.status_code in (403, 404) and total(town) == 5
    rosa = town.signed_in("rosa")
    assert (
        rosa.form(f"/review/{batch}", f"/review/{batch}/settle", settle="apart:1").status_code
        == 409
    )
    assert rosa.form(f"/review/{batch}", f"/review/{batch}/settle", settle="x").status_code == 422
