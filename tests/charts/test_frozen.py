"""A frozen picture whose verdict was corrected says so, in words; the picture stays."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from dashboard.charts.http import frozen as keeping
from dashboard.charts.http.frozen import FrozenPictures, corrections
from dashboard.charts.http.frozen_page import frozen_page
from dashboard.charts.kinds.model import Shown
from data.accounts.retention import QuotaError
from data.progress.model import Status
from tests.charts.small_world import chart

NOW = datetime(2026, 11, 22, 12)


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    kept = FrozenPictures(tmp_path / "frozen")
    made = chart("objective", "A1", "lang=fr")
    first, second = (
        kept.keep(b"png", made, "lang=fr", "email", NOW),
        kept.keep(b"png", made, "", "wide", NOW),
    )
    assert first == second and first.lang == "fr" and first.preset == "email"
    assert kept.content(first.digest) == b"png"
    assert [shown.status for shown in first.shown] == [Status.BEHIND, Status.ON_TRACK]


@pytest.mark.parametrize(
    ("lang", "word"), [("en", "Corrected"), ("fr", "Corrigé"), ("es", "Corregido")]
)
def test_a_correction_is_told_on_its_page(tmp_path: Path, lang: str, word: str) -> None:
    kept = FrozenPictures(tmp_path)
    made = chart("objective", "A1", f"lang={lang}")
    frozen = kept.keep(b"png", made, "", "email", NOW)
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
    frozen = FrozenPictures(tmp_path).keep(b"x", chart("scorecard", "all"), "", "", NOW)
    assert len(frozen.shown) == 24


# --- How long they stay, and how many ---


def kept_ones(folder: Path, count: int, now: datetime = NOW) -> tuple[FrozenPictures, list[str]]:
    kept, made = FrozenPictures(folder), chart("objective", "A1", "lang=fr")
    digests = [kept.keep(f"png {n} {now}".encode(), made, "", "", now).digest for n in range(count)]
    return kept, digests


def left(kept: FrozenPictures, now: datetime) -> set[str]:
    """What is left once another one was made."""
    other = kept.keep(f"other {now}".encode(), chart("objective", "A1"), "", "", now)
    return {each.digest for each in kept.lying()} - {other.digest}


def test_what_nobody_is_shown_ages_out(tmp_path: Path) -> None:
    kept, (never, shown, pinned) = kept_ones(tmp_path, 3)
    kept.note_shown(shown, NOW)
    assert kept.pin(pinned, pinned=True)
    kept.remember("/chart/objective/A1.png", never)
    assert left(kept, NOW + timedelta(days=90)) == {never, shown, pinned}
    assert left(kept, NOW + timedelta(days=91)) >= {shown, pinned}
    assert never not in left(kept, NOW + timedelta(days=91))
    assert kept.frozen_last("/chart/objective/A1.png") is None
    with pytest.raises(KeyError):
        kept.find(never)
    kept.note_shown(shown, NOW + timedelta(days=1000))
    assert left(kept, NOW + timedelta(days=2000)) >= {shown, pinned}
    assert left(kept, NOW + timedelta(days=2200)) == {pinned}
    assert kept.pin(pinned, pinned=False)
    assert pinned not in left(kept, NOW + timedelta(days=2201))
    assert not kept.pin(pinned, pinned=True)


def test_where_there_is_no_room_only_what_was_never_shown_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "MOST", 3)
    kept, digests = kept_ones(tmp_path, 3)
    with pytest.raises(QuotaError, match="make room"):
        left(kept, NOW + timedelta(hours=23))
    for digest in digests[:2]:
        kept.note_shown(digest, NOW)
    assert left(kept, NOW + timedelta(hours=25)) == set(digests[:2])
    with pytest.raises(QuotaError, match="make room"):
        left(kept, NOW + timedelta(hours=26))
    kept.pin(digests[0], pinned=True)
    assert left(kept, NOW + timedelta(hours=27)) >= set(digests[:2])


def test_the_same_picture_costs_nothing_twice(tmp_path: Path) -> None:
    asked: list[int] = []
    kept = FrozenPictures(tmp_path, lambda: asked.append(1))
    for _ in range(3):
        kept.keep(b"png", chart("objective", "A1"), "", "", NOW)
    assert len(asked) == 1


def test_a_picture_noted_as_shown_stays_what_it_is(tmp_path: Path) -> None:
    kept, (digest,) = kept_ones(tmp_path, 1)
    before = kept.content(digest)
    kept.note_shown(digest, NOW + timedelta(days=3))
    kept.note_shown("0" * 32, NOW)
    (found,) = kept.lying()
    assert (found.made, found.shown) == (NOW, NOW + timedelta(days=3))
    assert kept.content(digest) == before
