"""What a provider of OpenID Connect may not say: no lie ends in a session."""

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from joserfc.jwk import OctKey

from dashboard.accounts.sign_in.openid import AT_ONCE
from dashboard.accounts.sign_in.sessions import COOKIE
from data.home import Home
from tests.access.lying import OTHER_KEY, Liar, Silence, lying, signed
from tests.access.people import Town
from tests.access.providing import SECRET, back, leave, settings_of
from tests.asking import awaited

DESCRIPTION = "/.well-known/openid-configuration"


@pytest.fixture
def liar() -> Iterator[Liar]:
    with lying() as provider:
        yield provider


@pytest.fixture
def fooled(facts_home: Home, liar: Liar) -> Town:
    return Town(facts_home, settings_of(facts_home, liar.issuer))


def signing_in(town: Town, liar: Liar, **said: Any) -> httpx.Response:
    """Ana comes back with an honest token, but for what is said otherwise; None leaves it out."""
    ana = town.stranger()
    way = httpx.URL(leave(ana)).params
    claims = liar.claims(way["nonce"]) | said
    liar.says(signed({name: value for name, value in claims.items() if value is not None}))
    return back(ana, f"/auth/openid/back?code=c&state={way['state']}")


def told(town: Town, liar: Liar, token: object) -> httpx.Response:
    """Ana comes back with whatever token."""
    ana = town.stranger()
    state = httpx.URL(leave(ana)).params["state"]
    liar.says(token)
    return back(ana, f"/auth/openid/back?code=c&state={state}")


def refused(answer: httpx.Response, words: str = "cannot be trusted") -> bool:
    return answer.status_code == 403 and words in answer.text and COOKIE not in answer.cookies


def test_the_truth_is_believed(fooled: Town, liar: Liar) -> None:
    for said in ({}, {"aud": ["dashboard"]}, {"aud": ["dashboard", "x"], "azp": "dashboard"}):
        assert signing_in(fooled, liar, **said).status_code == 303


@pytest.mark.parametrize(
    "said",
    [
        *({"iss": None}, {"iss": "https://evil.example"}, {"iss": ["https://evil.example"]}),
        *({"aud": None}, {"aud": "other"}, {"aud": []}, {"aud": ["dashboard", "other"]}),
        *({"azp": "other"}, {"nonce": None}, {"nonce": "x" * 43}, {"nonce": ""}),
        *({"exp": None}, {"exp": 1}, {"exp": "never"}, {"iat": 99_999_999_999}, {"nbf": 9e10}),
        *({"sub": None}, {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}),
    ],
    ids=str,
)
def test_a_token_for_others_is_refused(fooled: Town, liar: Liar, said: dict[str, Any]) -> None:
    assert refused(signing_in(fooled, liar, **said))


@pytest.mark.parametrize(
    "said",
    [
        *({"email_verified": None}, {"email_verified": False}, {"email_verified": "true"}),
        *({"email_verified": 1}, {"email": ""}, {"email": ["ana@example.org"]}),
    ],
    ids=str,
)
def test_an_address_is_verified_or_nothing(fooled: Town, liar: Liar, said: dict[str, Any]) -> None:
    words = "has an open account" if said.get("email") == "" else "has not verified"
    assert refused(signing_in(fooled, liar, **said), words)


@pytest.mark.parametrize(
    "forge",
    [
        lambda claims: signed(claims, OTHER_KEY),
        lambda claims: signed(claims, OctKey.import_key(SECRET), "HS256"),
        lambda claims: signed(claims).rpartition(".")[0] + ".",
        lambda claims: signed(claims)[:-8] + "AAAAAAA",
    ],
    ids=["another key", "our secret", "unsigned", "cut"],
)
def test_a_forged_signature_is_refused(fooled: Town, liar: Liar, forge: Any) -> None:
    ana = fooled.stranger()
    way = httpx.URL(leave(ana)).params
    liar.says(forge(liar.claims(way["nonce"])))
    assert refused(back(ana, f"/auth/openid/back?code=c&state={way['state']}"))


NOT_SIGNED = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbmEifQ."


@pytest.mark.parametrize(
    "token", [None, "", "x", "a.b.c", "é.é.é", 7, {}, NOT_SIGNED, "." * 9], ids=str
)
def test_what_is_no_token_is_refused(fooled: Town, liar: Liar, token: object) -> None:
    assert refused(told(fooled, liar, token))


@pytest.mark.parametrize("keys", [None, [], {}, {"keys": []}, {"keys": [{"kty": "x"}]}], ids=str)
def test_keys_that_are_none_are_refused(fooled: Town, liar: Liar, keys: object) -> None:
    liar.answers["/keys"] = keys
    assert refused(signing_in(fooled, liar))


def test_an_address_of_somebody_else_is_refused(fooled: Town, liar: Liar) -> None:
    rosa = {"sub": "rosa", "email": "rosa@example.org", "email_verified": True}
    liar.answers["/userinfo"] = rosa
    assert refused(signing_in(fooled, liar, email=None))
    liar.answers["/userinfo"] = rosa | {"sub": "ana"}
    assert signing_in(fooled, liar, email=None).status_code == 303


@pytest.mark.parametrize("said", [None, [], {}, {"issuer": "https://evil.example"}], ids=str)
def test_a_description_that_is_none_is_refused(fooled: Town, liar: Liar, said: object) -> None:
    good, liar.answers[DESCRIPTION] = liar.answers[DESCRIPTION], said
    assert refused(fooled.stranger().get("/auth/openid"))
    liar.answers[DESCRIPTION] = good
    leave(fooled.stranger())  # asked again, as it was not kept


def test_what_is_no_json_is_no_answer(fooled: Town, liar: Liar) -> None:
    liar.answers[DESCRIPTION] = "<!doctype html>"
    answer = fooled.stranger().get("/auth/openid")
    assert (answer.status_code, "cannot be asked just now" in answer.text) == (502, True)


def test_who_waits_for_the_provider_holds_up_no_page(fooled: Town, liar: Liar) -> None:
    liar.answers[DESCRIPTION] = silence = Silence()
    awaited(crowded(fooled.app, silence))


async def crowded(app: FastAPI, silence: Silence) -> None:
    """More wait than there are threads for pages; still a page is drawn."""
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://fpt.test") as client:
        waiting = [asyncio.create_task(client.get("/auth/openid")) for _ in range(60)]
        for _ in range(AT_ONCE):
            await asyncio.to_thread(silence.asked.acquire)
        page = await client.get("/sign-in")
        assert page.status_code == 200 and not any(task.done() for task in waiting)
        silence.broken.set()
        assert {answer.status_code for answer in await asyncio.gather(*waiting)} == {403}
