"""A mapping file: what a partner's own columns, titles, units and place names mean to us.

YAML, checked when read. Ours stand left of theirs among columns, theirs left of ours among values:

    partner: afris
    locale: fr
    columns: {indicator: Titre du résultat, place: Pays}
    sum: {value: [Réalisé / Hommes, Réalisé / Femmes]}
    join: {activity: [Code, Groupe]}
    constants: {facility: CF4}
    values:
      indicator: {Agriculteurs formés: C2.1}
      unit: {hectares: ha}
    only: {SEX: [_T]}
    ignore: [Observations internes]
"""

from pathlib import Path

import yaml
from pydantic import Field, TypeAdapter, ValidationError, field_validator, model_validator

from data.errors import ProductError
from data.plan.texts import Record
from data.plan.yaml_errors import invalid, read_yaml, repeated, report
from ingest.columns.header_names import COLUMNS, EXTRA
from ingest.columns.numbers import NumberLocale

NUMBERS = ("value", "denominator")


class MappingError(ProductError):
    """A mapping that cannot be used; one line a problem: `file:line: key.path: sentence`."""


class Mapping(Record):
    """What a partner's own words mean. Texts are compared without case, accents and signs."""

    partner: str | None = Field(None, description="reports every row")
    locale: NumberLocale | None = Field(None, description="how numbers are written")
    sheets: tuple[str, ...] = Field((), description="sheets to read; all with a header by default")
    columns: dict[str, str] = Field({}, description="theirs for ours")
    sum: dict[str, tuple[str, ...]] = Field({}, description="theirs to add up for a number of ours")
    join: dict[str, tuple[str, ...]] = Field({}, description="theirs to join for a text of ours")
    constants: dict[str, str] = Field({}, description="ours with one value for every row")
    values: dict[str, dict[str, str]] = Field({}, description="column of ours: {theirs: ours}")
    only: dict[str, tuple[str, ...]] = Field({}, description="column of theirs: values that count")
    ignore: tuple[str, ...] = Field((), description="columns of theirs that say nothing to us")

    @field_validator("columns", "sum", "join", "constants", "values")
    @classmethod
    def _of_ours(cls, given: dict[str, object]) -> dict[str, object]:
        unknown = [name for name in given if name not in COLUMNS and name not in EXTRA]
        if unknown:
            raise ValueError(
                f"“{unknown[0]}” is no column of ours; they are {', '.join(COLUMNS + EXTRA)}"
            )
        return given

    @model_validator(mode="after")
    def _say_each_once(self) -> "Mapping":
        for ours in self.parts:
            if (ours in self.sum) != (ours in NUMBERS):
                said = "sum" if ours in self.sum else "join"
                raise ValueError(
                    f"“{ours}” cannot be made by {said}; numbers are summed up, texts are joined"
                )
            if ours in self.columns or ours in self.constants:
                raise ValueError(f"“{ours}” is said twice: by one column and by several")
        return self

    @property
    def parts(self) -> dict[str, tuple[str, ...]]:
        """Several columns of theirs for one of ours."""
        return self.sum | self.join

    @property
    def said(self) -> dict[str, str]:
        """Values that stand for every row, the partner among them."""
        return self.constants | ({"partner": self.partner} if self.partner else {})


def read_mapping(path: Path) -> Mapping:
    """The mapping in a file; raises `MappingError` naming every problem."""
    document = read_yaml(path, MappingError)
    try:
        found = TypeAdapter(Mapping).validate_python(_texts(document.root) or {})
    except ValidationError as error:
        raise MappingError(
            report(path, [*repeated(document), *invalid(document, error)])
        ) from error
    if faults := list(repeated(document)):
        raise MappingError(report(path, faults))
    return found


def _texts(node: yaml.Node | None) -> object:
    """Scalars as the texts they are: a place of NO or 012 is no boolean and no number here.

    A key with nothing below it says nothing.
    """
    match node:
        case yaml.MappingNode():
            pairs = ((str(key.value), _texts(value)) for key, value in node.value)
            return {key: value for key, value in pairs if value is not None}
        case yaml.SequenceNode():
            return [_texts(item) for item in node.value]
        case yaml.ScalarNode(tag="tag:yaml.org,2002:null") | None:
            return None
        case _:
            return node.value
