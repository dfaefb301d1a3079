"""How old the newest report is."""

from datetime import datetime, timedelta

from dash import html

from data.questions.answers import SnapshotInfo
from data.text.i18n import Language

FRESH = timedelta(minutes=5)


def freshness(t: Language, info: SnapshotInfo, now: datetime) -> html.Span:
    """The pill of the header: solid under five minutes, hollow after."""
    newest = info.newest_recorded_at
    if newest is None:
        return _pill(t.gettext("No measures yet"), t.gettext("No measures yet"), True)
    age = t.age(max(now - newest, timedelta(0)))
    long = t.gettext("Newest report {age} ago", age=age)
    return _pill(long, t.gettext("{age} ago", age=age), now - newest > FRESH)


def _pill(long: str, short: str, late: bool) -> html.Span:
    words = [html.Span(long, className="lg"), html.Span(short, className="sm")]
    return html.Span(
        [html.I(), html.Span(words)],
        className="fresh is-late" if late else "fresh",
        role="status",
        title=long,
    )
