"""The figures of a chart as CSV and JSON, with what they are and where they are from."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from dashboard.api.file_words import LICENCE
from dashboard.charts.kinds.model import Cell, Chart
from data.formula_guard import guard
from data.plan.model import Plan
from data.table_files import write_parquet, write_xlsx
from data.text.i18n import Language


def table_csv(chart: Chart) -> str:
    """What is displayed, raw; every row says its day, snapshot and whether it is sample data."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    keys = [column.key for column in chart.table.columns]
    writer.writerow([*keys, "as_of", "snapshot", "method_version", "sample", "licence"])
    stamp = chart.stamp
    for row in chart.table.rows:
        told = [stamp.as_of.isoformat(), stamp.snapshot, stamp.method, _written(stamp.sample)]
        writer.writerow([*(_written(cell) for cell in row), *told, LICENCE])
    return target.getvalue()


def table_json(chart: Chart, plan: Plan, address: Callable[[str], str]) -> str:
    """What is displayed with its words: finding, alternative text, source, licence, citation."""
    stamp = chart.stamp
    document = {
        "kind": chart.kind,
        "id": chart.id,
        "lang": chart.lang,
        "title": chart.title,
        "finding": chart.finding,
        "alt": chart.alt,
        "description": chart.description,
        "verdicts": {str(b.horizon): {"status": b.status, "word": b.word} for b in chart.badges},
        "columns": [{"key": c.key, "heading": c.heading} for c in chart.table.columns],
        "rows": [
            dict(zip((c.key for c in chart.table.columns), row, strict=True))
            for row in chart.table.rows
        ],
        "as_of": stamp.as_of,
        "snapshot": stamp.snapshot,
        "published_at": stamp.published_at,
        "plan": stamp.plan,
        "method_version": stamp.method,
        "sample": stamp.sample,
        "licence": LICENCE,
        "citation": citation(chart, plan),
        "next_update": next_update(Language(chart.lang)),
        "page": address(chart.page),
    }
    return json.dumps(document, ensure_ascii=False, default=_iso)


def table_file(chart: Chart, extension: str, about: Mapping[str, str]) -> bytes:
    """What is displayed as XLSX or Parquet, with what it is inside."""
    write = write_xlsx if extension == "xlsx" else write_parquet
    told = {"title": chart.title, "finding": chart.finding, **about}
    keys = [column.key for column in chart.table.columns]
    with TemporaryDirectory(prefix="fpt-chart-") as folder:
        path = Path(folder) / f"chart.{extension}"
        write(path, keys, chart.table.rows, told)
        return path.read_bytes()


def citation(chart: Chart, plan: Plan) -> str:
    """How to name the figures."""
    t, stamp = Language(chart.lang), chart.stamp
    words = t.gettext(
        "{title}. {dashboard}, {plan}, snapshot {id}, {date}.",
        title=chart.title,
        dashboard=plan.dashboard_name.text(t.lang),
        plan=stamp.plan,
        id=stamp.snapshot,
        date=t.date(stamp.as_of),
    )
    return " ".join([words, t.gettext("Sample data.")]) if stamp.sample else words


def next_update(t: Language) -> str:
    """When the figures may change."""
    return t.gettext("whenever partners’ reports are approved, within seconds")


def _written(cell: Cell) -> str | float | int:
    """A cell that no spreadsheet takes for a formula."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, date | datetime):
        return cell.isoformat()
    return guard(cell)


def _iso(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(type(value))
