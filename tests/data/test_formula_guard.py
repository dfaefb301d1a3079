"""What a spreadsheet would run gets an apostrophe, and every text comes back as it was."""

import re

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.formula_guard import guard, guard_sql, unguard_sql

TEXTS = st.text(alphabet="=+-@\t\r\n'＝＋－＠1234567890.,% e|!A\u00a0", max_size=12)
DANGEROUS = (
    "=1+1",
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1+1",
    "-x",
    "'=1",
    "''-x",
)


def in_sql(sql: str, text: str) -> str:
    with duckdb.connect() as connection:
        found = connection.execute(f"SELECT {sql} FROM (SELECT ? AS t)", [text]).fetchone()
    assert found is not None
    return str(found[0])


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_would_run_gets_an_apostrophe(text: str) -> None:
    assert guard(text) == in_sql(guard_sql("t"), text) == f"'{text}"
    assert in_sql(unguard_sql("t"), f"'{text}") == text


@pytest.mark.parametrize("text", ["-5", "+3.5", "-1 234,5", "-12%", "-1e6", "2+2", "a=b", "O'Neil"])
def test_numbers_and_plain_texts_stay(text: str) -> None:
    assert guard(text) == in_sql(guard_sql("t"), text) == text


@pytest.mark.parametrize("cell", [None, True, -5, -2.5])
def test_what_is_no_text_stays(cell: object) -> None:
    assert guard(cell) is cell


@given(TEXTS)
def test_taking_it_off_gives_the_text_back(text: str) -> None:
    guarded = guard(text)
    assert guarded == in_sql(guard_sql("t"), text)
    assert in_sql(unguard_sql("t"), guarded) == text
    assert not re.match(r"[=@\t\r\n＝＋－＠]|[+-](?!\d)", guarded)
