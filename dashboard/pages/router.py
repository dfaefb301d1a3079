"""Addresses to pages: each route asks the snapshot and hands the answers to a page's layout.

Long because every address stands in one table with what it asks.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from dash.development.base_component import Component

from dashboard.charts.kinds.model import known_kind
from dashboard.charts.kinds.registry import chart_of
from dashboard.charts.kinds.request import Question
from dashboard.compare_answers import objective_beside, sides_of
from dashboard.components.changes.plan_versions import Version, plan_versions
from dashboard.newsletter.edition import refusals
from dashboard.newsletter.issue import Issue
from dashboard.pages import (
    about,
    changes,
    compare,
    facilities,
    facility,
    goal,
    measure,
    method,
    newsletter,
    not_found,
    objective,
    objectives,
    overview,
    partner,
    partners,
    place,
    region,
    regions,
    search,
    share,
)
from dashboard.pages import data as data_page
from dashboard.reader.compare_choice import read
from dashboard.reader.filters import known_filters
from dashboard.reader.naming import Naming
from dashboard.reader.view import View
from data.progress.dates import months_later
from data.questions.answers import Dimension, Filters, ObjectiveProgress, PartnerSummary
from data.reference.places import place as find_place
from data.store.changes import changes_since
from data.store.plan_effect import altered
from data.store.search import search_index
from data.store.snapshot import Snapshot
from data.text.i18n import Language

MEASURES_SHOWN = 25
PUBLICATIONS_SHOWN = 20
DELIVERIES_SHOWN = 12
RESULTS_SHOWN = 200


@dataclass(frozen=True)
class Visit:
    """One reader at one address of one snapshot; `now` is UTC."""

    view: View
    snapshot: Snapshot
    now: datetime

    @property
    def t(self) -> Language:
        """The reader's language."""
        return Language(self.view.lang)

    @property
    def as_of(self) -> date:
        """The reader's today: the day they travelled to, if any."""
        today = self.now.date()
        return min(self.view.asof or today, today)

    @property
    def names(self) -> Naming:
        """Names in the reader's language."""
        registered = self.snapshot.partners_by_id(self.as_of)
        return Naming(self.t, self.snapshot.plan, dict(registered))

    @property
    def filters(self) -> Filters:
        """The view's filters; KeyError where one names nothing we know."""
        return known_filters(self.view.filters, self.snapshot, self.as_of)

    def objectives(self, filters: Filters) -> tuple[ObjectiveProgress, ...]:
        """Every objective with what the filtered measures contribute to it."""
        return self.snapshot.overview(self.as_of, filters).objectives


@dataclass(frozen=True, slots=True)
class Page:
    """A page ready to be shown, with its document title."""

    title: str
    body: Component
    found: bool = True


def render(visit: Visit) -> Page:
    """The page at the visit's address; a page that says so where there is none."""
    for pattern, route in ROUTES:
        if matched := pattern.fullmatch(visit.view.path):
            try:
                return route(visit, *matched.groups())
            except KeyError:
                break
    view, t = visit.view, visit.t
    return Page(not_found.title(t), not_found.layout(view, t, view.path), found=False)


def _overview(visit: Visit) -> Page:
    view, t, snapshot = visit.view, visit.t, visit.snapshot
    answer = snapshot.overview(visit.as_of, visit.filters)
    body = overview.layout(view, t, snapshot.plan, answer, snapshot.info, visit.names, visit.as_of)
    return Page(overview.title(t), body)


def _objectives(visit: Visit) -> Page:
    view, t, snapshot = visit.view, visit.t, visit.snapshot
    answer = snapshot.overview(visit.as_of, visit.filters)
    body = objectives.layout(view, t, snapshot.plan, answer, snapshot.info)
    return Page(objectives.title(t), body)


def _objective(visit: Visit, code: str) -> Page:
    view, t, snapshot, as_of = visit.view, visit.t, visit.snapshot, visit.as_of
    plan = snapshot.plan
    found = snapshot.objective(code, as_of, visit.filters)
    headline = found.headline.indicator.id
    by = {dimension: snapshot.contributions(headline, dimension, as_of) for dimension in Dimension}
    listed = snapshot.measures(as_of, visit.filters, _indicators(found), MEASURES_SHOWN)
    body = objective.layout(
        view,
        t,
        plan,
        found,
        by,
        snapshot.overlaps(headline, as_of),
        snapshot.earlier_plans(),
        listed,
        snapshot.info,
        visit.names,
        as_of,
    )
    return Page(objective.title(t, found.objective), body)


def _goal(visit: Visit, code: str) -> Page:
    view, t, snapshot = visit.view, visit.t, visit.snapshot
    found = snapshot.plan.goal(code)
    chosen = tuple(o for o in visit.objectives(Filters()) if o.goal.code == code)
    body = goal.layout(view, t, snapshot.plan, found, chosen, snapshot.info, visit.names)
    return Page(goal.title(t, found), body)


def _facilities(visit: Visit) -> Page:
    view, t, snapshot = visit.view, visit.t, visit.snapshot
    answer = snapshot.overview(visit.as_of)
    body = facilities.layout(view, t, snapshot.plan, answer, snapshot.info, visit.names)
    return Page(facilities.title(t), body)


def _facility(visit: Visit, code: str) -> Page:
    view, t, snapshot, as_of = visit.view, visit.t, visit.snapshot, visit.as_of
    found = snapshot.plan.facility(code)
    homed = tuple(o for o in visit.objectives(Filters()) if o.facility and o.facility.id == code)
    by_region = {
        o.objective.code: snapshot.contributions(
            o.headline.indicator.id, Dimension.REGION, as_of
        ).parts
        for o in homed
    }
    listed = snapshot.measures(as_of, Filters(facility=code), None, MEASURES_SHOWN)
    body = facility.layout(
        view,
        t,
        snapshot.plan,
        found,
        homed,
        by_region,
        listed,
        snapshot.info,
        visit.names,
        as_of,
    )
    return Page(facility.title(t, found), body)


def _regions(visit: Visit) -> Page:
    view, t, snapshot = visit.view, visit.t, visit.snapshot
    reports = snapshot.regions(visit.as_of)
    countries = [c for r in reports for c in snapshot.places(visit.as_of, r.code)]
    body = regions.layout(
        view, t, snapshot.plan, reports, countries, snapshot.info, visit.names, visit.as_of
    )
    return Page(regions.title(t), body)


def _region(visit: Visit, code: str) -> Page:
    view, t, snapshot, as_of = visit.view, visit.t, visit.snapshot, visit.as_of
    if find_place(code).kind != "region":
        raise KeyError(code)
    here = Filters(region=code)
    body = region.layout(
        view,
        t,
        snapshot.plan,
        code,
        visit.objectives(here),
        snapshot.places(as_of, code),
        snapshot.measures(as_of, here, None, MEASURES_SHOWN),
        snapshot.info,
        visit.names,
        as_of,
        snapshot.partners(as_of),
    )
    return Page(region.title(t, code, visit.names), body)


def _place(visit: Visit, code: str) -> Page:
    view, t, snapshot, as_of = visit.view, visit.t, visit.snapshot, visit.as_of
    find_place(code)
    here = Filters(place=code)
    body = place.layout(
        view,
        t,
        snapshot.plan,
        code,
        visit.objectives(here),
        snapshot.place_partners(as_of, code),
        snapshot.measures(as_of, here, None, MEASURES_SHOWN),
        snapshot.info,
        visit.names,
    )
    return Page(place.title(t, code, visit.names), body)


def _partners(visit: Visit) -> Page:
    view, t, snapshot = visit.view, visit.t, visit.snapshot
    registered = snapshot.partners(visit.as_of)
    body = partners.layout(view, t, registered, snapshot.info, visit.names)
    return Page(partners.title(t), body)


def _partner(visit: Visit, code: str) -> Page:
    view, t, snapshot, as_of = visit.view, visit.t, visit.snapshot, visit.as_of
    found: PartnerSummary = snapshot.partners_by_id(as_of)[code]
    theirs = Filters(partner=code)
    body = partner.layout(
        view,
        t,
        snapshot.plan,
        found,
        visit.objectives(theirs),
        snapshot.measures(as_of, theirs, None, MEASURES_SHOWN),
        snapshot.info,
        visit.names,
    )
    return Page(partner.title(t, found), body)


def _measure(visit: Visit, key: str) -> Page:
    view, t, snapshot, names = visit.view, visit.t, visit.snapshot, visit.names
    revisions = snapshot.measure_history(key, visit.as_of)
    body = measure.layout(view, t, snapshot.plan, revisions, snapshot.info, names)
    return Page(measure.title(t, snapshot.plan, revisions[0], names), body)


def _changes(visit: Visit) -> Page:
    view, t, snapshot, as_of = visit.view, visit.t, visit.snapshot, visit.as_of
    since = min(view.since or months_later(as_of, -1), as_of)
    body = changes.layout(
        view,
        t,
        snapshot.plan,
        since,
        as_of,
        changes_since(snapshot, since, as_of),
        snapshot.publications(PUBLICATIONS_SHOWN),
        snapshot.info,
    )
    return Page(changes.title(t), body)


def _method(visit: Visit) -> Page:
    view, t, snapshot = visit.view, visit.t, visit.snapshot
    plan = snapshot.plan
    versions = [
        Version(old, altered(snapshot, old, plan, visit.as_of)) for old in snapshot.earlier_plans()
    ]
    body = method.layout(view, t, plan_versions(view, t, plan, versions))
    return Page(method.title(t), body)


def _indicators(found: ObjectiveProgress) -> tuple[str, ...]:
    return tuple(i.indicator.id for i in (found.headline, *found.supporting))


def _data(visit: Visit) -> Page:
    view, t, snapshot = visit.view, visit.t, visit.snapshot
    newest = snapshot.deliveries(DELIVERIES_SHOWN)
    body = data_page.layout(view, t, snapshot.plan, snapshot.info, newest, snapshot.sources())
    return Page(data_page.title(t), body)


def _about(visit: Visit) -> Page:
    view, t, snapshot = visit.view, visit.t, visit.snapshot
    return Page(about.title(t), about.layout(view, t, snapshot.plan, snapshot.info))


def _search(visit: Visit) -> Page:
    view, t = visit.view, visit.t
    found = search_index(visit.snapshot, visit.as_of).find(view.q or "", RESULTS_SHOWN)
    return Page(search.title(t), search.layout(view, t, found))


def _compare(visit: Visit) -> Page:
    view, t, snapshot, as_of = visit.view, visit.t, visit.snapshot, visit.as_of
    compared = read(view.compared, snapshot.plan)
    sides, missing = sides_of(snapshot, compared, as_of), None
    if view.beside and compared.is_one_objective:
        day = min(view.beside, visit.now.date())
        if other := objective_beside(snapshot, compared.codes[0], day):
            sides.insert(0 if day < as_of else 1, other)  # the earlier day first
        else:
            missing = day
    body = compare.layout(
        view, t, snapshot.plan, compared, sides, snapshot.info, visit.names, missing
    )
    return Page(compare.title(t), body)


def _share(visit: Visit, kind: str, id: str) -> Page:
    view, t, snapshot = visit.view, visit.t, visit.snapshot
    question = Question(snapshot, replace(view, path="/"), visit.as_of)
    shared = chart_of(question, known_kind(kind), id)
    return Page(share.title(t, shared), share.layout(view, t, snapshot.plan, shared))


def _newsletter(visit: Visit) -> Page:
    view, t, snapshot = visit.view, visit.t, visit.snapshot
    issue = Issue.of(view, visit.now.date())
    refused = refusals(t, snapshot, issue)
    body = newsletter.layout(view, t, snapshot.plan, issue, refused, snapshot.info, visit.names)
    return Page(newsletter.title(t), body)


ROUTES: tuple[tuple[re.Pattern[str], Callable[..., Page]], ...] = tuple(
    (re.compile(pattern), route)
    for pattern, route in (
        (r"/", _overview),
        (r"/objectives", _objectives),
        (r"/objective/([^/]+)", _objective),
        (r"/goal/([^/]+)", _goal),
        (r"/facilities", _facilities),
        (r"/facility/([^/]+)", _facility),
        (r"/regions", _regions),
        (r"/region/([^/]+)", _region),
        (r"/place/([^/]+)", _place),
        (r"/partners", _partners),
        (r"/partner/([^/]+)", _partner),
        (r"/measure/([^/]+)", _measure),
        (r"/changes", _changes),
        (r"/data", _data),
        (r"/about", _about),
        (r"/method", _method),
        (r"/newsletter", _newsletter),
        (r"/search", _search),
        (r"/compare", _compare),
        (r"/share/([^/]+)/([^/]+)", _share),
    )
)
