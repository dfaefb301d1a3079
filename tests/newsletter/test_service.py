"""The pack and the blocks over HTTP: checksums match, the same issue is the same bytes."""

import io
import json
import re
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from dashboard.callbacks.newsletter import previews
from dashboard.charts.http.frozen import Correction
from dashboard.charts.http.parts import chart_parts
from dashboard.charts.render.worker_pool import Renderer
from dashboard.newsletter.images import Images
from dashboard.newsletter.service import Kit
from dashboard.web.app import create_app
from data.accounts.engine import accounts_engine
from data.home import Home
from data.ledger.writer import open_ledger
from data.progress.model import Status
from data.settings import Settings
from data.store.publish import publish
from data.store.store import Store
from data.text.i18n import LANGUAGES
from tests.asking import Asking
from tests.dashboard.walk import words

ISSUE = "charts=scorecard/all,objective/A1&asof=2026-11-20&since=2026-06-01"


@pytest.fixture(autouse=True)
def _drawn_in_time(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Ends the processes that draw, which a server ends when it is left."""
    made: list[Renderer] = []

    def renderer() -> Renderer:
        made.append(Renderer())
        return made[-1]

    monkeypatch.setattr("dashboard.charts.http.parts.Renderer", renderer)
    yield
    for each in made:
        each.close()


def clock() -> datetime:
    return datetime(2026, 11, 22, 14, 5)


def opened(home: Home, **more: Any) -> Asking:
    return Asking(create_app(Store(home), clock, Settings(home=home.root, **more)))


def test_the_manifest_names_every_file_with_its_checksum(sample_home: Home) -> None:
    ask = opened(sample_home)
    answer = ask.get(f"/newsletter/pack.zip?{ISSUE}")
    assert answer.headers["content-type"] == "application/zip"
    assert "4per1000-newsletter-2026-11-20.zip" in answer.headers["content-disposition"]
    with ZipFile(io.BytesIO(answer.content)) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        told = {file["path"]: file["sha256"] for file in manifest["files"]}
        held = {
            name: sha256(archive.read(name)).hexdigest()
            for name in archive.namelist()
            if name != "manifest.json"
        }
        blocks = {lang: archive.read(f"blocks/block.{lang}.html").decode() for lang in LANGUAGES}
        picture = archive.read("images/01-scorecard-all.fr.png")
    assert told == held and len(held) == 5 * 3 + 2 * 3 + 2
    assert manifest["snapshot"].startswith("S-") and manifest["sample"] is True
    assert manifest["charts"] == ["scorecard/all", "objective/A1"]
    source = f"http://fpt.test/frozen/{sha256(picture).hexdigest()[:32]}.png"
    assert source in blocks["fr"] and source not in blocks["en"]
    assert ask.get(source).content == picture
    assert ask.get(f"/newsletter/pack.zip?{ISSUE}").content == answer.content
    again = f"/newsletter/pack.zip?{manifest['issue'].partition('?')[2]}"
    assert ask.get(again).content == answer.content


@pytest.mark.parametrize("extension", ["html", "md", "txt"])
def test_a_block_is_one_language_to_be_saved(sample_home: Home, extension: str) -> None:
    ask = opened(sample_home, base_url="https://dash.example.org/")
    answer = ask.get(f"/newsletter/block.{extension}?{ISSUE}&lang=es&images=latest")
    assert answer.status_code == 200 and ".es." in answer.headers["content-disposition"]
    assert "https://dash.example.org/" in answer.text and "fpt.test" not in answer.text
    assert "Ver el panel en directo" in answer.text
    assert not sample_home.frozen.exists()
    known = {"If-None-Match": answer.headers["etag"]}
    asked = f"/newsletter/block.{extension}?{ISSUE}&lang=es&images=latest"
    assert ask.get(asked, headers=known).status_code == 304


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("block.html?charts=objective/Z9", "There is no chart “objective/Z9”."),
        ("pack.zip?charts=nonsense&lang=fr", "Il n’y a pas de graphique"),
        ("pack.zip?asof=2199-01-01", "yet to come"),
        ("block.html?" + "&".join(f"charts=map/{n}" for n in range(13)), "at most 12 charts"),
    ],
)
def test_what_cannot_be_made_is_refused_with_a_sentence(
    sample_home: Home, asked: str, said: str
) -> None:
    answer = opened(sample_home).get(f"/newsletter/{asked}")
    assert answer.status_code == 422 and said in answer.json()["detail"]
    assert answer.headers["content-type"] == "application/problem+json"
    assert not sample_home.frozen.exists()


def test_another_form_is_not_found(sample_home: Home) -> None:
    assert opened(sample_home).get("/newsletter/block.pdf").status_code == 404


def test_a_disk_that_takes_no_more_is_told(
    sample_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError("no space")

    monkeypatch.setattr("dashboard.charts.http.frozen.FrozenPictures.keep", full)
    answer = opened(sample_home).get(f"/newsletter/pack.zip?{ISSUE}&langs=en")
    assert answer.status_code == 503 and answer.json()["code"] == "not_kept"


def kit(home: Home) -> Kit:
    engine = accounts_engine("", home.root)
    parts = chart_parts(Store(home), clock, Settings(home=home.root), engine)
    return Kit(parts.service, Images(parts.service, parts.frozen))


def test_looking_freezes_nothing_and_the_button_does(sample_home: Home) -> None:
    made = kit(sample_home)
    seen = words(previews(made, f"{ISSUE}&langs=fr&lang=fr", "http://fpt.test", freeze=False))
    assert not sample_home.frozen.exists()
    assert "Les images ne sont pas encore figées" in seen
    done = words(previews(made, f"{ISSUE}&langs=fr&lang=fr", "http://fpt.test", freeze=True))
    assert len(list(Path(sample_home.frozen).glob("*.png"))) == 2
    assert "pas encore" not in done and "Copier le HTML" in done
    again = words(previews(made, f"{ISSUE}&langs=fr&lang=fr", "http://fpt.test", freeze=False))
    assert "Copier le HTML" in again


def test_a_corrected_picture_says_so_in_every_form(
    sample_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = [Correction("A1", 2030, Status.BEHIND, Status.ACHIEVED)]
    monkeypatch.setattr("dashboard.newsletter.images.corrected", lambda *_: wrong)
    ask = opened(sample_home)
    for extension, lang, said in (
        ("txt", "en", "Corrected since: A1 for 2030: shown as “Behind”, now “Achieved”"),
        ("html", "es", "Corregido desde entonces: "),
        ("md", "fr", "Corrigé depuis"),
    ):
        answer = ask.get(f"/newsletter/block.{extension}?{ISSUE}&lang={lang}")
        assert said in answer.text


def test_an_issue_of_an_earlier_day_keeps_its_pictures_after_a_publication(
    sample_home: Home,
) -> None:
    asked = f"/newsletter/block.txt?{ISSUE}&lang=en"
    first = opened(sample_home).get(asked).text
    with open_ledger(sample_home) as ledger:
        publish(ledger)
    later = opened(sample_home).get(asked).text
    sources = re.findall("/frozen/[0-9a-f]{32}", first)
    assert len(sources) == 2 and sources == re.findall("/frozen/[0-9a-f]{32}", later)
