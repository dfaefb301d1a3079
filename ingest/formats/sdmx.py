"""Reads SDMX-ML data: compact (2.0), structure-specific (2.1, 3.0) and generic.

One row an observation, its cells under their SDMX ids: those of its data set, its series and its
own. Attributes of groups are left aside.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from data.errors import UnreadableFileError
from ingest.formats.spool import Spool, Writer
from ingest.formats.xml import elements, line_of, name_of, trimmed

WHOLE = frozenset({"Header", "SeriesKey", "Attributes", "Obs"})
TIME = "TIME_PERIOD"
# What a data set says of itself, in lower case; all else it says is of its observations.
ABOUT_DATA_SET = frozenset(
    {
        *("action", "structureref", "setid", "datascope", "datasetid", "keyfamilyuri"),
        *("dataprovider", "dataproviderid", "dataproviderschemeid", "dataproviderschemeagencyid"),
        *("dataflowid", "dataflowagencyid", "reportingbegindate", "reportingenddate"),
        *("validfromdate", "validtodate", "publicationyear", "publicationperiod"),
    }
)


@dataclass(slots=True)
class Header:
    """What a message says of its data sets: what to do with them, and what each counts along."""

    action: str = ""
    along: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class DataSet:
    """What a data set, and the series that is being read, say of their observations."""

    deleted: bool
    along: str
    cells: dict[str, str]
    series: dict[str, str] = field(default_factory=dict)


def read_sdmx_ml(path: Path, spool: Spool) -> None:
    """Fill one table from an SDMX-ML data message; a row's number is its line in the file."""
    header, data_set = Header(), None
    with spool.table() as writer:
        for event, name, element in elements(path, WHOLE):
            if name == "Header":
                header = _header(element)
            elif event == "start" and name == "DataSet":
                data_set = _data_set(element, header)
            elif data_set is not None:
                _take(data_set, event, name, element, writer)
    if data_set is None:
        raise UnreadableFileError(
            "The XML holds no SDMX data. Export the data, not the structure, as SDMX-ML 2.1."
        )


def _take(
    data_set: DataSet, event: str, name: str, element: etree._Element, writer: Writer
) -> None:
    match event, name:
        case "start", "Series":
            data_set.series = _own(element)
        case "end", "Series":
            data_set.series = {}
        case "end", "Group":
            _refuse_scaled(_own(element))
        case "end", "SeriesKey":
            data_set.series |= _listed(element)
        case "end", "Attributes":
            _attribute(data_set, element)
        case "end", "Obs":
            left_out = {"left_out": "deleted" if data_set.deleted else ""}
            seen = _observation(element, data_set.along)
            cells = data_set.cells | data_set.series | seen | left_out
            writer.record(line_of(element), cells)


def _refuse_scaled(group: dict[str, str]) -> None:
    """What a group says of its observations is left aside; a power of ten must not be."""
    if group.get("UNIT_MULT", "0").strip() not in ("", "0"):
        raise UnreadableFileError(
            "The SDMX data give UNIT_MULT for groups of series, where it is not read. Export it"
            " with the series or the observations."
        )


def _header(element: etree._Element) -> Header:
    header = Header()
    for child in element:
        if name_of(child) == "DataSetAction":
            header.action = trimmed(child.text)
        elif name_of(child) == "Structure":
            along = child.get("dimensionAtObservation", TIME)
            header.along[child.get("structureID", "")] = along
    return header


def _data_set(element: etree._Element, header: Header) -> DataSet:
    said = {name.rpartition("}")[2]: value for name, value in element.attrib.items()}
    along = header.along.get(said.get("structureRef", ""), TIME)
    return DataSet(
        deleted=(said.get("action") or header.action).lower() == "delete",
        along=TIME if along == "AllDimensions" else along,
        cells={k: v for k, v in _own(element).items() if k.lower() not in ABOUT_DATA_SET},
    )


def _attribute(data_set: DataSet, element: etree._Element) -> None:
    """Attributes stand before the observations; those of a group are left aside."""
    parent = element.getparent()
    of = "" if parent is None else name_of(parent)
    if of == "Series":
        data_set.series |= _listed(element)
    elif of == "DataSet":
        data_set.cells |= _listed(element)


def _observation(element: etree._Element, along: str) -> dict[str, str]:
    cells = _own(element)
    for child in element:
        match name_of(child):
            case "ObsKey" | "Attributes":
                cells |= _listed(child)
            case "ObsDimension":
                cells[child.get("id", along)] = child.get("value", "")
            case "Time":
                cells[TIME] = trimmed(child.text)
            case "ObsValue":
                cells["OBS_VALUE"] = child.get("value", "")
            case "Comp":
                cells[child.get("id", "")] = _joined(child)
    return cells


def _own(element: etree._Element) -> dict[str, str]:
    """The attributes that are ids of the data: all without a namespace."""
    return {name: value for name, value in element.attrib.items() if not name.startswith("{")}


def _listed(values: Iterable[etree._Element]) -> dict[str, str]:
    """The values of a key or of attributes; before 2.1 a `concept` was their id."""
    return {v.get("id", v.get("concept", "")): v.get("value", "") for v in values}


def _joined(component: etree._Element) -> str:
    """The values of an attribute that has several (3.0)."""
    return ", ".join(filter(None, (trimmed("".join(v.itertext())) for v in component)))
