"""Measures in and out: what came lately and from where, how to send them and how to take them."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.layout.identity import identity
from dashboard.components.layout.plain_table import plain_table
from dashboard.components.layout.section import section
from dashboard.components.measures.api_examples import api_examples
from dashboard.pages.registry import Page, page
from dashboard.reader.context import RequestContext
from data.questions.deliveries import DeliverySummary
from data.questions.sources import SourceState
from data.text.i18n import Language

API = "/api/v1/measures"


DELIVERIES_SHOWN = 12


@page("/data")
def data(ctx: RequestContext) -> Page:
    """The newest deliveries, the sources, and every way to the figures."""
    newest = ctx.snapshot.deliveries(DELIVERIES_SHOWN)
    return Page(ctx.t.gettext("Data"), layout(ctx, newest, ctx.snapshot.sources()))


def layout(
    ctx: RequestContext, deliveries: Sequence[DeliverySummary], sources: Sequence[SourceState]
) -> html.Div:
    """The newest measure first, as a sentence; then what came, from where, and how to send."""
    t = ctx.t
    return html.Div(
        [
            identity(None, t.gettext("Data"), _answer(ctx)),
            _deliveries(t, deliveries, ctx.info.sample),
            _sources(t, sources),
            _sending(t),
            _taking(ctx, ctx.info.sample),
            api_examples(t),
            _reuse(ctx),
        ],
        className="wrap",
        lang=t.lang,
    )


def _answer(ctx: RequestContext) -> str:
    t = ctx.t
    if ctx.info.newest_recorded_at is None:
        return t.gettext("No measures yet. Below is how to send the first.")
    return t.ngettext(
        "{n} public measure counts; the newest was recorded on {moment}.",
        "{n} public measures count; the newest was recorded on {moment}.",
        ctx.info.measures,
        moment=t.time(ctx.info.newest_recorded_at),
    )


def _deliveries(t: Language, found: Sequence[DeliverySummary], sample: bool) -> Component:
    heads = [
        t.gettext("Delivery"),
        t.gettext("Received"),
        t.gettext("State"),
        t.gettext("Rows"),
    ]
    rows = [_delivery(t, each) for each in found]
    lead = t.gettext("Refused rows go back to their sender with the reason; nothing is lost.")
    heading = t.gettext("Newest deliveries")
    return section(t, heading, [plain_table(heading, heads, rows)], lead=lead, sample=sample)


def _delivery(t: Language, each: DeliverySummary) -> list[str]:
    name = f"B-{each.number:06d}"
    if each.continues:
        name += f" ← B-{each.continues:06d}"
    return [name, t.time(each.received_at), _state(t, each.state), _rows(t, each)]


def _rows(t: Language, each: DeliverySummary) -> str:
    """What became of the rows; what none of them became is not said."""
    counted = (
        (each.new, t.ngettext("{n} new", "{n} new", each.new)),
        (each.revised, t.ngettext("{n} revised", "{n} revised", each.revised)),
        (each.unchanged, t.ngettext("{n} unchanged", "{n} unchanged", each.unchanged)),
        (each.rejected, t.ngettext("{n} refused", "{n} refused", each.rejected)),
        (each.warned, t.ngettext("{n} with a warning", "{n} with a warning", each.warned)),
    )
    return " · ".join(words for count, words in counted if count) or "–"


def _state(t: Language, state: str) -> str:
    return {
        "approved": t.gettext("Approved"),
        "pending": t.gettext("Waiting for approval"),
        "returned": t.gettext("Returned"),
        "withdrawn": t.gettext("Withdrawn"),
    }.get(state, state)


def _sources(t: Language, found: Sequence[SourceState]) -> Component:
    heading = t.gettext("Sources that are followed")
    if not found:
        none = t.gettext("None yet. Folders and addresses are named in data/sources.yml.")
        return section(t, heading, [html.P(none)])
    heads = [
        t.gettext("Source"),
        t.gettext("Last look"),
        t.gettext("State"),
        t.gettext("Last success"),
    ]
    return section(t, heading, [plain_table(heading, heads, [_source(t, s) for s in found])])


def _source(t: Language, source: SourceState) -> list[str]:
    if source.broken_since:
        state = t.gettext("✕ Broken since {moment}", moment=t.time(source.broken_since))
    else:
        state = t.gettext("✓ Works")
    success = t.time(source.last_success) if source.last_success else t.gettext("never")
    return [source.id, t.time(source.last_run), state, success]


def _sending(t: Language) -> Component:
    ways = [
        t.gettext(
            "Ask the secretariat for your template: a spreadsheet in your language with your"
            " indicators, last values and lists to choose from."
        ),
        t.gettext(
            "Or send what you have: CSV, XLSX, JSON, Parquet, IATI, SDMX, KoboToolbox, ODK,"
            " HXL or a ZIP of these. Your own column names, titles and units are mapped."
        ),
        t.gettext(
            "What cannot be used comes back as a file of just those rows, with the reason"
            " beside each. Mend it and send it again: it continues where it stopped."
        ),
    ]
    columns = (
        "indicator · partner · place · period · value · denominator · unit · facility ·"
        " obs_status · disclosure · activity · source · comment"
    )
    known = t.gettext("Columns of a measures file: {columns}", columns=columns)
    return section(t, t.gettext("Send measures"), [html.P(words) for words in (*ways, known)])


def _taking(ctx: RequestContext, sample: bool) -> Component:
    t = ctx.t
    links = [
        html.Li(html.A(t.gettext("Public measures as CSV"), href=f"{API}?format=csv")),
        html.Li(html.A(t.gettext("Public measures as JSON, page by page"), href=API)),
        html.Li(html.A(t.gettext("The API and all it answers"), href="/api/docs")),
        html.Li(html.A(t.gettext("What changed, and why"), href=ctx.view.href("/changes"))),
    ]
    listed = html.Ul(links, className="links")
    return section(t, t.gettext("Take the data"), [listed], sample=sample)


def _reuse(ctx: RequestContext) -> Component:
    """What may be done with the figures, and how to name them."""
    t = ctx.t
    words = [
        t.gettext(
            "Every figure names its source, every page its snapshot. Files that the secretariat"
            " exports carry snapshot, licence and citation with them."
        ),
        t.gettext(
            "To cite: {dashboard}, {plan}, snapshot {id}, {date}.",
            dashboard=ctx.plan.dashboard_name.text(t.lang),
            plan=ctx.plan.title.text(t.lang),
            id=ctx.info.id,
            date=t.date(ctx.info.published_at.date()),
        ),
        t.gettext(
            "Outlines of countries: Natural Earth, public domain. Codes of places: United Nations"
            " M49 and ISO 3166."
        ),
    ]
    return section(t, t.gettext("Licence and citation"), [html.P(word) for word in words])
