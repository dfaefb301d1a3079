"""Turns what pydantic found into sentences with the line and key of the file they are about."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from data.errors import ProductError
from data.plan.marked_yaml import KeyPath, MarkedYaml, parse
from data.plan.texts import Record

Fault = tuple[int, str, str]  # line, key path, sentence

# Parts of pydantic's location that are not in the file: the models' own words for it.
_UNWRITTEN = ("by_language", "[key]")


def read_yaml(path: Path, error: type[ProductError]) -> MarkedYaml:
    """The file parsed; raises `error` naming file and line where it cannot be."""
    try:
        return parse(path.read_text(encoding="utf-8"))
    except OSError as cause:
        raise error(report(path, [(1, "(file)", f"cannot be read: {cause.strerror}")])) from cause
    except UnicodeDecodeError as cause:
        raise error(report(path, [(1, "(file)", "is not UTF-8; save it as UTF-8")])) from cause
    except yaml.YAMLError as cause:
        mark = getattr(cause, "problem_mark", None)
        sentence = f"is not YAML: {getattr(cause, 'problem', None) or cause}"
        raise error(report(path, [(mark.line + 1 if mark else 1, "(file)", sentence)])) from cause


def report(path: Path, faults: Iterable[Fault]) -> str:
    """One line a fault, in the order of the file: `file:line: key.path: sentence`."""
    return "\n".join(f"{path}:{line}: {key}: {text}" for line, key, text in sorted(set(faults)))


def repeated(document: MarkedYaml) -> Iterator[Fault]:
    """Keys written twice in one mapping: YAML would silently keep the last."""
    for line, key, first in document.repeated_keys():
        yield line, key, f"this key is written twice, first on line {first}; keep one"


def invalid(document: MarkedYaml, error: ValidationError) -> Iterator[Fault]:
    """Everything the models refused."""
    for fault in error.errors(include_url=False):
        path: KeyPath = tuple(part for part in fault["loc"] if part not in _UNWRITTEN)
        yield document.line(path), document.key(path), _sentence(fault, path)


def _sentence(fault: Mapping[str, Any], path: KeyPath) -> str:
    if fault["type"] == "extra_forbidden":
        return _unknown_key(str(path[-1]))
    if fault["type"] == "missing":
        return "this key is required"
    if fault["type"] == "value_error":
        return str(fault["ctx"]["error"])
    given = fault["input"]
    found = f", not “{given}”" if isinstance(given, str | int | float) else ""
    return f"{fault['msg'][:1].lower()}{fault['msg'][1:]}{found}"


def _unknown_key(key: str) -> str:
    known = {name for record in Record.__subclasses__() for name in record.model_fields}
    close = get_close_matches(key, known, n=1)
    return f"unknown key; did you mean “{close[0]}”?" if close else "unknown key; remove it"
