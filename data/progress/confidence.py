"""How much a verdict can be relied on: who reported, how fresh, how final, how sure the start."""

from collections.abc import Iterator
from dataclasses import dataclass

from data.progress.model import Confidence, Doubt, Level, Mark, Status, Verdict

MOST_REPORT, NEARLY_ALL_REPORT = 0.5, 0.8
MOSTLY, PARTLY = 0.5, 0.1
FRESH_DAYS = 366
OPEN_OVERLAPS = 0.05

# Doubts that leave a verdict little to stand on; any other keeps it from being high.
GRAVE = {
    Doubt.BASELINE_OF_ANOTHER_SET,
    Doubt.UNCERTAIN_BASELINE,
    Doubt.SILENT_WOULD_CHANGE_IT,
    Doubt.OVERLAPS_WOULD_CHANGE_IT,
    Doubt.MOST_ARE_SILENT,
    Doubt.MOSTLY_ESTIMATED,
}
FROM_MARKS = {
    Mark.BASELINE_OF_ANOTHER_SET: Doubt.BASELINE_OF_ANOTHER_SET,
    Mark.UNCERTAIN_BASELINE: Doubt.UNCERTAIN_BASELINE,
    Mark.SET_MEMBERS_NOT_PUBLISHED: Doubt.SET_MEMBERS_NOT_PUBLISHED,
}


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a verdict rests on.

    The statuses are those of the verdict had silent partners repeated their last report, and were
    nothing in open overlaps the same. Shares are of 1: of expected partners that reported in the
    last 12 months, of measures not final, of the value what open overlaps could add.
    """

    if_silent_unchanged: Status
    if_apart: Status
    reporting: float
    estimated: float
    overlapping: float
    age_days: int


def confidence(verdict: Verdict, grounds: Grounds) -> Confidence | None:
    """Confidence in a verdict; None where there is none to be confident in."""
    if verdict.status is Status.NOT_ASSESSABLE:
        return None
    found = set(_doubts(verdict, grounds))
    doubts = tuple(doubt for doubt in Doubt if doubt in found)
    return Confidence(
        _level(found),
        doubts,
        grounds.estimated,
        grounds.overlapping,
        grounds.if_silent_unchanged,
        grounds.if_apart,
    )


def _doubts(verdict: Verdict, grounds: Grounds) -> Iterator[Doubt]:
    reporting, estimated = grounds.reporting, grounds.estimated
    yield from (FROM_MARKS[mark] for mark in verdict.marks if mark in FROM_MARKS)
    if grounds.if_silent_unchanged is not verdict.status:
        yield Doubt.SILENT_WOULD_CHANGE_IT
    if grounds.if_apart is not verdict.status:
        yield Doubt.OVERLAPS_WOULD_CHANGE_IT
    elif grounds.overlapping >= OPEN_OVERLAPS:
        yield Doubt.OVERLAPS_NOT_SETTLED
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
    if grounds.age_days > FRESH_DAYS:
        yield Doubt.OVER_A_YEAR_OLD


def _level(doubts: set[Doubt]) -> Level:
    if doubts & GRAVE:
        return Level.LOW
    return Level.MEDIUM if doubts else Level.HIGH
