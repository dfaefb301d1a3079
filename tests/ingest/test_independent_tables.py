"""Totals of large mixed files, as loaded and as pandas counts them from the files themselves."""

import random
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter

from data.ledger.writer import Ledger
from ingest.load.load import Delivery, load

Total = tuple[str, str, float]  # of a place and of the month that a period ends in

ROWS = 1200
SEEDS = pytest.mark.parametrize("seed", [20261, 20262, 20263])
PLACES = {
    "BEN": ("BEN", "BJ", "Bénin", "Benin", "République du Bénin", "204"),
    "EGY": ("Egypt, Arab Rep.", "Égypte", "EGY", "818"),
    "COD": ("Congo, Dem. Rep.", "RDC", "République démocratique du Congo"),
    "CIV": ("Côte d’Ivoire", "Cote d'Ivoire", "Ivory Coast"),
    "VNM": ("Viet Nam", "Vietnam", "VN"),
}
# By the year and month that a period ends in.
PERIODS = {
    "2023-12": ("2023", "2023.0", "année 2023", "01/01/2023-31/12/2023"),
    "2024-03": ("2024-Q1", "1er trimestre 2024", "T1 2024", "2024-01/2024-03"),
    "2024-07": ("2024-07", "juillet 2024", "07/2024", "202407", "juil. 2024"),
    "2025-06": ("2025-H1", "S1/2025", "1er semestre 2025"),
}
HEADER = ["indicateur", "partenaire", "lieu", "période", "valeur", "activité"]
TOTALS = """
SELECT place, strftime(period_end, '%Y-%m') AS period, round(sum(value), 6) AS value
FROM measure GROUP BY ALL ORDER BY ALL
"""


def _french(value: float, chosen: random.Random) -> str:
    """A number as French sheets write it: spaces of three widths, a decimal comma."""
    space = chosen.choice(("", " ", "\u00a0", "\u202f"))
    return f"{value:,.2f}".replace(",", space).replace(".", ",").removesuffix(",00")


def _rows(chosen: random.Random) -> list[tuple[str, str, float]]:
    """Spellings of a place and a period, and a value in hundredths."""
    return [
        (
            chosen.choice(PLACES[chosen.choice(list(PLACES))]),
            chosen.choice(PERIODS[chosen.choice(list(PERIODS))]),
            chosen.randrange(1, 500_000) / 100,
        )
        for _ in range(ROWS)
    ]


def _counted(frame: pd.DataFrame) -> list[Total]:
    """Sums by place and period, of what the raw cells say."""
    meant = {text: code for code, texts in PLACES.items() for text in texts}
    ends = {text: end for end, texts in PERIODS.items() for text in texts}
    frame = frame.assign(
        place=frame["lieu"].map(meant),
        period=frame["période"].map(lambda said: ends.get(said, said[:7])),
        value=frame["valeur"].map(_number),
    )
    assert not frame[["place", "period", "value"]].isna().any().any()
    sums = frame.groupby(["place", "period"])["value"].sum().round(6)
    return [(*key, float(value)) for key, value in sums.items()]


def _number(text: str) -> float:
    return float("".join(sign for sign in text if not sign.isspace()).replace(",", "."))


def _loaded(ledger: Ledger, path: Path) -> list[Total]:
    report = load(ledger, Delivery(path, locale="fr"))
    assert (report.read, report.new, report.rejected) == (ROWS, ROWS, 0)
    return [tuple(row) for row in ledger.run(TOTALS)]


def _assert_equal(loaded: list[Total], counted: list[Total]) -> None:
    assert [total[:2] for total in loaded] == [total[:2] for total in counted]
    values = [total[2] for total in counted]
    assert [total[2] for total in loaded] == pytest.approx(values, abs=1e-6)


@SEEDS
def test_a_csv_of_french_semicolons_counts_as_pandas_counts_it(
    ledger: Ledger, write: Callable[..., Path], seed: int
) -> None:
    chosen = random.Random(seed)
    lines = [
        f"C1.1;afris;{place};{period};{_french(value, chosen)};a{number}"
        for number, (place, period, value) in enumerate(_rows(chosen))
    ]
    path = write("\n".join([";".join(HEADER), *lines]).encode("utf-8-sig"))
    frame = pd.read_csv(path, sep=";", dtype=str, keep_default_na=False, encoding="utf-8-sig")
    assert len(frame) == ROWS
    _assert_equal(_loaded(ledger, path), _counted(frame))


@SEEDS
def test_a_workbook_of_texts_numbers_and_dates_counts_as_pandas_counts_it(
    ledger: Ledger, tmp_path: Path, seed: int
) -> None:
    chosen = random.Random(seed)
    cells: list[dict[str, str]] = []
    path = tmp_path / "measures.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Données")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, ["Rapport annuel"])
        sheet.write_row(2, 0, HEADER)
        for number, (place, period, value) in enumerate(_rows(chosen)):
            said = _french(value, chosen)
            sheet.write_row(number + 3, 0, ["C1.1", "afris", place])
            if chosen.random() < 0.3:
                told = f"2022-{chosen.randrange(1, 13):02}-{chosen.randrange(2, 29):02}"
                sheet.write_datetime(number + 3, 3, datetime.fromisoformat(told), day)
            else:
                told = period
                sheet.write_string(number + 3, 3, told)
            if chosen.random() < 0.5:
                sheet.write_number(number + 3, 4, value)
            else:
                sheet.write_string(number + 3, 4, said)
            sheet.write_string(number + 3, 5, f"a{number}")
            cells.append({"lieu": place, "période": told, "valeur": said})
    _assert_equal(_loaded(ledger, path), _counted(pd.DataFrame(cells)))
