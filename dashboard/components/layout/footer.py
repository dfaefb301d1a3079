"""The foot of every page: how to read the figures, their source, the snapshot."""

from collections.abc import Sequence
from datetime import date

from dash import html

from dashboard.components.layout.time_form import time_form
from dashboard.reader.view import View
from data.plan.model import Plan
from data.questions.answers import SnapshotInfo
from data.text.i18n import Language


def footer(
    view: View,
    t: Language,
    plan: Plan,
    info: SnapshotInfo,
    days: Sequence[date],
    today: date,
) -> html.Footer:
    """Three short texts, and the way to another day."""
    texts = [_figures(t), _source(t, plan), _reference(view, t, info, days, today)]
    return html.Footer(html.Div(texts, className="wrap"), className="foot", lang=t.lang)


def _figures(t: Language) -> html.Div:
    words = t.gettext(
        "Verdicts compare the share of the required change made with the share of time elapsed, "
        "on a straight line from baseline to target. On track from 0.95, behind from 0.60, far "
        "behind below. No verdict is given without a published target and baseline."
    )
    return _text(t.gettext("About these figures"), words)


def _source(t: Language, plan: Plan) -> html.Div:
    words = t.gettext(
        "{plan}, version {version}, for baselines and targets. Measures: reports of partners and "
        "members, approved before they count.",
        plan=plan.title.text(t.lang),
        version=plan.version,
    )
    return _text(t.gettext("Source"), words)


def _reference(
    view: View, t: Language, info: SnapshotInfo, days: Sequence[date], today: date
) -> html.Div:
    words = t.gettext(
        "Snapshot {id}, published {time}. The address of this page reproduces this view.",
        id=info.id,
        time=t.time(info.published_at),
    )
    text = _text(t.gettext("Reference"), words)
    form = time_form(view, t, days, today, "foot")
    door = html.A(t.gettext("Partners and reviewers: sign in"), href=f"/sign-in?lang={t.lang}")
    about = html.A(t.gettext("About this dashboard"), href=view.href("/about"))
    links = html.P([door, html.Br(), about])
    return html.Div([text, html.Div(form, className="foot-time"), links])


def _text(heading: str, words: str) -> html.Div:
    return html.Div([html.H2(heading), html.P(words)])
