"""Charts of several objectives: a goal, a facility, all of them."""

from collections.abc import Sequence

from dashboard.charts.bodies.rows import Row, rows_body
from dashboard.charts.bodies.statement import statement
from dashboard.charts.bodies.tiles import Tile, tiles_body
from dashboard.charts.kinds.model import Body, Cell, Chart, Column, Kind, Shown, Table
from dashboard.charts.kinds.request import Question
from dashboard.charts.kinds.words import alt_text, partners_words, said_in_full
from dashboard.components.breakdown.filter_part import is_outside
from dashboard.components.overview.status_spread import clause, spread
from dashboard.components.overview.summary_sentences import headline, lede
from dashboard.components.verdict.standing import standing_text
from dashboard.figures.bullet_marks import bullet_marks
from data.progress.model import Status
from data.progress.status_words import verdict_word
from data.questions.answers import ObjectiveProgress

ALL = "all"


def goal_chart(question: Question, id: str) -> Chart:
    """The objectives of a goal."""
    goal = question.snapshot.plan.goal(id)
    found = [o for o in question.overview.objectives if o.goal.code == id]
    name = goal.name.text(question.t.lang)
    return _group(question, "goal", id, goal.code, name, found, f"/goal/{id}")


def facility_chart(question: Question, id: str) -> Chart:
    """The objectives a facility is home to."""
    facility = question.snapshot.plan.facility(id)
    found = [o for o in question.overview.objectives if o.facility == facility]
    name = facility.name.text(question.t.lang)
    return _group(question, "facility", id, facility.number, name, found, f"/facility/{id}")


def scorecard_chart(question: Question, id: str) -> Chart:
    """All objectives, the most advanced first."""
    if id != ALL:
        raise KeyError(id)
    t, horizon, overview = question.t, question.view.horizon, question.overview
    by_status = overview.by_status(horizon)
    ordered = [objective for status in Status for objective in by_status[status]]
    key = [(s, clause(t, s, len(found))) for s, found in by_status.items() if found]
    name = t.gettext("Objectives for {horizon}", horizon=horizon)
    tiles = [
        Tile(o.objective.code, o.status(horizon), is_outside(question.view, o)) for o in ordered
    ]
    sentence = headline(t, overview, horizon)
    note = partners_words(t, overview.coverage)
    counts = t.gettext("{statuses}.", statuses=t.join([words for _, words in key]))
    sample = _is_sample(ordered)
    return Chart(
        kind="scorecard",
        id=ALL,
        lang=t.lang,
        code="",
        name=name,
        finding=sentence,
        alt=alt_text(t, name, [counts], question.as_of, sample),
        description=said_in_full(
            t, name, (sentence, counts, lede(t, overview, horizon), f"{note}."), sample
        ),
        badges=(),
        body=tiles_body(tiles, key),
        table=_table(question, ordered, name),
        note=note,
        stamp=question.stamp(sample),
        page=question.view.href("/"),
        shown=_shown(ordered, horizon),
    )


def _group(
    question: Question,
    kind: Kind,
    id: str,
    code: str,
    name: str,
    found: Sequence[ObjectiveProgress],
    path: str,
) -> Chart:
    t, horizon = question.t, question.view.horizon
    sentence = spread(t, found, horizon)
    sample = _is_sample(found)
    title = f"{code} {name}"
    rows = [_row_words(question, o) for o in found]
    partners = max((o.headline.coverage.reporting for o in found), default=0)
    note = t.ngettext("up to {n} partner reporting", "up to {n} partners reporting", partners)
    return Chart(
        kind=kind,
        id=id,
        lang=t.lang,
        code=code,
        name=name,
        finding=sentence,
        alt=alt_text(t, title, [sentence], question.as_of, sample),
        description=said_in_full(t, title, (sentence, *rows), sample),
        badges=(),
        body=_rows(question, found, sentence),
        table=_table(question, found, title),
        note=note if found else "",
        stamp=question.stamp(sample),
        page=question.view.href(path),
        shown=_shown(found, horizon),
    )


def _row_words(question: Question, o: ObjectiveProgress) -> str:
    t, plan, horizon = question.t, question.snapshot.plan, question.view.horizon
    return t.gettext(
        "{title}: {said}.",
        title=f"{o.objective.code} {o.objective.label.text(t.lang)}",
        said=f"{_word(question, o)}, {standing_text(t, plan, o.headline, horizon)}",
    )


def _rows(question: Question, found: Sequence[ObjectiveProgress], sentence: str) -> Body:
    if not found:
        return statement(sentence)
    t, plan, horizon = question.t, question.snapshot.plan, question.view.horizon
    return rows_body(
        [
            Row(
                o.objective.code,
                o.objective.label.text(t.lang),
                o.status(horizon),
                _word(question, o),
                standing_text(t, plan, o.headline, horizon),
                bullet_marks(o.headline, horizon),
            )
            for o in found
        ]
    )


def _shown(found: Sequence[ObjectiveProgress], horizon: int) -> list[Shown]:
    return [Shown(o.objective.code, horizon, o.status(horizon)) for o in found]


def _is_sample(found: Sequence[ObjectiveProgress]) -> bool:
    return any(o.headline.sample for o in found)


def _word(question: Question, objective: ObjectiveProgress) -> str:
    verdict = objective.headline.verdicts[question.view.horizon]
    return verdict_word(question.t, verdict.status, verdict.reason)


def _table(question: Question, found: Sequence[ObjectiveProgress], caption: str) -> Table:
    t, plan, horizon = question.t, question.snapshot.plan, question.view.horizon
    columns = [
        Column("objective", t.gettext("Objective")),
        Column("label", t.gettext("Name")),
        Column("horizon", t.gettext("Horizon")),
        Column("status", t.gettext("Verdict")),
        Column("reason", t.gettext("Reason")),
        Column("ratio", t.gettext("Ratio")),
        Column("value", t.gettext("Value")),
        Column("unit", t.gettext("Unit")),
        Column("period_end", t.gettext("Period ending")),
        Column("partners", t.gettext("Partners reporting")),
    ]
    rows: list[list[Cell]] = []
    shown = []
    for o in found:
        verdict, current = o.headline.verdicts[horizon], o.headline.current
        label = o.objective.label.text(t.lang)
        value = None if current is None else current.value
        day = None if current is None else current.period_end
        indicator = o.headline.indicator
        rows.append(
            [
                o.objective.code,
                label,
                horizon,
                verdict.status.value,
                verdict.reason.value if verdict.reason else None,
                verdict.ratio,
                value,
                indicator.unit,
                day,
                o.headline.contributors,
            ]
        )
        shown.append(
            [
                o.objective.code,
                label,
                str(horizon),
                _word(question, o),
                verdict_word(t, verdict.status, verdict.reason) if verdict.reason else "",
                "" if verdict.ratio is None else t.number(verdict.ratio, 2),
                standing_text(t, plan, o.headline, horizon),
                plan.unit(indicator.unit).name.text(t.lang),
                t.short_date(day) if day else "",
                t.number(o.headline.contributors),
            ]
        )
    return Table(caption, columns, rows, shown)
