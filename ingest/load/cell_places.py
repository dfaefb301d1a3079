"""Where in its file a person finds a cell."""

from data.text.i18n import Language
from ingest.columns.layout import Layout, column_letters
from ingest.formats.registry import FORMATS


def place_of(layout: Layout, line: int, column: str, lang: str, found_at: str | None = None) -> str:
    """`Sheet1!E14`, or line and column in a person's language."""
    table, addressing = layout.table(line), FORMATS[layout.file_format].addressing
    number = found_at or str(line - table.offset)
    place = table.place(column)
    if addressing == "cells":
        cell = f"{column_letters(place)}{number}" if place is not None else f"{number}:{number}"
        return f"{_sheet(table.name)}!{cell}"
    t = Language(lang)
    called = layout.called(line, column)
    if addressing == "records":
        row = t.gettext("record {number}", number=number)
    else:
        row = t.gettext("line {number}", number=number)
    return f"{row}, {called}" if called else row


def _sheet(name: str) -> str:
    return name if name.isalnum() else "'{}'".format(name.replace("'", "''"))
