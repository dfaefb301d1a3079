"""What is new since the last issue, checked by hand on a small case, in three languages."""

import pytest

from dashboard.newsletter.digest import digest, digest_heading, plainly
from dashboard.newsletter.news import News, new_partners, size, sorted_out
from data.progress.model import Reason, Status
from data.text.i18n import Language
from tests.context import a_context
from tests.dashboard import world
from tests.newsletter.small_issue import (
    B3,
    C1,
    CHANGES,
    F2,
    HOSTILE,
    SINCE,
    change,
    news,
    partner,
    standing,
)


def test_flips_stand_apart_from_moves_and_the_biggest_move_is_first() -> None:
    flips, moves = sorted_out(world.plan(), CHANGES, 2030)
    assert [c.indicator.id for c in flips] == [B3]
    assert [(c.indicator.id, round(size(c, 2030), 3)) for c in moves] == [(F2, 0.75), (C1, 0.167)]


def test_a_first_value_is_the_biggest_move_and_a_value_that_stayed_is_none() -> None:
    nothing = standing(Status.NOT_ASSESSABLE, None, Reason.NO_MEASURES)
    first = change(C1, nothing, standing(Status.BEHIND, 3))
    same = change(F2, standing(Status.BEHIND, 3), standing(Status.BEHIND, 3))
    assert size(first, 2030) == 1 and size(same, 2030) == 0
    assert size(change(C1, nothing, nothing), 2030) == 0
    zero = standing(Status.BEHIND, 0)
    assert size(change(C1, zero, zero), 2030) == 0
    flips, moves = sorted_out(world.plan(), (first, same), 2030)
    assert [c.indicator.id for c in flips] == [C1] and moves == ()


def test_a_change_of_a_supporting_indicator_flips_no_objective() -> None:
    plan = world.plan()
    supporting = next(i for o in plan.objectives for i in plan.supporting(o.code))
    moved = change(supporting.id, standing(Status.BEHIND, 1), standing(Status.ACHIEVED, 2))
    assert sorted_out(plan, (moved,), 2030) == ((), (moved,))
    assert sorted_out(plan, (moved,), 2050) == ((), ())


def test_a_partner_is_new_that_had_never_reported_and_has_public_measures() -> None:
    before = (partner("Old"), partner("Silent", reported=None, measures=0))
    now = (partner("Old"), partner("Silent"), partner("New"), partner("Hidden", measures=0))
    assert [p.name for p in new_partners(before, now)] == ["Silent", "New"]


@pytest.mark.parametrize(
    ("lang", "heading", "flip", "cause"),
    [
        (
            "en",
            "New since 1 October 2026",
            "2030: Far behind → Behind. Cause: 1 new measure.",
            "Cause: 2 new measures and 1 revised measure.",
        ),
        (
            "fr",
            "Nouveau depuis le 1er octobre 2026",
            "2030\u00a0: Très en retard → En retard. Cause\u00a0: 1 nouvelle mesure.",
            "Cause\u00a0: 2 nouvelles mesures et 1 mesure révisée.",
        ),
        (
            "es",
            "Novedades desde el 1 de octubre de 2026",
            "2030: Muy retrasado → Con retraso. Causa: 1 medición nueva.",
            "Causa: 2 mediciones nuevas y 1 medición revisada.",
        ),
    ],
)
def test_the_digest_says_what_moved_and_why(lang: str, heading: str, flip: str, cause: str) -> None:
    t, plan, told = Language(lang), world.plan(), news("Soil Union")
    assert digest_heading(t, told) == heading
    flips, partners, moves = digest(a_context(t=t, plan=plan), told)
    assert [(line.code, line.status) for line in flips.lines] == [("B3", Status.BEHIND)]
    assert flips.lines[0].words == f"{plan.objective('B3').label.text(lang)}. {flip}"
    assert partners.lines[0].words.startswith("Soil Union (1 ")
    assert [line.code for line in moves.lines] == ["F2", "C1"]
    assert moves.lines[1].words.endswith(cause)
    assert "B-0000" not in "".join(line.words for part in (flips, moves) for line in part.lines)


def test_nothing_new_is_said_so() -> None:
    nothing = News(SINCE, 2030, (), (), ())
    assert digest(a_context(), nothing) == []
    assert digest_heading(Language("en"), nothing) == "Nothing changed since 1 October 2026."


def test_of_many_the_first_are_named_and_the_others_counted() -> None:
    told = news(*(f"Partner {n:02}" for n in range(11)))
    words = digest(a_context(), told)[1].lines[0].words
    assert "Partner 07" in words and "Partner 08" not in words and words.endswith("and 3 others.")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_stays_in_its_line_and_is_not_too_long(name: str) -> None:
    shown = plainly(name)
    assert len(shown) <= 80 and shown.splitlines() == [shown]
    assert not set(shown) & set("\u202e\u202c\u2067\u2069")
