"""Charts of places: what a region's and a map have in common."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.charts.kinds.model import Body, Chart, Column, Table
from dashboard.charts.kinds.words import alt_text, said_in_full, stamp
from dashboard.reader.context import RequestContext
from data.questions.answers import PlaceReport
from data.reference.places import load_places


def region_codes() -> list[str]:
    """Every region of the world."""
    return [known.code for known in load_places() if known.kind == "region"]


@dataclass(frozen=True, slots=True)
class Places:
    """What a chart of places is about; `sentence` is its finding, `page` where it is found."""

    kind: str
    id: str
    name: str
    sentence: str
    page: str


def places_chart(
    ctx: RequestContext, places: Places, body: Body, reports: Sequence[PlaceReport]
) -> Chart:
    """A chart whose table lists what each place reported."""
    name, sentence = places.name, places.sentence
    t, sample = ctx.t, ctx.info.sample
    return Chart(
        kind=places.kind,
        id=places.id,
        lang=t.lang,
        code="",
        name=name,
        finding=sentence,
        alt=alt_text(t, name, [sentence], ctx.as_of, sample),
        description=said_in_full(t, name, (sentence,), sample),
        badges=(),
        body=body,
        table=_table(ctx, reports, name),
        note="",
        stamp=stamp(ctx, sample),
        page=ctx.view.href(places.page),
    )


def _table(ctx: RequestContext, reports: Sequence[PlaceReport], caption: str) -> Table:
    t, names = ctx.t, ctx.names
    columns = [
        Column("place", t.gettext("Code")),
        Column("name", t.gettext("Place")),
        Column("measures", t.gettext("Measures")),
        Column("partners", t.gettext("Partners")),
        Column("newest", t.gettext("Newest period")),
    ]
    rows = [[r.code, names.place(r.code), r.measures, r.partners, r.newest] for r in reports]
    shown = [
        [
            r.code,
            names.place(r.code),
            t.number(r.measures),
            t.number(r.partners),
            t.short_date(r.newest) if r.newest else "",
        ]
        for r in reports
    ]
    return Table(caption, columns, rows, shown)
