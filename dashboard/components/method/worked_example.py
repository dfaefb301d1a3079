"""A made-up example, judged and shown like everything real."""

from dataclasses import replace

from dash import html

from dashboard.components.verdict.verdict_card import verdict_card
from dashboard.reader.context import RequestContext
from data.progress.examples import AS_OF, PLAN, Example
from data.progress.milestones import BEHIND_UNDER_MONTHS
from data.questions.answers import Coverage, IndicatorProgress
from data.text.i18n import Language


def worked_example(ctx: RequestContext, example: Example) -> html.Article:
    """The example’s name, what to notice, and a card a horizon."""
    t, indicator = ctx.t, example.indicator
    made_up = replace(ctx, plan=PLAN, as_of=AS_OF)
    name, progress = indicator.name.text(t.lang), example_progress(example)
    tags = [
        html.Span(t.gettext(indicator.traits.title), className="tag"),
        html.Span(t.gettext("Made-up example"), className="tag line"),
    ]
    cards = [verdict_card(made_up, progress, horizon, about=name) for horizon in example.horizons]
    return html.Article(
        [
            html.H3(name),
            html.P(tags, className="kinds"),
            html.P(notice(t, example), className="notice"),
            html.Div(cards, className="verdicts"),
        ],
        className="example" if len(cards) == 1 else "example wide",
    )


def example_progress(example: Example) -> IndicatorProgress:
    """The example as a snapshot would answer it."""
    points = example.points[example.horizons[-1]]
    complete = [point for point in points if point.complete]
    return IndicatorProgress(
        indicator=example.indicator,
        points=points,
        set_points=dict(example.points),
        current=complete[-1] if complete else None,
        verdicts={horizon: example.verdict(horizon) for horizon in example.horizons},
        coverage=Coverage(example.reporting, example.partners),
        contributors=example.partners,
        measures=len(points),
        recorded_at=None,
        sample=False,
    )


def notice(t: Language, example: Example) -> str:
    """What the example shows."""
    return {
        "example.level": t.gettext(
            "The plain case: a number, a baseline, a target. The two methods disagree here, so "
            "the verdict carries a mark."
        ),
        "example.places": t.gettext(
            "Each country counts once, however many partners report it. It is ahead of the line."
        ),
        "example.set": t.gettext(
            "The target is everyone, and everyone differs by horizon: the member countries "
            "first, all Parties later. The baseline was counted on all Parties, so for the first "
            "horizon it stands in as a share and confidence is low."
        ),
        "example.share": t.gettext(
            "Less is better: the target lies below the baseline, and the same division holds."
        ),
        "example.rate": t.gettext(
            "Only complete years are judged; the year that has just begun does not count yet."
        ),
        "example.growth": t.gettext(
            "No line and no baseline: growth observed is divided by growth asked for."
        ),
        "example.milestone": t.gettext(
            "A step is overdue, by less than {months} months so far.",
            months=t.number(BEHIND_UNDER_MONTHS),
        ),
    }[example.indicator.id]
