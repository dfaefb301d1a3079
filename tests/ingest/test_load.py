"""A delivery goes in once, good rows and bad rows apart, corrections as revisions."""

from collections.abc import Callable
from datetime import date

import pytest

from data.errors import UnreadableFileError
from data.ledger.writer import Ledger
from data.store.snapshot import Snapshot
from ingest.load.dry_run import try_load
from ingest.load.load import Delivery, LoadReport

Send = Callable[..., LoadReport]
HEADER = (
    "indicator,partner,place,facility,period,value,denominator,unit,obs_status,disclosure,comment"
)
GOOD = "C1.1,afris,BEN,,2025-Q2,3,,,,,"
# One bad row a code: what the row says, the column that is blamed.
BAD_ROWS = {
    "unknown_indicator": ("Z9.9,afris,BEN,,2025,1,,,,,", "indicator"),
    "unknown_partner": ("C1.1,nobody,BEN,,2025,1,,,,,", "partner"),
    "unknown_place": ("C1.1,afris,Atlantis,,2025,1,,,,,", "place"),
    "wrong_place_kind": ("B2.1,afris,BEN,,2025,1,,,,,", "place"),
    "unknown_facility": ("C1.1,afris,BEN,CF9,2025,1,,,,,", "facility"),
    "bad_period": ("C1.1,afris,BEN,,soon,1,,,,,", "period"),
    "future_period": ("C1.1,afris,BEN,,2031,1,,,,,", "period"),
    "bad_value": ("C1.1,afris,BEN,,2024,many,,,,,", "value"),
    "ambiguous_number": ("C1.1,afris,BEN,,2023,1.234,,,,,", "value"),
    "unit_mismatch": ("C1.1,afris,BEN,,2022,1,,hectares,,,", "unit"),
    "out_of_range": ("A2.2,afris,BEN,,2022,7,,,,,", "value"),
    "duplicate_in_file": (GOOD, ""),
    "missing_value": ("C1.1,afris,BEN,,2021,,,,,,", "value"),
    "too_long": ("C1.1,afris,BEN,,2020,1,,,,," + "x" * 4001, "comment"),
    "bad_obs_status": ("C1.1,afris,TGO,,2020,1,,,Z,,", "obs_status"),
    "bad_disclosure": ("C1.1,afris,TGO,,2021,1,,,,open,", "disclosure"),
    "too_many_fields": ("C1.1,afris,TGO,,2022,1,,,,,a,b", ""),
}


def a_file(*rows: str) -> str:
    return "\n".join((HEADER, *rows)) + "\n"


def test_a_file_with_one_bad_row_a_code_lets_the_good_row_in_and_names_each_bad_one(
    send: Send,
) -> None:
    report = send(a_file(GOOD, *(row for row, _ in BAD_ROWS.values())))
    assert (report.read, report.new, report.rejected) == (1 + len(BAD_ROWS), 1, len(BAD_ROWS))
    found = [(p.code, p.column, p.line) for p in report.problems]
    expected = [(code, column, 3 + n) for n, (code, (_, column)) in enumerate(BAD_ROWS.items())]
    assert found == expected


@pytest.mark.parametrize("lang", ["en", "fr", "es"])
def test_every_problem_says_how_to_mend_it_in_each_language(send: Send, lang: str) -> None:
    report = send(a_file(GOOD, *(row for row, _ in BAD_ROWS.values())))
    sentences = [p.sentence(lang) for p in report.problems]
    assert all(len(sentence) > 30 and "{" not in sentence for sentence in sentences)
    if lang != "en":
        assert not set(sentences) & {p.sentence("en") for p in report.problems}


def test_the_same_file_again_changes_nothing(send: Send, ledger: Ledger) -> None:
    first = send(a_file(GOOD, "Z9.9,afris,BEN,,2025,1,,,,,"))
    again = send(a_file(GOOD, "Z9.9,afris,BEN,,2025,1,,,,,"))
    assert (first.new, again.new, again.revised, again.unchanged) == (1, 0, 0, 1)
    assert ledger.scalar("SELECT count(*) FROM measure") == 1
    assert not again.changed


def test_a_corrected_value_is_a_revision_and_both_are_kept(
    send: Send, published: Callable[[], Snapshot]
) -> None:
    send(a_file("C1.1,afris,BEN,,2025-Q2,3,,,,,"))
    report = send(a_file("C1.1,afris,BEN,,2025-Q2,4,,,,,"))
    assert report.revised == 1
    snapshot = published()
    listed = snapshot.measures(date(2026, 11, 22), indicators=("C1.1",)).measures
    assert [(m.value, m.revision, m.superseded) for m in listed] == [(4, 2, False), (3, 1, True)]
    current = snapshot.indicator("C1.1", date(2026, 11, 22)).current
    assert current is not None and current.value == 4


def test_rejected_rows_keep_their_original_text(send: Send, ledger: Ledger) -> None:
    send(a_file('C1.1,afris,Atlantis,,2025,1,,,,,"keep, this"'))
    kept = ledger.scalar("SELECT row_text FROM rejected")
    assert '"Atlantis"' in kept and "keep, this" in kept


def test_a_dry_run_says_what_would_happen_and_writes_nothing(
    ledger: Ledger, write: Callable[..., object]
) -> None:
    report = try_load(ledger, Delivery(write(a_file(GOOD, "Z9.9,afris,BEN,,2025,1,,,,,")))).report  # type: ignore[arg-type]
    assert (report.new, report.rejected) == (1, 1)
    assert ledger.scalar("SELECT count(*) FROM batch") == 0
    assert ledger.scalar("SELECT count(*) FROM measure") == 0


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("UTF-8 with mark", "\ufeff" + a_file("C1.1,afris,Côte d’Ivoire,,2025,3,,,,,é")),
        ("UTF-16", a_file("C1.1,afris,Côte d’Ivoire,,2025,3,,,,,é").encode("utf-16")),
        ("Windows-1252", a_file("C1.1,afris,Côte d’Ivoire,,2025,3,,,,,é").encode("cp1252")),
        ("semicolons", a_file("C1.1,afris,Côte d’Ivoire,,2025,3,,,,,é").replace(",", ";")),
        ("tabs", a_file("C1.1,afris,Côte d’Ivoire,,2025,3,,,,,é").replace(",", "\t")),
        ("Windows lines", a_file("C1.1,afris,Côte d’Ivoire,,2025,3,,,,,é").replace("\n", "\r\n")),
        ("no last line end", a_file("C1.1,afris,Côte d’Ivoire,,2025,3,,,,,é").rstrip()),
    ],
)
def test_encodings_and_separators_read_alike(
    send: Send, ledger: Ledger, name: str, content: str | bytes
) -> None:
    report = send(content)
    assert (report.new, report.rejected) == (1, 0), name
    assert tuple(ledger.run("SELECT place, value, comment FROM measure")[0]) == ("CIV", 3.0, "é")


def test_french_and_spanish_column_names_are_known(send: Send) -> None:
    assert send("indicateur;partenaire;lieu;période;valeur\nC1.1;afris;Bénin;2025-T2;3\n").new == 1
    assert send("indicador,socio,lugar,período,valor\nC1.1,afris,Benín,2025-S1,3\n").new == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("indicator,place,period,valeu\n", "did you mean “value”"),
        ("indicator,place,period\n", "Column missing: value"),
        ("indicator,place,period,value,value\n", "Column given twice: value"),
        ("", "The file is empty"),
        ("   \n", "The file is empty"),
    ],
)
def test_a_file_that_is_no_measures_file_is_refused_whole(
    send: Send, ledger: Ledger, content: str, sentence: str
) -> None:
    with pytest.raises(UnreadableFileError, match=sentence):
        send(content)
    assert ledger.scalar("SELECT count(*) FROM batch") == 0


def test_a_file_that_is_not_there_is_said_so(ledger: Ledger, tmp_path: object) -> None:
    from pathlib import Path

    with pytest.raises(UnreadableFileError, match="cannot be read"):
        try_load(ledger, Delivery(Path(str(tmp_path)) / "nowhere.csv"))


def test_a_star_in_a_name_is_a_name_and_not_a_pattern(
    ledger: Ledger, write: Callable[..., object]
) -> None:
    write(a_file("C1.1,afris,BEN,,2025,1,,,,,"), "ab.csv")
    starred = write(a_file("C1.1,afris,BEN,,2025,2,,,,,"), "a*.csv")
    assert try_load(ledger, Delivery(starred)).report.read == 1  # type: ignore[arg-type]


def test_lines_are_counted_as_an_editor_counts_them(send: Send) -> None:
    report = send(a_file('C1.1,afris,BEN,,2025,1,,,,,"two\nlines"', "Z9.9,afris,BEN,,2025,1,,,,,"))
    assert [p.line for p in report.problems] == [4]


def test_na_is_namibia(send: Send, ledger: Ledger) -> None:
    send(a_file("C1.1,afris,NA,,2025,1,,,,,"))
    assert ledger.scalar("SELECT place FROM measure") == "NAM"


def test_a_partner_given_with_the_call_reports_for_rows_that_name_none(
    send: Send, ledger: Ledger
) -> None:
    assert send("indicator,place,period,value\nC1.1,BEN,2025,1\n", partner="afris").new == 1
    assert ledger.scalar("SELECT partner FROM measure") == "afris"
    refused = send("indicator,place,period,value\nC1.1,BEN,2025,1\n")
    assert [p.code for p in refused.problems] == ["missing_value"]


def test_convertible_units_are_converted(send: Send, ledger: Ledger) -> None:
    report = send(a_file("F2.2,4p1000-secretariat,WLD,,2024,450000,,eur_per_year,,,"))
    assert report.rejected == 0
    assert ledger.scalar("SELECT value FROM measure") == 450


def test_a_share_without_its_denominator_is_told_so(send: Send) -> None:
    report = send(a_file("C2.1,afris,BEN,,2025,10,,,,,", "C2.1,afris,TGO,,2025,10,5,,,,"))
    assert [(p.code, p.column) for p in report.problems] == [
        ("missing_value", "denominator"),
        ("out_of_range", "value"),
    ]


def test_what_waits_does_not_make_an_approved_report_unchanged(send: Send) -> None:
    row = "indicator,partner,place,period,value\nA3.1,afris,BEN,2025,3\n"
    assert send(row, state="pending").new == 1
    assert send(row, state="pending").unchanged == 1
    assert send(row, state="approved").new == 1
    assert send(row, state="pending").unchanged == 1
