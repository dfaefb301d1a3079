"""A row is its place in the file's structure: files written on one line lose and double nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from data.ledger.writer import Ledger
from ingest.load.batches import problems
from ingest.load.cell_places import place_of
from ingest.load.load import Delivery, LoadReport, load
from ingest.review.rejects import write_rejects
from tests.beside import case

Send = Callable[..., LoadReport]
COUNTS = ("new", "revised", "unchanged", "rejected")


def activity(number: int, value: str, code: str = "BJ") -> str:
    return (
        f"<iati-activity><iati-identifier>A{number}</iati-identifier><reporting-org ref='afris'/>"
        f"<recipient-country code='{code}'/><result type='1'><indicator measure='1'>"
        "<title><narrative>C1.1</narrative></title>"
        "<period><period-start iso-date='2025-01-01'/><period-end iso-date='2025-12-31'/>"
        f"<actual value='{value}'/></period></indicator></result></iati-activity>"
    )


def document(*activities: str, between: str = "") -> str:
    return f"<iati-activities version='2.03'>{between.join(activities)}</iati-activities>"


@pytest.fixture
def send(ledger: Ledger, tmp_path: Path) -> Send:
    def _send(content: str | Path, name: str = "a.xml") -> LoadReport:
        path = content if isinstance(content, Path) else tmp_path / name
        if isinstance(content, str):
            path.write_text(content)
        return load(ledger, Delivery(path))

    return _send


def counts(report: LoadReport) -> tuple[int, ...]:
    return tuple(getattr(report, name) for name in COUNTS)


def test_a_bad_value_refuses_only_its_own_row(send: Send) -> None:
    report = send(case("84-iati-one-line/a.xml"))
    assert counts(report) == (2, 0, 0, 1)
    assert [(p.code, p.cell) for p in report.problems] == [("bad_value", "n/a")]


def test_the_next_delivery_brings_what_is_new_and_what_changed(send: Send, ledger: Ledger) -> None:

    assert counts(send(case("84-iati-one-line/b.xml"))) == (2, 0, 0, 0)
    assert counts(send(case("84-iati-one-line/c.xml"))) == (1, 1, 1, 0)
    newest = (
        "SELECT arg_max(value, batch) AS value FROM measure GROUP BY activity ORDER BY activity"
    )
    assert [row.value for row in ledger.run(newest)] == [3, 6, 9]


def test_two_actual_values_on_one_line_are_two_rows(send: Send) -> None:
    report = send(case("84b-iati-actuals-on-one-line/a.xml"))
    assert counts(report) == (1, 0, 0, 1)
    found = report.problems[0]
    assert place_of(report.layout, found.line, "value", "en", found.found_at) == "line 9:2, value"


def test_a_key_said_twice_on_a_line_is_refused_once(send: Send) -> None:
    report = send(document(activity(1, "3"), activity(1, "4")))
    assert counts(report) == (1, 0, 0, 1)
    assert [(p.code, p.found_at, p.hint) for p in report.problems] == [
        ("duplicate_in_file", "1:2", "1")
    ]


@pytest.mark.parametrize("between", ["", "\n"])
def test_a_bad_row_among_a_thousand_is_kept_once(
    send: Send, ledger: Ledger, tmp_path: Path, between: str
) -> None:
    good = [activity(n, str(n)) for n in range(1, 1000)]
    report = send(document(*good, activity(1000, "n/a"), between=between))
    assert counts(report) == (999, 0, 0, 1)
    assert len(problems(ledger, report.batch)) == 1
    assert write_rejects(ledger, report.batch, tmp_path / "mend.csv", "en") == 1


def test_rows_beyond_the_lines_that_the_parser_counts_stay_apart(send: Send) -> None:
    far = "\n" * 70_000
    report = send(document(activity(1, "3"), far, activity(2, "4"), activity(3, "n/a")))
    assert counts(report) == (2, 0, 0, 1)
    assert report.problems[0].found_at == "#3"


def test_a_repeated_key_on_a_second_sheet_names_the_line_a_person_finds(
    send: Send, tmp_path: Path
) -> None:
    import xlsxwriter

    path = tmp_path / "two.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name in ("First", "Second"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["indicator", "partner", "place", "period", "value"])
            sheet.write_row(1, 0, ["C1.1", "afris", "BEN", "2025", 3])
    report = send(path)
    assert [(p.code, p.hint) for p in report.problems] == [("duplicate_in_file", "2")]
