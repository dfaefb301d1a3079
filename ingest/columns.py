"""Columns of a measures file, by their English, French and Spanish names."""

from collections.abc import Sequence
from difflib import get_close_matches

from data.errors import UnreadableFileError
from data.places import fold

REQUIRED = ("indicator", "place", "period", "value")
NAMES: dict[str, tuple[str, ...]] = {
    "indicator": ("indicator", "indicateur", "indicador"),
    "partner": ("partner", "partenaire", "socio"),
    "place": ("place", "lieu", "lugar"),
    "facility": ("facility", "dispositif", "mecanismo"),
    "period": ("period", "période", "período"),
    "value": ("value", "valeur", "valor"),
    "denominator": ("denominator", "dénominateur", "denominador"),
    "unit": ("unit", "unité", "unidad"),
    "obs_status": ("obs_status", "statut", "estado"),
    "disclosure": ("disclosure", "diffusion", "difusión"),
    "activity": ("activity", "activité", "actividad"),
    "source": ("source", "fuente"),
    "comment": ("comment", "commentaire", "comentario"),
}
COLUMNS = tuple(NAMES)
_BY_NAME = {fold(name): column for column, names in NAMES.items() for name in names}


def recognise(header: Sequence[str]) -> list[str]:
    """Our column for each name of a header.

    Raises `UnreadableFileError` naming the unknown, doubled or missing ones.
    """
    found = [_BY_NAME.get(fold(name)) for name in header]
    unknown = [name for name, column in zip(header, found, strict=True) if column is None]
    if unknown:
        raise UnreadableFileError(" ".join(_unknown(name) for name in unknown))
    columns = [column for column in found if column]
    doubled = sorted({column for column in columns if columns.count(column) > 1})
    missing = [column for column in REQUIRED if column not in columns]
    if doubled:
        raise UnreadableFileError(f"Column given twice: {', '.join(doubled)}. Keep one of them.")
    if missing:
        raise UnreadableFileError(
            f"Column missing: {', '.join(missing)}. The first line must name the columns."
        )
    return columns


def _unknown(name: str) -> str:
    near = get_close_matches(fold(name), _BY_NAME, n=1, cutoff=0.5)
    known = f"did you mean “{_BY_NAME[near[0]]}”?" if near else f"known: {', '.join(COLUMNS)}."
    return f"Unknown column “{name[:60]}”: {known}"
