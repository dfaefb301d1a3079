"""The dark line that says the newest snapshot is not the one shown."""

import dash_bootstrap_components as dbc
from dash import html

from dashboard.components.layout import aria
from data.questions.answers import SnapshotInfo
from data.text.i18n import Language


def notice(t: Language, info: SnapshotInfo) -> list[html.Aside]:
    """The line as children to splice in; empty when all is well."""
    if info.damaged is None:
        return []
    sentence = t.gettext(
        "The newest snapshot ({id}) could not be read; showing the last good one.",
        id=info.damaged,
    )
    line = dbc.Alert(html.B(sentence), className="lastgood", fade=False)
    return [html.Aside(line, className="wrap noticebar", **aria.label(t.gettext("Notice")))]
