"""Doubtful rows go in with a warning: each doubt met, and just missed."""

from collections.abc import Callable

import pytest

from data.ledger.writer import Ledger
from ingest.load.load import LoadReport

Send = Callable[..., LoadReport]
FIVE = ("afris", "inrae", "cirad", "giz", "ird")
HEADER = "indicator,partner,place,period,value\n"


def doubts(report: LoadReport) -> list[tuple[str, str]]:
    return [(warning.code, warning.column) for warning in report.warnings]


def steps(*values: float, partner: str = "afris", indicator: str = "C1.1") -> str:
    lines = [f"{indicator},{partner},BEN,{2015 + n},{v}" for n, v in enumerate(values)]
    return HEADER + "\n".join(lines) + "\n"


# Steps of the history: 1, 2, 1, 2, 1, 2: median 1.5, deviations 0.5; so 0.6745 * |s - 1.5| / 0.5
# passes 3.5 from s = 4.0945 up. The last value is 9.
@pytest.mark.parametrize(
    ("value", "found"),
    [
        (13.0, []),
        (13.1, [("unusual_jump", "value")]),
        (7.91, []),
        (7.9, [("unusual_jump", "value")]),
    ],
)
def test_a_jump_is_judged_by_the_partners_own_history(
    send: Send, value: float, found: list[tuple[str, str]]
) -> None:
    send(steps(0, 1, 3, 4, 6, 7, 9))
    report = send(HEADER + f"C1.1,afris,BEN,2023,{value}\n")
    assert (doubts(report), report.new) == (found, 1)
    assert [w.hint for w in report.warnings] == ["2021: 9.0"] * len(found)


def test_another_partners_history_says_nothing(send: Send) -> None:
    send(steps(0, 1, 3, 4, 6, 7, 9))
    assert doubts(send(HEADER + "C1.1,inrae,BEN,2023,49\n")) == []


def test_where_steps_were_always_the_same_a_jump_is_half_of_what_was(send: Send) -> None:
    send(steps(10, 11, 12, 13, 14, 15))
    assert doubts(send(HEADER + "C1.1,afris,BEN,2021,23\n")) == []
    assert doubts(send(HEADER + "C1.1,afris,BEN,2021,24\n")) == [("unusual_jump", "value")]


@pytest.mark.parametrize(("value", "found"), [(40, []), (40.1, [("unusual_value", "value")])])
def test_ten_times_the_largest_partner_is_unusual(
    send: Send, value: float, found: list[tuple[str, str]]
) -> None:
    rows = "".join(f"C1.1,{p},BEN,2024,{n}\n" for n, p in enumerate(FIVE))
    assert send(HEADER + rows).new == 5
    assert doubts(send(HEADER + f"C1.1,afris,TGO,2024,{value}\n")) == found


def test_fewer_than_five_partners_are_no_measure_of_what_is_usual(send: Send) -> None:
    send(HEADER + "".join(f"C1.1,{p},BEN,2024,{n}\n" for n, p in enumerate(FIVE[:4])))
    assert doubts(send(HEADER + "C1.1,afris,TGO,2024,41\n")) == []


def test_a_total_and_its_parts_are_told_of_on_both_sides(send: Send) -> None:
    report = send(HEADER + "C1.1,afris,BEN,2024,5\nC1.1,afris,BEN,2024-Q2,2\n")
    assert [(w.line, w.code, w.hint) for w in report.warnings] == [
        (2, "whole_and_parts", "2"),
        (3, "whole_and_parts", "2"),
    ]
    later = send(HEADER + "C1.1,afris,BEN,2024-03-15/2024-04-15,1\n")
    assert doubts(later) == [("overlapping_period", "period")]
    assert [w.hint for w in later.warnings] == ["2024-Q2"]


def test_what_waits_is_doubted_like_what_counts(send: Send, ledger: Ledger) -> None:
    send(HEADER + "C1.1,afris,BEN,2024,5\n")
    report = send(HEADER + "C1.1,afris,BEN,2024-Q2,7\n", state="pending")
    assert doubts(report) == [("whole_and_parts", "value")]
    assert ledger.scalar("SELECT count(*) FROM overlap") == 0


def test_what_another_told_in_confidence_is_no_doubt_to_tell(send: Send) -> None:
    header = HEADER.replace("value", "value,activity,disclosure")
    send(header + "C1.1,giz,BEN,2024,5,fair,aggregate\n")
    assert doubts(send(header + "C1.1,afris,BEN,2024,5,fair,public\n")) == []
    send(header + "C1.1,giz,TGO,2024,5,fair,public\n")
    report = send(header + "C1.1,afris,TGO,2024,6,fair,public\n")
    assert [(w.code, w.hint) for w in report.warnings] == [("joint", "giz")]


def test_what_one_told_in_confidence_itself_is_a_doubt_to_tell(send: Send) -> None:
    header = HEADER.replace("value", "value,activity,disclosure")
    send(header + "C1.1,giz,BEN,2024-Q2,3,fair,aggregate\n")
    send(header + "C1.1,afris,BEN,2024-Q2,3,,aggregate\n")
    report = send(header + "C1.1,afris,BEN,2024,5,,public\n")
    assert [(w.code, w.hint) for w in report.warnings] == [("whole_and_parts", "3")]
    report = send(header + "C1.1,afris,TGO,2024,9,,aggregate\nC1.1,afris,TGO,2024-Q3,4,,public\n")
    assert {w.code for w in report.warnings} == {"whole_and_parts"}


def test_quarters_of_a_year_do_not_overlap(send: Send) -> None:
    quarters = "".join(f"C1.1,afris,BEN,2024-Q{q},2\n" for q in range(1, 5))
    assert doubts(send(HEADER + quarters)) == []


def test_a_warning_is_kept_with_the_batch_and_a_repeated_row_is_not_warned_of_again(
    send: Send, ledger: Ledger
) -> None:
    file = HEADER + "C1.1,afris,BEN,2024-07-01,5\n"
    first = send(file)
    assert doubts(first) == [("single_day", "period")]
    kept = ledger.run("SELECT batch, line, code, cell, hint FROM warning")
    assert [tuple(row) for row in kept] == [(1, 2, "single_day", "2024-07-01", "2024-07")]
    send(file)
    assert ledger.scalar("SELECT count(*) FROM warning") == 1


@pytest.mark.parametrize("lang", ["en", "fr", "es"])
def test_every_warning_has_a_sentence(send: Send, lang: str) -> None:
    for warning in send(HEADER + "C1.1,afris,BEN,2024-07-01,5\n").warnings:
        assert "2024-07" in warning.sentence(lang)
