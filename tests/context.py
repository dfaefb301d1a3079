"""A request's context of the small world, for parts that ask nothing of a snapshot."""

from datetime import date
from types import SimpleNamespace
from typing import cast

from dashboard.pages.registry import Page, build_page, routes
from dashboard.reader.context import RequestContext
from dashboard.reader.names import Names
from dashboard.reader.view import View
from data.plan.model import Plan
from data.questions.answers import SnapshotInfo
from data.store.snapshot import Snapshot
from data.text.i18n import Language
from tests.dashboard import world


def a_context(
    view: View | None = None,
    t: Language | None = None,
    *,
    plan: Plan | None = None,
    info: SnapshotInfo | None = None,
    names: Names = world.NAMES,
    as_of: date | None = None,
    today: date = world.AS_OF,
) -> RequestContext:
    """The world's, but for what is given; the language is the view's unless `t` names one."""
    view = view or View()
    nothing_to_ask = cast(Snapshot, SimpleNamespace())
    return RequestContext(
        view=view,
        t=t or Language(view.lang),
        snapshot=nothing_to_ask,
        plan=plan or world.plan(),
        info=info or world.info(),
        names=names,
        as_of=as_of or min(view.asof or today, today),
        today=today,
    )


def page_of(view: View, snapshot: Snapshot, today: date = world.AS_OF) -> Page:
    """The page a reader of a real snapshot gets."""
    return build_page(RequestContext.of(view, snapshot, today), routes())
