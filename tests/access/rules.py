"""Who may ask what: every route and every callback with the answer each role gets.

An answer is a status; `door` is the way to the sign-in form. One stands for all roles, otherwise
there is one a role, in the order of `ROLES`. What is public is the same for everyone, whoever is
signed in: nothing but the pages behind the door looks at a session.
"""

from dataclasses import dataclass, field
from typing import Any

from dashboard.web import stylesheet
from tests.access.callbacks import ROWS

ROLES = {"anonymous": "", "partner": "ana", "another": "ben", "reviewer": "rosa", "admin": "adam"}
PARTNERS = "door 200  200  403  403"
SIGNED_IN = "door 200  200  200  200"
REVIEWERS = "door 403  403  200  200"
NO_KEY_OF_A_PARTNER = "door 422  422  403  403"
NONE_OF_ONE_S_OWN = "door 404  404  403  403"
NO_KEY_OF_A_REVIEWER = "door 403  403  422  422"
CHART = "/chart/objective/A1.png?lang=en"


@dataclass(frozen=True)
class Rule:
    """An example of what is asked, and what comes of it."""

    address: str
    answers: str = "200"

    def answer(self, role: str) -> str:
        """What a role is answered."""
        answers = self.answers.split()
        return answers[list(ROLES).index(role)] if len(answers) > 1 else answers[0]


RULES: dict[tuple[str, str], Rule] = {
    # -- public: the data ------------------------------------------------------------
    ("GET", "/api/v1/snapshot"): Rule("/api/v1/snapshot"),
    ("GET", "/api/v1/plan"): Rule("/api/v1/plan"),
    ("GET", "/api/v1/objectives"): Rule("/api/v1/objectives"),
    ("GET", "/api/v1/objectives/{code}"): Rule("/api/v1/objectives/A1"),
    ("GET", "/api/v1/indicators/{id:path}"): Rule("/api/v1/indicators/A1.1"),
    ("GET", "/api/v1/indicators/{id:path}/series"): Rule("/api/v1/indicators/A1.1/series"),
    ("GET", "/api/v1/indicators/{id:path}/contributions"): Rule(
        "/api/v1/indicators/A1.1/contributions?by=partner"
    ),
    ("GET", "/api/v1/facilities"): Rule("/api/v1/facilities"),
    ("GET", "/api/v1/facilities/{id}"): Rule("/api/v1/facilities/CF4"),
    ("GET", "/api/v1/regions"): Rule("/api/v1/regions"),
    ("GET", "/api/v1/places/{id}"): Rule("/api/v1/places/BEN"),
    ("GET", "/api/v1/partners"): Rule("/api/v1/partners"),
    ("GET", "/api/v1/partners/{id}"): Rule("/api/v1/partners/afris"),
    ("GET", "/api/v1/changes"): Rule("/api/v1/changes?since=2026-01-01"),
    ("GET", "/api/v1/measures"): Rule("/api/v1/measures?partner=afris"),
    ("GET", "/api/v1/search"): Rule("/api/v1/search?q=soil"),
    ("GET", "/changes.atom"): Rule("/changes.atom"),
    ("GET", "/openapi.json"): Rule("/openapi.json"),
    ("HEAD", "/openapi.json"): Rule("/openapi.json"),
    ("GET", "/api/docs"): Rule("/api/docs"),
    ("GET", "/api/docs/start.js"): Rule("/api/docs/start.js"),
    ("GET", "/api/docs/{name}"): Rule("/api/docs/swagger-ui.css"),
    # -- public: pictures, embeds, the newsletter -------------------------------------
    ("GET", "/drawing/map.svg"): Rule("/drawing/map.svg"),
    ("GET", "/chart/{kind}/{name}"): Rule("/chart/objective/A1.svg"),
    ("GET", "/chart/{rest:path}"): Rule("/chart/a/b/c", "404"),
    ("POST", "/frozen"): Rule(f"/frozen?chart={CHART}", "201"),
    ("GET", "/frozen/{digest}.png"): Rule(f"/frozen/{'0' * 32}.png", "404"),
    ("GET", "/frozen/{digest}"): Rule(f"/frozen/{'0' * 32}", "404"),
    ("GET", "/oembed"): Rule("/oembed?url=/objective/A1"),
    ("GET", "/embed.js"): Rule("/embed.js"),
    ("GET", "/embed/{kind}/{id}"): Rule("/embed/objective/A1"),
    ("GET", "/newsletter/pack.zip"): Rule(
        "/newsletter/pack.zip?charts=objective/A1&langs=en&images=latest"
    ),
    ("GET", "/newsletter/block.{extension}"): Rule("/newsletter/block.txt?images=latest"),
    # -- public: the application ------------------------------------------------------
    ("GET", "/"): Rule("/"),
    ("GET", "/{path:path}"): Rule("/objective/A1"),
    ("GET", "{path:path}"): Rule("/objective/A1"),  # Dash's own, which ours stands before
    ("GET", "/healthz"): Rule("/healthz"),
    ("GET", "/metrics"): Rule("/metrics"),
    ("GET", "/readyz"): Rule("/readyz"),
    ("GET", stylesheet.PATH): Rule(stylesheet.PATH),
    ("MOUNT", "/assets"): Rule("/assets/navigate.js"),
    ("GET", "/_dash-component-suites/{package_name}/{fingerprinted_path:path}"): Rule(
        "/_dash-component-suites/dash/dcc/dash_core_components.js"
    ),
    ("GET", "/_dash-layout"): Rule("/_dash-layout"),
    ("GET", "/_dash-dependencies"): Rule("/_dash-dependencies"),
    ("GET", "/_reload-hash"): Rule("/_reload-hash"),
    ("GET", "/_favicon.ico"): Rule("/_favicon.ico"),
    ("POST", "/_dash-update-component"): Rule("/_dash-update-component", "400"),  # of nothing
    # -- who comes in -----------------------------------------------------------------
    ("GET", "/sign-in"): Rule("/sign-in"),
    ("GET", "/set-password"): Rule("/set-password"),
    ("POST", "/auth/sign-in"): Rule("/auth/sign-in", "401"),
    ("POST", "/auth/password"): Rule("/auth/password", "422"),
    ("POST", "/auth/sign-out"): Rule("/auth/sign-out", "303"),
    ("GET", "/auth/openid"): Rule("/auth/openid", "404"),  # no provider is set
    ("GET", "/auth/openid/back"): Rule("/auth/openid/back", "404"),
    # -- for partners: for their organisation -------------------------------------------
    ("POST", "/api/v1/measures"): Rule("/api/v1/measures", "401"),  # a session is no token
    ("GET", "/submit"): Rule("/submit", PARTNERS),
    ("GET", "/submit/template.xlsx"): Rule("/submit/template.xlsx", PARTNERS),
    ("POST", "/submit/try"): Rule("/submit/try", NO_KEY_OF_A_PARTNER),
    ("POST", "/submit/send"): Rule("/submit/send", NO_KEY_OF_A_PARTNER),
    ("POST", "/submit/undo"): Rule("/submit/undo", NO_KEY_OF_A_PARTNER),
    ("GET", "/submit/one"): Rule("/submit/one", PARTNERS),
    ("POST", "/submit/one"): Rule("/submit/one", NO_KEY_OF_A_PARTNER),
    ("GET", "/submit/{name}"): Rule("/submit/B-000001", NONE_OF_ONE_S_OWN),
    ("GET", "/submit/{name}/refused.xlsx"): Rule(
        "/submit/B-000001/refused.xlsx", NONE_OF_ONE_S_OWN
    ),
    ("POST", "/submit/{name}/answer"): Rule("/submit/B-000001/answer", NONE_OF_ONE_S_OWN),
    ("POST", "/submit/{name}/mend"): Rule("/submit/B-000001/mend", NONE_OF_ONE_S_OWN),
    ("POST", "/submit/{name}/retract"): Rule("/submit/B-000001/retract", NONE_OF_ONE_S_OWN),
    ("GET", "/shared"): Rule("/shared", SIGNED_IN),
    ("GET", "/shared/measures.csv"): Rule("/shared/measures.csv", SIGNED_IN),
    # -- for reviewers ------------------------------------------------------------------
    ("GET", "/review"): Rule("/review", REVIEWERS),
    ("GET", "/review/{name}"): Rule("/review/B-000001", REVIEWERS),
    ("POST", "/review/{name}"): Rule("/review/B-000001", NO_KEY_OF_A_REVIEWER),
    ("POST", "/review/{name}/drop"): Rule("/review/B-000001/drop", NO_KEY_OF_A_REVIEWER),
    ("POST", "/review/{name}/settle"): Rule("/review/B-000001/settle", NO_KEY_OF_A_REVIEWER),
    ("GET", "/monitoring"): Rule("/monitoring", REVIEWERS),
    ("GET", "/monitoring/reports.csv"): Rule("/monitoring/reports.csv", REVIEWERS),
    ("GET", "/embeds"): Rule("/embeds", REVIEWERS),
    ("GET", "/embeds/pictures"): Rule("/embeds/pictures", REVIEWERS),
    ("POST", "/embeds/pin"): Rule("/embeds/pin", NO_KEY_OF_A_REVIEWER),
    ("POST", "/embeds/revoke"): Rule("/embeds/revoke", NO_KEY_OF_A_REVIEWER),
}

OF_A_SESSION = {"/sign-in", "/set-password"}  # public, and written for who reads them
OF_A_MOMENT = {"/metrics"}  # public, and counts what was asked before
SOCKETS = {"/_dash-ws-callback"}  # open to our own pages; see the test


@dataclass(frozen=True)
class Asked:
    """Values of a callback's inputs and states, as a page gives them."""

    inputs: list[Any]
    state: list[Any] = field(default_factory=list)


SHARED = ["/chart/objective/A1.png?lang=en", {"lang": "en"}, "http://fpt.test/objective/A1"]
MEASURES = ["", "/data?lang=en"]
# Callbacks by what they write first; each answers everyone alike.
CALLBACKS = {
    "header.children": Asked(["/objective/A1", "?lang=en", ""]),
    "feed.children": Asked(["/?lang=en"]),
    "loss.children": Asked([["afris", "/partner/afris?lang=en"]]),
    "measures-slot.children": Asked([MEASURES, True]),
    "measures-grid.getRowsResponse": Asked([ROWS], [MEASURES]),
    "measure-chosen.children": Asked([[{"key": "0" * 16}]], [MEASURES]),
    "embed-made.children": Asked([1], SHARED),
    "frozen-made.children": Asked([1], SHARED),
    "issue.children": Asked(["/newsletter?langs=en", 0], ["http://fpt.test/newsletter"]),
    "newest.data": Asked([1]),
}
MAKES_ANOTHER = "embed-made.children"  # each time, with an id of its own
IN_THE_BROWSER = {"snapshot.data", "document.storage_type"}
