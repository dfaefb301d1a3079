"""One objective in the scorecard: a single link that says the whole verdict."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.breakdown.filter_part import is_filtered, is_outside, short_part_line
from dashboard.components.layout import aria
from dashboard.components.method.method_mark import LETTER, mark_words
from dashboard.components.overview.bullet import bullet
from dashboard.components.verdict.glyph import glyph
from dashboard.components.verdict.standing import standing, standing_text
from dashboard.components.verdict.status_label import verdict_label
from dashboard.reader.context import RequestContext
from dashboard.reader.view import View
from data.progress.model import Reason, Status
from data.progress.status_words import status_word, verdict_word
from data.questions.answers import ObjectiveProgress
from data.text.i18n import Language


def tile(ctx: RequestContext, objective: ObjectiveProgress, style: dict[str, str]) -> html.A:
    """The tile of `view.horizon`; other horizons show as shapes at the right."""
    view = ctx.view
    code = objective.objective.code
    return html.A(
        [
            _name(ctx.t, objective, view.horizon),
            _verdict(ctx, objective),
            bullet(ctx.t, objective.headline, view.horizon),
            _foot(ctx, objective),
            html.I(className="rep", style={"width": _reporting(objective)}),
        ],
        href=view.href(f"/objective/{code}"),
        className=_css(view, objective),
        style=style,
        **aria.label(tile_sentence(ctx, objective)),
    )


def tile_sentence(ctx: RequestContext, objective: ObjectiveProgress) -> str:
    """The whole tile as one sentence for a screen reader."""
    view, t = ctx.view, ctx.t
    verdict = objective.headline.verdicts[view.horizon]
    sentence = t.gettext(
        "{code} {label}: {verdict} for {horizon}, {standing}.",
        code=objective.objective.code,
        label=objective.objective.label.text(t.lang),
        verdict=verdict_word(t, verdict.status, verdict.reason),
        horizon=view.horizon,
        standing=standing_text(ctx, objective.headline, view.horizon),
    )
    partners = objective.headline.contributors
    reporting = t.ngettext("{n} partner reporting.", "{n} partners reporting.", partners)
    if verdict.divergence is not None:
        differs = t.gettext("Another method gives another verdict.")
        sentence = f"{sentence} {differs}"
    return f"{sentence} {reporting}"


def _css(view: View, objective: ObjectiveProgress) -> str:
    verdict = objective.headline.verdicts[view.horizon]
    css = ["tile"]
    if verdict.status is Status.NOT_ASSESSABLE:
        css.append("is-na")
    if verdict.reason is Reason.STALE:
        css.append("is-old")
    if is_outside(view, objective):
        css.append("is-out")
    return " ".join(css)


def _name(t: Language, objective: ObjectiveProgress, horizon: int) -> html.Span:
    label = html.Span(objective.objective.label.text(t.lang))
    code = html.Span(objective.objective.code, className="cd")
    parts: list[Component] = [code, label]
    if any(verdict.marks for verdict in objective.headline.verdicts.values()):
        title = t.gettext("Read with care: the objective’s page says why")
        parts.append(html.Span("!", className="flag", title=title))
    if objective.headline.verdicts[horizon].divergence is not None:
        parts.append(html.Span(LETTER, className="flag", title=mark_words(t)))
    return html.Span(parts, className="t1")


def _verdict(ctx: RequestContext, objective: ObjectiveProgress) -> html.Span:
    verdict = objective.headline.verdicts[ctx.view.horizon]
    others = [h for h in objective.headline.verdicts if h != ctx.view.horizon]
    marks = [_other(ctx.t, objective, horizon) for horizon in others]
    return html.Span([verdict_label(ctx.t, verdict), *marks], className="t2")


def _other(t: Language, objective: ObjectiveProgress, horizon: int) -> html.Span:
    status = objective.status(horizon)
    return html.Span(
        [str(horizon), glyph(status)],
        className="other",
        title=t.gettext("{horizon}: {verdict}", horizon=horizon, verdict=status_word(t, status)),
    )


def _foot(ctx: RequestContext, objective: ObjectiveProgress) -> html.Span:
    if is_filtered(ctx.view):
        part = short_part_line(ctx, objective)
        return html.Span(html.Span(part, className="v"), className="t4")
    line = standing(ctx, objective.headline, ctx.view.horizon)
    count = ctx.t.gettext("n = {n}", n=ctx.t.number(objective.headline.contributors))
    return html.Span(
        [html.Span(line, className="v"), html.Span(count, className="nn")], className="t4"
    )


def _reporting(objective: ObjectiveProgress) -> str:
    coverage = objective.headline.coverage
    share = coverage.reporting / coverage.expected if coverage.expected else 0
    return f"{min(1, share):.0%}"
