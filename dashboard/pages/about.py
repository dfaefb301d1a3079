"""What this is, whose it is, what it keeps of its readers, and how accessible it is."""

from dash import html

from dashboard.components.layout.identity import identity
from dashboard.components.layout.prose import prose
from dashboard.components.layout.rich import rich
from dashboard.components.layout.section import section
from dashboard.pages.registry import Page, page
from dashboard.reader.context import RequestContext
from data.text.i18n import Language


@page("/about")
def about(ctx: RequestContext) -> Page:
    """What this is and where its figures come from."""
    return Page(ctx.t.gettext("About"), layout(ctx))


def layout(ctx: RequestContext) -> html.Div:
    """Five short texts."""
    t = ctx.t
    words = t.gettext(
        "{plan}: progress so far, from what partners and members report.",
        plan=ctx.plan.title.text(t.lang),
    )
    parts = [
        (t.gettext("Where the figures come from"), _figures(ctx)),
        (t.gettext("Your data"), _privacy(t)),
        (t.gettext("Accessibility"), _accessibility(t)),
        (t.gettext("Maps"), _maps(t)),
        (t.gettext("Software"), _software(t)),
    ]
    sections = [section(t, heading, [text]) for heading, text in parts]
    head = identity(None, t.gettext("About"), words)
    return html.Div([head, *sections], className="wrap", lang=t.lang)


def _figures(ctx: RequestContext) -> html.Div:
    t = ctx.t
    plan_words = t.gettext(
        "Goals, objectives, baselines and targets are those of the {plan}, version {version}.",
        plan=ctx.plan.title.text(t.lang),
        version=ctx.plan.version,
    )
    measures = t.gettext(
        "Measures are reported by partners and members, and count once the secretariat has"
        " approved them. What is not known is said to be unknown, and never counted as nothing."
    )
    more = rich(
        t.gettext("{method} explains how a verdict comes about, {data} how to use the figures."),
        method=html.A(t.gettext("Method"), href=ctx.view.href("/method")),
        data=html.A(t.gettext("Data"), href=ctx.view.href("/data")),
    )
    sample = t.gettext(
        "This copy also shows sample measures, made up to try it out and marked as such wherever"
        " they count."
    )
    return prose(plan_words, measures, *([sample] if ctx.info.sample else []), more)


def _privacy(t: Language) -> html.Div:
    return prose(
        t.gettext(
            "Pages are read without an account. Nothing is asked of any other site, and nobody is"
            " followed. Your browser keeps the day of your last visit, so that the overview can"
            " say what is new; it stays with you."
        ),
        t.gettext(
            "Who signs in gets a cookie that ends after twelve hours. Of an embedded chart we"
            " count the site and the day it was shown on, and nothing of who saw it. Our logs hold"
            " no addresses of readers."
        ),
    )


def _accessibility(t: Language) -> html.Div:
    return prose(
        t.gettext(
            "We aim at WCAG 2.2, level AA. Every page works by keyboard and with a screen reader,"
            " every chart has a table and a sentence, and no status is told by colour alone."
            " Each version is checked automatically in a browser, in three languages."
        ),
        t.gettext("If something keeps you from using it, please tell the secretariat."),
    )


def _maps(t: Language) -> html.Div:
    return prose(
        t.gettext(
            "Outlines are those of Natural Earth, in the public domain, in the equal-area"
            " projection Equal Earth. The boundaries and names shown and the designations used do"
            " not imply official endorsement or acceptance by the United Nations."
        )
    )


def _software(t: Language) -> html.Div:
    return prose(
        t.gettext(
            "The software is free, under the MIT licence, and so is all it is built of: DuckDB,"
            " Dash, Plotly and others."
        )
    )
