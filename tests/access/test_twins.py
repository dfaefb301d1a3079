"""Two homes that differ in what was told in confidence and not released answer the same."""

import re
import shutil
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest

from dashboard.web.app import create_app
from data.home import Home
from data.ledger.writer import open_ledger
from data.settings import Settings
from data.store.publish import publish
from data.store.store import Store
from data.times import utc_now
from ingest.load.batches import decide
from ingest.load.load import Delivery, load
from tests.access.addresses import API, PAGES, SPOKEN, in_language
from tests.access.crawling import Crawler
from tests.access.people import Town
from tests.access.withheld import HEADER, started, whole
from tests.asking import awaited

BY_LOT = re.compile(r'"end_id":\s*"[^"]*"')
PUBLIC = """\
A3.1,giz,DEU,2024,200,public,
A3.1,cgiar-alliance,COL,2024,40,public,
C1.1,giz,DEU,2024,4,public,,fair
C1.1,ird,DEU,2024,2,public,,fair
"""
GROUP = "".join(
    f"{indicator},{who},FRA,2024,{value},aggregate,\n"
    for indicator in ("A3.1", "C1.1")
    for who, value in (("afris", 11), ("ird", 23), ("farm", 37))
)
# What came in confidence since: a fourth, a revision, a new period, an activity others lead, a
# place, and what was taken back again.
SINCE: Sequence[Sequence[str]] = (
    (),
    (
        "A3.1,inrae,FRA,2024,50,aggregate,\nA3.1,ird,FRA,2024,24,aggregate,\n",
        "C1.1,afris,FRA,2025,9,aggregate,\nB4.1,ird,FRA,2025,7,coalition,\n",
        "A1.1,oiv,FRA,2025,1,aggregate,\nC1.1,oiv,DEU,2024,1000,aggregate,,fair\n",
    ),
    ("A3.1,inrae,FRA,2024,51,aggregate,\nC1.1,ird,FRA,2024,999,aggregate,\n", "withdraw"),
)


def town_of(template: Path, root: Path, now: datetime, since: Sequence[str]) -> Town:
    """Everything public and a released group, then what came since, each published."""
    home = Home(shutil.copytree(template, root / "home"))
    path = root / "measures.csv"
    with open_ledger(home) as ledger:
        last = ""
        for number, rows in enumerate((PUBLIC + GROUP, *since)):
            with patch("data.ledger.writer.utc_now", lambda n=number: now + timedelta(hours=n)):
                if rows == "withdraw":
                    decide(ledger, last, "withdrawn", None)
                else:
                    path.write_text(HEADER + whole(rows))
                    last = load(ledger, Delivery(path)).batch
                publish(ledger)
    settings = Settings(home=home.root, sample=False, prepare_pictures=False)
    town = Town(home, settings)
    town.app = create_app(Store(home), lambda: now + timedelta(days=1), town.settings)
    awaited(started(town.app))
    return town


def texts(town: Town, addresses: Sequence[str]) -> dict[str, str]:
    """What a stranger reads at each address, but for what each server draws by lot."""
    read = Crawler(town.stranger(), "en").read(addresses, 0)
    return {address: BY_LOT.sub("", text) for address, text in read}


def test_what_is_not_released_changes_no_answer(
    facts_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    now = utc_now() + timedelta(days=1)
    day = now.date().isoformat()
    addresses = [
        *in_language((*PAGES, *SPOKEN), "en"),
        *(f"/api/v1/{path}" for path in API if "format=" not in path),
        *(f"/api/v1/indicators/{name}?asof={day}" for name in ("A3.1", "C1.1", "A1.1")),
        "/api/v1/partners?asof=2026-01-01",
    ]
    plain, *others = (
        texts(town_of(facts_template, tmp_path_factory.mktemp("twin"), now, since), addresses)
        for since in SINCE
    )
    assert "311" in plain["/api/v1/indicators/A3.1"]  # 240 in public, and the 71 of three
    for other in others:
        differing = [address for address, text in plain.items() if other[address] != text]
        assert differing == []
