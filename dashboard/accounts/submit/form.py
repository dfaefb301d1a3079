"""`/submit/one`: one measure by form, for those who have no file."""

import csv
from io import BytesIO, StringIO

from fastapi import APIRouter, Request, Response

from dashboard.accounts.html.access import Door, form_of, is_partner
from dashboard.accounts.html.document import Reader, document, form
from dashboard.accounts.html.elements import button, empty_tag, link, paragraph, tag, told, words
from dashboard.accounts.submit.service import Desk
from data.plan.model import Plan
from data.reference.places import load_places
from data.text.i18n import Language
from ingest.checks.rules import DISCLOSURES
from ingest.columns.header_names import COLUMNS
from ingest.write.template_guide import HELP

ASKED = tuple(name for name in COLUMNS if name not in ("partner", "obs_status", "facility"))
NEEDED = ("indicator", "place", "period", "value")
FILE = "form.csv"


def router(door: Door, desk: Desk) -> APIRouter:
    """The form and its trial."""
    routes = APIRouter(prefix="/submit/one", include_in_schema=False)

    @routes.get("")
    async def form(request: Request) -> Response:
        """The form for one measure."""
        reader, _ = await door.let_in(request, is_partner)
        return form_page(reader, desk.plan())

    @routes.post("")
    async def one(request: Request) -> Response:
        """Tell what would become of the measure; nothing is sent yet."""
        says = await form_of(request)
        reader, account = await door.let_in(request, is_partner, says.get("lang", ""))
        if not door.is_ours(request, says.get("key", "")):
            words = reader.t.gettext("The form was too old. Please try again.")
            return form_page(reader, desk.plan(), words)
        return await desk.tried(reader, account, BytesIO(as_file(says)), FILE, reader.t.lang)

    return routes


def as_file(says: dict[str, str]) -> bytes:
    """What the form says, as a file of one row."""
    text = StringIO()
    out = csv.writer(text)
    out.writerow(ASKED)
    out.writerow([says.get(name, "").strip() for name in ASKED])
    return text.getvalue().encode()


def form_page(reader: Reader, plan: Plan, error: str = "") -> Response:
    """The form; what it asks for is what a column of a file would hold."""
    t = reader.t
    lead = t.gettext("One figure at a time. You see what would become of it before it is sent.")
    fields = "".join(_field(reader, plan, name) for name in ASKED)
    inside = fields + button(t.gettext("See what would become of it"), "btn pri")
    body = [told(error, bad=True)] if error else []
    body += [
        paragraph(lead, "lede"),
        form(reader, "/submit/one", inside, css="fields"),
        tag("p", link(t.gettext("Send a file instead"), f"/submit?lang={t.lang}")),
    ]
    return document(reader, t.gettext("Report one measure"), body, 422 if error else 200)


def _field(reader: Reader, plan: Plan, name: str) -> str:
    t = reader.t
    hint = f"{name}-hint"
    needed = name in NEEDED
    if name == "indicator":
        entry = tag("select", _indicators(reader, plan), id=name, name=name, aria_describedby=hint)
    elif name == "disclosure":
        entry = tag("select", _levels(reader), id=name, name=name, aria_describedby=hint)
    elif name == "comment":
        entry = tag("textarea", id=name, name=name, rows="3", aria_describedby=hint)
    else:
        choices = "places" if name == "place" else ""
        entry = empty_tag(
            "input", id=name, name=name, required=needed, list=choices, aria_describedby=hint
        )
        if choices:
            entry += tag("datalist", _places(reader), id=choices)
    return (
        words("label", _label(reader, name), for_=name)
        + entry
        + words("small", _hint(t, name), id=hint)
    )


def _hint(t: Language, name: str) -> str:
    if name == "indicator":
        return t.gettext("What you measured, as the plan calls it.")
    return t.gettext(HELP[name])


def _label(reader: Reader, name: str) -> str:
    t = reader.t
    return {
        "indicator": t.gettext("Indicator"),
        "place": t.gettext("Place"),
        "period": t.gettext("Period"),
        "value": t.gettext("Value"),
        "denominator": t.gettext("Denominator"),
        "unit": t.gettext("Unit"),
        "disclosure": t.gettext("Disclosure"),
        "activity": t.gettext("Activity"),
        "source": t.gettext("Source"),
        "comment": t.gettext("Comment"),
    }[name]


def _indicators(reader: Reader, plan: Plan) -> str:
    lang = reader.t.lang
    return "".join(
        words("option", f"{each.id} {each.name.text(lang)}", value=each.id)
        for each in plan.indicators
    )


def _levels(reader: Reader) -> str:
    t = reader.t
    said = {
        "public": t.gettext("everybody"),
        "aggregate": t.gettext("only within totals"),
        "coalition": t.gettext("partners who are signed in"),
        "secretariat": t.gettext("the secretariat alone"),
    }
    return "".join(words("option", said[level], value=level) for level in DISCLOSURES)


def _places(reader: Reader) -> str:
    lang = reader.t.lang
    return "".join(words("option", p.name(lang), value=p.code) for p in load_places())
