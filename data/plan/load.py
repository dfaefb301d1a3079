"""Reads a plan file: all of it is right, or one error says everything that is wrong and where."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from pydantic import ValidationError

from data.errors import ProductError
from data.plan.checks import check
from data.plan.marked_yaml import MarkedYaml
from data.plan.model import Plan
from data.plan.yaml_errors import Fault, invalid, read_yaml, repeated, report

NAMED_FILES = ("partners", "facts", "previous")


class PlanError(ProductError):
    """A plan file that cannot be used; one line a problem: `file:line: key.path: sentence`."""


def load_plan(path: Path) -> Plan:
    """The plan in a YAML file; raises PlanError naming every problem."""
    document = read_yaml(path, PlanError)
    if not isinstance(document.value, Mapping):
        raise PlanError(report(path, [(1, "(file)", "a plan has keys such as version and goals")]))
    faults = [
        *repeated(document),
        *_checked(document, document.value),
        *_not_there(document, document.value, path.parent),
    ]
    plan, refused = _validated(document, document.value)
    if plan is None or faults:
        raise PlanError(report(path, [*faults, *refused]))
    return plan


def plan_digest(path: Path) -> str:
    """SHA-256 of the plan file's bytes, in hex."""
    return sha256(path.read_bytes()).hexdigest()


def _checked(document: MarkedYaml, value: Mapping[str, object]) -> list[Fault]:
    return [(document.line(path), document.key(path), text) for path, text in check(value)]


def _not_there(document: MarkedYaml, value: Mapping[str, object], folder: Path) -> Iterator[Fault]:
    for key in NAMED_FILES:
        name = value.get(key)
        if isinstance(name, str) and not (folder / name).is_file():
            yield document.line((key,)), key, f"there is no file “{name}” beside the plan"


def _validated(
    document: MarkedYaml, value: Mapping[str, object]
) -> tuple[Plan | None, list[Fault]]:
    given = value.get("languages")
    languages = given if isinstance(given, list) else []
    context = {"languages": tuple(lang for lang in languages if isinstance(lang, str))}
    try:
        return Plan.model_validate(value, context=context), []
    except ValidationError as error:
        return None, list(invalid(document, error))
