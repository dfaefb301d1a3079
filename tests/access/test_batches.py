"""One batch between its sender and its reviewers: questions, mending, trust, two reviewers."""

import re

import pytest

from data.accounts.audit import Audit
from data.accounts.trusted_partners import TrustedPartners
from data.home import Home
from data.settings import Settings
from data.times import utc_now
from tests.access.people import Browser, Town, key_on
from tests.access.test_story import GOOD, HEADER, MIXED, public, send

BAD = HEADER + "C1.1,BEN,2025-Q1,3,good\nC1.1,Atlantis,2025-Q2,4,lost\nC1.1,BEN,never,5,late\n"


def audit(town: Town) -> Audit:
    return Audit(town.engine)


def deeds(town: Town, batch: str) -> list[tuple[str, str]]:
    return [(entry.who, entry.what) for entry in audit(town).entries(batch)]


def decide(browser: Browser, batch: str, what: str, why: str = "") -> int:
    page = f"/review/{batch}"
    return browser.form(page, page, what=what, why=why).status_code


def drafted(answer: str) -> str:
    return answer.split('name="draft" value="')[1].split('"', maxsplit=1)[0]


# -- a question and its answer ------------------------------------------------------
def test_a_reviewer_asks_and_the_sender_answers(town: Town) -> None:
    ana, rosa = town.signed_in("ana"), town.signed_in("rosa")
    batch = send(ana)
    assert decide(rosa, batch, "ask") == 422  # without a question
    assert decide(rosa, batch, "ask", "Which <b>event</b>?") == 303
    page = ana.get(f"/submit/{batch}?lang=fr").text
    assert "Which &lt;b&gt;event&lt;/b&gt;?" in page and "Secrétariat" in page
    assert "rosa@example.org" not in page and "en attente" in page
    said = ana.form(f"/submit/{batch}", f"/submit/{batch}/answer", said="The one in May")
    assert said.status_code == 303
    assert "The one in May" in rosa.get(f"/review/{batch}").text
    assert deeds(town, batch) == [
        ("ana@example.org", "answered"),
        ("rosa@example.org", "asked"),
        ("ana@example.org", "sent"),
    ]


def test_a_reason_stays_typed_where_a_decision_was_not_taken(town: Town) -> None:
    ana, rosa = town.signed_in("ana"), town.signed_in("rosa")
    page = f"/review/{send(ana)}"
    old = rosa.post(page, data={"key": "of long ago", "what": "return", "why": "Which <year>?"})
    assert old.status_code == 422 and ">Which &lt;year&gt;?</textarea>" in old.text
    assert rosa.form(page, page, what="return", why="Which year?").status_code == 303
    again = rosa.form(page, page, what="return", why="Which year?")
    assert again.status_code == 409 and ">Which year?</textarea>" in again.text


@pytest.mark.parametrize("path", ["", "/refused.xlsx"])
def test_anothers_batch_is_not_found(town: Town, path: str) -> None:
    ana, ben = town.signed_in("ana"), town.signed_in("ben")
    batch = send(ana, MIXED)
    assert ana.get(f"/submit/{batch}{path}").status_code == 200
    assert ben.get(f"/submit/{batch}{path}").status_code == 404
    assert ben.get(f"/submit/B-999999{path}").status_code == 404
    key = key_on(ben.get("/submit").text)
    for deed in ("answer", "mend"):
        data = {"key": key, "said": "mine"}
        assert ben.post(f"/submit/{batch}/{deed}", data=data).status_code == 404
    assert [what for _, what in deeds(town, batch)] == ["sent"]


# -- mending ------------------------------------------------------------------------
def test_refused_rows_are_mended_where_they_are_seen(town: Town) -> None:
    ana, rosa = town.signed_in("ana"), town.signed_in("rosa")
    batch = send(ana, BAD)
    page = ana.get(f"/submit/{batch}").text
    names = re.findall(r'name="(cell-\d+-\d+)" value="([^"]*)"', page)
    assert [value for _, value in names] == ["Atlantis", "never"]
    typed = {names[0][0]: "Benin", names[1][0]: ""}  # the second row is left out
    tried = ana.form(f"/submit/{batch}", f"/submit/{batch}/mend", **typed)
    assert "1 new, 0 revised" in tried.text
    ana.post("/submit/send", data={"key": key_on(tried.text), "draft": drafted(tried.text)})
    assert decide(rosa, batch, "approve") == 303
    assert sorted(m["value"] for m in public(town)) == [3, 4]


def test_what_is_wholly_refused_is_kept_and_mended(town: Town) -> None:
    ana = town.signed_in("ana")
    batch = send(ana, HEADER + "C1.1,Atlantis,2025-Q2,4,\n")
    page = ana.get(f"/submit/{batch}").text
    assert "Atlantis" in page and 'value="Atlantis"' in page


def test_a_spreadsheets_refused_rows_come_back_as_one(town: Town) -> None:
    ana = town.signed_in("ana")
    batch = send(ana, BAD)
    file = ana.get(f"/submit/{batch}/refused.xlsx?lang=es")
    assert file.content[:2] == b"PK" and file.headers["cache-control"] == "no-store"


def test_a_form_of_too_many_fields_is_none(town: Town) -> None:
    ana = town.signed_in("ana")
    batch = send(ana, BAD)
    many = {f"x{number}": "1" for number in range(3000)}
    assert ana.form(f"/submit/{batch}", f"/submit/{batch}/mend", **many).status_code == 422


def test_nobody_continues_anothers_batch(town: Town) -> None:
    """Approving a batch approves what continues it: so that must be its sender's own."""
    ana, ben, rosa = (town.signed_in(name) for name in ("ana", "ben", "rosa"))
    batch = send(ana)
    row = f"indicator,place,period,value,reason {batch}\nC1.1,BEN,2025-Q3,99,x\n"
    forged = send(ben, row)
    assert decide(rosa, batch, "approve") == 303
    states = ben.get(f"/submit/{forged}").text
    assert "waiting for approval" in states


# -- one measure by form --------------------------------------------------------------
def test_one_measure_by_form(town: Town) -> None:
    ana, rosa = town.signed_in("ana"), town.signed_in("rosa")
    says = {"indicator": "C1.1", "place": "BEN", "period": "2025-Q1", "value": "1.234,5"}
    tried = ana.form("/submit/one", "/submit/one", lang="es", **says, comment='=1+1, "x"\ny')
    assert "Nuevas: 1" in tried.text
    sent = ana.post("/submit/send", data={"key": key_on(tried.text), "draft": drafted(tried.text)})
    assert sent.status_code == 303
    batch = "B-" + ana.get("/submit").text.split("/submit/B-")[1][:6]
    assert decide(rosa, batch, "approve") == 303
    assert [m["value"] for m in public(town)] == [1234.5]


# -- trust ------------------------------------------------------------------------------
def test_a_trusted_partner_s_clean_batch_counts_at_once(town: Town) -> None:
    TrustedPartners(town.engine).add("afris", utc_now())
    ana = town.signed_in("ana")
    batch = send(ana)
    assert [m["value"] for m in public(town)] == [3]
    assert deeds(town, batch) == [("rule", "approved"), ("ana@example.org", "sent")]
    assert "no doubts, and from a trusted partner" in ana.get(f"/submit/{batch}").text


def test_a_trusted_partner_s_doubtful_batch_waits(town: Town) -> None:
    TrustedPartners(town.engine).add("afris", utc_now())
    ana = town.signed_in("ana")
    send(ana, MIXED)
    assert public(town) == []


# -- two reviewers ------------------------------------------------------------------------
@pytest.fixture
def careful(facts_home: Home) -> Town:
    return Town(facts_home, Settings(home=facts_home.root, sample=False, two_reviewers=True))


def test_two_people_approve_what_flips_a_verdict(careful: Town) -> None:
    ana, rosa, adam = (careful.signed_in(name) for name in ("ana", "rosa", "adam"))
    batch = send(ana)
    assert decide(rosa, batch, "approve") == 303 and public(careful) == []
    assert "rosa@example.org has approved it" in adam.get(f"/review/{batch}").text
    assert decide(rosa, batch, "approve") == 409 and public(careful) == []
    assert decide(adam, batch, "approve") == 303 and len(public(careful)) == 1
    assert deeds(careful, batch)[:2] == [
        ("adam@example.org", "approved"),
        ("rosa@example.org", "agreed"),
    ]


def test_one_is_enough_where_no_verdict_flips(careful: Town) -> None:
    ana, rosa, adam = (careful.signed_in(name) for name in ("ana", "rosa", "adam"))
    first = send(ana)
    decide(rosa, first, "approve")
    decide(adam, first, "approve")
    second = send(ana, GOOD.replace("2025-Q1", "2025-Q2").replace(",3,", ",3,"))
    assert decide(rosa, second, "approve") == 303
    assert len(public(careful)) == 2


def test_trust_does_not_flip_a_verdict_where_two_must_look(careful: Town) -> None:
    TrustedPartners(careful.engine).add("afris", utc_now())
    send(careful.signed_in("ana"))
    assert public(careful) == []


# -- the register of embeds -----------------------------------------------------------------
def test_a_reviewer_sees_and_revokes_embeds(town: Town) -> None:
    rosa, ana = town.signed_in("rosa"), town.signed_in("ana")
    assert "Nobody has made an embed yet" in rosa.get("/embeds").text
    assert ana.get("/embeds").status_code == 403
    assert town.stranger().get("/embeds").status_code == 303
    made = town.embeds.make("objective", "A1", "lang=fr", utc_now())
    town.embeds.count(made.id, "news.example", utc_now().date())
    town.embeds.write_counts()
    page = rosa.get("/embeds").text
    assert "news.example (1 time)" in page and "/share/objective/A1?lang=fr" in page
    assert rosa.form("/embeds", "/embeds/revoke", embed=made.id, why="old").status_code == 303
    assert "revoked" in rosa.get("/embeds").text
    assert rosa.form("/embeds", "/embeds/revoke", embed=made.id).status_code == 422
    assert deeds(town, made.id) == [("rosa@example.org", "embed revoked")]


# -- what others report ---------------------------------------------------------------------
def test_a_reviewer_sees_what_others_report_of_the_same(town: Town) -> None:
    head = "indicator,place,period,value,activity\n"
    ana, ben, rosa = (town.signed_in(name) for name in ("ana", "ben", "rosa"))
    send(ana, head + "C1.1,BEN,2025-Q1,3,soil-week\nB1.1,BEN,2025,1,\nC1.1,BEN,2025-Q1,8,other\n")
    batch = send(
        ben, head + "C1.1,BEN,2025-Q1,5,soil-week\nB1.1,BEN,2025,1,\nC1.1,BEN,2025-Q1,7,\n"
    )
    page = rosa.get(f"/review/{batch}?lang=en").text
    told = page.split("Others report the same", 1)[1].split("</table>")[0]
    rows = re.findall(r"<tr>(<td>.*?)</tr>", told)
    assert len(rows) == 2 and "soil-week" in rows[0] and "B1.1" in rows[1]
    assert all("afris" in row for row in rows)
    alone = send(ana, head + "C1.1,BEN,2025-Q2,3,\n")
    assert "Others report the same" not in rosa.get(f"/review/{alone}?lang=en").text
