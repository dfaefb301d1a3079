"""What a value may be while overlaps are not settled: rules.md, part 7."""

from dashboard.components.verdict.standing import spread_words
from data.progress.model import Doubt, Level, Status
from tests.context import a_context
from tests.data.test_double_counting import TODAY, Publish, Send, newest, rows, spread


def test_the_value_has_a_range_while_overlaps_are_open(send: Send, published: Publish) -> None:
    send(rows("BEN,2025,100,,", "002,2025,10,,P2", "TGO,2025,8,,P2", "KEN,2025,9,,P2"))
    assert spread(published()) == (117, 127)


def test_a_range_of_less_than_a_hundredth_is_not_told(send: Send, published: Publish) -> None:
    send(rows("BEN,2025,1000,,", "TGO,2025,9,,", "TGO,2025,9,CF4,"))
    assert (newest(snapshot := published()), spread(snapshot)) == (1009, None)


def test_only_the_judged_year_and_the_newest_states_make_the_range(
    send: Send, published: Publish
) -> None:
    for partner, most in (("afris", 30), ("giz", 40)):
        send(rows(f"BEN,2024,{most},,old", "BEN,2025,50,,", partner=partner))
        states = (f"BEN,2023,{most},,fair", f"BEN,2024,{most + 5},,fair")
        send(rows(*states, indicator="A3.1", partner=partner))
    snapshot = published()
    assert (newest(snapshot), spread(snapshot)) == (100, None)
    assert (newest(snapshot, "A3.1"), spread(snapshot, "A3.1")) == (45, (45, 80))


def test_a_range_that_holds_another_verdict_makes_confidence_low(
    send: Send, published: Publish
) -> None:
    target = published().plan.indicator("A2.1").targets[2030].value
    assert target is not None
    for partner, value in (("afris", target - 1), ("giz", target - 2)):
        send(rows(f"BEN,2025,{value},,fair", indicator="A2.1", partner=partner))
    progress = published().indicator("A2.1", TODAY)
    sure = progress.verdicts[2030].confidence
    assert sure is not None
    assert progress.verdicts[2030].status is not Status.ACHIEVED
    assert (sure.level, sure.if_apart) == (Level.LOW, Status.ACHIEVED)
    assert Doubt.OVERLAPS_WOULD_CHANGE_IT in sure.doubts
    assert spread_words(a_context(plan=published().plan), progress).endswith("not settled)")
