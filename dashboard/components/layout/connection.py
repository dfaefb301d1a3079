"""Says that the server cannot be reached; hidden until the browser finds so."""

from dash import html

from data.text.i18n import Language


def connection(t: Language) -> html.Div:
    """The bar; `assets/connection.js` shows it, tries again and hides it when all is well."""
    lost = t.gettext(
        "Connection lost. The figures below stay as they were; we keep trying to reach the server."
    )
    back = t.gettext("Connected again.")
    told = {"data-lost": lost, "data-back": back, "role": "status"}
    return html.Div(className="connection", **told)  # type: ignore[arg-type]
