"""Parts that lead on: what changed, who is missing, another day, a lost connection."""

import re
from dataclasses import replace
from datetime import date

import pytest

from dashboard.components.changes.feed import SHOWN, change_feed
from dashboard.components.layout.header import connection
from dashboard.components.layout.time_form import time_form
from dashboard.components.measures.api_examples import api_examples
from dashboard.components.overview.next_steps import next_steps
from dashboard.components.partners.loss import loss
from dashboard.components.partners.silent_partners import silent_partners
from dashboard.components.places.set_members import set_members
from dashboard.reader.naming import Naming
from dashboard.reader.view import View
from dashboard.web.app import create_app
from data.home import Home
from data.ledger.writer import open_ledger
from data.progress.model import Reason, Status
from data.questions.answers import Breakdown, PartnerSummary
from data.questions.change_records import Cause, CauseKind, Change, Standing
from data.store.publish import publish
from data.store.store import Store
from data.text.i18n import Language
from data.times import day_asked
from ingest.load.load import Delivery, load
from tests.access.callbacks import Callbacks, texts
from tests.access.people import Browser
from tests.asking import Asking
from tests.context import a_context
from tests.dashboard import world
from tests.dashboard.walk import classed, links, prop, tags, words

T = Language("en")
PLAN = world.plan()
NAMES = world.WorldNames()


def standing(status: Status, value: float) -> Standing:
    reason = Reason.NO_TARGET if status is Status.NOT_ASSESSABLE else None
    return Standing(status, reason, value, date(2026, 6, 30))


def change(indicator: str, before: Status, after: Status, cause: CauseKind) -> Change:
    return Change(
        PLAN.indicator(indicator),
        {2030: standing(before, 3)},
        {2030: standing(after, 5)},
        (Cause(cause, 2, ("B-000002",)),),
    )


STILL = change("A2.1", Status.BEHIND, Status.BEHIND, CauseKind.REVISION)
FLIPPED = change("B3.1", Status.FAR_BEHIND, Status.BEHIND, CauseKind.NEW_DATA)


def feed(*changes: Change, last_visit: bool = False, lang: str = "en") -> str:
    shown = change_feed(
        a_context(View(lang=lang), t=Language(lang)),
        changes,
        date(2026, 11, 16),
        everywhere=len(changes),
        last_visit=last_visit,
        sample=False,
    )
    return words(shown)


def test_verdicts_that_changed_come_before_values() -> None:
    told = feed(STILL, FLIPPED)
    assert told.index("B3") < told.index("A2")
    assert "Far behind" in told and "New data" in told and "Correction" in told


def test_the_feed_says_since_when_and_shows_a_handful() -> None:
    assert "since your last visit, 16 Nov 2026" in feed(STILL, last_visit=True)
    assert "Nothing changed." in feed()
    many = [replace(STILL) for _ in range(SHOWN + 4)]
    assert feed(*many).count("A2") == SHOWN
    assert f"All {SHOWN + 4} changes" in feed(*many)
    assert "depuis le 16 nov. 2026" in feed(STILL, lang="fr")


def test_a_day_that_is_none_is_no_last_visit() -> None:
    assert day_asked("2026-11-20") == date(2026, 11, 20)
    assert day_asked("") is None and day_asked("<script>") is None


def test_the_set_is_told_by_name_with_who_says_no_and_who_is_silent() -> None:
    parts = Breakdown(
        (world.contribution("BEN", 1, 0.5), world.contribution("FRA", 0, 0.0)), total=1
    )
    progress = world.objective("A1").headline
    (section,) = set_members(a_context(), progress, parts)
    told = words(section)
    members = PLAN.place_set("unfccc_parties").members or ()
    assert f"1 of {len(members)} have it" in told
    assert "Have it: 1" in told and "Report “no”: 1" in told
    assert f"No report: {len(members) - 2}" in told
    assert "/place/BEN?lang=en&horizon=2030" in links(section)
    assert "names of the members are not published" in told
    assert "195 States and the European Union" in told  # why it is not the plan's 196
    assert len(classed(section, "set-group")) == 3


def test_names_stand_in_the_order_of_their_letters_whatever_the_accents() -> None:
    parts = Breakdown(tuple(world.contribution(c, 1, 0.3) for c in ("ZWE", "EGY", "BEN")), 3)
    names = Naming(Language("fr"), PLAN, dict)
    (section,) = set_members(a_context(names=names), world.objective("A1").headline, parts)
    told = words(classed(section, "set-group")[0])
    assert told.index("Bénin") < told.index("Égypte") < told.index("Zimbabwe")


def test_what_counts_no_places_has_no_set() -> None:
    assert (
        set_members(
            a_context(),
            world.objective("F2").headline,
            Breakdown(),
        )
        == []
    )


def test_another_day_keeps_the_rest_of_the_view() -> None:
    days = [date(2026, 11, n) for n in (1, 10, 20)]
    view = View(path="/objective/A1", lang="fr", region="002", asof=date(2026, 11, 10))
    form, steps = time_form(a_context(view, today=date(2026, 11, 23)), days, "x")
    kept = {prop(field, "name"): prop(field, "value") for field in tags(form, "Input")}
    assert kept == {"lang": "fr", "horizon": "2030", "region": "002", "asof": "2026-11-10"}
    found = list(links(steps))
    assert [href.rsplit("asof=")[-1] for href in found] == ["2026-11-01", "2026-11-20"]
    (_, last) = time_form(
        a_context(replace(view, asof=days[-1]), today=date(2026, 11, 23)), days, "x"
    )
    assert "Aujourd’hui" in words(last)


def test_the_connection_is_said_in_the_readers_language() -> None:
    lost = connection(Language("es"))
    assert "Conexión perdida" in str(prop(lost, "data-lost"))
    assert prop(lost, "role") == "status" and not words(lost)


def test_examples_ask_addresses_that_there_are() -> None:
    told = words(api_examples(T))
    for tool in ("curl", "Python", "R", "Excel"):
        assert tool in told
    assert "/api/v1/measures?objective=A1&format=csv" in told


def test_the_worst_comes_first_with_what_it_takes() -> None:
    told = words(next_steps(a_context(), world.overview().objectives))
    statuses = [told.find(word) for word in ("Moving away", "Far behind", "Behind")]
    assert statuses == sorted(statuses) and min(statuses) >= 0
    assert "times the pace so far" in told
    assert "Achieved" not in told


def test_silent_partners_are_told_by_subregion() -> None:
    base = PartnerSummary("a", "Alpha", None, "states", "BEN", True, False, 3, None)
    today = date(2026, 11, 22)
    partners = [
        replace(base, reported=date(2026, 3, 1)),
        replace(base, id="b", name="Beta", reported=date(2025, 11, 1)),
        replace(base, id="c", name="Gamma", seat="KEN"),
        replace(base, id="d", name="Delta", seat="FRA"),
    ]
    section = silent_partners(a_context(as_of=today), partners, "002")
    told = words(section)
    assert "2 of 3 with their seat here" in told
    assert "Beta" in told and "Gamma" in told
    assert "Alpha" not in told and "Delta" not in told
    assert len(classed(section, "set-group")) == 2
    nobody = words(silent_partners(a_context(as_of=today), partners[:1], "002"))
    assert "Every partner of this region has reported." in nobody


def test_a_loss_is_a_sentence_and_its_objectives() -> None:
    told = words(loss(a_context(), (STILL, FLIPPED), sample=False))
    assert "the verdict of 1 indicator and 1 other value would change" in told
    assert told.index("B3") < told.index("A2") and "Cause" not in told
    assert "no value and no verdict would change" in words(loss(a_context(), (), sample=True))


@pytest.mark.parametrize(
    ("path", "own", "others"),
    [("/facility/CF7", "F2", {"A2"}), ("/goal/A", "A2", {"F2", "C3"}), ("/", "A2", set())],
)
def test_a_page_tells_what_changed_of_its_own_objectives(
    facts_home: Home, path: str, own: str, others: set[str]
) -> None:
    rows = "A2.1,afris,BEN,2025,3\nF2.1,afris,BEN,2024,3\n"
    file = facts_home.root / "new.csv"
    file.write_text("indicator,partner,place,period,value\n" + rows)
    with open_ledger(facts_home) as ledger:
        load(ledger, Delivery(file, state="approved"))
        publish(ledger)
    asking = Callbacks(Browser(Asking(create_app(Store(facts_home)))))
    told = asking.ask("feed.", [f"{path}?lang=en"]).json()
    shown = {text for text in texts(told) if re.fullmatch("[A-F][1-9]", text)}
    assert own in shown and not shown & others
    assert any(re.fullmatch(r"All \d+ changes", text) for text in texts(told))
