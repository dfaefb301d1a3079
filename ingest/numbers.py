"""SQL for the number a text says. Nothing is guessed: `1.234` without a locale is none."""

# Separators of decimals and thousands; without a locale only what can be read one way is.
LOCALES: dict[str | None, tuple[str, str]] = {
    "en": (".", ","),
    "fr": (",", "."),
    "es": (",", "."),
}
PLAIN = r"[-+]?\d+([.]\d{1,2}|[.]\d{4,}|([.]\d+)?[eE][-+]?\d{1,3})?"
AMBIGUOUS = r"[-+]?[1-9]\d{0,2}[.,]\d{3}"


def number_sql(column: str, locale: str | None) -> str:
    """The number a text says in a locale, or NULL; plain numbers take the short way."""
    plain = f"regexp_full_match({column}, '{PLAIN}')"
    return (
        f"CASE WHEN {column} IS NULL THEN NULL WHEN {plain} THEN try_cast({column} AS DOUBLE)"
        f" ELSE {_careful_number(column, locale)} END"
    )


def _careful_number(column: str, locale: str | None) -> str:
    """Spaces between thousands, true minus signs, and the two separators."""
    text = rf"replace(regexp_replace({column}, '[\s\x{{A0}}\x{{202F}}'']', '', 'g'), '−', '-')"
    if locale:
        decimal, thousands = LOCALES[locale]
        return _decimal_number(text, decimal, thousands)
    point, comma = _decimal_number(text, ".", ","), _decimal_number(text, ",", ".")
    return (
        f"CASE WHEN regexp_full_match({text}, '{AMBIGUOUS}') THEN NULL"
        # One kind of separator: said once it is the decimals', said again the thousands'.
        f" WHEN {text} NOT LIKE '%,%' THEN IF({text} LIKE '%.%.%', {comma}, {point})"
        f" WHEN {text} NOT LIKE '%.%' THEN IF({text} LIKE '%,%,%', {point}, {comma})"
        # Both: the last one is the decimals'.
        f" WHEN strpos(reverse({text}), ',') < strpos(reverse({text}), '.') THEN {comma}"
        f" ELSE {point} END"
    )


def _decimal_number(text: str, decimal: str, thousands: str) -> str:
    """A number written with these separators, thousands in well-formed groups or none."""
    shape = rf"[-+]?(\d+|\d{{1,3}}([{thousands}]\d{{3}})+)([{decimal}]\d+)?([eE][-+]?\d{{1,3}})?"
    plain = f"replace(replace({text}, '{thousands}', ''), '{decimal}', '.')"
    return f"CASE WHEN regexp_full_match({text}, '{shape}') THEN try_cast({plain} AS DOUBLE) END"
