"""Kinds of indicators by name: each is a file of `kinds/` that says `KIND = IndicatorKind(…)`."""

from data.discovery import modules_of
from data.plan import kinds
from data.plan.indicator_kind import IndicatorKind


def _find_kinds() -> dict[str, IndicatorKind]:
    found = [module.KIND for module in modules_of(kinds)]
    return {kind.name: kind for kind in sorted(found, key=lambda kind: kind.order)}


KINDS = _find_kinds()
