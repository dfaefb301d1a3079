"""The alternative method in words: its classes, Eurostat's labels, why it differs."""

from data.progress.alternative import IN_PLACE_OF_ZERO
from data.progress.alternative_model import Alternative, Eurostat, Progress
from data.progress.dates import decimal_year
from data.progress.model import Divergence, Verdict
from data.text.i18n import Language


def progress_word(t: Language, label: Progress) -> str:
    """A class of Statistics Canada and Open SDG, by its published name."""
    return {
        Progress.TARGET_ACHIEVED: t.gettext("target achieved"),
        Progress.SUBSTANTIAL: t.gettext("substantial progress"),
        Progress.MODERATE: t.gettext("moderate progress"),
        Progress.LIMITED: t.gettext("limited progress"),
        Progress.DETERIORATION: t.gettext("deterioration"),
        Progress.NOT_AVAILABLE: t.gettext("not available"),
    }[label]


def eurostat_word(t: Language, label: Eurostat) -> str:
    """Eurostat's label of the same growth."""
    return {
        Eurostat.SIGNIFICANT: t.gettext("significant progress"),
        Eurostat.MODERATE: t.gettext("moderate progress"),
        Eurostat.INSUFFICIENT: t.gettext("insufficient progress"),
        Eurostat.MOVEMENT_AWAY: t.gettext("movement away"),
        Eurostat.NOT_AVAILABLE: t.gettext("not available"),
    }[label]


def alternative_sentence(t: Language, alternative: Alternative) -> str:
    """Both labels in one line, with who publishes by that method."""
    words = {
        "label": progress_word(t, alternative.label),
        "eurostat": eurostat_word(t, alternative.eurostat),
    }
    if alternative.target is None:
        return t.gettext(
            "By compound growth without a target (Statistics Canada, Open SDG): {label}; "
            "Eurostat: {eurostat}.",
            **words,
        )
    return t.gettext(
        "By compound growth (Statistics Canada, Open SDG): {label}; Eurostat: {eurostat}.",
        **words,
    )


def divergence_sentence(t: Language, verdict: Verdict) -> str:
    """Why the alternative gives another class; empty where it gives the same."""
    if verdict.divergence is Divergence.ZERO_REPLACED:
        return t.gettext(
            "It cannot start from zero or aim at zero: it puts {number} in zero’s place, and the "
            "result depends on that number.",
            number=t.number(IN_PLACE_OF_ZERO, 3),
        )
    if verdict.divergence is Divergence.WHOLE_YEARS:
        return _whole_years(t, verdict)
    if verdict.divergence is Divergence.COMPOUND_PATH and verdict.alternative:
        return compound_path(t, verdict.alternative)
    return ""


def compound_path(t: Language, alternative: Alternative) -> str:
    """How its path bends: a percentage of a growing amount grows, of a shrinking one shrinks."""
    base, target = abs(alternative.base_value or 0), abs(alternative.target or 0)
    if target > base:
        return t.gettext(
            "It expects the same percentage every year, so less of the change early on and more "
            "towards the end."
        )
    return t.gettext(
        "It expects the same percentage every year, so more of the change early on and less "
        "towards the end."
    )


def _whole_years(t: Language, verdict: Verdict) -> str:
    parts = verdict.components
    if parts.baseline_date is None or parts.current_date is None:
        return t.gettext("It counts years in whole numbers, where the verdict counts days.")
    exact = decimal_year(parts.current_date) - decimal_year(parts.baseline_date)
    return t.ngettext(
        "It counts years in whole numbers: {n} year so far, where the verdict counts {exact}.",
        "It counts years in whole numbers: {n} years so far, where the verdict counts {exact}.",
        parts.current_date.year - parts.baseline_date.year,
        exact=t.number(exact, 2),
    )
