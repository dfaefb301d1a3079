"""Submissions of KoboToolbox and ODK Central: those that nobody approved are left out.

Each is an activity of its own unless it names one.
"""

from collections import Counter
from collections.abc import Mapping

OF_KOBO = frozenset({"_uuid", "_submission_time", "_xform_id_string"})
NOT_QUESTIONS = ("_", "meta/", "formhub/")


def is_submission(cells: Mapping[str, str]) -> bool:
    """Whether a record is a submission of a form."""
    return not OF_KOBO.isdisjoint(cells) or _of_odk(cells)


def _of_odk(cells: Mapping[str, str]) -> bool:
    return "__id" in cells and any(name.startswith("__system/") for name in cells)


def submission(cells: Mapping[str, str], full_names: dict[str, str]) -> dict[str, str]:
    """The cells of a form filled in: questions by their own names, and whether it counts."""
    if _of_odk(cells):
        identifier, approved = cells["__id"], cells.get("__system/reviewState") == "approved"
    else:
        status = cells.get("_validation_status/uid")
        identifier, approved = cells.get("_uuid", ""), status == "validation_status_approved"
    named = _by_own_names(cells, full_names)
    return named | {
        "activity": named.get("activity") or identifier,
        "left_out": "" if approved else "not_approved",
    }


def _by_own_names(cells: Mapping[str, str], full_names: dict[str, str]) -> dict[str, str]:
    """The cells with questions named without their groups, where no other goes by that name.

    The first question of a file to go by a name keeps it, so that no column mixes two.
    """
    questions = [name for name in cells if not name.startswith(NOT_QUESTIONS)]
    alike = Counter(map(_own, questions))
    own = {name: _own(name) for name in questions if alike[_own(name)] == 1}
    free = {
        name: last
        for name, last in own.items()
        if not last.startswith("_") and full_names.setdefault(last, name) == name
    }
    return {free.get(name, name): text for name, text in cells.items()}


def _own(name: str) -> str:
    return name.rpartition("/")[2]
