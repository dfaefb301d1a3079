"""Names of columns: ours in three languages, and those of the standards that partners follow.

Ours are strict: such a file was written for us, so a column we do not know is a slip. SDMX, HXL,
IATI and form submissions carry much that is not for us.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from data.reference.places import fold
from data.text.i18n import GRAMMARS
from ingest.columns.form_names import is_form, own_names

COLUMNS = tuple(GRAMMARS["en"].columns)
OTHER_NAMES = {"facility": ("dispositif", "mecanismo")}


def column_name(column: str, lang: str) -> str:
    """What a column of ours is called in a language."""
    return GRAMMARS[lang].columns.get(column, column)


# Every name of each column, in the order of the languages.
NAMES: dict[str, tuple[str, ...]] = {
    column: (*(column_name(column, lang) for lang in GRAMMARS), *OTHER_NAMES.get(column, ()))
    for column in COLUMNS
}
# What other standards say beside it: a period in two cells, a power of ten to multiply by,
# whether values may be added up, whether more is better, why a row is no measure, the activity that
# a row's own is a part of; what SDMX asks to be done with a row, until when not to publish it, and
# on which day its year begins; the submission of a form a row comes from.
EXTRA = (
    "period_start",
    "period_end",
    "unit_mult",
    "additive",
    "ascending",
    "left_out",
    "parent_activity",
    "sdmx_action",
    "embargo",
    "year_start",
    "submission",
)
SDMX = {
    "ref area": "place",
    "time period": "period",
    "obs value": "value",
    "obs status": "obs_status",
    "conf status": "disclosure",
    "obs conf": "disclosure",
    "embargo time": "embargo",
    "action": "sdmx_action",
    "reporting year start day": "year_start",
    "unit measure": "unit",
    "unit mult": "unit_mult",
    "series": "indicator",
    "reporter": "partner",
    "obs source": "source",
    "comment obs": "comment",
}
HXL = {
    "#indicator+code": "indicator",
    "#indicator": "indicator",
    "#indicator+name": "indicator",
    "#indicator+value": "value",
    "#indicator+num": "value",
    "#value": "value",
    "#country": "place",
    "#country+code": "place",
    "#country+name": "place",
    "#geo": "place",
    "#region": "place",
    "#date": "period",
    "#date+year": "period",
    "#date+start": "period_start",
    "#date+end": "period_end",
    "#org": "partner",
    "#org+code": "partner",
    "#org+name": "partner",
    "#activity": "activity",
    "#activity+code": "activity",
    "#meta+source": "source",
    "#meta+comment": "comment",
    "#description": "comment",
    "#indicator+unit": "unit",
    "#unit": "unit",
    "#status": "obs_status",
}
IATI_FLAT = {
    "iati identifier": "activity",
    "activity identifier": "activity",
    "reporting org": "partner",
    "reporting org ref": "partner",
    "result indicator title": "indicator",
    "indicator title": "indicator",
    "recipient country code": "place",
    "recipient country": "place",
    "recipient region code": "place",
    "period start": "period_start",
    "result indicator period period start": "period_start",
    "period end": "period_end",
    "result indicator period period end": "period_end",
    "actual value": "value",
    "result indicator period actual value": "value",
    "actual comment": "comment",
    "ascending": "ascending",
    "indicator ascending": "ascending",
    "aggregation status": "additive",
    "result aggregation status": "additive",
    "left out": "left_out",
}
DHIS2 = {
    "dataelement": "indicator",
    "data element": "indicator",
    "orgunit": "place",
    "org unit": "place",
}
# What only others have: a form's keys, and the columns of readers that know why a row is none.
OTHER_MARKS = {"__id", "left_out"}
LABELLED = re.compile(r"([A-Z_0-9]+(?:\[.?\])?): ")  # SDMX with labels: an id, then its name

OURS = {fold(name): column for column, names in NAMES.items() for name in names}
_OURS_AND_EXTRA = OURS | {fold(name): name for name in EXTRA}


@dataclass(frozen=True, slots=True)
class Standard:
    """Our column for each name that a standard knows; `strict` where any other name is a slip."""

    names: dict[str, str]
    strict: bool


def standard(header: Sequence[str]) -> Standard:
    """The standard a header follows."""
    keys = {key(name) for name in header}
    if any(name.startswith("#") for name in keys):
        return Standard({tag: HXL[bare] for tag in keys if (bare := _known_tag(tag))}, strict=False)
    if is_sdmx(header):
        return Standard(_OURS_AND_EXTRA | SDMX, strict=False)
    if is_dhis2(header):
        return Standard(_OURS_AND_EXTRA | DHIS2, strict=False)
    if is_form(header):
        own = {key(name): last for name, last in own_names(header).items()}
        marks = {key(name): "submission" for name in header if name.startswith("_")}
        questions = {name: OURS[fold(last)] for name, last in own.items() if fold(last) in OURS}
        return Standard(marks | _OURS_AND_EXTRA | questions, strict=False)
    if keys & {"iati identifier", "activity identifier"}:
        return Standard(_OURS_AND_EXTRA | IATI_FLAT, strict=False)
    return Standard(_OURS_AND_EXTRA, strict=not OTHER_MARKS & set(header))


def key(name: str) -> str:
    """What names are compared by; hashtags keep their attributes, SDMX ids lose their labels."""
    name = name.strip()
    if name.startswith("#"):
        return name.lower().replace(" ", "")
    labelled = LABELLED.match(name)
    return fold(labelled.group(1) if labelled else name)


def is_sdmx(header: Iterable[str]) -> bool:
    """Whether the columns are those of SDMX data."""
    return {"obs value", "time period"} <= {key(name) for name in header}


def is_dhis2(header: Iterable[str]) -> bool:
    """Whether the columns are those of DHIS2's data values."""
    keys = {key(name) for name in header}
    return "period" in keys and any(
        {f"data{space}element", f"org{space}unit"} <= keys for space in ("", " ")
    )


def _known_tag(tag: str) -> str:
    """A hashtag with the first of its attributes that we know, without any, or ""."""
    bare, *attributes = tag.split("+")
    found = next((f"{bare}+{a}" for a in attributes if f"{bare}+{a}" in HXL), bare)
    return found if found in HXL else ""
