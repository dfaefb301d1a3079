"""Texts as they are kept: without what surrounds them, by the short way or the careful one."""

import duckdb
import pytest

from ingest.checks.rules import RULES
from ingest.columns.meanings import plain_text


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (None, None),
        ("", None),
        ("  ", None),
        ("plain", "plain"),
        ("(in brackets)", "(in brackets)"),
        (" both ", "both"),
        ("after ", "after"),
        ("'=1+1", "=1+1"),
        ("''=1+1", "'=1+1"),
        ("'tis", "'tis"),
        ("'-5 ", "-5"),
        ("#tag", "#tag"),
        ("été ", "été"),
    ],
)
def test_a_text_is_kept_without_what_surrounds_it(written: str | None, kept: str | None) -> None:
    said = duckdb.execute(f"SELECT {plain_text('t')} FROM (SELECT $1::VARCHAR AS t)", [written])
    assert said.fetchall() == [(kept,)]


@pytest.mark.parametrize("text", ["é" * 200, "é" * 201, "e" * 201, "e" * 200])
def test_the_gate_for_long_texts_lets_every_long_one_be_asked(text: str) -> None:
    """It counts bytes, the rule counts characters: it may ask too many, never too few."""
    (rule,) = (r for r in RULES if (r.code, r.column) == ("too_long", "partner"))
    asked = f"SELECT {rule.gate}, {rule.when} FROM (SELECT $1 AS partner) AS r"
    gate, broken = duckdb.execute(asked, [text]).fetchall()[0]
    assert broken == (len(text) > 200) and gate >= broken
