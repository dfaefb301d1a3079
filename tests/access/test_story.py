"""A partner sends, a reviewer decides, the public sees: the whole way, and who may not go it."""

import re
from typing import Any

import httpx
import pytest

from dashboard.accounts.sign_in.sessions import COOKIE
from data.accounts.audit import Audit
from data.times import utc_now
from tests.access.people import Browser, Town, key_on

HEADER = "indicator,place,period,value,comment\n"
GOOD = HEADER + "C1.1,BEN,2025-Q1,3,first\n"
MIXED = GOOD + "Z9.9,BEN,2025-Q1,3,\n"
HOSTILE = HEADER + 'C1.1,BEN,2025-Q1,3,"<script>alert(1)</script>"\n'


def attempt(browser: Browser, content: str, name: str = "report.csv") -> httpx.Response:
    key = key_on(browser.get("/submit").text)
    files = {"file": (name, content.encode(), "text/csv")}
    return browser.post("/submit/try", data={"key": key, "locale": "en"}, files=files)


def send(browser: Browser, content: str = GOOD) -> str:
    """Try and send a file; the name of its batch."""
    tried = attempt(browser, content).text
    draft = tried.split('name="draft" value="')[1].split('"')[0]
    sent = browser.post("/submit/send", data={"key": key_on(tried), "draft": draft})
    assert sent.status_code == 303, sent.text
    page = browser.get("/submit").text
    return "B-" + page.split("/submit/B-")[1][:6]


def public(town: Town) -> list[dict[str, Any]]:
    answer = town.stranger().get("/api/v1/measures?indicator=C1.1&partner=afris")
    return list(answer.json()["measures"])


def test_the_whole_story(town: Town) -> None:
    ana, rosa = town.signed_in("ana"), town.signed_in("rosa")
    tried = attempt(ana, MIXED)
    assert tried.status_code == 200 and "Z9.9" in tried.text and "1 rejected" in tried.text
    assert public(town) == []
    batch = send(ana, MIXED)
    assert "waiting for approval" in ana.get("/submit").text and public(town) == []
    queue = rosa.get("/review?lang=fr").text
    assert batch in queue and "afris" in queue
    shown = rosa.get(f"/review/{batch}").text
    assert "C1.1" in shown and "No measures yet" in shown
    unsaid = rosa.form(f"/review/{batch}", f"/review/{batch}", what="return", why="")
    assert unsaid.status_code == 422
    rosa.form(f"/review/{batch}", f"/review/{batch}", what="return", why="Which event?")
    assert "Which event?" in ana.get("/submit").text and public(town) == []
    again = send(ana, GOOD.replace(",3,", ",4,"))
    approved = rosa.form(f"/review/{again}", f"/review/{again}", what="approve", why="")
    assert approved.status_code == 303
    assert [m["value"] for m in public(town)] == [4]  # type: ignore[index]
    log = Audit(town.engine).entries(again)
    assert [(e.who, e.what) for e in log] == [
        ("rosa@example.org", "approved"),
        ("ana@example.org", "sent"),
    ]


def test_what_waits_can_be_taken_back_by_its_sender_only(town: Town) -> None:
    ana, ben = town.signed_in("ana"), town.signed_in("ben")
    batch = send(ana)
    assert batch not in ben.get("/submit").text
    assert ben.form("/submit", "/submit/undo", batch=batch).status_code == 422
    assert "waiting for approval" in ana.get("/submit").text
    assert ana.form("/submit", "/submit/undo", batch=batch).status_code == 303
    assert "withdrawn" in ana.get("/submit").text
    assert ana.form("/submit", "/submit/undo", batch=batch).status_code == 422


def test_several_files_go_at_once_each_as_a_batch(town: Town) -> None:
    ana = town.signed_in("ana")
    data = {"key": key_on(ana.get("/submit").text), "locale": "en"}
    rows = (GOOD, GOOD.replace("Q1", "Q2"))
    files = [("file", ("report.csv", content.encode(), "text/csv")) for content in rows]
    tried = ana.post("/submit/try", data=data, files=files).text
    draft = tried.split('name="draft" value="')[1].split('"')[0]
    ana.post("/submit/send", data={"key": key_on(tried), "draft": draft})
    page = ana.get("/submit").text
    assert "1 report.csv" in page and "2 report.csv" in page
    assert len({*re.findall(r"/submit/(B-\d+)", page)}) == 2
    many = ana.post("/submit/try", data=data, files=files * 11)
    assert many.status_code == 400 and "/submit/send" not in many.text


def test_nobody_reports_for_another(town: Town) -> None:
    ben = town.signed_in("ben")
    tried = attempt(ben, "partner," + HEADER + "afris,C1.1,BEN,2025-Q1,3,\n")
    assert "you report for cgiar-alliance" in tried.text
    assert "Send for approval" not in tried.text


def test_a_draft_is_its_owners(town: Town) -> None:
    ana, ben = town.signed_in("ana"), town.signed_in("ben")
    draft = attempt(ana, GOOD).text.split('name="draft" value="')[1].split('"')[0]
    for id_ in (draft, "../ledger", "", "0" * 32):
        assert ben.form("/submit", "/submit/send", draft=id_).status_code == 422


def test_a_file_that_is_none_is_explained(town: Town) -> None:
    ana = town.signed_in("ana")
    tried = attempt(ana, "\x00\x01 nonsense", "image.png")
    assert tried.status_code == 200 and "/submit/send" not in tried.text


def test_the_template_is_one_s_own(town: Town) -> None:
    ana = town.signed_in("ana")
    answer = ana.get("/submit/template.xlsx?lang=fr")
    assert answer.content[:2] == b"PK" and "afris" in answer.headers["content-disposition"]
    assert answer.headers["cache-control"] == "no-store"


def test_partners_text_stays_text(town: Town) -> None:
    ana, rosa = town.signed_in("ana"), town.signed_in("rosa")
    batch = send(ana, HOSTILE)
    page = rosa.get(f"/review/{batch}").text
    assert "&lt;script&gt;" in page and "<script" not in page


@pytest.mark.parametrize("lang", ["en", "fr", "es"])
def test_every_page_is_in_the_reader_s_language(town: Town, lang: str) -> None:
    ana, rosa = town.signed_in("ana"), town.signed_in("rosa")
    for browser, path in ((ana, "/submit"), (rosa, "/review"), (town.stranger(), "/sign-in")):
        page = browser.get(f"{path}?lang={lang}").text
        assert f'<html lang="{lang}">' in page
    title = {"en": "Report measures", "fr": "Déclarer des mesures", "es": "Comunicar mediciones"}
    assert title[lang] in ana.get(f"/submit?lang={lang}").text


# -- attacks ----------------------------------------------------------------------
def test_a_form_without_the_session_s_key_decides_nothing(town: Town) -> None:
    ana, rosa, adam = (town.signed_in(name) for name in ("ana", "rosa", "adam"))
    batch = send(ana)
    foreign = key_on(adam.get(f"/review/{batch}").text)
    for key in ("", "0" * 64, foreign):
        answer = rosa.post(f"/review/{batch}", data={"key": key, "what": "approve"})
        assert answer.status_code == 422
    assert public(town) == []


@pytest.mark.parametrize("origin", ["https://evil.example", "http://fpt.test.evil.example", "null"])
def test_another_site_sends_nothing(town: Town, origin: str) -> None:
    rosa = town.signed_in("rosa")
    for path in ("/auth/sign-out", "/review/B-000001", "/_dash-update-component", "/frozen"):
        answer = rosa.post(path, headers={"Origin": origin})
        assert (answer.status_code, answer.json()["title"]) == (403, "other_site")
    assert rosa.post("/auth/sign-out", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_a_session_given_before_signing_in_is_not_taken_over(town: Town) -> None:
    browser = town.stranger()
    browser.cookies[COOKIE] = "chosen-by-someone-else"
    browser.sign_in("rosa@example.org")
    assert browser.cookies[COOKIE] != "chosen-by-someone-else"


def test_a_cookie_that_was_used_up_or_changed_opens_nothing(town: Town) -> None:
    rosa = town.signed_in("rosa")
    old = dict(rosa.cookies)
    rosa.post("/auth/sign-out")
    for secret in (old[COOKIE], old[COOKIE][:-1] + "x", "' OR 1=1 --"):
        thief = Browser(rosa.asking, {COOKIE: secret})
        assert thief.get("/review").status_code == 303


def test_the_cookie_is_closed_to_scripts_and_other_sites(town: Town) -> None:
    given = town.stranger().sign_in("rosa@example.org").headers["set-cookie"].lower()
    assert "httponly" in given and "samesite=lax" in given and "path=/" in given


@pytest.mark.parametrize(
    "onward",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/a\r\nX: y",
    ],
)
def test_nobody_is_led_elsewhere(town: Town, onward: str) -> None:
    browser = town.stranger()
    says = {"email": "rosa@example.org", "password": "correct horse battery staple", "next": onward}
    answer = browser.post("/auth/sign-in", data=says)
    assert answer.headers["location"] == "/review?lang=en" and "x" not in answer.headers


def test_guessing_is_answered_with_a_wait(town: Town) -> None:
    stranger = town.stranger()
    says = {"email": "rosa@example.org", "password": "guess"}
    answers = [stranger.post("/auth/sign-in", data=says).status_code for _ in range(6)]
    assert answers == [401] * 5 + [429]


def test_a_link_sets_a_password_once(town: Town) -> None:
    link = town.accounts.reset_link("ana@example.org", utc_now())
    stranger = town.stranger()
    says = {"link": link, "password": "another good password", "again": "another good password"}
    assert stranger.post("/auth/password", data=says | {"again": "x"}).status_code == 422
    assert stranger.post("/auth/password", data=says).status_code == 303
    assert stranger.post("/auth/password", data=says).status_code == 422


def test_pages_behind_the_door_are_kept_by_nobody(town: Town) -> None:
    for browser, path in ((town.signed_in("ana"), "/submit"), (town.signed_in("rosa"), "/review")):
        headers = browser.get(path).headers
        assert headers["cache-control"] == "no-store"
        assert "default-src 'none'" in headers["content-security-policy"]


def test_an_oversized_body_is_refused_before_it_is_read(town: Town) -> None:
    ana = town.signed_in("ana")
    answer = ana.post("/submit/try", headers={"Content-Length": "900000000"}, content=b"x")
    assert answer.status_code == 413
    assert ana.post("/auth/sign-in", content=b"a" * 30_000).status_code == 401
