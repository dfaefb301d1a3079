"""Reads the results of IATI activities (2.03, 2.02, 2.01; 1.0x where it says the same).

One row for each baseline, target and actual value; what is no measure of ours, or part of one that
is already there, says so in `left_out`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from data.errors import UnreadableFileError
from ingest.formats.format import Format, SourceFile, Start
from ingest.formats.readers.iati_indicators import (
    XML_LANG,
    attribute,
    in_english,
    indicator_rows,
    yes_or_no,
)
from ingest.formats.readers.iati_places import Recipient, recipient, smallest_area
from ingest.formats.readers.xml import elements, trimmed
from ingest.spool import Spool

COLUMNS = (
    *("indicator", "partner", "place", "period", "value", "unit", "activity", "source", "comment"),
    *("additive", "ascending", "left_out", "parent_activity", "result", "reference", "countries"),
)
WHOLE = {
    *("iati-identifier", "reporting-org", "recipient-country", "recipient-region", "title"),
    *("indicator", "transaction", "related-activity"),
}
LONGEST_COMMENT = 1000
MOST_OF_ACTIVITY, SIZE_OF_ROW = 40_000_000, 500  # characters of rows kept until it ends
PARENT = "1"  # type of a related activity


@dataclass(slots=True)
class Result:
    """What a result says of all its indicators."""

    additive: str = ""
    title: str = ""


@dataclass(slots=True)
class Activity:
    """What an activity says of all its results, and the rows found in them."""

    language: str
    identifier: str = ""
    partner: str = ""
    parent: str = ""
    recipients: list[Recipient] = field(default_factory=list)
    result: Result = field(default_factory=Result)
    rows: list[tuple[int | None, Result, dict[str, str]]] = field(default_factory=list)
    size: int = 0


def read_iati(path: Path, spool: Spool) -> None:
    """Fill one table from a file of IATI activities; a row's number is its line in the file."""
    activities = 0
    with spool.table(columns=COLUMNS) as writer:
        for activity in _activities(path):
            activities += 1
            for number, cells in _rows(activity):
                writer.record(number, cells)
    if not activities:
        raise UnreadableFileError(
            "The XML holds no IATI activity. Export the activities with their results, as IATI"
            " activity XML, version 2.01 or later."
        )


def _activities(path: Path) -> Iterator[Activity]:
    activity = None
    for event, name, element in elements(path, WHOLE):
        if element.tag != name:  # somebody's extension, in a namespace of its own
            continue
        if event == "start" and name == "iati-activity":
            activity = Activity(language=element.get(XML_LANG, ""))
        elif activity is None:
            continue
        elif event == "start" and name == "result":
            activity.result = Result(additive=yes_or_no(element, "aggregation-status"))
        elif name == "iati-activity":
            yield activity
            activity = None
        elif event == "end":
            _take(activity, name, element)


def _take(activity: Activity, name: str, element: etree._Element) -> None:
    """Keep what an element that ended says of its activity; those of transactions say nothing."""
    parent = element.getparent()
    match parent.tag if parent is not None else "", name:
        case "iati-activity", "iati-identifier":
            activity.identifier = trimmed("".join(element.itertext()))
        case "iati-activity", "reporting-org":
            named = in_english([element], activity.language)
            activity.partner = activity.partner or attribute(element, "ref") or named
        case "iati-activity", "recipient-country" | "recipient-region":
            said = (attribute(element, part) for part in ("code", "percentage", "vocabulary"))
            activity.recipients.append(recipient(name, *said))
        case "iati-activity", "related-activity" if attribute(element, "type") == PARENT:
            activity.parent = activity.parent or attribute(element, "ref")
        case "result", "title":
            named = in_english([element], activity.language)
            activity.result.title = activity.result.title or named
        case "result", "indicator":
            for number, cells in indicator_rows(element, activity.language):
                _keep(activity, number, cells)


def _keep(activity: Activity, number: int | None, cells: dict[str, str]) -> None:
    activity.rows.append((number, activity.result, cells))
    activity.size += SIZE_OF_ROW + sum(map(len, cells.values()))
    if activity.size > MOST_OF_ACTIVITY:
        raise UnreadableFileError(
            "The IATI activity {activity} is too large to be read. Send its results in parts.",
            activity=activity.identifier[:100],
        )


def _rows(activity: Activity) -> Iterator[tuple[int | None, dict[str, str]]]:
    """The rows of an activity that ended, with what it and its results say of all of them."""
    countries = ", ".join(str(r) for r in activity.recipients if r.is_country)
    where = smallest_area(activity.recipients)
    told = len(activity.recipients) > 1 or not any(r.place for r in activity.recipients)
    recipients = ", ".join(map(str, activity.recipients)) if told else ""
    for number, result, cells in activity.rows:
        comment = (cells["comment"], f"recipients={recipients}" if recipients else "")
        yield (
            number,
            cells
            | {
                "partner": activity.partner,
                "place": where,
                "activity": activity.identifier + cells["activity"],
                "source": f"IATI {activity.identifier}".strip(),
                "comment": "; ".join(filter(None, comment))[:LONGEST_COMMENT],
                "parent_activity": activity.parent,
                "additive": cells["additive"] or result.additive,
                "result": result.title,
                "countries": countries,
            },
        )


class Iati(Format):
    """Activities of the International Aid Transparency Initiative, version 2.01 or later."""

    name = "iati"
    rank = 5
    locale = "en"
    names_are_ours = True

    def matches(self, start: Start) -> bool:
        """By its root element."""
        return start.root in ("iati-activities", "iati-activity")

    def spool(self, file: SourceFile, spool: Spool) -> None:
        """One row a value of a period."""
        read_iati(file.path, spool)


FORMAT = Iati()
