"""Reads the results of IATI activities (2.03, 2.02, 2.01; 1.0x where it says the same).

One row for each baseline, target and actual value; what is no measure of ours, or part of one that
is already there, says so in `left_out`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from data.errors import UnreadableFileError
from ingest.formats.iati_places import Recipient, recipient, smallest_area
from ingest.formats.xml import elements, line_of, trimmed
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
PERCENTAGE, QUALITATIVE = "2", "5"  # codes of an indicator's measure
YES_OR_NO = {"1": "1", "true": "1", "0": "0", "false": "0"}
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
DATE = re.compile(r"\d{4}-\d\d-\d\d")


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


@dataclass(slots=True)
class Value:
    """One baseline, target or actual value; `part` tells it from others of its period."""

    element: etree._Element
    period: str
    left_out: str = ""
    part: str = ""
    dimensions: tuple[tuple[str, str], ...] = ()
    locations: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        of_value = self.element.findall("dimension")
        named = ((_attribute(d, "name"), _attribute(d, "value")) for d in of_value)
        self.dimensions = tuple(sorted(named))
        refs = {_attribute(location, "ref") for location in self.element.findall("location")}
        self.locations = tuple(sorted(refs - {""}))

    @property
    def by_dimension(self) -> str:
        """Its dimensions, as in `age=adult,sex=female`."""
        return ",".join(f"{name}={value}" for name, value in self.dimensions)

    @property
    def by_location(self) -> str:
        """Its locations, as in `location=AF-KAN`."""
        return f"location={','.join(self.locations)}" if self.locations else ""


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


# --- From the file to activities ---


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
            activity.result = Result(additive=_yes_or_no(element, "aggregation-status"))
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
            named = _in_english([element], activity.language)
            activity.partner = activity.partner or _attribute(element, "ref") or named
        case "iati-activity", "recipient-country" | "recipient-region":
            said = (_attribute(element, part) for part in ("code", "percentage", "vocabulary"))
            activity.recipients.append(recipient(name, *said))
        case "iati-activity", "related-activity" if _attribute(element, "type") == PARENT:
            activity.parent = activity.parent or _attribute(element, "ref")
        case "result", "title":
            named = _in_english([element], activity.language)
            activity.result.title = activity.result.title or named
        case "result", "indicator":
            for number, cells in _of_indicator(activity, element):
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


# --- Indicators ---


def _of_indicator(
    activity: Activity, indicator: etree._Element
) -> Iterator[tuple[int | None, dict[str, str]]]:
    references = (
        f"{_attribute(reference, 'vocabulary')}:{_attribute(reference, 'code')}"
        for reference in indicator.findall("reference")
    )
    shared = {
        "indicator": _in_english(indicator.findall("title"), activity.language),
        "unit": "%" if indicator.get("measure") == PERCENTAGE else "",
        "additive": _yes_or_no(indicator, "aggregation-status"),
        "ascending": _yes_or_no(indicator, "ascending") or "1",
        "reference": " ".join(references),
    }
    for value in _values(indicator):
        comment = _in_english(value.element.findall("comment"), activity.language)
        about = (comment, value.by_location, value.by_dimension.replace(",", ", "))
        yield (
            line_of(value.element),
            shared
            | {
                "period": value.period,
                "value": _attribute(value.element, "value"),
                "activity": f"#{value.part}" if value.part else "",
                "comment": "; ".join(filter(None, about)),
                "left_out": value.left_out,
            },
        )


def _values(indicator: etree._Element) -> list[Value]:
    qualitative = "qualitative" if indicator.get("measure") == QUALITATIVE else ""
    values, actuals = [], dict[str, list[Value]]()
    for baseline in indicator.findall("baseline"):
        when = _attribute(baseline, "year") or _attribute(baseline, "iso-date")
        values.append(Value(baseline, when, "baseline"))
    for period in indicator.findall("period"):
        dates = _dates(period)
        values += [Value(target, dates, "target") for target in period.findall("target")]
        found = [Value(actual, dates, qualitative) for actual in period.findall("actual")]
        actuals.setdefault(dates, []).extend(found)
        values += found
    for together in [] if qualitative else actuals.values():
        _part(together)
    return values


def _dates(period: etree._Element) -> str:
    days = []
    for name in ("period-start", "period-end"):
        child = period.find(name)
        text = "" if child is None else _attribute(child, "iso-date") or trimmed(child.text)
        days.append(text[:10] if DATE.match(text) else text)  # without a time zone
    return "/".join(days) if any(days) else ""


def _part(actuals: list[Value]) -> None:
    """Tell the actual values of one period apart: a total and its breakdown, or disjoint parts."""
    totals = [v for v in actuals if not v.dimensions and _attribute(v.element, "value")]
    parts = [v for v in actuals if v.dimensions]
    if totals:
        _leave_out(parts)
        _part_by_location(totals)
        return
    same = dict[tuple[tuple[str, str], ...], list[Value]]()
    for value in parts:
        if [name for name, _ in value.dimensions] == [name for name, _ in parts[0].dimensions]:
            value.part = value.by_dimension
            same.setdefault(value.dimensions, []).append(value)
        else:
            _leave_out([value])
    for alike in same.values():
        _part_by_location(alike)
        _leave_out([v for v in alike if not v.locations][1:])


def _part_by_location(values: list[Value]) -> None:
    """Of several values that only their locations tell apart, keep those that do not overlap."""
    if len(values) < 2:
        return
    located = [v for v in values if v.locations]
    if len(located) < len(values):
        _leave_out(located)
        return
    seen = set[str]()
    for value in located:
        if seen.isdisjoint(value.locations):
            seen.update(value.locations)
            value.part = ",".join(filter(None, (value.part, value.by_location)))
        else:
            _leave_out([value])


def _leave_out(values: Iterable[Value]) -> None:
    for value in values:
        value.left_out, value.part = "breakdown", ""


# --- Texts ---


def _attribute(element: etree._Element, attribute: str) -> str:
    return trimmed(element.get(attribute))


def _yes_or_no(element: etree._Element, attribute: str) -> str:
    return YES_OR_NO.get(_attribute(element, attribute).lower(), "")


def _in_english(texts: Iterable[etree._Element], default: str) -> str:
    """The English narrative, else the first; before 2.01 the elements held the text itself."""
    found = []
    for text in texts:
        for narrative in text.findall("narrative") or [text]:
            language = narrative.get(XML_LANG) or text.get(XML_LANG) or default
            found.append((language.lower(), trimmed("".join(narrative.itertext()))))
    found.sort(key=lambda narrative: not narrative[0].startswith("en"))
    return next((text for _, text in found if text), "")
