"""Reads SDMX-ML data: compact (2.0), structure-specific (2.1, 3.0) and generic.

One row an observation, its cells under their SDMX ids: those of its data set, of the groups it is
in, of its series and its own, the nearer before the farther. `ACTION` is what to do with it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from data.errors import UnreadableFileError
from ingest.formats.format import Format, SourceFile, Start
from ingest.formats.readers.sdmx_groups import Cells, Group, Groups
from ingest.formats.readers.xml import elements, line_of, name_of, trimmed
from ingest.spool import Spool, Writer

WHOLE = frozenset({"Header", "SeriesKey", "GroupKey", "Attributes", "Comp", "Obs", "Annotations"})
GROUPS = ("Group", "Atts")  # in 2.0 a group may be called otherwise, by its id
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
DATAFLOW = ("structureRef", "dataflowID")


@dataclass(slots=True)
class Header:
    """What a message says of its data sets: what to do with them, and what each counts along."""

    action: str = ""
    along: Cells = field(default_factory=dict)


@dataclass(slots=True)
class DataSet:
    """What a data set, and the group and the series being read, say of their observations.

    `groups` are those met so far, `known` all of them, where the message is read again.
    """

    along: str
    cells: Cells
    groups: Groups
    known: Groups | None
    group: Group | None = None
    series: Cells = field(default_factory=dict)


def read_sdmx_ml(path: Path, spool: Spool) -> None:
    """Fill one table from an SDMX-ML data message; a row's number is its line in the file.

    Groups may stand after what they are about, so that a message with groups is read twice.
    """
    groups = _read(path, spool, ())
    if any(found.groups for found in groups):
        spool.tables.pop()
        _read(path, spool, groups)


def _read(path: Path, spool: Spool, known: Iterable[Groups]) -> list[Groups]:
    """Write every observation; the groups of each data set, if they are not `known`."""
    header, data_set, groups, more = Header(), None, list[Groups](), iter(known)
    with spool.table() as writer:
        for event, name, element in elements(path, WHOLE):
            if name == "Header":
                header = _header(element)
            elif event == "start" and name == "DataSet":
                groups.append(Groups())
                data_set = _data_set(element, header, groups[-1], next(more, None))
            elif data_set is not None:
                _take(data_set, event, name, element)
                if name == "Obs":
                    _write(data_set, element, writer)
    if data_set is None:
        raise UnreadableFileError(
            "The XML holds no SDMX data. Export the data, not the structure, as SDMX-ML 2.1."
        )
    return groups


def _take(data_set: DataSet, event: str, name: str, element: etree._Element) -> None:
    match event, name:
        case "start", "Series":
            data_set.series = _own(element) | _action(element)
        case "end", "Series":
            data_set.series = {}
        case "end", "SeriesKey":
            data_set.series |= _listed(element)
        case "end", "GroupKey" if data_set.group:
            data_set.group.key |= _listed(element)
            data_set.group.said.pop("type", None)  # which of the structure's groups it is
        case "end", "Attributes":
            _add(data_set, element, _listed(element))
        case "end", "Comp":
            _add(data_set, element, _component(element))
        case "start", _ if _is_group(element, name):
            data_set.group = data_set.groups.add(_own(element))


def _is_group(element: etree._Element, name: str) -> bool:
    parent = element.getparent()
    of_data_set = parent is not None and name_of(parent) == "DataSet"
    return of_data_set and (name in GROUPS or bool(_own(element)))


def _add(data_set: DataSet, element: etree._Element, said: Cells) -> None:
    """Attributes stand before what they are of: observations of a series, a group, a data set."""
    parent = element.getparent()
    of = "" if parent is None else name_of(parent)
    if of == "Series":
        data_set.series |= said
    elif of == "DataSet":
        data_set.cells |= said
    elif data_set.group:
        data_set.group.said |= said


def _write(data_set: DataSet, element: etree._Element, writer: Writer) -> None:
    own = data_set.series | _observation(element, data_set.along)
    data_set.groups.names.update(own)
    cells = data_set.cells | own
    for said in data_set.known.of(cells) if data_set.known else ():
        cells |= said
    cells |= own
    cells.setdefault("OBS_VALUE", "")  # where no observation of the file has a value
    writer.record(line_of(element), cells)


def _header(element: etree._Element) -> Header:
    header = Header()
    for child in element:
        if name_of(child) == "DataSetAction":
            header.action = trimmed(child.text)
        elif name_of(child) == "Structure":
            along = child.get("dimensionAtObservation", TIME)
            header.along[child.get("structureID", "")] = along
    return header


def _data_set(
    element: etree._Element, header: Header, groups: Groups, known: Groups | None
) -> DataSet:
    said = {name.rpartition("}")[2]: value for name, value in element.attrib.items()}
    along = header.along.get(said.get("structureRef", ""), TIME)
    dataflow = next((said[name] for name in DATAFLOW if name in said), "")
    action = {"ACTION": said.get("action") or header.action}
    own = {k: v for k, v in _own(element).items() if k.lower() not in ABOUT_DATA_SET}
    return DataSet(
        along=TIME if along == "AllDimensions" else along,
        cells=_filled({"STRUCTURE_ID": dataflow}) | action | own,
        groups=groups,
        known=known,
    )


def _observation(element: etree._Element, along: str) -> Cells:
    cells = _own(element) | _action(element)
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
                cells |= _component(child)
    return _filled(cells)


def _own(element: etree._Element) -> Cells:
    """The attributes that are ids of the data: all without a namespace."""
    return _filled({n: v for n, v in element.attrib.items() if not n.startswith("{")})


def _action(element: etree._Element) -> Cells:
    """What to do with a series or an observation, where it says so itself (3.0)."""
    said = next((v for n, v in element.attrib.items() if n.endswith("}action")), "")
    return _filled({"ACTION": said})


def _listed(values: Iterable[etree._Element]) -> Cells:
    """The values of a key or of attributes; before 2.1 a `concept` was their id."""
    return _filled({v.get("id", v.get("concept", "")): v.get("value", "") for v in values})


def _component(component: etree._Element) -> Cells:
    """An attribute that has several values (3.0)."""
    values = filter(None, (trimmed("".join(v.itertext())) for v in component))
    return _filled({component.get("id", ""): ", ".join(values)})


def _filled(cells: Cells) -> Cells:
    """Without what is empty: it says nothing instead of what is said farther out."""
    return {name: value for name, value in cells.items() if value.strip()}


ROOT = re.compile(r"GenericData|StructureSpecific\w*|CompactData|GenericTimeSeriesData")


class SdmxMl(Format):
    """SDMX-ML data messages: generic, structure-specific and compact."""

    name = "sdmx-ml"
    rank = 6
    locale = "en"

    def matches(self, start: Start) -> bool:
        """By its root element."""
        return bool(ROOT.fullmatch(start.root))

    def spool(self, file: SourceFile, spool: Spool) -> None:
        """One row an observation."""
        read_sdmx_ml(file.path, spool)


FORMAT = SdmxMl()
