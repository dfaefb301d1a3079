"""Measures in and out: deliveries with what became of their rows, sources with their state."""

from datetime import datetime

import pytest

from dashboard.pages.data import layout
from dashboard.reader.view import View
from data.questions.answers import SnapshotInfo
from data.questions.deliveries import DeliverySummary
from data.questions.sources import SourceState
from data.text.i18n import Language
from tests.context import a_context
from tests.dashboard.walk import words

MOMENT = datetime(2026, 11, 20, 9, 30)
INFO = SnapshotInfo("S-1", MOMENT, 1200, 5, False, MOMENT, "v2", None)
DELIVERY = DeliverySummary(12, MOMENT, "xlsx", False, "pending", 48, 0, 3, 2, 1, 9)
WORKS = SourceState("afris", MOMENT, "ok", None, MOMENT, None, 12)
BROKEN = SourceState("kobo", MOMENT, "failed", "not_found", None, MOMENT, None)


def shown(lang: str, deliveries: tuple[DeliverySummary, ...], *sources: SourceState) -> str:
    view = View("/data", lang)
    return words(
        layout(
            a_context(view, t=Language(lang), info=INFO),
            deliveries,
            sources,
        )
    )


def test_a_delivery_says_what_became_of_its_rows_and_what_it_continues() -> None:
    said = shown("en", (DELIVERY,))
    assert "B-000012 ← B-000009" in said and "Waiting for approval" in said
    assert "48 new · 3 unchanged · 2 refused · 1 with a warning" in said


def test_nothing_of_a_file_that_its_sender_called_it_is_shown() -> None:
    assert "xlsx" not in shown("en", (DELIVERY,)).split("Send measures")[0]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "Broken since 20 Nov 2026 09:30 UTC"),
        ("fr", "En panne depuis le 20 nov. 2026 09:30 UTC"),
        ("es", "Averiada desde el 20 nov 2026 09:30 UTC"),
    ],
)
def test_a_broken_source_says_since_when(lang: str, said: str) -> None:
    found = shown(lang, (), WORKS, BROKEN)
    assert said in found and "afris" in found


def test_without_sources_it_says_where_they_are_named() -> None:
    assert "data/sources.yml" in shown("en", ())
