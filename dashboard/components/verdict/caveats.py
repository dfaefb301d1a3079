"""What a reader should know beside the verdicts."""

from dash import html

from dashboard.components.verdict.status_words import mark_sentence
from data.questions.answers import IndicatorProgress
from data.text.i18n import Language


def caveats(t: Language, progress: IndicatorProgress) -> list[html.Div]:
    """One box for all horizons, as children to splice in; empty when nothing needs saying."""
    marks = dict.fromkeys(mark for v in progress.verdicts.values() for mark in v.marks)
    sentences = [mark_sentence(t, mark) for mark in marks]
    if caveat := progress.indicator.baseline.caveat:
        sentences.insert(0, caveat.text(t.lang))
    if not sentences:
        return []
    heading = html.B(t.gettext("Read with care"))
    texts = html.Div([html.P(sentence) for sentence in sentences])
    return [html.Div([heading, texts], className="caveat")]
