"""Frozen pictures that hold a value which is public no longer: nobody is shown them again."""

from collections.abc import Iterator

from dashboard.api.problems import GoneError
from dashboard.charts.http.frozen import Frozen, FrozenPictures
from data.plan.model import Plan
from data.questions.compare import all_indicators
from data.store.closed_values import closings, published_at
from data.store.snapshot import Snapshot
from data.text.i18n import Language


def recalled(frozen: FrozenPictures, snapshot: Snapshot) -> Iterator[Frozen]:
    """Every frozen picture that a newsletter may show still and that must go."""
    if closings(snapshot):
        yield from (found for found in frozen.every() if is_recalled(found, snapshot))


def refuse_recalled(found: Frozen, snapshot: Snapshot) -> None:
    """Raises `GoneError` for a picture that was recalled."""
    if is_recalled(found, snapshot):
        words = Language(found.lang).gettext(
            "This picture was recalled: it shows a figure that is public no longer."
        )
        raise GoneError(words)


def is_recalled(found: Frozen, snapshot: Snapshot) -> bool:
    """Whether a picture was made while a value was public that it holds and that was closed since.

    One of a publication nobody knows here is taken to hold what it may.
    """
    asked = _indicators(found, snapshot.plan)
    concerned = [c for c in closings(snapshot) if not asked or c.indicator in asked]
    if not concerned:
        return False
    made = published_at(snapshot, found.snapshot)
    return any(made is None or closing.opened <= made < closing.closed for closing in concerned)


def _indicators(found: Frozen, plan: Plan) -> frozenset[str]:
    """The indicators that a picture may show; none where that cannot be told from its name."""
    codes = {found.id, *(shown.code for shown in found.shown)}
    return frozenset(i.id for i in all_indicators(plan) if i.id in codes or i.objective in codes)
