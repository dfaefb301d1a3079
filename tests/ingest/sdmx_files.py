"""SDMX to test with, and what the ledger makes of it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from data.ledger.writer import Ledger
from ingest.load.load import LoadReport

Send = Callable[..., LoadReport]
CASES = Path(__file__).parents[3] / "shared/cases/ingest"
NAMES = "INDICATOR,REPORTER,REF_AREA,TIME_PERIOD,OBS_VALUE"
ROW = "C1.1,afris,BEN,2024,3"
NOW = datetime(2026, 11, 22, 9)


def sdmx(column: str, *cells: str) -> str:
    """SDMX-CSV with one more column, a row for each of its cells: all of different years."""
    rows = [f"C1.1,afris,BEN,{2024 - n},3,{cell}" for n, cell in enumerate(cells)]
    return "\n".join([f"{NAMES},{column}", *rows]) + "\n"


def stored(ledger: Ledger, columns: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in ledger.run(f"SELECT {columns} FROM measure ORDER BY line")]


def told(report: LoadReport) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.hint) for problem in report.problems]


def counts(report: LoadReport) -> tuple[int, int, int]:
    return report.new, report.rejected, report.left_out


SDMX_ML = """<m:StructureSpecificData xmlns:m="urn:m" xmlns:ss="urn:ss"><m:Header/>
<m:DataSet ss:action="{action}">{groups}<Series INDICATOR="C1.1" REPORTER="afris" REF_AREA="BEN">
<Obs TIME_PERIOD="{period}" OBS_VALUE="{value}" {more}/></Series></m:DataSet>
</m:StructureSpecificData>"""


def sdmx_ml(**said: str) -> str:
    plain = {"action": "Append", "groups": "", "period": "2024", "value": "3", "more": ""}
    return SDMX_ML.format(**plain | said)
