"""How `plan diff` tells what differs, and which verdicts that alters: lines or a JSON document."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date

from pydantic import TypeAdapter

from data.accounts.embeds import Embed
from data.errors import NoSnapshotError
from data.plan.diff import Difference, differences
from data.plan.diff_words import is_told, line
from data.plan.model import Plan
from data.progress.status_words import verdict_word
from data.questions.change_records import Change
from data.store.plan_effect import altered
from data.store.store import Store
from data.text.i18n import Language

Effect = Sequence[Change] | None  # None: nothing is published that could be judged


def effect(store: Store, old: Plan, new: Plan, as_of: date) -> Effect:
    """The indicators whose verdicts the newer version alters, on the published measures."""
    try:
        return altered(store.current(), old, new, as_of)
    except NoSnapshotError:
        return None


def lines(
    old: Plan, new: Plan, found: Effect, lang: str, broken: Sequence[Embed] = ()
) -> list[str]:
    """One line a difference, then one a verdict that is another, then one an embed it breaks."""
    t = Language(lang)
    told = [line(t, d, old, new) for d in differences(old, new) if is_told(t, d, old, new)]
    told = told or [t.gettext("{old} and {new} say the same.", old=old.version, new=new.version)]
    return [*told, "", *_effect(t, found), *(_broken(t, embed) for embed in broken)]


def document(
    old: Plan, new: Plan, found: Effect, lang: str, broken: Sequence[Embed] = ()
) -> dict[str, object]:
    """The differences with their values as the plans hold them, and their sentences."""
    t, as_json = Language(lang), TypeAdapter(Difference)
    return {
        "old": old.version,
        "new": new.version,
        "differences": [
            as_json.dump_python(difference, mode="json")
            | {"sentence": line(t, difference, old, new)}
            for difference in differences(old, new)
        ],
        "verdicts": None if found is None else [_altered(change) for change in found],
        "broken_embeds": [embed.id for embed in broken],
    }


def _effect(t: Language, found: Effect) -> Iterator[str]:
    if found is None:
        yield t.gettext("Nothing is published yet, so no verdicts can be compared.")
        return
    yield t.ngettext(
        "On the same measures, this alters the verdicts of {n} indicator.",
        "On the same measures, this alters the verdicts of {n} indicators.",
        len(found),
    )
    for change in found:
        for horizon in filter(change.verdict_changed, change.after):
            before, after = change.before[horizon], change.after[horizon]
            yield t.gettext(
                "{indicator}, {horizon}: {before} → {after}",
                indicator=change.indicator.id,
                horizon=horizon,
                before=verdict_word(t, before.status, before.reason),
                after=verdict_word(t, after.status, after.reason),
            )


def _broken(t: Language, embed: Embed) -> str:
    return t.gettext(
        "Embed {id} shows {chart}, which this plan no longer holds.",
        id=embed.id,
        chart=f"{embed.kind} {embed.chart}",
    )


def _altered(change: Change) -> dict[str, object]:
    return {
        "indicator": change.indicator.id,
        "before": {str(h): asdict(standing) for h, standing in change.before.items()},
        "after": {str(h): asdict(standing) for h, standing in change.after.items()},
    }
