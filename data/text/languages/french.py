"""French."""

from data.text.grammar import Grammar, NumberStyle

LANGUAGE = Grammar(
    code="fr",
    name="Français",
    order=2,
    territory="FR",
    numbers={"fr": NumberStyle("1 234,5", ",", ".")},
    columns={
        "indicator": "indicateur",
        "partner": "partenaire",
        "place": "lieu",
        "facility": "facilité",
        "period": "période",
        "value": "valeur",
        "denominator": "dénominateur",
        "unit": "unité",
        "obs_status": "statut",
        "disclosure": "diffusion",
        "activity": "activité",
        "source": "source",
        "comment": "commentaire",
    },
    reason="motif",
    first_of_month="1er",
    plural_fractions=False,
)
