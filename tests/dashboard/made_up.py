"""The method's made-up examples as pages show them, and others like them."""

from datetime import date

from dashboard.components.method.worked_example import example_progress
from data.progress.examples import EXAMPLES, LEVEL, NEAR, Example
from data.progress.model import Point
from data.questions.answers import IndicatorProgress
from data.text.i18n import Language

EN, FR, ES = (Language(lang) for lang in ("en", "fr", "es"))
BY_ID = {example.indicator.id: example for example in EXAMPLES}


def shown(kind: str) -> IndicatorProgress:
    return example_progress(BY_ID[f"example.{kind}"])


def level(*values: float) -> IndicatorProgress:
    """From 100 at the end of 2020 to 200 at the end of 2030, with other totals up to 2025."""
    first = 2026 - len(values)
    points = tuple(Point(date(first + n, 12, 31), value) for n, value in enumerate(values))
    return example_progress(Example(LEVEL, {NEAR: points}, 10, 10))


def spaced(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")
