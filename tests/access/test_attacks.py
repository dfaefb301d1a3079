"""What is done to pages and programs that face the world, each with the refusal it meets.

`test_story` holds the attacks on the way of a batch, `test_words` those that partners write.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta

import pytest

from dashboard.accounts.sign_in.sessions import COOKIE
from dashboard.api import submissions
from dashboard.web import body_timeout as slow_bodies
from dashboard.web.app import MOST_BYTES, create_app
from data.accounts.tokens import Tokens
from data.store.store import Store
from data.times import utc_now
from tests.access import hostile_words
from tests.access.hostile_words import attempt
from tests.access.people import Browser, Town, key_on
from tests.access.rules import RULES
from tests.asking import Asking

FORMS = [rule.address for (method, _), rule in RULES.items() if method == "POST"]
GOOD = "indicator,place,period,value\nC1.1,BEN,2025-Q1,3\n"


# -- forged requests ----------------------------------------------------------------
@pytest.mark.parametrize(
    "sent",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Origin": "http://fpt.test@evil.example"},
        {"Origin": "http://fpt.test:8050"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
    ids=str,
)
def test_no_other_site_changes_anything(town: Town, sent: dict[str, str]) -> None:
    for address in FORMS:
        answer = town.signed_in("rosa").post(address, headers=sent)
        assert (answer.status_code, answer.json()["title"]) == (403, "other_site"), address


def test_no_form_works_without_the_key_of_its_session(town: Town) -> None:
    ana, ben = town.signed_in("ana"), town.signed_in("ben")
    tried = attempt(ana, "report.csv", GOOD)
    draft = tried.split('name="draft" value="')[1].split('"')[0]
    for key in (
        "",
        "0" * 64,
        "é" * 64,
        key_on(ben.get("/submit").text),
        key_on(town.stranger().get("/sign-in").text),
    ):
        said = {"key": key, "draft": draft, "batch": "B-000001", "said": "x", "indicator": "C1.1"}
        for address in ("/submit/send", "/submit/undo", "/submit/one"):
            assert ana.post(address, data=said).status_code == 422, address
        files = {"file": ("report.csv", GOOD.encode(), "text/csv")}
        assert ana.post("/submit/try", data=said, files=files).status_code == 422
    assert "Nothing yet." in ana.get("/submit").text


# -- sessions and tokens --------------------------------------------------------------
def test_a_planted_session_stays_worthless(town: Town) -> None:
    planted, old = "chosen-by-someone-else", town.signed_in("rosa").cookies[COOKIE]
    browser = Browser(town.stranger().asking, {COOKIE: planted})
    browser.sign_in("rosa@example.org")
    assert browser.cookies[COOKIE] not in (planted, old)
    for secret in (planted, browser.cookies[COOKIE].swapcase(), browser.cookies[COOKIE] + "=", ""):
        assert Browser(browser.asking, {COOKIE: secret}).get("/review").status_code == 303
    assert browser.get("/review").status_code == 200


def test_a_session_a_closed_account_and_a_link_end(town: Town) -> None:
    now = [utc_now()]
    app = create_app(Store(town.home), lambda: now[0], town.settings)
    rosa, adam = Browser(Asking(app)), Browser(Asking(app))
    rosa.sign_in("rosa@example.org")
    adam.sign_in("adam@example.org")
    town.accounts.disable("adam@example.org", now[0])
    assert (rosa.get("/review").status_code, adam.get("/review").status_code) == (200, 303)
    assert adam.sign_in("adam@example.org").status_code == 401
    link = town.accounts.reset_link("ana@example.org", now[0])
    now[0] += timedelta(days=2, seconds=1)
    assert rosa.get("/review").status_code == 303
    said = {"link": link, "password": "another good password", "again": "another good password"}
    assert rosa.post("/auth/password", data=said).status_code == 422


def test_only_a_whole_token_that_holds_sends(town: Town) -> None:
    tokens, now = Tokens(town.engine), utc_now()
    day = timedelta(days=1)

    def made(scope: str, since: datetime) -> str:
        return tokens.make("afris", "test", [scope], day, since)[1]

    good, revoked = made("submit", now), made("submit", now)
    known = tokens.known(revoked, "submit", now)
    assert known is not None and tokens.revoke(known.id, now)
    held = town.signed_in("ana").cookies[COOKIE]
    others = (
        *(good[:-1], good + "A", good.swapcase(), good.removeprefix("fpt_"), "", "fpt_"),
        *(revoked, made("read", now), made("submit", now - 2 * day), held, "' OR 1=1 --"),
    )
    for secret in others:
        answer = send(town, secret)
        assert answer == (401, "token_needed"), secret
    assert send(town, good)[0] == 200
    assert Browser(town.stranger().asking, {COOKIE: good}).get("/submit").status_code == 303


def send(town: Town, secret: str) -> tuple[int, str | None]:
    headers = {"Authorization": f"Bearer {secret}"}
    answer = town.stranger().post("/api/v1/measures?dry_run=true", content=GOOD, headers=headers)
    return answer.status_code, answer.json().get("code")


# -- guessing ---------------------------------------------------------------------------
def test_a_name_is_one_name_however_it_is_written(town: Town) -> None:
    stranger = town.stranger()
    names = ("rosa@example.org", " rosa@example.org", "Rosa@Example.org", "rosa@example.org\t")
    tries = [(name, "guess") for name in (*names, *names)]
    answers = [
        stranger.post("/auth/sign-in", data={"email": name, "password": password}).status_code
        for name, password in tries
    ]
    assert answers == [401] * 5 + [429] * 3


def test_many_names_from_one_address_are_slowed_too(town: Town) -> None:
    stranger = town.stranger()
    answers = [
        stranger.post("/auth/sign-in", data={"email": f"p{n}@x.org", "password": "x"}).status_code
        for n in range(31)
    ]
    assert answers == [401] * 30 + [429]


# -- led elsewhere ------------------------------------------------------------------------
@pytest.mark.parametrize(
    "onward",
    [
        *("///evil.example", "/\t/evil.example", "https:evil.example", "//evil.example/%2f.."),
        *("/%0d%0aSet-Cookie:a=b\r\n", "/\u2028x", "/A", "", "data:text/html,x"),
        *("\\\\evil.example", " //evil.example"),
    ],
)
def test_signing_in_leads_to_one_s_own_page(town: Town, onward: str) -> None:
    asked = town.stranger().get("/sign-in", params={"next": onward}).text
    assert f'value="{onward}"' in asked or "&" in asked or not onward.isprintable()
    says = {"email": "ana@example.org", "password": "correct horse battery staple", "next": onward}
    answer = town.stranger().post("/auth/sign-in", data=says)
    assert answer.headers["location"] == "/submit?lang=en"


@pytest.mark.parametrize("path", ["/review/%0d%0aX-Evil:%20yes", "/review/a&next=evil.example"])
def test_the_door_carries_a_path_of_ours_and_nothing_else(town: Town, path: str) -> None:
    answer = town.stranger().get(f"{path}?lang=en%0d%0aX-Evil:yes")
    location = answer.headers["location"]
    assert "x-evil" not in answer.headers and location.startswith("/sign-in?lang=en&next=/review/")
    assert location.count("&") == 1 and location.isprintable()


# -- paths and names ----------------------------------------------------------------------
OUTSIDE = (
    "../../../../etc/passwd",
    "..%2f..%2f..%2fetc%2fpasswd",
    "%2fetc%2fpasswd",
    "..%5c..%5cx",
)
OUTSIDE_HOME = (
    *OUTSIDE,
    "..%2faccounts.sqlite",
    "%2e%2e/ledger.duckdb",
    "....//x",
    "a%00.png",
    "~",
)
PARAMETER = re.compile(r"\{[^}]+\}")
INSIDE = (b"root:", b"SQLite format 3", b"DUCK", b"argon2")


def _leading_out() -> Iterator[tuple[str, str]]:
    for method, pattern in RULES:
        for outside in OUTSIDE_HOME if PARAMETER.search(pattern) or method == "MOUNT" else ():
            path = PARAMETER.sub(lambda _: outside, pattern)  # noqa: B023 - used at once
            yield method, f"{path}/{outside}" if method == "MOUNT" else "/" + path.lstrip("/")


def test_no_path_leads_out_of_its_folder(town: Town) -> None:
    browsers = [town.signed_in(name) for name in ("ana", "rosa")]
    for method, address in _leading_out():
        for browser in browsers:
            how = "GET" if method == "MOUNT" else method
            answer = browser.asking.ask(how, address, cookies=browser.cookies)
            assert not any(sign in answer.content for sign in INSIDE), address
            # Dash answers what is no file of a component with a fault of its own.
            assert answer.status_code < 500 or address.startswith("/_dash-component"), address


@pytest.mark.parametrize(
    "name",
    [
        *("../../../evil.csv", "/etc/passwd", "..\\..\\evil.csv", "a\r\nX-Evil: yes.csv"),
        *("x" * 5000, "\0.csv", "", ".", "CON", hostile_words.FILE),
    ],
)
def test_a_file_is_kept_under_no_name_of_its_sender(town: Town, name: str) -> None:
    ana = town.signed_in("ana")
    before = {path for path in town.home.root.rglob("*") if "drafts" not in path.parts}
    key = key_on(ana.get("/submit").text)
    files = {"file": (name, GOOD.encode(), "text/csv")}
    answer = ana.post("/submit/try", data={"key": key, "locale": "en"}, files=files)
    assert answer.status_code in (200, 400, 422) and "x-evil" not in answer.headers
    assert "<script" not in answer.text and 'onload="' not in answer.text
    kept = {path.name for path in (town.home.root / "drafts").glob("*")}
    assert all(re.fullmatch(r"[0-9a-f]{32}\.(file|json)", path) for path in kept)
    assert {p for p in town.home.root.rglob("*") if "drafts" not in p.parts} == before


@pytest.mark.parametrize("said", ["en\r\nX-Evil: yes", 'en"; x="', "../../en"])
def test_a_name_to_save_under_is_ours(town: Town, said: str) -> None:
    ana = town.signed_in("ana")
    for address in (
        "/submit/template.xlsx",
        "/newsletter/block.txt",
        "/api/v1/measures?format=csv",
    ):
        answer = ana.get(address, params={"lang": said, "images": "latest", "format": "csv"})
        named = answer.headers.get("content-disposition", "")
        assert "x-evil" not in answer.headers and re.fullmatch(
            r'attachment; filename="[\w.-]+"', named
        )


# -- too much -----------------------------------------------------------------------------
def test_a_body_that_is_too_large_is_refused(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(submissions, "MOST_BYTES", 1000)
    tokens = Tokens(town.engine)
    secret = tokens.make("afris", "test", ["submit"], timedelta(days=1), utc_now())[1]
    headers = {"Authorization": f"Bearer {secret}"}
    stranger, large = town.stranger(), b"a" * (MOST_BYTES + 1)
    sent = stranger.post("/api/v1/measures", content=GOOD * 50, headers=headers)
    assert (sent.status_code, sent.json()["code"]) == (413, "too_large")
    for address in (*FORMS, "/api/v1/plan"):
        if address not in ("/api/v1/measures", "/submit/try"):
            known = stranger.post(address, content=large)
            assert known.status_code == 413, address
    unknown = stranger.post("/auth/sign-in", content=_piecemeal(large))
    assert unknown.status_code == 413


async def _piecemeal(content: bytes) -> AsyncIterator[bytes]:
    """A body that does not tell its length."""
    for _ in range(3):
        yield content


@pytest.mark.parametrize("path", ["/auth/sign-in", "/api/v1/measures", "/submit/try"])
def test_a_body_that_never_ends_is_refused(
    town: Town, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    secret = Tokens(town.engine).make("afris", "t", ["submit"], timedelta(days=1), utc_now())[1]
    ana = town.signed_in("ana")
    monkeypatch.setattr(slow_bodies, "GRACE_SECONDS", 0.05)
    headers = {"Authorization": f"Bearer {secret}", "Content-Length": "1000"}
    if path == "/submit/try":
        headers["Content-Type"] = "multipart/form-data; boundary=x"
    answer = ana.post(path, content=_endless(), headers=headers)
    assert (answer.status_code, answer.headers["connection"]) == (408, "close")


async def _endless() -> AsyncIterator[bytes]:
    """A body whose second part never comes."""
    yield b"--x\r\n"
    await asyncio.Event().wait()
