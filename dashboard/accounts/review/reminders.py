"""The text that reminds a partner to report, in the language its seat most likely speaks."""

from datetime import date

from babel.languages import get_official_languages

from data.questions.answers import PartnerSummary
from data.reference.places import place
from data.text.i18n import LANGUAGES, Language


def language_of(partner: PartnerSummary) -> str:
    """The first of our languages among those of the country of its seat, or English."""
    try:
        country = place(partner.seat or "").iso2
    except KeyError:
        country = None
    spoken = get_official_languages(country, de_facto=True) if country else ()
    return next((lang for lang in spoken if lang in LANGUAGES), LANGUAGES[0])


def reminder(partner: PartnerSummary, last: date | None, dashboard: str, address: str) -> str:
    """A letter to a partner; `last` is the day of its last report, None before the first."""
    t = Language(language_of(partner))
    greeting = t.gettext("Dear colleagues of {partner},", partner=partner.name)
    if last:
        since = t.gettext(
            "Your last report in the {dashboard} is of {date}.",
            dashboard=dashboard,
            date=t.date(last),
        )
    else:
        since = t.gettext(
            "We have not yet received a report of yours in the {dashboard}.", dashboard=dashboard
        )
    asked = t.gettext(
        "Please send what you have measured since, as a file or by form, here: {address}",
        address=address,
    )
    thanks = t.gettext("If there is nothing to report, a word to us is enough. Thank you.")
    return f"{greeting}\n\n{since} {asked}\n\n{thanks}"
