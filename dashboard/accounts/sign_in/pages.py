"""The pages of signing in and of setting a password."""

from urllib.parse import urlencode

from fastapi import Response

from dashboard.accounts.html.document import Reader, document, form
from dashboard.accounts.html.elements import button, field, hidden, paragraph, told, words
from data.accounts.credentials import SHORTEST_PASSWORD


def sign_in_page(
    reader: Reader,
    onward: str,
    openid: str,
    *,
    why: str = "",
    status: int = 200,
    known: bool = True,
) -> Response:
    """The form, and the way by the provider called `openid`; `why` says what went wrong."""
    t = reader.t
    body = []
    if why:
        body.append(told(why, bad=True))
    if not known:
        said = t.gettext(
            "Nobody has an account here yet. Everything public works without one; whoever runs "
            "this dashboard makes the first: python -m ingest accounts add EMAIL --role reviewer"
        )
        body.append(told(said, bad=False))
    fields = (
        field(t.gettext("E-mail address"), "email", "email", "username")
        + field(t.gettext("Password"), "password", "password", "current-password")
        + hidden("next", onward)
        + button(t.gettext("Sign in"), "btn pri")
    )
    body.append(form(reader, "/auth/sign-in", fields, css="fields"))
    if openid:
        # A link: our policy lets no form lead to another site.
        way = "/auth/openid?" + urlencode({"lang": t.lang, "next": onward})
        said = t.gettext("Sign in with {name}", name=openid)
        body.append(words("a", said, class_="btn", href=way))
    lost = t.gettext(
        "Password forgotten? Ask the secretariat: it hands out a link that sets a new one."
    )
    body.append(paragraph(lost, "note"))
    return document(reader, t.gettext("Sign in"), body, status)


def set_password_page(reader: Reader, link: str, error: str = "") -> Response:
    """The form behind a link that an administrator handed out."""
    t = reader.t
    hint = t.gettext("At least {n} characters; a sentence is good.", n=SHORTEST_PASSWORD)
    fields = (
        field(t.gettext("New password"), "password", "password", "new-password", hint)
        + field(t.gettext("The same again"), "again", "password", "new-password")
        + hidden("link", link)
        + button(t.gettext("Set the password"), "btn pri")
    )
    body = [told(error, bad=True)] if error else []
    body.append(form(reader, "/auth/password", fields, css="fields"))
    return document(reader, t.gettext("Set a password"), body, 422 if error else 200)
