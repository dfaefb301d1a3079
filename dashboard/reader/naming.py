"""Names of codes in the reader's language, from the plan, the places and the register."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from data.plan.model import Plan
from data.questions.answers import PartnerSummary
from data.reference.partners import COLLEGES
from data.reference.places import place as find_place
from data.text.i18n import Language


@dataclass(frozen=True)
class Naming:
    """What a code is called; a code nobody knows comes back as it is.

    `partners` gives the register by id, when a name is needed.
    """

    t: Language
    plan: Plan
    partners: Callable[[], Mapping[str, PartnerSummary]]

    def place(self, code: str | None) -> str:
        """A country, region or the world; None is what cannot be placed."""
        if code is None:
            return self.t.gettext("Reported for the world")
        try:
            return find_place(code).name(self.t.lang)
        except KeyError:
            return code

    def partner(self, code: str) -> str:
        """An organisation that reports."""
        found = self.partners().get(code)
        return found.name if found else code

    def facility(self, code: str) -> str:
        """A core or global facility."""
        try:
            return self.plan.facility(code).name.text(self.t.lang)
        except KeyError:
            return code

    def college(self, code: str) -> str:
        """A kind of organisation."""
        return COLLEGES[code].text(self.t.lang) if code in COLLEGES else code
