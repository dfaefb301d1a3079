"""Spanish; Spain writes 1.234,5 and Mexico 1,234.5, so that `es` alone decides nothing."""

from data.text.grammar import Grammar, NumberStyle

LANGUAGE = Grammar(
    code="es",
    name="Español",
    order=3,
    territory="ES",
    numbers={
        "es": NumberStyle("1.234,5 / 1,234.5"),
        "es-ES": NumberStyle("1.234,5", ",", "."),
        "es-MX": NumberStyle("1,234.5", ".", ","),
    },
    columns={
        "indicator": "indicador",
        "partner": "socio",
        "place": "lugar",
        "facility": "facilidad",
        "period": "período",
        "value": "valor",
        "denominator": "denominador",
        "unit": "unidad",
        "obs_status": "estado",
        "disclosure": "difusión",
        "activity": "actividad",
        "source": "fuente",
        "comment": "comentario",
    },
    reason="motivo",
)
