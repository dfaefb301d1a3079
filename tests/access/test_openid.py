"""Sign-in by OpenID Connect against a real provider: who comes in, and what is refused."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from dashboard.accounts.sign_in.openid_attempt import new_attempt, opened, sealed
from dashboard.accounts.sign_in.sessions import COOKIE
from dashboard.web.app import create_app
from data.accounts.audit import Audit
from data.home import Home
from data.store.store import Store
from data.times import utc_now
from tests.access.people import Browser, Town
from tests.access.providing import KEY, back, leave, providing, sent_back, settings_of
from tests.asking import Asking
from tests.serving import free_port

NOW = utc_now()


@pytest.fixture(scope="session")
def issuer() -> Iterator[str]:
    with providing() as address:
        yield address


@pytest.fixture(scope="session")
def telling_apart() -> Iterator[str]:
    """A provider that tells e-mail addresses at its userinfo endpoint only."""
    with providing("userinfo") as address:
        yield address


@pytest.fixture
def open_town(facts_home: Home, issuer: str) -> Town:
    return Town(facts_home, settings_of(facts_home, issuer))


def refused(answer: httpx.Response, status: int, words: str) -> None:
    assert (answer.status_code, COOKIE in answer.cookies) == (status, False), answer.text
    assert words in answer.text and 'action="/auth/sign-in"' in answer.text


# -- who comes in -----------------------------------------------------------------
def test_the_whole_story(open_town: Town) -> None:
    ana = open_town.stranger()
    door = ana.get("/submit").headers["location"]
    page = ana.get(door + "&lang=fr").text
    way = page.split('href="/auth/openid?')[1].split('"')[0].replace("&amp;", "&")
    assert "Se connecter avec Soil ID" in ana.get("/sign-in?lang=fr").text
    answer = back(ana, sent_back(leave(ana, f"/auth/openid?{way}"), "ana"))
    assert (answer.status_code, answer.headers["location"]) == (303, "/submit")
    assert "Ana" in ana.get("/submit").text and ana.get("/review").status_code == 403
    assert Audit(open_town.engine).entries() == []  # as with a password


def test_an_address_told_at_userinfo_is_as_good(facts_home: Home, telling_apart: str) -> None:
    rosa = Town(facts_home, settings_of(facts_home, telling_apart)).stranger()
    answer = back(rosa, sent_back(leave(rosa, "/auth/openid?lang=es"), "rosa"))
    assert answer.headers["location"] == "/review?lang=es"
    assert rosa.get("/review").status_code == 200


def test_each_sign_in_has_a_session_of_its_own(open_town: Town) -> None:
    ana = open_town.stranger()
    ana.cookies[COOKIE] = "chosen-by-someone-else"
    back(ana, sent_back(leave(ana), "ana"))
    first = ana.cookies[COOKIE]
    back(ana, sent_back(leave(ana), "ana"))
    assert len({"chosen-by-someone-else", first, ana.cookies[COOKIE]}) == 3


def test_wrong_passwords_stay_counted(open_town: Town) -> None:
    ana, guess = open_town.stranger(), {"email": "ana@example.org", "password": "guess"}
    for _ in range(5):
        assert ana.post("/auth/sign-in", data=guess).status_code == 401
    assert back(ana, sent_back(leave(ana), "ana")).status_code == 303
    assert ana.post("/auth/sign-in", data=guess).status_code == 429


# -- who does not -----------------------------------------------------------------
def test_nobody_gets_an_account_by_signing_in(open_town: Town) -> None:
    zoe = open_town.stranger()
    refused(back(zoe, sent_back(leave(zoe), "zoe")), 403, "Please ask the secretariat for one.")
    assert open_town.accounts.find("zoe@example.org") is None


def test_a_closed_account_stays_closed(open_town: Town) -> None:
    open_town.accounts.disable("ana@example.org", NOW)
    ana = open_town.stranger()
    refused(back(ana, sent_back(leave(ana), "ana")), 403, "Nobody has an open account")


def test_an_address_must_be_verified(open_town: Town) -> None:
    ben = open_town.stranger()
    refused(back(ben, sent_back(leave(ben), "ben")), 403, "has not verified your e-mail address")


def test_who_cancels_is_told_so(open_town: Town) -> None:
    ana = open_town.stranger()
    answer = back(ana, sent_back(leave(ana, "/auth/openid?lang=fr&next=/shared"), ""))
    refused(answer, 403, "La connexion a été annulée chez Soil ID.")
    assert 'name="next" value="/shared"' in answer.text
    assert 'href="/sign-in?lang=es"' in answer.text  # the page's languages lead to the form


# -- what is tampered with --------------------------------------------------------
LOST = "Please sign in again."


def test_a_state_that_is_not_ours_is_refused(open_town: Town) -> None:
    for changed in ("state=x", "state=%C3%A9%00", "state="):
        ana = open_town.stranger()
        address = sent_back(leave(ana), "ana")
        state = parse_qs(urlsplit(address).query)["state"][0]
        refused(back(ana, address.replace(f"state={state}", changed)), 401, LOST)
        refused(back(ana, address), 401, LOST)  # one try each


def test_a_way_back_without_its_cookie_is_refused(open_town: Town) -> None:
    ana, other = open_town.stranger(), open_town.stranger()
    address = sent_back(leave(ana), "ana")
    refused(back(other, address), 401, LOST)
    leave(other)
    refused(back(other, address), 401, LOST)  # begun in another browser
    refused(back(other, "/auth/openid/back"), 401, LOST)


def test_a_way_back_works_once(open_town: Town) -> None:
    ana = open_town.stranger()
    address = sent_back(leave(ana), "ana")
    copied = Browser(ana.asking, dict(ana.cookies))
    assert back(ana, address).status_code == 303
    refused(back(ana, address), 401, LOST)
    refused(back(copied, address), 403, "cannot be trusted")  # the provider knows the code


def test_a_cookie_holds_ten_minutes(open_town: Town) -> None:
    now = [utc_now()]
    app = create_app(Store(open_town.home), lambda: now[0], open_town.settings)
    ana = Browser(Asking(app))
    address = sent_back(leave(ana), "ana")
    now[0] += timedelta(minutes=10, seconds=1)
    refused(back(ana, address), 401, LOST)


def test_a_cookie_is_what_was_sealed_with_our_key_alone() -> None:
    attempt = new_attempt("/shared", "es")
    assert opened(sealed(attempt, KEY, NOW), KEY, NOW) == attempt
    for forged in ("", "x", "a.b.c", "é", sealed(attempt, "l" * 32, NOW)):
        assert opened(forged, KEY, NOW) is None, forged


def test_a_code_of_another_sign_in_is_refused(open_town: Town) -> None:
    ana, rosa = open_town.stranger(), open_town.stranger()
    code, state = (
        parse_qs(urlsplit(sent_back(leave(browser), name)).query)[part][0]
        for browser, name, part in ((rosa, "rosa", "code"), (ana, "ana", "state"))
    )
    address = f"/auth/openid/back?code={code}&state={state}"
    refused(back(ana, address), 403, "cannot be trusted")


@pytest.mark.parametrize("part", ["nonce", "code_challenge"])
def test_a_token_made_for_another_sign_in_is_refused(
    open_town: Town, part: str, caplog: pytest.LogCaptureFixture
) -> None:
    ana = open_town.stranger()
    way = httpx.URL(leave(ana)).copy_set_param(part, "a" * 43)
    with caplog.at_level(logging.WARNING, "dashboard.accounts.sign_in.openid"):
        refused(back(ana, sent_back(str(way), "ana")), 403, "cannot be trusted")
    told = {"nonce": "invalid_claim: Invalid claim: 'nonce'", "code_challenge": "invalid_grant"}
    assert [record.message.split(" trusted ")[1] for record in caplog.records] == [told[part]]


@pytest.mark.parametrize(
    "onward", ["//evil.example", "https://evil.example", "/\\evil.example", "/\t/evil", ""]
)
def test_signing_in_leads_to_one_s_own_page(open_town: Town, onward: str) -> None:
    ana = open_town.stranger()
    way = str(httpx.URL("/auth/openid", params={"next": onward}))
    answer = back(ana, sent_back(leave(ana, way), "ana"))
    assert answer.headers["location"] == "/submit?lang=en"


# -- the provider -----------------------------------------------------------------
def test_a_provider_that_is_down_is_said(
    facts_home: Home, caplog: pytest.LogCaptureFixture
) -> None:
    town = Town(facts_home, settings_of(facts_home, f"http://127.0.0.1:{free_port()}"))
    answer = town.stranger().get("/auth/openid?next=/shared")
    refused(answer, 502, "Soil ID cannot be asked just now.")
    assert caplog.records[-1].message.endswith("the provider does not answer ConnectionError")


def test_a_provider_that_ends_meanwhile_is_said(facts_home: Home) -> None:
    with providing() as issuer:
        ana = Town(facts_home, settings_of(facts_home, issuer)).stranger()
        address = sent_back(leave(ana), "ana")
    refused(back(ana, address), 502, "Soil ID cannot be asked just now.")


def test_another_fault_of_the_provider_is_said(open_town: Town) -> None:
    ana = open_town.stranger()
    state = httpx.URL(leave(ana)).params["state"]
    answer = back(ana, f"/auth/openid/back?error=server_error&state={state}")
    refused(answer, 502, "Please try again later")


def test_a_provider_by_another_name_is_not_believed(
    facts_home: Home, issuer: str, caplog: pytest.LogCaptureFixture
) -> None:
    town = Town(facts_home, settings_of(facts_home, issuer + "/"))
    refused(town.stranger().get("/auth/openid"), 403, "cannot be trusted")
    assert "FPT_OIDC_ISSUER" in caplog.records[-1].message


def test_the_log_names_nobody(open_town: Town, caplog: pytest.LogCaptureFixture) -> None:
    zoe = open_town.stranger()
    address = sent_back(leave(zoe), "zoe")
    with caplog.at_level(logging.DEBUG):
        back(zoe, address)
    assert "sign-in by OpenID Connect: no open account" in caplog.text
    told = parse_qs(urlsplit(address).query)
    assert not [word for word in ("zoe", *told["code"], *told["state"]) if word in ours(caplog)]


def ours(caplog: pytest.LogCaptureFixture) -> str:
    """What we logged ourselves: the client of these tests logs the addresses it asks."""
    return "".join(r.getMessage() for r in caplog.records if not r.name.startswith("httpx"))


# -- off --------------------------------------------------------------------------
def test_it_is_off_by_default(town: Town) -> None:
    stranger = town.stranger()
    assert "/auth/openid" not in stranger.get("/sign-in").text
    for address in ("/auth/openid", "/auth/openid/back?state=x&code=y"):
        assert stranger.get(address).status_code == 404
