"""Makes nested JSON records flat, and their values texts."""

import json
from collections.abc import Mapping
from decimal import Decimal

from data.errors import UnreadableFileError
from ingest.spool import check_width, text_of


def flatten(record: Mapping[str, object], number: int, before: str = "") -> dict[str, object]:
    """The values of a record by name: those in an object go by `name/name`; lists stay lists."""
    flat = dict[str, object]()
    _flatten(record, before, flat, number)
    check_width(len(flat))
    return flat


def _flatten(
    record: Mapping[str, object], before: str, flat: dict[str, object], number: int
) -> None:
    for key, value in record.items():
        name = before + text_of(key)
        if isinstance(value, dict):
            _flatten(value, name + "/", flat, number)
        elif name in flat:
            raise given_twice(number, name)
        else:
            flat[name] = value


def given_twice(number: int, name: str) -> UnreadableFileError:
    """The refusal of a record that says two things under one name."""
    return UnreadableFileError(
        "Record {number} gives “{name}” twice. Keep one of them.", number=number, name=name[:60]
    )


def json_text(value: object) -> str:
    """A value as text; lists and objects as JSON, in which numbers keep their digits."""
    return _json(value) if isinstance(value, dict | list) else text_of(value)


def _json(value: object) -> str:
    match value:
        case dict():
            return "{" + ", ".join(f"{_json(k)}: {_json(v)}" for k, v in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_json, value)) + "]"
        case Decimal():
            return str(value)
        case _:
            return json.dumps(value, ensure_ascii=False)
