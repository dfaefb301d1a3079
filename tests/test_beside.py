"""A checkout without what others published says so in one line, and asks its own cases."""

from pathlib import Path

import pytest

from tests import beside
from tests.serving import ROOT


def test_nothing_is_said_where_all_is_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(beside, "HELD_BY_HAND", {tmp_path: ("the oracles", "our own")})
    assert beside.left_out() == []


def test_what_is_not_there_is_said_in_a_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    away = tmp_path / "away"
    monkeypatch.setattr(beside, "HELD_BY_HAND", {away: ("the oracles", "our own")})
    (line,) = beside.left_out()
    assert "the oracles" in line and str(away) in line and "our own" in line and "\n" not in line


def test_the_tests_named_instead_are_there() -> None:
    named = beside.HELD_BY_HAND[beside.ORACLES][1].split(", ")
    folder = ROOT / Path(named[0]).parent
    for name in named:
        assert "def test" in (folder / Path(name).name).read_text()
