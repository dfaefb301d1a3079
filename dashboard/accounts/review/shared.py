"""`/shared`: what partners tell each other or the secretariat, and not the public."""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import StringIO

from anyio import to_thread
from fastapi import APIRouter, Request, Response

from dashboard.accounts.html.access import Door
from dashboard.accounts.html.document import Reader, document
from dashboard.accounts.html.elements import link, paragraph, tag
from dashboard.accounts.html.paging import page_asked, page_of, ways
from dashboard.accounts.html.tables import table
from dashboard.charts.render.svg import safe
from dashboard.components.measures.words import value_words
from dashboard.reader.context import RequestContext
from dashboard.reader.view import View
from dashboard.web.bearer_token import bearer
from data.accounts.accounts import Account, Role
from data.accounts.tokens import Tokens
from data.formula_guard import guard
from data.questions.shared import Shared, shared
from data.store.store import Store

Circles = tuple[str, ...]
PARTNERS: Circles = ("coalition",)
COLUMNS = (
    *("indicator", "partner", "place", "period", "value", "denominator", "disclosure"),
    *("obs_status", "source", "comment", "batch", "recorded_at"),
)


def router(door: Door, store: Store, tokens: Tokens, clock: Callable[[], datetime]) -> APIRouter:
    """The page and the file; for everyone who is signed in, as far as they may see."""
    routes = APIRouter(prefix="/shared", include_in_schema=False)
    known = Known(store, clock)

    @routes.get("")
    async def page(request: Request) -> Response:
        """The measures, newest first."""
        reader, account = await door.let_in(request, everyone)
        page = page_asked(request)
        return await to_thread.run_sync(known.page, reader, circles_of(account), page)

    @routes.get("/measures.csv")
    async def file(request: Request) -> Response:
        """All of them as CSV; for programs of a partner too, with a token that reads."""
        circles = PARTNERS
        if not await to_thread.run_sync(tokens.known, bearer(request), "read", clock()):
            circles = circles_of((await door.let_in(request, everyone))[1])
        content = await to_thread.run_sync(known.file, circles)
        headers = {
            "Cache-Control": "no-store",
            "Content-Disposition": 'attachment; filename="shared.csv"',
        }
        return Response(content, media_type="text/csv; charset=utf-8", headers=headers)

    return routes


def everyone(account: Account) -> bool:
    """Every account may look; what it sees depends on its role."""
    return account.role in Role


def circles_of(account: Account) -> Circles:
    """Whose measures an account may see beside the public ones."""
    return (*PARTNERS, "secretariat") if account.may(Role.REVIEWER) else PARTNERS


@dataclass(frozen=True, slots=True)
class Known:
    """What the current snapshot holds for some circles."""

    store: Store
    clock: Callable[[], datetime]

    def page(self, reader: Reader, circles: Circles, page: int) -> Response:
        """One page of the list."""
        t, found = reader.t, self._measures(circles)
        title = t.gettext("Shared with partners")
        lead = paragraph(
            t.gettext(
                "What partners report for signed-in partners or for the secretariat alone."
                " It counts in no public figure; please do not pass it on."
            ),
            "lede",
        )
        if not found:
            empty = t.gettext(
                "Nothing yet. Rows whose disclosure is “coalition” appear here once approved."
            )
            return document(reader, title, [lead, paragraph(empty, "emptyp")])
        body = [
            lead,
            self._table(reader, title, page_of(found, page)),
            ways(t, title, len(found), page, "/shared"),
            tag("p", link(t.gettext("All of it as CSV"), "/shared/measures.csv")),
        ]
        return document(reader, title, body)

    def file(self, circles: Circles) -> str:
        """Everything as CSV; no cell is a formula."""
        text = StringIO()
        out = csv.writer(text)
        out.writerow(COLUMNS)
        for each in self._measures(circles):
            cells = {name: getattr(each.measure, name, each.circle) for name in COLUMNS}
            out.writerow([guard(cell) for cell in cells.values()])
        return text.getvalue()

    def _measures(self, circles: Circles) -> list[Shared]:
        with self.store.current().connect() as connection:
            return [*shared(connection, self.clock().date(), circles)]

    def _table(self, reader: Reader, title: str, found: Sequence[Shared]) -> str:
        t = reader.t
        ctx = RequestContext.of(View(lang=t.lang), self.store.current(), self.clock().date())
        circle = {
            "coalition": t.gettext("partners who are signed in"),
            "secretariat": t.gettext("the secretariat alone"),
        }
        heads = [
            t.gettext("Indicator"),
            t.gettext("Partner"),
            t.gettext("Place"),
            t.gettext("Period"),
            t.gettext("Value"),
            t.gettext("Comment"),
            t.gettext("Disclosure"),
            t.gettext("Received"),
        ]
        rows = [
            (
                safe(f"{m.indicator} {ctx.plan.indicator(m.indicator).name.text(t.lang)}"),
                safe(m.partner_name),
                safe(ctx.names.place(m.place)),
                safe(m.period),
                safe(value_words(ctx, m)),
                safe(m.comment or ""),
                safe(circle[each.circle]),
                safe(t.date(m.recorded_at.date())),
            )
            for each in found
            for m in (each.measure,)
        ]
        return table(title, heads, rows)
