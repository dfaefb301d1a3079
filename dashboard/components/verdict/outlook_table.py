"""What is computed beside a verdict, with the numbers to redo it: pace, projection, alternative."""

from collections.abc import Iterator
from datetime import date

from dash import html

from dashboard.components.verdict.compound_rows import compound_rows
from dashboard.components.verdict.confidence_words import silence_sentence
from dashboard.components.verdict.judged_value import judged_value
from dashboard.components.verdict.sum_row import sum_row
from dashboard.components.verdict.yearly_change import exact_change
from dashboard.reader.context import RequestContext
from data.progress.dates import decimal_year
from data.progress.judge import METHOD_VERSION
from data.questions.answers import IndicatorProgress
from data.text.i18n import Language


def outlook_table(
    ctx: RequestContext, progress: IndicatorProgress, horizon: int
) -> list[html.Table]:
    """The table, as children to splice in; empty where nothing is computed."""
    rows = [
        *_pace(ctx, progress, horizon),
        *_projection(ctx, progress, horizon),
        *compound_rows(ctx, progress.indicator, progress.verdicts[horizon]),
    ]
    if not rows:
        return []
    caption = ctx.t.gettext("Beside the verdict for {horizon}", horizon=horizon)
    return [html.Table([html.Caption(caption), html.Tbody(rows)], className="beside")]


def outlook_notes(ctx: RequestContext, progress: IndicatorProgress, horizon: int) -> html.P:
    """The projection's points, what silence hides, and by which plan and method it was judged."""
    verdict = progress.verdicts[horizon]
    sentences = [
        _through(ctx, progress, horizon) if verdict.projected is not None else "",
        silence_sentence(ctx.t, progress, verdict),
        ctx.t.gettext(
            "Judged against plan version {plan} with method version {method}.",
            plan=ctx.plan.version,
            method=METHOD_VERSION,
        ),
    ]
    return html.P(" ".join(filter(None, sentences)), className="note after")


def _pace(ctx: RequestContext, progress: IndicatorProgress, horizon: int) -> Iterator[html.Tr]:
    t = ctx.t
    verdict, indicator = progress.verdicts[horizon], progress.indicator
    parts, write = verdict.components, judged_value(ctx, indicator, verdict)
    if verdict.pace is None or parts.baseline is None or parts.current is None:
        return
    so_far = exact_change(ctx, indicator, verdict, verdict.pace)
    years = _years(t, parts.baseline_date, parts.current_date)
    divided = _divided(t, write(parts.current), write(parts.baseline), years)
    yield sum_row(t.gettext("Pace so far, a year"), divided, so_far)
    if verdict.pace_needed is None or parts.target is None:
        return
    needed = exact_change(ctx, indicator, verdict, verdict.pace_needed)
    years = _years(t, parts.current_date, parts.target_date)
    divided = _divided(t, write(parts.target), write(parts.current), years)
    yield sum_row(t.gettext("Pace needed, a year"), divided, needed)
    if verdict.acceleration is not None:
        divided = t.gettext("{a} ÷ {b}", a=needed, b=so_far)
        name = t.gettext("Pace needed ÷ pace so far")
        yield sum_row(name, divided, t.number(verdict.acceleration, 2))


def _projection(
    ctx: RequestContext, progress: IndicatorProgress, horizon: int
) -> Iterator[html.Tr]:
    t = ctx.t
    verdict = progress.verdicts[horizon]
    if verdict.projected is None:
        return
    due = verdict.components.target_date
    name = t.gettext("Projection, {date}", date=t.short_date(due)) if due else ""
    line = t.ngettext("fitted to {n} period", "fitted to {n} periods", len(verdict.trend))
    write = judged_value(ctx, progress.indicator, verdict)
    yield sum_row(name, line, write(round(verdict.projected, 3)))
    if verdict.projected_year is not None:
        year = str(verdict.projected_year)
        yield sum_row(t.gettext("Year the line reaches the target"), "", year)


def _through(ctx: RequestContext, progress: IndicatorProgress, horizon: int) -> str:
    t = ctx.t
    verdict = progress.verdicts[horizon]
    write = judged_value(ctx, progress.indicator, verdict)
    points = [
        t.gettext("{value} ({date})", value=write(value), date=t.short_date(day))
        for day, value in verdict.trend
    ]
    return t.gettext(
        "The projection is the least-squares line fitted to {points}.", points=t.join(points)
    )


def _divided(t: Language, last: str, first: str, years: str) -> str:
    return t.gettext("({last} − {first}) ÷ {years} years", last=last, first=first, years=years)


def _years(t: Language, start: date | None, end: date | None) -> str:
    if start is None or end is None:
        return ""
    return t.number(decimal_year(end) - decimal_year(start), 2)
