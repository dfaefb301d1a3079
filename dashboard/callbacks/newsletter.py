"""Fills the newsletter kit with its previews, after the page is painted; freezes when asked to."""

from typing import Any
from urllib.parse import urlsplit

from dash import Dash, Input, Output, State, ctx, html

from dashboard.api.problems import BadQueryError, NotFoundError
from dashboard.newsletter.block import block
from dashboard.newsletter.edition import edition_of
from dashboard.newsletter.issue import Issue
from dashboard.newsletter.page.preview import Preview, preview
from dashboard.newsletter.plain import digest_text, markdown, plain_text
from dashboard.newsletter.service import Kit
from dashboard.reader.ids import Id
from dashboard.web.callback_threads import answer
from data.accounts.retention import QuotaError
from data.errors import NoSnapshotError
from data.store.snapshot import Snapshot


def register(app: Dash, kit: Kit) -> None:
    """Answer the page's questions."""

    @answer(
        app,
        Output(Id.ISSUE, "children"),
        Input(Id.ISSUE_ASKED, "data"),
        Input(Id.ISSUE_FREEZE, "n_clicks"),
        State(Id.LOCATION, "href"),
    )
    def fill(asked: str, clicks: int | None, href: str) -> Any:
        freeze = bool(clicks) and ctx.triggered_id == Id.ISSUE_FREEZE
        return previews(kit, asked.partition("?")[2], _origin(href), freeze=freeze)


def previews(kit: Kit, query: str, base: str, *, freeze: bool) -> Any:
    """A column a language of the issue asked for; a sentence where there is none."""
    try:
        issue, snapshot, t = kit.issue(query)
        shown = [_preview(kit, snapshot, issue, lang, base, freeze=freeze) for lang in issue.langs]
    except QuotaError as error:
        return html.P(t.gettext(error.message), className="emptyp", role="alert")
    except OSError:
        words = t.gettext("The images could not be frozen: the disk takes no more.")
        return html.P(words, className="emptyp", role="alert")
    except (BadQueryError, NotFoundError, NoSnapshotError) as error:
        return html.P(str(error), className="emptyp", role="alert")
    return [preview(t, each) for each in shown]


def _preview(
    kit: Kit, snapshot: Snapshot, issue: Issue, lang: str, base: str, *, freeze: bool
) -> Preview:
    """How a language looks, from our own addresses; its code with those that leave the site."""
    edition, address = edition_of(snapshot, issue, lang), kit.address(base)
    images = kit.images.latest(edition, address)
    if issue.frozen:
        known = kit.images.freeze if freeze else kit.images.frozen_before
        images = known(edition, address) or []
    looks = block(edition, kit.images.latest(edition, str), str)
    code = {}
    if images:
        code = {
            "html": block(edition, images, address),
            "md": markdown(edition, images, address),
            "txt": plain_text(edition, images, address),
            "new": digest_text(edition),
        }
    weighed = kit.images.weighed(edition, images or kit.images.latest(edition, str))
    return Preview(edition, weighed, looks, code)


def _origin(href: str) -> str:
    """Where the reader's browser found us."""
    parts = urlsplit(href)
    return f"{parts.scheme}://{parts.netloc}"
