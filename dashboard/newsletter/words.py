"""Sentences around the charts of an issue: caption, footer, button; alike in every form."""

from dashboard.charts.kinds.model import Chart
from dashboard.newsletter.edition import Edition
from dashboard.newsletter.images import Image


def caption(edition: Edition, chart: Chart) -> str:
    """Under a picture: what it is, who reported, as of when."""
    t = edition.ctx.t
    named = ", ".join(filter(None, (chart.title, chart.note)))
    day = t.gettext("As of {date}.", date=t.date(chart.stamp.as_of))
    return f"{named}. {day}"


def said(edition: Edition, chart: Chart) -> str:
    """The finding of a chart; empty where the headline says the same."""
    return "" if chart.finding == edition.headline else chart.finding


def button(edition: Edition) -> str:
    """The way to the dashboard."""
    return edition.ctx.t.gettext("See the live dashboard")


def live_path(edition: Edition) -> str:
    """The dashboard of today, in the language and for the horizon of the edition."""
    return f"/?lang={edition.ctx.t.lang}&horizon={edition.issue.horizon}"


def footer(edition: Edition) -> str:
    """As of when, from which snapshot, whether it stays so, under which licence, sample or not."""
    t, issue = edition.ctx.t, edition.issue
    told = {"date": t.date(issue.as_of), "id": edition.ctx.info.id}
    words = (
        t.gettext("Frozen as of {date}, snapshot {id}.", **told)
        if issue.frozen
        else t.gettext("As of {date}, snapshot {id}; the images follow the figures.", **told)
    )
    licence = t.gettext("Source: partners’ reports. Licence CC BY 4.0.")
    parts = [words, licence]
    if edition.sample:
        parts.append(t.gettext("These are sample data, not the Initiative’s figures."))
    return " ".join(parts)


def corrected_words(edition: Edition, image: Image) -> str:
    """What later knowledge changed in a picture; empty where nothing."""
    if not image.corrections:
        return ""
    t = edition.ctx.t
    return t.gettext("Corrected since: {corrections}.", corrections=t.join(image.corrections))
