"""The same question to the API in four tools, to be copied and tried."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.layout import aria
from dashboard.components.layout.section import section
from data.text.i18n import Language

EXAMPLES = {
    "curl": (
        'curl "ADDRESS/api/v1/objectives/A1?lang={lang}"\n'
        'curl -o measures.csv "ADDRESS/api/v1/measures?objective=A1&format=csv"'
    ),
    "Python": (
        "import pandas as pd\n\n"
        'measures = pd.read_csv("ADDRESS/api/v1/measures?objective=A1&format=csv")\n'
        'print(measures[["period", "place", "partner", "value", "source"]].head())'
    ),
    "R": (
        'measures <- read.csv("ADDRESS/api/v1/measures?objective=A1&format=csv")\n'
        'head(measures[c("period", "place", "partner", "value", "source")])'
    ),
    "Excel": (
        "= Csv.Document(Web.Contents(\n"
        '    "ADDRESS/api/v1/measures?objective=A1&format=csv"), [Encoding = 65001])'
    ),
}


def api_examples(t: Language) -> Component:
    """One block a tool; ADDRESS stands for where the dashboard is."""
    blocks: list[Component] = [html.P(t.gettext("ADDRESS is the address of this dashboard."))]
    blocks.append(html.Div([_example(t, tool) for tool in EXAMPLES], className="examples"))
    excel = t.gettext("In Excel: Data, Get data, From other sources, Blank query, Advanced editor.")
    blocks.append(html.P(excel, className="note after"))
    return section(t, t.gettext("Try the API"), blocks, lead=t.gettext("no key is needed to read"))


def _example(t: Language, tool: str) -> html.Div:
    written = EXAMPLES[tool].format(lang=t.lang)
    label = t.gettext("Example in {tool}", tool=tool)
    code = html.Pre(html.Code(written), tabIndex=0, role="region", **aria.label(label))
    return html.Div([html.H3(tool), code])
