"""What leaves: every public measure in force, exact, harmless and with its papers."""

import csv
import json
import resource
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest
from python_calamine import CalamineWorkbook

from data.errors import ProductError, StorageError
from data.home import Home
from data.ledger.writer import Ledger, open_ledger
from data.settings import Settings
from data.store.publish import publish
from ingest.load.load import Delivery, LoadReport, load
from ingest.write import export as exporting
from ingest.write.export import COLUMNS, LICENCE, SDMX, export

FORMATS = ("csv", "xlsx", "json", "parquet", "sdmx-csv")
HEADER = "indicator,partner,place,period,value,disclosure,activity,source,comment\n"
EXACT = (0.1, 1 / 3, 1.234, 123456.789, 1e-7, 98765432109876.55, 5.0)
FORMULA = '=HYPERLINK("http://x","y")'
WRITTEN = "'" + FORMULA  # as a spreadsheet takes it for a text
Send = Callable[..., LoadReport]
Sent = Callable[[str], Path]


@pytest.fixture
def settings() -> Settings:
    return Settings(sample=False)


@pytest.fixture
def out(ledger: Ledger, send: Send, settings: Settings, tmp_path: Path) -> Sent:
    """Exports a few awkward measures, one that is not public and one that was corrected."""
    numbers = [f"C1.1,afris,BEN,{2010 + n},{_written(v)},,,," for n, v in enumerate(EXACT)]
    formula = FORMULA.replace('"', '""')
    others = [
        f'C1.1,afris,TGO,2024,7,public,"@id","-1 of 2","{formula}"',
        'C1.1,afris,TGO,2023,7,,,\'tis fine,"two\nlines; “and” more"',
        "C1.1,afris,TGO,2022,1000001,aggregate,,,",
        "C1.1,afris,TGO,2021,1000002,secretariat,,,",
        "B2.1,afris,002,2021,1,public,,,",
    ]
    assert send(HEADER + "C1.1,afris,TGO,2024,1000003,,@id,,\n").new == 1
    report = send(HEADER + "\n".join([*numbers, *others]) + "\n")
    assert report.rejected == 0 and report.revised == 1

    def export_as(file_format: str) -> Path:
        target = tmp_path / f"out.{file_format.replace('sdmx-', 'sdmx.')}"
        assert export(ledger, settings, target, file_format) == len(EXACT) + 3
        return target

    return export_as


def test_a_csv_says_every_public_measure_in_full(out: Sent) -> None:
    with out("csv").open(newline="") as file:
        header, *rows = csv.reader(file)
    assert tuple(header) == COLUMNS and "sample" in header
    named = [dict(zip(header, row, strict=True)) for row in rows]
    assert [(r["place"], r["period"]) for r in named[:2]] == [("TGO", "2024"), ("BEN", "2010")]
    assert tuple(float(r["value"]) for r in named if r["place"] == "BEN") == EXACT
    assert {r["sample"] for r in named} == {"false"}
    (told,) = [r for r in named if r["period"] == "2024"]
    assert (told["activity"], told["source"], told["comment"]) == ("'@id", "'-1 of 2", WRITTEN)
    (harmless,) = [r for r in named if r["period"] == "2023"]
    assert harmless["comment"] == "two\nlines; “and” more" and harmless["source"] == "'tis fine"


def test_an_sdmx_csv_has_the_columns_of_version_2(out: Sent) -> None:
    with out("sdmx-csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == list(SDMX)
    assert {(r["STRUCTURE"], r["STRUCTURE_ID"], r["ACTION"]) for r in rows} == {
        ("dataflow", "FPT:MEASURES(1.0)", "I")
    }
    assert {(r["OBS_STATUS"], r["CONF_STATUS"]) for r in rows} == {("A", "F")}
    assert {r["UNIT_MEASURE"] for r in rows} == {"events_per_year", "regions"}
    assert tuple(float(r["OBS_VALUE"]) for r in rows if r["REF_AREA"] == "BEN") == EXACT
    assert WRITTEN in {r["COMMENT_OBS"] for r in rows}


def test_json_is_one_document_with_texts_as_they_are(out: Sent) -> None:
    document = json.loads(out("json").read_text(encoding="utf-8"))
    assert list(document) == ["about", "measures"]
    rows = document["measures"]
    assert tuple(rows[0]) == COLUMNS and rows[0]["sample"] is False
    assert tuple(r["value"] for r in rows if r["place"] == "BEN") == EXACT
    assert FORMULA in {r["comment"] for r in rows}
    assert document["about"]["measures"] == len(rows)


def test_parquet_keeps_types_and_says_what_it_is_inside(out: Sent) -> None:
    target = str(out("parquet"))
    rows = duckdb.execute("SELECT * FROM read_parquet(?)", [target])
    assert tuple(column[0] for column in rows.description or ()) == COLUMNS
    found = rows.fetchall()
    assert tuple(r[5] for r in found if r[2] == "BEN") == EXACT
    assert FORMULA in {r[11] for r in found}
    said = dict(
        duckdb.execute("SELECT key, value FROM parquet_kv_metadata(?)", [target]).fetchall()
    )
    assert said[b"licence"] == LICENCE.encode() and said[b"sample"] == b"false"


def test_an_xlsx_holds_numbers_in_full_and_no_formula(out: Sent) -> None:
    book = CalamineWorkbook.from_path(out("xlsx"))
    assert book.sheet_names == ["Measures", "About"]
    header, *rows = book.get_sheet_by_name("Measures").to_python()
    assert tuple(header) == COLUMNS
    assert tuple(r[5] for r in rows if r[2] == "BEN") == EXACT
    assert WRITTEN in {r[11] for r in rows} and {r[12] for r in rows} == {False}
    assert rows[0][2] == "TGO"
    about = {row[0]: row[1] for row in book.get_sheet_by_name("About").to_python()}
    assert (about["licence"], about["measures"]) == (LICENCE, str(len(rows)))


@pytest.mark.parametrize("file_format", FORMATS)
def test_what_is_not_public_or_was_corrected_stays_inside(out: Sent, file_format: str) -> None:
    target = out(file_format)
    if file_format == "parquet":
        found = duckdb.execute("SELECT value FROM read_parquet(?)", [str(target)]).fetchall()
        values = {row[0] for row in found}
    elif file_format == "xlsx":
        values = {
            row[5] for row in CalamineWorkbook.from_path(target).get_sheet_by_index(0).to_python()
        }
    else:
        assert "100000" not in target.read_text()
        return
    assert 7.0 in values and not values & {1000001.0, 1000002.0, 1000003.0}


@pytest.mark.parametrize("file_format", FORMATS)
def test_an_export_loads_into_an_empty_home_as_the_same(
    out: Sent, file_format: str, ledger: Ledger, other: Ledger
) -> None:
    report = load(other, Delivery(out(file_format)))
    assert (report.rejected, report.new) == (0, len(EXACT) + 3)
    assert _public(other) == _public(ledger)


@pytest.mark.parametrize("file_format", FORMATS)
def test_the_papers_name_the_snapshot_licence_and_citation(
    out: Sent, file_format: str, ledger: Ledger
) -> None:
    snapshot = publish(ledger)
    target = out(file_format)
    about = _about(target, file_format)
    assert about["snapshot"] == snapshot and about["plan_version"] == "v2"
    assert about["licence"] == LICENCE and snapshot in about["citation"]
    assert "4 per 1000" in about["citation"]
    left = {path.name for path in target.parent.iterdir()} - {"home", "measures.csv"}
    papers = {f"{target.name}.about.json"} if file_format not in ("json", "xlsx") else set()
    assert left == {target.name} | papers


def test_an_export_before_anything_was_published_names_no_snapshot(out: Sent) -> None:
    about = _about(out("csv"), "csv")
    assert about["snapshot"] is None and "not published" in about["citation"]


@pytest.mark.parametrize("file_format", FORMATS)
def test_nothing_to_export_makes_a_whole_file(
    ledger: Ledger, settings: Settings, tmp_path: Path, file_format: str
) -> None:
    target = tmp_path / "none.file"
    assert export(ledger, settings, target, file_format) == 0
    assert _about(target, file_format)["measures"] in (0, "0")


def test_samples_are_flagged_and_told_in_the_citation(sample_home: Home, tmp_path: Path) -> None:
    target = tmp_path / "all.csv"
    with open_ledger(sample_home) as ledger:
        written = export(ledger, Settings(), target, "csv")
    about = _about(target, "csv")
    assert about["sample"] is True and "sample data" in about["citation"]
    with target.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == written == about["measures"]
    assert {r["sample"] for r in rows} == {"true", "false"}


def test_twice_the_same_is_the_same_file(out: Sent) -> None:
    first = out("csv").read_bytes()
    assert out("csv").read_bytes() == first


# --- What goes wrong ---


@pytest.mark.parametrize("file_format", FORMATS)
def test_a_full_disk_leaves_the_file_that_was_there(
    out: Sent, file_format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    target = out(file_format)
    before, there = target.read_bytes(), set(target.parent.iterdir())
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StorageError, match="No space left"):
        out(file_format)
    assert target.read_bytes() == before and set(target.parent.iterdir()) == there


# XlsxWriter leaves its own temporary files open when it fails.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("file_format", FORMATS)
def test_a_disk_that_takes_no_more_leaves_nothing(
    out: Sent, file_format: str, tmp_path: Path
) -> None:
    there = set(tmp_path.iterdir())
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300, hard))  # bytes any file may grow to
    try:
        with pytest.raises(StorageError, match="was not written"):
            out(file_format)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    assert set(tmp_path.iterdir()) == there
    assert out(file_format).exists()  # room again


@pytest.mark.parametrize("file_format", FORMATS)
def test_a_folder_that_is_not_there_is_told(
    ledger: Ledger, settings: Settings, tmp_path: Path, file_format: str
) -> None:
    with pytest.raises(StorageError, match="No such file or directory"):
        export(ledger, settings, tmp_path / "nowhere" / "out", file_format)


def test_a_folder_or_an_unknown_format_is_refused(
    ledger: Ledger, settings: Settings, tmp_path: Path
) -> None:
    with pytest.raises(ProductError, match="is a folder"):
        export(ledger, settings, tmp_path, "csv")
    with pytest.raises(ProductError, match="sdmx-csv"):
        export(ledger, settings, tmp_path / "out", "xls")


def test_more_than_a_sheet_holds_is_refused_naming_what_does(
    out: Sent, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(exporting, "MOST_SHEET_ROWS", 5)
    with pytest.raises(ProductError, match=r"--format csv or --format parquet"):
        out("xlsx")
    assert not (tmp_path / "out.xlsx").exists()


def test_an_xlsx_of_several_pages_holds_them_all(
    out: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "PAGE_ROWS", 3)
    assert CalamineWorkbook.from_path(out("xlsx")).get_sheet_by_index(0).height == len(EXACT) + 4


@pytest.fixture
def other(empty_template: Path, tmp_path: Path) -> Iterator[Ledger]:
    """Another home that holds no measure."""
    with open_ledger(Home(shutil.copytree(empty_template, tmp_path / "other"))) as opened:
        yield opened


def _written(value: float) -> str:
    """A number that reads one way: three decimals could be thousands."""
    return f"{value}0" if len(str(value).partition(".")[2]) == 3 else str(value)


def _public(ledger: Ledger) -> list[tuple[object, ...]]:
    newest = """
SELECT indicator, partner, place, facility, period_start, period_end, value, denominator,
  obs_status, activity, source, comment
FROM measure WHERE disclosure = 'public'
QUALIFY row_number() OVER (PARTITION BY key ORDER BY batch DESC) = 1 ORDER BY ALL"""
    return [tuple(row) for row in ledger.run(newest)]


def _about(target: Path, file_format: str) -> dict[str, object]:
    if file_format == "json":
        return dict(json.loads(target.read_text())["about"])
    if file_format == "xlsx":
        sheet = CalamineWorkbook.from_path(target).get_sheet_by_name("About")
        return {str(row[0]): row[1] for row in sheet.to_python()}
    return dict(json.loads(target.with_name(f"{target.name}.about.json").read_text()))
