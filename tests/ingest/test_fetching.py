"""Files from addresses, by a server of our own that does what servers do to one."""

import gzip
from collections.abc import Callable
from pathlib import Path
from socket import gaierror

import pytest
from urllib3.connection import HTTPConnection
from urllib3.exceptions import MaxRetryError, NameResolutionError

from ingest.sources.config import Credentials, Source, SourceError
from ingest.sources.http import MOST_PAUSE, Fetched, Known, fetch
from ingest.sources.messages import sentence
from tests.ingest.answers import BODY, DIGEST, Answer, Handler, Server, answer, serving

SECRET = "s3cr3t-of-afris"
server = pytest.fixture(serving)
other = pytest.fixture(serving)


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def visit(server: Server, tmp_path: Path, pauses: list[float]) -> Callable[..., Fetched]:
    def visit_it(*answers: Answer, last: Known = Known(), **said: object) -> Fetched:  # noqa: B008
        server.answers = list(answers)
        source = Source(id="afris", title="AFRIS", address=f"{server.address}/a.csv?year=2025")
        return fetch(source.model_copy(update=said), last, tmp_path, pauses.append)

    return visit_it


Visit = Callable[..., Fetched]


def failed(visit: Visit, *answers: Answer, **said: object) -> str:
    with pytest.raises(SourceError) as caught:
        visit(*answers, **said)
    told = str(caught.value)
    assert SECRET not in told and "?" not in told and "a.csv" not in told
    return told


def test_a_file_is_fetched_with_what_makes_the_next_visit_short(
    visit: Visit, server: Server
) -> None:
    found = visit(answer(ETag='"7"', Last_Modified="Sun, 22 Nov 2026 10:00:00 GMT"))
    assert found.path and found.path.read_bytes() == BODY
    assert (found.etag, found.digest) == ('"7"', DIGEST)
    path, headers = server.asked[0]
    assert path == "/a.csv?year=2025"
    assert headers["User-Agent"].startswith("4per1000-dashboard/")
    assert "If-None-Match" not in headers


def test_what_did_not_change_is_not_fetched_again(visit: Visit, server: Server) -> None:
    known = Known('"7"', "Sun, 22 Nov 2026 10:00:00 GMT", DIGEST)
    found = visit(answer(304, b""), last=known)
    assert found == Fetched(None, known.etag, known.last_modified, known.digest)
    headers = server.asked[0][1]
    assert headers["If-None-Match"] == '"7"'
    assert headers["If-Modified-Since"] == "Sun, 22 Nov 2026 10:00:00 GMT"


def test_the_same_content_under_another_etag_is_nothing_new(visit: Visit, tmp_path: Path) -> None:
    found = visit(answer(ETag='"8"'), last=Known('"7"', None, DIGEST))
    assert (found.path, found.etag, found.digest) == (None, '"8"', DIGEST)
    assert not list(tmp_path.iterdir())


def test_304_to_a_first_visit_is_no_answer(visit: Visit) -> None:
    assert "answers 304" in failed(visit, answer(304, b""))


def test_a_server_in_trouble_is_asked_again_after_growing_pauses(
    visit: Visit, server: Server, pauses: list[float]
) -> None:
    assert visit(answer(503, b"busy"), answer(503, b"busy"), answer()).digest == DIGEST
    assert len(server.asked) == 3
    assert 2 <= pauses[-1] <= 2.5


def test_it_waits_as_long_as_the_server_asks_within_bounds(
    visit: Visit, pauses: list[float]
) -> None:
    visit(answer(429, b"", Retry_After="7"), answer(503, b"", Retry_After="86400"), answer())
    assert pauses == [7, MOST_PAUSE]


def test_a_server_that_stays_in_trouble_is_given_up(visit: Visit, server: Server) -> None:
    assert "is in trouble (503)" in failed(visit, answer(503, b""))
    assert len(server.asked) == 5


def test_a_pause_past_the_limit_is_not_begun(visit: Visit, pauses: list[float]) -> None:
    busy = answer(503, b"", Retry_After="20")
    assert "took longer than 10 seconds" in failed(visit, busy, seconds=10)
    assert pauses == []


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (401, "does not let us in"),
        (403, "does not let us in"),
        (404, "nothing at this address"),
        (410, "nothing at this address"),
        (429, "come less often"),
        (400, "answers 400, which brings no file"),
        (204, "answers 204, which brings no file"),
    ],
)
def test_what_the_server_refuses_is_told(visit: Visit, status: int, said: str) -> None:
    assert said in failed(visit, answer(status, b""))


@pytest.mark.parametrize(
    ("credentials", "header", "sent"),
    [
        ({"kind": "bearer", "env": "AFRIS_TOKEN"}, "Authorization", f"Bearer {SECRET}"),
        (
            {"kind": "basic", "user_env": "AFRIS_USER", "password_env": "AFRIS_TOKEN"},
            "Authorization",
            "Basic asO8cmc6czNjcjN0LW9mLWFmcmlz",
        ),
        ({"kind": "header", "header": "X-Api-Key", "env": "AFRIS_TOKEN"}, "X-Api-Key", SECRET),
    ],
)
def test_credentials_come_from_the_environment(
    visit: Visit,
    server: Server,
    monkeypatch: pytest.MonkeyPatch,
    credentials: dict[str, str],
    header: str,
    sent: str,
) -> None:
    monkeypatch.setenv("AFRIS_TOKEN", f"{SECRET}\n")
    monkeypatch.setenv("AFRIS_USER", "jürg")
    visit(answer(), credentials=Credentials(**credentials))  # type: ignore[arg-type]
    assert server.asked[0][1][header] == sent


BEARER = Credentials(kind="bearer", env="AFRIS_TOKEN")


def test_credentials_that_are_missing_or_cannot_be_sent_are_told_without_them(
    visit: Visit, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AFRIS_TOKEN", raising=False)
    assert "AFRIS_TOKEN is not set" in failed(visit, answer(), credentials=BEARER)
    monkeypatch.setenv("AFRIS_TOKEN", f"{SECRET}\nX-Other: 1")
    assert "AFRIS_TOKEN holds signs" in failed(visit, answer(), credentials=BEARER)
    assert server.asked == []


def test_a_redirect_on_the_same_host_keeps_credentials(
    visit: Visit, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AFRIS_TOKEN", SECRET)
    visit(answer(302, b"", Location="/b.csv"), answer(), credentials=BEARER)
    assert server.asked[1][0] == "/b.csv"
    assert server.asked[1][1]["Authorization"] == f"Bearer {SECRET}"


def test_a_redirect_to_another_host_drops_credentials_for_good(
    visit: Visit, server: Server, other: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AFRIS_TOKEN", SECRET)
    other.answers = [answer(307, b"", Location=f"{server.address}/c.csv")]
    away = answer(302, b"", Location=f"{other.address}/b.csv")
    assert visit(away, answer(), credentials=BEARER).digest == DIGEST
    assert "Authorization" in server.asked[0][1]
    assert "Authorization" not in other.asked[0][1]
    assert "Authorization" not in server.asked[1][1]


def test_three_redirects_are_followed_and_no_more(visit: Visit, server: Server) -> None:
    onward = answer(301, b"", Location="/b.csv")
    assert visit(onward, onward, onward, answer()).digest == DIGEST
    assert "more than 3 redirects" in failed(visit, onward)
    assert len(server.asked) == 8


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "ftp://127.0.0.1/a", "http://[1", "http://h:x/", ""]
)
def test_a_redirect_off_the_web_is_not_followed(visit: Visit, location: str) -> None:
    assert "none of the web" in failed(visit, answer(302, b"", Location=location))


def test_a_redirect_from_https_to_http_is_not_followed() -> None:
    from ingest.sources.http import _onward

    with pytest.raises(SourceError, match="not followed"):
        _onward("https://data.example.org/a", "http://data.example.org/a")
    assert _onward("http://a.org/x", "https://a.org/x") == "https://a.org/x"


def test_an_answer_that_says_it_is_too_large_is_not_begun(visit: Visit) -> None:
    def vast(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(10**12))
        handler.end_headers()

    assert "more than 1 MB" in failed(visit, vast, most_mb=1)


def endless(status: int) -> Answer:
    def send(handler: Handler) -> None:
        handler.send_response(status)
        handler.send_header("Connection", "close")
        handler.end_headers()
        while not handler.server.over.is_set():
            handler.wfile.write(b"x" * 65536)

    return send


def test_an_answer_that_turns_out_too_large_is_let_go(visit: Visit) -> None:
    assert "more than 1 MB" in failed(visit, endless(200), most_mb=1)


def test_an_endless_failure_is_not_read(visit: Visit) -> None:
    assert visit(endless(503), answer()).digest == DIGEST


def test_what_grows_when_unpacked_counts_unpacked(visit: Visit) -> None:
    bomb = gzip.compress(b"0" * 20_000_000)
    assert len(bomb) < 100_000
    assert "more than 1 MB" in failed(visit, answer(200, bomb, Content_Encoding="gzip"), most_mb=1)


def test_what_is_packed_is_unpacked(visit: Visit) -> None:
    found = visit(answer(200, gzip.compress(BODY), Content_Encoding="gzip"))
    assert found.path and found.path.read_bytes() == BODY


def test_what_is_packed_wrongly_is_told(visit: Visit) -> None:
    assert "packed wrongly" in failed(visit, answer(200, BODY, Content_Encoding="gzip"))


def drip(handler: Handler, first: bytes) -> None:
    handler.wfile.write(first)
    while not handler.server.over.wait(0.02):
        handler.wfile.write(b"x")


@pytest.mark.parametrize(
    "first",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX-Endless: ",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1",
    ],
    ids=["body", "body of no length", "headers", "chunk size"],
)
def test_what_drips_is_cut_off(visit: Visit, first: bytes) -> None:
    told = failed(visit, lambda handler: drip(handler, first), seconds=0.3)
    assert "took longer than 0.3 seconds" in told


def test_an_answer_that_breaks_off_is_told(visit: Visit) -> None:
    def broken(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"indicator")
        handler.close_connection = True

    assert "broke off" in failed(visit, broken)


def test_a_host_that_takes_no_connections_is_told(
    visit: Visit, server: Server, pauses: list[float]
) -> None:
    server.shutdown()
    server.server_close()
    assert "does not take connections" in failed(visit, answer())
    assert len(pauses) == 4


def test_a_host_that_does_not_exist_is_told() -> None:
    unknown = NameResolutionError("nobody.invalid", HTTPConnection("nobody.invalid"), gaierror(-2))
    told = sentence(MaxRetryError(None, "/a.csv?key=x", unknown), "nobody.invalid")  # type: ignore[arg-type]
    assert told.startswith("No host is called nobody.invalid")


def test_a_host_that_speaks_no_tls_proves_nothing(server: Server, tmp_path: Path) -> None:
    server.answers = [answer()]
    address = f"https://127.0.0.1:{server.server_port}/a.csv"
    source = Source(id="afris", title="AFRIS", address=address)
    with pytest.raises(SourceError, match="certificate is not valid"):
        fetch(source, Known(), tmp_path, lambda _: None)
    assert server.asked == []
