"""How much a verdict can be relied on, and why, in plain sentences with numbers."""

from dashboard.components.verdict.judged_value import baseline_words
from dashboard.reader.context import RequestContext
from data.progress.dates import months_between
from data.progress.model import Components, Confidence, Doubt, Level, Verdict
from data.progress.status_words import status_word
from data.questions.answers import Coverage, IndicatorProgress
from data.text.i18n import Language


def level_word(t: Language, level: Level) -> str:
    """A level of confidence."""
    return {
        Level.LOW: t.gettext("low"),
        Level.MEDIUM: t.gettext("medium"),
        Level.HIGH: t.gettext("high"),
    }[level]


def level_sentence(t: Language, level: Level) -> str:
    """The level with its name: Confidence: low."""
    return t.gettext("Confidence: {level}", level=level_word(t, level))


def doubt_sentences(ctx: RequestContext, progress: IndicatorProgress, horizon: int) -> list[str]:
    """Every doubt, the gravest first; or that there is none."""
    verdict = progress.verdicts[horizon]
    sure = verdict.confidence
    if sure is None:
        return []
    if not sure.doubts:
        return [ctx.t.gettext("No doubt about the baseline, the reporting, estimates or age.")]
    return [_sentence(ctx, progress, verdict, sure, doubt) for doubt in sure.doubts]


def silence_sentence(t: Language, progress: IndicatorProgress, verdict: Verdict) -> str:
    """That silent partners would not change the verdict; empty where they would, or none is."""
    sure, silent = verdict.confidence, silent_partners(progress.coverage)
    if sure is None or not silent or verdict.components.steps:
        return ""
    if sure.if_silent_unchanged is not verdict.status:
        return ""
    return t.ngettext(
        "Had the one silent partner repeated its last report, the verdict would be the same.",
        "Had the {n} silent partners repeated their last report, the verdict would be the same.",
        silent,
    )


def silent_partners(coverage: Coverage) -> int:
    """Expected partners that did not report in the last 12 months."""
    return max(0, coverage.expected - coverage.reporting)


def _sentence(
    ctx: RequestContext,
    progress: IndicatorProgress,
    verdict: Verdict,
    sure: Confidence,
    doubt: Doubt,
) -> str:
    t = ctx.t
    if doubt is Doubt.BASELINE_OF_ANOTHER_SET:
        return _other_set(t, verdict.components)
    if doubt is Doubt.OVER_A_YEAR_OLD:
        return _age(ctx, verdict.components)
    if doubt in (Doubt.MOST_ARE_SILENT, Doubt.SOME_ARE_SILENT):
        return _reporting(t, progress.coverage)
    return {
        Doubt.UNCERTAIN_BASELINE: t.gettext(
            "The baseline is a range, {range}, and its two ends give different verdicts.",
            range=baseline_words(ctx, progress.indicator, verdict),
        ),
        Doubt.SILENT_WOULD_CHANGE_IT: t.gettext(
            "Had the silent partners repeated their last report, the verdict would be “{status}”.",
            status=status_word(t, sure.if_silent_unchanged),
        ),
        Doubt.OVERLAPS_WOULD_CHANGE_IT: t.gettext(
            "Were the overlaps that are not settled different facts, the verdict would be "
            "“{status}”.",
            status=status_word(t, sure.if_apart),
        ),
        Doubt.OVERLAPS_NOT_SETTLED: t.gettext(
            "Overlaps that are not settled could change the value by {share}.",
            share=t.percent(sure.overlapping),
        ),
        Doubt.SET_MEMBERS_NOT_PUBLISHED: t.gettext("Which members the group has is not published."),
    }.get(doubt) or _estimated(t, sure)


def _age(ctx: RequestContext, parts: Components) -> str:
    months = int(months_between(parts.current_date, ctx.as_of)) if parts.current_date else 0
    return ctx.t.ngettext(
        "The newest value is {n} month old.", "The newest value is {n} months old.", months
    )


def _estimated(t: Language, sure: Confidence) -> str:
    return t.gettext(
        "{share} of the measures are estimated, provisional, imputed or forecast.",
        share=t.percent(sure.estimated),
    )


def _other_set(t: Language, parts: Components) -> str:
    if parts.baseline_count is None or parts.baseline_size is None:
        return t.gettext("The baseline was counted on another group than the target asks for.")
    return t.gettext(
        "The baseline, {count} of {size}, was counted on another group than the target asks for.",
        count=t.number(parts.baseline_count),
        size=t.number(parts.baseline_size),
    )


def _reporting(t: Language, coverage: Coverage) -> str:
    return t.ngettext(
        "{reporting} of {n} partner reported in the last 12 months.",
        "{reporting} of {n} partners reported in the last 12 months.",
        coverage.expected,
        reporting=t.number(coverage.reporting),
    )
