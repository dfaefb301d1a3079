"""Sample measures as deliveries: when we learned of each, late reporters, revisions.

The same every time. Deliveries come once a quarter; each is a measures file for `ingest load`.
"""

import csv
from collections.abc import Iterator
from dataclasses import astuple, fields, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

from data.sample.partners import sample_partners
from data.sample.stories import Row, stories

SEED = 41_001
LAST_DELIVERY = date(2026, 11, 20)
USUAL_LAG_DAYS, LATE_LAG_DAYS = (20, 110), (200, 420)
LATE_SHARE, REVISED_SHARE, PROVISIONAL_SHARE = 0.12, 0.03, 0.04
SOURCE = "sample data"
NINE = time(9)


def write_deliveries(folder: Path) -> Iterator[tuple[datetime, Path]]:
    """Write one file a delivery; when it was learned of, and the file, oldest first."""
    by_day: dict[date, list[Row]] = {}
    for row, day in _dated():
        by_day.setdefault(_delivery_day(day), []).append(row)
    for day in sorted(by_day):
        path = folder / f"sample-{day:%Y-%m-%d}.csv"
        _write(path, by_day[day])
        yield datetime.combine(day, NINE), path


def _dated() -> Iterator[tuple[Row, date]]:
    """Each row with the day we learned of it, some of them again, revised, later."""
    random = Random(SEED)
    for row in stories(sample_partners(), random):
        end = _period_end(row.period)
        late = random.random() < LATE_SHARE
        told = end + timedelta(random.randint(*(LATE_LAG_DAYS if late else USUAL_LAG_DAYS)))
        if told > LAST_DELIVERY:
            told = max(end + timedelta(15), LAST_DELIVERY)
        provisional = random.random() < PROVISIONAL_SHARE
        yield replace(row, obs_status="P") if provisional else row, told
        if row.indicator in ("A3.1", "F2.1", "C2.1") and random.random() < REVISED_SHARE * 2:
            better = max(round(row.value * random.uniform(0.9, 1.15), 1), 1)
            if row.denominator is None or better <= row.denominator:
                yield replace(row, value=better, obs_status="A"), told + timedelta(120)


def _period_end(period: str) -> date:
    """The last day of a period as the stories write it."""
    year, _, part = period.partition("-")
    if len(part) == 5:
        return date.fromisoformat(period)
    months = {"": 12, "H1": 6, "H2": 12, "Q1": 3, "Q2": 6, "Q3": 9, "Q4": 12}
    month = months.get(part) or int(part)
    following = date(int(year) + month // 12, month % 12 + 1, 1)
    return following - timedelta(1)


def _delivery_day(told: date) -> date:
    """The first day of the quarter after, but not after the last delivery."""
    year, quarter = divmod(told.year * 4 + (told.month - 1) // 3 + 1, 4)
    return min(date(year, quarter * 3 + 1, 1), LAST_DELIVERY)


def _write(path: Path, rows: list[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*(field.name for field in fields(Row)), "source"])
        seen = set()
        for row in rows:
            key = (row.indicator, row.partner, row.place, row.facility, row.period, row.activity)
            if key not in seen:  # two reports within a delivery would be one too many
                seen.add(key)
                writer.writerow([*("" if v is None else v for v in astuple(row)), SOURCE])
