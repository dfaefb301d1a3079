"""What the map shows, in the reader's words: from answers of the snapshot to its countries."""

from collections.abc import Mapping, Sequence

from dashboard.figures.world_map import Country, Region
from dashboard.reader.names import Names
from dashboard.reader.view import View
from data.plan.model import Plan
from data.questions.answers import Breakdown, Contribution, IndicatorProgress, PlaceReport
from data.reference.outlines import load_outlines
from data.reference.places import load_places, place
from data.text.i18n import Language

Key = list[tuple[str, str]]  # what each kind of country is drawn like, and means


def on_the_map(within: str | None = None) -> tuple[str, ...]:
    """Codes of the countries the map has, or those of one region."""
    known = load_outlines().countries
    return tuple(p.code for p in load_places() if p.code in known and within in (None, p.region))


def asked_of(plan: Plan, progress: IndicatorProgress) -> tuple[str, ...]:
    """The countries an indicator asks about; none where it does not count countries."""
    if not progress.indicator.traits.counts_places:
        return ()
    wanted = [target.set for target in progress.indicator.targets.values() if target.set]
    sets = [plan.place_set(name) for name in dict.fromkeys(wanted)]
    if not sets or any(known.kind != "countries" for known in sets):
        return ()
    members = {code for known in sets for code in known.members or ()}
    return tuple(code for code in on_the_map() if not members or code in members)


def told_of(parts: Breakdown) -> dict[str, float]:
    """What is publicly told of each place; places nobody spoke of are not in it."""
    return {part.code: part.value for part in parts.parts if part.code}


def reporting_countries(
    view: View, t: Language, reports: Sequence[PlaceReport], names: Names, within: str | None
) -> list[Country]:
    """Each country with the number of its measures; silence is said in words."""
    measures = {report.code: report.measures for report in reports}
    countries = []
    for code in on_the_map(within):
        count = measures.get(code, 0)
        value = t.ngettext("{n} measure", "{n} measures", count)
        label = _label(t, names.place(code), value if count else t.gettext("no measures yet"))
        href = view.href(f"/place/{code}")
        countries.append(Country(code, "yes" if count else "no_report", label, href))
    return countries


def answering_countries(
    view: View, t: Language, codes: Sequence[str], told: Mapping[str, float], names: Names
) -> list[Country]:
    """Each country with whether it has what an indicator asks for."""
    countries = []
    for code in codes:
        name, href = names.place(code), view.href(f"/place/{code}")
        if code not in told:
            label = _label(t, name, t.gettext("no report"))
            countries.append(Country(code, "no_report", label, href))
        elif told[code] > 0:
            countries.append(Country(code, "yes", _label(t, name, t.gettext("has it")), href))
        else:
            label = _label(t, name, t.gettext("reports “no”"))
            countries.append(Country(code, "no", label, href))
    return countries


def circled_regions(
    view: View, t: Language, regions: Sequence[Contribution], names: Names
) -> list[Region]:
    """Each region with its measures; what cannot be placed has no circle."""
    found = []
    for part in regions:
        if part.code and place(part.code).kind == "region":
            name = names.place(part.code)
            label = _label(t, name, t.ngettext("{n} measure", "{n} measures", part.measures))
            href = view.href(f"/region/{part.code}")
            written = t.number(part.measures)
            found.append(Region(part.code, name, part.measures, written, label, href))
    return found


def _label(t: Language, name: str, value: str) -> str:
    return t.gettext("{name}: {value}", name=name, value=value)


def reporting_sentence(t: Language, countries: Sequence[Country]) -> str:
    """How many countries reported, of how many on the map."""
    reporting = sum(country.kind == "yes" for country in countries)
    return t.ngettext(
        "{reporting} of {n} country or territory has reported measures.",
        "{reporting} of {n} countries and territories have reported measures.",
        len(countries),
        reporting=t.number(reporting),
    )


def answering_sentence(t: Language, countries: Sequence[Country]) -> str:
    """How many countries have what is asked for, lack it, or are silent."""
    kinds = [country.kind for country in countries]
    return t.gettext(
        "Of {size} countries, {yes} have it, {no} report “no” and {silent} have not reported.",
        size=t.number(len(kinds)),
        yes=t.number(kinds.count("yes")),
        no=t.number(kinds.count("no")),
        silent=t.number(kinds.count("no_report")),
    )


def regions_sentence(t: Language, regions: Sequence[Region]) -> str:
    """The regions with their measures, in the order given."""
    if not regions:
        return t.gettext("No region has measures recorded in the last 12 months.")
    listed = "; ".join(region.label for region in regions)
    return t.gettext("Measures recorded in the last 12 months. {regions}.", regions=listed)


def reporting_key(t: Language, within: str | None) -> Key:
    """What the kinds of country on a map of reports mean."""
    key = [("yes", t.gettext("measures reported")), ("no_report", t.gettext("no measures yet"))]
    return [*key, ("rest", t.gettext("other regions"))] if within else key


def answering_key(t: Language) -> Key:
    """What the kinds of country on the map of an objective mean."""
    return [
        ("yes", t.gettext("has it")),
        ("no", t.gettext("reports “no”")),
        ("no_report", t.gettext("no report")),
    ]
