"""`/embeds`: the charts that others show, where and how often; one can be revoked."""

from collections.abc import Sequence

from anyio import to_thread
from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from dashboard.access.html import button, empty_tag, hidden, link, paragraph, told, words
from dashboard.access.reading import Door, form_of, is_reviewer
from dashboard.access.shell import Reader, document, form
from dashboard.access.tables import table
from dashboard.charts.drawing import safe
from data.audit import Audit
from data.embeds import Embed, Embeds, Use

SEE_OTHER = 303
Shown = tuple[Embed, Sequence[Use]]


def router(door: Door, embeds: Embeds, audit: Audit) -> APIRouter:
    """The register and the revoking."""
    routes = APIRouter(prefix="/embeds", include_in_schema=False)

    def listed() -> list[Shown]:
        return [(embed, embeds.uses(embed.id)) for embed in embeds.all()]

    async def page(reader: Reader, error: str = "") -> Response:
        return register_page(reader, await to_thread.run_sync(listed), error)

    @routes.get("")
    async def register(request: Request) -> Response:
        """Every embed with the hosts that show it."""
        reader, _ = await door.let_in(request, is_reviewer)
        return await page(reader)

    @routes.post("/revoke")
    async def revoke(request: Request) -> Response:
        """Show a polite card in its place from now on."""
        says = await form_of(request)
        reader, account = await door.let_in(request, is_reviewer, says.get("lang", ""))
        name, why = says.get("embed", ""), says.get("why", "").strip()[:500]
        now = door.sessions.clock()
        ours = door.is_ours(request, says.get("key", ""))
        if not ours or not await to_thread.run_sync(embeds.revoke, name, why, now):
            said = reader.t.gettext("Nothing was revoked: the embed is revoked already, or gone.")
            return await page(reader, said)
        deed = (account.email, account.role, "embed revoked", name, now, why)
        await to_thread.run_sync(audit.note, *deed)
        return RedirectResponse(f"/embeds?lang={reader.t.lang}", SEE_OTHER)

    return routes


def register_page(reader: Reader, found: Sequence[Shown], error: str) -> Response:
    """The register as a table."""
    t = reader.t
    body = [told(error, bad=True)] if error else []
    lead = t.gettext(
        "Made where a chart is shared. Of a showing only the host and the day are kept. A revoked"
        " embed shows a polite card."
    )
    body.append(paragraph(lead, "lede"))
    if found:
        heads = [
            t.gettext("Chart"),
            t.gettext("Made"),
            t.gettext("Shown on"),
            t.gettext("State"),
        ]
        body.append(table(t.gettext("Embeds"), heads, [_row(reader, *each) for each in found]))
    else:
        body.append(paragraph(t.gettext("Nobody has made an embed yet."), "emptyp"))
    return document(reader, t.gettext("Embeds"), body, 422 if error else 200)


def _row(reader: Reader, embed: Embed, uses: Sequence[Use]) -> Sequence[str]:
    t = reader.t
    chart = link(f"{embed.kind} {embed.chart}", f"/share/{embed.kind}/{embed.chart}?{embed.query}")
    hosts = ", ".join(
        t.ngettext("{host} ({n} time)", "{host} ({n} times)", use.times, host=use.host)
        for use in uses[:10]
    )
    return (
        chart,
        safe(t.time(embed.made_at)),
        safe(hosts or t.gettext("nowhere yet")),
        _state(reader, embed),
    )


def _state(reader: Reader, embed: Embed) -> str:
    t = reader.t
    if embed.revoked_at:
        said = t.gettext("revoked {time}", time=t.time(embed.revoked_at))
        return safe(f"{said} {embed.why or ''}")
    why, said = f"why-{embed.id}", t.gettext("Revoke")
    inside = (
        hidden("embed", embed.id)
        + words("label", t.gettext("Why"), for_=why)
        + empty_tag("input", id=why, name="why", maxlength="500")
        + button(said, aria_label=f"{said} {embed.id}")
    )
    return form(reader, "/embeds/revoke", inside)
