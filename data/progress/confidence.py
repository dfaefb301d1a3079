"""How much a verdict can be relied on: who reported, how fresh, how final, how sure the start."""

from collections.abc import Iterator

from data.progress.model import Confidence, Doubt, Level, Mark, Status, Verdict

MOST_REPORT, NEARLY_ALL_REPORT = 0.5, 0.8
MOSTLY, PARTLY = 0.5, 0.1
FRESH_DAYS = 366

# Doubts that leave a verdict little to stand on; any other keeps it from being high.
GRAVE = {
    Doubt.BASELINE_OF_ANOTHER_SET,
    Doubt.UNCERTAIN_BASELINE,
    Doubt.SILENT_WOULD_CHANGE_IT,
    Doubt.MOST_ARE_SILENT,
    Doubt.MOSTLY_ESTIMATED,
}
FROM_MARKS = {
    Mark.BASELINE_OF_ANOTHER_SET: Doubt.BASELINE_OF_ANOTHER_SET,
    Mark.UNCERTAIN_BASELINE: Doubt.UNCERTAIN_BASELINE,
    Mark.SET_MEMBERS_NOT_PUBLISHED: Doubt.SET_MEMBERS_NOT_PUBLISHED,
}


def confidence(
    verdict: Verdict,
    if_silent_unchanged: Status,
    reporting: float,
    estimated: float,
    age_days: int,
) -> Confidence | None:
    """Confidence in a verdict; None where there is none to be confident in.

    `reporting` is the share (of 1) of expected partners that reported in the last 12 months,
    `estimated` that of measures not final, `age_days` the age of the newest period's end.
    """
    if verdict.status is Status.NOT_ASSESSABLE:
        return None
    found = set(_doubts(verdict, if_silent_unchanged, reporting, estimated, age_days))
    doubts = tuple(doubt for doubt in Doubt if doubt in found)
    return Confidence(_level(found), doubts, estimated, if_silent_unchanged)


def _doubts(
    verdict: Verdict, if_silent: Status, reporting: float, estimated: float, age_days: int
) -> Iterator[Doubt]:
    yield from (FROM_MARKS[mark] for mark in verdict.marks if mark in FROM_MARKS)
    if if_silent is not verdict.status:
        yield Doubt.SILENT_WOULD_CHANGE_IT
    if verdict.components.steps:  # the body responsible reports a step once; it stays reached
        return
    if reporting < MOST_REPORT:
        yield Doubt.MOST_ARE_SILENT
    elif reporting < NEARLY_ALL_REPORT:
        yield Doubt.SOME_ARE_SILENT
    if estimated >= MOSTLY:
        yield Doubt.MOSTLY_ESTIMATED
    elif estimated >= PARTLY:
        yield Doubt.PARTLY_ESTIMATED
    if age_days > FRESH_DAYS:
        yield Doubt.OVER_A_YEAR_OLD


def _level(doubts: set[Doubt]) -> Level:
    if doubts & GRAVE:
        return Level.LOW
    return Level.MEDIUM if doubts else Level.HIGH
