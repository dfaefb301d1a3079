"""One field for everything that has a page: a form that works alone, made quick by search.js."""

import json
from typing import Any
from urllib.parse import urlencode

from dash import dcc, html

from dashboard.components.layout import aria
from dashboard.reader.context import RequestContext
from data.store.search import LONGEST, Kind
from data.text.i18n import Language


def search_box(ctx: RequestContext) -> html.Div:
    """The field of the header; the script reads from it what to ask and to say."""
    t = ctx.t
    told: dict[str, Any] = {
        "data-lang": t.lang,
        "data-asof": str(ctx.view.asof or ""),
        "data-keep": urlencode(ctx.view.kept()),
        "data-words": json.dumps(_words(t)),
    }
    pop = html.Div(
        [
            html.Div(id="search-list", role="listbox", **aria.label(t.gettext("Results"))),
            html.P(className="search-none"),
        ],
        className="search-pop",
        hidden=True,
    )
    status = html.Div(className="search-status vh", role="status")
    return html.Div([search_form(ctx, "search-q"), pop, status], className="search", **told)


def search_form(ctx: RequestContext, name: str) -> html.Form:
    """The field as a form, to the page of results; `name` tells two of one page apart."""
    hidden = [
        dcc.Input(type="hidden", name=key, value=value) for key, value in ctx.view.kept().items()
    ]
    field = dcc.Input(
        type="search",
        name="q",
        id=name,
        value=ctx.view.q or "",
        placeholder=ctx.t.gettext("Search"),
        maxLength=LONGEST,
        autoComplete="off",
        spellCheck="false",
    )
    icon = html.I(className="search-icon", **aria.HIDDEN)
    hint = html.Kbd("/", className="search-key", **aria.HIDDEN)
    label = html.Label([icon, html.Span(ctx.t.gettext("Search"), className="vh"), field, hint])
    return html.Form(
        [*hidden, label], action="/search", method="GET", role="search", className="search-form"
    )


def kind_words(t: Language) -> dict[Kind, str]:
    """What each kind of result is called, many of them."""
    return {
        Kind.OBJECTIVE: t.gettext("Objectives"),
        Kind.INDICATOR: t.gettext("Indicators"),
        Kind.FACILITY: t.gettext("Facilities"),
        Kind.GOAL: t.gettext("Goals"),
        Kind.REGION: t.gettext("Regions"),
        Kind.COUNTRY: t.gettext("Countries"),
        Kind.PARTNER: t.gettext("Partners"),
    }


def _words(t: Language) -> dict[str, object]:
    return {
        "kinds": kind_words(t),
        "none": t.gettext("Nothing is called that."),
        "found": t.gettext("Results: {count}"),
        "all": t.gettext("All results"),
    }
