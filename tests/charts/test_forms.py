"""Every chart in every form, language and horizon: found, typed, and told apart by its ETag."""

import csv
import io
import json
import os
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from dashboard.web.app import create_app
from data.home import Home
from data.ledger.writer import open_ledger
from data.settings import Settings
from data.store.publish import publish
from data.store.store import Store
from data.text.i18n import LANGUAGES
from ingest.load.load import Delivery, load
from tests.asking import Asking
from tests.dashboard import world

CODES = [o.code for o in world.plan().objectives]
TYPES = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}
OTHERS = [
    *("indicator/A1.1", "goal/A", "facility/CF4", "facility/GF3", "region/002"),
    *("scorecard/all", "map/world", "map/regions", "map/002", "map/A1"),
]


def opened(home: Home) -> Asking:
    return Asking(create_app(Store(home), settings=Settings(home=home.root)))


@pytest.fixture(scope="module")
def client(sample_template: Path) -> Asking:
    return opened(Home(sample_template))


def form(path: str, extension: str) -> str:
    return f"/embed/{path}" if extension == "embed" else f"/chart/{path}.{extension}"


# A PNG is the drawing of the SVG: of its six kinds three are drawn, TEST_FORMS=all draws all.
FORMS = [
    (extension, lang, horizon)
    for extension in (*TYPES, "embed")
    for number, lang in enumerate(LANGUAGES)
    for turn, horizon in enumerate(world.plan().horizons)
    if extension != "png" or number % 2 == turn or os.environ.get("TEST_FORMS") == "all"
]


@pytest.mark.parametrize(("extension", "lang", "horizon"), FORMS)
def test_every_objective_in_every_form(
    client: Asking, extension: str, lang: str, horizon: int
) -> None:
    for code in CODES:
        query = f"?lang={lang}&horizon={horizon}&preset=email"
        address = form(f"objective/{code}", extension) + query
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert answer.headers["content-type"] == TYPES.get(extension, "text/html; charset=utf-8")
        again = client.get(address, headers={"If-None-Match": answer.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == answer.headers["etag"]


@pytest.mark.parametrize("path", OTHERS)
@pytest.mark.parametrize("extension", [*TYPES, "embed"])
def test_every_kind_in_every_form(client: Asking, path: str, extension: str) -> None:
    answer = client.get(form(path, extension) + "?lang=es")
    assert answer.status_code == 200 and answer.content
    assert "set-cookie" not in answer.headers


def test_each_question_has_its_own_etag(client: Asking) -> None:
    asked = ["", "?lang=fr", "?horizon=2050", "?region=002", "?facility=CF4", "?preset=wide"]
    tags = [client.get(f"/chart/objective/A1.svg{query}").headers["etag"] for query in asked]
    assert len(set(tags)) == len(tags)


def add_a_measure(home: Home, folder: Path) -> None:
    """Publish one more measure."""
    file = folder / "new.csv"
    file.write_text("indicator,partner,place,period,value\nC1.1,sample-001,BEN,2026-10,3\n")
    with open_ledger(home) as ledger:
        assert load(ledger, Delivery(file, state="approved")).new == 1
        publish(ledger)


def test_another_snapshot_has_another_etag(sample_home: Home, tmp_path: Path) -> None:
    client = opened(sample_home)
    before = {e: client.get(form("objective/C1", e)).headers["etag"] for e in [*TYPES, "embed"]}
    add_a_measure(sample_home, tmp_path)
    for extension, tag in before.items():
        fresh = client.get(form("objective/C1", extension), headers={"If-None-Match": tag})
        assert fresh.status_code == 200 and fresh.headers["etag"] != tag


def test_the_csv_is_what_is_displayed(client: Asking) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/chart/objective/A1.csv").text)))
    told = client.get("/chart/objective/A1.json").json()
    assert rows[0]["value"] == str(told["rows"][0]["value"])
    assert rows[0]["sample"] == "true" and rows[0]["licence"] and rows[0]["snapshot"]
    standing = told["finding"].split(" ")[0]
    assert float(rows[0]["value"]) == float(standing)


def test_the_json_says_what_it_is(client: Asking) -> None:
    told = client.get("/chart/objective/A1.json?lang=fr").json()
    for name in ("title", "finding", "alt", "licence", "citation", "method_version", "snapshot"):
        assert told[name], name
    assert told["sample"] is True and told["lang"] == "fr" and "unit" in told["rows"][0]
    assert told["page"].startswith("/objective/A1?lang=fr")


@pytest.mark.parametrize(
    "address",
    [
        "/chart/objective/Z9.png",
        "/chart/nothing/A1.png",
        "/chart/objective/A1.png?region=nowhere",
        "/chart/objective/A1.png?facility=XX9",
        "/chart/scorecard/some.png",
        "/chart/objective/<script>.svg",
    ],
)
def test_an_image_of_nothing_says_so_as_an_image(client: Asking, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert answer.headers["content-type"] in (TYPES["png"], TYPES["svg"])
    assert answer.headers["cache-control"] == "no-store"
    assert b"script" not in answer.content


@pytest.mark.parametrize(
    "address",
    ["/chart/objective/Z9.json", "/chart/objective/A1.exe", "/chart/objective/%2e%2e%2fA1.png"],
)
def test_a_file_of_nothing_is_a_plain_sentence(client: Asking, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404 and "There is no" in answer.json()["detail"]


@pytest.mark.parametrize("query", ["preset=huge", "asof=2999-01-01"])
def test_what_cannot_be_asked_is_refused(client: Asking, query: str) -> None:
    assert client.get(f"/chart/objective/A1.json?{query}").status_code == 422


def test_an_earlier_day_is_another_picture(client: Asking) -> None:
    told = client.get("/chart/objective/A1.json?asof=2026-01-31").json()
    assert told["as_of"] == "2026-01-31"


# -- embeds ---------------------------------------------------------------------
def test_an_embed_is_one_small_document(client: Asking) -> None:
    for path in ("objective/A1", "scorecard/all", "goal/A", "map/world"):
        answer = client.get(f"/embed/{path}?lang=fr", headers={"Accept-Encoding": "gzip"})
        assert int(answer.headers["content-length"]) <= 60_000
        outside = re.findall(
            r"""(?:src|srcset|<link rel="stylesheet" href)=["']?([^"' >]+)""", answer.text
        )
        assert outside == []
        assert '<html lang="fr">' in answer.text and "<title>" in answer.text
        assert "<table>" in answer.text and 'target="_top"' in answer.text


def test_only_embeds_may_be_framed(client: Asking) -> None:
    embed = client.get("/embed/objective/A1").headers["content-security-policy"]
    assert "frame-ancestors *" in embed and "default-src 'none'" in embed
    for path in ("/", "/objective/A1", "/api/v1/plan", "/chart/objective/A1.svg", "/api/docs"):
        policy = client.get(path).headers["content-security-policy"]
        assert "frame-ancestors 'none'" in policy, path


def test_who_may_frame_is_a_setting(sample_template: Path) -> None:
    home = Home(sample_template)
    settings = Settings(home=home.root, frame_ancestors="https://example.org 'self'")
    client = Asking(create_app(Store(home), settings=settings))
    policy = client.get("/embed/goal/A").headers["content-security-policy"]
    assert policy.endswith("frame-ancestors https://example.org 'self'")


@pytest.mark.parametrize("value", ["*; script-src *", "a\r\nSet-Cookie: x", "https://a,b"])
def test_a_setting_cannot_open_more(value: str) -> None:
    with pytest.raises(ValueError, match="frame_ancestors"):
        Settings(frame_ancestors=value)


def test_an_embed_of_nothing_is_polite(client: Asking) -> None:
    answer = client.get("/embed/objective/Z9?lang=es")
    assert answer.status_code == 404 and "Este gráfico no existe" in answer.text
    assert "frame-ancestors *" in answer.headers["content-security-policy"]


def test_the_drawings_in_an_embed_are_well_formed(client: Asking) -> None:
    page = client.get("/embed/objective/A1").text
    drawn = re.findall(r"<svg [^>]*role=\"img\".*?</svg>", page, re.DOTALL)
    assert len(drawn) == 2
    for svg in drawn:
        assert ElementTree.fromstring(svg).get("aria-label")


# -- frozen ---------------------------------------------------------------------
def freeze(client: Asking, address: str) -> dict[str, str]:
    answer = client.post("/frozen", params={"chart": address})
    assert answer.status_code == 201, answer.text
    return json.loads(answer.text)  # type: ignore[no-any-return]


def test_a_frozen_picture_never_changes(sample_home: Home, tmp_path: Path) -> None:
    client = opened(sample_home)
    told = freeze(client, "/chart/objective/C1.png?lang=fr&preset=email")
    before = client.get(told["picture"])
    assert before.status_code == 200 and "no-cache" in before.headers["cache-control"]
    add_a_measure(sample_home, tmp_path)
    assert client.get(told["picture"]).content == before.content
    assert freeze(client, "/chart/objective/C1.png?lang=fr&preset=email")["picture"]


def test_a_picture_of_what_was_closed_is_recalled(sample_home: Home, tmp_path: Path) -> None:
    client, values = opened(sample_home), tmp_path / "measures.csv"
    row = "indicator,partner,place,period,value,disclosure\nC1.1,giz,DEU,2025,{},{}\n"
    told = []
    for disclosure in ("public", "coalition"):
        told += [freeze(client, f"/chart/objective/{code}.png?lang=fr") for code in ("C1", "A3")]
        with open_ledger(sample_home) as ledger:
            values.write_text(row.format(5, disclosure))
            load(ledger, Delivery(values))
            publish(ledger)
    statuses = [client.get(each["picture"]).status_code for each in told]
    # Made before it was public, and after; of another objective.
    assert statuses == [200, 200, 410, 200]
    gone = client.get(told[2]["page"])
    assert gone.status_code == 410 and "rappelée" in gone.text
    assert freeze(client, "/chart/objective/C1.png?lang=fr")["picture"] != told[2]["picture"]


@pytest.mark.parametrize(
    "address", ["/", "/chart/objective", "https://example.org/", "/chart/objective/A1.png/../x"]
)
def test_only_charts_can_be_frozen(client: Asking, address: str) -> None:
    assert client.post("/frozen", params={"chart": address}).status_code == 422


@pytest.mark.parametrize("digest", ["..%2f..%2fledger", "0" * 31, "0" * 32, "x" * 32])
def test_no_address_leads_out_of_the_folder(client: Asking, digest: str) -> None:
    assert client.get(f"/frozen/{digest}.png").status_code == 404
    assert client.get(f"/frozen/{digest}").status_code == 404
