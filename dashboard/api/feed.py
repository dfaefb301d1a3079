"""`/changes.atom`: what each publication changed, as an Atom feed a language."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Annotated
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, tostring

from fastapi import APIRouter, Depends, Request, Response

from dashboard.api.asked import Asked, Lang, asking
from dashboard.components.changes.words import (
    cause_words,
    change_name,
    value_words,
    verdict_words,
)
from dashboard.reader.context import RequestContext
from dashboard.reader.view import View
from dashboard.web.hosts import base_of
from data.questions.change_records import Change, Published
from data.store.store import Store

ATOM = "http://www.w3.org/2005/Atom"
MOST = 100


def router(store: Store, clock: Callable[[], datetime]) -> APIRouter:
    """The feed."""
    routes = APIRouter(tags=["data"])
    Question = Annotated[Asked, Depends(asking(store, clock))]  # noqa: N806 - a type

    @routes.get("/changes.atom")
    def changes(question: Question, request: Request, lang: Lang = "en") -> Response:
        """Publications that changed a value or a verdict, as Atom."""
        log = question.snapshot.publications(MOST)
        updated = log[0].published_at if log else question.snapshot.info.published_at
        ctx = RequestContext.of(View(lang=lang), question.snapshot, question.as_of)
        feed = _feed(ctx, log, updated, base_of(request))
        content = tostring(feed, encoding="utf-8", xml_declaration=True)
        return question.file(content, "application/atom+xml; charset=utf-8")

    return routes


def _feed(ctx: RequestContext, log: tuple[Published, ...], updated: datetime, base: str) -> Element:
    t, plan = ctx.t, ctx.plan
    address = f"{base}/changes.atom?lang={t.lang}"
    feed = Element("feed", {"xmlns": ATOM, "xml:lang": t.lang})
    _text(feed, "id", uuid5(NAMESPACE_URL, address).urn)
    name = plan.dashboard_name.text(t.lang)
    _text(
        feed, "title", t.gettext("{page} – {dashboard}", page=t.gettext("Changes"), dashboard=name)
    )
    _text(feed, "updated", _moment(updated))
    _text(SubElement(feed, "author"), "name", plan.owner.text(t.lang))
    SubElement(feed, "link", {"rel": "self", "href": address})
    SubElement(feed, "link", {"href": f"{base}/changes?lang={t.lang}"})
    for published in log:
        for change in published.changes:
            _entry(feed, ctx, published, change, base)
    return feed


def _entry(
    feed: Element, ctx: RequestContext, published: Published, change: Change, base: str
) -> None:
    entry = SubElement(feed, "entry")
    about = f"{published.snapshot}/{change.indicator.id}"
    _text(entry, "id", uuid5(NAMESPACE_URL, about).urn)
    _text(entry, "title", change_name(ctx, change))
    _text(entry, "updated", _moment(published.published_at))
    if objective := change.indicator.objective:
        href = f"{base}/objective/{objective}?lang={ctx.t.lang}"
        SubElement(entry, "link", {"href": href})
    _text(entry, "content", "\n".join(_sentences(ctx, change)))


def _sentences(ctx: RequestContext, change: Change) -> Iterator[str]:
    t = ctx.t
    for horizon in change.after:
        if change.verdict_changed(horizon):
            yield verdict_words(t, change, horizon)
    if value := value_words(ctx, change):
        yield t.gettext("Value: {value}", value=value)
    yield t.gettext("Cause: {cause}", cause=cause_words(t, change))


def _text(parent: Element, tag: str, words: str) -> None:
    SubElement(parent, tag).text = words


def _moment(when: datetime) -> str:
    """A UTC time as RFC 3339 writes it."""
    return f"{when.isoformat(timespec='seconds')}Z"
