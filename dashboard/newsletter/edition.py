"""An issue in one language: its charts with their words, and what is new; or why there is none."""

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.charts.kinds.model import Chart
from dashboard.charts.kinds.registry import KINDS, build_chart
from dashboard.components.overview.summary_sentences import headline
from dashboard.newsletter.issue import MOST_CHARTS, Issue
from dashboard.newsletter.news import News, news_since
from dashboard.reader.context import RequestContext
from data.plan.model import Plan
from data.plan.texts import Words
from data.store.snapshot import Snapshot
from data.text.i18n import GRAMMARS, Language


@dataclass(frozen=True, slots=True)
class Edition:
    """Everything an issue says in one language; `charts` in the issue's order."""

    issue: Issue
    ctx: RequestContext
    headline: str
    charts: tuple[Chart, ...]
    news: News

    @property
    def sample(self) -> bool:
        """Whether anything in it is sample data."""
        return self.ctx.info.sample or any(chart.stamp.sample for chart in self.charts)


def edition_of(snapshot: Snapshot, issue: Issue, lang: str) -> Edition:
    """The issue in a language; KeyError for a chart that does not exist."""
    ctx = RequestContext.of(issue.view(lang), snapshot, issue.as_of)
    return Edition(
        issue=issue,
        ctx=ctx,
        headline=headline(ctx.t, ctx.overview(), issue.horizon),
        charts=tuple(_chart(ctx, chart) for chart in issue.charts),
        news=news_since(snapshot, issue.since, issue.as_of, issue.horizon),
    )


def refusals(t: Language, snapshot: Snapshot, issue: Issue) -> list[str]:
    """Why an issue cannot be made, in sentences; none where it can."""
    if len(issue.charts) > MOST_CHARTS:
        words = t.gettext(
            "An issue holds at most {most} charts; this one names {n}.",
            most=MOST_CHARTS,
            n=len(issue.charts),
        )
        return [words]
    ctx = RequestContext.of(issue.view(issue.langs[0]), snapshot, issue.as_of)
    return [words for chart in issue.charts if (words := _refusal(t, ctx, issue, chart))]


def _refusal(t: Language, ctx: RequestContext, issue: Issue, chart: str) -> str:
    """Why one chart cannot be added; empty where it can."""
    try:
        _chart(ctx, chart)
    except KeyError:
        return t.gettext(
            "There is no chart “{chart}”. One is called objective/A1, scorecard/all or map/world.",
            chart=chart,
        )
    without = [lang for lang in issue.langs if not is_translated(ctx.plan, chart, lang)]
    if not without:
        return ""
    return t.gettext(
        "“{chart}” cannot be added: its texts are missing in {languages}.",
        chart=chart,
        languages=t.join([GRAMMARS[lang].name for lang in without]),
    )


def is_translated(plan: Plan, chart: str, lang: str) -> bool:
    """Whether every text of the plan that a chart shows exists in a language."""
    return all(lang in words.by_language for _, words in texts_of(plan, chart))


def texts_of(plan: Plan, chart: str) -> Iterable[tuple[str, Words]]:
    """The texts of the plan that a chart shows, each with the code it belongs to."""
    kind, _, code = chart.partition("/")
    return KINDS[kind].texts(plan, code)


def our_translations(plan: Plan, issue: Issue, lang: str) -> tuple[str, ...]:
    """The codes whose texts in a language are ours rather than the organisation's own."""
    found = (
        code
        for chart in issue.charts
        for code, words in texts_of(plan, chart)
        if words.is_unofficial(lang)
    )
    return tuple(dict.fromkeys(found))


def _chart(ctx: RequestContext, address: str) -> Chart:
    kind, _, code = address.partition("/")
    return build_chart(ctx, kind, code)
