"""SDMX observation statuses (code list CL_OBS_STATUS 2.2) in words."""

from data.ledger.in_force import RETRACT
from data.text.i18n import Language


def observation_word(t: Language, code: str) -> str:
    """What the status says; an unknown code stays as it is."""
    return {
        "A": t.gettext("normal"),
        "B": t.gettext("break in the series"),
        "D": t.gettext("definition differs"),
        "E": t.gettext("estimated"),
        "F": t.gettext("forecast"),
        "G": t.gettext("experimental"),
        "I": t.gettext("imputed"),
        "K": t.gettext("in another category"),
        "L": t.gettext("missing, not collected"),
        "M": t.gettext("missing, cannot exist"),
        "N": t.gettext("not significant"),
        "O": t.gettext("missing"),
        "P": t.gettext("provisional"),
        "Q": t.gettext("missing, suppressed"),
        "S": t.gettext("affected by a strike"),
        "U": t.gettext("low reliability"),
        "V": t.gettext("not validated"),
        "W": t.gettext("includes another category"),
        RETRACT: t.gettext("taken back"),
    }.get(code, code)
