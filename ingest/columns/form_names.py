"""Names that only tables of form submissions have (KoboToolbox, ODK), and those of questions."""

import re
from collections import Counter
from collections.abc import Collection, Iterable

KOBO = frozenset({"_uuid", "_submission_time", "_xform_id_string"})
ODK_EXPORT = frozenset({"ReviewState", "SubmissionDate", "meta-instanceID", "SubmitterID"})
OF_PARENT = "_submission_"  # in Kobo's sheets of repeats, before what is said of the submission
ODK_PARENT = re.compile(r"__.+-id")  # in ODK's tables of repeats
NOT_QUESTIONS = ("_", "meta/", "meta-", "formhub/")


def is_form(header: Iterable[str]) -> bool:
    """Whether a table with these columns holds submissions of a form."""
    names = set(header)
    kobo = {name.removeprefix(OF_PARENT) for name in names}
    return not KOBO.isdisjoint(kobo) or is_odk(names) or is_repeat(names)


def is_odk(names: Collection[str]) -> bool:
    """Whether the form is one of ODK: the API's answer, an export, or a table of repeats."""
    answer = "__id" in names and any(name.startswith("__system/") for name in names)
    export = "KEY" in names and not ODK_EXPORT.isdisjoint(names)
    return answer or export or "PARENT_KEY" in names or bool(odk_parent(names))


def odk_parent(names: Iterable[str]) -> str:
    """The column in which ODK's API names the submission that a repeat belongs to, or ""."""
    return next(filter(ODK_PARENT.fullmatch, names), "")


def is_repeat(names: Collection[str]) -> bool:
    """Whether the rows are repeats, parts of submissions that another table holds."""
    return "_parent_index" in names or "PARENT_KEY" in names or bool(odk_parent(names))


def own_names(header: Collection[str]) -> dict[str, str]:
    """For each question its name without its groups, where no other goes by that name."""
    parts = "/-" if {"KEY", "PARENT_KEY"} & set(header) else "/"
    questions = [name for name in header if not name.startswith(NOT_QUESTIONS)]
    own = {name: re.split(f"[{parts}]", name)[-1] for name in questions}
    alike = Counter(own.values())
    return {
        name: last
        for name, last in own.items()
        if last and alike[last] == 1 and not last.startswith("_")
    }
