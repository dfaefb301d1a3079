"""SQL for ids that senders type, however their dashes and spaces were typed, and for keys."""

# Signs that ids are typed with in place of a hyphen and a space, and those that nobody sees.
DASHES = r"\x{2010}-\x{2015}\x{2212}\x{FE58}\x{FE63}\x{FF0D}"
SPACES = r"\x{00A0}\x{2000}-\x{200A}\x{202F}\x{205F}\x{3000}"
INVISIBLE = r"\x{00AD}\x{200B}-\x{200D}\x{2060}\x{FEFF}"


def is_odd(column: str) -> str:
    """Whether an id may hold any of these: such signs have more bytes than letters."""
    return f"strlen({column}) <> length({column}) OR contains({column}, '  ')"


def normalised(text: str) -> str:
    """An id with plain hyphens and single spaces; NULL where nothing is left."""
    dashed = rf"regexp_replace({text}, '[{DASHES}]', '-', 'g')"
    visible = rf"regexp_replace({dashed}, '[{INVISIBLE}]', '', 'g')"
    return rf"nullif(trim(regexp_replace({visible}, '[\s{SPACES}]+', ' ', 'g')), '')"


def natural_key(activity: str, span: str) -> str:
    """The number of a report's natural key; the same key always gives the same number."""
    return (
        "md5_number_lower(concat_ws('|', indicator, partner, place, facility,"
        f" {span}, coalesce({activity}, '')))"
    )
