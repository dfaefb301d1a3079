"""Files of a thousand rows and more: what counts equals what others count in the raw file."""

import json
import random
from collections import defaultdict
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from data.ledger.writer import Ledger
from ingest.load.load import Delivery, load

PLACES = ("BEN", "TGO", "MLI", "NER", "SEN", "GHA")
INDICATORS = ("C1.1", "A2.1")
Totals = dict[tuple[str, str, str], float]
SEEDS = pytest.mark.parametrize("seed", [20261, 20262, 20263])


def product_totals(ledger: Ledger) -> Totals:
    """Public and not, by indicator, place and class of disclosure."""
    rows = ledger.run(
        "SELECT indicator, place, disclosure, sum(value) AS total FROM measure GROUP BY ALL"
    )
    return {(row.indicator, row.place, row.disclosure): row.total for row in rows}


# --- KoboToolbox ---


def submissions(chance: random.Random) -> dict[str, Any]:
    """Visits of 800 people, each with up to four plots; some held back, some edited."""
    states = ["validation_status_approved"] * 7 + ["validation_status_on_hold", ""]
    results = []
    for number in range(800):
        root = f"0000{number:04d}"
        edited = chance.random() < 0.2
        plots = [
            {
                "plots/indicator": indicator,
                "plots/where/place": place,
                "plots/value": str(chance.randint(1, 500)),
                "plots/farmer": f"PERSON {chance.random()}",
            }
            for place in chance.sample(PLACES, chance.randint(0, 2))
            for indicator in INDICATORS
        ]
        status = {"uid": chance.choice(states), "label": "?"}
        results.append(
            {
                "_id": number,
                "_uuid": f"e{root}" if edited else root,
                "meta/rootUuid": f"uuid:{root}",
                "formhub/uuid": "f",
                "start": "2026-01-05T10:00:00.000+01:00",
                "partner": "afris",
                "period": str(chance.choice((2023, 2024))),
                "visit/phone": "+22900000000",
                "plots": plots,
                "_validation_status": status if status["uid"] else {},
                "_submission_time": "2026-01-05T10:00:00",
                "_attachments": [{"filename": "x.jpg"}],
            }
        )
    return {"count": len(results), "next": None, "previous": None, "results": results}


def count_submissions(path: Path) -> Totals:
    totals: Totals = defaultdict(float)
    for result in json.loads(path.read_text())["results"]:
        if result["_validation_status"].get("uid") == "validation_status_approved":
            for plot in result["plots"]:
                key = (plot["plots/indicator"], plot["plots/where/place"], "public")
                totals[key] += int(plot["plots/value"])
    return dict(totals)


@SEEDS
def test_submissions_count_as_the_standard_library_counts_them(
    ledger: Ledger, tmp_path: Path, seed: int
) -> None:
    path = tmp_path / "visits.json"
    path.write_text(json.dumps(submissions(random.Random(seed))))
    report = load(ledger, Delivery(path))
    assert report.read > 1000
    assert report.read == report.new + report.left_out + report.rejected
    counted = count_submissions(path)
    assert len(counted) == len(PLACES) * len(INDICATORS)
    assert product_totals(ledger) == pytest.approx(counted)


# --- SDMX-ML ---

CLASSES = {"F": "public", "N": "secretariat", "C": "aggregate", "": "public"}


def message(chance: random.Random) -> str:
    """Two data sets, one deleted; groups by place, half of them after their series."""
    sets = []
    for action, activity in (("Append", "plots"), ("Delete", "gone"), ("Merge", "forest")):
        series, groups = [], []
        for indicator in INDICATORS:
            for place in PLACES:
                observations = [
                    f'<Obs TIME_PERIOD="{year}-{month:02d}" OBS_VALUE="{_number(chance)}"'
                    f' OBS_STATUS="{chance.choice("AEP")}"/>'
                    for year in (2022, 2023, 2024)
                    for month in range(1, 13)
                ]
                series.append(
                    f'<Series INDICATOR="{indicator}" REF_AREA="{place}" REPORTER="afris"'
                    f' ACTIVITY="{activity}">{"".join(observations)}</Series>'
                )
        for place in PLACES:
            status = chance.choice(list(CLASSES))
            said = f'CONF_STATUS="{status}" UNIT_MULT="{chance.choice("03")}"'
            groups.append(f'<Group REF_AREA="{place}" {said}/>')
        parts = [*groups[:3], *series, *groups[3:]]
        sets.append(f'<m:DataSet ss:action="{action}">{"".join(parts)}</m:DataSet>')
    text = f'<m:StructureSpecificData xmlns:m="urn:m" xmlns:ss="urn:ss"><m:Header/>{"".join(sets)}'
    return text.replace("><", ">\n<") + "</m:StructureSpecificData>"


def _number(chance: random.Random) -> str:
    return chance.choice(("NaN", str(chance.randint(0, 99)), f"{chance.random() * 9:.3f}"))


def count_observations(path: Path) -> Totals:
    totals: Totals = defaultdict(float)
    for data_set in ET.parse(path).getroot().findall("{urn:m}DataSet"):
        groups = {group.get("REF_AREA"): group for group in data_set.findall("Group")}
        for series in (
            [] if data_set.get("{urn:ss}action") == "Delete" else data_set.findall("Series")
        ):
            group = groups[series.get("REF_AREA")]
            disclosure = CLASSES[group.get("CONF_STATUS", "")]
            factor = 10 ** int(group.get("UNIT_MULT", "0"))
            key = (series.get("INDICATOR", ""), series.get("REF_AREA", ""), disclosure)
            for observation in series.findall("Obs"):
                if observation.get("OBS_VALUE") != "NaN":
                    totals[key] += float(observation.get("OBS_VALUE", "")) * factor
    return dict(totals)


@SEEDS
def test_observations_count_as_the_standard_library_counts_them(
    ledger: Ledger, tmp_path: Path, seed: int
) -> None:
    path = tmp_path / "data.xml"
    path.write_text(message(random.Random(seed)))
    report = load(ledger, Delivery(path))
    assert report.read == 3 * len(INDICATORS) * len(PLACES) * 36
    assert (report.rejected, report.read) == (0, report.new + report.left_out)
    counted = count_observations(path)
    assert {disclosure for _, _, disclosure in counted} >= {"public", "aggregate"}
    assert product_totals(ledger) == pytest.approx(counted)


# --- IATI ---


def activities(chance: random.Random, between: str) -> str:
    """Projects with targets, baselines and results by sex beside their totals."""
    found = []
    for number in range(400):
        indicators = []
        for indicator in INDICATORS:
            periods = []
            for year in chance.sample((2022, 2023, 2024), 2):
                total = chance.randint(10, 900)
                women = chance.randint(0, total)
                parts = "".join(
                    f'<actual value="{value}"><dimension name="sex" value="{sex}"/></actual>'
                    for sex, value in (("f", women), ("m", total - women))
                )
                told = chance.choice((f'<actual value="{total}"/>{parts}', parts))
                periods.append(
                    f'<period><period-start iso-date="{year}-01-01"/>'
                    f'<period-end iso-date="{year}-12-31"/><target value="999"/>{told}</period>'
                )
            indicators.append(
                f'<indicator measure="1"><title><narrative>{indicator}</narrative></title>'
                f'<baseline year="2021" value="5"/>{"".join(periods)}</indicator>'
            )
        found.append(
            f"<iati-activity><iati-identifier>XM-{number}</iati-identifier>"
            '<reporting-org ref="afris"/><recipient-country code="BJ"/>'
            f'<result type="1">{"".join(indicators)}</result></iati-activity>'
        )
    return f"<iati-activities>{between.join(found)}</iati-activities>".replace("><", f">{between}<")


def count_activities(path: Path) -> Totals:
    totals: Totals = defaultdict(float)
    for indicator in ET.parse(path).getroot().iter("indicator"):
        for period in indicator.findall("period"):
            actuals = period.findall("actual")
            whole = [a for a in actuals if a.find("dimension") is None]
            code = indicator.findtext("title/narrative", "").strip()
            totals[code, "BEN", "public"] += sum(
                float(actual.get("value", "")) for actual in whole or actuals
            )
    return dict(totals)


@SEEDS
@pytest.mark.parametrize("between", ["", "\n"])
def test_results_count_as_the_standard_library_counts_them(
    ledger: Ledger, tmp_path: Path, seed: int, between: str
) -> None:
    path = tmp_path / "activities.xml"
    path.write_text(activities(random.Random(seed), between))
    report = load(ledger, Delivery(path))
    assert report.read > 5000
    assert (report.rejected, report.read) == (0, report.new + report.left_out)
    counted = count_activities(path)
    assert product_totals(ledger) == pytest.approx(counted)
