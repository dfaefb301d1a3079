"""The rows of a sheet as a person sees them: merged cells filled, errors and percentages shown."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from python_calamine import CalamineSheet

from ingest.formats.readers.workbook_xml import OddCell, SheetXml
from ingest.spool import text_of

MOST_FILLED = 10_000  # merged cells that are filled from their first one


def whole_rows(sheet: CalamineSheet, markup: SheetXml | None) -> Iterator[Sequence[object]]:
    """The rows from the first of the sheet on, their cells from the first that is used anywhere.

    What the library for spreadsheets passes over is put in its place.
    """
    return _completed(_filled(sheet), markup, sheet.start[1] if sheet.start else 0)


def _completed(
    rows: Iterator[Sequence[object]], markup: SheetXml | None, left: int
) -> Iterator[Sequence[object]]:
    """The rows with what the library passes over put in its place."""
    odd = groupby(markup.odd_cells(), key=attrgetter("row")) if markup else iter(())
    place, found = next(odd, (None, iter(())))
    number = -1
    for number, row in enumerate(rows):
        if place is not None and place <= number:
            yield _patched(row, found if place == number else (), left)
            place, found = next(odd, (None, iter(())))
        else:
            yield row
    while place is not None:  # rows of nothing but such cells
        for _ in range(number + 1, place):
            yield []
        number = max(number, place)
        yield _patched([], found, left)
        place, found = next(odd, (None, iter(())))


def _patched(row: Sequence[object], odd: Iterable[OddCell], left: int) -> list[object]:
    cells = list(row)
    for cell in odd:
        place = cell.column - left
        if place < 0:
            continue
        cells += [""] * (place + 1 - len(cells))
        value = cells[place]
        if not cell.percent:
            cells[place] = cell.text
        elif isinstance(value, int | float):
            cells[place] = f"{text_of(round(value * 100, 9))} %"
    return cells


def _filled(sheet: CalamineSheet) -> Iterator[Sequence[object]]:
    """The rows; a cell merged over several of them says the same in each."""
    merged = sheet.merged_cell_ranges or []
    if not merged or len(merged) > MOST_FILLED or sheet.start is None:
        yield from sheet.iter_rows()
        return
    left = sheet.start[1]
    rows = [list(row) for row in sheet.iter_rows()]
    for (first, column), (last, _) in merged:
        for row in rows[first + 1 : last + 1]:
            row[column - left] = rows[first][column - left]
    yield from rows
