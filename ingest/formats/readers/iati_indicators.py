"""The values of an indicator of an IATI result, each with what tells it from others."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from ingest.formats.readers.xml import line_of, trimmed

PERCENTAGE, QUALITATIVE = "2", "5"  # codes of an indicator's measure
YES_OR_NO = {"1": "1", "true": "1", "0": "0", "false": "0"}
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
DATE = re.compile(r"\d{4}-\d\d-\d\d")


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
        named = ((attribute(d, "name"), attribute(d, "value")) for d in of_value)
        self.dimensions = tuple(sorted(named))
        refs = {attribute(location, "ref") for location in self.element.findall("location")}
        self.locations = tuple(sorted(refs - {""}))

    @property
    def by_dimension(self) -> str:
        """Its dimensions, as in `age=adult,sex=female`."""
        return ",".join(f"{name}={value}" for name, value in self.dimensions)

    @property
    def by_location(self) -> str:
        """Its locations, as in `location=AF-KAN`."""
        return f"location={','.join(self.locations)}" if self.locations else ""


def indicator_rows(
    indicator: etree._Element, language: str
) -> Iterator[tuple[int | None, dict[str, str]]]:
    """A row a value, with its line; texts in English, or in the activity's `language`."""
    references = (
        f"{attribute(reference, 'vocabulary')}:{attribute(reference, 'code')}"
        for reference in indicator.findall("reference")
    )
    shared = {
        "indicator": in_english(indicator.findall("title"), language),
        "unit": "%" if indicator.get("measure") == PERCENTAGE else "",
        "additive": yes_or_no(indicator, "aggregation-status"),
        "ascending": yes_or_no(indicator, "ascending") or "1",
        "reference": " ".join(references),
    }
    for value in _values(indicator):
        comment = in_english(value.element.findall("comment"), language)
        about = (comment, value.by_location, value.by_dimension.replace(",", ", "))
        yield (
            line_of(value.element),
            shared
            | {
                "period": value.period,
                "value": attribute(value.element, "value"),
                "activity": f"#{value.part}" if value.part else "",
                "comment": "; ".join(filter(None, about)),
                "left_out": value.left_out,
            },
        )


def _values(indicator: etree._Element) -> list[Value]:
    qualitative = "qualitative" if indicator.get("measure") == QUALITATIVE else ""
    values, actuals = [], dict[str, list[Value]]()
    for baseline in indicator.findall("baseline"):
        when = attribute(baseline, "year") or attribute(baseline, "iso-date")
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
        text = "" if child is None else attribute(child, "iso-date") or trimmed(child.text)
        days.append(text[:10] if DATE.match(text) else text)  # without a time zone
    return "/".join(days) if any(days) else ""


def _part(actuals: list[Value]) -> None:
    """Tell the actual values of one period apart: a total and its breakdown, or disjoint parts."""
    totals = [v for v in actuals if not v.dimensions and attribute(v.element, "value")]
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


def attribute(element: etree._Element, name: str) -> str:
    """An attribute on one line; "" where there is none."""
    return trimmed(element.get(name))


def yes_or_no(element: etree._Element, name: str) -> str:
    """`1` or `0`, as an attribute says; "" where it says neither."""
    return YES_OR_NO.get(attribute(element, name).lower(), "")


def in_english(texts: Iterable[etree._Element], default: str) -> str:
    """The English narrative, else the first; before 2.01 the elements held the text itself."""
    found = []
    for text in texts:
        for narrative in text.findall("narrative") or [text]:
            language = narrative.get(XML_LANG) or text.get(XML_LANG) or default
            found.append((language.lower(), trimmed("".join(narrative.itertext()))))
    found.sort(key=lambda narrative: not narrative[0].startswith("en"))
    return next((text for _, text in found if text), "")
