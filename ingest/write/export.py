"""Every public measure in force as a file, with what it is, under which licence and how to cite it.

A file is made in a folder beside its place and moved there once it is whole, so that nobody ever
meets half of one. CSV, JSON and Parquet are written by DuckDB, XLSX row by row: memory is bounded.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import XlsxFileError

from data.errors import ProductError, StorageError
from data.formula_guard import guard_sql
from data.ledger.in_force import APPROVED, QUALIFY_NEWEST, RETRACT
from data.ledger.writer import Ledger
from data.plan.model import Plan
from data.reference.plan_sources import read_plan
from data.settings import Settings
from data.text.i18n import Language
from data.times import utc_now
from ingest.columns.header_names import NAMES
from ingest.formats.parquet import NUMBER

LICENCE = "CC BY 4.0"  # of the data; the program's own is in LICENSE
MOST_SHEET_ROWS = 1_048_575  # rows of a sheet below its header
PAGE_ROWS = 20_000

# The newest approved report of each key, where it is public.
EXPORTED = f"""
CREATE OR REPLACE TEMP TABLE exported AS
WITH in_force AS (
  SELECT *, min((recorded_at, batch, line)) OVER (PARTITION BY key) AS first_told
  FROM measure WHERE batch IN ({APPROVED}) {QUALIFY_NEWEST})
-- As they were first told: of two partners with one activity the first counts, here and where the
-- file is loaded.
SELECT row_number() OVER (ORDER BY m.first_told) AS number,
  m.indicator, m.partner, m.place, m.facility, m.period, m.value, m.denominator, m.obs_status,
  m.disclosure, m.activity, m.source, m.comment, m.sample, i.unit
FROM in_force AS m LEFT JOIN indicator AS i ON i.id = m.indicator
WHERE m.disclosure = 'public' AND m.obs_status <> '{RETRACT}'
"""
COUNTED = """
SELECT count(*) AS measures, coalesce(bool_or(sample), false) AS sample FROM exported
"""
NEWEST = "SELECT snapshot, published_at FROM publication ORDER BY number DESC LIMIT 1"
COLUMNS = (*(column for column in NAMES if column != "unit"), "sample")
TEXTS = ("activity", "source", "comment")  # of people, who may write anything
SDMX = {
    "STRUCTURE": "'dataflow'",
    "STRUCTURE_ID": "'FPT:MEASURES(1.0)'",
    "ACTION": "'I'",
    "INDICATOR": "indicator",
    "REPORTER": "partner",
    "REF_AREA": "place",
    "FACILITY": "facility",
    "ACTIVITY": guard_sql("activity"),
    "TIME_PERIOD": "period",
    "OBS_VALUE": NUMBER.format("value"),
    "DENOMINATOR": NUMBER.format("denominator"),
    "OBS_STATUS": "obs_status",
    "CONF_STATUS": "'F'",
    "UNIT_MEASURE": "unit",
    "OBS_SOURCE": guard_sql("source"),
    "COMMENT_OBS": guard_sql("comment"),
}


@dataclass(frozen=True, slots=True)
class About:
    """What goes with every export. `snapshot` is None before anything was published."""

    snapshot: str | None
    exported_at: str
    plan_version: str
    licence: str
    citation: str
    sample: bool
    measures: int


def export(ledger: Ledger, settings: Settings, target: Path, file_format: str) -> int:
    """Write every public measure in force; how many. Raises `ProductError` with nothing left."""
    write = _WRITERS.get(file_format)
    if write is None:
        raise ProductError(f"“{file_format}” is no export format; one of {', '.join(_WRITERS)}.")
    if target.is_dir():
        raise ProductError(f"{target} is a folder; name a file.")
    plan = read_plan(settings.plan).plan
    with _room(ledger, target) as folder, ledger.transaction():
        ledger.run(EXPORTED)
        about = _about(ledger, plan)
        write(ledger, folder / target.name, about)
        ledger.run("DROP TABLE exported")
    return about.measures


@contextmanager
def _room(ledger: Ledger, target: Path) -> Iterator[Path]:
    """A folder on the target's disk; what is made there goes to the target and beside it."""
    try:
        with tempfile.TemporaryDirectory(prefix=".fpt-export-", dir=target.parent) as folder:
            yield Path(folder)
            for made in (Path(folder) / target.name, _beside(Path(folder) / target.name)):
                if made.exists():
                    _keep(made, target.parent / made.name)
    except (OSError, XlsxFileError, StorageError) as error:
        cause = error.strerror if isinstance(error, OSError) else None
        raise StorageError(
            f"{target} was not written: {cause or 'the disk is full or refuses to be written to'}."
            f" Nothing of it was left behind. See to its folder (and to {ledger.home.root}, which"
            " holds what is prepared) and run the command again."
        ) from error


def _keep(made: Path, target: Path) -> None:
    with made.open("rb+") as file:
        os.fsync(file.fileno())
    made.replace(target)


def _about(ledger: Ledger, plan: Plan) -> About:
    (counted,) = ledger.run(COUNTED)
    newest = next(iter(ledger.run(NEWEST)), None)
    now = utc_now()
    snapshot = newest.snapshot if newest else None
    day = Language("en").date((newest.published_at if newest else now).date())
    stand = f"snapshot {snapshot}" if snapshot else "not published"
    kind = " (contains sample data)" if counted.sample else ""
    return About(
        snapshot=snapshot,
        exported_at=f"{now:%Y-%m-%dT%H:%M:%SZ}",
        plan_version=plan.version,
        licence=LICENCE,
        citation=f"{plan.dashboard_name.text('en')}, {stand}, {day}{kind}",
        sample=counted.sample,
        measures=counted.measures,
    )


def _selected(columns: Mapping[str, str]) -> str:
    cells = ", ".join(f"{sql} AS {name}" for name, sql in columns.items())
    return f"(SELECT {cells} FROM exported ORDER BY number)"


def _plain() -> dict[str, str]:
    """Columns as they are, for formats in which a text is a text and a number a number."""
    return {column: column for column in COLUMNS}


def _safe() -> dict[str, str]:
    """Columns with texts that a spreadsheet does not run."""
    return _plain() | {column: guard_sql(column) for column in TEXTS}


def _write_csv(ledger: Ledger, target: Path, about: About) -> None:
    numbers = {column: NUMBER.format(column) for column in ("value", "denominator")}
    _copy_csv(ledger, target, about, _safe() | numbers)


def _write_sdmx(ledger: Ledger, target: Path, about: About) -> None:
    """SDMX-CSV 2.0."""
    _copy_csv(ledger, target, about, SDMX)


def _copy_csv(ledger: Ledger, target: Path, about: About, columns: Mapping[str, str]) -> None:
    ledger.run(f"COPY {_selected(columns)} TO :path (FORMAT csv, HEADER)", path=str(target))
    _write_beside(target, about)


def _write_parquet(ledger: Ledger, target: Path, about: About) -> None:
    """With what it is in the file's own metadata too."""
    said = {name: _text(value) for name, value in asdict(about).items()}
    metadata = ", ".join(f"{name}: :{name}" for name in said)
    options = f"FORMAT parquet, COMPRESSION zstd, KV_METADATA {{{metadata}}}"
    ledger.run(f"COPY {_selected(_plain())} TO :path ({options})", path=str(target), **said)
    _write_beside(target, about)


def _write_json(ledger: Ledger, target: Path, about: About) -> None:
    """One document: what it is, then the measures as DuckDB lists them."""
    listed = target.with_name("list.json.partial")
    options = "FORMAT json, ARRAY true"
    ledger.run(f"COPY {_selected(_plain())} TO :path ({options})", path=str(listed))
    with target.open("wb") as document, listed.open("rb") as rows:
        document.write(f'{{"about": {_document(about)},\n"measures": '.encode())
        shutil.copyfileobj(rows, document)
        document.write(b"}\n")


def _write_beside(target: Path, about: About) -> None:
    _beside(target).write_text(_document(about) + "\n", encoding="utf-8")


def _beside(target: Path) -> Path:
    return target.with_name(f"{target.name}.about.json")


def _document(about: About) -> str:
    return json.dumps(asdict(about), ensure_ascii=False, indent=1)


def _text(value: object) -> str:
    """A value as JSON writes it, texts without quotes and nothing as nothing."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value)


# --- XLSX ---


class _Exact(float):
    """A number that XlsxWriter writes with all its digits; of others it writes sixteen."""

    def __format__(self, _: str) -> str:
        return repr(float(self))


def _write_xlsx(ledger: Ledger, target: Path, about: About) -> None:
    """A sheet of measures and one that says what they are."""
    if about.measures > MOST_SHEET_ROWS:
        raise ProductError(
            f"A sheet holds {MOST_SHEET_ROWS:,} rows and there are {about.measures:,} measures."
            " Export them with --format csv or --format parquet."
        )
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "tmpdir": str(target.parent),
    }
    with xlsxwriter.Workbook(target, options) as book:
        bold = book.add_format({"bold": True})
        _write_measures(book.add_worksheet("Measures"), bold, _rows(ledger))
        _write_about(book, bold, about)


def _rows(ledger: Ledger) -> Iterator[Iterable[object]]:
    """The measures, a page at a time."""
    cells = ", ".join(f"{sql} AS {name}" for name, sql in _safe().items())
    page = f"""
SELECT {cells} FROM exported WHERE number > :after AND number <= :after + {PAGE_ROWS}
ORDER BY number"""
    after = 0
    while rows := ledger.run(page, after=after):
        yield from rows
        after += PAGE_ROWS


def _write_measures(sheet: Any, bold: Any, rows: Iterable[Iterable[object]]) -> None:
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(COLUMNS) - 1, 14)
    sheet.write_row(0, 0, COLUMNS, bold)
    for line, row in enumerate(rows, 1):
        for place, value in enumerate(row):
            if isinstance(value, bool):
                sheet.write_boolean(line, place, value)
            elif isinstance(value, float):
                sheet.write_number(line, place, _Exact(value))
            elif value is not None:
                sheet.write_string(line, place, str(value))


def _write_about(book: Any, bold: Any, about: About) -> None:
    sheet = book.add_worksheet("About")
    sheet.set_column(0, 1, 24)
    for line, (name, value) in enumerate(asdict(about).items()):
        sheet.write_string(line, 0, name, bold)
        sheet.write_string(line, 1, _text(value))
        book.set_custom_property(name, _text(value), "text")
    book.set_properties({"title": about.citation, "comments": about.licence})


_WRITERS: Mapping[str, Callable[[Ledger, Path, About], None]] = {
    "csv": _write_csv,
    "xlsx": _write_xlsx,
    "json": _write_json,
    "parquet": _write_parquet,
    "sdmx-csv": _write_sdmx,
}
