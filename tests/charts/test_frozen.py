"""A frozen picture whose verdict was corrected says so, in words; the picture stays."""

from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.charts.frozen import FrozenPictures, corrections
from dashboard.charts.frozen_page import frozen_page
from dashboard.charts.model import Shown
from data.progress.model import Status
from tests.charts.small_world import chart


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    kept = FrozenPictures(tmp_path / "frozen")
    made = chart("objective", "A1", "lang=fr")
    first, second = kept.keep(b"png", made, "lang=fr", "email"), kept.keep(b"png", made, "", "wide")
    assert first == second and first.lang == "fr" and first.preset == "email"
    assert kept.content(first.digest) == b"png"
    assert [shown.status for shown in first.shown] == [Status.BEHIND, Status.ON_TRACK]


@pytest.mark.parametrize(
    ("lang", "word"), [("en", "Corrected"), ("fr", "Corrigé"), ("es", "Corregido")]
)
def test_a_correction_is_told_on_its_page(tmp_path: Path, lang: str, word: str) -> None:
    kept = FrozenPictures(tmp_path)
    made = chart("objective", "A1", f"lang={lang}")
    frozen = kept.keep(b"png", made, "", "email")
    assert corrections(frozen, frozen.shown) == []
    today = [replace(shown, status=Status.ACHIEVED) for shown in frozen.shown[:1]]
    found = corrections(frozen, [*today, Shown("Z9", 2030, Status.BEHIND)])
    assert [(c.code, c.horizon, c.was, c.now) for c in found] == [
        ("A1", 2030, Status.BEHIND, Status.ACHIEVED)
    ]
    page = frozen_page(frozen, found, lambda path: f"https://example.org{path}")
    assert word in page and f"https://example.org{frozen.path}" in page
    assert word not in frozen_page(frozen, [], str)


def test_a_scorecard_remembers_every_verdict(tmp_path: Path) -> None:
    frozen = FrozenPictures(tmp_path).keep(b"x", chart("scorecard", "all"), "", "")
    assert len(frozen.shown) == 24
