"""The organisations that report: the register that a plan file names."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import Field, TypeAdapter, ValidationError, field_validator

from data.errors import ProductError
from data.plan.marked_yaml import MarkedYaml
from data.plan.texts import Record, Words
from data.plan.yaml_errors import Fault, invalid, read_yaml, repeated, report
from data.reference.places import load_places

_OURS = ("fr", "es")

# The Initiative's structure types, which it calls colleges.
COLLEGES: dict[str, Words] = {
    "states": Words.of(
        en="States and local authorities",
        fr="États et collectivités territoriales",
        es="Estados y autoridades locales",
        unofficial=_OURS,
    ),
    "international": Words.of(
        en="International organisations",
        fr="Organisations internationales",
        es="Organizaciones internacionales",
        unofficial=_OURS,
    ),
    "donors": Words.of(
        en="Donors and foundations",
        fr="Bailleurs de fonds et fondations",
        es="Donantes y fundaciones",
        unofficial=_OURS,
    ),
    "farmers": Words.of(
        en="Farmers’ and foresters’ organisations",
        fr="Organisations d’agriculteurs et de forestiers",
        es="Organizaciones de agricultores y silvicultores",
        unofficial=_OURS,
    ),
    "research": Words.of(
        en="Research and education",
        fr="Recherche et enseignement",
        es="Investigación y educación",
        unofficial=_OURS,
    ),
    "civil_society": Words.of(
        en="Civil society and NGOs",
        fr="Société civile et ONG",
        es="Sociedad civil y ONG",
        unofficial=_OURS,
    ),
    "companies": Words.of(en="Companies", fr="Entreprises", es="Empresas", unofficial=_OURS),
}


class PartnersError(ProductError):
    """A partners file that cannot be used; one line a problem: `file:line: key.path: sentence`."""


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation that signed; `seat` is ISO3 or None for an international one.

    `member` is None where membership is not published; `sample` marks a made-up partner. Partners
    of one `group` are one where confidential amounts are released.
    """

    id: str
    name: str
    acronym: str | None
    college: str
    seat: str | None
    member: bool | None
    sample: bool = False
    group: str | None = None


class _Entry(Record):
    """A partner as written in the file."""

    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    name: str = Field(min_length=1)
    acronym: str | None = None
    college: str
    seat: str | None = None
    member: bool | None = None
    url: str | None = None
    group: str | None = None
    source: str

    @field_validator("college")
    @classmethod
    def _known_college(cls, college: str) -> str:
        if college not in COLLEGES:
            raise ValueError(f"“{college}” is not a college; one of {', '.join(COLLEGES)}")
        return college

    @field_validator("seat")
    @classmethod
    def _known_seat(cls, seat: str | None) -> str | None:
        if seat is not None and seat not in _countries():
            raise ValueError(f"“{seat}” is not a country's ISO 3166 alpha-3 code")
        return seat


def load_partners(path: Path) -> tuple[Partner, ...]:
    """The partners in a file; raises PartnersError naming every problem."""
    document = read_yaml(path, PartnersError)
    try:
        entries = TypeAdapter(tuple[_Entry, ...]).validate_python(document.value)
    except ValidationError as error:
        faults = [*repeated(document), *invalid(document, error)]
        raise PartnersError(report(path, faults)) from error
    if faults := [*repeated(document), *_named_twice(document, entries)]:
        raise PartnersError(report(path, faults))
    return tuple(_partner(entry) for entry in entries)


@cache
def _countries() -> frozenset[str]:
    return frozenset(place.code for place in load_places() if place.kind == "country")


def _named_twice(document: MarkedYaml, entries: tuple[_Entry, ...]) -> list[Fault]:
    seen: set[str] = set()
    faults = []
    for index, entry in enumerate(entries):
        if entry.id in seen:
            path = (index, "id")
            faults.append((document.line(path), document.key(path), f"“{entry.id}” is used twice"))
        seen.add(entry.id)
    return faults


def _partner(entry: _Entry) -> Partner:
    return Partner(
        entry.id,
        entry.name,
        entry.acronym,
        entry.college,
        entry.seat,
        entry.member,
        group=entry.group,
    )
