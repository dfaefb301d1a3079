"""Tables and facts of a page without scripts."""

from collections.abc import Iterable, Sequence

from dashboard.accounts.html.elements import link, paragraph
from dashboard.charts.render.svg import glyph, safe
from dashboard.theme import LOOKS
from data.ledger.in_force import RETRACT
from data.progress.status_words import verdict_word
from data.questions.change_records import Change, Standing
from data.text.i18n import Language
from ingest.load.batches import BatchSummary
from ingest.review.queries import Row


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table that scrolls by itself; cells are HTML already."""
    head = "".join(f'<th scope="col">{safe(words)}</th>' for words in heads)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return (
        f'<div class="grid" tabindex="0" role="region" aria-label="{safe(caption)}"><table>'
        f'<caption class="vh">{safe(caption)}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def state_word(t: Language, state: str) -> str:
    """What a batch's state is called."""
    return {
        "pending": t.gettext("waiting for approval"),
        "approved": t.gettext("approved"),
        "returned": t.gettext("returned to you"),
        "withdrawn": t.gettext("withdrawn"),
    }.get(state, state)


def said_word(t: Language, row: Row) -> str:
    """The value of a row, or that it is taken back."""
    if row.obs_status == RETRACT:
        return t.gettext("{value}, taken back", value=t.number(row.value))
    return t.number(row.value)


def overlap_word(t: Language, why: str) -> str:
    """Why a report counts once with another one."""
    return {
        "joint": t.gettext("an activity of two partners"),
        "whole_and_parts": t.gettext("a total and its parts"),
        "same_fact": t.gettext("the same fact reported twice"),
        "overlapping_period": t.gettext("periods overlap: the earlier report counts"),
    }[why]


def effect(t: Language, changes: Sequence[Change]) -> str:
    """Totals and verdicts before and after, verdicts that flip first, as a table."""
    if not changes:
        return paragraph(t.gettext("No public total or verdict would move."))
    rows = [_moved(t, change, horizon) for change, horizon in _ordered(changes)]
    heads = [
        t.gettext("Indicator"),
        t.gettext("Horizon"),
        t.gettext("Before"),
        t.gettext("After"),
    ]
    return table(t.gettext("What approval would change"), heads, rows)


def problem_table(t: Language, caption: str, found: Sequence[dict[str, str]]) -> str:
    """Where each problem is, what was written there, and how to mend it."""
    heads = [t.gettext("Where"), t.gettext("Written"), t.gettext("What to do")]
    rows = [
        (safe(p["where"]), f"<code>{safe(p['cell'] or '')}</code>", safe(p["sentence"]))
        for p in found
    ]
    return table(caption, heads, rows)


def batch_link(batch: BatchSummary, t: Language) -> str:
    """A batch's name as a way to it."""
    return link(batch.batch, f"/review/{batch.batch}?lang={t.lang}")


def _ordered(changes: Sequence[Change]) -> list[tuple[Change, int]]:
    each = [(change, horizon) for change in changes for horizon in change.after]
    return sorted(each, key=lambda pair: not pair[0].verdict_changed(pair[1]))


def _moved(t: Language, change: Change, horizon: int) -> list[str]:
    name = f"{change.indicator.id} {change.indicator.name.text(t.lang)}"
    before, after = change.before.get(horizon), change.after[horizon]
    flips = change.verdict_changed(horizon)
    shown = safe(name)
    return [
        f"<b>{shown}</b>" if flips else shown,
        str(horizon),
        _standing(t, before),
        _standing(t, after),
    ]


def _standing(t: Language, standing: Standing | None) -> str:
    if standing is None:
        return safe(t.gettext("nothing yet"))
    value = "" if standing.value is None else t.number(standing.value)
    word = verdict_word(t, standing.status, standing.reason)
    mark = glyph(standing.status, 6, 6, 11)
    look = LOOKS[standing.status]
    return (
        f'{safe(value)} <span class="st st-{look.css}"><svg width="12" height="12"'
        f' aria-hidden="true">{mark}</svg> {safe(word)}</span>'
    )
