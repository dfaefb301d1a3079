"""Two versions of the plan side by side, one difference a row."""

from collections.abc import Iterator, Sequence

from dash import html

from dashboard.components.layout.scrolling import scrolling
from data.plan.diff import Difference
from data.plan.diff_words import is_told, part, side, subject
from data.plan.model import Plan
from data.text.i18n import Language


def version_table(
    t: Language, old: Plan, new: Plan, differences: Sequence[Difference], named: bool = True
) -> html.Div:
    """What differs in the reader's language; `named` says which thing each row is about."""
    rows = list(_rows(t, old, new, differences, named))
    heads = [t.gettext("What"), *(_version(t, plan) for plan in (old, new))]
    name = t.gettext("Versions {old} and {new} compared", old=old.version, new=new.version)
    table = html.Table(
        [
            html.Caption(name, className="vh"),
            html.Thead(html.Tr([html.Th(words, scope="col") for words in heads])),
            html.Tbody(rows),
        ],
        className="bars versions",
    )
    return scrolling(table, name)


def _version(t: Language, plan: Plan) -> str:
    return t.gettext("version {version}", version=plan.version)


def _rows(
    t: Language, old: Plan, new: Plan, differences: Sequence[Difference], named: bool
) -> Iterator[html.Tr]:
    for found in differences:
        if not is_told(t, found, old, new):
            continue
        before, after = side(t, found, found.before, old), side(t, found, found.after, new)
        what = part(t, found)
        if named:
            what = t.gettext("{subject}: {part}", subject=subject(t, found), part=what)
        head = html.Th(what, scope="row", className="lab")
        yield html.Tr([head, html.Td(before), html.Td(after)])
