"""How `plan diff` tells what differs: as lines and as a JSON document."""

from pydantic import TypeAdapter

from data.i18n import Language
from data.plan_diff import Difference, differences
from data.plan_diff_words import line
from data.plan_models import Plan

# Made of differences alone: what they do to verdicts is told after them, by what judges.


def lines(old: Plan, new: Plan, lang: str) -> list[str]:
    """One readable line a difference."""
    t = Language(lang)
    told = [line(t, found, old, new) for found in differences(old, new)]
    return told or [t.gettext("{old} and {new} say the same.", old=old.version, new=new.version)]


def document(old: Plan, new: Plan, lang: str) -> dict[str, object]:
    """The differences with their values as the plans hold them, and their sentences."""
    t, as_json = Language(lang), TypeAdapter(Difference)
    return {
        "old": old.version,
        "new": new.version,
        "differences": [
            as_json.dump_python(found, mode="json") | {"sentence": line(t, found, old, new)}
            for found in differences(old, new)
        ],
    }
