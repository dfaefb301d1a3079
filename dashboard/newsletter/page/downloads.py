"""What an issue is taken along as: how many of each, the pack, the button that freezes."""

from dash import html
from dash.development.base_component import Component

from dashboard.newsletter.issue import Issue
from dashboard.reader.ids import Id
from data.text.i18n import Language


def take(t: Language, issue: Issue) -> list[Component]:
    """The pack with its contents."""
    langs, charts = len(issue.langs), len(issue.charts)
    told = " ".join(lang.upper() for lang in issue.langs)
    rows = [
        (t.gettext("HTML blocks, {languages}", languages=told), langs),
        (t.gettext("Markdown and plain text, {languages}", languages=told), 2 * langs),
        (t.gettext("PNG of 1200 pixels, {languages}", languages=told), langs * charts),
        (t.gettext("Image texts and captions"), 2 * langs * charts),
        (t.gettext("What is new, as text"), langs),
        (t.gettext("CSV of every figure shown"), charts),
        (t.gettext("Manifest with checksums and snapshot"), 1),
    ]
    pack = html.A(
        t.gettext("Download issue pack"),
        href=f"/newsletter/pack.zip?lang={t.lang}&{issue.query()}",
        download="",
        className="btn pri",
    )
    freeze = html.Button(
        t.gettext("Freeze the images"),
        id=Id.ISSUE_FREEZE,
        type="button",
        className="btn",
        hidden=not issue.frozen,
    )
    return [
        html.P(t.gettext("Issue pack, one ZIP"), className="fs-s"),
        html.Table(html.Tbody([_row(t, *row) for row in rows]), className="bars"),
        html.Div([pack, freeze], className="kit-do"),
        html.P(_note(t, issue), className="note"),
    ]


def nothing_to_take(t: Language) -> list[Component]:
    """What stands there while an issue names what cannot be added."""
    words = t.gettext("Remove what cannot be added, as said below; then the pack is here.")
    return [html.P(words, className="note")]


def _row(t: Language, words: str, count: int) -> html.Tr:
    return html.Tr([html.Th(words, scope="row"), html.Td(t.number(count), className="num")])


def _note(t: Language, issue: Issue) -> str:
    if issue.frozen:
        return t.gettext(
            "The pack freezes the images it holds; looking at this page freezes nothing."
        )
    return t.gettext("The images of this issue follow the figures, also after it was sent.")
