"""What reviewers alone see of confidential amounts, and take out of totals again."""

from pathlib import Path

import pytest

from data.accounts.audit import Audit
from data.ledger.writer import open_ledger
from data.store.publish import publish
from ingest.load.load import Delivery, load
from tests.access.people import Town
from tests.access.withheld import HEADER

THREE = "".join(
    f"A3.1,{who},FRA,2025,{value},aggregate,\n"
    for who, value in (("afris", 11), ("ird", 23), ("farm", 37))
)


def sent(town: Town, folder: Path, rows: str, state: str = "approved") -> str:
    path = folder / "measures.csv"
    path.write_text(HEADER + rows)
    with open_ledger(town.home) as ledger:
        batch = load(ledger, Delivery(path, state=state)).batch
        publish(ledger)
    return batch


def total(town: Town) -> float | None:
    current = town.stranger().get("/api/v1/indicators/A3.1").json()["current"]
    return current and current["value"]


@pytest.mark.parametrize("state", ["pending", "approved"])
def test_a_reviewer_sees_what_is_missing(town: Town, tmp_path: Path, state: str) -> None:
    sent(town, tmp_path, "A3.1,giz,DEU,2025,20,public,\n" + THREE)
    batch = sent(town, tmp_path, "A3.1,inrae,FRA,2025,50,aggregate,\n", state)
    assert total(town) == 91
    page = town.signed_in("rosa").get(f"/review/{batch}").text
    table = page.split("Partners with new values")[1].split("</table>")[0]
    told = [cell.split("<")[0] for cell in table.split("<td>")[1:7]]
    assert told[:5] == ["A3.1", "31 December 2025", "121", "71", "1"]
    assert told[5] == "partners with new values"
    fr = town.signed_in("rosa").get(f"/review/{batch}?lang=fr").text
    assert "des partenaires apportant une valeur nouvelle" in fr


def test_a_released_amount_is_taken_out_of_its_total(town: Town, tmp_path: Path) -> None:
    batch = sent(town, tmp_path, "A3.1,giz,DEU,2025,20,public,\n" + THREE)
    rosa, drop = town.signed_in("rosa"), f"/review/{batch}/drop"
    assert "Take it out of the total" in rosa.get(f"/review/{batch}").text
    done = rosa.form(f"/review/{batch}", drop, drop="A3.1:2025-12-31")
    assert (done.status_code, total(town)) == (303, 20)
    assert Audit(town.engine).entries(batch)[0].what == "taken out"
    for nothing, status in (("A3.1:2025-12-31", 409), ("A3.1:2024-12-31", 409), ("x", 422)):
        assert rosa.form(f"/review/{batch}", drop, drop=nothing).status_code == status
    assert town.signed_in("ana").post(drop, data={"drop": "A3.1:2025-12-31"}).status_code == 403
