"""What is new since the last issue, in sentences of one language."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.charts.kinds.words import cut
from dashboard.charts.render.svg import UNSAFE
from dashboard.components.changes.words import (
    cause_in_short,
    change_name,
    value_words,
    verdict_words,
)
from dashboard.newsletter.news import News
from dashboard.reader.context import RequestContext
from data.progress.model import Status
from data.questions.answers import PartnerSummary
from data.questions.change_records import Change
from data.text.i18n import Language

FLIPS, PARTNERS, MOVES = 12, 8, 5
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Line:
    """One item; `code` is its objective's, `status` the new one of a verdict that flipped."""

    words: str
    code: str = ""
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and what stands under it."""

    heading: str
    lines: tuple[Line, ...]


def digest(ctx: RequestContext, news: News) -> list[Part]:
    """The parts that hold something; the heading over them is `digest_heading`."""
    t = ctx.t
    flips = [_flip(ctx, change, news.horizon) for change in news.flips]
    partners = [Line(_partners(t, news.partners))] if news.partners else []
    moves = [_move(ctx, change) for change in news.moves[:MOVES]]
    parts = [
        Part(t.gettext("Verdicts that changed"), _first(t, flips, FLIPS)),
        Part(t.gettext("Partners that reported for the first time"), tuple(partners)),
        Part(t.gettext("Biggest moves"), tuple(moves)),
    ]
    return [part for part in parts if part.lines]


def digest_heading(t: Language, news: News) -> str:
    """Since when; or that nothing is new."""
    date = t.date(news.since)
    if news.is_empty:
        return t.gettext("Nothing changed since {date}.", date=date)
    return t.gettext("New since {date}", date=date)


def _flip(ctx: RequestContext, change: Change, horizon: int) -> Line:
    t = ctx.t
    objective = ctx.plan.objective(change.indicator.objective or "")
    words = t.gettext(
        "{name}. {verdict}. Cause: {cause}.",
        name=objective.label.text(t.lang),
        verdict=verdict_words(t, change, horizon),
        cause=cause_in_short(t, change),
    )
    return Line(words, objective.code, change.after[horizon].status)


def _move(ctx: RequestContext, change: Change) -> Line:
    code = change.indicator.objective or ""
    name = change_name(ctx, change).removeprefix(code).strip()
    words = ctx.t.gettext(
        "{name}. {value}. Cause: {cause}.",
        name=name,
        value=value_words(ctx, change),
        cause=cause_in_short(ctx.t, change),
    )
    return Line(words, code)


def _partners(t: Language, partners: Sequence[PartnerSummary]) -> str:
    """Who is new, with how much, in one sentence."""
    told = [
        t.gettext(
            "{name} ({measures})",
            name=plainly(partner.name),
            measures=t.ngettext("{n} measure", "{n} measures", partner.measures),
        )
        for partner in partners[:PARTNERS]
    ]
    rest = len(partners) - PARTNERS
    if rest > 0:
        told.append(t.ngettext("{n} other", "{n} others", rest))
    return f"{t.join(told)}."


def plainly(name: str) -> str:
    """A name that others wrote: one line, no marks that turn the line around, not too long."""
    return cut(" ".join(UNSAFE.sub("", name).splitlines()).strip(), LONGEST_NAME)


def _first(t: Language, lines: Sequence[Line], most: int) -> tuple[Line, ...]:
    """As many as may be shown, and how many more there are."""
    rest = len(lines) - most
    more = [Line(t.ngettext("{n} other", "{n} others", rest))] if rest > 0 else []
    return (*lines[:most], *more)
