"""`/embeds`: the charts that others show, where and how often; and the frozen pictures.

Both age out where nobody is shown them, unless they are pinned here. An embed can be revoked.
"""

from collections.abc import Sequence

from anyio import to_thread
from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from dashboard.accounts.html.access import Door, form_of, is_reviewer
from dashboard.accounts.html.document import Reader, document, form
from dashboard.accounts.html.elements import (
    button,
    empty_tag,
    hidden,
    link,
    paragraph,
    tag,
    told,
    words,
)
from dashboard.accounts.html.paging import SHOWN, page_asked, page_of, ways
from dashboard.accounts.html.tables import table
from dashboard.charts.http.frozen import Frozen, FrozenPictures, Lying
from dashboard.charts.render.svg import safe
from data.accounts.audit import Audit
from data.accounts.embeds import Embeds, Registered
from data.accounts.retention import LONG_NOT_SHOWN, NEVER_SHOWN

SEE_OTHER = 303
EMBEDS, PICTURES = "/embeds", "/embeds/pictures"


def router(door: Door, embeds: Embeds, frozen: FrozenPictures, audit: Audit) -> APIRouter:
    """The registers, pinning and revoking."""
    routes = APIRouter(prefix=EMBEDS, include_in_schema=False)

    def pictures_of(page: int) -> tuple[list[tuple[Lying, Frozen]], int]:
        lying = frozen.lying()
        return [(each, frozen.find(each.digest)) for each in page_of(lying, page)], len(lying)

    async def of_embeds(reader: Reader, page: int = 1, error: str = "") -> Response:
        first = (page - 1) * SHOWN
        found, count = await to_thread.run_sync(embeds.register, first, SHOWN)
        return embeds_page(reader, found, count, page, error)

    @routes.get("")
    async def register(request: Request) -> Response:
        """Every embed with the hosts that show it."""
        reader, _ = await door.let_in(request, is_reviewer)
        return await of_embeds(reader, page_asked(request))

    @routes.get("/pictures")
    async def pictures(request: Request) -> Response:
        """Every frozen picture with when it was shown last."""
        reader, _ = await door.let_in(request, is_reviewer)
        page = page_asked(request)
        found, count = await to_thread.run_sync(pictures_of, page)
        return pictures_page(reader, found, count, page)

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
            return await of_embeds(reader, error=said)
        deed = (account.email, account.role, "embed revoked", name, now, why)
        await to_thread.run_sync(audit.note, *deed)
        return RedirectResponse(f"{EMBEDS}?lang={reader.t.lang}", SEE_OTHER)

    @routes.post("/pin")
    async def pin(request: Request) -> Response:
        """Let an embed or a frozen picture never age out, or do so again."""
        says = await form_of(request)
        reader, account = await door.let_in(request, is_reviewer, says.get("lang", ""))
        embed, picture, pinned = says.get("embed", ""), says.get("picture", ""), "pinned" in says
        now = door.sessions.clock()

        def pin_it() -> bool:
            if picture:
                return frozen.pin(picture, pinned=pinned)
            return embeds.pin(embed, now if pinned else None)

        if not door.is_ours(request, says.get("key", "")) or not await to_thread.run_sync(pin_it):
            said = reader.t.gettext("Nothing was changed: it is gone, or the page was too old.")
            return await of_embeds(reader, error=said)
        what = f"{'picture' if picture else 'embed'} {'pinned' if pinned else 'unpinned'}"
        deed = (account.email, account.role, what, picture or embed, now, "")
        await to_thread.run_sync(audit.note, *deed)
        back = PICTURES if picture else EMBEDS
        return RedirectResponse(f"{back}?lang={reader.t.lang}", SEE_OTHER)

    return routes


def embeds_page(
    reader: Reader, found: Sequence[Registered], count: int, page: int, error: str = ""
) -> Response:
    """One page of the register of embeds."""
    t = reader.t
    title = t.gettext("Embeds")
    body = [told(error, bad=True)] if error else []
    lead = t.gettext(
        "Made where a chart is shared. Of a showing only the host and the day are kept. A revoked"
        " embed shows a polite card."
    )
    body += [paragraph(lead, "lede"), _ageing(reader)]
    body.append(tag("p", link(t.gettext("Frozen pictures"), f"{PICTURES}?lang={t.lang}")))
    if found:
        heads = [
            t.gettext("Chart"),
            t.gettext("Made"),
            t.gettext("Shown on"),
            t.gettext("State"),
            t.gettext("Kept"),
        ]
        body.append(table(title, heads, [_embed(reader, each) for each in found]))
        body.append(ways(t, title, count, page, EMBEDS))
    else:
        body.append(paragraph(t.gettext("Nobody has made an embed yet."), "emptyp"))
    return document(reader, title, body, 422 if error else 200)


def pictures_page(
    reader: Reader, found: Sequence[tuple[Lying, Frozen]], count: int, page: int
) -> Response:
    """One page of the register of frozen pictures."""
    t = reader.t
    title = t.gettext("Frozen pictures")
    body = [_ageing(reader), tag("p", link(t.gettext("Embeds"), f"{EMBEDS}?lang={t.lang}"))]
    if found:
        heads = [
            t.gettext("Picture"),
            t.gettext("Language"),
            t.gettext("Made"),
            t.gettext("Last shown"),
            t.gettext("Kept"),
        ]
        body.append(table(title, heads, [_picture(reader, *each) for each in found]))
        body.append(ways(t, title, count, page, PICTURES))
    else:
        body.append(paragraph(t.gettext("Nobody has frozen a picture yet."), "emptyp"))
    return document(reader, title, body)


def _ageing(reader: Reader) -> str:
    return paragraph(
        reader.t.gettext(
            "What nobody was ever shown goes after {days} days, what was shown {years} years after"
            " the last time. What is pinned stays.",
            days=NEVER_SHOWN.days,
            years=LONG_NOT_SHOWN.days // 365,
        )
    )


def _embed(reader: Reader, one: Registered) -> Sequence[str]:
    t, embed = reader.t, one.embed
    chart = link(f"{embed.kind} {embed.chart}", f"/share/{embed.kind}/{embed.chart}?{embed.query}")
    hosts = ", ".join(
        t.ngettext("{host} ({n} time)", "{host} ({n} times)", use.times, host=use.host)
        for use in one.uses
    )
    return (
        chart,
        safe(t.time(embed.made_at)),
        safe(hosts or t.gettext("nowhere yet")),
        _state(reader, one),
        _pin(reader, "embed", embed.id, embed.id, pinned=embed.pinned_at is not None),
    )


def _picture(reader: Reader, one: Lying, frozen: Frozen) -> Sequence[str]:
    t = reader.t
    return (
        link(frozen.title, f"/frozen/{one.digest}"),
        safe(frozen.lang.upper()),
        safe(t.time(one.made)),
        safe(t.date(one.shown.date()) if one.shown else t.gettext("never")),
        _pin(reader, "picture", one.digest, frozen.title, pinned=one.pinned),
    )


def _pin(reader: Reader, kind: str, id_: str, name: str, *, pinned: bool) -> str:
    t = reader.t
    said = t.gettext("Unpin") if pinned else t.gettext("Pin")
    state = words("span", t.gettext("pinned") if pinned else t.gettext("until it ages out"))
    mark = "" if pinned else hidden("pinned", "1")
    inside = hidden(kind, id_) + mark + button(said, "btn quiet", aria_label=f"{said}: {name}")
    return f"{state} {form(reader, f'{EMBEDS}/pin', inside)}"


def _state(reader: Reader, one: Registered) -> str:
    t, embed = reader.t, one.embed
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
    return form(reader, f"{EMBEDS}/revoke", inside)
