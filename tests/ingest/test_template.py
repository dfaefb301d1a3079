"""The template: in three languages, with what is known, harmless, and read back without a word."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from data.errors import ProductError, StorageError
from data.ledger.writer import Ledger
from data.reference.plan_sources import read_plan
from data.settings import Settings
from data.text.i18n import Language
from ingest.columns.header_names import COLUMNS, NAMES, OURS, key
from ingest.columns.helper_columns import HELPERS, helper_names
from ingest.load.load import Delivery, LoadReport, load
from ingest.write.template import LISTS, MOST_ROWS, write_template

Send = Callable[..., LoadReport]
Table = list[list[object]]
LANGUAGES = ("en", "fr", "es")
SHEETS = {
    "en": ["Measures", "How to"],
    "fr": ["Mesures", "Mode d’emploi"],
    "es": ["Mediciones", "Instrucciones"],
}
HEADER = "indicator,partner,place,facility,period,value,activity,disclosure\n"
HISTORY = HEADER + (
    "C1.1,afris,BEN,,2024,3,,\n"
    "C1.1,afris,BEN,,2025,1000.5,,\n"
    "C1.1,afris,BEN,,2025-07,2,workshop,\n"
    "D4.2,afris,TGO,,2023,5,=cmd()|x,aggregate\n"
    "C1.1,giz,GHA,,2025,6,,\n"
    "A2.1,afris,002,GF1,2024,2,,\n"
)


@pytest.fixture
def settings() -> Settings:
    return Settings(sample=False)


@pytest.fixture
def template(ledger: Ledger, settings: Settings, tmp_path: Path) -> Callable[..., Path]:
    """Writes a partner's template."""

    def write(lang: str = "en", partner: str = "afris") -> Path:
        target = tmp_path / f"{partner}-{lang}.xlsx"
        assert write_template(ledger, settings, partner, lang, target) == len(_rows(target))
        return target

    return write


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_header_is_in_the_language_and_our_reader_knows_it(
    template: Callable[..., Path], lang: str
) -> None:
    header = _table(template(lang))[0]
    ours, helpers = header[: len(COLUMNS)], header[len(COLUMNS) :]
    assert tuple(OURS[key(str(name))] for name in ours) == COLUMNS
    assert helpers == [Language(lang).gettext(name) for name in HELPERS]
    assert {key(str(name)) for name in helpers} <= helper_names()
    assert str(ours[5]) == {"en": "value", "fr": "valeur", "es": "valor"}[lang]
    assert str(ours[11]) == {"en": "source", "fr": "source", "es": "fuente"}[lang]
    assert str(ours[3]) == {"en": "facility", "fr": "facilité", "es": "facilidad"}[lang]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_two_sheets_are_seen_and_the_stamp_says_whose_it_is(
    template: Callable[..., Path], lang: str
) -> None:
    book = CalamineWorkbook.from_path(template(lang))
    shown = {sheet.name: sheet.visible for sheet in book.sheets_metadata}
    assert [n for n, seen in shown.items() if seen == SheetVisibleEnum.Visible] == SHEETS[lang]
    assert (shown[LISTS], shown["_fpt"]) == (SheetVisibleEnum.Hidden, SheetVisibleEnum.VeryHidden)
    assert book.get_sheet_by_name("_fpt").to_python() == [
        ["template", "1"],
        ["locale", lang],
        ["partner", "afris"],
        ["plan", "v2"],
    ]


def test_without_history_there_is_a_row_for_each_indicator(
    template: Callable[..., Path], settings: Settings
) -> None:
    plan = read_plan(settings.plan).plan
    rows = _rows(template())
    assert [row["indicator"] for row in rows] == [indicator.id for indicator in plan.indicators]
    first = rows[0]
    assert first["partner"] == "afris" and first["unit"] == "countries"
    assert first["facility"] == plan.objective("A1").facility
    assert not first["place"] and not first["period"] and not first["value"]
    assert first["Indicator’s name"] == plan.indicators[0].name.text("en")


def test_history_comes_in_the_plan_s_order_newest_first_with_what_was_said_last(
    template: Callable[..., Path], send: Send, settings: Settings
) -> None:
    assert send(HISTORY).rejected == 0
    rows = _rows(template())
    told = [r for r in rows if r["Last period"]]
    assert [(r["indicator"], r["place"], r["Last period"], r["Last value"]) for r in told] == [
        ("A2.1", "002", "2024", 2.0),
        ("C1.1", "BEN", "2025", 1000.5),
        ("D4.2", "TGO", "2023", 5.0),
    ]
    assert [r["disclosure"] for r in told] == ["", "", "aggregate"]
    assert told[0]["facility"] == "GF1" and told[2]["activity"] == "=cmd()|x"
    assert not any(r["period"] or r["value"] for r in rows)
    plan = read_plan(settings.plan).plan
    assert {r["indicator"] for r in rows} == {i.id for i in plan.indicators}
    assert len(rows) == len(plan.indicators) and not told[1]["activity"]


def test_a_withdrawn_report_is_no_history(
    template: Callable[..., Path], send: Send, ledger: Ledger
) -> None:
    send(HISTORY)
    ledger.run(
        "INSERT INTO batch_event SELECT 1, 'withdrawn', now()::TIMESTAMP + INTERVAL 1 DAY, ''"
    )
    assert not any(row["Last period"] for row in _rows(template()))


def test_texts_of_people_never_become_formulas_or_links(
    template: Callable[..., Path], send: Send
) -> None:
    send(HISTORY)
    parts = _parts(template())
    assert not any("<f>" in part for name, part in parts.items() if "worksheets/" in name)
    assert not any("<hyperlink" in part for part in parts.values())
    assert "=cmd()|x" in parts["xl/sharedStrings.xml"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_cells_offer_choices_and_say_what_they_want(
    template: Callable[..., Path], lang: str
) -> None:
    parts = _parts(template(lang))
    sheet = parts["xl/worksheets/sheet1.xml"]
    found = re.findall(r'<dataValidation type="(\w+)"[^>]*sqref="([A-Z])2', sheet)
    assert found == [
        ("list", "A"),
        ("list", "C"),
        ("list", "D"),
        ("decimal", "F"),
        ("decimal", "G"),
        ("list", "H"),
        ("list", "I"),
        ("list", "J"),
    ]
    assert sheet.count(LISTS) == 6 and len(re.findall(r'prompt="', sheet)) == 2
    assert 'state="frozen"' in sheet
    notes = parts["xl/comments1.xml"]
    assert len(re.findall("<comment ", notes)) == len(COLUMNS)
    assert {"en": "Leave it empty", "fr": "Laissez vide", "es": "Déjela vacía"}[lang] in notes


def test_the_lists_hold_what_the_reader_takes(template: Callable[..., Path]) -> None:
    sheet = CalamineWorkbook.from_path(template("fr")).get_sheet_by_name(LISTS)
    columns = [
        [str(c) for c in column if c != ""] for column in zip(*sheet.to_python(), strict=True)
    ]
    assert "membership.partners" in columns[0] and "A1.1" in columns[0]
    assert {"Bénin", "BEN", "Afrique", "002", "WLD"} <= set(columns[2])
    assert columns[4][0] == "CF1" and {"pays", "m_eur"} <= set(columns[6])
    assert "public" in columns[10] and columns[8][0] == "A"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_guide_tells_periods_units_and_steps(template: Callable[..., Path], lang: str) -> None:
    sheet = CalamineWorkbook.from_path(template(lang)).get_sheet_by_name(SHEETS[lang][1])
    rows = {str(row[0]): [str(cell) for cell in row[1:]] for row in sheet.to_python()}
    assert {"1", "2025-H1", "2025-01-01/2025-06-30", "A1.1", "CF1"} <= set(rows)
    assert rows["A6.1"][1].count(",") == 3 and rows["C1.1"][0]
    assert rows[NAMES["indicator"][LANGUAGES.index(lang)]][0] == "A2.1"
    assert not any("{" in cell for cells in rows.values() for cell in cells)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sent_back_empty_it_says_nothing_and_filled_in_only_what_was_filled_in(
    template: Callable[..., Path], send: Send, ledger: Ledger, tmp_path: Path, lang: str
) -> None:
    send(HISTORY)
    target = template(lang)
    empty = load(ledger, Delivery(target))
    assert (empty.read, empty.new, empty.rejected) == (0, 0, 0)
    filled = tmp_path / "filled.xlsx"
    said = {"period": "2025-Q3", "value": 1.25, "place": "Togo"}
    _fill(target, filled, {"C1.1": said, "D4.2": said})
    report = load(ledger, Delivery(filled))
    assert (report.read, report.new, report.rejected) == (2, 2, 0)
    rows = ledger.run("SELECT place, value, activity, disclosure FROM measure WHERE batch = 3")
    assert {(r.place, r.value, r.activity, r.disclosure) for r in rows} == {
        ("TGO", 1.25, None, "public"),
        ("TGO", 1.25, "=cmd()|x", "aggregate"),
    }


# --- What goes wrong ---


def test_an_unknown_partner_is_told_where_the_ids_are(
    ledger: Ledger, settings: Settings, tmp_path: Path
) -> None:
    with pytest.raises(ProductError, match=r"“afrus”.*mean “afris”.*partners\.yml.*/partner/"):
        write_template(ledger, settings, "afrus", "en", tmp_path / "t.xlsx")
    assert not (tmp_path / "t.xlsx").exists()


def test_a_folder_that_is_not_there_is_told(
    ledger: Ledger, settings: Settings, tmp_path: Path
) -> None:
    with pytest.raises(StorageError, match="cannot be written"):
        write_template(ledger, settings, "afris", "en", tmp_path / "nowhere" / "t.xlsx")


def test_more_rows_than_a_person_fills_in_are_refused(
    ledger: Ledger, settings: Settings, send: Send, tmp_path: Path
) -> None:
    rows = (f"D4.2,afris,BEN,,2025,1,activity-{n},\n" for n in range(MOST_ROWS))
    send(HEADER + "".join(rows))
    with pytest.raises(ProductError, match="CSV"):
        write_template(ledger, settings, "afris", "en", tmp_path / "t.xlsx")


def _table(path: Path) -> Table:
    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def _rows(path: Path) -> list[dict[str, object]]:
    header, *rows = _table(path)
    names = [*COLUMNS, *map(str, header[len(COLUMNS) :])]
    return [dict(zip(names, row, strict=True)) for row in rows]


def _parts(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist() if ".xml" in name}


def _fill(template: Path, target: Path, cells: dict[str, dict[str, object]]) -> None:
    """A copy of the template's sheets with cells filled in, by the indicator of their rows."""
    source = CalamineWorkbook.from_path(template)
    options = {"strings_to_formulas": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        for number, name in enumerate(source.sheet_names):
            sheet = book.add_worksheet(name)
            if name.startswith("_"):
                sheet.hide()
            for line, row in enumerate(source.get_sheet_by_name(name).to_python()):
                said = cells.get(str(row[0]), {}) if number == 0 else {}
                for place, cell in enumerate(row):
                    column = COLUMNS[place] if place < len(COLUMNS) else ""
                    sheet.write(line, place, said.get(column, cell))
