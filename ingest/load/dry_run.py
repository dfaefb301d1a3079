"""A dry run: what a delivery would do, to totals and verdicts too, without doing it."""

from dataclasses import dataclass

from data.errors import ProductError
from data.ledger.confidential_rows import rows_in_confidence
from data.ledger.release import Held
from data.ledger.settlements import CountedOnce, counted_once
from data.ledger.writer import Ledger
from data.plan.history import plan_in_force
from data.plan.model import Plan
from data.questions.change_records import Cause, CauseKind, Change
from data.questions.compare import Standings, all_indicators, same, standings
from data.questions.observed import observe
from data.times import utc_now
from ingest.load.batches import batch_number, family, put
from ingest.load.load import Delivery, LoadReport, Step, enter, silent, take_in


@dataclass(frozen=True, slots=True)
class Trial:
    """What a load would report, and every indicator whose total or verdict it would move.

    A delivery that would wait for approval is tried as if it were approved.
    """

    report: LoadReport
    changes: tuple[Change, ...]

    @property
    def flips(self) -> tuple[Change, ...]:
        """Changes that alter a verdict."""
        return tuple(c for c in self.changes if any(c.verdict_changed(h) for h in c.after))


class _OverError(ProductError):
    """Ends the transaction that was only tried."""


def try_load(ledger: Ledger, delivery: Delivery, step: Step = silent) -> Trial:
    """What `load` would do, without doing it."""
    now = ledger.now()
    plan = plan_in_force(ledger.connection)
    layout = take_in(ledger, delivery, now.date(), step)
    found: list[Trial] = []
    try:
        with ledger.transaction():
            before = _stand(ledger, plan)
            report = enter(ledger, delivery, layout, now, step)
            if report.state != "approved":
                number = batch_number(report.batch)
                put(ledger, [number], "approved")
            found.append(Trial(report, _moved(plan, before, _stand(ledger, plan))))
            raise _OverError("Nothing was written: this was a dry run.")
    except _OverError:
        return found[0]


@dataclass(frozen=True, slots=True)
class Effect:
    """What approving would move, what of it would count once, where what is confidential stands."""

    changes: tuple[Change, ...]
    counted_once: tuple[CountedOnce, ...]
    in_confidence: tuple[Held, ...]


def effect_of(ledger: Ledger, name: str) -> Effect:
    """What approving a batch and those that continue it would move, without doing it."""
    plan = plan_in_force(ledger.connection)
    found: list[Effect] = []
    try:
        with ledger.transaction():
            before = _stand(ledger, plan)
            put(ledger, family(ledger, name), "approved")
            found.append(
                Effect(
                    _moved(plan, before, _stand(ledger, plan)),
                    counted_once(ledger, batch_number(name)),
                    rows_in_confidence(ledger, plan, batch_number(name)),
                )
            )
            raise _OverError("Nothing was written.")
    except _OverError:
        return found[0]


def _stand(ledger: Ledger, plan: Plan) -> dict[str, Standings]:
    observed = observe(ledger.connection, plan, utc_now().date())
    return {i.id: standings(observed.progress(i)) for i in all_indicators(plan)}


def _moved(
    plan: Plan, before: dict[str, Standings], after: dict[str, Standings]
) -> tuple[Change, ...]:
    cause = (Cause(CauseKind.NEW_DATA),)
    return tuple(
        Change(indicator, dict(before[indicator.id]), dict(after[indicator.id]), cause)
        for indicator in all_indicators(plan)
        if not same(before[indicator.id], after[indicator.id])
    )
