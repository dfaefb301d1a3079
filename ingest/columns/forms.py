"""Tables of form submissions: which count, whose edits they are, and nothing of who answered."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from data.errors import UnreadableFileError
from data.reference.places import FOLD_SQL
from ingest.columns.form_names import OF_PARENT, is_odk, is_repeat, odk_parent, own_names
from ingest.columns.header_names import OURS, key
from ingest.columns.mapping import Mapping
from ingest.source_table import Source

ROOT = ("meta/rootUuid", "meta-rootUuid", "rootUuid")
DEPRECATED = ("meta/deprecatedID", "meta-deprecatedID", "deprecatedID")
INSTANCE = ("meta/instanceID", "meta-instanceID", "instanceID", "_uuid")
STATUS = (
    *("_validation_status/uid", "_validation_status_uid", "_validation_status"),
    *("_validation_status/label", "_validation_status_label"),
    *("__system/reviewState", "ReviewState"),
)
ODK_DELETED = ("__system/deletedAt",)
APPROVED = "validation_status_approved"
APPROVED_WORDS = ("approved", "approuve", "approuvee", "aprobado", "aprobada")
MARKS = {"left_out", "submission"}  # columns that a form cannot say of itself
MOST_EDITS = 100  # of one submission, in one file

# Each edit of a submission has an id of its own and names the one it takes the place of.
EDITS = """
RECURSIVE submitted AS MATERIALIZED ({relation}),
edit AS (
  SELECT DISTINCT {instance} AS id, {deprecated} AS before FROM submitted
  WHERE {deprecated} <> '' AND {deprecated} <> {instance}),
history AS (
  SELECT id, before, 1 AS steps FROM edit
  UNION ALL
  SELECT h.id, e.before, h.steps + 1 FROM history AS h JOIN edit AS e ON e.id = h.before
  WHERE h.steps < {most}),
first_id AS (
  SELECT map_from_entries(list((id, before))) AS by_id
  FROM (SELECT id, arg_max(before, steps) AS before FROM history GROUP BY id))
"""


def submissions(source: Source, mapping: Mapping | None) -> Source:
    """The table with only the columns that measures need, and three of ours.

    `submission` is the same for all edits of one; it is the `activity` too where the form names
    none. `left_out` says which rows do not count. Raises `UnreadableFileError` for repeats that
    came without what says whether they are approved.
    """
    names = source.columns
    status = _first(names, STATUS)
    if is_repeat(names) and not status:
        raise UnreadableFileError(
            "The file holds the repeat group of a form without its submissions, so that nobody"
            " can tell which are approved. Send both in one file: XLSX from KoboToolbox, JSON with"
            " $expand=* from ODK Central."
        )
    kept = _columns_used(names, mapping)
    activity = _cell(next((n for n, name in kept.items() if key(name) == "activity"), None))
    columns = {name: f"c{n}" for n, name in kept.items() if key(name) != "activity"}
    identity = _identity(names)
    columns |= {
        "submission": identity,
        "activity": f"coalesce(nullif(trim({activity}), ''), {identity})",
        "left_out": _left_out(names, status or "''"),
    }
    return _with(source, columns, _edits(source))


def _columns_used(names: Sequence[str], mapping: Mapping | None) -> dict[int, str]:
    """The columns we use, by place, under the shortest names they have."""
    wanted = {key(name) for name in _named_by(mapping)}
    own = own_names(names)
    kept = dict[int, str]()
    for place, name in enumerate(names):
        short = name if key(name) in wanted else own.get(name, name)
        is_ours = key(short) in OURS and not name.startswith("_")
        if (key(short) in wanted or is_ours) and short not in MARKS:
            kept[place] = short
    return kept


def _named_by(mapping: Mapping | None) -> Iterable[str]:
    return (*mapping.columns.values(), *mapping.only) if mapping else ()


def _identity(names: Sequence[str]) -> str:
    """What all edits of a submission have in common; ODK's carry the id of the first."""
    if is_odk(names):
        parent = _first(names, ("PARENT_KEY", odk_parent(names)))
        first = f"split_part({parent}, '/', 1)" if parent else _first(names, ("__id", "KEY"))
        return first or "''"
    root, instance = (_bare(_first(names, wanted)) for wanted in (ROOT, INSTANCE))
    if _first(names, DEPRECATED):
        instance = f"coalesce((SELECT by_id FROM first_id)[{instance}], {instance})"
    return f"coalesce(nullif({root}, ''), {instance})"


def _left_out(names: Sequence[str], status: str) -> str:
    words = ", ".join(f"'{word}'" for word in APPROVED_WORDS)
    approved = f"contains({status}, '{APPROVED}') OR {FOLD_SQL.format(status)} IN ({words})"
    deleted = _first(names, ODK_DELETED) or "''"
    edited = "false"
    if _first(names, DEPRECATED):
        instance = _bare(_first(names, INSTANCE))
        edited = f"{instance} IN (SELECT before FROM edit)"
    return (
        f"CASE WHEN {deleted} <> '' THEN 'deleted' WHEN {edited} THEN 'edited'"
        f" WHEN {approved} THEN '' ELSE 'not_approved' END"
    )


def _edits(source: Source) -> str:
    """The steps of a query from the rows as they came, in `submitted`."""
    deprecated = _first(source.columns, DEPRECATED)
    if not deprecated:
        return f"submitted AS ({source.relation})"
    instance = _bare(_first(source.columns, INSTANCE))
    return EDITS.format(
        relation=source.relation, instance=instance, deprecated=_bare(deprecated), most=MOST_EDITS
    )


def _with(source: Source, columns: dict[str, str], steps: str) -> Source:
    """The table with other columns, each the SQL of what is in it."""
    theirs = ", ".join(f"c{n}" for n in range(len(source.columns)))
    ours = ", ".join(f"{sql} AS c{n}" for n, sql in enumerate(columns.values()))
    surplus = "IF(spare IS NULL, NULL, '…') AS spare"  # an answer, of which nothing is kept
    relation = f"WITH {steps} SELECT * EXCLUDE (spare, {theirs}), {surplus}, {ours} FROM submitted"
    return replace(source, columns=tuple(columns), relation=relation)


def _first(names: Sequence[str], wanted: Iterable[str]) -> str:
    """SQL for the first of some columns that says anything; "" where there is none of them.

    What a repeat says of its submission comes before what the submission says.
    """
    there = [
        names.index(name)
        for each in wanted
        for name in (OF_PARENT + each, each)
        if name and name in names
    ]
    said = ", ".join(f"nullif(trim({_cell(place)}), '')" for place in there)
    return f"coalesce({said}, '')" if said else ""


def _cell(place: int | None) -> str:
    return "NULL" if place is None else f"c{place}"


def _bare(text: str) -> str:
    return f"regexp_replace({text}, '^uuid:', '')" if text else "''"
